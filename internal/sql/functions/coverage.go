package functions

//go:generate go run ./gen ../../../docs/sql-functions.md

import (
	"fmt"
	"strings"
)

// Coverage is the table of functions as a document.
func Coverage() string {
	var b strings.Builder
	all := All()
	names := oracleFunctions()
	have := 0
	for _, n := range names {
		if Lookup(n) != nil {
			have++
		}
	}
	fmt.Fprintf(&b, "# SQL functions\n\nGenerated from `internal/sql/functions` by `go generate`; do not edit. %d functions; of the %d that Trino 476 lists in SHOW FUNCTIONS, Tarn has %d. The others are at the end, each with its reason.\n\nTrino's functions that are not here fail with `the function x is not in Tarn` and the reason; any other name, with `Function 'x' not registered`.\n", len(all), len(names), have)
	section := ""
	for _, f := range all {
		if f.Section != section {
			section = f.Section
			fmt.Fprintf(&b, "\n## %s\n\n| function | kind | signatures | |\n|---|---|---|---|\n", section)
		}
		var sigs []string
		for _, o := range f.Overloads {
			sigs = append(sigs, "`"+strings.ReplaceAll(o.Signature, "->", "→")+"`")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Name, f.Kind, strings.Join(sigs, "<br>"), f.Doc)
	}
	b.WriteString("\n## Trino's functions that are not in Tarn\n")
	for _, r := range absentFunctions() {
		fmt.Fprintf(&b, "\n%d, %s:\n`%s`\n", len(r.names), r.text, strings.Join(r.names, "`, `"))
	}
	return b.String()
}
