package functions

import (
	_ "embed"
	"strings"
)

// oracle is the text of SHOW FUNCTIONS of the Trino that Tarn is measured by.
//
//go:embed trino.txt
var oracle string

//go:embed absent.txt
var absent string

// oracleFunctions are the names of Trino's functions, in their order there.
func oracleFunctions() []string {
	var names []string
	for line := range strings.Lines(oracle) {
		if name, _, ok := strings.Cut(strings.TrimSpace(line), " "); ok && name != "#" {
			names = append(names, name)
		}
	}
	return names
}

// reason is why functions are absent.
type reason struct {
	text  string
	names []string
}

func absentFunctions() []reason {
	var out []reason
	for line := range strings.Lines(absent) {
		line = strings.TrimSpace(line)
		switch text, ok := strings.CutPrefix(line, "## "); {
		case ok:
			out = append(out, reason{text: text})
		case line != "" && line[0] != '#':
			last := &out[len(out)-1]
			last.names = append(last.names, line)
		}
	}
	return out
}

// Missing says why one of Trino's functions is not in Tarn, "" if it is, or is none of Trino's.
func Missing(name string) string {
	for _, r := range absentFunctions() {
		for _, n := range r.names {
			if strings.EqualFold(n, name) {
				return r.text
			}
		}
	}
	return ""
}
