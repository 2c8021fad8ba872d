package serde

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// Version grows when the same bytes give other rows than before: it is part of what a converted file is known by.
const Version = 1

// Column is a column of a table's files. Partition columns are not: their values are in the folders' names.
type Column struct {
	Name string
	Type schema.Type
}

// Table is what the files of a table, or of one of its partitions, are read by.
type Table struct {
	Columns []Column
	// SerDe is the name of Hive's class, as ROW FORMAT SERDE gives it. "" is LazySimpleSerDe, as for ROW FORMAT DELIMITED.
	SerDe string
	// InputFormat is the name of Hive's class, "" for text.
	InputFormat string
	// Properties are the SERDEPROPERTIES.
	Properties map[string]string
	// Parameters are the TBLPROPERTIES. A property that is in both is taken from Properties.
	Parameters map[string]string
}

// property gives a property of the SerDe or, if that has none, of the table.
func (t *Table) property(name string) (string, bool) {
	if v, ok := t.Properties[name]; ok {
		return v, true
	}
	v, ok := t.Parameters[name]
	return v, ok
}

// flag tells whether a property is true.
func (t *Table) flag(name string, otherwise bool) bool {
	if v, ok := t.property(name); ok {
		return strings.EqualFold(strings.TrimSpace(v), "true")
	}
	return otherwise
}

// count reads a property that is a number of lines.
func (t *Table) count(name string) (int, error) {
	v, ok := t.property(name)
	if v = strings.TrimSpace(v); !ok || v == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		return 0, metadata("Invalid value for %s property: %s", name, v)
	}
	return n, nil
}

// Map is a value of a map type: keys with their values, in the file's order. No two keys are the same, and none is nil.
type Map [][2]any

// Format reads the files of one table. It can be used by several goroutines at once.
type Format struct {
	whole bool
	open  func() reader
}

// reader reads one file. It is used once.
type reader interface {
	// read hands over the rows of in, which is not compressed any more.
	read(in io.Reader, yield func(row []any) error) error
}

// New returns the reader of a table's files, or an *Error: there is no such SerDe, it cannot give a column's type, or a property
// cannot be read.
func New(t Table) (*Format, error) {
	name := strings.TrimSpace(t.SerDe)
	if name == "" {
		name = lazySimple
	}
	s, ok := serdes[name]
	if !ok {
		return nil, unsupported("the SerDe %s is not known; known are %s", name, strings.Join(slices.Sorted(maps.Keys(serdes)), ", "))
	}
	if s.refuse != "" {
		return nil, unsupported("%s: %s", name, s.refuse)
	}
	if err := textInput(t, s); err != nil {
		return nil, err
	}
	for _, c := range t.Columns {
		if err := readable(c.Type); err != nil {
			return nil, &Error{Code: "NOT_SUPPORTED", Message: fmt.Sprintf("column %s: %v", c.Name, err)}
		}
	}
	open, err := s.new(&t)
	if err != nil {
		return nil, err
	}
	return &Format{whole: s.whole, open: open}, nil
}

// readable refuses the types that Hive does not have.
func readable(t schema.Type) error {
	switch t.Kind {
	case schema.Boolean, schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint, schema.Real, schema.Double, schema.Decimal,
		schema.Varchar, schema.Char, schema.Varbinary, schema.Date, schema.Timestamp:
		return nil
	case schema.Array:
		return readable(*t.Elem)
	case schema.Map:
		if err := readable(*t.Key); err != nil {
			return err
		}
		return readable(*t.Elem)
	case schema.Row:
		for _, f := range t.Fields {
			if err := readable(f.Type); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("Unsupported column type: %s", t.Display())
}

// Whole tells that a file is read as a whole before its first row: Avro's and ORC's say at one place how all of it is to be read.
func (f *Format) Whole() bool { return f.whole }

// Read hands over the rows of a file as it lies there: compressed files are told by the ending of the name, and those without a
// known one by their first bytes. A row has a value a column, in the order of the columns:
//
//	nil                NULL
//	bool               boolean
//	int64              tinyint, smallint, integer, bigint
//	float32, float64   real, double
//	*big.Int           decimal, times ten to the power of its scale
//	string             varchar, char (without the spaces at its end)
//	[]byte             varbinary
//	int32              date, in days since 1970-01-01
//	int64              timestamp, in microseconds since 1970-01-01 00:00:00 on the clock of the text
//	[]any              array; row, with a value a field
//	Map                map
//
// The row itself is used again after yield has returned; its values are not. An error of yield ends the reading and is returned
// as it is. Any other is an *Error, and has come after all rows before it; a compressed file that is cut off gives the rows that
// can be read of it, and then an error that is io.ErrUnexpectedEOF.
func (f *Format) Read(r io.Reader, name string, yield func(row []any) error) error {
	name = path.Base(name)
	in, err := decompress(r, name)
	if err != nil {
		return placed(err, name)
	}
	defer in.Close()
	var stop error
	err = f.open().read(in, func(row []any) error {
		stop = yield(row)
		return stop
	})
	if stop != nil {
		return stop
	}
	return placed(err, name)
}

// placed makes an *Error of any error, with the file's name in its place.
func placed(err error, name string) error {
	if err == nil {
		return nil
	}
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Code: codeCursor, Message: err.Error(), Err: err}
	}
	out := *e
	out.Where = name
	if e.Where != "" {
		out.Where += ", " + e.Where
	}
	return &out
}
