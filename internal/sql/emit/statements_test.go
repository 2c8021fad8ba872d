package emit_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tarn/internal/sql/syntax"
)

var update = flag.Bool("update", false, "record the results of testdata")

// Each file of testdata has statements, each followed by its rows or its error after a line of four dashes, and a blank line.
// Lines that begin with # are remarks.
func TestStatements(t *testing.T) {
	db := open(t)
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || files == nil {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, block := range strings.Split(strings.TrimRight(string(raw), "\n"), "\n\n") {
				statement, want, _ := strings.Cut(block, "\n----\n")
				if remarks(statement) {
					out = append(out, block)
					continue
				}
				statement = strings.TrimSuffix(statement, "\n----")
				duck, q, err := translate(statement)
				got := ""
				if err == nil {
					got, err = render(db, q, duck)
				}
				if err != nil {
					got = failure(err)
				}
				got = strings.TrimRight(got, "\n")
				out = append(out, statement+"\n----\n"+got)
				if !*update && got != want {
					t.Errorf("%s\n%s\n got: %s\nwant: %s", statement, duck, got, want)
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(strings.Join(out, "\n\n")+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func remarks(block string) bool {
	for _, line := range strings.Split(block, "\n") {
		if !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

func failure(err error) string {
	if e, ok := err.(*syntax.Error); ok {
		text := "error: " + e.Error()
		if e.Hint != "" {
			text += "\nhint: " + strings.ReplaceAll(e.Hint, "\n", "\n  ")
		}
		return text
	}
	msg, _, _ := strings.Cut(err.Error(), "\n")
	return "error: " + msg
}
