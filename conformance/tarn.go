package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	_ "github.com/duckdb/duckdb-go/v2" // writes the test tables

	"tarn/internal/catalog"
	"tarn/internal/decode"
	"tarn/internal/engine"
	"tarn/internal/engine/duckdb"
	clusterengine "tarn/internal/engine/trino"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
	"tarn/internal/sql/syntax"
)

// tarn answers statements as the program does, over the test tables. It is safe for several goroutines.
type tarn struct {
	tables *tables
	engine engine.Engine
	// cluster says that the engine is a Trino: its tables have the declared columns already. own, where it is so, runs what is about Tarn itself.
	cluster bool
	own     engine.Engine
	dir     string // of the tables' files, kept from run to run

	mu      sync.Mutex
	written map[string]written
}

// slots is how many statements Tarn runs at a time.
const slots = 2

func newTarn(ts *tables) (*tarn, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	t := &tarn{tables: ts, dir: filepath.Join(cache, "tarn-conformance", ts.hash), written: map[string]written{}}
	if err := os.MkdirAll(t.dir, 0o755); err != nil {
		return nil, err
	}
	t.engine = duckdb.Open(duckdb.Options{Files: t, AllowedDirs: []string{t.dir}, Slots: slots, Threads: 1, Natives: natives})
	return t, nil
}

// onTrino has Tarn's statements run on the oracle's server, by the engine that a cluster is asked with.
func (t *tarn) onTrino(server *trino) error {
	address, err := url.Parse(server.address)
	if err != nil {
		return err
	}
	address.User = url.User("reader")
	e, err := clusterengine.Open(clusterengine.Options{URL: address.String(), Table: func(_ context.Context, s *analyze.Scan, _ bool) (string, error) {
		return "memory." + server.tables + "." + quoteName(s.Relation.Name), nil
	}})
	if err != nil {
		return err
	}
	t.own, t.engine, t.cluster = t.engine, e, true
	return nil
}

func (t *tarn) close() {
	t.engine.Close()
	if t.own != nil {
		t.own.Close()
	}
}

// runs is the engine of a statement, as the program chooses it.
func (t *tarn) runs(q *analyze.Query) (e engine.Engine, onCluster bool) {
	if t.cluster && slices.ContainsFunc(q.Scans, func(s *analyze.Scan) bool { return strings.HasPrefix(s.Relation.Source, catalog.SystemSource) }) {
		return t.own, false
	}
	return t.engine, t.cluster
}

var natives = map[string]func(args []any) (any, error){
	"tarn_merge_overflow": func(args []any) (any, error) {
		event, ok := args[0].(string)
		overflow, ok2 := args[1].(string)
		if !ok || !ok2 {
			return nil, nil
		}
		return decode.MergeOverflow(event, overflow)
	},
}

// Lookup is analyze.Catalog's.
func (t *tarn) Lookup(parts []string) (*schema.Relation, error) {
	if len(parts) > 1 && strings.EqualFold(parts[len(parts)-2], catalog.InformationSchema) {
		return nowhere.Lookup(parts)
	}
	name := strings.ToLower(parts[len(parts)-1])
	tab := t.tables.byName[name]
	if tab == nil {
		return nil, nil
	}
	for i, want := range []string{"default", "memory"} {
		if i+1 < len(parts) && !t.tables.anywhere && !strings.EqualFold(parts[len(parts)-2-i], want) {
			return nil, nil
		}
	}
	if tab.relation != nil && !t.cluster {
		rel := *tab.relation
		rel.Name = name
		return &rel, nil
	}
	rel := &schema.Relation{Catalog: "memory", Schema: "default", Name: name, Lake: tab.lake, Source: tab.name}
	for _, i := range tab.known() {
		c := tab.columns[i]
		stored := c.typ
		if stored.Kind == schema.JSON && !t.cluster {
			stored = schema.Of(schema.Varchar) // as stored JSON, null would be read as NULL
		}
		rel.Columns = append(rel.Columns, schema.Column{Name: c.name, Type: c.typ, From: c.name, Stored: stored})
	}
	if tab.relation != nil {
		rel.Lake = tab.relation.Lake
	}
	return rel, nil
}

// Names is analyze.Catalog's.
func (t *tarn) Names() []string { return t.tables.names }

// Plan is engine.Files'.
func (t *tarn) Plan(_ context.Context, rel *schema.Relation, _ []string, _ []schema.Predicate) (*engine.FileSet, error) {
	tab := t.tables.byName[rel.Name]
	if information, rows := nowhere.Information(rel.Source); information != nil {
		var err error
		if tab, err = informationTable(information, rows); err != nil {
			return nil, err
		}
	}
	if tab.stored != nil {
		tab = tab.stored
	}
	path, err := t.file(tab)
	if err != nil {
		return nil, err
	}
	stored := &schema.Table{Name: tab.name}
	for i, c := range tab.columns {
		stored.Columns = append(stored.Columns, schema.Stored{ID: i + 1, Name: c.name, Kind: c.typ.Kind})
	}
	stored.Time = stored.Columns[0].Name
	return &engine.FileSet{Paths: []string{path}, Table: stored, Uniform: true, Rows: int64(len(tab.rows)), Total: 1}, nil
}

// nowhere is the program's own catalog without any tables: its information schema has the columns, and tells of nothing.
var nowhere = &catalog.Snapshot{}

func informationTable(s *schema.Table, rows func(func(...any) error) error) (*table, error) {
	t := &table{name: catalog.InformationSchema + "." + s.Name}
	for _, c := range s.Columns {
		t.columns = append(t.columns, column{c.Name, c.Type()})
	}
	return t, rows(func(values ...any) error {
		t.rows = append(t.rows, slices.Clone(values))
		return nil
	})
}

// file gives a table's file, and writes it unless it is there. Its name tells what is in it: checkouts whose types differ in DuckDB
// share the folder.
func (t *tarn) file(tab *table) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f, done := t.written[tab.name]
	if !done {
		f.path, f.err = t.write(tab)
		t.written[tab.name] = f
	}
	return f.path, f.err
}

type written struct {
	path string
	err  error
}

func (t *tarn) write(tab *table) (string, error) {
	text, err := tab.selectText()
	if err != nil {
		return "", fmt.Errorf("table %s: %w", tab.name, err)
	}
	sum := sha256.Sum256([]byte("plain: " + text))
	path := filepath.Join(t.dir, tab.name+"-"+hex.EncodeToString(sum[:4])+".parquet")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return "", err
	}
	defer db.Close()
	part := fmt.Sprintf("%s.%d", path, os.Getpid())
	for _, s := range []string{"SET TimeZone = 'UTC'", "SET threads = 1", "COPY (" + text + ") TO " + quoteText(part) + " (FORMAT parquet, WRITE_BLOOM_FILTER false)"} {
		if _, err := db.Exec(s); err != nil {
			return "", fmt.Errorf("table %s: %w", tab.name, err)
		}
	}
	return path, os.Rename(part, path)
}

// run gives a statement's answer. It always gives one: where Tarn fails, that is the answer.
func (t *tarn) run(ctx context.Context, statement string) *answer {
	return t.runWith(ctx, statement, analyze.Options{})
}

func (t *tarn) runWith(ctx context.Context, statement string, options analyze.Options) (a *answer) {
	a = &answer{}
	defer func() {
		if p := recover(); p != nil {
			a.code, a.message = "PANIC", fmt.Sprint(p)
		}
	}()
	stmt, err := syntax.Parse(statement)
	if err != nil {
		return a.failed(err)
	}
	options.Text = statement
	q, err := analyze.Analyze(stmt, t, options)
	if err != nil {
		return a.failed(err)
	}
	for _, n := range q.Notes {
		a.notes = append(a.notes, n.Text)
	}
	named := func(s *analyze.Scan) (string, error) { return quoteName(s.Relation.Source), nil }
	runs, onCluster := t.runs(q)
	if onCluster {
		a.emitted, err = emit.Trino(q, named)
	} else {
		a.emitted, err = emit.DuckDB(q, named)
	}
	if err != nil {
		return a.failed(err)
	}
	rows, err := runs.Run(ctx, q, nil)
	if err != nil {
		return a.failed(err)
	}
	defer rows.Close()
	for i, c := range q.Columns {
		name := c.Name
		if name == "" {
			name = fmt.Sprintf("_col%d", i)
		}
		a.types = append(a.types, c.Type)
		a.columns = append(a.columns, columnText(i, name, c.Type.String()))
	}
	for {
		batch, err := rows.Next()
		if err == io.EOF {
			return a
		}
		if err != nil {
			return a.failed(err)
		}
		for _, r := range batch {
			out := make([]string, len(r))
			for i, v := range r {
				out[i] = text(q.Columns[i].Type, v)
			}
			a.rows = append(a.rows, out)
		}
	}
}

func (a *answer) failed(err error) *answer {
	a.rows, a.columns = nil, nil
	var refused *syntax.Error
	var failed *engine.Error
	switch {
	case errors.As(err, &refused):
		a.code, a.message = string(refused.Kind()), refused.Error()
	case errors.As(err, &failed):
		a.code, a.message = failed.Code, failed.Message
	default:
		a.code, a.message = "UNEXPECTED", err.Error()
	}
	return a
}
