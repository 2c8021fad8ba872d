package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"
)

// TestARunawayHasNeighbours has one statement count for hours and another fill a table of groups that no memory holds, while others
// are asked: they get their answers, and so do those after them.
func TestARunawayHasNeighbours(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	os.WriteFile(filepath.Join(logs, "a.json"), []byte(event("one", "2024-05-07T00:00:00Z")), 0o600)
	if code, _, talk := tarn(t.Context(), dir, "", "import", logs); code != exitOK {
		t.Fatal(talk)
	}
	if err := os.WriteFile(filepath.Join(dir, "tarn.yaml"), []byte("query:\n  memory: 384MB\n  running: 3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "one", "--role", "admin")
	k := created(t, out, talk)
	s := up(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	at := s.athenaClient(k)
	start := func(sql string) *string {
		q, err := at.StartQueryExecution(ctx, &athena.StartQueryExecutionInput{QueryString: &sql})
		if err != nil {
			t.Fatal(err)
		}
		return q.QueryExecutionId
	}
	runs := func(id *string) bool {
		x, err := at.GetQueryExecution(ctx, &athena.GetQueryExecutionInput{QueryExecutionId: id})
		return err == nil && x.QueryExecution.Status.State == types.QueryExecutionStateRunning
	}
	// A list of all pairs has to be in memory as a whole; the groups of the other may go to disk.
	hungry := start("SELECT cardinality(array_agg(x * 10000 + y)) FROM UNNEST(sequence(1, 9000)) a(x), UNNEST(sequence(1, 9000)) b(y)")
	if x, err := endOf(ctx, at, hungry); err != nil || !strings.HasPrefix(sdk.ToString(x.Status.StateChangeReason), "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 1") {
		t.Errorf("%+v %v", x.Status, err)
	}
	long, wide := start(endless), start("SELECT count(*) FROM (SELECT x, y, z, array_agg(z) FROM UNNEST(sequence(1, 9000)) a(x), UNNEST(sequence(1, 9000)) b(y), UNNEST(sequence(1, 9000)) c(z) GROUP BY 1, 2, 3)")
	for !runs(long) || !runs(wide) {
		if ctx.Err() != nil {
			t.Fatal("they do not run at the same time")
		}
		time.Sleep(5 * time.Millisecond)
	}
	for range 20 {
		x, err := endOf(ctx, at, start("SELECT count(*) FROM (VALUES 1, 2) t (n)"))
		if err != nil || x.Status.State != types.QueryExecutionStateSucceeded {
			t.Fatalf("a neighbour: %+v %v", x, err)
		}
	}
	if !runs(long) {
		t.Error("what nobody cancelled has ended")
	}
	for _, id := range []*string{long, wide} {
		if _, err := at.StopQueryExecution(ctx, &athena.StopQueryExecutionInput{QueryExecutionId: id}); err != nil {
			t.Error(err)
		}
	}
	x, err := endOf(ctx, at, start("SELECT 42 AS n"))
	if err != nil || x.Status.State != types.QueryExecutionStateSucceeded {
		t.Errorf("after them: %+v %v", x, err)
	}
}
