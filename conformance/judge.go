package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// judgement says whether Tarn's answer is Trino's, and if not, what seems to be the cause.
type judgement struct {
	same  bool
	cause string
}

// Statements of the corpus were not written to be compared: many take the first rows of an order that leaves rows equal, or of none. They
// are judged as follows.
//
//   - A statement with LIMIT or FETCH FIRST whose rows differ is judged without it: the rows must be the same then, and as many
//     with it.
//   - Rows in an order must have the same order keys one after another, and be the same rows in any order.
//   - A column eventJson has the same JSON.
//   - Of uuid(), which is another one each time, only the type is compared.
//   - Of the information schema only the columns are compared: what there is, is not the same.
//   - A catalog, a schema or a table that does not exist is one kind of error: the test tables lie in one place.
func judge(oracle string, wanted *recorded, got *answer) judgement {
	want := wanted.answer()
	if want.code != "" || got.code != "" {
		if want.code == got.code || slices.Contains(missing, want.code) && slices.Contains(missing, got.code) {
			return judgement{same: true}
		}
		return judgement{cause: cause(want, got)}
	}
	sameEventJSON(want)
	sameEventJSON(got)
	if strings.Contains(strings.ToLower(oracle), "uuid()") {
		anyUUID(want)
		anyUUID(got)
	}
	w, g := want.lines(true), got.lines(true)
	if w[0] != g[0] {
		return judgement{cause: cause(want, got)}
	}
	if slices.Equal(w, g) || strings.Contains(strings.ToLower(oracle), "information_schema.") {
		return judgement{same: true}
	}
	if ordered(oracle) && !sameOrder(oracle, want, got) {
		c := cause(want, got)
		if c == "other values" && tied(w, g) {
			c = "another order"
		}
		return judgement{cause: c}
	}
	if tied(w, g) || tiedApproximately(oracle, w, g) {
		return judgement{same: true}
	}
	if limited.MatchString(oracle) && len(w) == len(g) && len(w) > 1 {
		return judgement{cause: limitedCause}
	}
	return judgement{cause: cause(want, got)}
}

var missing = []string{"CATALOG_NOT_FOUND", "SCHEMA_NOT_FOUND", "TABLE_NOT_FOUND"}

// limitedCause marks statements that are to be asked again without their limit.
const limitedCause = "other rows within the limit"

var (
	limited      = regexp.MustCompile(`(?is)\s(?:LIMIT\s+\d+|FETCH\s+FIRST\s+\d+\s+ROWS?\s+ONLY)[\s;]*$`)
	estimates    = regexp.MustCompile(`(?i)\b(approx_\w+|numeric_histogram)\s*\(`)
	arbitraries  = regexp.MustCompile(`(?i)\b(array_agg|map_agg|set_agg|arbitrary|any_value|max_by|min_by)\s*\(`)
	orderingText = regexp.MustCompile(`(?is)\bORDER\s+BY\s+([^()]*?)(?:\s(?:LIMIT|OFFSET|FETCH)\b[^()]*)?[\s;]*$`)
)

func tiedApproximately(sql string, w, g []string) bool {
	if estimates.MatchString(sql) {
		a, b := slices.Clone(w), slices.Clone(g)
		slices.Sort(a[1:])
		slices.Sort(b[1:])
		return approximate(a, b)
	}
	return arbitraries.MatchString(sql) && anyOrder(w, g)
}

// sameOrder compares the keys that rows are ordered by, as far as they are columns of the result.
func sameOrder(sql string, want, got *answer) bool {
	m := orderingText.FindStringSubmatch(sql)
	if m == nil || len(want.rows) != len(got.rows) {
		return m == nil
	}
	for _, item := range strings.Split(m[1], ",") {
		fields := strings.Fields(item)
		if len(fields) == 0 {
			return true
		}
		i := columnNamed(want.columns, fields[0])
		if i < 0 {
			return true
		}
		for r := range want.rows {
			if want.rows[r][i] != got.rows[r][i] {
				return false
			}
		}
	}
	return true
}

func columnNamed(columns []string, name string) int {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(columns) {
		return n - 1
	}
	name = strings.ToLower(strings.Trim(name[strings.LastIndexByte(name, '.')+1:], `"`))
	return slices.IndexFunc(columns, func(c string) bool {
		head, _, ok := strings.Cut(c, " ")
		return ok && strings.Trim(head, `"`) == name
	})
}

// sameEventJSON writes the values of a column eventJson with their members in order.
func sameEventJSON(a *answer) {
	for i, c := range a.columns {
		if !strings.HasPrefix(c, "eventjson ") {
			continue
		}
		for _, r := range a.rows {
			text := strings.ReplaceAll(strings.ReplaceAll(strings.Trim(r[i], "'"), "''", "'"), `\\`, `\`)
			d := json.NewDecoder(strings.NewReader(text))
			d.UseNumber()
			var v any
			if d.Decode(&v) != nil {
				continue
			}
			if canonical, err := jsonText(v); err == nil {
				r[i] = quoted(canonical)
			}
		}
	}
}

// anyUUID leaves of each uuid that there is one.
func anyUUID(a *answer) {
	for i, c := range a.columns {
		if c != "uuid" && !strings.HasSuffix(c, " uuid") {
			continue
		}
		for _, r := range a.rows {
			if r[i] != null {
				r[i] = "uuid"
			}
		}
	}
}
