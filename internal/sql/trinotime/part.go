package trinotime

import (
	"strconv"
	"strings"
	"time"
)

// part is a piece of a pattern. parse gives where it ended, or the complement of where it failed.
type part interface {
	parse(b *bucket, s string, at int) int
	// format appends the part for a clock (a time in UTC) in a canonical zone.
	format(out []byte, wall time.Time, zone *zoned) []byte
}

// zoned is the zone that a clock is in.
type zoned struct {
	name   string
	offset int // seconds
	at     time.Time
}

type sequence []part

func (q sequence) parse(b *bucket, s string, at int) int {
	for _, p := range q {
		if at = p.parse(b, s, at); at < 0 {
			return at
		}
	}
	return at
}

func (q sequence) format(out []byte, wall time.Time, z *zoned) []byte {
	for _, p := range q {
		out = p.format(out, wall, z)
	}
	return out
}

// choice takes what reads furthest; an optional one may read nothing.
type choice struct {
	parts    []part
	optional bool
}

func (c choice) parse(b *bucket, s string, at int) int {
	before := *b
	best, bestBucket, worst := at, *b, at
	for i, p := range c.parts {
		*b = bucket{fields: append([]saved(nil), before.fields...), offset: before.offset, zone: before.zone}
		end := p.parse(b, s, at)
		switch {
		case end >= at && end > best:
			if end >= len(s) || i+1 == len(c.parts) && !c.optional {
				return end
			}
			best, bestBucket = end, *b
		case end < 0:
			worst = max(worst, ^end)
		}
	}
	*b = bestBucket
	if best > at || c.optional {
		return best
	}
	return ^worst
}

func (c choice) format(out []byte, _ time.Time, _ *zoned) []byte { return out }

func optional(ps ...part) part { return choice{[]part{sequence(ps)}, true} }

// literal is a text that stands for itself, in any case.
type literal string

func (l literal) parse(_ *bucket, s string, at int) int {
	if len(s)-at < len(l) || !strings.EqualFold(s[at:at+len(l)], string(l)) {
		return ^at
	}
	return at + len(l)
}

func (l literal) format(out []byte, _ time.Time, _ *zoned) []byte { return append(out, l...) }

// number is a field in digits: at least so many when it is written, at most so many when it is read.
type number struct {
	kind       fieldKind
	least, max int
	signed     bool
}

func (n number) parse(b *bucket, s string, at int) int {
	limit := min(n.max, len(s)-at)
	negative, length := false, 0
	for length < limit {
		c := s[at+length]
		if length == 0 && (c == '-' || c == '+') && n.signed {
			if limit < 2 || s[at+1] < '0' || s[at+1] > '9' {
				break
			}
			negative = c == '-'
			at++
			limit = min(n.max, len(s)-at)
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		length++
	}
	if length == 0 {
		return ^at
	}
	v, err := strconv.Atoi(s[at : at+length])
	if err != nil {
		return ^at
	}
	if negative {
		v = -v
	}
	b.save(n.kind, v)
	return at + length
}

func (n number) format(out []byte, wall time.Time, _ *zoned) []byte {
	return padded(out, fieldOf(n.kind, wall), n.least)
}

func padded(out []byte, v, least int) []byte {
	if v < 0 {
		out, v = append(out, '-'), -v
	}
	digits := strconv.Itoa(v)
	for range least - len(digits) {
		out = append(out, '0')
	}
	return append(out, digits...)
}

// fieldOf is a field of a clock.
func fieldOf(k fieldKind, t time.Time) int {
	half := func(h, zero int) int {
		if h == 0 {
			return zero
		}
		return h
	}
	switch k {
	case fEra:
		if t.Year() < 1 {
			return 0
		}
		return 1
	case fYear:
		return t.Year()
	case fYearOfEra:
		if t.Year() < 1 {
			return 1 - t.Year()
		}
		return t.Year()
	case fWeekyear:
		y, _ := t.ISOWeek()
		return y
	case fCentury:
		return fieldOf(fYearOfEra, t) / 100
	case fMonth:
		return int(t.Month())
	case fWeek:
		_, w := t.ISOWeek()
		return w
	case fDay:
		return t.Day()
	case fDayOfYear:
		return t.YearDay()
	case fDayOfWeek:
		return (int(t.Weekday())+6)%7 + 1
	case fHalfday:
		return t.Hour() / 12
	case fHour:
		return t.Hour()
	case fClockHour:
		return half(t.Hour(), 24)
	case fHourOfHalf:
		return t.Hour() % 12
	case fClockHourHalf:
		return half(t.Hour()%12, 12)
	case fMinute:
		return t.Minute()
	case fSecond:
		return t.Second()
	}
	return t.Nanosecond() / 1e6
}

// fraction is the digits after a point.
type fraction struct {
	kind       fieldKind
	least, max int
}

// fractionUnits are the milliseconds that a whole is.
var fractionUnits = map[fieldKind]int{fFractionSecond: 1000, fFractionMinute: 60000, fFractionHour: 3600000}

func (f fraction) parse(b *bucket, s string, at int) int {
	limit := min(f.max, len(s)-at)
	// Joda counts in tenths of a millisecond, each digit cut off.
	value, n, length := 0, fractionUnits[f.kind]*10, 0
	for length < limit {
		c := s[at+length]
		if c < '0' || c > '9' {
			break
		}
		length++
		n /= 10
		value += int(c-'0') * n
	}
	if length == 0 {
		return ^at
	}
	b.save(f.kind, value/10)
	return at + length
}

func (f fraction) format(out []byte, wall time.Time, _ *zoned) []byte {
	digits := padded(nil, wall.Nanosecond()/1e6, 3)
	for len(digits) < f.least {
		digits = append(digits, '0')
	}
	digits = digits[:min(len(digits), f.max)]
	for len(digits) > f.least && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return append(out, digits...)
}

// twoDigits is a year of two digits, the century chosen by a window of a hundred years around the pivot.
type twoDigits struct {
	kind    fieldKind
	pivot   int
	lenient bool
}

func (y twoDigits) parse(b *bucket, s string, at int) int {
	limit := len(s) - at
	if !y.lenient {
		if limit = min(2, limit); limit < 2 {
			return ^at
		}
	} else {
		start, sign, negative, length := at, false, false, 0
		for i := at; i < len(s); i++ {
			c := s[i]
			if length == 0 && !sign && (c == '-' || c == '+') {
				sign, negative = true, c == '-'
				start = i + 1
				continue
			}
			if c < '0' || c > '9' {
				break
			}
			length++
		}
		if length == 0 {
			return ^at
		}
		if sign || length != 2 {
			v, err := strconv.Atoi(s[start : start+length])
			if err != nil {
				return ^at
			}
			if negative {
				v = -v
			}
			b.save(y.kind, v)
			return start + length
		}
	}
	if s[at] < '0' || s[at] > '9' || s[at+1] < '0' || s[at+1] > '9' {
		return ^at
	}
	v := int(s[at]-'0')*10 + int(s[at+1]-'0')
	low := y.pivot - 50
	t := low % 100
	if low < 0 {
		t = 99 + (low+1)%100
	}
	if v < t {
		v += 100
	}
	b.save(y.kind, v+low-t)
	return at + 2
}

func (y twoDigits) format(out []byte, wall time.Time, _ *zoned) []byte {
	v := fieldOf(y.kind, wall)
	if v < 0 {
		v = -v
	}
	return padded(out, v%100, 2)
}

// text is a field in words.
type text struct {
	kind  fieldKind
	short bool
}

var words = map[fieldKind][]string{
	fEra: {"BC", "AD"}, fHalfday: {"AM", "PM"},
	fMonth:     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	fDayOfWeek: {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
}

func wordIndex(k fieldKind) int {
	if k == fMonth || k == fDayOfWeek {
		return 1
	}
	return 0
}

func (x text) parse(b *bucket, s string, at int) int {
	best, value := 0, 0
	try := func(w string, v int) {
		if len(w) > best && len(s)-at >= len(w) {
			if got := s[at : at+len(w)]; got == w || got == strings.ToLower(w) || got == strings.ToUpper(w) {
				best, value = len(w), v
			}
		}
	}
	for i, w := range words[x.kind] {
		try(w, i+wordIndex(x.kind))
		if len(w) > 3 {
			try(w[:3], i+wordIndex(x.kind))
		}
	}
	if x.kind == fEra {
		try("BCE", 0)
		try("CE", 1)
	}
	if best == 0 {
		return ^at
	}
	b.save(x.kind, value)
	return at + best
}

func (x text) format(out []byte, wall time.Time, _ *zoned) []byte {
	w := words[x.kind][fieldOf(x.kind, wall)-wordIndex(x.kind)]
	if x.short && len(w) > 3 {
		w = w[:3]
	}
	return append(out, w...)
}
