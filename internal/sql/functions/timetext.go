package functions

import (
	"fmt"
	"strings"
	"time"
)

// ISOTime reads the ISO 8601 texts that from_iso8601_timestamp takes. zone is "" for UTC, else the offset as +09:00.
func ISOTime(s string) (t time.Time, zone string, err error) {
	fail := func() (time.Time, string, error) {
		return time.Time{}, "", fmt.Errorf("Invalid format: \"%s\"", s)
	}
	for _, layout := range []string{"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
		"2006-01-02T15Z07:00", "2006-01-02T15", "2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if _, offset := t.Zone(); offset != 0 {
			zone = t.Format("-07:00")
		}
		return t.UTC(), zone, nil
	}
	return fail()
}

// mysqlToDuck and jodaToDuck turn date_format's and format_datetime's patterns into strftime's and strptime's.
func mysqlToDuck(format string) (string, error) {
	known := map[byte]string{'a': "%a", 'b': "%b", 'c': "%-m", 'd': "%d", 'e': "%-d", 'f': "%f", 'H': "%H", 'h': "%I", 'I': "%I", 'i': "%M", 'j': "%j", 'k': "%-H", 'l': "%-I",
		'M': "%B", 'm': "%m", 'p': "%p", 'r': "%I:%M:%S %p", 'S': "%S", 's': "%S", 'T': "%H:%M:%S", 'v': "%V", 'W': "%A", 'x': "%G", 'Y': "%Y", 'y': "%y", '%': "%%"}
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteString(strings.ReplaceAll(format[i:i+1], "%", "%%"))
			continue
		}
		i++
		d, ok := known[format[i]]
		switch {
		case ok:
			b.WriteString(d)
		case strings.IndexByte("DUuVwX", format[i]) >= 0:
			return "", fmt.Errorf("%%%c not supported in date format string", format[i])
		default:
			b.WriteByte(format[i])
		}
	}
	return b.String(), nil
}

func jodaToDuck(pattern string) (string, error) {
	known := map[string]string{"yyyy": "%Y", "YYYY": "%Y", "y": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%-m", "dd": "%d", "d": "%-d", "HH": "%H", "H": "%-H", "hh": "%I", "h": "%-I",
		"mm": "%M", "m": "%-M", "ss": "%S", "s": "%-S", "SSS": "%g", "SSSSSS": "%f", "a": "%p", "EEE": "%a", "E": "%a", "EEEE": "%A", "D": "%-j", "DDD": "%j", "Z": "%z"}
	var b strings.Builder
	for i := 0; i < len(pattern); {
		c := pattern[i]
		switch {
		case c == '\'':
			end := strings.IndexByte(pattern[i+1:], '\'')
			if end < 0 {
				return "", fmt.Errorf("Invalid pattern: %s", pattern)
			}
			if end == 0 {
				b.WriteByte('\'')
			}
			b.WriteString(strings.ReplaceAll(pattern[i+1:i+1+end], "%", "%%"))
			i += end + 2
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			n := 1
			for i+n < len(pattern) && pattern[i+n] == c {
				n++
			}
			d, ok := known[pattern[i:i+n]]
			if !ok {
				return "", fmt.Errorf("'%s' in a date pattern is not in Tarn yet", pattern[i:i+n])
			}
			b.WriteString(d)
			i += n
		default:
			b.WriteString(strings.ReplaceAll(string(c), "%", "%%"))
			i++
		}
	}
	return b.String(), nil
}
