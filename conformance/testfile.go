package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A test file is a list of blocks with a blank line between them: remarks (lines that begin with #), a statement, a line of four
// dashes, and the answer: the columns and the rows, or an error. A block without dashes is a remark, or a statement whose
// answer is still to be recorded. A remark `# tarn: NAME` names an accepted difference (accepted.go); `# plain: SQL` is what Trino is
// asked in place of a statement that has a habit of Athena's or Lake's.

// testFile is one file of statements.
type testFile struct {
	path   string
	blocks []*block
}

// block is a statement with its answer, or only remarks.
type block struct {
	remarks   []string
	statement string
	want      []string // nil where nothing has been recorded
}

const head = "# Recorded from Trino " + trinoVersion

const testdata = "conformance/testdata"

// testFiles are the names of all test files; dir is where they lie.
func testFiles(dir string) ([]string, error) { return filepath.Glob(filepath.Join(dir, "*.test")) }

func readTestFile(path string) (*testFile, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f := &testFile{path: path}
	seen := map[string]bool{}
	for _, part := range strings.Split(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n\n") {
		part = strings.Trim(part, "\n")
		if part == "" {
			continue
		}
		b := &block{}
		lines := strings.Split(part, "\n")
		for len(lines) > 0 && strings.HasPrefix(lines[0], "#") {
			b.remarks = append(b.remarks, lines[0])
			lines = lines[1:]
		}
		if i := slices.Index(lines, "----"); i >= 0 {
			b.want = lines[i+1:]
			lines = lines[:i]
		}
		b.statement = strings.Join(lines, "\n")
		if b.statement != "" && seen[b.statement] {
			continue // a merge may bring a statement twice
		}
		seen[b.statement] = true
		f.blocks = append(f.blocks, b)
	}
	return f, nil
}

// String is the file's text.
func (f *testFile) String() string {
	var parts []string
	for i, b := range f.blocks {
		lines := slices.Clone(b.remarks)
		if i == 0 && (len(lines) == 0 || lines[0] != head) {
			parts = append(parts, head)
		}
		if b.statement != "" {
			lines = append(lines, b.statement)
		}
		if b.want != nil {
			lines = append(append(lines, "----"), b.want...)
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return strings.Join(parts, "\n\n") + "\n"
}

// directives are the names of the accepted differences that a block names.
func (b *block) directives() []string {
	var out []string
	for _, r := range b.remarks {
		if rest, ok := strings.CutPrefix(r, "# tarn:"); ok {
			out = append(out, strings.Fields(rest)...)
		}
	}
	return out
}

// check finds directives that name nothing.
func (b *block) check() error {
	for _, d := range b.directives() {
		if !slices.ContainsFunc(accepted, func(a difference) bool { return a.name == d }) {
			return fmt.Errorf("# tarn: %s is no accepted difference; accepted.go lists them", d)
		}
	}
	return nil
}

// plain is the statement as Trino is asked it.
func (b *block) plain() string {
	for _, r := range b.remarks {
		if rest, ok := strings.CutPrefix(r, "# plain:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return b.text()
}

// text is the statement as it is run.
func (b *block) text() string { return strings.TrimRight(strings.TrimSpace(b.statement), ";") }

// id names a statement in known.txt.
func (b *block) id(file string) string {
	sum := sha256.Sum256([]byte(b.statement))
	return strings.TrimSuffix(filepath.Base(file), ".test") + " " + hex.EncodeToString(sum[:4])
}
