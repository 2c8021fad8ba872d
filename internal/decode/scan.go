package decode

import (
	"encoding/binary"
	"math/bits"
)

// maxDepth is how deep objects and arrays may be nested, as in encoding/json.
const maxDepth = 10_000

// Words of one byte eight times, for looking at eight bytes at once.
const (
	ones       = 0x0101010101010101
	highs      = 0x8080808080808080
	spaces     = 0x2020202020202020
	quotes     = 0x2222222222222222
	backslashs = 0x5c5c5c5c5c5c5c5c
)

// What a string holds beside plain ASCII; scanner.str gives them back, or'ed with the string's own high bits.
const (
	escaped   = 1 << 0
	surrogate = 1 << 1 // an escape that is one half of a pair
)

// fault says why a scan stopped.
type fault uint8

const (
	badSyntax fault = iota
	tooDeep
	isWrapper // not a fault: the object holds an array of records, which begins at scanner.at
)

// scanner checks and skips JSON text (RFC 8259) without making anything of it. Every method takes the index where its token
// starts and returns the index after it, or -1 with at, fault and why set. A failure at or after end means that the text is
// not complete.
type scanner struct {
	// b is the text up to end and slack zero bytes.
	b   []byte
	end int

	at    int
	fault fault
	why   string
	// flags are or'ed from all strings that value has passed.
	flags uint64
	// depth is how many objects and arrays lie around what value is called for.
	depth int
	stack [maxDepth/64 + 1]uint64
}

func (s *scanner) set(buf []byte, end int) {
	s.b, s.end, s.depth = buf[:end+slack], end, 0
}

func (s *scanner) fail(at int, why string) int {
	s.at, s.fault, s.why = at, badSyntax, why
	return -1
}

// short says that the failure was the end of the text in hand.
func (s *scanner) short() bool { return s.fault == badSyntax && s.at >= s.end }

func (s *scanner) space(i int) int {
	for {
		switch s.b[i] {
		case ' ', '\n', '\t', '\r':
			i++
		default:
			return i
		}
	}
}

// str takes the index after the opening quote and returns that of the closing one.
func (s *scanner) str(i int) (int, uint64) {
	var flags, seen uint64
	b := s.b
	for {
		w := binary.LittleEndian.Uint64(b[i:])
		q, e := w^quotes, w^backslashs
		// A borrow can set marks only above a true one, so the lowest mark is true.
		m := ((q-ones)&^q | (e-ones)&^e | (w-spaces)&^w) & highs
		if m == 0 {
			seen |= w
			i += 8
			continue
		}
		seen |= w & (m&-m - 1)
		i += bits.TrailingZeros64(m) >> 3
		switch b[i] {
		case '"':
			return i, flags | seen&highs
		case '\\':
			flags |= escaped
			switch b[i+1] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
				i += 2
			case 'u':
				for k := i + 2; k < i+6; k++ {
					if hexDigit[b[k]] == 0 {
						return s.fail(k, "in a \\u escape"), 0
					}
				}
				if (b[i+2] == 'd' || b[i+2] == 'D') && b[i+3] >= '8' {
					flags |= surrogate
				}
				i += 6
			default:
				return s.fail(i+1, "in an escape"), 0
			}
		default:
			return s.fail(i, "in a string"), 0
		}
	}
}

// hexDigit has for a hexadecimal digit its value plus one.
var hexDigit = func() (t [256]byte) {
	for i, c := range []byte("0123456789abcdef") {
		t[c] = byte(i + 1)
	}
	for i, c := range []byte("ABCDEF") {
		t[c] = byte(i + 11)
	}
	return t
}()

func (s *scanner) digits(i int) int {
	for s.b[i]-'0' <= 9 {
		i++
	}
	return i
}

func (s *scanner) number(i int) int {
	b := s.b
	if b[i] == '-' {
		i++
	}
	switch {
	case b[i] == '0':
		i++
	case b[i]-'1' <= 8:
		i = s.digits(i + 1)
	default:
		return s.fail(i, "in a number")
	}
	if b[i] == '.' {
		if b[i+1]-'0' > 9 {
			return s.fail(i+1, "in a number")
		}
		i = s.digits(i + 1)
	}
	if b[i] == 'e' || b[i] == 'E' {
		i++
		if b[i] == '+' || b[i] == '-' {
			i++
		}
		if b[i]-'0' > 9 {
			return s.fail(i, "in a number")
		}
		i = s.digits(i)
	}
	return i
}

func (s *scanner) literal(i int, word string) int {
	for k := range len(word) {
		if s.b[i+k] != word[k] {
			return s.fail(i+k, "in a literal")
		}
	}
	return i + len(word)
}

// scalar skips a value that is neither an object nor an array.
func (s *scanner) scalar(i int) int {
	switch s.b[i] {
	case '"':
		end, flags := s.str(i + 1)
		s.flags |= flags
		if end < 0 {
			return -1
		}
		return end + 1
	case 't':
		return s.literal(i, "true")
	case 'f':
		return s.literal(i, "false")
	case 'n':
		return s.literal(i, "null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return s.number(i)
	}
	return s.fail(i, "where a value should be")
}

// value skips any value.
func (s *scanner) value(i int) int {
	b := s.b
	if b[i] != '{' && b[i] != '[' {
		return s.scalar(i)
	}
	// The stack has a bit for each open container: 1 for an object.
	top := 0
	object := false
	for {
		// i is at the start of a value.
		if c := b[i]; c == '{' || c == '[' {
			if top+s.depth == maxDepth {
				s.at, s.fault, s.why = i, tooDeep, "nested deeper than 10000"
				return -1
			}
			if top > 0 {
				s.push(top-1, object)
			}
			top++
			object = c == '{'
			i++
			if b[i] <= ' ' {
				i = s.space(i)
			}
			if b[i] == c+2 { // } and ] are two after { and [
				i++
				goto closed
			}
			if object {
				goto key
			}
			continue
		}
		if b[i] == '"' {
			end, flags := s.str(i + 1)
			if end < 0 {
				return -1
			}
			s.flags |= flags
			i = end + 1
		} else if i = s.scalar(i); i < 0 {
			return -1
		}
	after:
		if b[i] <= ' ' {
			i = s.space(i)
		}
		if b[i] == ',' {
			i++
			if b[i] <= ' ' {
				i = s.space(i)
			}
			if object {
				goto key
			}
			continue
		}
		if object && b[i] == '}' || !object && b[i] == ']' {
			i++
			goto closed
		}
		if object {
			return s.fail(i, "after a member")
		}
		return s.fail(i, "after an element")
	key:
		if b[i] != '"' {
			return s.fail(i, "where a member's name should be")
		}
		{
			end, flags := s.str(i + 1)
			if end < 0 {
				return -1
			}
			s.flags |= flags
			i = end + 1
		}
		if b[i] != ':' {
			if i = s.space(i); b[i] != ':' {
				return s.fail(i, "after a member's name")
			}
		}
		i++
		if b[i] <= ' ' {
			i = s.space(i)
		}
		continue
	closed:
		top--
		if top == 0 {
			return i
		}
		object = s.stack[(top-1)>>6]>>((top-1)&63)&1 == 1
		goto after
	}
}

func (s *scanner) push(at int, object bool) {
	bit := uint64(1) << (at & 63)
	if object {
		s.stack[at>>6] |= bit
	} else {
		s.stack[at>>6] &^= bit
	}
}

// name skips a member's name and the colon: raw is the name with its quotes, next is where the value starts.
func (s *scanner) name(i int) (raw []byte, flags uint64, next int) {
	if s.b[i] != '"' {
		return nil, 0, s.fail(i, "where a member's name should be")
	}
	end, flags := s.str(i + 1)
	if end < 0 {
		return nil, 0, -1
	}
	raw = s.b[i : end+1]
	if i = s.space(end + 1); s.b[i] != ':' {
		return nil, 0, s.fail(i, "after a member's name")
	}
	return raw, flags, s.space(i + 1)
}
