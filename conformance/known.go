package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// known are the statements of the test files that Tarn does not answer as Trino does, yet: a line each in testdata/known.txt,
// its file, a hash, its first words, below a remark with the reason. The test fails where another statement differs, and where one of these
// agrees: the list only becomes shorter, until it is empty.

func knownFile(dir string) string { return filepath.Join(dir, "known.txt") }

// knownAs is what the list says about a statement.
type knownAs struct{ words, reason string }

// readKnown gives the statements by their ID.
func readKnown(dir string) (map[string]knownAs, error) {
	raw, err := os.ReadFile(knownFile(dir))
	if err != nil {
		return nil, err
	}
	out := map[string]knownAs{}
	reason := ""
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if remark, ok := strings.CutPrefix(line, "# "); ok {
			reason = remark
		} else if f := strings.SplitN(line, " ", 3); len(f) == 3 {
			id := f[0] + " " + f[1]
			if _, twice := out[id]; twice {
				return nil, fmt.Errorf("%s has %s twice", knownFile(dir), id)
			}
			out[id] = knownAs{f[2], reason}
		}
	}
	return out, nil
}

func writeKnown(dir string, known map[string]knownAs) error {
	by := map[string][]string{}
	for id, k := range known {
		by[k.reason] = append(by[k.reason], id+" "+k.words)
	}
	text := knownHead
	for _, reason := range slices.Sorted(maps.Keys(by)) {
		text += "\n# " + reason + "\n"
		slices.Sort(by[reason])
		for _, l := range by[reason] {
			text += l + "\n"
		}
	}
	return os.WriteFile(knownFile(dir), []byte(text), 0o644)
}

// notLookedAt is the reason of what is new in the list.
const notLookedAt = "not looked at"

const knownHead = "# Statements that Tarn does not answer as Trino does, yet, by reason. go run ./conformance known takes out those that it does.\n"

// words are a statement's beginning, for the reader of the list.
func (b *block) words() string {
	s := strings.Join(strings.Fields(b.statement), " ")
	if r := []rune(s); len(r) > 90 {
		s = string(r[:90]) + "…"
	}
	return s
}
