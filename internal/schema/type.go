// Package schema describes tables: their columns, the types SQL gives them and the types the lake keeps.
package schema

import (
	"strconv"
	"strings"
)

// Kind is the base of a Trino type; https://trino.io/docs/current/language/types.html lists them.
type Kind uint8

// The kinds, in Trino's own order. Unknown is the type of a bare NULL.
const (
	Unknown Kind = iota
	Boolean
	Tinyint
	Smallint
	Integer
	Bigint
	Real
	Double
	Decimal
	Varchar
	Char
	Varbinary
	JSON
	Date
	Time
	TimeTZ
	Timestamp
	TimestampTZ
	IntervalYearMonth
	IntervalDaySecond
	Array
	Map
	Row
	IPAddress
	IPPrefix
	UUID
	Function
)

// Unbounded is the Length of a varchar without one.
const Unbounded = -1

// Type is a Trino type. The zero value is Unknown. Types are values: compare them with Equal.
type Type struct {
	Kind Kind
	// Length of varchar(n) and char(n), in characters; Unbounded for plain varchar.
	Length int
	// Precision of decimal (digits), time and timestamp (digits of the second's fraction).
	Precision int
	// Scale of decimal.
	Scale int
	// Elem is an array's element or a map's value.
	Elem *Type
	// Key is a map's key.
	Key *Type
	// Fields are a row's members; their Name may be empty. For Function: the arguments, then the result.
	Fields []Field
	// Zone is the zone that a timestamp with time zone is shown in: a name or an offset, "" for UTC. The values are instants; a
	// zone that differs from row to row is not kept. Equal leaves it out.
	Zone string
}

// Field is one member of a row type.
type Field struct {
	Name string
	Type Type
}

// Of returns the plain type of a kind: varchar unbounded, timestamp(3), time(3).
func Of(k Kind) Type {
	t := Type{Kind: k}
	switch k {
	case Varchar:
		t.Length = Unbounded
	case Char:
		t.Length = 1
	case Time, TimeTZ, Timestamp, TimestampTZ:
		t.Precision = 3
	case Decimal:
		t.Precision = 38
	}
	return t
}

// ArrayOf, MapOf and RowOf build the nested types.
func ArrayOf(elem Type) Type          { return Type{Kind: Array, Elem: &elem} }
func MapOf(key, value Type) Type      { return Type{Kind: Map, Key: &key, Elem: &value} }
func RowOf(fields ...Field) Type      { return Type{Kind: Row, Fields: fields} }
func TimestampOf(precision int) Type  { return Type{Kind: Timestamp, Precision: precision} }
func DecimalOf(precision, s int) Type { return Type{Kind: Decimal, Precision: precision, Scale: s} }

// Equal reports whether two types are the same, row member names included (case-insensitively, as in Trino).
func (t Type) Equal(u Type) bool {
	if t.Kind != u.Kind || t.Length != u.Length || t.Precision != u.Precision || t.Scale != u.Scale || len(t.Fields) != len(u.Fields) {
		return false
	}
	if !equalPtr(t.Elem, u.Elem) || !equalPtr(t.Key, u.Key) {
		return false
	}
	for i, f := range t.Fields {
		if !strings.EqualFold(f.Name, u.Fields[i].Name) || !f.Type.Equal(u.Fields[i].Type) {
			return false
		}
	}
	return true
}

func equalPtr(a, b *Type) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

var kindNames = [...]string{
	Unknown: "unknown", Boolean: "boolean", Tinyint: "tinyint", Smallint: "smallint", Integer: "integer", Bigint: "bigint",
	Real: "real", Double: "double", Decimal: "decimal", Varchar: "varchar", Char: "char", Varbinary: "varbinary", JSON: "json",
	Date: "date", Time: "time", TimeTZ: "time", Timestamp: "timestamp", TimestampTZ: "timestamp",
	IntervalYearMonth: "interval year to month", IntervalDaySecond: "interval day to second",
	Array: "array", Map: "map", Row: "row", IPAddress: "ipaddress", IPPrefix: "ipprefix", UUID: "uuid", Function: "function",
}

// String writes the type as Trino's typeof does: varchar(5), timestamp(3) with time zone, row("a" bigint).
func (t Type) String() string {
	name := kindNames[t.Kind]
	switch t.Kind {
	case Varchar:
		if t.Length == Unbounded {
			return name
		}
		return name + "(" + strconv.Itoa(t.Length) + ")"
	case Char:
		return name + "(" + strconv.Itoa(t.Length) + ")"
	case Decimal:
		return name + "(" + strconv.Itoa(t.Precision) + "," + strconv.Itoa(t.Scale) + ")"
	case Time, Timestamp:
		return name + "(" + strconv.Itoa(t.Precision) + ")"
	case TimeTZ, TimestampTZ:
		return name + "(" + strconv.Itoa(t.Precision) + ") with time zone"
	case Array:
		return name + "(" + t.Elem.String() + ")"
	case Map:
		return name + "(" + t.Key.String() + ", " + t.Elem.String() + ")"
	case Row, Function:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			if f.Name != "" && t.Kind == Row {
				parts[i] = `"` + strings.ReplaceAll(f.Name, `"`, `""`) + `" `
			}
			parts[i] += f.Type.String()
		}
		return name + "(" + strings.Join(parts, ", ") + ")"
	}
	return name
}

// Display writes the type as Trino shows it to people, in typeof and in the words of most errors: row(a bigint).
func (t Type) Display() string {
	switch t.Kind {
	case Array:
		return "array(" + t.Elem.Display() + ")"
	case Map:
		return "map(" + t.Key.Display() + ", " + t.Elem.Display() + ")"
	case Row:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			if f.Name != "" {
				parts[i] = f.Name + " "
			}
			parts[i] += f.Type.Display()
		}
		return "row(" + strings.Join(parts, ", ") + ")"
	}
	return t.String()
}

// Name is the kind's name in SQL, without parameters.
func (k Kind) Name() string { return kindNames[k] }

// Each is the type with f applied to all that it is made of, which is no array, map or row.
func (t Type) Each(f func(Type) Type) Type {
	switch t.Kind {
	case Array:
		return ArrayOf(t.Elem.Each(f))
	case Map:
		return MapOf(t.Key.Each(f), t.Elem.Each(f))
	case Row:
		row := Type{Kind: Row}
		for _, m := range t.Fields {
			row.Fields = append(row.Fields, Field{Name: m.Name, Type: m.Type.Each(f)})
		}
		return row
	}
	return f(t)
}
