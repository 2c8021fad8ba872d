package emit_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestMemberIs: a member of a free-form field that is compared with a literal is read by DuckDB alone, and decides as the member
// itself does, whatever the field holds.
func TestMemberIs(t *testing.T) {
	db := open(t)
	values := []string{`"Failure"`, `"true"`, `true`, `null`, `1`, `1e5`, `1E999`, `-0.0`, `12345678901234567890123`, `{"k": 1}`, `[ 1 ]`, `""`, `"[ 1 ]"`, `"inf"`, `"NaN"`, `"Fail\u0075re"`}
	for _, with := range []string{"Failure", "true", "x", "inf", "nan", "1", "1e5", "100000.0", "-0.0", "{", "[1]", `[ 1 ]`, "", "null"} {
		for _, form := range []string{"%s = '%s'", "'%[2]s' = %[1]s", "%s <> '%s'", "%s IN ('%s', 'Other')", "%s NOT IN ('%s')"} {
			text, _, err := translate("SELECT " + fmt.Sprintf(form, "element_at(requestParameters, 'k')", with) + ", " + fmt.Sprintf(form, "concat(element_at(requestParameters, 'k'), '')", with) + " FROM cloudtrail")
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range append(values, "") {
				doc := "'{}'"
				if v != "" {
					doc = `'{"j": 0, "k": ` + v + `}'`
				}
				var got, want any
				query := strings.Replace(text, "FROM events AS", "FROM (SELECT "+doc+` AS "requestParameters") AS`, 1)
				if err := db.QueryRow(query).Scan(&got, &want); err != nil {
					t.Fatal(err, query)
				}
				if got != want {
					t.Errorf("%s with %s of %s: %v, want %v", form, with, v, got, want)
				}
			}
		}
	}
	text, _, err := translate("SELECT 1 FROM cloudtrail WHERE element_at(responseElements, 'ConsoleLogin') = 'Failure'")
	if err != nil || strings.Contains(text, "CASE") {
		t.Error(text, err)
	}
}
