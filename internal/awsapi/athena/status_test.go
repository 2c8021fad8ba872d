package athena

import (
	"testing"

	"tarn/internal/awsapi/wire"
	"tarn/internal/query"
)

func TestStatesAreAthenas(t *testing.T) {
	for _, c := range []struct {
		x             query.Execution
		state, reason string
	}{
		{query.Execution{State: query.Finished}, "SUCCEEDED", ""},
		{query.Execution{State: query.Cancelled, Error: &query.Error{Kind: query.UserError, Code: "USER_CANCELED"}}, "CANCELLED", "Query cancelled by user"},
		{query.Execution{State: query.TimedOut, Error: &query.Error{Kind: query.InsufficientResources, Code: "EXCEEDED_TIME_LIMIT"}}, "FAILED", "Query timeout"},
		{query.Execution{State: query.Failed, Error: &query.Error{Kind: query.UserError, Code: query.ExceededScan, Message: "Bytes scanned limit was exceeded"}}, "CANCELLED", "Bytes scanned limit was exceeded"},
		{query.Execution{State: query.Failed, Error: &query.Error{Kind: query.InternalError, Code: "SERVER_SHUTTING_DOWN", Message: "The server ended while the query ran"}}, "FAILED", "SERVER_SHUTTING_DOWN: The server ended while the query ran"},
	} {
		got := shownStatus(c.x)
		if *got.State != c.state || wire.Value(got.StateChangeReason) != c.reason || (got.AthenaError != nil) != (c.state == "FAILED") {
			t.Errorf("%s: %s, %q, %+v", c.x.State, *got.State, wire.Value(got.StateChangeReason), got.AthenaError)
		}
	}
}

func TestTheManifestStandsBesideTheResult(t *testing.T) {
	x := query.Execution{ID: "id", State: query.Finished, Written: []string{"s3://b/a", "s3://b/b"}, Statement: query.Statement{OutputLocation: "s3://r/p"}}
	for sub, want := range map[string]string{"INSERT": "s3://r/p/id-manifest.csv", "UNLOAD": "s3://r/p/id-manifest.csv", "CREATE_TABLE_AS_SELECT": "s3://r/p/tables/id-manifest.csv"} {
		x.Statement.Details = map[string]string{keptKind: dml, keptSub: sub}
		if got := manifestFile(x); got != want {
			t.Errorf("%s: %s, want %s", sub, got, want)
		}
	}
}
