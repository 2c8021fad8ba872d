package emit_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"tarn/internal/sql/syntax"
)

// testdata/sandbox.escapes has attempts to leave the sandbox, one JSON text a line: files, the network, settings, DuckDB's own
// catalog and functions, names that are paths, and the tricks that hide them. None gets as far as DuckDB.
func TestSandboxEscapes(t *testing.T) {
	f, err := os.Open("testdata/sandbox.escapes")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var sql string
		if err := json.Unmarshal(lines.Bytes(), &sql); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		duck, _, err := translate(sql)
		if err == nil {
			if duck != "" {
				t.Errorf("%s\nbecame %s", sql, duck)
			}
			continue
		}
		var e *syntax.Error
		if !errors.As(err, &e) || e.Msg == "" {
			t.Errorf("%s\nwas refused with %v", sql, err)
		}
	}
	if n < 200 {
		t.Errorf("there are %d attempts; at least 200 are meant to be", n)
	}
}
