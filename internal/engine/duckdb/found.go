package duckdb

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go/format"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// alike are files that have the same columns.
type alike struct {
	elements []format.SchemaElement
	files    []int
	packed   bool
}

// found gives the FROM text that reads files which anyone wrote: a SELECT for each set of files with the same columns, since
// DuckDB takes a list's columns from its first file.
func (e *Engine) found(ctx context.Context, r *result, files *engine.FileSet, stats *engine.Stats) (string, error) {
	if len(files.Paths) == 0 {
		return foundNothing(files.Found)
	}
	var groups []*alike
	byText := map[string]*alike{}
	for i, path := range files.Paths {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		foot, err := e.sieve.of(path)
		if err != nil {
			return "", badFile(files, i, err)
		}
		pack := packOf(files.Found, i)
		text := foot.schemaText
		if pack != nil {
			text = pack.Group + "\x00" + text
		}
		g := byText[text]
		if g == nil {
			g = &alike{elements: foot.schema, packed: pack != nil}
			byText[text], groups = g, append(groups, g)
		}
		g.files = append(g.files, i)
		stats.Rows += foot.rows
		stats.Scanned += foot.neededOf(namesIn(foot, files.Found), pack)
	}
	parts := make([]string, len(groups))
	for i, g := range groups {
		var err error
		if parts[i], err = e.foundIn(r, files, g); err != nil {
			return "", err
		}
	}
	return "(" + strings.Join(parts, " UNION ALL ") + ")", nil
}

// namesIn are the names that a set's columns have in a file.
func namesIn(foot *footer, f *engine.Found) []string {
	var names []string
	for i := range f.Columns {
		for name := range foot.bytes {
			if isColumn(f, i, name, foot.schema) {
				names = append(names, name)
			}
		}
	}
	return names
}

// isColumn reports whether a top-level column of a file is the i-th of those that are read.
func isColumn(f *engine.Found, i int, name string, elements []format.SchemaElement) bool {
	if f.IDs == nil {
		return strings.EqualFold(f.Columns[i].From, name)
	}
	return topLevelIDs(elements)[name] == f.IDs[i]
}

// topLevelIDs has the field IDs of a file's own columns, by their names. The list of elements is the tree of columns from the top, depth first.
func topLevelIDs(elements []format.SchemaElement) map[string]int {
	ids := map[string]int{}
	for i := 1; i < len(elements); {
		if id := elements[i].FieldID; id > 0 { // Iceberg's begin with 1
			ids[elements[i].Name] = int(id)
		}
		for open := 1; open > 0 && i < len(elements); i++ {
			open--
			if n := elements[i].NumChildren; n.Valid {
				open += int(n.V)
			}
		}
	}
	return ids
}

// of gives the footer of a file that anyone may put another in the place of, with its columns.
func (s *sieve) of(path string) (*footer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("%s %d %d", path, info.Size(), info.ModTime().UnixNano())
	if foot, ok := s.footers.Get(key); ok {
		return foot, nil
	}
	foot, err := readFooter(f, info.Size())
	if err != nil {
		return nil, err
	}
	if foot.schema, err = readSchema(f, info.Size()); err != nil {
		return nil, err
	}
	var text strings.Builder
	for _, el := range foot.schema[1:] { // the first is the whole, under a name of the writer's
		fmt.Fprintf(&text, "%q %v %v %v %v %v %v %v %v %s\n", el.Name, el.FieldID, el.Type, el.TypeLength, el.RepetitionType, el.NumChildren, el.ConvertedType, el.Scale, el.Precision, &el.LogicalType)
	}
	foot.schemaText = text.String()
	s.footers.Add(key, foot)
	return foot, nil
}

// badFile words a file that is not Parquet as Trino does.
func badFile(files *engine.FileSet, i int, err error) error {
	return &engine.Error{Code: "HIVE_BAD_DATA", Message: fmt.Sprintf("Failed reading Parquet file %s: %v", files.Found.Names[i], err), Err: err}
}

func (e *Engine) foundIn(r *result, files *engine.FileSet, g *alike) (string, error) {
	paths := make([]string, len(g.files))
	for i, f := range g.files {
		paths[i] = files.Paths[f]
	}
	types, err := r.instance.columnsOf(paths[0])
	if err != nil {
		return "", badFile(files, g.files[0], err)
	}
	var items []string
	for i, c := range files.Found.Columns {
		text, err := column(files.Found, i, types, g.elements)
		if err != nil {
			return "", &engine.Error{Code: "NOT_SUPPORTED", Message: fmt.Sprintf("%v, in file %s", err, files.Found.Names[g.files[0]])}
		}
		items = append(items, text+" AS "+quoteName(c.From))
	}
	join, differ := "", false
	if g.packed {
		if join, err = e.parts(r, files, g, &items); err != nil {
			return "", err
		}
	} else {
		join, differ = constants(files, g, &items)
	}
	if items == nil {
		items = []string{"true AS present"}
	}
	text := "SELECT " + strings.Join(items, ", ") + " FROM read_parquet(" + pathList(paths) + ", hive_partitioning = false"
	if differ {
		text += ", filename = 'tarn_file'"
	}
	return text + ") AS f" + join, nil
}

// column writes the i-th column that is read of the files, or the NULL that stands for it.
func column(f *engine.Found, i int, types []foundType, elements []format.SchemaElement) (string, error) {
	want := f.Columns[i].Type
	duck, err := functions.DuckType(want)
	if err != nil {
		return "", err
	}
	for _, t := range types {
		if isColumn(f, i, t.name, elements) {
			return t.as("f."+quoteName(t.name), want, elements)
		}
	}
	return "CAST(NULL AS " + duck + ")", nil
}

// constants adds the columns that have one value in a file. Where the files differ in one, they come from a list of files.
func constants(files *engine.FileSet, g *alike, items *[]string) (join string, differ bool) {
	var names []string
	var which []int
	for j, c := range files.Found.Constants {
		first := files.Found.Values[g.files[0]][j]
		same := !slices.ContainsFunc(g.files, func(f int) bool { return !equalText(files.Found.Values[f][j], first) })
		if same {
			*items = append(*items, constant(first, c)+" AS "+quoteName(c.From))
			continue
		}
		name := fmt.Sprintf("k%d", j)
		*items = append(*items, "CAST(k."+name+" AS "+constantType(c)+") AS "+quoteName(c.From))
		names, which = append(names, name), append(which, j)
	}
	if names == nil {
		return "", false
	}
	rows := make([]string, len(g.files))
	for i, f := range g.files {
		row := []string{quote(files.Paths[f])}
		for _, j := range which {
			row = append(row, textOrNull(files.Found.Values[f][j]))
		}
		rows[i] = "(" + strings.Join(row, ", ") + ")"
	}
	return " JOIN (VALUES " + strings.Join(rows, ", ") + ") AS k(file, " + strings.Join(names, ", ") + ") ON f.tarn_file = k.file", true
}

func equalText(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

func textOrNull(v *string) string {
	if v == nil {
		return "CAST(NULL AS VARCHAR)"
	}
	return functions.QuoteText(*v)
}

func constant(v *string, c schema.Column) string {
	return "CAST(" + textOrNull(v) + " AS " + constantType(c) + ")"
}

func constantType(c schema.Column) string {
	duck, err := functions.DuckType(c.Type)
	if err != nil {
		return "VARCHAR" // the statement's own use of the column says why
	}
	return duck
}

func foundNothing(f *engine.Found) (string, error) {
	items := []string{"true AS present"}
	for _, c := range slices.Concat(f.Columns, f.Constants) {
		duck, err := functions.DuckType(c.Type)
		if err != nil {
			return "", err
		}
		items = append(items, "CAST(NULL AS "+duck+") AS "+quoteName(c.From))
	}
	return "(SELECT " + strings.Join(items, ", ") + " WHERE false)", nil
}
