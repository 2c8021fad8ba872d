package serde

import (
	"regexp"
	"strconv"
	"strings"

	"tarn/internal/sql/trinotime"
)

// timestampFormats are what the property timestamp.formats lists, tried in turn before the built-in forms.
type timestampFormats []func(string) (instant, bool)

// newTimestampFormats reads the property. Hive's own SerDes read Joda's patterns and the word millis, and \ escapes a comma; the
// OpenX SerDe reads java.time's, of which those that Joda has, too, and X are read here.
func newTimestampFormats(t *Table, hive bool) (timestampFormats, error) {
	const name = "timestamp.formats"
	v, ok := t.property(name)
	if !ok {
		return nil, nil
	}
	list := strings.Split(v, ",")
	if hive {
		var err error
		if list, err = escapedList(name, v); err != nil {
			return nil, err
		}
	}
	var out timestampFormats
	for _, one := range list {
		if hive && strings.EqualFold(one, "millis") {
			out = append(out, millis)
			continue
		}
		forms := []string{one}
		if !hive {
			forms = javaPattern(one)
		}
		for _, form := range forms {
			p, err := trinotime.Joda(form)
			if err != nil {
				return nil, metadata("%s: the pattern %q: %v", name, one, err)
			}
			out = append(out, func(s string) (instant, bool) {
				at, _, err := p.Parse(s)
				if err != nil {
					return instant{}, false
				}
				return instant{at.Unix(), int64(at.Nanosecond())}, true
			})
		}
	}
	return out, nil
}

func escapedList(name, v string) ([]string, error) {
	var out []string
	var one strings.Builder
	end := func() {
		if one.Len() > 0 {
			out = append(out, one.String())
			one.Reset()
		}
	}
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == ',':
			end()
		case c != '\\':
			one.WriteByte(c)
		case i+1 == len(v):
			return nil, metadata("Invalid '%s' property value '%s': unterminated escape at end of value", name, v)
		case v[i+1] != ',' && v[i+1] != '\\':
			return nil, metadata("Invalid '%s' property value '%s': Illegal escaped character at %d", name, v, i)
		default:
			i++
			one.WriteByte(v[i])
		}
	}
	end()
	return out, nil
}

// javaPattern writes a pattern of java.time's as Joda's: u is the year, and X an offset that may be the letter Z.
func javaPattern(p string) []string {
	parts := trinotime.JodaTokens(p)
	offset := false
	write := func(letter bool) string {
		var out strings.Builder
		for _, part := range parts {
			switch {
			case part[0] == '\'':
				out.WriteString("'" + strings.ReplaceAll(part[1:], "'", "''") + "'")
			case part[0] == 'u':
				out.WriteString(strings.Repeat("y", len(part)))
			case part[0] == 'X' && letter:
				out.WriteString("'Z'")
			case part[0] == 'X':
				offset = true
				out.WriteString("Z")
			default:
				out.WriteString(part)
			}
		}
		return out.String()
	}
	out := []string{write(false)}
	if offset {
		out = append(out, write(true))
	}
	return out
}

var millisText = regexp.MustCompile(`^(-?\d+)(\.\d+)?$`)

// millis reads Hive's pattern of that name.
func millis(s string) (instant, bool) {
	m := millisText.FindStringSubmatch(s)
	if m == nil {
		return instant{}, false
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	return ofMillis(n), err == nil
}

// read reads a timestamp as Hive does.
func (f timestampFormats) read(s string) (instant, bool) {
	s = trim(s)
	for _, each := range f {
		if at, ok := each(s); ok {
			return at, true
		}
	}
	return hiveTimestamp(s)
}
