package syntax

import (
	"fmt"
	"strings"
)

// lookalikes are characters that articles and word processors put where SQL has a plain one.
var lookalikes = map[rune]struct {
	name  string
	plain rune
}{
	'‘': {"left single quotation mark", '\''}, '’': {"right single quotation mark", '\''}, '‚': {"low single quotation mark", '\''},
	'‛': {"reversed single quotation mark", '\''}, '′': {"prime", '\''}, '´': {"acute accent", '\''}, '＇': {"full-width apostrophe", '\''},
	'“': {"left double quotation mark", '"'}, '”': {"right double quotation mark", '"'}, '„': {"low double quotation mark", '"'},
	'″': {"double prime", '"'}, '＂': {"full-width quotation mark", '"'},
	'–': {"en dash", '-'}, '—': {"em dash", '-'}, '−': {"minus sign", '-'}, '‐': {"hyphen", '-'}, '‑': {"non-breaking hyphen", '-'},
	'\u00a0': {"no-break space", ' '}, '\u3000': {"ideographic space", ' '}, '\u200b': {"zero-width space", ' '}, '\ufeff': {"byte order mark", ' '},
	'，': {"full-width comma", ','}, '；': {"full-width semicolon", ';'}, '（': {"full-width parenthesis", '('}, '）': {"full-width parenthesis", ')'},
	'…': {"ellipsis", ' '},
}

func lookalike(r rune) string {
	l, ok := lookalikes[r]
	switch {
	case !ok:
		return ""
	case l.plain == ' ':
		return fmt.Sprintf("unexpected character U+%04X (%s): use a plain space", r, l.name)
	}
	return fmt.Sprintf("unexpected character '%c' (U+%04X, %s): use %c", r, r, l.name, l.plain)
}

// Straighten replaces typographic quotes, dashes and spaces by the plain characters that SQL knows. Text between plain
// quotes and comments stay as they are. A text that a typographic quote opens ends at the next quote of its kind, plain or
// not: articles mix them. A long dash is a minus, or two of them where that alone makes a statement: articles have one for both.
func Straighten(sql string) string {
	minus := straighten(sql, "-")
	if comment := straighten(sql, "--"); comment != minus && !parses(minus) && parses(comment) {
		return comment
	}
	return minus
}

func parses(sql string) bool {
	_, err := Parse(sql)
	return err == nil
}

func straighten(sql, longDash string) string {
	var b strings.Builder
	var open rune // the quote of the text that r is in, 0 outside
	curly := false
	rs := []rune(sql)
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		plain := r
		if l, ok := lookalikes[r]; ok {
			plain = l.plain
		}
		switch {
		case open != 0 && !curly:
			if r == open {
				open = 0
			}
			b.WriteRune(r)
			continue
		case open != 0:
			if r == open && i+1 < len(rs) && rs[i+1] == open { // a quote within the text, doubled
				b.WriteRune(r)
				b.WriteRune(r)
				i++
			} else if plain == open {
				open = 0
				b.WriteRune(plain)
			} else {
				b.WriteRune(r)
			}
			continue
		case r == '-' && i+1 < len(rs) && rs[i+1] == '-':
			for ; i < len(rs) && rs[i] != '\n'; i++ {
				b.WriteRune(rs[i])
			}
			i--
			continue
		case (r == '–' || r == '—') && longDash == "--":
			b.WriteString(longDash)
			for i++; i < len(rs) && rs[i] != '\n'; i++ {
				b.WriteRune(rs[i])
			}
			i--
			continue
		case plain == '\'' || plain == '"':
			open, curly = plain, r != plain
		}
		b.WriteRune(plain)
	}
	return b.String()
}
