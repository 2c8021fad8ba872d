package decode

import "time"

// clock reads timestamps, and remembers the last hour it saw: most records of an object share one.
type clock struct {
	hour   [13]byte
	micros int64
}

// read returns microseconds since 1970 UTC. exact says that the text is YYYY-MM-DDTHH:MM:SSZ, the form that CloudTrail
// writes and appendTime gives back
// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
func (c *clock) read(text []byte) (micros int64, exact, ok bool) {
	if len(text) == 20 && text[13] == ':' && text[16] == ':' && text[19] == 'Z' {
		m, okM := two(text[14:])
		s, okS := two(text[17:])
		if okM && okS && m < 60 && s < 60 && (string(text[:13]) == string(c.hour[:]) || c.setHour(text)) {
			return c.micros + int64(m*60+s)*1e6, true, true
		}
	}
	micros, ok = looseTime(text)
	return micros, false, ok
}

func (c *clock) setHour(text []byte) bool {
	century, ok1 := two(text)
	year, ok2 := two(text[2:])
	month, ok3 := two(text[5:])
	day, ok4 := two(text[8:])
	hour, ok5 := two(text[11:])
	if !(ok1 && ok2 && ok3 && ok4 && ok5) || text[4] != '-' || text[7] != '-' || text[10] != 'T' || hour > 23 {
		return false
	}
	t := time.Date(century*100+year, time.Month(month), day, hour, 0, 0, 0, time.UTC)
	if t.Day() != day || int(t.Month()) != month {
		return false
	}
	c.micros = t.UnixMicro()
	copy(c.hour[:], text)
	return true
}

func two(b []byte) (int, bool) {
	hi, lo := b[0]-'0', b[1]-'0'
	return int(hi)*10 + int(lo), hi <= 9 && lo <= 9
}

// looseTime reads ISO 8601 as others write it: a fraction of any length (cut to microseconds), an offset from UTC or none,
// a space for the T, a leap second.
func looseTime(b []byte) (int64, bool) {
	if len(b) < 19 || (b[10] != 'T' && b[10] != 't' && b[10] != ' ') || b[13] != ':' || b[16] != ':' {
		return 0, false
	}
	var c clock
	hour := [13]byte(b[:13])
	hour[10] = 'T'
	m, okM := two(b[14:])
	s, okS := two(b[17:])
	if !c.setHour(hour[:]) || !okM || !okS || m > 59 || s > 60 {
		return 0, false
	}
	micros := c.micros + int64(m*60+s)*1e6
	b = b[19:]
	if len(b) > 1 && (b[0] == '.' || b[0] == ',') {
		unit, n := int64(100_000), 1
		for ; n < len(b) && b[n]-'0' <= 9; n++ {
			micros += int64(b[n]-'0') * unit
			unit /= 10
		}
		if n == 1 {
			return 0, false
		}
		b = b[n:]
	}
	off, ok := offset(b)
	return micros - off, ok
}

// offset reads Z, +HH, +HHMM, +HH:MM or nothing, in microseconds.
func offset(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) == 1 && (b[0] == 'Z' || b[0] == 'z') {
		return 0, true
	}
	if len(b) < 3 || b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	h, ok := two(b[1:])
	if !ok || h > 23 {
		return 0, false
	}
	rest, m := b[3:], 0
	if len(rest) == 3 && rest[0] == ':' {
		rest = rest[1:]
	}
	switch len(rest) {
	case 0:
	case 2:
		if m, ok = two(rest); !ok || m > 59 {
			return 0, false
		}
	default:
		return 0, false
	}
	off := int64(h*60+m) * 60e6
	if b[0] == '-' {
		off = -off
	}
	return off, true
}

// appendTime appends a timestamp as CloudTrail writes it.
func appendTime(dst []byte, micros int64) []byte {
	return time.UnixMicro(micros).UTC().AppendFormat(dst, "2006-01-02T15:04:05Z")
}
