package schema

import (
	"fmt"
	"strconv"
	"strings"
)

// Term is what an Iceberg table's partitions are made by: a column as it is, or what a transform makes of it:
// https://iceberg.apache.org/spec/#partition-transforms.
type Term struct {
	// Transform is year, month, day, hour, bucket or truncate; empty for the column itself.
	Transform string
	// Number is the number of buckets, or the width to truncate to.
	Number int
	Column string
}

var transforms = map[string]bool{"year": false, "month": false, "day": false, "hour": false, "bucket": true, "truncate": true} // with a number

// ParseTerm reads name, day(name), bucket(16, name) or Trino's bucket(name, 16). A column whose name looks like none of these is meant as it is.
func ParseTerm(text string) (Term, error) {
	transform, rest, ok := strings.Cut(strings.TrimSpace(text), "(")
	transform = strings.ToLower(strings.TrimSpace(transform))
	if !ok || !strings.HasSuffix(rest, ")") {
		return Term{Column: strings.TrimSpace(text)}, nil
	}
	numbered, known := transforms[transform]
	if !known {
		return Term{}, fmt.Errorf("there is no transform %s: year, month, day, hour, bucket and truncate are there", transform)
	}
	args := strings.Split(strings.TrimSuffix(rest, ")"), ",")
	for i := range args {
		args[i] = strings.TrimSpace(args[i])
	}
	t := Term{Transform: transform, Column: args[0]}
	if numbered {
		if len(args) != 2 {
			return Term{}, fmt.Errorf("%s needs a number and a column, as in %s(16, name)", transform, transform)
		}
		n, err := strconv.Atoi(args[0])
		if err == nil {
			t.Column = args[1]
		} else if n, err = strconv.Atoi(args[1]); err != nil {
			return Term{}, fmt.Errorf("%s needs a number and a column, as in %s(16, name)", transform, transform)
		}
		if t.Number = n; n < 1 || n > 1<<20 {
			return Term{}, fmt.Errorf("%s(%d, %s): the number is from 1 to 1048576", transform, n, t.Column)
		}
	} else if len(args) != 1 {
		return Term{}, fmt.Errorf("%s takes one column", transform)
	}
	if t.Column == "" {
		return Term{}, fmt.Errorf("%s names no column", text)
	}
	return t, nil
}

// String writes a term as ParseTerm reads it, and as Athena's DDL has it.
func (t Term) String() string {
	switch {
	case t.Transform == "":
		return t.Column
	case t.Number > 0:
		return fmt.Sprintf("%s(%d, %s)", t.Transform, t.Number, t.Column)
	}
	return t.Transform + "(" + t.Column + ")"
}

// Name is what the partition's field is called, as Trino calls it.
func (t Term) Name() string {
	switch t.Transform {
	case "":
		return t.Column
	case "truncate":
		return t.Column + "_trunc"
	}
	return t.Column + "_" + t.Transform
}

// Of is the type of what a term makes of a column of a type; ok is false where it makes nothing of it.
func (t Term) Of(column Type) (result Type, ok bool) {
	switch kind := column.Kind; t.Transform {
	case "":
		return column, kind == Varchar || kind == Integer || kind == Bigint || kind == Date
	case "year", "month":
		return Of(Integer), kind == Date || kind == Timestamp
	case "day":
		return Of(Date), kind == Date || kind == Timestamp
	case "hour":
		return Of(Integer), kind == Timestamp
	case "bucket":
		return Of(Integer), kind == Varchar || kind == Integer || kind == Bigint || kind == Date || kind == Timestamp
	}
	return column, column.Kind == Varchar || column.Kind == Integer || column.Kind == Bigint
}
