package query

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// explain is EXPLAIN and EXPLAIN ANALYZE of a query.
func (s *session) explain(ctx context.Context, e *syntax.Explain, t text) (*work, error) {
	inner := e.Statement
	if x, ok := inner.(*syntax.Execute); ok {
		var err error
		if inner, t, err = s.executed(ctx, x, t); err != nil {
			return nil, err
		}
	}
	q, ok := inner.(*syntax.Query)
	if !ok {
		return nil, refused(e.Statement, syntax.NotSupported, "EXPLAIN is in Tarn for queries only")
	}
	options := map[string]string{"TYPE": "DISTRIBUTED", "FORMAT": "TEXT"}
	for _, o := range e.Options {
		options[o.Name] = o.Value
	}
	// The query's own text, at its own place: what stands before it is not the engine's to read.
	t.sql = strings.Repeat(" ", q.Pos().Offset) + t.sql[q.Pos().Offset:]
	w, err := s.work(ctx, q, t)
	if err != nil {
		return nil, err
	}
	explainer, ok := s.service.options.Engine.(engine.Explainer)
	if !ok {
		return nil, refused(e, syntax.NotSupported, "this engine does not explain")
	}
	sql, err := explainer.Text(w.query)
	if err != nil {
		return nil, t.placed(err)
	}
	plan := []analyze.Output{{Name: "Query Plan", Type: varchar}}
	if e.Analyze {
		return &work{columns: plan, notes: w.notes, do: func(ctx context.Context, started func()) ([]engine.Row, engine.Stats, error) {
			p, err := explainer.Measure(ctx, w.query, e.Verbose, started)
			if err != nil {
				return nil, engine.Stats{}, err
			}
			return []engine.Row{{measured(p, sql, e.Verbose)}}, p.Stats, nil
		}}, nil
	}
	out := ""
	switch {
	case options["TYPE"] == "VALIDATE":
		return rows([]analyze.Output{{Name: "Valid", Type: boolean}}, []engine.Row{{true}}), nil
	case options["TYPE"] == "SQL":
		out = sql
	case options["TYPE"] == "IO":
		out = inputs(w.query)
	case options["FORMAT"] == "JSON":
		n := 0
		out = indented(jsonStep(w.query.Plan(), &n))
	case options["FORMAT"] == "GRAPHVIZ":
		out = graph(w.query.Plan())
	default:
		out = strings.TrimRight(w.query.Plan().String(), "\n") + "\n"
		if read := s.partitionsRead(ctx, w.query); read != "" {
			out += strings.TrimPrefix(read, "\n") + "\n"
		}
	}
	return &work{columns: plan, notes: w.notes, do: func(context.Context, func()) ([]engine.Row, engine.Stats, error) {
		return []engine.Row{{out}}, engine.Stats{}, nil
	}}, nil
}

func indented(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n")
}

// planStep is a step as EXPLAIN (FORMAT JSON) has it.
type planStep struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Descriptor map[string]string `json:"descriptor"`
	Outputs    []planColumn      `json:"outputs"`
	Details    []string          `json:"details"`
	Children   []planStep        `json:"children"`
}

type planColumn struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

func jsonStep(s *analyze.Step, n *int) planStep {
	out := planStep{ID: fmt.Sprint(*n), Name: s.Name, Descriptor: map[string]string{}, Outputs: []planColumn{}, Details: append([]string{}, s.Details...), Children: []planStep{}}
	*n++
	for _, a := range s.About {
		key, value, _ := strings.Cut(a, " = ")
		out.Descriptor[key] = value
	}
	for _, l := range s.Layout {
		name, kind, _ := strings.Cut(l, ":")
		out.Outputs = append(out.Outputs, planColumn{kind, name})
	}
	for _, c := range s.Children {
		out.Children = append(out.Children, jsonStep(c, n))
	}
	return out
}

// graph draws a plan for Graphviz.
func graph(top *analyze.Step) string {
	var nodes, edges strings.Builder
	n := 0
	var draw func(s *analyze.Step) int
	draw = func(s *analyze.Step) int {
		n++
		id := n
		label := s.Name
		if s.About != nil {
			label += "[" + strings.Join(s.About, ", ") + "]"
		}
		label = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "{", `\{`, "}", `\}`, "|", `\|`, "<", `\<`, ">", `\>`, "\n", " ").Replace(label)
		fmt.Fprintf(&nodes, "plannode_%d[label=\"{%s}\", style=\"rounded, filled\", shape=record, fillcolor=white];\n", id, label)
		for _, c := range s.Children {
			fmt.Fprintf(&edges, "plannode_%d -> plannode_%d;\n", id, draw(c))
		}
		return id
	}
	draw(top)
	return "digraph logical_plan {\n" + nodes.String() + edges.String() + "}"
}

// inputs is EXPLAIN (TYPE IO): the tables that are read, and what is asked of them.
func inputs(q *analyze.Query) string {
	type constraint struct {
		ColumnName string `json:"columnName"`
		Condition  string `json:"condition"`
	}
	type input struct {
		Table struct {
			Catalog     string            `json:"catalog"`
			SchemaTable map[string]string `json:"schemaTable"`
		} `json:"table"`
		Columns     []string     `json:"columns"`
		Constraints []constraint `json:"constraints"`
	}
	list := []input{}
	for _, s := range q.Scans {
		in := input{Columns: append([]string{}, s.Columns...), Constraints: []constraint{}}
		in.Table.Catalog, in.Table.SchemaTable = s.Relation.Catalog, map[string]string{"schema": s.Relation.Schema, "table": s.Relation.Name}
		for _, w := range s.Where {
			in.Constraints = append(in.Constraints, constraint{w.Column, analyze.Condition(w)})
		}
		list = append(list, in)
	}
	return indented(map[string]any{"inputTableColumnInfos": list})
}

// measured writes a profile: what was read, then the steps with their rows and times.
func measured(p *engine.Profile, sql string, verbose bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Execution: %s, Input: %s\n", duration(p.Took), read(p.Stats))
	var draw func(s *engine.Step, first, rest string)
	draw = func(s *engine.Step, first, rest string) {
		name := s.Name
		if s.About != "" {
			name += "[" + strings.ToLower(s.About) + "]"
		}
		if s.Read >= 0 {
			name += "[table = " + p.Reads[s.Read].Table + "]"
		}
		bar := rest + "│   "
		if len(s.Children) == 0 {
			bar = rest + "    "
		}
		fmt.Fprintf(&b, "%s%s\n%sCPU: %s, Output: %s\n", first, name, bar, duration(s.Time), count(s.Rows, "row"))
		if s.Read >= 0 {
			fmt.Fprintf(&b, "%sInput: %s\n", bar, read(p.Reads[s.Read].Stats))
		}
		for i, c := range s.Children {
			if i == len(s.Children)-1 {
				draw(c, rest+"└─ ", rest+"   ")
			} else {
				draw(c, rest+"├─ ", rest+"│  ")
			}
		}
	}
	if p.Text != "" {
		b.WriteString(strings.TrimRight(p.Text, "\n") + "\n")
	} else {
		draw(p.Top, "", "")
	}
	if verbose {
		b.WriteString("\nSQL:\n" + sql)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func read(s engine.Stats) string {
	text := "no files"
	switch {
	case s.TotalFiles > 0:
		text = fmt.Sprintf("%d of %s, %s, %d bytes", s.Files, count(int64(s.TotalFiles), "file"), count(s.Rows, "row"), s.Bytes)
	case s.Rows > 0: // of an engine that does not tell files
		text = fmt.Sprintf("%s, %d bytes", count(s.Rows, "row"), s.Bytes)
	}
	if s.TotalPartitions > 0 {
		text += fmt.Sprintf(", partitions %d of %d", s.Partitions, s.TotalPartitions)
	}
	if s.Converted > 0 {
		text += fmt.Sprintf(", %s converted", count(int64(s.Converted), "file"))
	}
	return text
}

func count(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// duration writes a time as Trino does: 1.50ms.
func duration(d time.Duration) string {
	switch {
	case d < time.Microsecond:
		return fmt.Sprintf("%.2fns", float64(d))
	case d < time.Millisecond:
		return fmt.Sprintf("%.2fus", float64(d)/1e3)
	case d < time.Second:
		return fmt.Sprintf("%.2fms", float64(d)/1e6)
	case d < time.Minute:
		return fmt.Sprintf("%.2fs", float64(d)/1e9)
	}
	return fmt.Sprintf("%.2fm", float64(d)/6e10)
}
