package serde

import "strings"

// javaSets are Java's classes that trinoregexp reads otherwise: Java's are of ASCII.
var javaSets = map[string]string{
	"Lower": "a-z", "Upper": "A-Z", "Alpha": "a-zA-Z", "Digit": "0-9", "Alnum": "a-zA-Z0-9", "XDigit": "0-9a-fA-F", "ASCII": `\x00-\x7f`,
	"Punct": `!-/:-@\[-` + "`" + `{-~`, "Graph": "!-~", "Print": " -~", "Blank": ` \t`, "Cntrl": `\x00-\x1f\x7f`, "Space": ` \t\n\x0b\f\r`,
}

// javaSpaces are the classes \h and \v.
var javaSpaces = map[byte]string{
	'h': ` \t\x{a0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}`,
	'v': `\n\x0b\f\r\x{85}\x{2028}\x{2029}`,
}

// javaRegex writes what Java reads otherwise than trinoregexp so that both mean Java's.
func javaRegex(p string) string {
	if !strings.Contains(p, `\`) {
		return p
	}
	var out strings.Builder
	for i := 0; i < len(p); i++ {
		if p[i] != '\\' || i+1 == len(p) {
			out.WriteByte(p[i])
			continue
		}
		i++
		switch c := p[i]; c {
		case 'Q':
			end := strings.Index(p[i:], `\E`)
			if end < 0 {
				end = len(p) - i
			}
			out.WriteString(`\` + p[i:i+end])
			i += end - 1
		case 'h', 'v':
			out.WriteString("[" + javaSpaces[c] + "]")
		case 'H', 'V':
			out.WriteString("[^" + javaSpaces[c|0x20] + "]")
		case 'p', 'P':
			name, _, ok := strings.Cut(p[i+1:], "}")
			set, known := javaSets[strings.TrimPrefix(name, "{")]
			if !ok || !known || name[0] != '{' {
				out.WriteString(`\` + string(c))
				continue
			}
			not := ""
			if c == 'P' {
				not = "^"
			}
			out.WriteString("[" + not + set + "]")
			i += len(name) + 1
		default:
			out.WriteString(`\` + string(c))
		}
	}
	return out.String()
}
