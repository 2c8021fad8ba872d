package format

import (
	"fmt"
	"io"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
)

// Encoder writes a result. Close writes what is left, and must be called; it does not close what is written to.
type Encoder interface {
	Rows(rows []engine.Row) error
	Close() error
}

// Names are the formats that New knows.
var Names = []string{"csv", "json", "jsonl", "parquet"}

// New makes an encoder by its format's name.
func New(name string, w io.Writer, columns []analyze.Output) (Encoder, error) {
	switch name {
	case "csv":
		return NewCSV(w, columns)
	case "json":
		return NewJSON(w, columns, false), nil
	case "jsonl":
		return NewJSON(w, columns, true), nil
	case "parquet":
		return NewParquet(w, columns)
	}
	return nil, fmt.Errorf("there is no format %q: choose one of %s", name, strings.Join(Names, ", "))
}

// unique tells columns of the same name apart, for formats that need it: a, a_2.
func unique(columns []analyze.Output) []string {
	seen := map[string]bool{}
	out := make([]string, len(columns))
	for i, c := range columns {
		name := c.Name
		for n := 2; seen[name]; n++ {
			name = fmt.Sprintf("%s_%d", c.Name, n)
		}
		seen[name], out[i] = true, name
	}
	return out
}
