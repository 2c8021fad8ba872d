package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// report writes the score, and with differences each of them, grouped by what seems to be the cause.
func (r *corpusRun) report(w io.Writer, differences bool) {
	if differences {
		r.differences(w)
	}
	for _, by := range []struct {
		title string
		name  func(*published) string
	}{
		{"source", func(p *published) string { return strings.TrimPrefix(p.Source, "github.com/") }},
		{"log", func(p *published) string { return p.Log }},
		{"all", func(*published) string { return "" }},
	} {
		fmt.Fprintf(w, "%-72s %5s %6s %9s %8s\n", by.title, "all", "agree", "(answers)", "(errors)")
		for _, t := range tallies(r.statements, by.name) {
			fmt.Fprintf(w, "  %-70s %5d %6d %9d %8d\n", t.name, t.all, t.agreed, t.ok, t.refused)
		}
	}
	empty := 0
	for _, p := range r.statements {
		if p.want.Code == "" && len(p.want.Rows) == 0 {
			empty++
		}
	}
	fmt.Fprintf(w, "%d of Trino's answers have no rows\n", empty)
}

var (
	position = regexp.MustCompile(`line \d+:\d+: `)
	named    = regexp.MustCompile(`'[^']*'|"[^"]*"|\b\d+\b`)
)

func (r *corpusRun) differences(w io.Writer) {
	groups := map[string][]*published{}
	for _, p := range r.statements {
		if !p.judged.same {
			groups[p.judged.cause] = append(groups[p.judged.cause], p)
		}
	}
	causes := make([]string, 0, len(groups))
	for c := range groups {
		causes = append(causes, c)
	}
	slices.SortFunc(causes, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a, b))
	})
	for _, c := range causes {
		fmt.Fprintf(w, "=== %d × %s\n\n", len(groups[c]), c)
		for _, p := range groups[c] {
			fmt.Fprintf(w, "%s (%s)\n%s\n", p.ID, p.Log, indent(cut(p.filled, 3000)))
			if p.oracle != p.filled {
				fmt.Fprintf(w, "  asked of Trino:\n%s\n", indent(cut(p.oracle, 3000)))
			}
			if p.got.emitted != "" {
				fmt.Fprintf(w, "  duckdb: %s\n", cut(p.got.emitted, 3000))
			}
			a, b := firstDifference(p.want.answer().lines(ordered(p.oracle)), p.got.lines(ordered(p.oracle)))
			fmt.Fprintf(w, "%s%s\n", indented("  trino:  ", a), indented("  tarn:   ", b))
		}
	}
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n    ")
}

// firstDifference leaves out the rows that both answers have, but not the columns.
func firstDifference(a, b []string) (x, y []string) {
	if len(a) == 0 || len(b) == 0 || a[0] != b[0] {
		return a, b
	}
	return append([]string{a[0]}, without(a[1:], b[1:])...), append([]string{b[0]}, without(b[1:], a[1:])...)
}

// without gives the lines of a that b has not, or has less often.
func without(a, b []string) []string {
	n := map[string]int{}
	for _, l := range b {
		n[l]++
	}
	var out []string
	for _, l := range a {
		if n[l]--; n[l] < 0 {
			out = append(out, l)
		}
	}
	return out
}

// cause is a name for a difference that others of the same kind share.
func cause(want, got *answer) string {
	brief := func(s string) string {
		return cut(named.ReplaceAllString(position.ReplaceAllString(s, ""), "…"), 100)
	}
	switch {
	case got.code != "" && want.code == "":
		return "Tarn fails: " + got.code + ": " + cut(position.ReplaceAllString(got.message, ""), 100)
	case got.code != "":
		return "errors of another kind: Trino " + want.code + ", Tarn " + got.code + ": " + brief(got.message)
	case want.code != "":
		return "Tarn answers what Trino refuses: " + want.code + ": " + brief(want.message)
	case !slices.Equal(want.columns, got.columns):
		for i := range min(len(want.columns), len(got.columns)) {
			if want.columns[i] != got.columns[i] {
				return "columns: " + cut(want.columns[i], 60) + " is " + cut(got.columns[i], 60)
			}
		}
		return "columns: another number"
	case len(want.rows) != len(got.rows):
		return "another number of rows"
	}
	return "other values"
}
