package athena

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/catalog"
	"tarn/internal/query"
)

func (s *service) executionOperations() map[string]awsapi.Operation {
	model := wireat.Operations
	return map[string]awsapi.Operation{
		"StartQueryExecution":       {Model: model["StartQueryExecution"], Access: auth.Query, Do: awsapi.Do(s.startQueryExecution)},
		"StopQueryExecution":        {Model: model["StopQueryExecution"], Access: auth.Query, Do: awsapi.Do(s.stopQueryExecution)},
		"GetQueryExecution":         {Model: model["GetQueryExecution"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.getQueryExecution)},
		"BatchGetQueryExecution":    {Model: model["BatchGetQueryExecution"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.batchGetQueryExecution)},
		"ListQueryExecutions":       {Model: model["ListQueryExecutions"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.listQueryExecutions)},
		"GetQueryRuntimeStatistics": {Model: model["GetQueryRuntimeStatistics"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.getQueryRuntimeStatistics)},
	}
}

// execution finds one that the key may see: its own, or any where the key is bound to no stores and databases, and may read what
// the execution read.
func (s *service) execution(ctx context.Context, c *awsapi.Call, id string) (query.Execution, error) {
	x, err := s.Queries.Get(ctx, id)
	if errors.Is(err, query.ErrNotFound) || err == nil && (x.Statement.Face != face || !sees(c.Key, x)) {
		return x, invalid("QUERY_EXECUTION_NOT_FOUND", "QueryExecution %s was not found", id)
	}
	return x, err
}

func sees(k auth.Key, x query.Execution) bool {
	return x.Statement.By == k.ID || everyone(k) && (audits(k) || !slices.Contains(x.Sources, catalog.AuditTable))
}

// everyone reports whether a key sees the executions of all.
func everyone(k auth.Key) bool { return !k.Limited() }

// audits reports whether a key may read the record of calls.
func audits(k auth.Key) bool { return k.MayRead(auth.AuditStore) }

func (s *service) getQueryExecution(ctx context.Context, c *awsapi.Call, in *wireat.GetQueryExecutionInput) (*wireat.GetQueryExecutionOutput, error) {
	x, err := s.execution(ctx, c, wire.Value(in.QueryExecutionId))
	if err != nil {
		return nil, err
	}
	return &wireat.GetQueryExecutionOutput{QueryExecution: shownExecution(x, s.now())}, nil
}

func (s *service) batchGetQueryExecution(ctx context.Context, c *awsapi.Call, in *wireat.BatchGetQueryExecutionInput) (*wireat.BatchGetQueryExecutionOutput, error) {
	out := &wireat.BatchGetQueryExecutionOutput{QueryExecutions: []wireat.QueryExecution{}, UnprocessedQueryExecutionIds: []wireat.UnprocessedQueryExecutionId{}}
	for _, id := range in.QueryExecutionIds {
		x, err := s.execution(ctx, c, id)
		var failed *wire.Error
		if errors.As(err, &failed) {
			out.UnprocessedQueryExecutionIds = append(out.UnprocessedQueryExecutionIds, wireat.UnprocessedQueryExecutionId{
				QueryExecutionId: &id, ErrorCode: new("QUERY_EXECUTION_NOT_FOUND"), ErrorMessage: &failed.Message})
			continue
		}
		if err != nil {
			return nil, err
		}
		out.QueryExecutions = append(out.QueryExecutions, *shownExecution(x, s.now()))
	}
	return out, nil
}

// listQueryExecutions lists a workgroup's, the youngest first: https://docs.aws.amazon.com/athena/latest/APIReference/API_ListQueryExecutions.html
func (s *service) listQueryExecutions(ctx context.Context, c *awsapi.Call, in *wireat.ListQueryExecutionsInput) (*wireat.ListQueryExecutionsOutput, error) {
	group, err := s.workGroup(ctx, c, cmp.Or(wire.Value(in.WorkGroup), primary))
	if err != nil {
		return nil, err
	}
	max := 50
	if in.MaxResults != nil {
		max = int(*in.MaxResults)
	}
	f := query.Filter{Face: face, Workgroup: *group.Name, Limit: max + 1}
	switch {
	case !everyone(c.Key):
		f.By = c.Key.ID
	case !audits(c.Key):
		f.Without = catalog.AuditTable
	}
	if f.After, err = openToken(in.NextToken, "executions"); err != nil {
		return nil, err
	}
	list, err := s.Queries.List(ctx, f)
	if errors.Is(err, query.ErrNotFound) {
		return nil, malformed(wire.Value(in.NextToken))
	}
	if err != nil {
		return nil, err
	}
	out := &wireat.ListQueryExecutionsOutput{QueryExecutionIds: []string{}}
	for i, x := range list {
		if i == max {
			out.NextToken = wire.SealToken([]string{list[i-1].ID}, "executions")
			break
		}
		out.QueryExecutionIds = append(out.QueryExecutionIds, x.ID)
	}
	return out, nil
}

func (s *service) stopQueryExecution(ctx context.Context, c *awsapi.Call, in *wireat.StopQueryExecutionInput) (*wireat.StopQueryExecutionOutput, error) {
	x, err := s.execution(ctx, c, wire.Value(in.QueryExecutionId))
	if err != nil {
		return nil, err
	}
	if c.Key.Role != auth.Admin && x.Statement.By != c.Key.ID {
		return nil, awsapi.Denied(c, workGroupARN(c, x.Statement.Workgroup))
	}
	return &wireat.StopQueryExecutionOutput{}, s.Queries.Cancel(ctx, x.ID)
}

func (s *service) getQueryRuntimeStatistics(ctx context.Context, c *awsapi.Call, in *wireat.GetQueryRuntimeStatisticsInput) (*wireat.GetQueryRuntimeStatisticsOutput, error) {
	x, err := s.execution(ctx, c, wire.Value(in.QueryExecutionId))
	if err != nil {
		return nil, err
	}
	statistics := shownStatistics(x, s.now())
	return &wireat.GetQueryRuntimeStatisticsOutput{QueryRuntimeStatistics: &wireat.QueryRuntimeStatistics{
		Timeline: &wireat.QueryRuntimeStatisticsTimeline{
			QueryQueueTimeInMillis: statistics.QueryQueueTimeInMillis, EngineExecutionTimeInMillis: statistics.EngineExecutionTimeInMillis,
			TotalExecutionTimeInMillis: statistics.TotalExecutionTimeInMillis, ServiceProcessingTimeInMillis: statistics.ServiceProcessingTimeInMillis,
		},
		Rows: &wireat.QueryRuntimeStatisticsRows{InputRows: &x.Stats.Rows, InputBytes: &x.Stats.Scanned, OutputRows: &x.Rows},
	}}, nil
}

// shownExecution is an execution as the API has it.
func shownExecution(x query.Execution, now time.Time) *wireat.QueryExecution {
	stmt := x.Statement
	out := &wireat.QueryExecution{
		QueryExecutionId: &x.ID, Query: &stmt.SQL, WorkGroup: &stmt.Workgroup, EngineVersion: engineVersion(),
		StatementType: wire.Some(stmt.Details[keptKind]), SubstatementType: wire.Some(stmt.Details[keptSub]),
		QueryExecutionContext: &wireat.QueryExecutionContext{Catalog: wire.Some(strings.ToLower(stmt.Details[keptCatalog])), Database: wire.Some(stmt.Database)},
		Statistics:            shownStatistics(x, now), Status: shownStatus(x),
		ResultReuseConfiguration: &wireat.ResultReuseConfiguration{ResultReuseByAgeConfiguration: &wireat.ResultReuseByAgeConfiguration{Enabled: new(stmt.Reuse > 0)}},
		ResultConfiguration:      &wireat.ResultConfiguration{},
	}
	if stmt.Reuse > 0 {
		out.ResultReuseConfiguration.ResultReuseByAgeConfiguration.MaxAgeInMinutes = new(int32(stmt.Reuse / time.Minute))
	}
	// What was kept is what was written here: a member that cannot be read stays absent.
	json.Unmarshal([]byte(stmt.Details[keptParameters]), &out.ExecutionParameters)
	json.Unmarshal([]byte(stmt.Details[keptResult]), out.ResultConfiguration)
	out.ResultConfiguration.OutputLocation = wire.Some(resultFile(x))
	return out
}

// resultFile is where the result of an execution is, or is to be.
func resultFile(x query.Execution) string {
	stmt := x.Statement
	if stmt.OutputLocation == "" {
		return ""
	}
	id := cmp.Or(x.Reused, x.ID)
	return folder(stmt.OutputLocation) + fileName(kind{stmt.Details[keptKind], stmt.Details[keptSub]}, id)
}

// folder is a place as the beginning of a key.
func folder(uri string) string { return strings.TrimSuffix(uri, "/") + "/" }

// fileName is a result's within its place; the names of Athena's were measured by https://github.com/aoyagikouhei/athena-local.
func fileName(k kind, id string) string {
	switch {
	case k.sub == "CREATE_TABLE_AS_SELECT":
		return "tables/" + id
	case k.sub == "INSERT", k.sub == "UPDATE", k.sub == "DELETE", k.sub == "MERGE", k.sub == "UNLOAD":
		return id
	case k.sub == "EXPLAIN", k.statement != dml && k.sub != "SHOW_FUNCTIONS":
		return id + ".txt"
	}
	return id + ".csv"
}

func shownStatistics(x query.Execution, now time.Time) *wireat.QueryExecutionStatistics {
	ms := func(d time.Duration) *int64 { return new(d.Milliseconds()) }
	waited, took := x.Waited(now), x.Took(now)
	out := &wireat.QueryExecutionStatistics{
		DataScannedInBytes: &x.Stats.Scanned, QueryQueueTimeInMillis: ms(waited), EngineExecutionTimeInMillis: ms(took),
		TotalExecutionTimeInMillis: ms(waited + took), ServiceProcessingTimeInMillis: new(int64(0)),
		ResultReuseInformation: &wireat.ResultReuseInformation{ReusedPreviousResult: new(x.Reused != "")},
	}
	if x.State == query.Finished {
		out.DataManifestLocation = wire.Some(manifestFile(x))
	}
	return out
}
