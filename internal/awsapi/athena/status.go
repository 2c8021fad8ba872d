package athena

import (
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/query"
	"tarn/internal/sql/syntax"
)

// states are Athena's names of them.
var states = map[query.State]string{
	query.Queued: "QUEUED", query.Running: "RUNNING", query.Finished: "SUCCEEDED", query.Failed: "FAILED", query.Cancelled: "CANCELLED", query.TimedOut: "FAILED",
}

// stateOf is an execution's state as Athena has it: what needs too many bytes is cancelled
// (https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html).
func stateOf(x query.Execution) string {
	if x.Error != nil && x.Error.Code == query.ExceededScan {
		return "CANCELLED"
	}
	return states[x.State]
}

func shownStatus(x query.Execution) *wireat.QueryExecutionStatus {
	out := &wireat.QueryExecutionStatus{State: new(stateOf(x)), SubmissionDateTime: wire.At(x.Submitted), CompletionDateTime: wire.At(x.Ended)}
	if x.Error != nil {
		out.StateChangeReason = new(reason(x))
		if *out.State == "FAILED" {
			out.AthenaError = athenaError(x)
		}
	}
	return out
}

// reason is StateChangeReason: Trino's name of the error and its message.
func reason(x query.Execution) string {
	switch {
	case x.State == query.Cancelled:
		return "Query cancelled by user"
	case x.State == query.TimedOut:
		return "Query timeout"
	case x.Error.Code == query.ExceededScan:
		return x.Error.Message
	case syntax.RawMessage(x.Error.Message): // Hive's have no name
		if x.Error.Hint != "" {
			return x.Error.Message + " (" + x.Error.Hint + ")"
		}
		return x.Error.Message
	}
	return x.Error.Code + ": " + x.Error.Error()
}

// errorTypes are the numbers of Trino's errors on Athena, where they were measured by https://github.com/aoyagikouhei/athena-local;
// the list is https://docs.aws.amazon.com/athena/latest/ug/error-reference.html.
var errorTypes = map[string]int32{
	"DIVISION_BY_ZERO": 1001, "TYPE_MISMATCH": 1002, "SYNTAX_ERROR": 1006, "COLUMN_NOT_FOUND": 1006, "CATALOG_NOT_FOUND": 1006,
	"INVALID_CAST_ARGUMENT": 1100, "NUMERIC_VALUE_OUT_OF_RANGE": 1100, "INVALID_PARAMETER_USAGE": 1100, "INVALID_FUNCTION_ARGUMENT": 1106,
	"TABLE_ALREADY_EXISTS": 1110, "NOT_SUPPORTED": 1200, "TABLE_NOT_FOUND": 1301, "SCHEMA_NOT_FOUND": 1301, "FUNCTION_NOT_FOUND": 1303,
	notWritten: 401,
}

func athenaError(x query.Execution) *wireat.AthenaError {
	const system, user, other = 1, 2, 3
	category, general := int32(user), int32(1000)
	switch x.Error.Kind {
	case query.InternalError, query.InsufficientResources:
		category, general = system, 200
	case query.External:
		category, general = other, 200
	}
	if n := errorTypes[x.Error.Code]; n != 0 {
		general = n
	}
	retryable := x.Error.Kind == query.InternalError && x.Error.Code == "SERVER_SHUTTING_DOWN"
	return &wireat.AthenaError{ErrorCategory: &category, ErrorType: &general, ErrorMessage: new(reason(x)), Retryable: &retryable}
}
