package console

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/query"
	"tarn/internal/sample"
	"tarn/internal/sql/functions"
	"tarn/internal/title"
)

func textRoutes() []Route {
	const group = "Statements"
	return []Route{
		route(Route{Method: "POST", Path: "/analyse", Group: group, Summary: "What a statement means, without running it: its columns, or the error with its place", Access: auth.Query}, (*Console).analyse),
		route(Route{Method: "GET", Path: "/functions", Group: group, Summary: "The SQL functions that there are", Access: auth.List}, (*Console).functions),
		route(Route{Method: "GET", Path: "/samples", Group: group, Summary: "Sample queries, those with words of a phrase first where one is given", Access: auth.List}, (*Console).samples),
	}
}

// Analysis is what a statement means.
type Analysis struct {
	Columns []Column `json:"columns"`
	Notes   []Note   `json:"notes"`
	// Error says why it has no meaning; absent where it has one.
	Error *Failure `json:"error,omitempty"`
}

func (s *Console) analyse(c *call, in Start) (Analysis, error) {
	out := Analysis{Columns: []Column{}, Notes: []Note{}}
	if strings.TrimSpace(in.SQL) == "" {
		return out, nil
	}
	q, err := s.Queries.Check(c.ctx, query.Statement{SQL: in.SQL, Parameters: in.Parameters, Database: strings.ToLower(in.Database), Face: face, By: c.key.ID, Key: c.key})
	var failed *query.Error
	if errors.As(err, &failed) && failed.Kind != query.InternalError {
		out.Error = statementFailure(failed, in.SQL)
		return out, nil
	}
	if err != nil {
		return out, err
	}
	for _, column := range q.Columns {
		out.Columns = append(out.Columns, Column{Name: column.Name, Type: column.Type.String()})
	}
	for _, n := range q.Notes {
		out.Notes = append(out.Notes, Note{From: units(in.SQL, n.From.Offset), To: units(in.SQL, n.To.Offset), Text: n.Text})
	}
	return out, nil
}

// Functions are the SQL functions.
type Functions struct {
	Functions []Function `json:"functions"`
}

// Function is an SQL function.
type Function struct {
	Name       string   `json:"name"`
	Group      string   `json:"group"`
	Signatures []string `json:"signatures"`
	Doc        string   `json:"doc,omitempty"`
}

func (s *Console) functions(*call, none) (Functions, error) {
	var out Functions
	for _, f := range functions.All() {
		shown := Function{Name: f.Name, Group: f.Section, Doc: f.Doc, Signatures: []string{}}
		for _, o := range f.Overloads {
			shown.Signatures = append(shown.Signatures, o.Signature)
		}
		out.Functions = append(out.Functions, shown)
	}
	return out, nil
}

type samplesInput struct {
	Search string `query:"search" json:"search,omitempty"`
	Kind   string `query:"kind" json:"kind,omitempty" doc:"cloudtrail, or a log format"`
}

// Samples are sample queries.
type Samples struct {
	Samples []Sample `json:"samples"`
}

// Sample is a query to begin from.
type Sample struct {
	ID          string      `json:"id"`
	Kind        string      `json:"kind"`
	Name        title.Title `json:"name"`
	Description title.Title `json:"description"`
	Tags        []string    `json:"tags"`
	// SQL names a store that is there, where there is one of the kind.
	SQL string `json:"sql"`
	// Ready says that there is a store of the kind.
	Ready bool `json:"ready"`
}

func (s *Console) samples(c *call, in samplesInput) (Samples, error) {
	out := Samples{Samples: []Sample{}}
	found := sample.All()
	if in.Search != "" {
		found = nil
		for _, h := range sample.Search(sample.All(), in.Search) {
			found = append(found, h.Query)
		}
	}
	stores, err := s.stores(c)
	if err != nil {
		return out, err
	}
	events, err := s.events(c, "")
	var none *Failure
	if err != nil && !errors.As(err, &none) {
		return out, err
	}
	for _, q := range found {
		if in.Kind != "" && q.Kind != in.Kind {
			continue
		}
		shown := Sample{ID: q.ID, Kind: q.Kind, Name: q.Name, Description: q.Description, Tags: q.Tags, SQL: q.SQL}
		if q.Kind == "cloudtrail" {
			shown.Ready = events.ID != ""
			shown.SQL = strings.ReplaceAll(q.SQL, "$EDS_ID", cmp.Or(quote(events.Name), "cloudtrail"))
		} else {
			shown.Ready = slices.ContainsFunc(stores, func(e catalog.EventDataStore) bool {
				return strings.ReplaceAll(e.Kind, "-", "") == strings.ReplaceAll(q.Kind, "-", "")
			})
		}
		out.Samples = append(out.Samples, shown)
	}
	return out, nil
}
