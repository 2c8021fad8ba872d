package analyze

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

var unitMicros = map[string]int64{"DAY": 86400e6, "HOUR": 3600e6, "MINUTE": 60e6, "SECOND": 1e6}

// intervalUnits are the units of intervals from the largest on, intervalParts what stands before each within a text.
var (
	intervalUnits = []string{"DAY", "HOUR", "MINUTE", "SECOND"}
	intervalParts = []string{"", " ", ":", ":"}
	fraction      = `(?:\.(\d{1,9}))?`
)

// interval is INTERVAL '…' unit [TO unit]: https://trino.io/docs/current/language/types.html. The larger units may be missing from the
// end of a text: '1' YEAR TO MONTH.
func (a *analyzer) interval(x *syntax.Interval) Expr {
	if x.From == "WEEK" {
		a.fail(x.Span, syntax.TypeNotFound, "Unknown resolvedType: INTERVAL")
	}
	sign, text := int64(1), x.Value
	if x.Negative {
		sign = -1
	}
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = -sign, rest
	} else {
		text = strings.TrimPrefix(text, "+")
	}
	to := x.To
	if to == "" {
		to = x.From
	}
	if x.From == "YEAR" || x.From == "MONTH" {
		months, ok := intervalMonths(text, x.From, to)
		if !ok {
			a.badInterval(x)
		}
		return &Literal{typed{schema.Of(schema.IntervalYearMonth), x.Span}, Interval{Months: sign * months}}
	}
	micros, ok := intervalMicros(text, x.From, to)
	if !ok {
		a.badInterval(x)
	}
	if micros < 0 {
		a.fail(x.Span, syntax.NotSupported, "an interval of more than 106751991 days is not in Tarn")
	}
	return &Literal{typed{schema.Of(schema.IntervalDaySecond), x.Span}, Interval{Micros: sign * micros}}
}

func (a *analyzer) badInterval(x *syntax.Interval) {
	order := map[string]int{"YEAR": 1, "MONTH": 2, "DAY": 3, "HOUR": 4, "MINUTE": 5, "SECOND": 6}
	if x.To != "" && (order[x.From] >= order[x.To] || order[x.From] <= 2 != (order[x.To] <= 2)) {
		a.fail(x.Span, syntax.InvalidLiteral, "Invalid interval qualifier: %s TO %s", x.From, x.To)
	}
	unit := x.From
	if x.To != "" {
		unit += " TO " + x.To
	}
	a.fail(x.Span, syntax.InvalidLiteral, "Invalid INTERVAL %s value: %s", unit, x.Value)
}

func intervalMonths(text, from, to string) (int64, bool) {
	years, months := text, "0"
	switch {
	case from == "MONTH" && to == "MONTH":
		years, months = "0", text
	case from == "YEAR" && to == "MONTH":
		if y, m, ok := strings.Cut(text, "-"); ok {
			years, months = y, m
		}
	case from != "YEAR" || to != "YEAR":
		return 0, false
	}
	y, err := strconv.ParseUint("0"+years, 10, 31)
	m, err2 := strconv.ParseUint("0"+months, 10, 31)
	n := int64(y)*12 + int64(m)
	return n, err == nil && err2 == nil && n <= math.MaxInt32
}

func intervalMicros(text, from, to string) (int64, bool) {
	first, last := -1, -1
	for i, u := range intervalUnits {
		if u == from {
			first = i
		}
		if u == to {
			last = i
		}
	}
	if first < 0 || last < first {
		return 0, false
	}
	pattern := `^(\d*)`
	for i := first + 1; i <= last; i++ {
		pattern += "(?:" + intervalParts[i] + `(\d+)`
	}
	if last == 3 {
		pattern += fraction
	}
	pattern += strings.Repeat(")?", last-first) + "$"
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	micros := int64(0)
	for i := first; i <= last; i++ {
		n, err := strconv.ParseUint("0"+m[1+i-first], 10, 31)
		if err != nil {
			return 0, false
		}
		unit := unitMicros[intervalUnits[i]]
		if int64(n) > (math.MaxInt64-micros-1e6)/unit {
			return -1, true
		}
		micros += int64(n) * unit
	}
	if last == 3 {
		millis, _ := strconv.ParseInt((m[len(m)-1] + "000")[:3], 10, 64)
		micros += millis * 1000
	}
	return micros, true
}
