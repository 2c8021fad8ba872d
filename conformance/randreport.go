package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// counts counts what was asked, and what became of it.
type counts struct {
	expressions, queries int
	outcomes             [differs + 1]int
}

// findings are what a run has found. It is safe for several goroutines.
type findings struct {
	file  string
	began time.Time

	mu      sync.Mutex
	counts  counts
	missing map[string]int // what Tarn says that it does not have
	found   map[string]*finding
	kept    []string // what was let pass by the look of it, for the reader to judge
}

func newFindings(file string) *findings {
	return &findings{file: file, began: time.Now(), missing: map[string]int{}, found: map[string]*finding{}}
}

// finding is a kind of difference, with the smallest statement that shows it.
type finding struct {
	kind, sql  string
	want, got  []string
	tried      []string
	emitted    string
	chunk      int
	times      int
	statements int // as they were made up, that were made smaller
}

func (f *findings) count(what func(*counts)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	what(&f.counts)
}

func (f *findings) countAs(v outcome) { f.count(func(t *counts) { t.outcomes[v]++ }) }

// maxKept is how many examples a report has.
const maxKept = 60

func (f *findings) settle(j *pair, sql string) {
	f.count(func(t *counts) {
		t.outcomes[j.outcome]++
		if len(f.kept) < maxKept && (j.outcome == allowed || j.outcome == broken || j.outcome == refusedByName && !byName(j.got)) {
			w, g := firstDifference(j.want.lines(ordered(sql)), j.got.lines(ordered(sql)))
			f.kept = append(f.kept, fmt.Sprintf("%s %s\n%s%s", passed[j.outcome], cut(sql, 900), indented("  trino:  ", w), indented("  tarn:   ", g)))
		}
		if j.outcome == refusedByName {
			f.missing[position.ReplaceAllString(j.got.message, "")]++
		}
	})
}

var passed = map[outcome]string{allowed: "accepted:", broken: "inside Trino:", refusedByName: "refused:"}

var (
	anyLiteral = regexp.MustCompile(`'(?:[^']|'')*'|\b\d[\w.]*`)
	anyColumn  = regexp.MustCompile(`\b(?:[a-z]\d*|t\d+\.\w+|ts6|tz|tm|dt|ts|av|vb|bi|si|ti|dec|big|rw|deep|ip|v5|js|t6)\b`)
	aFunction  = regexp.MustCompile(`\b[a-z_]\w*\(`)
)

// skeleton is a statement without what it is about: two of the same have one cause, most likely.
func skeleton(sql string) string {
	return anyColumn.ReplaceAllString(anyLiteral.ReplaceAllString(sql, "?"), "?")
}

// often is how many times a difference is made smaller before others like it are only counted.
const often = 2

// seenOften reports whether a difference is like one that has been made smaller often: its error has the same words, or all of the functions of
// a smaller one.
func (f *findings) seenOften(j *pair, sql string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	kind, got := j.kind, j.got
	if key := errorKey(kind, got); key != "" {
		if old := f.found[key]; old != nil {
			old.times++
			f.counts.outcomes[differs]++
			return true
		}
	}
	for _, old := range f.found {
		if old.kind != kind || old.statements < often {
			continue
		}
		names := aFunction.FindAllString(old.sql, -1)
		if len(names) == 0 {
			continue
		}
		all := true
		for _, n := range names {
			all = all && strings.Contains(sql, n)
		}
		if all {
			old.times++
			f.counts.outcomes[differs]++
			return true
		}
	}
	return false
}

var expectedForms = regexp.MustCompile(` Expected: .*`)

// errorKey is the key of a failure of Tarn.
func errorKey(kind string, got *answer) string {
	switch got.code {
	case "":
		return ""
	case "FUNCTION_NOT_FOUND":
		return kind + ": " + expectedForms.ReplaceAllString(position.ReplaceAllString(got.message, ""), "")
	}
	return kind + ": " + named.ReplaceAllString(position.ReplaceAllString(got.message, ""), "…")
}

func (f *findings) note(j *pair, sql string, chunk int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.counts.outcomes[differs]++
	key := errorKey(j.kind, j.got)
	if key == "" {
		key = j.kind + ": " + skeleton(sql)
	}
	old := f.found[key]
	if old == nil {
		old = &finding{kind: j.kind}
		f.found[key] = old
	}
	old.times++
	old.statements++
	if old.sql == "" || len(sql) < len(old.sql) {
		old.sql, old.emitted, old.chunk = sql, j.got.emitted, chunk
		old.tried = nil
		if j.tried != "" {
			w, g := firstDifference(j.triedWant.lines(ordered(j.tried)), j.triedGot.lines(ordered(j.tried)))
			old.tried = slices.Concat([]string{j.tried, "trino:"}, w, []string{"tarn:"}, g)
		}
		old.want, old.got = firstDifference(j.want.lines(ordered(sql)), j.got.lines(ordered(sql)))
	}
}

func (f *findings) differences() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counts.outcomes[differs]
}

func (f *findings) text() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var b strings.Builder
	all := make([]*finding, 0, len(f.found))
	for _, x := range f.found {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b *finding) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), b.times-a.times, strings.Compare(a.sql, b.sql))
	})
	for _, x := range all {
		fmt.Fprintf(&b, "=== %s (%d times, chunk %d)\n%s\n", x.kind, x.times, x.chunk, x.sql)
		if x.emitted != "" {
			fmt.Fprintf(&b, "  duckdb: %s\n", cut(x.emitted, 1500))
		}
		fmt.Fprintf(&b, "%s%s", indented("  trino:  ", x.want), indented("  tarn:   ", x.got))
		if x.tried != nil {
			b.WriteString(indented("  try:    ", x.tried))
		}
		b.WriteString("\n")
	}
	for _, k := range f.kept {
		b.WriteString(k + "\n")
	}
	names := make([]string, 0, len(f.missing))
	for m := range f.missing {
		names = append(names, m)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(f.missing[b]-f.missing[a], strings.Compare(a, b)) })
	for _, m := range names {
		fmt.Fprintf(&b, "refused by name, %d times: %s\n", f.missing[m], m)
	}
	v, took := f.counts.outcomes, time.Since(f.began)
	statements := f.counts.expressions + f.counts.queries
	fmt.Fprintf(&b, "%d statements (%d expressions, %d queries) in %s, %.0f a minute: %d agree, %d fail at values on both, %d fail on one alone at a value that the other leaves out, %d fail inside Trino, %d have two answers of Trino's in two forms, %d differ as accepted.go says, %d refused by name, %d differences of %d kinds\n",
		statements, f.counts.expressions, f.counts.queries, took.Round(time.Second), float64(statements)/took.Minutes(), v[agrees], v[failsAlike], v[unevaluated], v[broken], v[twoforms], v[allowed], v[refusedByName], v[differs], len(all))
	return b.String()
}

func (f *findings) write() error {
	if f.file == "" {
		return nil
	}
	return os.WriteFile(f.file, []byte(f.text()), 0o644)
}
