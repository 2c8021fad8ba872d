package analyze

import (
	"math"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/trinotime"
)

// span of time: from first to last, both within it; a zero end is open. Whatever is derived from one is no narrower than it
// has to be.
type timeSpan struct{ first, last time.Time }

// derived reads a condition on an expression over a stored time: date(t) = DATE '…', date_trunc('hour', t) > …, year(t) = 2024.
func derived(x Expr, op schema.Op, values []*Literal) []condition {
	var s timeSpan
	for i, l := range values {
		v, ok := valueSpan(x, l)
		if !ok {
			return nil
		}
		if i == 0 {
			s = v
		}
		if v.first.Before(s.first) {
			s.first = v.first
		}
		if v.last.After(s.last) {
			s.last = v.last
		}
	}
	switch op {
	case schema.Gt, schema.Ge:
		s.last = time.Time{}
	case schema.Lt, schema.Le:
		s.first = time.Time{}
	case schema.Eq, schema.In:
	default:
		return nil
	}
	leaf, s, ok := back(yearOf(x), s)
	if !ok {
		return nil
	}
	var out []condition
	add := func(op schema.Op, t time.Time) {
		if t.IsZero() {
			return
		}
		for _, c := range onColumn(leaf, op, &Literal{typed{schema.TimestampOf(6), x.At()}, t}) {
			c.iso, c.derived = c.iso || storedTimeText(leaf), true
			out = append(out, c)
		}
	}
	add(schema.Ge, s.first)
	add(schema.Le, s.last)
	return out
}

// valueSpan is the time that a value of x's type stands for: a year's for year(t), a second's for to_unixtime(t).
func valueSpan(x Expr, l *Literal) (timeSpan, bool) {
	name := ""
	if c, ok := uncoerced(x).(*Call); ok {
		name = c.Function.Name
	}
	switch v := l.Value.(type) {
	case time.Time:
		if v.Year() < -9000 || v.Year() > 99000 {
			return timeSpan{}, false
		}
		return timeSpan{v, v}, l.T.Kind != schema.Time
	case int64:
		if name == "year" && v > 0 && v < 9999 {
			return timeSpan{time.Date(int(v), 1, 1, 0, 0, 0, 0, time.UTC), time.Date(int(v), 12, 31, 23, 59, 59, 999999000, time.UTC)}, true
		}
		return unixSpan(name, float64(v))
	case float64:
		return unixSpan(name, v)
	}
	return timeSpan{}, false
}

func unixSpan(name string, f float64) (timeSpan, bool) {
	if name != "to_unixtime" || math.Abs(f) > 1e11 || math.IsNaN(f) {
		return timeSpan{}, false
	}
	n := int64(math.Floor(f))
	return timeSpan{time.Unix(n-1, 0).UTC(), time.Unix(n+2, 0).UTC()}, true
}

// yearOf takes off what valueSpan has accounted for: then it is the clock, or the instant, that the span bounds.
func yearOf(x Expr) Expr {
	c, ok := uncoerced(x).(*Call)
	switch {
	case ok && c.Function.Name == "to_unixtime":
		return c.Args[0]
	case ok && c.Function.Name == "year" && isTime(c.Args[0].Type()):
		t := c.Args[0].Type()
		if t.Kind == schema.TimestampTZ {
			return &Cast{typed{schema.TimestampOf(t.Precision), c.Span}, c.Args[0], false, true}
		}
		return c.Args[0]
	}
	return x
}

func uncoerced(x Expr) Expr {
	for {
		c, ok := x.(*Cast)
		if !ok || !c.Implicit || !functions.IsNumeric(c.T) {
			return x
		}
		x = c.X
	}
}

// back follows a time's expression to the stored time that it is made of, and the span with it.
func back(x Expr, s timeSpan) (Expr, timeSpan, bool) {
	switch x := x.(type) {
	case *Ref, *Member:
		return x, s, x.Type().Kind == schema.Timestamp
	case *AtZone:
		return back(x.X, s)
	case *Cast:
		return backCast(x, s)
	case *Arith:
		lit, ok := x.Right.(*Literal)
		v, known := lit.interval()
		if !ok || !known || !isTime(x.T) {
			return nil, s, false
		}
		if x.Op == "-" {
			v = Interval{-v.Months, -v.Micros}
		}
		return backAdded(x.Left, s, v)
	case *Call:
		return backCall(x, s)
	}
	return nil, s, false
}

func (s timeSpan) shift(first, last time.Duration) timeSpan {
	if !s.first.IsZero() {
		s.first = s.first.Add(first)
	}
	if !s.last.IsZero() {
		s.last = s.last.Add(last)
	}
	return s
}

const aDay = 24 * time.Hour

func backCast(x *Cast, s timeSpan) (Expr, timeSpan, bool) {
	from := x.X.Type()
	if !isTime(from) || !isTime(x.T) || from.Zone == functions.MixedZones {
		return nil, s, false
	}
	if x.T.Kind == schema.Date && from.Kind != schema.Date {
		s = s.shift(0, aDay-time.Microsecond)
	} else if x.T.Precision < from.Precision {
		s = s.shift(-time.Second, time.Second)
	}
	if from.Kind == schema.TimestampTZ && x.T.Kind != schema.TimestampTZ {
		s = s.instants(from.Zone)
	}
	return back(x.X, s)
}

// instants are the instants whose clock in a zone is within the span.
func (s timeSpan) instants(zone string) timeSpan {
	if zone == "" {
		return s
	}
	if !s.first.IsZero() {
		_, most := trinotime.Offsets(s.first, zone)
		s.first = s.first.Add(-time.Duration(most) * time.Second)
	}
	if !s.last.IsZero() {
		least, _ := trinotime.Offsets(s.last, zone)
		s.last = s.last.Add(-time.Duration(least) * time.Second)
	}
	return s
}

// backAdded: months end on another day of the month by three at most, and a zone's clock may be turned meanwhile.
func backAdded(x Expr, s timeSpan, v Interval) (Expr, timeSpan, bool) {
	if v.Micros > 1e16 || v.Micros < -1e16 || v.Months > 1e5 || v.Months < -1e5 {
		return nil, s, false
	}
	micros := time.Duration(v.Micros/1000) * time.Millisecond
	if abs := micros.Hours(); abs > 2e6 || abs < -2e6 {
		return nil, s, false
	}
	slack := time.Second
	if v.Months != 0 {
		slack = 4 * aDay
		if !s.first.IsZero() {
			s.first = trinotime.AddMonths(s.first, -v.Months)
		}
		if !s.last.IsZero() {
			s.last = trinotime.AddMonths(s.last, -v.Months)
		}
	}
	if x.Type().Zone != "" {
		slack += 2 * aDay
	}
	return back(x, s.shift(-micros-slack, -micros+slack))
}

var unitSizes = map[string]time.Duration{"millisecond": time.Millisecond, "second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": aDay, "week": 7 * aDay, "month": 31 * aDay, "quarter": 92 * aDay, "year": 366 * aDay}

func backCall(x *Call, s timeSpan) (Expr, timeSpan, bool) {
	text := func(i int) string { s, _ := textLiteral(x.Args[i]); return strings.ToLower(s) }
	switch x.Function.Name {
	case "date":
		return backCast(&Cast{typed{schema.Of(schema.Date), x.Span}, x.Args[0], false, true}, s)
	case "date_trunc":
		size := unitSizes[text(0)]
		zone := x.Args[1].Type().Zone
		if size == 0 || zone == functions.MixedZones {
			return nil, s, false
		}
		slack := time.Duration(0)
		if zone != "" {
			slack = aDay
		}
		return back(x.Args[1], s.shift(-slack, size-time.Microsecond+slack))
	case "date_add":
		n, ok := x.Args[1].(*Literal)
		count, isInt := n.integer()
		unit := text(0)
		if !ok || !isInt || count > 1e5 || count < -1e5 || x.Args[2].Type().Zone == functions.MixedZones {
			return nil, s, false
		}
		if months := map[string]int64{"month": 1, "quarter": 3, "year": 12}[unit]; months > 0 {
			return backAdded(x.Args[2], s, Interval{Months: months * count})
		}
		if unitSizes[unit] == 0 {
			return nil, s, false
		}
		return backAdded(x.Args[2], s, Interval{Micros: count * unitSizes[unit].Microseconds()})
	case "at_timezone":
		return back(x.Args[0], s)
	case "from_iso8601_timestamp", "date_parse", "parse_datetime":
		if !storedTimeText(x.Args[0]) || len(x.Args) == 2 && !wholeText[textOf(x.Args[1])] {
			return nil, s, false
		}
		return plain(x.Args[0]), s.shift(0, time.Second), true // the text has no fraction
	}
	return nil, s, false
}

func textOf(x Expr) string {
	s, _ := textLiteral(x)
	return s
}

// wholeText are patterns that read a stored time's text, 2022-01-11T00:27:12Z, as the time.
var wholeText = map[string]bool{"%Y-%m-%dT%H:%i:%sZ": true, "%Y-%m-%dT%H:%i:%SZ": true, "%Y-%m-%dT%TZ": true, "yyyy-MM-dd'T'HH:mm:ss'Z'": true, "yyyy-MM-dd'T'HH:mm:ssZ": true, "yyyy-MM-dd'T'HH:mm:ssZZ": true,
	"YYYY-MM-dd'T'HH:mm:ss'Z'": true, "YYYY-MM-dd'T'HH:mm:ssZ": true}

// prefixed reads eventtime LIKE '2022-01-%' as the times whose text begins so.
func prefixed(x *Like) []condition {
	pattern, ok := textLiteral(x.Pattern)
	if !ok || x.Escape != nil || !storedTimeText(x.X) {
		return nil
	}
	if i := strings.IndexAny(pattern, "%_"); i >= 0 {
		pattern = pattern[:i]
	}
	const low, high = "0001-01-01T00:00:00Z", "9998-12-28T23:59:59Z"
	if len(pattern) < 4 || len(pattern) > len(low) {
		return nil
	}
	first, err := time.Parse(time.RFC3339, pattern+low[len(pattern):])
	last, err2 := time.Parse(time.RFC3339, pattern+high[len(pattern):])
	if err != nil || err2 != nil {
		return nil
	}
	if len(pattern) < len("2006-01-02") { // the months' last days
		last = last.AddDate(0, 0, 3)
	}
	var out []condition
	for i, t := range []time.Time{first, last.Add(time.Second)} {
		op := []schema.Op{schema.Ge, schema.Lt}[i]
		for _, c := range onColumn(x.X, op, &Literal{typed{schema.TimestampOf(6), x.Span}, t}) {
			c.iso, c.derived = true, true
			out = append(out, c)
		}
	}
	return out
}
