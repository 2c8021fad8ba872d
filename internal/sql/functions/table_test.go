package functions

import (
	"os"
	"testing"
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
		if got := DoubleText(f); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
	}
}
