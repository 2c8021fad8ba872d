package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tarn runs a command on a data directory of the test's own.
func tarn(ctx context.Context, dir, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, talk bytes.Buffer
	code = run(ctx, append([]string{"--data", dir}, args...), strings.NewReader(stdin), &out, &talk)
	return code, out.String(), talk.String()
}

func TestQuery(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "one.sql")
	if err := os.WriteFile(file, []byte("SELECT 1 AS n, '한국' AS t;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(dir, "out.csv")
	for _, c := range []struct {
		name, stdin string
		args        []string
		code        int
		out, talk   string
	}{
		{"table", "", []string{"SELECT 1 AS n, '한국' AS t"}, exitOK, "n | t\n--+-----\n1 | 한국\n", "1 row, "},
		{"stdin", "SELECT 1 AS n", []string{"-o", "csv"}, exitOK, "n\n1\n", ""},
		{"file", "", []string{"-o", "json", "-f", file}, exitOK, "[\n{\"n\":1,\"t\":\"한국\"}\n]\n", ""},
		{"output file", "", []string{"SELECT 1 AS n", "--output-file", target}, exitOK, "", "1 row, "},
		{"no meaning", "", []string{"SELECT 한, x FROM (VALUES 1) t(한)"}, exitUsage, "", "LINE 1: SELECT 한, x FROM (VALUES 1) t(한)\n                   ^\n"},
		{"no table", "", []string{"SELECT * FROM cloudtrail"}, exitUsage, "", "TABLE_NOT_FOUND"},
		{"fails", "", []string{"SELECT 1/n FROM (VALUES 0) t(n)"}, exitFailed, "", "DIVISION_BY_ZERO: Division by zero\n"},
		{"no format", "", []string{"-o", "xml", "SELECT 1"}, exitUsage, "", "there is no format"},
		{"two statements", "", []string{"-f", file, "SELECT 1"}, exitUsage, "", "not from both"},
		{"time", "", []string{"--timeout", "50ms", "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(i), UNNEST(sequence(1, 10000)) b(j), UNNEST(sequence(1, 1000)) c(k) WHERE i + j * k = 7"}, exitFailed, "", "EXCEEDED_TIME_LIMIT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, talk := tarn(t.Context(), filepath.Join(dir, "data"), c.stdin, append([]string{"query"}, c.args...)...)
			if code != c.code || out != c.out || !strings.Contains(talk, c.talk) {
				t.Errorf("exit %d, %q, %q\nwant %d, %q, %q", code, out, talk, c.code, c.out, c.talk)
			}
		})
	}
	if text, err := os.ReadFile(target); err != nil || string(text) != "n\n1\n" {
		t.Errorf("the output file has %q, %v", text, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestQueryIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	began := time.Now()
	code, out, _ := tarn(ctx, t.TempDir()+"/data", "", "query", "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(i), UNNEST(sequence(1, 10000)) b(j), UNNEST(sequence(1, 1000)) c(k) WHERE i + j * k = 7")
	if code != exitInterrupted || out != "" {
		t.Errorf("exit %d, %q", code, out)
	}
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("it took %v", d)
	}
}
