package trinojson

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// token is what a reader has come to.
type token uint8

const (
	end token = iota // of the text, outside of any object and array
	startObject
	endObject
	startArray
	endArray
	field
	text
	integer
	float
	yes
	no
	null
)

func (t token) scalar() bool { return t >= text }

// errMalformed says that a text is no JSON, as far as it was read.
var errMalformed = errors.New("malformed JSON")

// reader goes through a JSON text token by token, and knows no more of it than it has read: Trino's functions find a value in
// a text that is broken further on. It takes exactly what Jackson takes.
type reader struct {
	s   string
	pos int
	// open has a character for each object and array around: '{' or '['. first says that nothing stands in the innermost yet.
	open  []byte
	first bool
	value bool // a field's name was read, its value comes next
	tok   token
	// from and to bound the token's text, a text's and a field's without quotes; escaped says that a backslash is in it.
	from, to int
	escaped  bool
}

func newReader(s string) *reader { return &reader{s: s, first: true} }

func (r *reader) space() {
	for r.pos < len(r.s) {
		switch r.s[r.pos] {
		case ' ', '\t', '\n', '\r':
			r.pos++
		default:
			return
		}
	}
}

// next moves to the next token.
func (r *reader) next() (token, error) {
	r.space()
	if r.pos == len(r.s) {
		if len(r.open) > 0 {
			return end, errMalformed
		}
		r.tok = end
		return end, nil
	}
	c := r.s[r.pos]
	if len(r.open) > 0 && !r.value {
		in := r.open[len(r.open)-1]
		if c == '}' || c == ']' {
			if c != in+2 {
				return end, errMalformed
			}
			r.open = r.open[:len(r.open)-1]
			r.pos++
			r.first = false
			r.tok = endObject
			if c == ']' {
				r.tok = endArray
			}
			return r.tok, nil
		}
		if !r.first {
			if c != ',' {
				return end, errMalformed
			}
			r.pos++
			r.space()
			if r.pos == len(r.s) {
				return end, errMalformed
			}
			c = r.s[r.pos]
		}
		if in == '{' {
			return r.field(c)
		}
	}
	r.value, r.first = false, false
	return r.read(c)
}

func (r *reader) field(c byte) (token, error) {
	if c != '"' {
		return end, errMalformed
	}
	if err := r.quoted(); err != nil {
		return end, err
	}
	from, to, escaped := r.from, r.to, r.escaped
	r.space()
	if r.pos == len(r.s) || r.s[r.pos] != ':' {
		return end, errMalformed
	}
	r.pos++
	r.from, r.to, r.escaped = from, to, escaped
	r.first, r.value = false, true
	r.tok = field
	return field, nil
}

func (r *reader) read(c byte) (token, error) {
	var err error
	switch c {
	case '{', '[':
		r.open = append(r.open, c)
		r.first = true
		r.pos++
		r.tok = startObject
		if c == '[' {
			r.tok = startArray
		}
	case '"':
		r.tok, err = text, r.quoted()
	case 't':
		r.tok, err = yes, r.word("true")
	case 'f':
		r.tok, err = no, r.word("false")
	case 'n':
		r.tok, err = null, r.word("null")
	default:
		r.tok, err = r.number()
	}
	return r.tok, err
}

func (r *reader) word(w string) error {
	r.from = r.pos
	if len(r.s)-r.pos < len(w) || r.s[r.pos:r.pos+len(w)] != w {
		return errMalformed
	}
	r.pos += len(w)
	r.to = r.pos
	c, _ := utf8.DecodeRuneInString(r.s[r.pos:])
	if r.pos < len(r.s) && (c == '_' || c == '$' || unicode.IsLetter(c) || unicode.IsDigit(c)) {
		return errMalformed
	}
	return nil
}

func (r *reader) digits() bool {
	from := r.pos
	for r.pos < len(r.s) && r.s[r.pos]-'0' < 10 {
		r.pos++
	}
	return r.pos > from
}

func (r *reader) number() (token, error) {
	r.from = r.pos
	t := integer
	if r.s[r.pos] == '-' {
		r.pos++
	}
	first := r.pos
	if !r.digits() || r.s[first] == '0' && r.pos > first+1 {
		return end, errMalformed
	}
	if r.pos < len(r.s) && r.s[r.pos] == '.' {
		t = float
		r.pos++
		if !r.digits() {
			return end, errMalformed
		}
	}
	if r.pos < len(r.s) && (r.s[r.pos] == 'e' || r.s[r.pos] == 'E') {
		t = float
		r.pos++
		if r.pos < len(r.s) && (r.s[r.pos] == '+' || r.s[r.pos] == '-') {
			r.pos++
		}
		if !r.digits() {
			return end, errMalformed
		}
	}
	r.to = r.pos
	if len(r.open) == 0 && r.pos < len(r.s) {
		switch r.s[r.pos] {
		case ' ', '\t', '\n', '\r':
		default:
			return end, errMalformed
		}
	}
	return t, nil
}

// quoted reads a text in quotes.
func (r *reader) quoted() error {
	r.pos++
	r.from, r.escaped = r.pos, false
	for r.pos < len(r.s) {
		switch c := r.s[r.pos]; {
		case c == '"':
			r.to = r.pos
			r.pos++
			return nil
		case c < 0x20:
			return errMalformed
		case c == '\\':
			r.escaped = true
			n := escapeLength(r.s[r.pos:])
			if n == 0 {
				return errMalformed
			}
			r.pos += n
		default:
			r.pos++
		}
	}
	return errMalformed
}

func escapeLength(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(s) >= 6 && hex(s[2:6]) >= 0 {
			return 6
		}
	}
	return 0
}

func hex(s string) rune {
	v := rune(0)
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			v = v<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v = v<<4 | rune(c|0x20-'a'+10)
		default:
			return -1
		}
	}
	return v
}

// skip passes over what the object or array that was just opened holds, to its end.
func (r *reader) skip() error {
	if r.tok != startObject && r.tok != startArray {
		return nil
	}
	for depth := len(r.open); len(r.open) >= depth; {
		if _, err := r.next(); err != nil {
			return err
		}
	}
	return nil
}

// raw is the token's text as it stands; decoded has the escapes of a text and of a field's name resolved. Half of a surrogate
// pair becomes three bytes, as in WTF-8.
func (r *reader) raw() string { return r.s[r.from:r.to] }

func (r *reader) decoded() string {
	s := r.raw()
	if !r.escaped {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			out = append(out, s[i])
			i++
			continue
		}
		switch c := s[i+1]; c {
		case 'u':
			v := hex(s[i+2 : i+6])
			i += 6
			if v >= 0xd800 && v < 0xdc00 && i+6 <= len(s) && s[i] == '\\' && s[i+1] == 'u' {
				if low := hex(s[i+2 : i+6]); low >= 0xdc00 && low < 0xe000 {
					v = 0x10000 + (v-0xd800)<<10 + (low - 0xdc00)
					i += 6
				}
			}
			if v >= 0xd800 && v < 0xe000 {
				out = append(out, 0xe0|byte(v>>12), 0x80|byte(v>>6)&0xbf, 0x80|byte(v)&0xbf)
			} else {
				out = utf8.AppendRune(out, v)
			}
			continue
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		default:
			out = append(out, c)
		}
		i += 2
	}
	return string(out)
}

// named reports whether the field's name is this one.
func (r *reader) named(name string) bool {
	if !r.escaped {
		return r.raw() == name
	}
	return r.decoded() == name
}

// sqlText is a decoded text as a varchar: half of a surrogate pair is a question mark.
func sqlText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if half(s[i:]) >= 0 {
			out = append(out, '?')
			i += 3
			continue
		}
		c, n := utf8.DecodeRuneInString(s[i:])
		out = utf8.AppendRune(out, c)
		i += n
	}
	return string(out)
}

// half is the surrogate that a decoded text begins with, or -1.
func half(s string) rune {
	if len(s) >= 3 && s[0] == 0xed && s[1] >= 0xa0 {
		return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f)
	}
	return -1
}
