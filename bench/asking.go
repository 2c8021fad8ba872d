package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/decode"
	"tarn/internal/engine/duckdb"
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

const queryRuns = 21

// answers are what the child that asks has found. Rows, Files and Bytes are the table's.
type answers struct {
	Rows, Bytes int64
	Files       int
	Answers     []answer
}

// answer is a question with what it took; Alone is what DuckDB took without Tarn.
type answer struct {
	question
	First, Warm, CPU time.Duration
	Files, Total     int
	Bytes, Rows      int64
	Alone, AloneCPU  time.Duration
}

// askAll is a child: DATA-DIRECTORY RUNS.
func askAll(ctx context.Context, args []string) (any, error) {
	runs, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, err
	}
	s, err := openStore(ctx, args[0])
	if err != nil {
		return nil, err
	}
	defer s.close()
	plan, err := s.table.Plan(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer plan.Release()
	alone, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	defer alone.Close()
	alone.SetMaxOpenConns(1)
	all, err := questions(ctx, alone, plan.Paths)
	if err != nil {
		return nil, err
	}
	service, end := s.service(ctx)
	defer end()
	if _, _, err := ask(ctx, service, "SELECT 1", false); err != nil {
		return nil, err
	}
	out := answers{Rows: plan.Rows, Bytes: plan.Bytes, Files: len(plan.Paths)}
	for _, q := range all {
		a, err := compare(ctx, service, alone, q, runs)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.Name, err)
		}
		out.Answers = append(out.Answers, a)
	}
	return out, nil
}

// compare asks both in turn, so that what disturbs the machine disturbs both, and checks that they give the same rows.
func compare(ctx context.Context, service *query.Service, alone *sql.DB, q question, runs int) (answer, error) {
	a := answer{question: q}
	var mine, others []usage
	for i := range runs + 1 {
		var x query.Execution
		var rows, same []string
		took, err := timed(func() (err error) { x, rows, err = ask(ctx, service, q.SQL, i == 0); return })
		if err != nil {
			return a, err
		}
		byHand, err := timed(func() (err error) { same, err = askAlone(ctx, alone, q.ByHand, i == 0); return })
		if err != nil {
			return a, err
		}
		if i > 0 {
			mine, others = append(mine, took), append(others, byHand)
			continue
		}
		a.First = took.Wall
		a.Files, a.Total, a.Bytes, a.Rows = x.Stats.Files, x.Stats.TotalFiles, x.Stats.Bytes, x.Rows
		if err := alike(rows, same); err != nil {
			return a, err
		}
	}
	itself, byHand := typical(mine), typical(others)
	a.Warm, a.CPU, a.Alone, a.AloneCPU = itself.Wall, itself.CPU, byHand.Wall, byHand.CPU
	return a, nil
}

// timed is what something takes in this process.
func timed(do func() error) (usage, error) {
	begun, before := time.Now(), own()
	err := do()
	return usage{Wall: time.Since(begun), CPU: own() - before}, err
}

// service puts together what runs statements, as cmd/tarn does it.
func (s *store) service(ctx context.Context) (*query.Service, func()) {
	temp := filepath.Join(s.dir, "tmp")
	os.MkdirAll(temp, 0o700)
	e := duckdb.Open(duckdb.Options{
		Files: s, AllowedDirs: []string{s.lake.Dir(), temp}, TempDir: temp, MemoryLimit: memory(ctx) / 2,
		Natives: map[string]func([]any) (any, error){
			"tarn_merge_overflow": func(args []any) (any, error) {
				event, ok1 := args[0].(string)
				overflow, ok2 := args[1].(string)
				if !ok1 || !ok2 {
					return nil, nil
				}
				return decode.MergeOverflow(event, overflow)
			},
		},
	})
	service := query.New(query.Options{Engine: e, Catalog: func(ctx context.Context, _ query.Statement) (analyze.Catalog, error) {
		c, err := catalog.Load(ctx, s.state)
		return bothFaces{c, s.entry.Table}, err
	}})
	return service, func() {
		service.Close()
		e.Close()
	}
}

// bothFaces is the catalog with the same table as Athena has it.
type bothFaces struct {
	*catalog.Snapshot
	table string
}

func (b bothFaces) Lookup(parts []string) (*schema.Relation, error) {
	if len(parts) == 1 && parts[0] == "athena" {
		return &schema.Relation{Name: "athena", Columns: schema.AthenaColumns(schema.CloudTrail), Source: b.table}, nil
	}
	return b.Snapshot.Lookup(parts)
}

// ask runs a statement and reads its rows to the end; it gives them where they are wanted.
func ask(ctx context.Context, s *query.Service, text string, want bool) (x query.Execution, out []string, err error) {
	if x, err = s.Start(ctx, query.Statement{SQL: text, Once: true}); err != nil {
		return x, nil, err
	}
	rows, err := s.Stream(ctx, x.ID)
	if err != nil {
		return x, nil, err
	}
	defer rows.Close()
	for {
		batch, err := rows.Next(ctx, 10_000)
		if errors.Is(err, io.EOF) {
			x, err = s.Wait(ctx, x.ID)
			return x, out, err
		} else if err != nil {
			return x, nil, err
		}
		for _, r := range batch {
			if want {
				out = append(out, rowText(r))
			}
		}
	}
}

func askAlone(ctx context.Context, db *sql.DB, text string, want bool) (out []string, err error) {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		if want {
			out = append(out, rowText(values))
		}
	}
	return out, rows.Err()
}
