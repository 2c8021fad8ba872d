package main

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
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
//   - Rows in an order must have the same order keys one after another, and be the same rows in any order. Keys that are no columns of the result must
//     leave no other order.
//   - Columns of estimates, such as approx_distinct's, may differ by 5 in 100; arrays that are collected in no order may have any.
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
	j := judgedColumns(oracle, want.columns)
	if ordered(oracle) && !j.sameOrder(want, got) {
		c := cause(want, got)
		if c == "other values" && tied(w, g) {
			c = "another order"
		}
		return judgement{cause: c}
	}
	if j.sameRows(want, got) {
		if j.unseen != "" {
			return judgement{cause: unseenCause + j.unseen}
		}
		return judgement{same: true}
	}
	if limited.MatchString(oracle) && len(w) == len(g) && len(w) > 1 {
		return judgement{cause: limitedCause}
	}
	return judgement{cause: cause(want, got)}
}

var missing = []string{"CATALOG_NOT_FOUND", "SCHEMA_NOT_FOUND", "TABLE_NOT_FOUND"}

// unseenCause marks statements whose rows come in another order, where they are ordered by what is no column of theirs.
const unseenCause = "another order, by what the result does not have: "

// limitedCause marks statements that are to be asked again without their limit.
const limitedCause = "other rows within the limit"

var limited = regexp.MustCompile(`(?is)\s(?:LIMIT\s+\d+|FETCH\s+FIRST\s+\d+\s+ROWS?\s+ONLY)[\s;]*$`)

// sameOrder compares the keys that rows are ordered by, as far as they are columns of the result.
func (j *judged) sameOrder(want, got *answer) bool {
	if len(want.rows) != len(got.rows) {
		return false
	}
	for _, i := range j.keys {
		for r := range want.rows {
			if !j.sameValue(i, want.rows[r][i], got.rows[r][i]) {
				return false
			}
		}
	}
	return true
}

// sameRows compares rows that may come in any order. Those that only an estimate tells apart are paired by it.
func (j *judged) sameRows(want, got *answer) bool {
	if len(want.rows) != len(got.rows) {
		return false
	}
	sorted := func(rows [][]string) [][]string {
		key := func(r []string) (firm, rest []string) {
			for i, v := range r {
				switch {
				case j.estimates[i]:
					rest = append(rest, v)
				case j.unordered[i]:
					firm = append(firm, inOrder(v))
				default:
					firm = append(firm, v)
				}
			}
			return firm, rest
		}
		out := slices.Clone(rows)
		slices.SortFunc(out, func(a, b []string) int {
			fa, ra := key(a)
			fb, rb := key(b)
			return cmp.Or(slices.Compare(fa, fb), slices.Compare(ra, rb))
		})
		return out
	}
	return slices.EqualFunc(sorted(want.rows), sorted(got.rows), func(w, g []string) bool {
		for i := range w {
			if !j.sameValue(i, w[i], g[i]) {
				return false
			}
		}
		return true
	})
}

func (j *judged) sameValue(column int, want, got string) bool {
	switch {
	case want == got:
		return true
	case j.estimates[column]:
		return approximate([]string{want}, []string{got})
	case j.unordered[column]:
		return inOrder(want) == inOrder(got)
	}
	return false
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
