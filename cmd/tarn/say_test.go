package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An object's name may hold what a terminal obeys.
func TestMessagesAreHarmless(t *testing.T) {
	logs := t.TempDir()
	if err := os.WriteFile(filepath.Join(logs, "\x1b]0;title\x07.json"), []byte(`{"eventTime":"never"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	var stdout, stderr bytes.Buffer
	for _, args := range [][]string{{"import", logs}, {"import", logs + "/\x1b[31m"}, {"quarantine", "list"}, {"quarantine", "retry", "--all"}, {"query", "SELECT object FROM tarn.quarantine"}} {
		run(t.Context(), append([]string{"--data", data}, args...), nil, &stdout, &stderr)
	}
	if !strings.Contains(stderr.String(), `\x1b]0;title\x07.json`) {
		t.Errorf("the object is not named: %s", &stderr)
	}
	if i := strings.IndexAny(stdout.String()+stderr.String(), "\x1b\x07"); i >= 0 {
		t.Errorf("a terminal would obey %q", (stdout.String() + stderr.String())[i:])
	}
}
