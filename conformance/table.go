package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

//go:embed testdata/tables
var tableFiles embed.FS

// table is a test table: the same columns and rows on both sides.
type table struct {
	name    string
	columns []column
	rows    [][]any // a JSON value a column, numbers as json.Number

	// relation is what Tarn's catalog says of it, where that is more than columns: the faces of CloudTrail's table.
	relation *schema.Relation
	// lake says that CloudTrail Lake's habits apply.
	lake bool
	// stored are the rows as the lake keeps them, where that is not rows.
	stored *table
}

type column struct {
	name string
	typ  schema.Type
}

// loading is another text where other code has changed what the tables hold.
const loading = "3"

// tables are the test tables, by name.
type tables struct {
	byName map[string]*table
	names  []string
	// aliases are further names of tables.
	aliases [][2]string
	// anywhere says that tables are found whatever catalog and schema a statement names.
	anywhere bool
	// hash tells them from the tables of another checkout.
	hash string
}

// readTables reads testdata/tables: a line a column, `name type`; a line of dashes; a line a row, a JSON array. Lines that begin
// with # are remarks. What a value is to be is said in trinotable.go.
func readTables() (*tables, error) {
	ts := &tables{byName: map[string]*table{}}
	sum := sha256.New()
	io.WriteString(sum, loading)
	files, err := fs.Glob(tableFiles, "testdata/tables/*.table")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		raw, err := tableFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		sum.Write(raw)
		t, err := readTable(strings.TrimSuffix(path.Base(file), ".table"), raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		ts.add(t)
	}
	events, err := tableFiles.ReadFile("testdata/tables/events.jsonl")
	if err != nil {
		return nil, err
	}
	sum.Write(events)
	faces, err := cloudtrail(events)
	if err != nil {
		return nil, fmt.Errorf("events.jsonl: %w", err)
	}
	for _, t := range faces {
		ts.add(t)
	}
	ts.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return ts, nil
}

func (ts *tables) add(t *table) {
	ts.byName[t.name] = t
	ts.names = append(ts.names, t.name)
}

func readTable(name string, raw []byte) (*table, error) {
	t := &table{name: name}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	head := true
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line == "----":
			head = false
		case head:
			name, typ, _ := strings.Cut(line, " ")
			parsed, err := analyze.ParseType(strings.TrimSpace(typ))
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			t.columns = append(t.columns, column{name, parsed})
		default:
			d := json.NewDecoder(strings.NewReader(line))
			d.UseNumber()
			var row []any
			if err := d.Decode(&row); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if len(row) != len(t.columns) {
				return nil, fmt.Errorf("line %d has %d values for %d columns", n, len(row), len(t.columns))
			}
			t.rows = append(t.rows, row)
		}
	}
	return t, lines.Err()
}
