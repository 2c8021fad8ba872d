package serde

import (
	"math"
	"strings"
	"time"

	"tarn/internal/schema"
)

// A clock reads the text of dates and timestamps as Java's lenient DateTimeFormatters do: a number has one to nine digits, and
// what is beyond its unit goes over to the next: 2020-02-30 is the first of March.
type clock struct{ rest string }

// number takes an unsigned number, or a signed one.
func (c *clock) number(signed bool) (int64, bool) {
	negative := false
	if signed && c.rest != "" && (c.rest[0] == '-' || c.rest[0] == '+') {
		negative = c.rest[0] == '-'
		c.rest = c.rest[1:]
	}
	n, i := int64(0), 0
	for i < len(c.rest) && i < 9 && c.rest[i] >= '0' && c.rest[i] <= '9' {
		n = n*10 + int64(c.rest[i]-'0')
		i++
	}
	c.rest = c.rest[i:]
	if negative {
		n = -n
	}
	return n, i > 0
}

func (c *clock) literal(one string) bool {
	rest, ok := strings.CutPrefix(c.rest, one)
	c.rest = rest
	return ok
}

// day takes year-month-day; signed says that a month or a day can have a sign.
func (c *clock) day(signed bool) (time.Time, bool) {
	y, ok := c.number(true)
	if !ok || !c.literal("-") {
		return time.Time{}, false
	}
	m, ok := c.number(signed)
	if !ok || !c.literal("-") {
		return time.Time{}, false
	}
	d, ok := c.number(signed)
	const most = 50_000_000 // days and months: beyond it no date type reaches
	if !ok || max(y, -y) > 10_000_000 || max(m, -m) > most || max(d, -d) > 2*most {
		return time.Time{}, false
	}
	return time.Date(int(y), time.Month(m), 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(d-1)), true
}

// time takes hour:minute, :second and a fraction, as nanoseconds since midnight. needSecond is Hive's own form.
func (c *clock) time(signed, needSecond bool) (seconds, nanos int64, ok bool) {
	h, ok := c.number(signed)
	if !ok || !c.literal(":") {
		return 0, 0, false
	}
	m, ok := c.number(signed)
	if !ok {
		return 0, 0, false
	}
	var s int64
	if c.literal(":") {
		if s, ok = c.number(signed); !ok {
			return 0, 0, false
		}
		if c.literal(".") {
			unit := int64(100_000_000)
			for unit > 0 && c.rest != "" && c.rest[0] >= '0' && c.rest[0] <= '9' {
				nanos += unit * int64(c.rest[0]-'0')
				unit /= 10
				c.rest = c.rest[1:]
			}
		}
	} else if needSecond {
		return 0, 0, false
	}
	return h*3600 + m*60 + s, nanos, true
}

// hiveDate reads a date, in days: yyyy-MM-dd, and nothing that follows a space.
func hiveDate(text string) (int32, bool) {
	text = trim(text)
	if i := strings.IndexByte(text, ' '); i >= 0 {
		text = text[:i]
	}
	c := clock{text}
	t, ok := c.day(true)
	if !ok || c.rest != "" {
		return 0, false
	}
	days := t.Unix() / 86400
	if t.Unix()%86400 < 0 {
		days--
	}
	if days < math.MinInt32 || days > math.MaxInt32 {
		return 0, false
	}
	return int32(days), true
}

// instant is a second of the epoch and the nanoseconds after it.
type instant struct{ seconds, nanos int64 }

// hiveTimestamp reads yyyy-MM-dd HH:mm:ss with up to nine digits after it, or ISO's yyyy-MM-ddTHH:mm[:ss[.…]].
func hiveTimestamp(text string) (instant, bool) {
	text = trim(text)
	c := clock{text}
	if t, ok := c.day(true); ok && c.literal(" ") {
		if s, n, ok := c.time(true, true); ok && c.rest == "" {
			return instant{t.Unix() + s, n}, true
		}
	}
	c = clock{text}
	at, ok := c.iso()
	return at, ok && c.rest == ""
}

// iso takes ISO's form of a local time.
func (c *clock) iso() (instant, bool) {
	t, ok := c.day(false)
	if !ok || !c.literal("T") && !c.literal("t") {
		return instant{}, false
	}
	s, n, ok := c.time(false, false)
	return instant{t.Unix() + s, n}, ok
}

// micros gives the microseconds of a timestamp, rounded half up to the type's precision.
func (i instant) micros(t schema.Type) (int64, bool) {
	unit := int64(1)
	for range 9 - min(t.Precision, 6) {
		unit *= 10
	}
	nanos := (i.nanos + unit/2) / unit * unit
	const most = math.MaxInt64/1_000_000 - 1
	if i.seconds > most || i.seconds < -most {
		return 0, false
	}
	return i.seconds*1_000_000 + nanos/1000, true
}
