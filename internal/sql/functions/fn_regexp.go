package functions

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// https://trino.io/docs/current/functions/regexp.html
//
// Trino has Java's syntax. Patterns that DuckDB's RE2 reads alike go to DuckDB; others are refused by name.
var regexps = []*Function{
	scalar("regexp_like", "whether a pattern occurs", by("(varchar, varchar) -> boolean", pattern1("regexp_matches($1, $2)"))),
	scalar("regexp_extract", "the first match, or a group of it; NULL for none",
		by("(varchar, varchar) -> varchar", regexpExtract), by("(varchar, varchar, bigint) -> varchar", regexpExtract)),
	scalar("regexp_extract_all", "all matches", by("(varchar, varchar) -> array(varchar)", pattern1("regexp_extract_all($1, $2)"))),
	scalar("regexp_replace", "every match replaced, or removed",
		by("(varchar, varchar) -> varchar", pattern1("regexp_replace($1, $2, '', 'g')")), by("(varchar, varchar, varchar) -> varchar", regexpReplace)),
	scalar("regexp_split", "the parts between matches", by("(varchar, varchar) -> array(varchar)", pattern1("regexp_split_to_array($1, $2)"))),
	scalar("regexp_count", "number of matches", by("(varchar, varchar) -> bigint", pattern1("CAST(len(regexp_extract_all($1, $2)) AS BIGINT)"))),
}

// readPattern reads a call's pattern, which has to be a literal that Java and RE2 read alike.
func readPattern(c *Call) (*syntax.Regexp, error) {
	s, ok := c.Args[1].Str()
	if !ok {
		return nil, fmt.Errorf("%s is in Tarn with a literal pattern only, so far", c.Name)
	}
	if what := javaOnly(s); what != "" {
		return nil, fmt.Errorf("%s: %s in a regular expression is not in Tarn yet", c.Name, what)
	}
	re, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("%s: %s (look-around, back-references and possessive quantifiers are not in Tarn yet)", c.Name, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return re, nil
}

// javaOnly names what Java reads in another way than RE2 without an error.
func javaOnly(s string) string {
	inClass := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
			if i < len(s) && strings.IndexByte("ZGhHRXkeo0uc", s[i]) >= 0 {
				return `\` + s[i:i+1]
			}
		case !inClass && s[i] == '[':
			inClass = true
			if strings.HasPrefix(s[i+1:], "^") {
				i++
			}
			if strings.HasPrefix(s[i+1:], "]") {
				i++
			}
		case inClass && s[i] == ']':
			inClass = false
		case inClass && s[i] == '[':
			return "a class within a class"
		case inClass && strings.HasPrefix(s[i:], "&&"):
			return "&& within a class"
		case !inClass && strings.HasPrefix(s[i:], "(?x"):
			return "(?x)"
		}
	}
	return ""
}

func pattern1(form string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		if _, err := readPattern(c); err != nil {
			return "", err
		}
		return Fill(form, c)
	}
}

// regexpExtract: DuckDB gives ” where there is no match or the group took no part; that is a match's own text only where the
// group may be empty, which goes to a function of ours.
func regexpExtract(c *Call) (string, error) {
	re, err := readPattern(c)
	if err != nil {
		return "", err
	}
	group := int64(0)
	if len(c.Args) == 3 {
		n, ok := c.Args[2].Value.(int64)
		if !ok {
			return "", fmt.Errorf("regexp_extract is in Tarn with a literal group only, so far")
		}
		group = n
	}
	if group < 0 || int(group) > re.MaxCap() {
		return "", fmt.Errorf("Pattern has %d groups. Cannot access group %d", re.MaxCap(), group)
	}
	if sub := capture(re, int(group)); sub != nil && mayBeEmpty(sub) {
		return Fill(fmt.Sprintf("tarn_regexp_extract($1, $2, %d)", group), c)
	}
	return Fill(fmt.Sprintf("nullif(regexp_extract($1, $2, %d), '')", group), c)
}

func capture(re *syntax.Regexp, group int) *syntax.Regexp {
	if group == 0 {
		return re
	}
	if re.Op == syntax.OpCapture && re.Cap == group {
		return re
	}
	for _, sub := range re.Sub {
		if found := capture(sub, group); found != nil {
			return found
		}
	}
	return nil
}

func mayBeEmpty(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune) == 0
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL, syntax.OpNoMatch:
		return false
	case syntax.OpCapture, syntax.OpPlus:
		return mayBeEmpty(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min == 0 || mayBeEmpty(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if !mayBeEmpty(sub) {
				return false
			}
		}
		return true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if mayBeEmpty(sub) {
				return true
			}
		}
		return false
	}
	return true
}

// regexpReplace: Java's $1 is RE2's \1.
func regexpReplace(c *Call) (string, error) {
	if _, err := readPattern(c); err != nil {
		return "", err
	}
	with, ok := c.Args[2].Str()
	if !ok {
		return "", fmt.Errorf("regexp_replace is in Tarn with a literal replacement only, so far")
	}
	var b strings.Builder
	for i := 0; i < len(with); i++ {
		switch {
		case with[i] == '\\' && i+1 < len(with):
			i++
			if with[i] == '\\' {
				b.WriteByte('\\')
			}
			b.WriteByte(with[i])
		case with[i] == '$' && i+1 < len(with) && with[i+1] >= '0' && with[i+1] <= '9':
			i++
			b.WriteByte('\\')
			b.WriteByte(with[i])
		case with[i] == '$':
			return "", fmt.Errorf("regexp_replace: named groups in a replacement are not in Tarn yet")
		default:
			b.WriteByte(with[i])
		}
	}
	return Fill("regexp_replace($1, $2, "+QuoteText(b.String())+", 'g')", c)
}
