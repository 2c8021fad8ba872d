package trinoregexp

import (
	"fmt"
	"strings"
)

// Part is a part of a replacement: a text, or a group where Group is not -1.
type Part struct {
	Text  string
	Group int
}

// ParseReplacement reads a replacement: $1, ${name}, and a backslash before any character. A number is the longest that the pattern
// has a group for. The error is an *Error.
func ParseReplacement(re *Regexp, with string) ([]Part, error) {
	illegal := func(format string, args ...any) ([]Part, error) {
		return nil, &Error{"Illegal replacement sequence: " + fmt.Sprintf(format, args...)}
	}
	var parts []Part
	var text strings.Builder
	group := func(n int) {
		if text.Len() > 0 {
			parts = append(parts, Part{text.String(), -1})
			text.Reset()
		}
		parts = append(parts, Part{"", n})
	}
	for i := 0; i < len(with); i++ {
		switch {
		case with[i] != '$' && with[i] != '\\':
			text.WriteByte(with[i])
			continue
		case i+1 == len(with):
			return illegal("%s", with)
		case with[i] == '\\':
			i++
			text.WriteByte(with[i])
			continue
		}
		i++
		if with[i] == '{' {
			name, _, _ := strings.Cut(with[i+1:], "}")
			n, ok := re.Group(name)
			if !ok {
				return illegal("unknown group { %s }", name)
			}
			group(n)
			i += len(name) + 1
			continue
		}
		n := int(with[i]) - '0'
		if n < 0 || n > 9 {
			return illegal("%s", with)
		}
		if n > re.Groups() {
			return illegal("unknown group %d", n)
		}
		for i+1 < len(with) && with[i+1] >= '0' && with[i+1] <= '9' && n*10+int(with[i+1]-'0') <= re.Groups() {
			i++
			n = n*10 + int(with[i]-'0')
		}
		group(n)
	}
	if text.Len() > 0 {
		parts = append(parts, Part{text.String(), -1})
	}
	return parts, nil
}
