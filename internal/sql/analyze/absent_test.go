package analyze

import (
	"errors"
	"strings"
	"testing"

	"tarn/internal/sql/syntax"
)

// TestAbsentColumns: columns of CloudTrail Lake's that are not there say what to do.
func TestAbsentColumns(t *testing.T) {
	for sql, want := range map[string]string{
		`SELECT eventContext FROM lake`:      "json_extract(eventJson, '$.eventContext')",
		`SELECT eventJsonChecksum FROM lake`: "AWS does not publish",
		`SELECT eventContxt FROM lake`:       "",
	} {
		stmt, err := syntax.Parse(sql)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Analyze(stmt, oneTable{}, Options{})
		var e *syntax.Error
		if !errors.As(err, &e) || e.Code != syntax.ColumnNotFound || !strings.Contains(e.Hint, want) {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
