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
	"tarn/internal/sql/analyze"
)

const queryRuns = 21

// answers are what the child that asks has found. Rows, Files and Bytes are the table's.
type answers struct {
	Rows, Bytes int64
	Files       int
	Answers     []answer
}

// answer is a question with what it took. Most is the bar of its warm run, in milliseconds; 0 for none.
type answer struct {
	question
	First, Warm, CPU time.Duration
	Files, Total     int
	Bytes, Rows      int64
	Alone            time.Duration
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
	if _, err := ask(ctx, service, "SELECT 1"); err != nil {
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

func compare(ctx context.Context, service *query.Service, alone *sql.DB, q question, runs int) (answer, error) {
	a := answer{question: q}
	var warm []time.Duration
	var cpu time.Duration
	for i := range runs + 1 {
		begun, before := time.Now(), own()
		x, err := ask(ctx, service, q.SQL)
		if err != nil {
			return a, err
		}
		took := time.Since(begun)
		if i == 0 {
			a.First = took
			a.Files, a.Total, a.Bytes, a.Rows = x.Stats.Files, x.Stats.TotalFiles, x.Stats.Bytes, x.Rows
			continue
		}
		warm = append(warm, took)
		cpu += own() - before
	}
	itself := func(d time.Duration) time.Duration { return d }
	a.Warm, a.CPU = median(warm, itself), cpu/time.Duration(runs)
	warm = nil
	for i := range runs + 1 {
		begun := time.Now()
		n, err := askAlone(ctx, alone, q.ByHand)
		if err != nil {
			return a, err
		}
		if n != a.Rows {
			return a, fmt.Errorf("tarn gives %d rows, DuckDB alone %d", a.Rows, n)
		}
		if i > 0 {
			warm = append(warm, time.Since(begun))
		}
	}
	a.Alone = median(warm, itself)
	return a, nil
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
		return catalog.Load(ctx, s.state)
	}})
	return service, func() {
		service.Close()
		e.Close()
	}
}

// ask runs a statement and reads its rows to the end.
func ask(ctx context.Context, s *query.Service, text string) (query.Execution, error) {
	x, err := s.Start(ctx, query.Statement{SQL: text, Once: true})
	if err != nil {
		return x, err
	}
	rows, err := s.Stream(ctx, x.ID)
	if err != nil {
		return x, err
	}
	defer rows.Close()
	for {
		if _, err := rows.Next(ctx, 10_000); errors.Is(err, io.EOF) {
			return s.Wait(ctx, x.ID)
		} else if err != nil {
			return x, err
		}
	}
}

func askAlone(ctx context.Context, db *sql.DB, text string) (n int64, err error) {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Err()
}
