package athena

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/query"
	"tarn/internal/sql/syntax"
)

// face is the service's name in executions.
const face = "athena"

// What is kept with an execution beside its statement.
const (
	keptKind       = "type"
	keptSub        = "subtype"
	keptFile       = "file"       // where the result is, as OutputLocation shows it
	keptParameters = "parameters" // as they came
	keptResult     = "result"     // ResultConfiguration
	keptCatalog    = "catalog"    // of QueryExecutionContext
)

// startQueryExecution: https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
func (s *service) startQueryExecution(ctx context.Context, c *awsapi.Call, in *wireat.StartQueryExecutionInput) (*wireat.StartQueryExecutionOutput, error) {
	group, err := s.workGroup(ctx, c, cmp.Or(wire.Value(in.WorkGroup), primary))
	if err != nil {
		return nil, err
	}
	if wire.Value(group.State) == disabled {
		return nil, invalid("INVALID_INPUT", "WorkGroup %s is disabled.", *group.Name)
	}
	if err := supported(in.EngineConfiguration); err != nil {
		return nil, err
	}
	sql := wire.Value(in.QueryString)
	// What cannot be read never becomes an execution.
	tree, err := syntax.Parse(sql)
	if place := (*syntax.Error)(nil); errors.As(err, &place) {
		// Of a statement of Hive's, Athena's words say little: where and why stands beside them.
		if place.Hint != "" && kindOf(sql).statement != dml {
			return nil, invalid("MALFORMED_QUERY", "%s (%s)", place.Error(), place.Hint)
		}
		return nil, invalid("MALFORMED_QUERY", "%s", place.Error())
	} else if err != nil {
		return nil, invalid("MALFORMED_QUERY", "%s", err)
	}
	place, err := s.output(ctx, c, group, in.ResultConfiguration)
	if err != nil {
		return nil, err
	}
	k := kindOf(sql)
	stmt := query.Statement{
		SQL: sql, Face: face, Workgroup: *group.Name, By: c.Key.ID, Key: c.Key, ClientToken: wire.Value(in.ClientRequestToken), OutputLocation: wire.Value(place.OutputLocation),
		Details: map[string]string{keptKind: k.statement, keptSub: k.sub}, MaxBytes: wire.Value(group.Configuration.BytesScannedCutoffPerQuery),
	}
	if k.statement != dml {
		stmt.Timeout = ddlTimeout
	}
	if text, err := json.Marshal(place); err == nil {
		stmt.Details[keptResult] = string(text)
	}
	if x := in.QueryExecutionContext; x != nil {
		stmt.Catalog, stmt.Database, stmt.Details[keptCatalog] = strings.ToLower(wire.Value(x.Catalog)), strings.ToLower(wire.Value(x.Database)), wire.Value(x.Catalog)
	}
	if syntax.Parameters(tree) > 0 || k.sub == "EXECUTE" {
		for _, p := range in.ExecutionParameters {
			stmt.Parameters = append(stmt.Parameters, query.Parameter(p))
		}
	}
	if len(in.ExecutionParameters) > 0 {
		text, err := json.Marshal(in.ExecutionParameters)
		if err != nil {
			return nil, err
		}
		stmt.Details[keptParameters] = string(text)
	}
	if r := in.ResultReuseConfiguration; r != nil && r.ResultReuseByAgeConfiguration != nil && wire.Value(r.ResultReuseByAgeConfiguration.Enabled) {
		minutes := int32(60)
		if m := r.ResultReuseByAgeConfiguration.MaxAgeInMinutes; m != nil {
			minutes = *m
		}
		stmt.Reuse = time.Duration(minutes) * time.Minute
	}
	stmt.Deliver = s.deliver
	x, err := s.Queries.Start(ctx, stmt)
	var failed *query.Error
	switch {
	case errors.Is(err, query.ErrTokenReused):
		return nil, invalid("IDEMPOTENT_PARAMETER_MISMATCH", "Idempotent parameters do not match")
	case errors.As(err, &failed) && x.ID != "":
		// It is an execution that has failed.
	case err != nil:
		return nil, err
	}
	return &wireat.StartQueryExecutionOutput{QueryExecutionId: &x.ID}, nil
}

// ddlTimeout is Athena's for statements that are no queries: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html.
const ddlTimeout = 600 * time.Minute

// supported refuses what is for Spark.
func supported(e *wireat.EngineConfiguration) error {
	if e != nil {
		return unsupported("EngineConfiguration", "it is for calculations on Spark")
	}
	return nil
}
