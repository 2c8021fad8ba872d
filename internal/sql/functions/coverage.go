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
	fmt.Fprintf(&b, "# SQL functions\n\nGenerated from `internal/sql/functions` by `go generate`; do not edit. %d functions.\n\nA function that is not here fails with `Function 'x' not registered`.\n", len(all))
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
	return b.String()
}
