package analyze

import (
	"strings"
	"time"

	"tarn/internal/schema"
)

// predicates says what a condition on a declared value means for the stored one; nothing is always sound.
func predicates(c condition, stored, declared schema.Type) []schema.Predicate {
	switch c.op {
	case schema.NotNull:
		return []schema.Predicate{{Op: c.op}}
	case schema.IsNull:
		if stored.Kind == schema.JSON { // the text null counts as NULL, too
			return nil
		}
		return []schema.Predicate{{Op: c.op}}
	}
	if stored.Kind == schema.Timestamp && declared.Kind == schema.Varchar && !c.iso {
		return timeText(c)
	}
	p := schema.Predicate{Op: c.op}
	for _, l := range c.values {
		v, ok := storedValue(l, stored, declared, c.iso)
		if !ok {
			return nil
		}
		p.Values = append(p.Values, v)
	}
	return []schema.Predicate{p}
}

func storedValue(l *Literal, stored, declared schema.Type, iso bool) (any, bool) {
	switch v := l.Value.(type) {
	case string:
		switch {
		case stored.Kind == schema.Varchar && declared.Kind == schema.Varchar && l.T.Kind == schema.Varchar && !iso:
			return v, true
		case stored.Kind == schema.Boolean && declared.Kind == schema.Varchar:
			return v == "true", v == "true" || v == "false"
		}
	case time.Time:
		if stored.Kind == schema.Date {
			return v, declared.Kind == schema.Date && l.T.Kind == schema.Date
		}
		return v, stored.Kind == schema.Timestamp && l.T.Kind != schema.Date && (declared.Kind == schema.Timestamp || iso)
	case bool:
		return v, stored.Kind == schema.Boolean && declared.Kind == schema.Boolean
	case int64:
		return v, whole[stored.Kind]
	case float64:
		return v, stored.Kind == schema.Double && declared.Kind == schema.Double
	}
	return nil, false
}

// timeText: a stored time that is declared as text, compared with a text. ISO 8601 texts sort as their times do; the start
// of one (2022-01-05) sorts before the times that it begins. A second's grace covers fractions, which the text leaves out.
func timeText(c condition) []schema.Predicate {
	var out []schema.Predicate
	for _, l := range c.values {
		s, _ := l.Value.(string)
		t, exact := isoStart(s)
		if t.IsZero() {
			return nil
		}
		switch c.op {
		case schema.Gt, schema.Ge:
			return []schema.Predicate{{Op: schema.Ge, Values: []any{t}}}
		case schema.Lt, schema.Le:
			return []schema.Predicate{{Op: schema.Lt, Values: []any{t.Add(time.Second)}}}
		}
		if !exact {
			return nil
		}
		if c.op == schema.Eq {
			return []schema.Predicate{{Op: schema.Ge, Values: []any{t}}, {Op: schema.Lt, Values: []any{t.Add(time.Second)}}}
		}
		if out == nil {
			out = []schema.Predicate{{Op: schema.Ge, Values: []any{t}}, {Op: schema.Lt, Values: []any{t.Add(time.Second)}}}
		}
		if low := out[0].Values[0].(time.Time); t.Before(low) {
			out[0].Values[0] = t
		}
		if high := out[1].Values[0].(time.Time); !t.Add(time.Second).Before(high) {
			out[1].Values[0] = t.Add(time.Second)
		}
	}
	return out
}

// isoStart reads a text that begins as 2022-01-05T10:00:00Z does, and is it when exact.
func isoStart(s string) (t time.Time, exact bool) {
	const full = "2006-01-02T15:04:05Z"
	if t, err := time.Parse(full, s); err == nil && len(s) == len(full) {
		return t, true
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15", "2006-01-02"} {
		if t, err := time.Parse(layout, strings.TrimSuffix(s, "T")); err == nil {
			return t, false
		}
	}
	return time.Time{}, false
}

// whole are the kinds of whole numbers.
var whole = map[schema.Kind]bool{schema.Tinyint: true, schema.Smallint: true, schema.Integer: true, schema.Bigint: true}
