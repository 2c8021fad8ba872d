package trinotime

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Pattern is a pattern that times are read and written by.
type Pattern struct {
	parts sequence
	quick []step
	text  string
	kind  byte // 'M', 'J' or 'T': MySQL's, Joda's or Teradata's
	names bool // writes zones' names
	zones bool // writes zones
}

var compiled sync.Map // of *Pattern or error, by kind and text; a statement has few

func cached(kind, text string, compile func(string) (*Pattern, error)) (*Pattern, error) {
	p, ok := compiled.Load(kind + text)
	if !ok {
		c, err := compile(text)
		if p = c; err != nil {
			p = err
		} else {
			c.quick = steps(c.parts)
		}
		compiled.Store(kind+text, p)
	}
	if err, ok := p.(error); ok {
		return nil, err
	}
	return p.(*Pattern), nil
}

// MySQL reads a pattern of date_format and date_parse: https://trino.io/docs/current/functions/datetime.html.
func MySQL(text string) (*Pattern, error) { return cached("%", text, mysql) }

// Joda reads a pattern of format_datetime and parse_datetime:
// https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html.
func Joda(text string) (*Pattern, error) { return cached("J", text, joda) }

// Teradata reads a pattern of to_char, to_date and to_timestamp: https://trino.io/docs/current/functions/teradata.html.
func Teradata(text string) (*Pattern, error) { return cached("T", text, teradata) }

// Parse reads a text. zone is "" for UTC, or where the text has none.
func (p *Pattern) Parse(s string) (t time.Time, zone string, err error) {
	if p.empty() {
		return t, "", errors.New("Both printing and parsing not supported")
	}
	if t, zone, ok := quick(p.quick, s); ok {
		return t, zone, nil
	}
	if p.kind == 'M' && p.text == "%Y-%m-%d" {
		return simpleDate(p.parts, s)
	}
	return parse(p.parts, s)
}

// empty reports whether Trino makes a pattern of nothing of the text. It refuses one of Joda's before.
func (p *Pattern) empty() bool { return p.text == "" || p.kind == 'M' && p.text == "%" }

// simpleDate: Trino has a way of its own for the commonest pattern, with other words.
func simpleDate(p part, s string) (time.Time, string, error) {
	t, _, err := parse(p, s)
	if err == nil || !strings.HasPrefix(err.Error(), "Cannot parse") {
		return t, "", err
	}
	b := &bucket{}
	p.parse(b, s, 0)
	y, m, d := b.fields[0].value, b.fields[1].value, b.fields[2].value
	switch {
	case m < 1 || m > 12:
		err = fmt.Errorf("Invalid value for MonthOfYear (valid values 1 - 12): %d", m)
	case d < 1 || d > 31:
		err = fmt.Errorf("Invalid value for DayOfMonth (valid values 1 - 28/31): %d", d)
	case d == 29:
		err = fmt.Errorf("Invalid date 'February 29' as '%d' is not a leap year", y)
	default:
		err = fmt.Errorf("Invalid date '%s %d'", strings.ToUpper(time.Month(m).String()), d)
	}
	return t, "", err
}

// Format writes an instant as the clock of a canonical zone.
func (p *Pattern) Format(t time.Time, zone string) (string, error) {
	if p.empty() {
		return "", errors.New("Both printing and parsing not supported")
	}
	if p.names && !writable(zone) {
		return "", fmt.Errorf("NOT_SUPPORTED: the name of the zone %s is not in Tarn yet", zone)
	}
	z := &zoned{name: zone, at: t}
	_, z.offset = t.In(Location(zone)).Zone()
	wall := t.Add(time.Duration(z.offset) * time.Second)
	return string(p.parts.format(make([]byte, 0, 32), wall, z)), nil
}

// HasZone reports whether the pattern writes zones.
func (p *Pattern) HasZone() bool { return p.zones }

func mysql(s string) (*Pattern, error) {
	p := &Pattern{text: s, kind: 'M'}
	colon, half := literal(":"), text{fHalfday, false}
	clock := number{fClockHourHalf, 2, 2, false}
	minute, second := number{fMinute, 2, 2, false}, number{fSecond, 2, 2, false}
	hour := number{fHour, 2, 2, false}
	known := map[byte]sequence{
		'a': {text{fDayOfWeek, true}}, 'b': {text{fMonth, true}}, 'c': {number{fMonth, 1, 2, false}}, 'd': {number{fDay, 2, 2, false}}, 'e': {number{fDay, 1, 2, false}},
		'f': {fraction{fFractionSecond, 6, 9}}, 'H': {hour}, 'h': {clock}, 'I': {clock}, 'i': {minute}, 'j': {number{fDayOfYear, 3, 3, false}}, 'k': {number{fHour, 1, 2, false}},
		'l': {number{fClockHourHalf, 1, 2, false}}, 'M': {text{fMonth, false}}, 'm': {number{fMonth, 2, 2, false}}, 'p': {half}, 'r': {clock, colon, minute, colon, second, literal(" "), half},
		'S': {second}, 's': {second}, 'T': {hour, colon, minute, colon, second}, 'v': {number{fWeek, 2, 2, false}}, 'x': {number{fWeekyear, 4, 4, true}}, 'W': {text{fDayOfWeek, false}},
		'Y': {number{fYear, 4, 4, true}}, 'y': {twoDigits{fYear, 2020, false}}, '%': {literal("%")},
	}
	if s == "%Y-%m-%d" { // which Trino reads as an ISO 8601 date
		known['Y'] = sequence{number{fYear, 4, 9, true}}
	}
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			p.parts = append(p.parts, literal(s[i:i+1]))
			continue
		}
		if i++; i == len(s) {
			break
		}
		switch q, ok := known[s[i]]; {
		case ok:
			p.parts = append(p.parts, q...)
		case strings.IndexByte("DUuVwX", s[i]) >= 0:
			return nil, fmt.Errorf("%%%c not supported in date format string", s[i])
		default:
			p.parts = append(p.parts, literal(s[i:i+1]))
		}
	}
	return p, nil
}

// MySQLTokens cuts a pattern: %x, and what stands between, after a quote.
func MySQLTokens(s string) []string {
	var out []string
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '%' && i+1 < len(s):
			out = append(out, s[i:i+2])
			i++
		case s[i] == '%':
			out = append(out, s[i:])
		default:
			out = append(out, "'"+s[i:i+1])
		}
	}
	return out
}

// JodaTokens cuts a pattern: runs of a letter, and what stands between, after a quote.
func JodaTokens(s string) []string {
	isLetter := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
	var out []string
	for i := 0; i < len(s); {
		if isLetter(s[i]) {
			n := i
			for i < len(s) && s[i] == s[n] {
				i++
			}
			out = append(out, s[n:i])
			continue
		}
		lit := []byte{'\''}
		quoted := false
		for ; i < len(s); i++ {
			if s[i] == '\'' {
				if i+1 < len(s) && s[i+1] == '\'' {
					lit = append(lit, '\'')
					i++
				} else {
					quoted = !quoted
				}
				continue
			}
			if !quoted && isLetter(s[i]) {
				break
			}
			lit = append(lit, s[i])
		}
		out = append(out, string(lit))
	}
	return out
}

func joda(s string) (*Pattern, error) {
	if s == "" {
		return nil, fmt.Errorf("Invalid pattern specification: Pattern is null or empty")
	}
	p := &Pattern{text: s, kind: 'J'}
	tokens := JodaTokens(s)
	numeric := func(i int) bool {
		return i < len(tokens) && (strings.IndexByte("cCxyYdhHmsSeDFwWkK", tokens[i][0]) >= 0 || tokens[i][0] == 'M' && len(tokens[i]) <= 2)
	}
	numbers := map[byte]number{'C': {fCentury, 0, 0, true}, 'd': {fDay, 0, 2, false}, 'h': {fClockHourHalf, 0, 2, false}, 'H': {fHour, 0, 2, false}, 'k': {fClockHour, 0, 2, false}, 'K': {fHourOfHalf, 0, 2, false},
		'm': {fMinute, 0, 2, false}, 's': {fSecond, 0, 2, false}, 'e': {fDayOfWeek, 0, 1, false}, 'D': {fDayOfYear, 0, 3, false}, 'w': {fWeek, 0, 2, false}, 'M': {fMonth, 0, 2, false}}
	yearKinds := map[byte]fieldKind{'x': fWeekyear, 'y': fYear, 'Y': fYearOfEra}
	for i, t := range tokens {
		n := len(t)
		var q part
		switch c := t[0]; c {
		case '\'':
			q = literal(t[1:])
		case 'G':
			q = text{fEra, false}
		case 'x', 'y', 'Y':
			switch {
			case n == 2:
				q = twoDigits{yearKinds[c], time.Now().UTC().Year() - 30, !numeric(i + 1)}
			case numeric(i + 1):
				q = number{yearKinds[c], n, n, c != 'Y'}
			default:
				q = number{yearKinds[c], n, 9, c != 'Y'}
			}
		case 'a':
			q = text{fHalfday, false}
		case 'E':
			q = text{fDayOfWeek, n < 4}
		case 'S':
			q = fraction{fFractionSecond, n, n}
		case 'z':
			q, p.names, p.zones = zoneName{n >= 4}, true, true
		case 'Z':
			q, p.zones = []part{offset{false}, offset{true}, zoneID{}}[min(n, 3)-1], true
		default:
			f, ok := numbers[c]
			switch {
			case c == 'M' && n >= 3:
				q = text{fMonth, n < 4}
			case ok:
				f.least = n
				if c == 'C' {
					f.max = n
				}
				f.max = max(f.max, n)
				q = f
			default:
				return nil, fmt.Errorf("Illegal pattern component: %s", t)
			}
		}
		p.parts = append(p.parts, q)
	}
	return p, nil
}

// teradata: the longer of two words that begin alike goes first.
func teradata(s string) (*Pattern, error) {
	p := &Pattern{text: s, kind: 'T'}
	words := []struct {
		word string
		part part
	}{
		{"yyyy", number{fYear, 4, 4, true}}, {"yy", twoDigits{fYear, 2050, false}}, {"mm", number{fMonth, 2, 2, false}}, {"dd", number{fDay, 2, 2, false}},
		{"hh24", number{fHour, 2, 2, false}}, {"hh", number{fHourOfHalf, 2, 2, false}}, {"mi", number{fMinute, 2, 2, false}}, {"ss", number{fSecond, 2, 2, false}},
	}
scan:
	for i := 0; i < len(s); {
		for _, w := range words {
			if strings.HasPrefix(s[i:], w.word) {
				p.parts = append(p.parts, w.part)
				i += len(w.word)
				continue scan
			}
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("-/,.;: ", c) {
			return nil, fmt.Errorf("Failed to tokenize string [%c] at offset [%d]", c, utf8.RuneCountInString(s[:i]))
		}
		p.parts = append(p.parts, literal(s[i:i+size]))
		i += size
	}
	return p, nil
}
