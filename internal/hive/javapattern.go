package hive

import (
	"fmt"
	"strings"
)

// run is a letter of a pattern of java.time.format.DateTimeFormatter, and how often it stands.
type run struct {
	letter byte
	n      int
}

// javaPattern gives a pattern of Java's DateTimeFormatter as Joda writes it, and its letters.
// https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
func javaPattern(s string) (joda string, letters []run, err error) {
	var b strings.Builder
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\'':
			end := strings.IndexByte(s[i+1:], '\'')
			if end < 0 {
				return "", nil, fmt.Errorf("a quote is not closed")
			}
			b.WriteString(s[i : i+end+2])
			i += end + 2
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			n := i
			for i < len(s) && s[i] == c {
				i++
			}
			r := run{c, i - n}
			switch c {
			case 'u':
				r.letter = 'y'
			case 'L':
				r.letter = 'M'
			case 'y', 'M', 'd', 'D', 'E', 'a', 'H', 'h', 'K', 'k', 'm', 's', 'S':
			default:
				return "", nil, fmt.Errorf("the letter %c of Java's patterns is not in Tarn: projected dates are UTC's, of y, M, d, D, E, H, h, a, m, s and S", c)
			}
			letters = append(letters, r)
			b.WriteString(strings.Repeat(string(r.letter), r.n))
		case strings.IndexByte("[]{}#", c) >= 0:
			return "", nil, fmt.Errorf("%c in a pattern is not in Tarn", c)
		default:
			b.WriteByte(c)
			i++
		}
	}
	if letters == nil {
		return "", nil, fmt.Errorf("it has no letters of a pattern")
	}
	return b.String(), letters, nil
}

// sortable reports whether what a pattern writes is in the order of the times: from the year down, each with all its digits.
func sortable(letters []run) bool {
	const order = "yMdHmsS"
	last := -1
	for i, r := range letters {
		at := strings.IndexByte(order, r.letter)
		least := 2
		switch r.letter {
		case 'y':
			least = 4
		case 'S':
			least = 1
		}
		if at <= last || i == 0 && r.letter != 'y' || r.n < least || r.letter != 'y' && r.letter != 'S' && r.n > 2 {
			return false
		}
		last = at
	}
	return true
}

// finest is the unit that a pattern's times differ by: d for days, M for months, y for years, H for anything less than a day.
func finest(letters []run) byte {
	out := byte('y')
	for _, r := range letters {
		switch r.letter {
		case 'H', 'h', 'K', 'k', 'm', 's', 'S', 'a':
			return 'H'
		case 'd', 'D', 'E':
			out = 'd'
		case 'M':
			if out == 'y' {
				out = 'M'
			}
		}
	}
	return out
}
