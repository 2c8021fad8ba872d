package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/engine/duckdb"
	"tarn/internal/hive"
	"tarn/internal/lake"
	"tarn/internal/objects"
	"tarn/internal/pack"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
	"tarn/internal/state"
	"tarn/internal/warehouse"
)

// definitionKinds are the kinds of statements in the corpus that are about tables and databases.
var definitionKinds = []string{"CREATE EXTERNAL TABLE", "CREATE TABLE (Iceberg/other)", "CREATE DATABASE", "ALTER ADD PARTITION", "ALTER DROP PARTITION", "ALTER ADD COLUMNS", "ALTER SET TBLPROPERTIES",
	"ALTER RENAME", "ALTER other", "MSCK", "DROP TABLE", "DROP DATABASE", "SHOW", "DESCRIBE", "CREATE VIEW", "CTAS", "INSERT", "UNLOAD"}

// definition is one of them, with what became of it.
type definition struct {
	*published
	// fate is works, refused (with Athena's reason), needs (tables that nobody describes), or differs.
	fate, answer string
}

// athenaRefuses are statements that Athena refuses though the corpus does not say so: a part of the error, and why.
var athenaRefuses = map[string][2]string{
	"docs-athena-user-guide/148-data-types-in-amazon-athena-note":                   {"mismatched input", "TABLE is there twice"},
	"docs-athena-user-guide/150-data-types-in-amazon-athena-note":                   {"EXTERNAL", "it is not EXTERNAL"},
	"docs-athena-user-guide/152-data-types-in-amazon-athena-note":                   {"EXTERNAL", "it is not EXTERNAL"},
	"docs-athena-user-guide/081-running-sql-queries":                                {"Catalog 'lambda:function_name' not found", "a catalog that a Lambda function answers for"},
	"docs-athena-user-guide/083-running-sql-queries":                                {"does not exist", "a catalog that a Lambda function answers for"},
	"docs-athena-user-guide/521-examples-example":                                   {"mismatched input", "table is a reserved word"},
	"docs-athena-user-guide/334-creating-tables-using-athena-for-aws-glue-etl-jobs": {"Can not create a Path from an empty string", "it has no LOCATION"},
	"docs-athena-user-guide/346-examples":                                           {"TYPE_MISMATCH", "a date is compared with a text"},
	"docs-athena-user-guide/095-ctas-table-properties-with-propertyname-expression": {"bucketed_by", "names without quotes"},
}

// notWrong are statements that the corpus says are wrong, and that are not.
var notWrong = map[string]bool{
	"security-analytics-bootstrap/070-create-or-replace-a-view-query-create-or-replace-a-view-call": true, // it has no comma too many
}

// readDefinitions gives the statements of the corpus that are about tables and databases.
func readDefinitions(root string) ([]*definition, error) {
	all, err := readPublished(root)
	var out []*definition
	for _, p := range all {
		if slices.Contains(definitionKinds, p.Kind) {
			out = append(out, &definition{published: p})
		}
	}
	return out, err
}

// definitionBlanks are what authors of such statements leave for the reader to fill in.
var definitionBlanks = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`\$\$\{`), "${"},             // as Terraform writes ${
	{regexp.MustCompile(`\$\{\{(\w+)\}\}`), "${$1}"}, // as Python's f'' does
	{regexp.MustCompile(`\[\[catalog_name\.\]database_name\.\]`), ""},
	{regexp.MustCompile(`\[\('property_name'\)\]`), "('EXTERNAL')"},
	{regexp.MustCompile(`\((?:new_)?partition_spec\)`), "(p = 'a')"},
	{regexp.MustCompile(`\{partition_statement\}`), "PARTITION (dt = '2024-01-01-00')"},
	{regexp.MustCompile(`\{accounts_id\}`), "'1,2'"},
	{regexp.MustCompile(`\[S3_BUCKET_URL\]|\$\{s3path\}|\$\{local\.access_logs_url\}`), "s3://example-bucket"},
	{regexp.MustCompile(`s3://[^/'"\n]*`), "s3://example-bucket"},
	{regexp.MustCompile(`\$year-\$month-\$day|YYYY-MM-dd`), "2024-01-02"},
	{regexp.MustCompile(`<YYYY>/<MM>/<DD>`), "2023/01/01"},
	{regexp.MustCompile(`\{(?:year|month|day)\}|\$(?:year|month|day)\b`), "11"},
	{regexp.MustCompile(`\{partition_table_name\([^}]*\}`), "x1"},
	{regexp.MustCompile(`\[TABLE_NAME\]|\$\{[a-z_]+\.[^}]*\}|\{[a-z_.]+\}(?:_name)?|<[a-z]+_[a-z_]+\d*>|\$[a-z_]+\b|REPLACE-[A-Z-]+`), "x1"},
	{regexp.MustCompile(`\$\{(?:flow_log_athena_table|flow_log_bucket|bucket|key|account_id|region|cur2_database|cur2_table_name|athena_database_name|data_collection_database_name)\}`), "x1"},
}

// fillDefinition gives such a statement as its author's reader would run it. ${name} of a partition key stays: it is a template's.
func fillDefinition(sql string) string {
	kept := map[string]bool{}
	if _, keys, ok := strings.Cut(strings.ToUpper(sql), "PARTITIONED BY"); ok {
		keys, _, _ = strings.Cut(keys, ")")
		for _, w := range regexp.MustCompile(`\w+`).FindAllString(keys, -1) {
			kept[strings.ToLower(w)] = true
		}
	}
	template := regexp.MustCompile(`\$?\$\{\{?(\w+)\}?\}`)
	const aside = "\x00"
	sql = template.ReplaceAllStringFunc(sql, func(found string) string {
		if name := template.FindStringSubmatch(found)[1]; kept[strings.ToLower(name)] {
			return aside + name + aside
		}
		return found
	})
	for _, b := range definitionBlanks {
		sql = strings.ReplaceAll(b.pattern.ReplaceAllString(sql, b.with), "$x1", "x1") // ${name} whose braces were a blank
	}
	sql = regexp.MustCompile(aside+`(\w+)`+aside).ReplaceAllString(sql, "$${$1}")
	return sql
}

//go:embed testdata/corpus/definitions.sql
var definitionTables string

// ground is a data directory for one statement.
type ground struct {
	db      *state.DB
	buckets *objects.Buckets
	queries *query.Service
	end     []func()
}

func newGround(ctx context.Context, engine bool) (*ground, error) {
	dir, err := os.MkdirTemp("", "tarn-definitions-")
	if err != nil {
		return nil, err
	}
	g := &ground{end: []func(){func() { os.RemoveAll(dir) }}}
	if g.db, err = state.Open(ctx, dir); err != nil {
		return nil, err
	}
	g.end = append(g.end, func() { g.db.Close() })
	buckets := &objects.Buckets{Dir: filepath.Join(dir, "objects"), Index: g.db}
	if err := buckets.Create(ctx, "example-bucket"); err != nil {
		return nil, err
	}
	g.buckets = buckets
	tables := &hive.Tables{Data: g.db, Buckets: buckets, Temp: filepath.Join(dir, "tmp"), Packs: &pack.Store{Dir: filepath.Join(dir, "converted"), Limit: 1 << 30, Workers: 1}, Encoder: format.NewHive, Text: format.Text}
	l, err := lake.Open(filepath.Join(dir, "lake"), lake.Options{})
	if err != nil {
		return nil, err
	}
	g.end = append(g.end, func() { l.Close() })
	o := query.Options{Tables: g.db, Warehouse: &warehouse.Warehouse{Tables: tables, Lake: l}, ResultDir: filepath.Join(dir, "results")}
	for _, d := range []string{tables.Temp, o.ResultDir} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return nil, err
		}
	}
	if engine {
		e := duckdb.Open(duckdb.Options{MemoryLimit: 512 << 20, TempDir: tables.Temp, Files: tables, AllowedDirs: []string{buckets.Dir, tables.Temp, tables.Packs.Dir}, Slots: 1, Threads: 1})
		tables.Engine, o.Engine = e, e
		g.end = append(g.end, func() { e.Close() })
	}
	cat := catalog.New(g.db)
	o.Catalog = func(ctx context.Context, s query.Statement) (analyze.Catalog, error) {
		return cat.Snapshot(ctx, catalog.Scope{Athena: true})
	}
	g.queries = query.New(o)
	g.end = append(g.end, func() { g.queries.Close() })
	return g, nil
}

func (g *ground) close() {
	for _, f := range slices.Backward(g.end) {
		f()
	}
}

func (g *ground) run(ctx context.Context, sql string) error {
	x, err := g.queries.Start(ctx, query.Statement{SQL: sql, Face: "athena", OutputLocation: "s3://example-bucket/results/"})
	if err == nil {
		x, err = g.queries.Wait(ctx, x.ID)
	}
	if err == nil && x.Error != nil {
		err = x.Error
	}
	return err
}

// prepare makes what a statement is about: its database, its table with the partition keys that it names, and the tables that it reads.
func (g *ground) prepare(ctx context.Context, sql string) error {
	words := strings.FieldsFunc(strings.ToLower(sql), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_", r) })
	for line := range strings.Lines(definitionTables) {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "CREATE EXTERNAL TABLE "), " ")
		database, table, ok := strings.Cut(name, ".")
		if !ok {
			database, table = "", name
		}
		if strings.HasPrefix(line, "--") || !slices.Contains(words, table) {
			continue
		}
		if ok {
			g.run(ctx, "CREATE DATABASE IF NOT EXISTS "+database)
		}
		if err := g.run(ctx, line); err != nil {
			return fmt.Errorf("%s: %w", line, err)
		}
	}
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return nil // it is refused
	}
	for _, p := range needed(stmt) {
		if err := g.run(ctx, p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

// needed are the statements that make what another is about.
func needed(stmt syntax.Statement) (out []string) {
	name, keys, parts := (*syntax.Name)(nil), []*syntax.PartitionSpec(nil), false
	column := "a int"
	made := false // the statement makes the table itself
	switch s := stmt.(type) {
	case *syntax.CreateTable:
		name, made = s.Name, true
	case *syntax.CreateView:
		name, made = s.Name, true
	case *syntax.CreateTableAs:
		name, made = s.Name, true
	case *syntax.AddPartitions:
		name, keys = s.Name, s.Partitions[:1]
	case *syntax.DropPartitions:
		name, keys, parts = s.Name, s.Partitions, true
	case *syntax.RenamePartition:
		return []string{"CREATE EXTERNAL TABLE table_name2 (a int) LOCATION 's3://example-bucket/a/'", "DROP TABLE IF EXISTS table_name", "CREATE EXTERNAL TABLE table_name (a int) PARTITIONED BY (p string) LOCATION 's3://example-bucket/a/'", "ALTER TABLE table_name ADD PARTITION (p = 'a')", "ALTER TABLE table_name ADD PARTITION (p = 'b')", "ALTER TABLE table_name DROP PARTITION (p = 'b')"}
	case *syntax.AddColumns:
		name = s.Name
	case *syntax.ChangeColumn:
		name, column = s.Name, "id int, "+syntax.HiveQuote(s.Old.Name)+" string"
	case *syntax.SetProperties:
		name = s.Name
	case *syntax.RenameTable:
		name = s.Name
		out = append(out, "CREATE DATABASE IF NOT EXISTS "+syntax.HiveQuote(s.To.Parts[0].Name))
	case *syntax.DropTable:
		name = s.Name
	case *syntax.Repair:
		name = s.Name
	case *syntax.Describe:
		name = s.Name
	case *syntax.DropSchema:
		return []string{"CREATE DATABASE IF NOT EXISTS " + syntax.HiveQuote(s.Name.Parts[0].Name)}
	case *syntax.AlterSchema:
		return []string{"CREATE DATABASE IF NOT EXISTS " + syntax.HiveQuote(s.Name.Parts[0].Name)}
	case *syntax.Show:
		switch s.What {
		case "TABLES", "VIEWS":
			if s.In != nil {
				return []string{"CREATE DATABASE IF NOT EXISTS " + syntax.HiveQuote(s.In.Parts[0].Name)}
			}
			return nil
		case "PARTITIONS", "COLUMNS", "TBLPROPERTIES", "CREATE TABLE":
			name = s.In
		}
	}
	if name == nil || len(name.Parts) > 2 {
		return out
	}
	text := syntax.HiveQuote(name.Parts[len(name.Parts)-1].Name)
	if len(name.Parts) == 2 {
		out = append(out, "CREATE DATABASE IF NOT EXISTS "+syntax.HiveQuote(name.Parts[0].Name))
		text = syntax.HiveQuote(name.Parts[0].Name) + "." + text
	}
	if made {
		return out
	}
	columns := []string{"`p` string"}
	if keys != nil {
		columns = nil
		for _, v := range keys[0].Values {
			columns = append(columns, syntax.HiveQuote(v.Name.Name)+map[bool]string{true: " string", false: " int"}[v.Text])
		}
	}
	out = append(out, "DROP TABLE IF EXISTS "+text, "CREATE EXTERNAL TABLE "+text+" ("+column+") PARTITIONED BY ("+strings.Join(columns, ", ")+") LOCATION 's3://example-bucket/made/'")
	if parts {
		for _, k := range keys {
			out = append(out, "ALTER TABLE "+text+" ADD "+syntax.Print(k))
		}
	}
	return out
}

// try runs a statement, and says what became of it.
func (d *definition) try(ctx context.Context) error {
	g, err := newGround(ctx, d.Kind == "CTAS" || d.Kind == "INSERT" || d.Kind == "UNLOAD")
	if err != nil {
		return err
	}
	defer g.close()
	d.filled = fillDefinition(d.SQL)
	if err := g.prepare(ctx, d.filled); err != nil {
		return fmt.Errorf("%s: %w", d.ID, err)
	}
	want, known := athenaRefuses[d.ID]
	if d.Wrong != nil && !notWrong[d.ID] {
		known = true
		want[0] = map[string]string{"trailing comma": "mismatched input", "end of statement before TBLPROPERTIES": "Only one sql statement is allowed", "unquoted hyphenated table name": "missing EOF at '-'"}[*d.Wrong]
	}
	err = g.run(ctx, d.filled)
	var e *query.Error
	switch {
	case err == nil && !known:
		d.fate = "works"
		return nil
	case err == nil:
		d.fate, d.answer = "differs", "it works, and should be refused"
		return nil
	case !errors.As(err, &e):
		return fmt.Errorf("%s: %w", d.ID, err)
	}
	d.answer = e.Code + ": " + e.Error()
	switch {
	case known && want[0] != "" && strings.Contains(d.answer, want[0]):
		d.fate = "refused"
	case !known && (e.Code == "TABLE_NOT_FOUND" || e.Code == "SCHEMA_NOT_FOUND"):
		d.fate = "needs"
	default:
		d.fate = "differs"
	}
	return nil
}

// definitions runs the statements about tables and databases, and prints the score by kind.
func (c *conformance) definitions(ctx context.Context, _ []string) error {
	all, err := readDefinitions(".")
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Println("the corpus is not there: ../" + corpusFile)
		return nil
	} else if err != nil {
		return err
	}
	for _, d := range all {
		if err := d.try(ctx); err != nil {
			return err
		}
	}
	reportDefinitions(os.Stdout, all, c.flags.verbose)
	tables, err := fillTables(ctx, all)
	reportFilled(os.Stdout, tables, c.flags.verbose)
	return err
}

func reportDefinitions(w io.Writer, all []*definition, verbose bool) {
	if verbose {
		for _, d := range all {
			if d.fate == "differs" || d.fate == "needs" {
				fmt.Fprintf(w, "%s: %s (%s)\n%s\n    %s\n", d.fate, d.ID, d.Kind, indent(cut(d.filled, 1200)), cut(d.answer, 500))
			}
		}
	}
	fmt.Fprintf(w, "%-30s %5s %6s %8s %6s %8s\n", "kind", "all", "works", "refused", "needs", "differs")
	sums := map[string]int{}
	line := func(name string, n map[string]int) {
		fmt.Fprintf(w, "  %-28s %5d %6d %8d %6d %8d\n", name, n["all"], n["works"], n["refused"], n["needs"], n["differs"])
	}
	for _, kind := range definitionKinds {
		n := map[string]int{}
		for _, d := range all {
			if d.Kind == kind {
				n["all"]++
				n[d.fate]++
				sums["all"]++
				sums[d.fate]++
			}
		}
		line(kind, n)
	}
	line("all", sums)
}

func reportFilled(w io.Writer, all []filled, verbose bool) {
	rows, refused := 0, 0
	for _, f := range all {
		switch {
		case f.values > 0:
			rows++
			if verbose {
				fmt.Fprintf(w, "%s: %d rows of %d columns, %d values\n", f.id, f.rows, f.columns, f.values)
			}
		case f.refused():
			refused++
		default:
			fmt.Fprintf(w, "no rows: %s: %d rows, %v\n", f.id, f.rows, f.err)
		}
	}
	fmt.Fprintf(w, "of %d tables of the core logs that are made, %d give rows of matching data, and %d are not read for the reason that Athena has\n", len(all), rows, refused)
}
