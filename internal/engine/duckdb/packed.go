package duckdb

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/engine"
)

func packOf(f *engine.Found, i int) *engine.Pack {
	if f.Packs == nil {
		return nil
	}
	return f.Packs[i]
}

// neededOf counts the bytes of top-level columns in the row groups that have rows of a pack's parts.
func (f *footer) neededOf(columns []string, p *engine.Pack) int64 {
	if p == nil {
		return f.needed(columns, nil)
	}
	spans := f.spans[p.Column]
	if p.Whole || len(spans) != f.groups {
		return f.needed(columns, nil)
	}
	ids := make([]int64, len(p.Parts))
	for i, part := range p.Parts {
		ids[i] = part.ID
	}
	slices.Sort(ids)
	var n int64
	for i, s := range spans {
		at, _ := slices.BinarySearch(ids, s.min)
		if at == len(ids) || ids[at] > s.max {
			continue
		}
		for _, c := range append(columns[:len(columns):len(columns)], p.Column) {
			if sizes := f.bytes[c]; sizes != nil {
				n += sizes[i]
			}
		}
	}
	return n
}

// listedInText is the number of parts up to which they are in a statement's text: more are in a file.
const listedInText = 300

// parts adds the columns that have one value in a part, and gives the join that leaves the rows of other parts out. Where all rows
// are wanted and no value differs, there is none.
func (e *Engine) parts(r *result, files *engine.FileSet, g *alike, items *[]string) (join string, err error) {
	var all []engine.Part
	column, whole := "", true
	for _, i := range g.files {
		p := files.Found.Packs[i]
		all, column, whole = append(all, p.Parts...), p.Column, whole && p.Whole
	}
	seen := make(map[int64]bool, len(all))
	for _, p := range all {
		whole = whole && !seen[p.ID]
		seen[p.ID] = true
	}
	var which []int
	for j, c := range files.Found.Constants {
		if len(all) > 0 && !slices.ContainsFunc(all, func(p engine.Part) bool { return !equalText(p.Values[j], all[0].Values[j]) }) {
			*items = append(*items, constant(all[0].Values[j], c)+" AS "+quoteName(c.From))
			continue
		}
		*items = append(*items, fmt.Sprintf("CAST(k.k%d AS %s) AS %s", len(which), constantType(c), quoteName(c.From)))
		which = append(which, j)
	}
	if whole && which == nil {
		return "", nil
	}
	names := []string{"part"}
	for j := range which {
		names = append(names, fmt.Sprintf("k%d", j))
	}
	list := ""
	if len(all) <= listedInText {
		list = "(VALUES " + partValues(all, which) + ")"
	} else if list, err = e.partFile(r, all, which); err != nil {
		return "", err
	}
	return " JOIN " + list + " AS k(" + strings.Join(names, ", ") + ") ON f." + quoteName(column) + " = k.part", nil
}

func partValues(all []engine.Part, which []int) string {
	rows := make([]string, len(all))
	for i, p := range all {
		row := []string{fmt.Sprintf("CAST(%d AS BIGINT)", p.ID)}
		for _, j := range which {
			row = append(row, textOrNull(p.Values[j]))
		}
		rows[i] = "(" + strings.Join(row, ", ") + ")"
	}
	return strings.Join(rows, ", ")
}

// partFile writes the list of parts into a file that goes with the statement.
func (e *Engine) partFile(r *result, all []engine.Part, which []int) (list string, err error) {
	slices.SortStableFunc(all, func(a, b engine.Part) int { return cmp.Compare(a.ID, b.ID) })
	group := parquet.Group{"a": parquet.Required(parquet.Int(64))} // the columns of a group are in the order of their names
	for j := range which {
		group[fmt.Sprintf("k%05d", j)] = parquet.Optional(parquet.Encoded(parquet.String(), &parquet.RLEDictionary))
	}
	f, err := os.CreateTemp(e.templates.dir, "parts-*.parquet")
	if err != nil {
		return "", err
	}
	r.release = append(r.release, func() { os.Remove(f.Name()) })
	defer f.Close()
	w := parquet.NewWriter(f, parquet.NewSchema("parts", group), parquet.Compression(&parquet.Snappy))
	row := make(parquet.Row, 0, len(which)+1)
	for _, p := range all {
		row = append(row[:0], parquet.Int64Value(p.ID).Level(0, 0, 0))
		for k, j := range which {
			v := parquet.Value{}.Level(0, 0, k+1)
			if text := p.Values[j]; text != nil {
				v = parquet.ByteArrayValue([]byte(*text)).Level(0, 1, k+1)
			}
			row = append(row, v)
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			return "", err
		}
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return "read_parquet(" + quote(f.Name()) + ", hive_partitioning = false)", nil
}
