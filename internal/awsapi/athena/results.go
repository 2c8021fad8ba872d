package athena

import (
	"context"
	"errors"
	"strconv"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
)

func (s *service) resultOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"GetQueryResults": {Model: wireat.Operations["GetQueryResults"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.getQueryResults)},
	}
}

// maxRows is how many rows a page has at most, the names' row among them.
const maxRows = 1000

// getQueryResults: https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html. The order of the checks, and
// that a full page has a token though nothing may come after it, were measured by https://github.com/aoyagikouhei/athena-local.
func (s *service) getQueryResults(ctx context.Context, c *awsapi.Call, in *wireat.GetQueryResultsInput) (*wireat.GetQueryResultsOutput, error) {
	x, err := s.execution(ctx, c, wire.Value(in.QueryExecutionId))
	if err != nil {
		return nil, err
	}
	max := most(in.MaxResults, maxRows)
	if max > maxRows {
		return nil, invalid("INVALID_INPUT", "MaxResults is more than maximum allowed length %d", maxRows)
	}
	switch state := stateOf(x); state {
	case "SUCCEEDED":
	case "QUEUED", "RUNNING":
		return nil, invalid("INVALID_QUERY_EXECUTION_STATE", "Query has not yet finished. Current state: %s", state)
	case "CANCELLED":
		return nil, invalid("RESULT_NOT_FOUND", "Could not find results")
	default:
		return nil, invalid("INVALID_QUERY_EXECUTION_STATE", "Query did not finish successfully. Final query state: %s", state)
	}
	k := kind{x.Statement.Details[keptKind], x.Statement.Details[keptSub]}
	from, err := openPage(x, in.NextToken)
	if err != nil {
		return nil, err
	}
	rows := []wireat.Row{}
	// The names are the first row.
	named := hasNames(k, x.Columns)
	at := from
	if named {
		if from == 0 {
			rows, max = append(rows, namesRow(x.Columns, k)), max-1
		} else {
			at--
		}
	}
	if max > 0 && at < x.Rows && !changes(k) {
		page, err := s.Queries.Rows(ctx, x.ID, at, max)
		if errors.Is(err, query.ErrExpired) {
			return nil, invalid("RESULT_NOT_FOUND", "Could not find results: they are kept for %d days", int(query.ResultsKept.Hours()/24))
		}
		if err != nil {
			return nil, err
		}
		for _, row := range page {
			rows = append(rows, shownRow(x.Columns, row))
		}
	}
	out := &wireat.GetQueryResultsOutput{UpdateCount: new(int64(0)), ResultSet: &wireat.ResultSet{Rows: rows, ResultSetMetadata: &wireat.ResultSetMetadata{ColumnInfo: shownColumns(x.Columns, k)}}}
	if changes(k) {
		out.UpdateCount = &x.Rows
	}
	if len(rows) == most(in.MaxResults, maxRows) {
		out.NextToken = wire.SealToken([]string{strconv.FormatInt(from+int64(len(rows)), 10)}, x.ID)
	}
	return out, nil
}

func openPage(x query.Execution, token *string) (int64, error) {
	bad := invalid("INVALID_INPUT", "Malformed nextPageToken %s", wire.Value(token))
	text, err := openToken(token, x.ID)
	if err != nil {
		return 0, bad
	}
	if text == "" {
		return 0, nil
	}
	from, err := strconv.ParseInt(text, 10, 64)
	if err != nil || from < 1 || from > x.Rows+1 {
		return 0, bad
	}
	return from, nil
}

// hasNames reports whether a result's first row has its columns' names.
func hasNames(k kind, columns []analyze.Output) bool {
	return len(columns) > 0 && (k.statement == dml && !changes(k) || k.sub == "SHOW_FUNCTIONS")
}

// changes reports whether a statement gives a number of rows instead of rows.
func changes(k kind) bool {
	switch k.sub {
	case "INSERT", "UPDATE", "DELETE", "MERGE", "UNLOAD", "CREATE_TABLE_AS_SELECT":
		return true
	}
	return false
}

func shownColumns(columns []analyze.Output, k kind) []wireat.ColumnInfo {
	out := []wireat.ColumnInfo{}
	for _, c := range columns {
		out = append(out, columnInfo(c, k))
	}
	return out
}

func namesRow(columns []analyze.Output, k kind) wireat.Row {
	var row wireat.Row
	for _, c := range columns {
		row.Data = append(row.Data, wireat.Datum{VarCharValue: new(columnName(c.Name, k))})
	}
	return row
}

// shownRow has a row's values as text; NULL has none.
func shownRow(columns []analyze.Output, values query.Row) wireat.Row {
	if line, ok := hiveLine(columns, values); ok {
		return wireat.Row{Data: []wireat.Datum{{VarCharValue: &line}}}
	}
	row := wireat.Row{Data: make([]wireat.Datum, len(values))}
	for i, v := range values {
		if v != nil {
			row.Data[i].VarCharValue = new(format.Text(columns[i].Type, v))
		}
	}
	return row
}
