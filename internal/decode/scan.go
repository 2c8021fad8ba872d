package decode

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// maxDepth is how deep objects and arrays may be nested, as in encoding/json.
const maxDepth = 10_000

// Words of one byte eight times, for looking at eight bytes at once.
const (
	ones       = 0x0101010101010101
	twos       = 0x0202020202020202
	backslashs = 0x5c5c5c5c5c5c5c5c
	highs      = 0x8080808080808080
)

// load gives eight bytes of a text that has slack behind it; i is not after its end.
func load(b []byte, i int) uint64 {
	return binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(b)), i))[:])
}

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
		w := load(b, i)
		// With bit 1 turned, a quote is 0x20 and the control bytes stay below that, so that one comparison finds both. A
		// borrow can set marks only above a true one: the lowest mark is true.
		q, e := w^twos, w^backslashs
		m := ((q-0x21*ones)&^q | (e-ones)&^e) & highs
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
