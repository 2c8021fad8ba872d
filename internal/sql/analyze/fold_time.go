package analyze

import (
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/trinotime"
)

// fold computes calls over literals that filters on time are made of. What fails is left to fail when it is evaluated.
func (a *analyzer) fold(c *Call) Expr {
	args := make([]*Literal, len(c.Args))
	for i, x := range c.Args {
		l, ok := x.(*Literal)
		if !ok || l.Value == nil {
			return a.rezone(c)
		}
		args[i] = l
	}
	if len(args) == 0 {
		return c
	}
	lit := func(t time.Time, zone string) Expr {
		typ := c.T
		typ.Zone = zone
		return &Literal{typed{typ, c.Span}, t}
	}
	first, _ := args[0].Value.(string)
	when, isTime := args[0].Value.(time.Time)
	second := ""
	if len(args) > 1 {
		second, _ = args[1].Value.(string)
	}
	switch c.Function.Name {
	case "from_iso8601_timestamp":
		if t, zone, err := trinotime.ISO(first); err == nil && inRange(t) {
			return lit(t.Truncate(time.Millisecond), zone)
		}
	case "from_iso8601_date":
		if t, err := trinotime.ISODate(first); err == nil && inRange(t) {
			return lit(t, "")
		}
	case "parse_datetime", "date_parse":
		read := trinotime.MySQL
		if c.Function.Name == "parse_datetime" {
			read = trinotime.Joda
		}
		if p, err := read(second); err == nil {
			if t, zone, err := p.Parse(first); err == nil && inRange(t) {
				return lit(t.Truncate(time.Millisecond), zone)
			}
		}
	case "date":
		if l := foldCast(args[0], schema.Of(schema.Date)); l != nil {
			return l
		}
	case "at_timezone", "with_timezone":
		z, err := functions.Zone(second)
		if err != nil || !isTime {
			return c
		}
		if c.Function.Name == "with_timezone" {
			when = trinotime.Instant(when, z)
		}
		return lit(when, z)
	case "from_unixtime":
		return a.foldUnix(c, args)
	case "date_trunc":
		if t, ok := args[1].Value.(time.Time); ok && args[1].T.Kind != schema.Time {
			if out, ok := truncated(first, t, args[1].T); ok {
				return lit(out, args[1].T.Zone)
			}
		}
	case "date_add":
		n, isInt := args[1].integer()
		t, ok := args[2].Value.(time.Time)
		if isInt && ok && args[2].T.Kind != schema.Time {
			if out, ok := added(first, n, t, args[2].T); ok {
				return lit(out, args[2].T.Zone)
			}
		}
	}
	return a.rezone(c)
}

func inRange(t time.Time) bool { return t.Year() > -290000 && t.Year() < 290000 }

// rezone gives a call the zone of its literal zone, where the rest is no literal, and UTC to the text of a stored time.
func (a *analyzer) rezone(c *Call) Expr {
	switch c.Function.Name {
	case "from_iso8601_timestamp":
		if storedTimeText(c.Args[0]) {
			c.T.Zone = ""
		}
	case "at_timezone":
		if name, isText := textLiteral(c.Args[1]); isText {
			if z, err := functions.Zone(name); err == nil {
				t := c.T
				t.Zone = z
				return &AtZone{typed{t, c.Span}, c.Args[0]}
			}
		}
	}
	return c
}

// storedTimeText reports whether an expression is a stored time that is declared as text: it is in UTC, and ends in Z.
func storedTimeText(x Expr) bool {
	x = plain(x)
	var path []int
	for {
		m, ok := x.(*Member)
		if !ok {
			break
		}
		path = append([]int{m.Index}, path...)
		x = m.X
	}
	r, ok := x.(*Ref)
	if !ok || r.Column.Source == nil || r.Column.Source.From == "" {
		return false
	}
	stored, declared := r.Column.Source.Stored, r.Column.Source.Type
	for _, i := range path {
		j := memberIndex(stored, declared.Fields[i].Name)
		if j < 0 {
			return false
		}
		stored, declared = stored.Fields[j].Type, declared.Fields[i].Type
	}
	return stored.Kind == schema.Timestamp && declared.Kind == schema.Varchar
}

func (a *analyzer) foldUnix(c *Call, args []*Literal) Expr {
	f, ok := args[0].Value.(float64)
	if !ok || f != f || f > 8e12 || f < -8e12 {
		return c
	}
	zone, err := "", error(nil)
	if len(args) == 2 {
		name, _ := args[1].Value.(string)
		zone, err = functions.Zone(name)
	} else if len(args) == 3 {
		h, _ := args[1].integer()
		m, _ := args[2].integer()
		zone, err = trinotime.OffsetZone(h*60 + m)
	}
	if err != nil {
		return c
	}
	t := c.T
	t.Zone = zone
	return &Literal{typed{t, c.Span}, time.UnixMilli(floorHalf(f * 1000)).UTC()}
}

func floorHalf(f float64) int64 {
	n := int64(f + 0.5)
	if float64(n) > f+0.5 {
		n--
	}
	return n
}

// truncated is date_trunc of a literal.
func truncated(unit string, t time.Time, typ schema.Type) (time.Time, bool) {
	w := trinotime.Wall(t, typ.Zone)
	y, m, d := w.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	unit = strings.ToLower(unit)
	size := map[string]time.Duration{"millisecond": time.Millisecond, "second": time.Second, "minute": time.Minute, "hour": time.Hour}[unit]
	switch {
	case size > 0 && typ.Kind != schema.Date:
		into := w.Sub(day)
		day = day.Add(into - into%size)
	case unit == "day":
	case unit == "week":
		day = day.AddDate(0, 0, -((int(day.Weekday()) + 6) % 7))
	case unit == "month":
		day = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	case unit == "quarter":
		day = time.Date(y, (m-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	case unit == "year":
		day = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	default:
		return t, false
	}
	return trinotime.InstantNear(day, typ.Zone, t), true
}

// added is date_add of a literal.
func added(unit string, n int64, t time.Time, typ schema.Type) (time.Time, bool) {
	unit = strings.ToLower(unit)
	if n > 1e6 || n < -1e6 || unit == "millisecond" && typ.Precision < 3 {
		return t, false
	}
	size := map[string]time.Duration{"millisecond": time.Millisecond, "second": time.Second, "minute": time.Minute, "hour": time.Hour}[unit]
	if size > 0 && typ.Kind != schema.Date {
		return t.Add(time.Duration(n) * size), true
	}
	w := trinotime.Wall(t, typ.Zone)
	switch unit {
	case "day":
		w = w.AddDate(0, 0, int(n))
	case "week":
		w = w.AddDate(0, 0, int(7*n))
	case "month", "quarter", "year":
		w = trinotime.AddMonths(w, n*map[string]int64{"month": 1, "quarter": 3, "year": 12}[unit])
	default:
		return t, false
	}
	return trinotime.InstantNear(w, typ.Zone, t), true
}
