package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"

	_ "embed"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

//go:embed testdata/corpus/tables.txt
var corpusShapes string

// plainRows is how many rows a table has beside those that statements ask for.
const plainRows = 40

// corpusTables makes the tables that the corpus names, and gives each statement its texts. The rows are made up: some at
// random, and some for each statement, from the values that it compares columns with, so that few statements find nothing.
func corpusTables(statements []*published) (*tables, error) {
	shapes, err := readShapes(corpusShapes)
	if err != nil {
		return nil, err
	}
	ts := &tables{byName: map[string]*table{}, anywhere: true}
	events, err := tableFiles.ReadFile("testdata/tables/events.jsonl")
	if err != nil {
		return nil, err
	}
	for _, s := range shapes {
		s.register(ts)
	}
	for n, p := range statements {
		p.filled = fill(p, n)
		if strings.Contains(p.SQL, "<TABLE>") {
			shapes = append(shapes, sigmaShape(n, p.filled))
			shapes[len(shapes)-1].register(ts)
		}
		p.tables = ts.named(p.filled)
		p.oracle, p.params = ts.plainTrino(p.filled, p.tables)
	}
	sum := sha256.New()
	io.WriteString(sum, loading)
	for i, s := range shapes {
		if err := s.fill(rand.New(rand.NewPCG(7, uint64(i))), events, statements); err != nil {
			return nil, fmt.Errorf("%s: %w", s.table.name, err)
		}
		for _, t := range []*table{s.table, s.table.stored} {
			if t == nil {
				continue
			}
			fmt.Fprintln(sum, t.name, s.aliases)
			for _, c := range t.columns {
				fmt.Fprintln(sum, c.name, c.typ)
			}
			for _, row := range t.rows {
				text, err := jsonText(row)
				if err != nil {
					return nil, err
				}
				fmt.Fprintln(sum, text)
			}
		}
	}
	ts.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return ts, nil
}

// shape is a table of tables.txt.
type shape struct {
	table   *table
	aliases []string
	events  bool // the columns are CloudTrail's, and those after them
	extra   int  // the first column that is not an event's
}

func readShapes(text string) ([]*shape, error) {
	var out []*shape
	for section := range strings.SplitSeq(text, "\n\n") {
		var s *shape
		for line := range strings.Lines(section) {
			line = strings.TrimSpace(line)
			head, rest, _ := strings.Cut(line, " ")
			switch {
			case line == "" || line[0] == '#':
			case head == "table" && s == nil:
				names := strings.Fields(rest)
				s = &shape{table: &table{name: names[0]}, aliases: names[1:]}
				out = append(out, s)
			case line == "lake":
				s.table.lake = true
			case line == "like lake":
				s.events, s.table.lake = true, true
				s.table.relation = &schema.Relation{Catalog: "memory", Schema: "default", Name: s.table.name, Columns: schema.LakeColumns(schema.CloudTrail), Lake: true, Source: s.table.name}
				s.visible(s.table.relation.Columns)
			case line == "like athena":
				s.events = true
				s.visible(schema.AthenaColumns(schema.CloudTrail))
			default:
				t, err := analyze.ParseType(rest)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", line, err)
				}
				s.table.columns = append(s.table.columns, column{head, t})
			}
		}
	}
	return out, nil
}

func (s *shape) visible(columns []schema.Column) {
	for _, c := range columns {
		if !c.Hidden {
			s.table.columns = append(s.table.columns, column{c.Name, c.Type})
		}
	}
	s.extra = len(s.table.columns)
}

func (s *shape) register(ts *tables) {
	ts.add(s.table)
	for _, a := range s.aliases {
		ts.byName[a] = s.table
		ts.aliases = append(ts.aliases, [2]string{a, s.table.name})
	}
}

var sigmaField = regexp.MustCompile(`(?i)\b(field\w*|EventID|SourceIp|time|time_dt|metadata|actor|unmapped)\b`)

// sigmaShape has the made-up fields of a test of the Sigma converter: numbers where they are compared with numbers.
func sigmaShape(n int, sql string) *shape {
	s := &shape{table: &table{name: fmt.Sprintf("sigma_%d", n)}}
	seen := map[string]bool{}
	for _, f := range sigmaField.FindAllString(sql, -1) {
		name := strings.ToLower(f)
		if seen[name] {
			continue
		}
		seen[name] = true
		t := schema.Of(schema.Varchar)
		switch {
		case name == "unmapped":
			t = schema.MapOf(t, t)
		case name == "metadata":
			t = schema.RowOf(schema.Field{Name: "uid", Type: t})
		case name == "actor":
			t = schema.RowOf(schema.Field{Name: "user.uid", Type: t}, schema.Field{Name: "us@er", Type: schema.RowOf(schema.Field{Name: "uid", Type: t})})
		case name == "time", name == "time_dt":
			t = schema.TimestampOf(3)
		case regexp.MustCompile(`(?i)\b` + name + `\s*(?:[<>=]|<=|>=)\s*\d`).MatchString(sql):
			t = schema.Of(schema.Bigint)
		}
		s.table.columns = append(s.table.columns, column{name, t})
	}
	if len(s.table.columns) == 0 {
		s.table.columns = []column{{"fielda", schema.Of(schema.Varchar)}}
	}
	return s
}

// fill makes the rows.
func (s *shape) fill(r *rand.Rand, events []byte, statements []*published) error {
	if s.events {
		return s.fillEvents(r, events, statements)
	}
	plain := plainRows
	for range plain {
		s.table.rows = append(s.table.rows, s.row(r))
	}
	for _, wish := range s.wishes(statements) {
		row := s.row(r)
		wish.apply(s.table, row)
		s.table.rows = append(s.table.rows, row)
	}
	return nil
}

func (s *shape) row(r *rand.Rand) []any {
	row := make([]any, len(s.table.columns))
	for i, c := range s.table.columns {
		row[i] = madeUp(r, c.typ, c.name)
	}
	return row
}

// wishes are what the statements that name the table want to find.
func (s *shape) wishes(statements []*published) []wish {
	var out []wish
	for _, p := range statements {
		for _, n := range p.tables {
			if n == s.table.name || contains(s.aliases, n) {
				out = append(out, wishesOf(p.filled)...)
				break
			}
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// fillEvents has the events of the test tables, and a changed one for each wish.
func (s *shape) fillEvents(r *rand.Rand, events []byte, statements []*published) error {
	lines := strings.Split(strings.TrimSpace(string(events)), "\n")
	var text strings.Builder
	for i := 0; i < len(lines); i += 2 {
		text.WriteString(lines[i] + "\n")
	}
	wishes := append(make([]wish, (len(lines)+1)/2), s.wishes(statements)...)
	for i, w := range wishes {
		if i < (len(lines)+1)/2 {
			continue
		}
		event, err := w.event(lines[i%len(lines)], i)
		if err != nil {
			return err
		}
		text.WriteString(event + "\n")
	}
	faces, err := cloudtrail([]byte(text.String()))
	if err != nil {
		return err
	}
	face := faces[1]
	if s.table.lake {
		face = faces[0]
		s.table.stored = face.stored
		s.table.stored.name = s.table.name + "_stored"
		s.table.relation.Source = s.table.stored.name
	}
	for i, row := range face.rows {
		for _, c := range s.table.columns[s.extra:] {
			row = append(row, partition(r, c.name, face, row))
		}
		if !s.table.lake {
			wishes[i].applyFrom(s.table, row, s.extra)
		}
		s.table.rows = append(s.table.rows, row)
	}
	return nil
}

// partition is a partition column's value: the folder that the event's file lies in.
func partition(r *rand.Rand, name string, face *table, row []any) any {
	at := func(column string) string {
		for i, c := range face.columns {
			if c.name == column {
				s, _ := row[i].(string)
				return s
			}
		}
		return ""
	}
	date := at("eventtime")[:10]
	switch name {
	case "year":
		return date[:4]
	case "month":
		return date[5:7]
	case "day":
		return date[8:]
	case "region", "region_partition":
		return at("awsregion")
	case "account", "account_id", "account_partition":
		return at("recipientaccountid")
	}
	return strings.ReplaceAll(date, "-", "/")
}
