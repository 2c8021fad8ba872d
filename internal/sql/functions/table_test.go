package functions

import (
	"os"
	"testing"

	"tarn/internal/schema"
)

func TestSignaturesParse(t *testing.T) {
	for _, f := range All() {
		for _, o := range f.Overloads {
			if _, err := o.Parsed(); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
}

func TestCoverageTableIsCurrent(t *testing.T) {
	have, err := os.ReadFile("../../../docs/sql-functions.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != Coverage() {
		t.Error("docs/sql-functions.md is not current: run go generate ./internal/sql/functions")
	}
}

func TestDoubleText(t *testing.T) {
	for f, want := range map[float64]string{0: "0.0", 1: "1.0", 0.001: "0.001", 0.0001: "1.0E-4", 1e7: "1.0E7", 9999999: "9999999.0", 1e10: "1.0E10", -2.5: "-2.5", 123456789: "1.23456789E8"} {
		if got := schema.JavaText(f, 64); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
	}
}

func TestEveryFunctionOfTrinoIsHereOrHasAReason(t *testing.T) {
	inTrino := map[string]bool{}
	missing := map[string]bool{}
	for _, name := range oracleFunctions() {
		inTrino[name] = true
		missing[name] = Lookup(name) == nil
	}
	seen := map[string]bool{}
	for _, r := range absentFunctions() {
		if r.text == "" {
			t.Errorf("%v have no reason", r.names)
		}
		for _, name := range r.names {
			switch {
			case seen[name]:
				t.Errorf("absent.txt has %s twice", name)
			case !inTrino[name]:
				t.Errorf("absent.txt has %s, which Trino does not list", name)
			case !missing[name]:
				t.Errorf("%s is in Tarn now: take its line out of internal/sql/functions/absent.txt and run go generate ./internal/sql/functions", name)
			}
			seen[name] = true
		}
	}
	for name, is := range missing {
		if is && !seen[name] {
			t.Errorf("%s is neither in Tarn nor in internal/sql/functions/absent.txt with a reason", name)
		}
	}
}
