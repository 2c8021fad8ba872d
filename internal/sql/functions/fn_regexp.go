package functions

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/trinoregexp"
)

// https://trino.io/docs/current/functions/regexp.html
//
// Trino's library has a reading of its own of Java's syntax. A pattern that is known, and that DuckDB's RE2 provably matches alike,
// goes to DuckDB; if that is so on most texts only (those of ASCII, those without a line feed at the end), the others go to a
// native, and so do all other patterns.
var regexps = []*Function{
	scalar("regexp_like", "whether a pattern occurs", by("(varchar, varchar) -> boolean", regexpLike)),
	scalar("regexp_extract", "the first match, or a group of it; NULL for none",
		by("(varchar(x), varchar) -> varchar(x)", regexpExtract), by("(varchar(x), varchar, bigint) -> varchar(x)", regexpExtract)),
	scalar("regexp_extract_all", "all matches, or a group of each",
		by("(varchar(x), varchar) -> array(varchar(x))", regexpWhole("regexp_extract_all($1, {re})", "tarn_regexp_extract_all($1, $2, 0)")),
		on("(varchar(x), varchar, bigint) -> array(varchar(x))", "tarn_regexp_extract_all($1, $2, $3)")),
	scalar("regexp_replace", "every match replaced, or removed",
		by("(varchar(x), varchar) -> varchar(x)", regexpWhole("regexp_replace($1, {re}, '', 'g')", "tarn_regexp_replace($1, $2, '')")),
		by("(varchar(x), varchar, varchar(y)) -> varchar(x)", regexpReplace).typed(func(args []schema.Type, t schema.Type) schema.Type {
			x, y := length(args[0]), length(args[2])
			if max(x, y) > 65536 { // the product is beyond the longest text
				return textOf(longestText)
			}
			return textOf(x + max(x*y/2, y)*(x+1))
		}),
		on("(varchar, varchar, function(array(varchar), varchar)) -> varchar", "tarn_regexp_join($1, $2, list_transform(tarn_regexp_groups($1, $2), $3))")),
	scalar("regexp_split", "the parts between matches", by("(varchar(x), varchar) -> array(varchar(x))", regexpWhole("regexp_split_to_array($1, {re})", "tarn_regexp_split($1, $2)"))),
	scalar("regexp_count", "number of matches", by("(varchar, varchar) -> bigint", regexpWhole("CAST(len(regexp_extract_all($1, {re})) AS BIGINT)", "tarn_regexp_count($1, $2)"))),
	scalar("regexp_position", "where the n-th match begins, -1 for none",
		on("(varchar, varchar) -> integer", "tarn_regexp_position($1, $2, 1, 1)"), on("(varchar, varchar, integer) -> integer", "tarn_regexp_position($1, $2, $3, 1)"),
		on("(varchar, varchar, integer, integer) -> integer", "tarn_regexp_position($1, $2, $3, $4)")),
}

// knownPattern is a call's pattern where it is a literal that can be read; the error is one of what Tarn has not.
func knownPattern(c *Call) (*trinoregexp.Regexp, error) {
	text, ok := c.Args[1].Str()
	if !ok {
		return nil, nil
	}
	re, err := trinoregexp.Compile(text)
	if err == nil {
		return re, nil
	}
	if what, ours := strings.CutPrefix(err.Error(), "NOT_SUPPORTED: "); ours {
		return nil, fmt.Errorf("%s: %s", c.Name, what)
	}
	return nil, nil // fails where it is evaluated
}

// either writes RE2's form, with {re} for the pattern, on the texts that it serves, and the native on others. occurs says that
// it is only asked whether there is a match.
func either(c *Call, re *trinoregexp.Regexp, occurs bool, form, native string) (string, error) {
	plain, ok := trinoregexp.Plain{}, false
	if re != nil {
		plain, ok = re.RE2(occurs)
	}
	if !ok {
		return Fill(native, c)
	}
	before, after, _ := strings.Cut(form, "{re}")
	before, err := Fill(before, c)
	if err != nil {
		return "", err
	}
	after, err = Fill(after, c)
	if err != nil {
		return "", err
	}
	text := before + QuoteText(plain.Text) + after
	var when []string
	if plain.ASCII {
		when = append(when, "strlen($1) > length($1)")
	}
	if plain.NoLine {
		when = append(when, "ends_with($1, chr(10))")
	}
	if when == nil {
		return text, nil
	}
	guard, err := Fill(strings.Join(when, " OR "), c)
	if err != nil {
		return "", err
	}
	other, err := Fill(native, c)
	return "(CASE WHEN " + guard + " THEN " + other + " ELSE " + text + " END)", err
}

func regexpLike(c *Call) (string, error) {
	re, err := knownPattern(c)
	if err != nil {
		return "", err
	}
	return either(c, re, true, "regexp_matches($1, {re})", "tarn_regexp_like($1, $2)")
}

// regexpWhole is a form over all matches: DuckDB goes on after an empty one in another way.
func regexpWhole(form, native string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		re, err := knownPattern(c)
		if err != nil {
			return "", err
		}
		if re != nil && re.MayBeEmpty(0) {
			re = nil
		}
		return either(c, re, false, form, native)
	}
}

// regexpExtract: DuckDB gives ” where there is no match or the group took no part, which is told from a match only where that
// is not empty.
func regexpExtract(c *Call) (string, error) {
	re, err := knownPattern(c)
	if err != nil {
		return "", err
	}
	group, known := int64(0), true
	native := "tarn_regexp_extract($1, $2, 0)"
	if len(c.Args) == 3 {
		group, known = c.Args[2].Value.(int64)
		native = "tarn_regexp_extract($1, $2, $3)"
	}
	if re != nil && (!known || group < 0 || group > int64(re.Groups()) || re.MayBeEmpty(int(group)) || re.Repeated(int(group))) {
		re = nil
	}
	return either(c, re, false, fmt.Sprintf("nullif(regexp_extract($1, {re}, %d), '')", group), native)
}

// regexpReplace: a replacement's $1 is RE2's \1.
func regexpReplace(c *Call) (string, error) {
	re, err := knownPattern(c)
	if err != nil {
		return "", err
	}
	const native = "tarn_regexp_replace($1, $2, $3)"
	with, known := c.Args[2].Str()
	if re == nil || !known || re.MayBeEmpty(0) {
		return Fill(native, c)
	}
	parts, err := trinoregexp.ParseReplacement(re, with)
	if err != nil {
		return Fill(native, c)
	}
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p.Group > 9 || p.Group > 0 && re.Repeated(p.Group):
			return Fill(native, c)
		case p.Group >= 0:
			fmt.Fprintf(&b, `\%d`, p.Group)
		default:
			b.WriteString(strings.ReplaceAll(p.Text, `\`, `\\`))
		}
	}
	with4 := *c
	with4.Args = append(slices.Clone(c.Args), Arg{Text: QuoteText(b.String())})
	return either(&with4, re, false, "regexp_replace($1, {re}, $4, 'g')", native)
}
