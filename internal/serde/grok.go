package serde

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"tarn/internal/sql/trinoregexp"
)

// newGrok is AWS Glue's GrokSerDe: https://docs.aws.amazon.com/athena/latest/ug/grok-serde.html. The named parts of input.format are
// the columns, by their order; a line without a match is a row of NULLs.
func newGrok(t *Table) (func() reader, error) {
	format, ok := t.property("input.format")
	if !ok || strings.TrimSpace(format) == "" {
		return nil, metadata("the property input.format is missing; GrokSerDe reads lines by it")
	}
	if err := plainColumns(t); err != nil {
		return nil, err
	}
	g := &grok{patterns: builtinPatterns()}
	custom, _ := t.property("input.grokCustomPatterns")
	addPatterns(g.patterns, custom)
	expression, err := g.expand(format, 0)
	if err != nil {
		return nil, metadata("input.format cannot be read: %v", err)
	}
	re, err := trinoregexp.Compile(javaRegex(expression))
	if err != nil {
		return nil, metadata("input.format cannot be read: %v", err)
	}
	if len(g.names) < len(t.Columns) {
		return nil, metadata("input.format names %d parts, the table has %d columns", len(g.names), len(t.Columns))
	}
	places := g.places(re)
	columns := t.Columns
	return newLineReader(t, func() func([]byte, []any) error {
		return func(line []byte, row []any) error {
			s := validText(string(line))
			err := re.Each(s, func(at []int) bool {
				for i := range columns {
					for _, n := range places[i] { // of parts with one name the last counts
						if at[2*n] >= 0 {
							row[i] = plainValue(unquote(s[at[2*n]:at[2*n+1]]), columns[i].Type)
						}
					}
				}
				return false
			})
			if err != nil {
				return &Error{Code: codeCursor, Message: "input.format takes too long for this line: " + err.Error(), Err: err}
			}
			return nil
		}
	})
}

// unquote takes the quotes off a value, as Grok does.
func unquote(s string) string {
	if s == `"` || s == "'" {
		return ""
	}
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}

//go:embed grokpatterns.txt
var grokPatterns string

func builtinPatterns() map[string]string {
	out := map[string]string{}
	addPatterns(out, grokPatterns)
	return out
}

var (
	grokDefinition = regexp.MustCompile(`^([A-Za-z0-9_]+)\s+(.*)$`)
	grokReference  = regexp.MustCompile(`%\{\s*([A-Za-z0-9_]+)\s*(?:[:;]\s*([^:;}=]*))?(?:[:;][^}=]*)?\}|\(\?<([A-Za-z]\w*)>`)
)

// addPatterns reads definitions, one a line.
func addPatterns(to map[string]string, text string) {
	for _, line := range strings.Split(text, "\n") {
		if m := grokDefinition.FindStringSubmatch(strings.TrimRight(line, "\r")); m != nil {
			to[m[1]] = m[2]
		}
	}
}

// grok writes a pattern of Grok's as a regular expression.
type grok struct {
	patterns map[string]string
	names    []string       // of the parts, in their order, each once
	groups   map[string]int // how many groups a name has
	of       []string       // the name of each group
	size     int
}

const (
	maxGrokDepth = 50
	maxGrokSize  = 1 << 20
)

// expand writes the references of a pattern out. A named one becomes a group; what is called UNWANTED is none.
func (g *grok) expand(pattern string, depth int) (string, error) {
	if depth > maxGrokDepth {
		return "", fmt.Errorf("Deep recursion pattern compilation")
	}
	if g.size += len(pattern); g.size > maxGrokSize {
		return "", fmt.Errorf("it is too large once its patterns are written out")
	}
	var out strings.Builder
	for {
		m := grokReference.FindStringSubmatchIndex(pattern)
		if m == nil {
			out.WriteString(pattern)
			return out.String(), nil
		}
		out.WriteString(pattern[:m[0]])
		if m[6] >= 0 { // a group with a name of its own
			out.WriteString(g.open(pattern[m[6]:m[7]]))
			pattern = pattern[m[1]:]
			continue
		}
		name, as := pattern[m[2]:m[3]], ""
		if m[4] >= 0 {
			as = strings.TrimSpace(pattern[m[4]:m[5]])
		}
		definition, ok := g.patterns[name]
		if !ok {
			return "", fmt.Errorf("Pattern %s is not defined", name)
		}
		if as == "" || as == "UNWANTED" {
			out.WriteString("(?:")
		} else {
			out.WriteString(g.open(as))
		}
		inner, err := g.expand(definition, depth+1)
		if err != nil {
			return "", err
		}
		out.WriteString(inner + ")")
		pattern = pattern[m[1]:]
	}
}

// open begins a group.
func (g *grok) open(name string) string {
	if g.groups == nil {
		g.groups = map[string]int{}
	}
	if g.groups[name] == 0 {
		g.names = append(g.names, name)
	}
	g.groups[name]++
	g.of = append(g.of, name)
	return fmt.Sprintf("(?<g%d>", len(g.of)-1)
}

// places gives the numbers of the groups of each name.
func (g *grok) places(re *trinoregexp.Regexp) [][]int {
	out := make([][]int, len(g.names))
	for i, name := range g.names {
		for n, of := range g.of {
			if of == name {
				if at, ok := re.Group(fmt.Sprintf("g%d", n)); ok {
					out[i] = append(out[i], at)
				}
			}
		}
	}
	return out
}
