package duckdb

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	duck "github.com/duckdb/duckdb-go-bindings"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
	"tarn/internal/sql/functions"
)

var _ engine.Explainer = (*Engine)(nil)

// Text is engine.Explainer's. A scan is its relation's name.
func (e *Engine) Text(q *analyze.Query) (string, error) {
	return emit.DuckDB(q, func(s *analyze.Scan) (string, error) { return functions.Quote(s.Relation.Name), nil })
}

// Measure is engine.Explainer's.
func (e *Engine) Measure(ctx context.Context, q *analyze.Query, _ bool, started func()) (*engine.Profile, error) {
	p := &engine.Profile{}
	begun := time.Now()
	rows, err := e.beginAs(ctx, started, nil, dressing{before: "EXPLAIN (ANALYZE, FORMAT JSON) "}, duck.StatementTypeExplain, func(r *result) (string, error) {
		begun = time.Now()
		return emit.DuckDB(q, func(s *analyze.Scan) (string, error) {
			before := r.stats
			r.stats = engine.Stats{}
			text, err := e.scan(ctx, r, s)
			p.Reads = append(p.Reads, engine.Read{Table: s.Relation.Schema + "." + s.Relation.Name, Stats: r.stats})
			r.stats.Add(before)
			return text, err
		})
	})
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	text := ""
	for {
		batch, err := rows.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		for _, row := range batch {
			text, _ = row[len(row)-1].(string)
		}
	}
	p.Took = time.Since(begun)
	p.Stats = rows.Stats()
	var root profiled
	if err := json.Unmarshal([]byte(text), &root); err != nil {
		return nil, fmt.Errorf("the engine's profile cannot be read: %w", err)
	}
	reads := 0
	for len(root.Children) == 1 && (root.Name == "" || root.Type == "EXPLAIN_ANALYZE" || root.Name == "EXPLAIN_ANALYZE") {
		root = *root.Children[0]
	}
	p.Top = root.step(&reads, len(p.Reads))
	return p, nil
}

// profiled is a step in DuckDB's profile.
type profiled struct {
	Name     string         `json:"operator_name"`
	Type     string         `json:"operator_type"`
	Time     float64        `json:"operator_timing"`
	Rows     int64          `json:"operator_cardinality"`
	Extra    map[string]any `json:"extra_info"`
	Children []*profiled    `json:"children"`
}

// words are the names of DuckDB's steps in Trino's plans.
var words = map[string]string{
	"READ_PARQUET": "TableScan", "TABLE_SCAN": "TableScan", "FILTER": "Filter", "PROJECTION": "Project", "HASH_GROUP_BY": "Aggregate",
	"PERFECT_HASH_GROUP_BY": "Aggregate", "UNGROUPED_AGGREGATE": "Aggregate", "SIMPLE_AGGREGATE": "Aggregate", "PARTITIONED_AGGREGATE": "Aggregate",
	"ORDER_BY": "Sort", "TOP_N": "TopN", "LIMIT": "Limit", "STREAMING_LIMIT": "Limit", "LIMIT_PERCENT": "Limit", "HASH_JOIN": "Join", "NESTED_LOOP_JOIN": "Join",
	"PIECEWISE_MERGE_JOIN": "Join", "IE_JOIN": "Join", "CROSS_PRODUCT": "CrossJoin", "BLOCKWISE_NL_JOIN": "Join", "LEFT_DELIM_JOIN": "CorrelatedJoin",
	"RIGHT_DELIM_JOIN": "CorrelatedJoin", "DELIM_SCAN": "CorrelatedScan", "UNION": "Union", "WINDOW": "Window", "STREAMING_WINDOW": "Window", "UNNEST": "Unnest",
	"INOUT_FUNCTION": "Unnest", "COLUMN_DATA_SCAN": "Values", "EXPRESSION_SCAN": "Values", "DUMMY_SCAN": "Values", "EMPTY_RESULT": "Values", "CTE": "With",
	"CTE_SCAN": "WithScan", "RECURSIVE_CTE": "WithRecursive", "REC_CTE_SCAN": "WithScan", "STREAMING_SAMPLE": "Sample", "RESERVOIR_SAMPLE": "Sample", "RESULT_COLLECTOR": "Output",
}

func (p *profiled) step(reads *int, tables int) *engine.Step {
	name := strings.TrimSpace(p.Type)
	if words[name] == "" || name == "TABLE_SCAN" && strings.TrimSpace(p.Name) != "" {
		name = strings.ToUpper(strings.TrimSpace(p.Name))
	}
	s := &engine.Step{Name: words[name], Rows: p.Rows, Time: time.Duration(p.Time * float64(time.Second)), Read: -1}
	if s.Name == "" {
		s.Name = name
	}
	switch {
	case strings.Contains(name, "PARQUET"):
		s.Name = "TableScan"
		if s.Read = *reads; s.Read >= tables {
			s.Read = -1
		}
		*reads++
	case name == "HASH_JOIN" || name == "NESTED_LOOP_JOIN":
		s.About, _ = p.Extra["Join Type"].(string)
	}
	for _, c := range p.Children {
		s.Children = append(s.Children, c.step(reads, tables))
	}
	return s
}
