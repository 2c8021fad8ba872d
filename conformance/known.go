package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// known are the statements of the test files that Tarn does not answer as Trino does, yet: a line each in testdata/known.txt,
// its file, a hash, its first words. The test fails where another statement differs, and where one of them agrees: the list
// only becomes shorter, until it is empty.

func knownFile(dir string) string { return filepath.Join(dir, "known.txt") }

// readKnown gives the statements by their ID.
func readKnown(dir string) (map[string]string, error) {
	raw, err := os.ReadFile(knownFile(dir))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if f := strings.SplitN(line, " ", 3); len(f) == 3 && line[0] != '#' {
			out[f[0]+" "+f[1]] = f[2]
		}
	}
	return out, nil
}

func writeKnown(dir string, known map[string]string) error {
	var lines []string
	for id, words := range known {
		lines = append(lines, id+" "+words)
	}
	slices.Sort(lines)
	text := "# Statements that Tarn does not answer as Trino does, yet. go run ./conformance known takes out those that it does.\n"
	for _, l := range lines {
		text += l + "\n"
	}
	return os.WriteFile(knownFile(dir), []byte(text), 0o644)
}

// words are a statement's beginning, for the reader of the list.
func (b *block) words() string {
	s := strings.Join(strings.Fields(b.statement), " ")
	if r := []rune(s); len(r) > 90 {
		s = string(r[:90]) + "…"
	}
	return s
}
