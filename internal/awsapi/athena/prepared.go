package athena

import (
	"context"
	"errors"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/query"
	"tarn/internal/sql/syntax"
)

func (s *service) preparedOperations() map[string]awsapi.Operation {
	model := wireat.Operations
	return map[string]awsapi.Operation{
		"CreatePreparedStatement":   {Model: model["CreatePreparedStatement"], Access: auth.Save, Do: awsapi.Do(s.createPrepared)},
		"UpdatePreparedStatement":   {Model: model["UpdatePreparedStatement"], Access: auth.Save, Do: awsapi.Do(s.updatePrepared)},
		"DeletePreparedStatement":   {Model: model["DeletePreparedStatement"], Access: auth.Save, Do: awsapi.Do(s.deletePrepared)},
		"GetPreparedStatement":      {Model: model["GetPreparedStatement"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getPrepared)},
		"BatchGetPreparedStatement": {Model: model["BatchGetPreparedStatement"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.batchGetPrepared)},
		"ListPreparedStatements":    {Model: model["ListPreparedStatements"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listPrepared)},
	}
}

// prepared finds a statement of a workgroup.
func (s *service) prepared(ctx context.Context, c *awsapi.Call, group, name string) (query.PreparedStatement, error) {
	if _, err := s.workGroup(ctx, c, group); err != nil {
		return query.PreparedStatement{}, err
	}
	p, err := s.Prepared.Prepared(ctx, group, strings.ToLower(name))
	if errors.Is(err, query.ErrNotPrepared) {
		return p, notFound(name, "PreparedStatement %s was not found in workGroup %s", name, group)
	}
	return p, err
}

func shownPrepared(p query.PreparedStatement) wireat.PreparedStatement {
	return wireat.PreparedStatement{StatementName: &p.Name, QueryStatement: &p.SQL, WorkGroupName: &p.Workgroup, Description: wire.Some(p.Description), LastModifiedTime: wire.At(p.Updated)}
}

// readable refuses a text that cannot be read.
func readable(sql string) error {
	if _, err := syntax.Parse(sql); err != nil {
		return invalid("MALFORMED_QUERY", "%s", err)
	}
	return nil
}

// createPrepared: https://docs.aws.amazon.com/athena/latest/APIReference/API_CreatePreparedStatement.html
func (s *service) createPrepared(ctx context.Context, c *awsapi.Call, in *wireat.CreatePreparedStatementInput) (*wireat.CreatePreparedStatementOutput, error) {
	_, err := s.prepared(ctx, c, *in.WorkGroup, *in.StatementName)
	var missing *wire.Error
	switch {
	case err == nil:
		return nil, invalid("INVALID_INPUT", "PreparedStatement %s already exists in workGroup %s", *in.StatementName, *in.WorkGroup)
	case !errors.As(err, &missing) || missing.Code != "ResourceNotFoundException":
		return nil, err
	}
	if err := readable(*in.QueryStatement); err != nil {
		return nil, err
	}
	return &wireat.CreatePreparedStatementOutput{}, s.Prepared.PutPrepared(ctx, query.PreparedStatement{
		Workgroup: *in.WorkGroup, Name: strings.ToLower(*in.StatementName), SQL: *in.QueryStatement, Description: wire.Value(in.Description), Updated: s.now().UTC()})
}

func (s *service) updatePrepared(ctx context.Context, c *awsapi.Call, in *wireat.UpdatePreparedStatementInput) (*wireat.UpdatePreparedStatementOutput, error) {
	p, err := s.prepared(ctx, c, *in.WorkGroup, *in.StatementName)
	if err != nil {
		return nil, err
	}
	if err := readable(*in.QueryStatement); err != nil {
		return nil, err
	}
	p.SQL, p.Updated = *in.QueryStatement, s.now().UTC()
	if in.Description != nil {
		p.Description = *in.Description
	}
	return &wireat.UpdatePreparedStatementOutput{}, s.Prepared.PutPrepared(ctx, p)
}

func (s *service) deletePrepared(ctx context.Context, c *awsapi.Call, in *wireat.DeletePreparedStatementInput) (*wireat.DeletePreparedStatementOutput, error) {
	p, err := s.prepared(ctx, c, *in.WorkGroup, *in.StatementName)
	if err != nil {
		return nil, err
	}
	return &wireat.DeletePreparedStatementOutput{}, s.Prepared.RemovePrepared(ctx, p.Workgroup, p.Name)
}

func (s *service) getPrepared(ctx context.Context, c *awsapi.Call, in *wireat.GetPreparedStatementInput) (*wireat.GetPreparedStatementOutput, error) {
	p, err := s.prepared(ctx, c, *in.WorkGroup, *in.StatementName)
	if err != nil {
		return nil, err
	}
	return &wireat.GetPreparedStatementOutput{PreparedStatement: new(shownPrepared(p))}, nil
}

func (s *service) batchGetPrepared(ctx context.Context, c *awsapi.Call, in *wireat.BatchGetPreparedStatementInput) (*wireat.BatchGetPreparedStatementOutput, error) {
	if _, err := s.workGroup(ctx, c, *in.WorkGroup); err != nil {
		return nil, err
	}
	out := &wireat.BatchGetPreparedStatementOutput{PreparedStatements: []wireat.PreparedStatement{}, UnprocessedPreparedStatementNames: []wireat.UnprocessedPreparedStatementName{}}
	for _, name := range in.PreparedStatementNames {
		p, err := s.prepared(ctx, c, *in.WorkGroup, name)
		var failed *wire.Error
		switch {
		case errors.As(err, &failed):
			out.UnprocessedPreparedStatementNames = append(out.UnprocessedPreparedStatementNames, wireat.UnprocessedPreparedStatementName{
				StatementName: &name, ErrorCode: new("STATEMENT_NOT_FOUND"), ErrorMessage: &failed.Message})
		case err != nil:
			return nil, err
		default:
			out.PreparedStatements = append(out.PreparedStatements, shownPrepared(p))
		}
	}
	return out, nil
}

func (s *service) listPrepared(ctx context.Context, c *awsapi.Call, in *wireat.ListPreparedStatementsInput) (*wireat.ListPreparedStatementsOutput, error) {
	if _, err := s.workGroup(ctx, c, *in.WorkGroup); err != nil {
		return nil, err
	}
	list, err := s.Prepared.PreparedIn(ctx, *in.WorkGroup)
	if err != nil {
		return nil, err
	}
	list, next, err := page("prepared", in.NextToken, most(in.MaxResults, 50), list, func(p query.PreparedStatement) string { return p.Name })
	if err != nil {
		return nil, err
	}
	out := &wireat.ListPreparedStatementsOutput{PreparedStatements: []wireat.PreparedStatementSummary{}, NextToken: next}
	for _, p := range list {
		out.PreparedStatements = append(out.PreparedStatements, wireat.PreparedStatementSummary{StatementName: &p.Name, LastModifiedTime: wire.At(p.Updated)})
	}
	return out, nil
}
