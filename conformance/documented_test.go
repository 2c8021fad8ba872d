package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tarn/internal/decode"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// documentedStatements are the statements of the corpus that declare a format's table: AWS's own, from its documents where the corpus
// has those.
var documentedStatements = map[string]string{
	"vpcflow":   "docs-athena-user-guide/597-creating-and-querying-a-table-for-amazon-vpc-flow-logs-using",
	"alb":       "docs-athena-user-guide/021-creating-the-table-for-alb-logs-note",
	"s3access":  "docs-s3-user-guide/019-querying-access-logs-for-requests-using-amazon-athena-1-in-t",
	"waf":       "docs-athena-user-guide/606-to-create-the-aws-waf-table-note",
	"guardduty": "docs-athena-user-guide/414-creating-a-table-in-athena-for-guardduty-findings-1-paste-th",
}

// declared are a table's columns: name and Hive type.
type declared [][2]string

// documentedColumns reads testdata/documented.txt: the columns that pages of AWS's give which the corpus does not have.
func documentedColumns(t *testing.T) map[string]declared {
	text, err := os.ReadFile(filepath.Join("testdata", "documented.txt"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]declared{}
	format := ""
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		name, typ, ok := strings.Cut(line, " ")
		if !ok {
			format = name
			continue
		}
		out[format] = append(out[format], [2]string{name, typ})
	}
	return out
}

// TestDocumentedTables compares the tables of the formats with those that AWS declares in its documents: each of AWS's columns is there, with
// its name, its type and in its order. Rows may have more members at their ends, which AWS's services have added since.
func TestDocumentedTables(t *testing.T) {
	documented := documentedColumns(t)
	all, err := readDefinitions("..")
	if errors.Is(err, fs.ErrNotExist) {
		t.Log("the corpus is not there: " + corpusFile)
	} else if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		for format, id := range documentedStatements {
			if d.ID != id {
				continue
			}
			stmt, err := syntax.Parse(fillDefinition(d.SQL))
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range stmt.(*syntax.CreateTable).Columns {
				documented[format] = append(documented[format], [2]string{strings.ToLower(c.Name.Name), syntax.Print(c.Type)})
			}
		}
	}
	for _, f := range decode.Formats {
		columns, next := schema.LogColumns(f.Table), 0
		for _, want := range documented[f.Name] {
			i := slices.IndexFunc(columns, func(c schema.Column) bool { return strings.EqualFold(c.Name, want[0]) })
			if i < 0 {
				t.Errorf("%s: there is no column %s", f.Name, want[0])
				continue
			}
			if i < next {
				t.Errorf("%s: AWS has %s after %s", f.Name, want[0], columns[next-1].Name)
			}
			next = i + 1
			typ, err := schema.ParseHive(want[1])
			if err != nil {
				t.Fatal(err)
			}
			if !holds(columns[i].Type, typ) {
				t.Errorf("%s: %s is %s, AWS has %s", f.Name, want[0], columns[i].Type, typ)
			}
		}
		t.Logf("%s: %d columns of AWS's", f.Name, next)
	}
}

// holds reports whether a type is another one, but for members of rows that only the first has.
func holds(have, want schema.Type) bool {
	if have.Kind != want.Kind {
		return false
	}
	if have.Elem != nil && !holds(*have.Elem, *want.Elem) {
		return false
	}
	for _, w := range want.Fields {
		i := slices.IndexFunc(have.Fields, func(f schema.Field) bool { return strings.EqualFold(f.Name, w.Name) })
		if i < 0 || !holds(have.Fields[i].Type, w.Type) {
			return false
		}
	}
	return len(want.Fields) > 0 || have.Elem != nil || have.Equal(want)
}
