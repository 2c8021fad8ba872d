package duckdb

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	duck "github.com/duckdb/duckdb-go-bindings"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
	"tarn/internal/sql/functions"
)

// Options set an engine up.
type Options struct {
	// Files answers which files a statement reads. It may be nil where statements read no tables.
	Files engine.Files
	// AllowedDirs are the folders that data files lie in: a statement can read nothing else.
	AllowedDirs []string
	// TempDir takes intermediate rows that memory does not hold; the system's own by default. It must exist.
	TempDir string
	// MemoryLimit is what all running statements may use together, in bytes; 1 GiB by default. Slots divide it evenly.
	MemoryLimit int64
	// Threads is the number of threads of a statement; one a core by default.
	Threads int
	// Slots is the number of statements that run at a time; 1 by default. The rest wait.
	Slots int
	// Functions and Macros are what emitted text relies on; package functions' by default. A function without an implementation
	// takes it from Natives, by name; without one there, it is left out.
	Functions []functions.Native
	Macros    []string
	Natives   map[string]func(args []any) (any, error)
}

func (o *Options) share() int64 { return o.MemoryLimit / int64(o.Slots) }

// Engine runs statements in DuckDB. It satisfies engine.Engine.
type Engine struct {
	options   Options
	pool      *pool
	templates templates
	sieve     *sieve

	mu  sync.Mutex
	dir string // made by the first database: intermediate rows and templates
}

var _ engine.Engine = (*Engine)(nil)

// Open makes an engine. It costs nothing: databases are opened by the first statement that needs one, or by Warm.
func Open(o Options) *Engine {
	if o.MemoryLimit <= 0 {
		o.MemoryLimit = 1 << 30
	}
	o.Slots = max(o.Slots, 1)
	if o.TempDir == "" {
		o.TempDir = os.TempDir()
	}
	if o.Functions == nil {
		o.Functions = functions.Natives()
	}
	if o.Macros == nil {
		o.Macros = functions.Macros()
	}
	e := &Engine{options: o, sieve: newSieve()}
	e.pool = newPool(o.Slots, e.open)
	return e
}

// Warm opens a database ahead of the first statement.
func (e *Engine) Warm() error { return e.pool.warm() }

// Close ends the engine. Statements that run keep their database until their Rows are closed.
func (e *Engine) Close() error {
	e.pool.close()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.dir == "" {
		return nil
	}
	return os.RemoveAll(e.dir)
}

func (e *Engine) open() (*instance, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.dir == "" {
		dir, err := os.MkdirTemp(e.options.TempDir, "duckdb-")
		if err != nil {
			return nil, fmt.Errorf("making the folder for intermediate rows: %w", err)
		}
		e.dir = dir
		e.templates.dir = filepath.Join(dir, "templates")
		if err := os.Mkdir(e.templates.dir, 0o700); err != nil {
			return nil, err
		}
	}
	return e.options.open(e.dir, e.templates.dir)
}

// Run is engine.Engine's.
func (e *Engine) Run(ctx context.Context, q *analyze.Query, started func()) (engine.Rows, error) {
	return e.begin(ctx, started, q.Columns, func(r *result) (string, error) {
		return emit.DuckDB(q, func(s *analyze.Scan) (string, error) { return e.scan(ctx, r, s) })
	})
}

// scan plans one scan's files and notes them with the rows that will release them.
func (e *Engine) scan(ctx context.Context, r *result, s *analyze.Scan) (string, error) {
	if e.options.Files == nil {
		return "", fmt.Errorf("there are no files behind table %s", s.Relation.Name)
	}
	files, err := e.options.Files.Plan(ctx, s.Relation, s.Columns, s.Where)
	if err != nil {
		return "", err
	}
	if files.Release != nil {
		r.release = append(r.release, files.Release)
	}
	if files.Found == nil {
		e.sieve.sift(ctx, files, s.Where)
	}
	stats := engine.Stats{Files: len(files.Paths), TotalFiles: files.Total, Rows: files.Rows, Bytes: files.Bytes, Partitions: files.Partitions,
		TotalPartitions: files.TotalPartitions, Converted: files.Converted, ConvertedBytes: files.ConvertedBytes, Scanned: files.ConvertedBytes,
		Fetched: files.Fetched, FetchedBytes: files.FetchedBytes}
	if files.Sources > 0 {
		stats.Files = files.Sources
	}
	defer func() { r.stats.Add(stats) }()
	if files.Remote != nil {
		if err := files.Remote.Fetch(ctx, files.Paths); err != nil {
			return "", err
		}
		stats.Fetched, stats.FetchedBytes = files.Remote.Fetched()
	}
	if files.Found != nil {
		return e.found(ctx, r, files, &stats)
	}
	columns := slices.Compact(slices.Sorted(slices.Values(s.Columns)))
	stats.Scanned += e.sieve.scanned(ctx, files, columns, s.Where)
	return from(files, columns, e.templates.path)
}

// begin takes an instance, asks for the text and prepares it.
func (e *Engine) begin(ctx context.Context, started func(), columns []analyze.Output, text func(*result) (string, error)) (engine.Rows, error) {
	return e.beginAs(ctx, started, columns, dressing{}, duck.StatementTypeSelect, text)
}

// beginAs makes another kind of statement of the text with what stands around it.
func (e *Engine) beginAs(ctx context.Context, started func(), columns []analyze.Output, around dressing, kind duck.StatementType, text func(*result) (string, error)) (engine.Rows, error) {
	in, err := e.pool.take(ctx)
	if err != nil {
		return nil, err
	}
	if started != nil {
		started()
	}
	r := &result{ctx: ctx, engine: e, instance: in}
	sql, err := text(r)
	if err == nil {
		err = engine.Exceeds(ctx, r.stats)
	}
	if err == nil {
		err = r.prepare(around, sql, kind, columns)
	}
	if err != nil {
		r.failed = err
		r.Close()
		return nil, r.translated(err)
	}
	return r, nil
}
