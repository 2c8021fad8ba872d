package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// outcome is what is made of two answers.
type outcome int

const (
	// agrees: the same rows, or the same error.
	agrees outcome = iota
	// failsAlike: both fail at a value. Which of two that fail is the first, nobody promises.
	failsAlike
	// unevaluated: one fails at a value that the other does not come to. The statement with TRY around whatever may fail has the same rows on both.
	unevaluated
	// broken: Trino ends with an internal error, and has no answer.
	broken
	// twoforms: Trino's answer to the longer of two forms that mean the same is Tarn's answer to both.
	twoforms
	// allowed: a difference that accepted.go has.
	allowed
	// refusedByName: Tarn says that it does not have this.
	refusedByName
	// differs: a difference.
	differs
)

// pair is both answers to a statement, and what is made of them.
type pair struct {
	outcome   outcome
	kind      string // of the difference
	want, got *answer
	// With TRY, where one of them failed at a value.
	tried               string
	triedWant, triedGot *answer
}

// judge asks both. docs/conformance.md has the rule.
func (h *hunt) judge(ctx context.Context, s *subject) (*pair, error) {
	want, got, err := h.both(ctx, s.sql())
	if err != nil {
		return nil, err
	}
	j := &pair{want: want, got: got, kind: kindOf(s.sql(), want, got)}
	switch {
	case want.code == "SERVER_ERROR", want.code == "SERIALIZATION_ERROR": // its own value, which it cannot write down
		j.outcome = broken
	case j.kind == "":
	case atRun(want) && atRun(got):
		j.outcome = failsAlike
	case byName(got), want.code == "" && got.code == "NOT_SUPPORTED" && noComparison.MatchString(got.message):
		j.outcome = refusedByName
	case want.code == "GENERIC_INTERNAL_ERROR" && got.code == "", outerRow.MatchString(want.message), got.code == "" && collides.MatchString(want.message):
		j.outcome = broken
	default:
		if err := h.compare(ctx, s, j); err != nil {
			return nil, err
		}
	}
	return j, nil
}

// compare tells a difference from what is none, by what both say to other forms of the statement.
func (h *hunt) compare(ctx context.Context, s *subject, j *pair) error {
	j.outcome = differs
	long := s.with(s.root.spelt())
	if long.sql() != s.sql() {
		w, g, err := h.both(ctx, long.sql())
		if err != nil {
			return err
		}
		if kindOf(long.sql(), w, g) == "" && kindOf(s.sql(), g, j.got) == "" {
			j.outcome = twoforms
			return nil
		}
	}
	answers := j.want.code == "" && j.got.code == ""
	if (atRun(j.want) || atRun(j.got)) && (j.want.code == "" || j.got.code == "") || answers && aTry.MatchString(s.sql()) {
		t := s.with(long.root.tried())
		w, g, err := h.both(ctx, t.sql())
		switch {
		case err != nil:
			return err
		case w.code == "" && kindOf(t.sql(), w, g) == "":
			j.outcome = unevaluated
			return nil
		case !answers && (w.code == "GENERIC_INTERNAL_ERROR" || g.code == "GENERIC_INTERNAL_ERROR" && atRun(g)): // which TRY does not catch
			j.outcome = broken
			return nil
		}
		j.tried, j.triedWant, j.triedGot = t.sql(), w, g
	}
	ok, err := h.allows(ctx, s, j.want, j.got)
	if ok {
		j.outcome = allowed
	}
	return err
}

// allows reports whether a difference is one of those that accepted.go gives the reason of: last-digit, null-within, try, negative-time, equal-keys, ties.
func (h *hunt) allows(ctx context.Context, s *subject, want, got *answer) (bool, error) {
	sql := s.sql()
	agreeOn := func(other string) (bool, error) {
		if other == sql {
			return false, nil
		}
		w, g, err := h.both(ctx, other)
		return err == nil && w.code == "" && kindOf(other, w, g) == "", err
	}
	switch {
	case want.code == "NOT_SUPPORTED" && nullWithin.MatchString(want.message) && got.code == "":
		if s.table == "" {
			return true, nil
		}
		if h.partFails(ctx, s) {
			return true, nil
		}
		without := aTry.ReplaceAllString(sql, "coalesce(")
		if without == sql {
			return false, nil
		}
		w, g, err := h.both(ctx, without)
		return err == nil && w.code == g.code, err
	case want.code == "" && got.code == "" && ordered(sql) && zeroesTied(want.lines(true), got.lines(true)):
		return true, nil
	case want.code == "" && got.code == "" && amplifies.MatchString(sql) && inexact.MatchString(sql):
		if ok, err := agreeOn(s.with(s.root.plain()).sql()); ok || err != nil {
			return ok, err
		}
		return agreeOn(countsOfTwo(sql))
	case want.code == "" && got.code == "", countOfRow.MatchString(want.message) && got.code == "", countOfRow.MatchString(got.message) && want.code == "":
		return agreeOn(countsOfTwo(sql))
	case want.code == "" && got.code == "GENERIC_INTERNAL_ERROR":
		return strings.Contains(got.message, "value must be >= 0") && slices.ContainsFunc(want.lines(true), func(l string) bool { return negativeTime.MatchString(l) }), nil
	}
	return false, nil
}

// partFails reports whether a part of an expression, by itself, fails in Tarn for a NULL within, so that Tarn left it out: as it does with what a NULL
// beside it makes needless.
func (h *hunt) partFails(ctx context.Context, s *subject) (fails bool) {
	s.root.walk(func(n *node) {
		if fails || !n.expr || n == s.root || len(n.kids) == 0 {
			return
		}
		got := h.tarn.run(ctx, s.with(n).sql())
		fails = got.code == "NOT_SUPPORTED" && nullWithin.MatchString(got.message)
	})
	return fails
}

// zeroesTied holds for the same rows, in another order for the sign of zeroes alone: 0.0 and -0.0 are equal keys.
func zeroesTied(want, got []string) bool {
	signed := func(lines []string) (out []string) {
		for _, l := range lines {
			out = append(out, aZero.ReplaceAllString(l, "0.0"))
		}
		return out
	}
	return tied(want, got) && slices.Equal(signed(want), signed(got))
}

// countsOfTwo is a statement with 2 in the place of each count of max(x, n) and its kin that is not the same in each row.
func countsOfTwo(sql string) string {
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return sql
	}
	type place struct{ from, to int }
	var places []place
	syntax.Walk(stmt, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok {
			return true
		}
		counts := map[string]int{"max": 2, "min": 2, "max_by": 3, "min_by": 3}[strings.ToLower(c.Name.Parts[0].Name)]
		if counts == 0 || len(c.Args) != counts {
			return true
		}
		varies := false
		syntax.Walk(c.Args[counts-1], func(n syntax.Node) bool {
			switch n.(type) {
			case *syntax.Ident, *syntax.Deref:
				varies = true
			}
			return !varies
		})
		if varies {
			places = append(places, place{c.Args[counts-1].Pos().Offset, c.Args[counts-1].End().Offset})
		}
		return true
	})
	slices.SortFunc(places, func(a, b place) int { return b.from - a.from })
	for _, p := range places { // the last first
		sql = sql[:p.from] + "2" + sql[p.to:]
	}
	return sql
}

// plain is a query without what makes a small difference a great one: LIMIT and its kin are left out, and remainders become sums.
func (n *node) plain() *node {
	out := *n
	out.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		out.kids[i] = k.plain()
	}
	switch {
	case len(n.kids) == 0 && aLimit.MatchString(n.text[0]):
		out.gone = true
	case slices.Equal(n.text, []string{"(", " % ", ")"}), slices.Equal(n.text, []string{"mod(", ", ", ")"}):
		out.text = []string{"(", " + ", ")"}
	}
	return &out
}

var (
	nullWithin = regexp.MustCompile(`comparison not supported for|does not support arrays with elements that are null`)
	// countOfRow is what is said of a count that one row has, and another may not.
	countOfRow = regexp.MustCompile(`argument of (?:max|min)_\w+ must be`)
	// aTry becomes a form that lets errors through.
	aTry   = regexp.MustCompile(`\btry\(`)
	aLimit = regexp.MustCompile(`^ (?:LIMIT|OFFSET|FETCH) `)
	aZero  = regexp.MustCompile(`-0\.0\b`)
	// amplifies matches what makes a small difference a great one.
	amplifies    = regexp.MustCompile(` % |\bmod\(|\bFETCH |\bLIMIT `)
	negativeTime = regexp.MustCompile(`\d\d:\d\d:\d\d\.'+`)
)

func (h *hunt) both(ctx context.Context, sql string) (want, got *answer, err error) {
	at := time.Now()
	if want, err = h.trino.run(ctx, sql); err != nil {
		return nil, nil, err
	}
	short, end := context.WithTimeout(ctx, statementTime)
	defer end()
	got = h.tarn.runWith(short, sql, analyze.Options{Now: at})
	return want, got, ctx.Err()
}

// atRun reports whether an answer is an error of a value.
func atRun(a *answer) bool {
	switch a.code {
	case "DIVISION_BY_ZERO", "INVALID_CAST_ARGUMENT", "INVALID_FUNCTION_ARGUMENT", "NUMERIC_VALUE_OUT_OF_RANGE", "SUBQUERY_MULTIPLE_ROWS":
		return true
	case "NOT_SUPPORTED":
		return ofValue.MatchString(a.message)
	case "GENERIC_INTERNAL_ERROR": // Trino's own, such as mod's "/ by zero"
		return !strings.HasPrefix(a.message, "The engine failed") && !strings.HasPrefix(a.message, "tarn_")
	}
	return false
}

// noComparison is what Tarn says of each row with a NULL within that may have to be compared, and Trino of those that it compares in the end.
var noComparison = regexp.MustCompile(`comparison not supported for|^array_remove does not support`)

// ofValue are the words of those of Trino's NOT_SUPPORTED errors that a value causes.
var ofValue = regexp.MustCompile(`comparison not supported for|^map key cannot be null|does not support arrays with elements that are null|^Time zone not supported`)

// outerRow is what Trino says of some columns of a query around: it takes the table for a row.
var outerRow = regexp.MustCompile(`Expression t\d+ is not of type ROW`)

// collides is what Trino says of a key with a NULL within that it looks up in a map, if its hash leads it to another key.
var collides = regexp.MustCompile(`^map key cannot be null or contain nulls`)

// byName reports whether Tarn says that it does not have something.
func byName(a *answer) bool {
	return a.code == "NOT_SUPPORTED" && inTarn.MatchString(a.message)
}

var inTarn = regexp.MustCompile(`\bin Tarn\b`)

// tried is an expression or a query with TRY around each part that may fail. An aggregation and a window function cannot be within TRY; what they are
// given is.
func (n *node) tried() *node {
	out := *n
	if n.gone {
		return &out
	}
	out.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		out.kids[i] = k.tried()
	}
	if !n.expr || n.bare || n.typ.Kind == schema.Unknown || !slices.ContainsFunc(n.text, mayFail) {
		return &out
	}
	return expression(n.typ, "try(%s)", &out)
}

func mayFail(text string) bool { return fails.MatchString(text) && !strings.Contains(text, "SELECT ") }

var fails = regexp.MustCompile(`\b[a-z]\w*\(|\bCAST\(|\bMAP\(| [-+*/%] |\(-|AT TIME ZONE`)

var inexact = regexp.MustCompile(`(?i)\b(a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|ln|log\w*|pow(?:er)?|cbrt|sqrt|sum|avg|std\w+|var\w+|corr|covar\w+|regr\w+|geometric_mean|degrees|radians|kurtosis|skewness|cosine\w*|dot_product|euclidean\w*|\w+_cdf|wilson_\w+|great_circle_distance)\s*\(`)

// same says whether two answers are the same: to the last digit, unless functions are used whose last digits nobody promises.
func same(sql string, want, got *answer) bool {
	inOrder := ordered(sql)
	w, g := want.lines(inOrder), got.lines(inOrder)
	if slices.Equal(w, g) || !inexact.MatchString(sql) {
		return slices.Equal(w, g)
	}
	// A last digit that functions around make greater.
	return near(w, g, lastDigits(1e-12)) || !inOrder && nearUnordered(w, g, lastDigits(1e-12))
}

// kindOf names the kind of a difference; empty where there is none.
func kindOf(sql string, want, got *answer) string {
	switch {
	case want.code != "" && want.code == got.code:
		return ""
	case want.code != "" || got.code != "":
		return fmt.Sprintf("Trino %s, Tarn %s", or(want.code, "answers"), or(got.code, "answers"))
	case !slices.Equal(want.columns, got.columns):
		return "columns"
	case same(sql, want, got):
		return ""
	case len(want.rows) != len(got.rows):
		return "number of rows"
	}
	return "values"
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
