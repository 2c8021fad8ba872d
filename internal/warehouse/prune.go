package warehouse

import (
	"strings"
	"time"

	"github.com/apache/iceberg-go"

	"tarn/internal/hive"
	"tarn/internal/lake"
	"tarn/internal/schema"
)

// wanted reports whether a partition of a table may have rows that meet every predicate.
func wanted(m *lake.Made, where []schema.Predicate) func(values []any) bool {
	terms := m.Terms()
	return func(values []any) bool {
		for i, term := range terms {
			for _, predicate := range where {
				if predicate.Column == term.Column && !may(term, values[i], predicate) {
					return false
				}
			}
		}
		return true
	}
}

// may reports whether a partition whose value by a term is value may have rows that meet a predicate on the term's column.
func may(t schema.Term, value any, p schema.Predicate) bool {
	switch {
	case t.Transform == "":
		return hive.Meets(comparable(value), p)
	case p.Op == schema.IsNull:
		return value == nil
	case value == nil:
		return false // of NULL a transform makes NULL: no comparison holds
	case p.Op == schema.NotNull:
		return true
	}
	switch v := value.(type) {
	case iceberg.Date: // day
		from := time.Unix(int64(v)*24*60*60, 0).UTC()
		return between(from, from.AddDate(0, 0, 1), p)
	case int32:
		switch t.Transform {
		case "year":
			from := time.Date(1970+int(v), 1, 1, 0, 0, 0, 0, time.UTC)
			return between(from, from.AddDate(1, 0, 0), p)
		case "month":
			from := time.Date(1970, 1+time.Month(v), 1, 0, 0, 0, 0, time.UTC)
			return between(from, from.AddDate(0, 1, 0), p)
		case "hour":
			from := time.Unix(int64(v)*60*60, 0).UTC()
			return between(from, from.Add(time.Hour), p)
		case "truncate":
			return p.MayHold(int64(v), int64(v)+int64(t.Number)-1)
		}
	case int64:
		return t.Transform != "truncate" || p.MayHold(v, v+int64(t.Number)-1)
	case string:
		return t.Transform != "truncate" || begins(v, p)
	}
	return true // a bucket
}

// between reports whether a time from one until before another may meet a predicate.
func between(from, until time.Time, p schema.Predicate) bool {
	return p.MayHold(from.UnixMicro(), until.UnixMicro()-1)
}

// begins reports whether a text that begins so may be one of those that are asked for.
func begins(prefix string, p schema.Predicate) bool {
	if p.Op != schema.Eq && p.Op != schema.In {
		return true
	}
	for _, v := range p.Values {
		if text, ok := v.(string); !ok || strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}
