package athena

import (
	"fmt"
	"strings"

	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
)

// hiveLine is a row of a statement that Athena runs in Hive: one text, whose columns are padded and divided by tabs. That it is one
// text was measured by https://github.com/aoyagikouhei/athena-local; the padding is Hive's.
func hiveLine(columns []analyze.Output, row query.Row) (string, bool) {
	if len(columns) < 2 {
		return "", false
	}
	width := 0
	switch columns[0].Name {
	case "col_name":
		width = 20
	case "prpt_name":
	default:
		return "", false
	}
	cells := make([]string, len(row))
	for i, v := range row {
		cells[i] = fmt.Sprintf("%-*s", width, format.Text(columns[i].Type, v))
	}
	return strings.Join(cells, "\t"), true
}
