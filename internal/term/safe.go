package term

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe makes text harmless and all of it visible: control characters, escape sequences, marks that turn the direction of writing
// and bytes that are no UTF-8 come out as \n, \x1b, \u202e, \xff.
func Safe(s string) string {
	if ascii(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, r)
		case hidden(r) && r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		case hidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// hidden are characters that change how others are shown, or are not shown. Joiners are letters' own: emoji, Persian and Hindi
// need them.
func hidden(r rune) bool {
	const nonJoiner, joiner = 0x200c, 0x200d
	return r != joiner && r != nonJoiner && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// SafeWriter passes text on with all but its line ends made harmless. It keeps nothing back: a character that comes in two
// writes is shown as its bytes.
type SafeWriter struct {
	W interface{ Write([]byte) (int, error) }
}

// Write is io.Writer's.
func (w SafeWriter) Write(p []byte) (int, error) {
	lines := strings.Split(string(p), "\n")
	for i, line := range lines {
		carriage := strings.HasSuffix(line, "\r") && i < len(lines)-1
		lines[i] = Safe(strings.TrimSuffix(line, "\r"))
		if !carriage && strings.HasSuffix(line, "\r") {
			lines[i] += `\r`
		}
	}
	if _, err := w.W.Write([]byte(strings.Join(lines, "\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
