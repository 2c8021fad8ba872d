package analyze

import (
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// lakeTimes is the rule that lets CloudTrail Lake compare times with texts, which Trino refuses: where one operand is a
// timestamp (or a date), each text literal among the others that reads as a time becomes that timestamp.
//
//	eventTime > '2022-01-10 04:26:59.713433'   means   eventTime > TIMESTAMP '2022-01-10 04:26:59.713433'
//
// A literal is a date, or a date and a time after a space or T, to any precision, with or without a zone; without one it
// is UTC. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-limitations.html
func (a *analyzer) lakeTimes(operands []Expr) {
	if !a.lake {
		return
	}
	isTime := false
	for _, x := range operands {
		k := x.Type().Kind
		isTime = isTime || k == schema.Timestamp || k == schema.TimestampTZ || k == schema.Date
	}
	if !isTime {
		return
	}
	for i, x := range operands {
		s, ok := textLiteral(x)
		if !ok {
			continue
		}
		t, ok := lakeTime(s)
		if !ok {
			a.failHint(x.At(), syntax.TypeMismatch, "write it as '2022-01-11 00:17:12' or '2022-01-11T00:17:12Z'", "'%s' is not a time", s)
		}
		operands[i] = &Literal{typed{schema.TimestampOf(6), x.At()}, t}
		a.plain = append(a.plain, Plain{Span: x.At(), Text: "TIMESTAMP '" + t.Format("2006-01-02 15:04:05.000000") + "'"})
	}
}

func lakeTime(s string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00",
		"2006-01-02 15:04:05.999999999 MST", "2006-01-02 15:04", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02"} {
		t, err := time.Parse(layout, s)
		if err == nil && (layout[len(layout)-1] != 'T' || t.Location() == time.UTC) {
			return t.UTC().Truncate(time.Microsecond), true
		}
	}
	return time.Time{}, false
}
