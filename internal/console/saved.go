package console

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"tarn/internal/auth"
)

// Saved queries are Athena's named queries of the workgroup primary: what one saves here, Athena's clients see, and the other way
// round. The operations check what the key may and record the calls.
func savedRoutes() []Route {
	const group = "Saved queries"
	return []Route{
		route(Route{Method: "GET", Path: "/saved", Group: group, Summary: "The saved queries", Access: auth.List}, (*Console).saved),
		route(Route{Method: "POST", Path: "/saved", Group: group, Summary: "Save a query", Access: auth.Save}, (*Console).save),
		route(Route{Method: "PUT", Path: "/saved/{id}", Group: group, Summary: "Change a saved query's name, description and statement", Access: auth.Save}, (*Console).resave),
		route(Route{Method: "DELETE", Path: "/saved/{id}", Group: group, Summary: "Delete a saved query", Access: auth.Save}, (*Console).unsave),
	}
}

// Saved are the saved queries, in the order of their names.
type Saved struct {
	Queries []SavedQuery `json:"queries"`
}

// SavedQuery is a query under a name.
type SavedQuery struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Database    string `json:"database"`
	SQL         string `json:"sql"`
}

func (s *Console) athena(c *call, operation string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	text, err := s.Calls.Call(c.r, c.key, "athena", operation, body)
	if err != nil || out == nil {
		return err
	}
	return json.Unmarshal(text, out)
}

func (s *Console) saved(c *call, _ none) (Saved, error) {
	out := Saved{Queries: []SavedQuery{}}
	var ids []string
	for token := ""; ; {
		in := map[string]any{"MaxResults": 50}
		if token != "" {
			in["NextToken"] = token
		}
		var page struct {
			NamedQueryIds []string
			NextToken     string
		}
		if err := s.athena(c, "ListNamedQueries", in, &page); err != nil {
			return out, err
		}
		ids = append(ids, page.NamedQueryIds...)
		if token = page.NextToken; token == "" || len(ids) >= 1000 {
			break
		}
	}
	for part := range slices.Chunk(ids, 50) {
		var page struct {
			NamedQueries []struct{ NamedQueryId, Name, Description, Database, QueryString string }
		}
		if err := s.athena(c, "BatchGetNamedQuery", map[string]any{"NamedQueryIds": part}, &page); err != nil {
			return out, err
		}
		for _, q := range page.NamedQueries {
			out.Queries = append(out.Queries, SavedQuery{ID: q.NamedQueryId, Name: q.Name, Description: q.Description, Database: q.Database, SQL: q.QueryString})
		}
	}
	slices.SortFunc(out.Queries, func(a, b SavedQuery) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, nil
}

// SaveInput is a query to be saved.
type SaveInput struct {
	ID          string `path:"id" json:"-"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Database    string `json:"database,omitempty" doc:"default by default"`
	SQL         string `json:"sql"`
}

func (in SaveInput) check() error {
	switch {
	case strings.TrimSpace(in.Name) == "":
		return invalid("Give the query a name.")
	case strings.TrimSpace(in.SQL) == "":
		return invalid("There is no statement to save.")
	}
	return nil
}

func (s *Console) save(c *call, in SaveInput) (SavedQuery, error) {
	if err := in.check(); err != nil {
		return SavedQuery{}, err
	}
	if in.Database == "" {
		in.Database = "default"
	}
	var made struct{ NamedQueryId string }
	members := map[string]any{"Name": in.Name, "Database": in.Database, "QueryString": in.SQL}
	if in.Description != "" {
		members["Description"] = in.Description
	}
	err := s.athena(c, "CreateNamedQuery", members, &made)
	return SavedQuery{ID: made.NamedQueryId, Name: in.Name, Description: in.Description, Database: in.Database, SQL: in.SQL}, err
}

func (s *Console) resave(c *call, in SaveInput) (SavedQuery, error) {
	if err := in.check(); err != nil {
		return SavedQuery{}, err
	}
	err := s.athena(c, "UpdateNamedQuery", map[string]any{"NamedQueryId": in.ID, "Name": in.Name, "Description": in.Description, "QueryString": in.SQL}, nil)
	return SavedQuery{ID: in.ID, Name: in.Name, Description: in.Description, Database: in.Database, SQL: in.SQL}, err
}

func (s *Console) unsave(c *call, in idInput) (none, error) {
	err := s.athena(c, "DeleteNamedQuery", map[string]any{"NamedQueryId": in.ID}, nil)
	return none{}, err
}

// FromAWS is the failure of an operation of AWS's APIs.
func FromAWS(status int, code, message string) *Failure {
	if status == 0 {
		status = http.StatusBadRequest
	}
	return &Failure{Status: status, Code: code, Message: message}
}
