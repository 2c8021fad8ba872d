package console

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
)

func queryRoutes() []Route {
	const group = "Queries"
	return []Route{
		route(Route{Method: "POST", Path: "/queries", Name: "StartQuery", Group: group, Summary: "Start a statement", Access: auth.Query, Changes: true}, (*Console).start),
		route(Route{Method: "GET", Path: "/queries", Group: group, Summary: "The history: statements of the key's own through any API, the youngest first", Access: auth.Query}, (*Console).history),
		route(Route{Method: "GET", Path: "/queries/{id}", Group: group, Summary: "How a statement stands; with wait, once it has ended or the time is over", Access: auth.Query}, (*Console).execution),
		route(Route{Method: "DELETE", Path: "/queries/{id}", Name: "CancelQuery", Group: group, Summary: "Cancel a statement", Access: auth.Query, Changes: true}, (*Console).cancel),
		route(Route{Method: "GET", Path: "/queries/{id}/rows", Name: "GetQueryRows", Group: group, Summary: "Rows of a result", Access: auth.Query}, (*Console).rows),
		route(Route{Method: "GET", Path: "/queries/{id}/download", Name: "DownloadQueryResults", Group: group, Summary: "A whole result as a file", Access: auth.Query}, (*Console).download),
	}
}

// face is the console's name in executions.
const face = "console"

// Start is a statement to be run.
type Start struct {
	SQL string `json:"sql"`
	// Parameters are the values of ?, as SQL has them: 42, 'us-east-1'.
	Parameters []string `json:"parameters,omitempty"`
	Database   string   `json:"database,omitempty" doc:"what names without one mean; default by default"`
}

// Execution is one run of a statement.
type Execution struct {
	ID         string   `json:"id"`
	SQL        string   `json:"sql"`
	Parameters []string `json:"parameters,omitempty"`
	Database   string   `json:"database,omitempty"`
	Face       string   `json:"face" doc:"the API that it came through"`
	State      string   `json:"state" doc:"QUEUED, RUNNING, FINISHED, FAILED, CANCELLED or TIMED_OUT"`
	Submitted  string   `json:"submitted"`
	// Queued and Took are in milliseconds.
	Queued   int64    `json:"queued"`
	Took     int64    `json:"took"`
	Columns  []Column `json:"columns"`
	Rows     int64    `json:"rows"`
	Bytes    int64    `json:"bytes" doc:"read from data files"`
	Read     int64    `json:"read" doc:"rows of those files"`
	Files    int64    `json:"files"`
	AllFiles int64    `json:"allFiles" doc:"of the tables; those that cannot hold an answer are left out"`
	// Fraction is how much is done, between 0 and 1, negative while nobody knows.
	Fraction float64  `json:"fraction"`
	Doing    string   `json:"doing,omitempty" doc:"what is made ready before the statement itself runs"`
	Written  []string `json:"written,omitempty"`
	Notes    []Note   `json:"notes,omitempty"`
	Error    *Failure `json:"error,omitempty"`
}

// Column is a column of a result.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type" doc:"Trino's name of it"`
}

// Note is a word of help; its places are in UTF-16 units.
type Note struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

func (s *Console) shown(x query.Execution) Execution {
	now := s.Now()
	out := Execution{
		ID: x.ID, SQL: x.Statement.SQL, Parameters: x.Statement.Parameters, Database: x.Statement.Database, Face: cmp.Or(x.Statement.Face, "command"), State: string(x.State),
		Submitted: x.Submitted.UTC().Format(time.RFC3339Nano), Queued: x.Waited(now).Milliseconds(), Took: x.Took(now).Milliseconds(), Columns: columnsOf(x),
		Rows: x.Rows, Bytes: x.Stats.Bytes, Read: x.Stats.Rows, Files: int64(x.Stats.Files), AllFiles: int64(x.Stats.TotalFiles), Fraction: x.Fraction, Doing: x.Doing, Written: x.Written,
	}
	for _, n := range x.Notes {
		out.Notes = append(out.Notes, Note{From: units(out.SQL, n.From), To: units(out.SQL, n.To), Text: n.Text})
	}
	if x.Error != nil {
		out.Error = statementFailure(x.Error, out.SQL)
	}
	return out
}

func columnsOf(x query.Execution) []Column {
	out := []Column{}
	for _, column := range x.Columns {
		out = append(out, Column{Name: column.Name, Type: column.Type.String()})
	}
	return out
}

func (s *Console) start(c *call, in Start) (Execution, error) {
	if strings.TrimSpace(in.SQL) == "" {
		return Execution{}, invalid("There is no statement.")
	}
	x, err := s.Queries.Start(c.ctx, query.Statement{SQL: in.SQL, Parameters: in.Parameters, Database: strings.ToLower(in.Database), Face: face, By: c.key.ID, Key: c.key})
	var failed *query.Error
	if errors.As(err, &failed) && x.ID != "" {
		return s.shown(x), nil // it is an execution that has failed
	}
	if err != nil {
		return Execution{}, err
	}
	// Most statements are short: their answer need not be asked for again.
	return s.shown(s.until(c, x, 150*time.Millisecond)), nil
}

// until waits for an execution's end, but no longer than a time.
func (s *Console) until(c *call, x query.Execution, most time.Duration) query.Execution {
	deadline := time.Now().Add(most)
	for !x.State.Final() && time.Now().Before(deadline) {
		select {
		case <-c.ctx.Done():
			return x
		case <-time.After(5 * time.Millisecond):
		}
		if now, err := s.Queries.Get(c.ctx, x.ID); err == nil {
			x = now
		}
	}
	return x
}

// sees reports whether a key may look at an execution: its own, or any where it is not limited and may read what was read.
func sees(k auth.Key, x query.Execution) bool {
	return x.Statement.By == k.ID || !k.Limited() && (k.MayRead(auth.AuditStore) || !slices.Contains(x.Sources, catalog.AuditTable))
}

func (s *Console) find(c *call, id string) (query.Execution, error) {
	x, err := s.Queries.Get(c.ctx, id)
	if err == nil && !sees(c.key, x) {
		err = query.ErrNotFound
	}
	return x, err
}

type executionInput struct {
	ID   string `path:"id" json:"id"`
	Wait int    `query:"wait" json:"wait,omitempty" doc:"milliseconds, at most 10000"`
}

func (s *Console) execution(c *call, in executionInput) (Execution, error) {
	x, err := s.find(c, in.ID)
	if err != nil {
		return Execution{}, err
	}
	return s.shown(s.until(c, x, time.Duration(min(in.Wait, 10_000))*time.Millisecond)), nil
}

type idInput struct {
	ID string `path:"id" json:"id"`
}

func (s *Console) cancel(c *call, in idInput) (none, error) {
	x, err := s.find(c, in.ID)
	if err == nil {
		err = s.Queries.Cancel(c.ctx, x.ID)
	}
	return none{}, err
}

type historyInput struct {
	Limit int    `query:"limit" json:"limit,omitempty" doc:"at most 200; 50 by default"`
	After string `query:"after" json:"after,omitempty" doc:"the ID of the last one of the page before"`
	All   bool   `query:"all" json:"all,omitempty" doc:"those of other keys, too, where the key is not limited"`
}

// History is a page of executions.
type History struct {
	Executions []Execution `json:"executions"`
	Next       string      `json:"next,omitempty" doc:"what after is for the next page"`
}

func (s *Console) history(c *call, in historyInput) (History, error) {
	limit := min(cmp.Or(in.Limit, 50), 200)
	f := query.Filter{By: c.key.ID, Limit: limit + 1, After: in.After}
	if in.All && !c.key.Limited() {
		f.By = ""
	}
	list, err := s.Queries.List(c.ctx, f)
	if err != nil {
		return History{}, err
	}
	out := History{Executions: []Execution{}}
	if len(list) > limit {
		list = list[:limit]
		out.Next = list[limit-1].ID
	}
	for _, x := range list {
		if sees(c.key, x) {
			out.Executions = append(out.Executions, s.shown(x))
		}
	}
	return out, nil
}

type rowsInput struct {
	ID    string `path:"id" json:"id"`
	From  int64  `query:"from" json:"from,omitempty" doc:"the first row's number, from 0"`
	Limit int    `query:"limit" json:"limit,omitempty" doc:"at most 10000; 1000 by default"`
}

// Rows are some of a result's.
type Rows struct {
	Columns []Column `json:"columns"`
	From    int64    `json:"from"`
	// Rows have a text or null for each column: numbers have all their digits, and arrays, maps and rows are JSON.
	Rows  [][]*string `json:"rows"`
	Total int64       `json:"total"`
}

func (s *Console) rows(c *call, in rowsInput) (Rows, error) {
	x, err := s.ended(c, in.ID)
	if err != nil {
		return Rows{}, err
	}
	if in.From < 0 || in.Limit < 0 {
		return Rows{}, invalid("From and limit are not negative.")
	}
	rows, err := s.Queries.Rows(c.ctx, x.ID, in.From, min(cmp.Or(in.Limit, 1000), 10_000))
	if err != nil {
		return Rows{}, err
	}
	out := Rows{Columns: columnsOf(x), From: in.From, Rows: make([][]*string, len(rows)), Total: x.Rows}
	for i, r := range rows {
		out.Rows[i] = cells(x.Columns, r)
	}
	return out, nil
}

func cells(columns []analyze.Output, r query.Row) []*string {
	out := make([]*string, len(r))
	for i, v := range r {
		if text, ok := format.Cell(columns[i].Type, v); ok {
			out[i] = &text
		}
	}
	return out
}

// ended gives an execution that has rows.
func (s *Console) ended(c *call, id string) (query.Execution, error) {
	x, err := s.find(c, id)
	switch {
	case err != nil:
		return x, err
	case !x.State.Final():
		return x, query.ErrRunning
	case x.Error != nil && x.State != query.TimedOut:
		return x, statementFailure(x.Error, x.Statement.SQL)
	}
	return x, nil
}

type downloadInput struct {
	ID     string `path:"id" json:"id"`
	Format string `query:"format" json:"format" doc:"csv, json, jsonl or parquet"`
	BOM    bool   `query:"bom" json:"bom,omitempty" doc:"CSV for a spreadsheet: it begins with the mark that Excel knows UTF-8 by, and texts that would be formulas with an apostrophe"`
}

var kinds = map[string]string{"csv": "text/csv; charset=utf-8", "json": "application/json", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}

func (s *Console) download(c *call, in downloadInput) (file, error) {
	kind, ok := kinds[in.Format]
	if !ok {
		return nil, invalid("There is no format %q: choose csv, json, jsonl or parquet.", in.Format)
	}
	x, err := s.ended(c, in.ID)
	if err != nil {
		return nil, err
	}
	rows, err := s.Queries.Stream(c.ctx, x.ID)
	if err != nil {
		return nil, err
	}
	return func(w http.ResponseWriter) error {
		defer rows.Close()
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", `attachment; filename="tarn-`+x.ID[:8]+"."+in.Format+`"`)
		e, err := format.New(in.Format, w, x.Columns)
		if in.BOM && in.Format == "csv" {
			e, err = format.NewSheet(w, x.Columns)
		}
		if err != nil {
			return err
		}
		for {
			page, err := rows.Next(c.ctx, 10_000)
			if isEnd(err) {
				return e.Close()
			}
			if err != nil {
				return err
			}
			if err := e.Rows(page); err != nil {
				return err
			}
		}
	}, nil
}

func isEnd(err error) bool { return errors.Is(err, io.EOF) }
