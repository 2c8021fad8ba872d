package decode

import "time"

// stamp reads the time of a line: YYYY-MM-DDTHH:MM:SS, with a fraction or without, UTC.
func (c *clock) stamp(b []byte) (micros int64, ok bool) {
	if len(b) < 19 || b[13] != ':' || b[16] != ':' {
		return 0, false
	}
	m, ok1 := two(b[14:])
	s, ok2 := two(b[17:])
	if !ok1 || !ok2 || m > 59 || s > 59 || string(b[:13]) != string(c.hour[:]) && !c.setHour(b) {
		return looseTime(b)
	}
	micros = c.micros + int64(m*60+s)*1e6
	b = b[19:]
	if len(b) > 1 && b[0] == '.' {
		n, unit := 1, int64(100_000)
		for ; n < len(b) && b[n]-'0' <= 9; n++ {
			micros += int64(b[n]-'0') * unit
			unit /= 10
		}
		b = b[n:]
	}
	return micros, len(b) == 0 || len(b) == 1 && b[0] == 'Z'
}

// logClock reads times as web servers write them, 06/Feb/2019:00:00:38 +0000, and remembers the last hour it saw.
type logClock struct {
	hour   [14]byte
	micros int64
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

func (c *logClock) read(b []byte) (micros int64, ok bool) {
	if len(b) < 21 || b[2] != '/' || b[6] != '/' || b[11] != ':' || b[14] != ':' || b[17] != ':' || b[20] != ' ' {
		return 0, false
	}
	m, ok1 := two(b[15:])
	s, ok2 := two(b[18:])
	off, ok3 := offset(b[21:])
	if !ok1 || !ok2 || !ok3 || m > 59 || s > 60 || string(b[:14]) != string(c.hour[:]) && !c.setHour(b) {
		return 0, false
	}
	return c.micros + int64(m*60+s)*1e6 - off, true
}

func (c *logClock) setHour(b []byte) bool {
	day, ok1 := two(b)
	century, ok2 := two(b[7:])
	year, ok3 := two(b[9:])
	hour, ok4 := two(b[12:])
	month := 0
	for month < 12 && months[month*3:month*3+3] != string(b[3:6]) {
		month++
	}
	if !(ok1 && ok2 && ok3 && ok4) || month == 12 || hour > 23 {
		return false
	}
	t := time.Date(century*100+year, time.Month(month+1), day, hour, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return false
	}
	c.micros = t.UnixMicro()
	copy(c.hour[:], b)
	return true
}

const (
	wholeDay  = 24 * time.Hour
	dayMicros = int64(wholeDay / time.Microsecond)
)

// Milliseconds of years that Iceberg and its readers agree on: 1 to 9999. lastTime is the end of 9999 in microseconds.
const (
	minMillis = -62_135_596_800_000
	maxMillis = 253_402_300_799_999
	lastTime  = maxMillis*1000 + 999
)

// stepText writes times that repeat: those of one step look the same.
type stepText struct {
	from, to int64
	out      []byte
}

// text is a time, in microseconds, in the layout of package time; step is the span within which the layout gives one text.
func (d *stepText) text(micros int64, step time.Duration, layout string) []byte {
	if micros < d.from || micros >= d.to {
		size := step.Microseconds()
		d.from = micros - ((micros%size)+size)%size
		d.to = d.from + size
		d.out = time.UnixMicro(micros).UTC().AppendFormat(d.out[:0], layout)
	}
	return d.out
}

// readDate reads YYYY-MM-DD as days since 1970.
func readDate(b []byte) (int64, bool) {
	if len(b) != 10 || b[4] != '-' || b[7] != '-' {
		return 0, false
	}
	century, ok1 := two(b)
	year, ok2 := two(b[2:])
	month, ok3 := two(b[5:])
	day, ok4 := two(b[8:])
	t := time.Date(century*100+year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Unix() / 86400, ok1 && ok2 && ok3 && ok4 && t.Day() == day && int(t.Month()) == month && century*100+year >= 1970
}
