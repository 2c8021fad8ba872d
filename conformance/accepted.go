package main

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// accepted are the differences from Trino's answers that are meant to be, at most 20. A statement that relies on one names it
// in a line before it: # tarn: approximate
var accepted = []difference{
	{"approximate", "numbers may differ by 5 in 100: Trino's own answer is an estimate, made by a sketch of its own", approximate},
	{"last-digit", "the last digits of a double may differ: logarithms, hyperbolic functions, distributions and casts to varchar come from other libraries than Java's", lastDigit},
	{"any-order", "elements of arrays may come in another order: Trino promises none without ORDER BY", anyOrder},
	{"correlated", "Trino's planner has no plan for some subqueries and LATERALs that use what is around them; Tarn answers them", failing("Given correlated subquery is not supported")},
	{"dynamic-filter", "Trino fails where it sorts arrays or rows with a NULL within for a dynamic filter of a join; with enable_dynamic_filtering = false it gives Tarn's answer", failing(" comparison not supported for ")},
	{"letters", "names may be written in letters of every script, as on Athena; Trino's own grammar takes ASCII without quotes", failing("mismatched input")},
	{"equal-keys", "max_by and min_by with a count take any of the rows whose keys are equal, and the count of any row: which, depends in Trino on how its heap fills and its splits meet", shaped},
	{"null-within", "whether two arrays or rows come to be compared that only a NULL within tells apart, for which Trino fails, depends on its plan and on the order of rows; Tarn fails where they decide", failing(" comparison not supported for ")},
	{"try", "TRY gives NULL where a comparison of arrays or rows with a NULL within fails, too: Trino's lets that error through", failing("comparison not supported for ", "does not support arrays with elements that are null")},
	{"negative-time", "a timestamp before 1970 that is cast to time becomes a time below zero in Trino, which it writes as no time is written; Tarn fails", failed},
	{"ties", "rows that the statement's ORDER BY leaves equal may come in another order, which Trino does not promise", tied},
}

// difference is one entry: same decides whether two answers, as lines of a test file, are the same but for it.
type difference struct {
	name, reason string
	same         func(want, got []string) bool
}

// agree reports whether Tarn's answer is the oracle's. Errors agree where their codes do.
func agree(want, got []string, directives []string) bool {
	if code, failed := errorCode(want); failed {
		c, f := errorCode(got)
		if f && c == code {
			return true
		}
	}
	if slices.Equal(want, got) {
		return true
	}
	for _, d := range accepted {
		if slices.Contains(directives, d.name) && len(got) > 0 && len(want) > 0 && d.same(want, got) {
			return true
		}
	}
	return false
}

// errorCode is the code of an answer that is an error.
func errorCode(lines []string) (string, bool) {
	if len(lines) == 0 {
		return "", false
	}
	rest, ok := strings.CutPrefix(lines[0], "error: ")
	code, _, _ := strings.Cut(rest, ":")
	return code, ok
}

// failing holds where Trino fails with one of such words, whatever Tarn does.
func failing(words ...string) func(want, got []string) bool {
	return func(want, _ []string) bool {
		return strings.HasPrefix(want[0], "error: ") && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(want[0], w) })
	}
}

// failed holds where Tarn fails.
func failed(_, got []string) bool { return strings.HasPrefix(got[0], "error: ") }

// shaped holds for as many rows of the same columns.
func shaped(want, got []string) bool { return len(want) == len(got) && want[0] == got[0] }

var numeral = regexp.MustCompile(`-?\d+(?:\.\d+)?(?:E-?\d+)?`)

func approximate(want, got []string) bool { return near(want, got, closeTo(0.05)) }

func lastDigit(want, got []string) bool { return near(want, got, lastDigits(1e-14)) }

// closeTo has numbers differ by a part of the greater one.
func closeTo(tolerance float64) func(a, b string) bool {
	return func(a, b string) bool {
		x, _ := strconv.ParseFloat(a, 64)
		y, _ := strconv.ParseFloat(b, 64)
		return math.Abs(x-y) <= tolerance*max(math.Abs(x), math.Abs(y))
	}
}

// lastDigits is closeTo, for numbers that are written with a fraction or an exponent; others are the same.
func lastDigits(tolerance float64) func(a, b string) bool {
	is := closeTo(tolerance)
	return func(a, b string) bool {
		return a == b || strings.ContainsAny(a, ".E") && strings.ContainsAny(b, ".E") && is(a, b)
	}
}

// near holds for lines that are the same but for their numbers, which are close.
func near(want, got []string, close func(a, b string) bool) bool {
	return slices.EqualFunc(want, got, func(w, g string) bool {
		a, b := numeral.FindAllString(w, -1), numeral.FindAllString(g, -1)
		return slices.EqualFunc(a, b, close) && numeral.ReplaceAllString(w, "0") == numeral.ReplaceAllString(g, "0")
	})
}

// nearUnordered is near, whatever the order of the lines after the first: texts order numbers by their digits, of which the last may differ.
func nearUnordered(want, got []string, close func(a, b string) bool) bool {
	if len(want) != len(got) {
		return false
	}
	left := slices.Clone(got)
	for _, w := range want {
		i := slices.IndexFunc(left, func(g string) bool { return near([]string{w}, []string{g}, close) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

var list = regexp.MustCompile(`\[[^\[\]]*\]`)

func anyOrder(want, got []string) bool {
	sorted := func(lines []string) []string {
		out := make([]string, len(lines))
		for i, l := range lines {
			out[i] = inOrder(l)
		}
		slices.Sort(out[1:])
		return out
	}
	return slices.Equal(sorted(want), sorted(got))
}

// inOrder sorts the elements of arrays.
func inOrder(text string) string {
	return list.ReplaceAllStringFunc(text, func(s string) string {
		parts := strings.Split(s[1:len(s)-1], ", ")
		slices.Sort(parts)
		return "[" + strings.Join(parts, ", ") + "]"
	})
}

func tied(want, got []string) bool {
	a, b := slices.Clone(want), slices.Clone(got)
	slices.Sort(a[1:])
	slices.Sort(b[1:])
	return slices.Equal(a, b)
}
