package athena

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
)

func (s *service) namedQueryOperations() map[string]awsapi.Operation {
	model := wireat.Operations
	return map[string]awsapi.Operation{
		"CreateNamedQuery":   {Model: model["CreateNamedQuery"], Access: auth.Save, Do: awsapi.Do(s.createNamedQuery)},
		"UpdateNamedQuery":   {Model: model["UpdateNamedQuery"], Access: auth.Save, Do: awsapi.Do(s.updateNamedQuery)},
		"DeleteNamedQuery":   {Model: model["DeleteNamedQuery"], Access: auth.Save, Do: awsapi.Do(s.deleteNamedQuery)},
		"GetNamedQuery":      {Model: model["GetNamedQuery"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getNamedQuery)},
		"BatchGetNamedQuery": {Model: model["BatchGetNamedQuery"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.batchGetNamedQuery)},
		"ListNamedQueries":   {Model: model["ListNamedQueries"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listNamedQueries)},
	}
}

const (
	namedQueries = "athena.namedquery"
	// namedTokens has the ID of the named query that a client token made.
	namedTokens = "athena.namedquery.token"
)

// createNamedQuery: https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html
func (s *service) createNamedQuery(ctx context.Context, c *awsapi.Call, in *wireat.CreateNamedQueryInput) (*wireat.CreateNamedQueryOutput, error) {
	group, err := s.workGroup(ctx, c, cmp.Or(wire.Value(in.WorkGroup), primary))
	if err != nil {
		return nil, err
	}
	q := wireat.NamedQuery{Name: in.Name, Description: in.Description, Database: in.Database, QueryString: in.QueryString, WorkGroup: group.Name, NamedQueryId: new(uuid.NewString())}
	if token := wire.Value(in.ClientRequestToken); token != "" {
		first, err := s.Saved.AddSaved(ctx, namedTokens, c.Key.ID+"/"+token, []byte(*q.NamedQueryId))
		if err != nil {
			return nil, err
		}
		if !first {
			return s.madeBefore(ctx, c.Key.ID+"/"+token, q)
		}
	}
	content, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	return &wireat.CreateNamedQueryOutput{NamedQueryId: q.NamedQueryId}, s.Saved.SetSaved(ctx, namedQueries, *q.NamedQueryId, content)
}

// madeBefore answers a client token that came before.
func (s *service) madeBefore(ctx context.Context, token string, q wireat.NamedQuery) (*wireat.CreateNamedQueryOutput, error) {
	id, err := s.Saved.Saved(ctx, namedTokens, token)
	if err != nil {
		return nil, err
	}
	old, err := s.namedQuery(ctx, string(id))
	if err != nil {
		return nil, err
	}
	if wire.Value(old.Name) != wire.Value(q.Name) || wire.Value(old.QueryString) != wire.Value(q.QueryString) || wire.Value(old.Database) != wire.Value(q.Database) || wire.Value(old.WorkGroup) != wire.Value(q.WorkGroup) {
		return nil, invalid("IDEMPOTENT_PARAMETER_MISMATCH", "Idempotent parameters do not match")
	}
	return &wireat.CreateNamedQueryOutput{NamedQueryId: old.NamedQueryId}, nil
}

func (s *service) namedQuery(ctx context.Context, id string) (*wireat.NamedQuery, error) {
	content, err := s.Saved.Saved(ctx, namedQueries, id)
	if err != nil {
		return nil, err
	}
	if content == nil {
		return nil, invalid("NAMED_QUERY_NOT_FOUND", "NamedQuery %s was not found", id)
	}
	var q wireat.NamedQuery
	if err := json.Unmarshal(content, &q); err != nil {
		return nil, fmt.Errorf("the record of named query %s: %w", id, err)
	}
	return &q, nil
}

// namedQueries lists a workgroup's, in the order of their IDs.
func (s *service) namedQueries(ctx context.Context, group string) ([]wireat.NamedQuery, error) {
	contents, err := s.Saved.AllSaved(ctx, namedQueries)
	if err != nil {
		return nil, err
	}
	var out []wireat.NamedQuery
	for _, content := range contents {
		var q wireat.NamedQuery
		if err := json.Unmarshal(content, &q); err != nil {
			return nil, fmt.Errorf("the record of a named query: %w", err)
		}
		if *q.WorkGroup == group {
			out = append(out, q)
		}
	}
	return out, nil
}

func (s *service) getNamedQuery(ctx context.Context, _ *awsapi.Call, in *wireat.GetNamedQueryInput) (*wireat.GetNamedQueryOutput, error) {
	q, err := s.namedQuery(ctx, wire.Value(in.NamedQueryId))
	return &wireat.GetNamedQueryOutput{NamedQuery: q}, err
}

func (s *service) batchGetNamedQuery(ctx context.Context, _ *awsapi.Call, in *wireat.BatchGetNamedQueryInput) (*wireat.BatchGetNamedQueryOutput, error) {
	out := &wireat.BatchGetNamedQueryOutput{NamedQueries: []wireat.NamedQuery{}, UnprocessedNamedQueryIds: []wireat.UnprocessedNamedQueryId{}}
	for _, id := range in.NamedQueryIds {
		q, err := s.namedQuery(ctx, id)
		var failed *wire.Error
		switch {
		case errors.As(err, &failed):
			out.UnprocessedNamedQueryIds = append(out.UnprocessedNamedQueryIds, wireat.UnprocessedNamedQueryId{NamedQueryId: &id, ErrorCode: new("NAMED_QUERY_NOT_FOUND"), ErrorMessage: &failed.Message})
		case err != nil:
			return nil, err
		default:
			out.NamedQueries = append(out.NamedQueries, *q)
		}
	}
	return out, nil
}

func (s *service) listNamedQueries(ctx context.Context, c *awsapi.Call, in *wireat.ListNamedQueriesInput) (*wireat.ListNamedQueriesOutput, error) {
	group, err := s.workGroup(ctx, c, cmp.Or(wire.Value(in.WorkGroup), primary))
	if err != nil {
		return nil, err
	}
	list, err := s.namedQueries(ctx, *group.Name)
	if err != nil {
		return nil, err
	}
	list, next, err := page("namedqueries", in.NextToken, most(in.MaxResults, 50), list, func(q wireat.NamedQuery) string { return *q.NamedQueryId })
	if err != nil {
		return nil, err
	}
	out := &wireat.ListNamedQueriesOutput{NamedQueryIds: []string{}, NextToken: next}
	for _, q := range list {
		out.NamedQueryIds = append(out.NamedQueryIds, *q.NamedQueryId)
	}
	return out, nil
}

func (s *service) updateNamedQuery(ctx context.Context, _ *awsapi.Call, in *wireat.UpdateNamedQueryInput) (*wireat.UpdateNamedQueryOutput, error) {
	q, err := s.namedQuery(ctx, wire.Value(in.NamedQueryId))
	if err != nil {
		return nil, err
	}
	q.Name, q.QueryString = in.Name, in.QueryString
	set(&q.Description, in.Description)
	content, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	return &wireat.UpdateNamedQueryOutput{}, s.Saved.SetSaved(ctx, namedQueries, *q.NamedQueryId, content)
}

func (s *service) deleteNamedQuery(ctx context.Context, _ *awsapi.Call, in *wireat.DeleteNamedQueryInput) (*wireat.DeleteNamedQueryOutput, error) {
	if _, err := s.namedQuery(ctx, wire.Value(in.NamedQueryId)); err != nil {
		return nil, err
	}
	_, err := s.Saved.RemoveSaved(ctx, namedQueries, *in.NamedQueryId)
	return &wireat.DeleteNamedQueryOutput{}, err
}
