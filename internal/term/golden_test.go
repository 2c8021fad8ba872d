package term

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var section = regexp.MustCompile(`(?m)^-- (.*) --\n`)

var rewrite = flag.Bool("rewrite", false, "write the tables into testdata")

// A golden text has an input of rows, cells apart by tabs, Go escapes and \N for NULL, and one output a width: "out 40".
// Names of columns that end in # are numbers.
func TestTables(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txt")
	if len(paths) == 0 {
		t.Fatal("no golden texts")
	}
	for _, path := range paths {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		var out bytes.Buffer
		places := section.FindAllSubmatchIndex(file, -1)
		out.Write(file[:places[0][0]])
		for i, at := range places {
			end := len(file)
			if i+1 < len(places) {
				end = places[i+1][0]
			}
			head, name, text := file[at[0]:at[1]], string(file[at[2]:at[3]]), file[at[1]:end]
			out.Write(head)
			if name == "in" {
				for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
					rows = append(rows, strings.Split(line, "\t"))
				}
				out.Write(text)
				continue
			}
			width, err := strconv.Atoi(strings.TrimPrefix(name, "out "))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			got := draw(t, rows, width)
			for _, line := range bytes.Split(got, []byte("\n")) {
				if w := Width(string(line)); width > 0 && w > width {
					t.Errorf("%s, width %d: a line of %d cells: %s", path, width, w, line)
				}
			}
			out.Write(got)
			if !*rewrite && !bytes.Equal(got, text) {
				t.Errorf("%s, width %d: got\n%s\nwant\n%s", path, width, got, text)
			}
		}
		if *rewrite {
			if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func draw(t *testing.T, rows [][]string, width int) []byte {
	t.Helper()
	var columns []Column
	for _, name := range rows[0] {
		columns = append(columns, Column{Name: strings.TrimSuffix(name, "#"), Right: strings.HasSuffix(name, "#")})
	}
	var b bytes.Buffer
	table := NewTable(&b, columns)
	table.Width = width
	for _, row := range rows[1:] {
		cells := make([]Cell, len(columns))
		for i, s := range row {
			if s == `\N` {
				cells[i].Null = true
				continue
			}
			text, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
			if err != nil {
				t.Fatalf("%s: %v", s, err)
			}
			cells[i].Text = text
		}
		if err := table.Row(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "(%d rows, cut: %v)\n", table.Rows(), table.Cut())
	return b.Bytes()
}
