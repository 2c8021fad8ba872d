package analyze

import (
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
	"tarn/internal/sql/trinotime"
)

// version is a relation as it was: FOR VERSION AS OF a snapshot, FOR TIMESTAMP AS OF a time.
func (a *analyzer) version(t *syntax.Table, rel *schema.Relation) *schema.Relation {
	if !rel.Versioned {
		a.fail(t.Span, syntax.NotSupported, "This connector does not support versioned tables")
	}
	x := a.constant(a.expr(t.Version, nil))
	kind := x.Type().Kind
	lit, ok := x.(*Literal)
	switch {
	case !ok:
		a.fail(span(t.Version), syntax.NotSupported, "a version is in Tarn with a literal only, so far")
	case lit.Value == nil:
		a.fail(t.Span, syntax.InvalidArguments, "Pointer value cannot be NULL")
	}
	past := *rel
	past.AsOf = &schema.AsOf{}
	if !t.VersionTime {
		switch v := lit.Value.(type) {
		case int64:
			if kind != schema.Bigint {
				a.failHint(t.Span, syntax.NotSupported, "a snapshot's ID is a bigint; the table "+syntax.Quote(t.Name.Parts[len(t.Name.Parts)-1].Name+"$snapshots")+" lists them", "Unsupported type for table version: %s", lit.T)
			}
			past.AsOf.Snapshot = v
			a.past(t, &past)
			return &past
		case string:
			if kind == schema.Varchar && v == "main" {
				past.AsOf.Time = a.now
				if !a.past(t, &past) {
					return rel // as it is: without a history, or without a snapshot
				}
				return &past
			}
			if kind == schema.Varchar {
				a.fail(t.Span, syntax.InvalidArguments, "Cannot find snapshot with reference name: %s", v)
			}
		}
		a.fail(t.Span, syntax.NotSupported, "Unsupported type for table version: %s", lit.T)
	}
	at, isTime := lit.Value.(time.Time)
	if !isTime || kind != schema.Date && kind != schema.Timestamp && kind != schema.TimestampTZ {
		a.fail(t.Span, syntax.TypeMismatch, "Type %s invalid. Temporal pointers must be of type Timestamp, Timestamp with Time Zone, or Date.", lit.T)
	}
	if !at.Before(a.now) {
		shown := map[schema.Kind]string{schema.Date: "2006-01-02", schema.Timestamp: "2006-01-02 15:04:05.000", schema.TimestampTZ: "2006-01-02 15:04:05.000 UTC"}
		a.fail(t.Span, syntax.InvalidArguments, "Pointer value '%s' is not in the past", at.Format(shown[kind]))
	}
	past.AsOf.Time = at
	a.past(t, &past)
	return &past
}

// historian is a Catalog that knows the columns of relations as they were.
type historian interface {
	// Past gives those that a relation had at its AsOf, nil where it has no such moment.
	Past(rel *schema.Relation) ([]schema.Column, error)
}

// past gives a relation the columns that it had at its AsOf, as Trino reads it, where that is known.
func (a *analyzer) past(t *syntax.Table, rel *schema.Relation) (known bool) {
	h, ok := a.cat.(historian)
	if !ok {
		return false
	}
	columns, err := h.Past(rel)
	if err != nil {
		a.failAs(t.Span, syntax.InvalidArguments, err)
	}
	if columns != nil {
		rel.Columns = columns
	}
	return columns != nil
}

// constant computes a time plus or minus an interval: FOR TIMESTAMP AS OF current_timestamp - INTERVAL '1' DAY.
func (a *analyzer) constant(x Expr) Expr {
	sum, ok := x.(*Arith)
	if !ok || sum.Op != "+" && sum.Op != "-" {
		return x
	}
	at, ok := a.constant(sum.Left).(*Literal)
	by, ok2 := sum.Right.(*Literal)
	if !ok || !ok2 {
		return x
	}
	t, isTime := at.Value.(time.Time)
	offset, isInterval := by.Value.(Interval)
	if !isTime || !isInterval {
		return x
	}
	months, micros := offset.Months, offset.Micros
	if sum.Op == "-" {
		months, micros = -months, -micros
	}
	return &Literal{typed{sum.T, sum.Span}, trinotime.AddMonths(t, months).Add(time.Duration(micros) * time.Microsecond)}
}
