package cloudtrail_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ct "github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/auth"
	"tarn/internal/query"
)

// signins are 25 sign-ins, of which the last failed.
func signins() []string {
	var out []string
	for i := range 25 {
		result := "Success"
		if i == 24 {
			result = "Failure"
		}
		out = append(out, event(i, fmt.Sprintf("2022-01-11T00:27:%02dZ", i+10), "signin.amazonaws.com", "ConsoleLogin", `"responseElements":{"ConsoleLogin":"`+result+`"}`))
	}
	return out
}

// slow is a query that does not end by itself.
func (w *world) slow() string {
	return "SELECT count(*) FROM " + w.store.ID + " a, " + w.store.ID + " b, " + w.store.ID + " c, " + w.store.ID + " d, " + w.store.ID + " e, " + w.store.ID + " f, " + w.store.ID + " g, " + w.store.ID + " h WHERE a.eventName || b.eventName <> c.eventName"
}

// finish waits for a query's end.
func (w *world) finish(id *string) *ct.DescribeQueryOutput {
	w.t.Helper()
	for range 500 {
		out, err := w.client().DescribeQuery(w.t.Context(), &ct.DescribeQueryInput{QueryId: id})
		if err != nil {
			w.t.Fatal(err)
		}
		if out.QueryStatus != types.QueryStatusQueued && out.QueryStatus != types.QueryStatusRunning {
			return out
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.t.Fatal("the query does not end")
	return nil
}

func (w *world) ask(sql string) *string {
	w.t.Helper()
	out, err := w.client().StartQuery(w.t.Context(), &ct.StartQueryInput{QueryStatement: &sql})
	if err != nil {
		w.t.Fatal(err)
	}
	return out.QueryId
}

func TestAQuery(t *testing.T) {
	w := newWorld(t, signins())
	ctx := t.Context()
	sql := "SELECT userIdentity.username, eventTime, responseElements, errorCode AS rslt, element_at(responseElements, 'ConsoleLogin') FROM " + w.store.ID + " WHERE eventTime >= '2022-01-11 00:27:12' ORDER BY eventTime DESC LIMIT 1"
	started, err := w.client().StartQuery(ctx, &ct.StartQueryInput{QueryStatement: &sql, EventDataStoreOwnerAccountId: aws.String(account)})
	if err != nil {
		t.Fatal(err)
	}
	d := w.finish(started.QueryId)
	s := d.QueryStatistics
	if d.QueryStatus != types.QueryStatusFinished || *d.QueryString != sql || d.ErrorMessage != nil || *d.QueryId != *started.QueryId || d.DeliveryStatus != "" ||
		s.EventsScanned == nil || *s.EventsScanned != 25 || *s.EventsMatched != 1 || *s.BytesScanned <= 0 || *s.ExecutionTimeInMillis < 0 || time.Since(*s.CreationTime) > time.Minute || s.CreationTime.Nanosecond() != 0 {
		t.Errorf("%+v %+v", d, s)
	}
	r, err := w.client().GetQueryResults(ctx, &ct.GetQueryResultsInput{QueryId: started.QueryId})
	if err != nil {
		t.Fatal(err)
	}
	want := "[[map[username:alice] map[eventTime:2022-01-11 00:27:34.000] map[responseElements:{ConsoleLogin=Failure}] map[rslt:] map[_col4:Failure]]]"
	if got := fmt.Sprint(r.QueryResultRows); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if *r.QueryStatistics.ResultsCount != 1 || *r.QueryStatistics.TotalResultsCount != 1 || *r.QueryStatistics.BytesScanned != *s.BytesScanned || r.NextToken != nil || r.QueryStatus != types.QueryStatusFinished {
		t.Errorf("%+v", r.QueryStatistics)
	}
}

func TestPagesOfAResult(t *testing.T) {
	w := newWorld(t, signins())
	ctx := t.Context()
	id := w.ask("SELECT eventID FROM " + w.store.ID + " ORDER BY eventID")
	other := w.ask("SELECT 1")
	w.finish(id)
	w.finish(other)
	var got []string
	in := &ct.GetQueryResultsInput{QueryId: id, MaxQueryResults: aws.Int32(10)}
	for {
		page, err := w.client().GetQueryResults(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		if *page.QueryStatistics.TotalResultsCount != 25 || int(*page.QueryStatistics.ResultsCount) != len(page.QueryResultRows) {
			t.Errorf("%+v", page.QueryStatistics)
		}
		for _, row := range page.QueryResultRows {
			got = append(got, row[0]["eventID"])
		}
		if page.NextToken == nil {
			break
		}
		_, err = w.client().GetQueryResults(ctx, &ct.GetQueryResultsInput{QueryId: other, NextToken: page.NextToken})
		refused(t, err, "InvalidNextTokenException", "does not belong")
		in.NextToken = page.NextToken
	}
	if len(got) != 25 || got[0] != "00000000-0000-0000-0000-000000000000" || got[24] != "00000000-0000-0000-0000-000000000024" {
		t.Errorf("%v", got)
	}
	_, err := w.client().GetQueryResults(ctx, &ct.GetQueryResultsInput{QueryId: id, NextToken: aws.String("abcdefgh")})
	refused(t, err, "InvalidNextTokenException", "")
	for _, n := range []int32{0, 1001} {
		_, err = w.client().GetQueryResults(ctx, &ct.GetQueryResultsInput{QueryId: id, MaxQueryResults: &n})
		refused(t, err, "InvalidParameterException", "maxQueryResults")
	}
}

func TestStatementsThatAreNotTaken(t *testing.T) {
	w := newWorld(t, signins())
	ctx := t.Context()
	gone := w.addStore("gone", nil)
	gone.TerminationProtection = false
	gone, err := gone.Delete(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.state.SetStore(ctx, gone); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ sql, code, words string }{
		{"SELEC 1", "InvalidQueryStatementException", "line 1:1: mismatched input 'SELEC'"},
		{"SELECT nothing FROM " + w.store.ID, "InvalidQueryStatementException", "line 1:8: Column 'nothing' cannot be resolved"},
		{"SELECT eventName / 2 FROM " + w.store.ID, "InvalidQueryStatementException", "Cannot apply operator: varchar / integer"},
		{"DROP VIEW v", "InvalidQueryStatementException", "SELECT statements only"},
		{"SHOW TABLES", "InvalidQueryStatementException", "SELECT statements only"},
		{"SELECT ? FROM " + w.store.ID, "InvalidQueryStatementException", "dashboards only"},
		{"SELECT 1 FROM 01234567-89ab-cdef-0123-456789abcdef", "EventDataStoreNotFoundException", "01234567-89ab-cdef-0123-456789abcdef"},
		{"SELECT 1 FROM " + gone.ID, "InactiveEventDataStoreException", "PENDING_DELETION"},
		{"SELECT 1 FROM nowhere", "InvalidQueryStatementException", "Table 'nowhere' does not exist"},
		{"SELECT '" + strings.Repeat("x", 10000) + "'", "InvalidParameterException", "less than or equal to 10000"},
		{"", "InvalidParameterException", "greater than or equal to 1"},
	} {
		_, err := w.client().StartQuery(ctx, &ct.StartQueryInput{QueryStatement: &c.sql})
		refused(t, err, c.code, c.words)
	}
	for _, in := range []*ct.StartQueryInput{
		{}, {QueryStatement: aws.String("SELECT 1"), QueryAlias: aws.String("a")}, {QueryStatement: aws.String("SELECT 1"), QueryParameters: []string{"a"}},
		{QueryAlias: aws.String("nobody-knows-it")},
	} {
		_, err := w.client().StartQuery(ctx, in)
		refused(t, err, "InvalidParameterException", "")
	}
	_, err = w.client().StartQuery(ctx, &ct.StartQueryInput{QueryStatement: aws.String("SELECT 1"), EventDataStoreOwnerAccountId: aws.String("999999999999")})
	refused(t, err, "EventDataStoreNotFoundException", "999999999999")
	list, err := w.client().ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: &w.store.ID})
	if err != nil || len(list.Queries) != 0 {
		t.Errorf("%v %v", list, err)
	}
}

func TestAQueryThatFails(t *testing.T) {
	w := newWorld(t, signins())
	id := w.ask("SELECT 1 / (length(eventName) - 12) FROM " + w.store.ID)
	d := w.finish(id)
	if d.QueryStatus != types.QueryStatusFailed || d.ErrorMessage == nil || *d.ErrorMessage != "Division by zero" {
		t.Errorf("%+v", d)
	}
	r, err := w.client().GetQueryResults(t.Context(), &ct.GetQueryResultsInput{QueryId: id})
	if err != nil || r.QueryStatus != types.QueryStatusFailed || *r.ErrorMessage != "Division by zero" || len(r.QueryResultRows) != 0 || *r.QueryStatistics.TotalResultsCount != 0 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestAQueryThatRunsOutOfTime(t *testing.T) {
	w := newWorld(t, signins())
	x, err := w.queries.Start(t.Context(), query.Statement{Face: "cloudtrail", Lake: true, SQL: w.slow(), By: w.key.ID, Timeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	d := w.finish(&x.ID)
	if d.QueryStatus != types.QueryStatusTimedOut || d.ErrorMessage == nil || *d.ErrorMessage != "Query exceeded maximum time limit of 50ms" {
		t.Errorf("%+v", d)
	}
	r, err := w.client().GetQueryResults(t.Context(), &ct.GetQueryResultsInput{QueryId: &x.ID})
	if err != nil || r.QueryStatus != types.QueryStatusTimedOut || *r.ErrorMessage != *d.ErrorMessage || len(r.QueryResultRows) != 0 || *r.QueryStatistics.TotalResultsCount != 0 || r.NextToken != nil {
		t.Errorf("%+v %v", r, err)
	}
}

func TestAResultThatIsNotKeptAnyMore(t *testing.T) {
	w := newWorld(t, signins())
	id := w.ask("SELECT count(*) FROM " + w.store.ID)
	w.finish(id)
	if err := w.queries.Sweep(t.Context(), time.Now().Add(query.ResultsKept+time.Hour)); err != nil {
		t.Fatal(err)
	}
	_, err := w.client().GetQueryResults(t.Context(), &ct.GetQueryResultsInput{QueryId: id})
	refused(t, err, "QueryIdNotFoundException", "results are kept for 7 days")
	if d := w.finish(id); d.QueryStatus != types.QueryStatusFinished {
		t.Errorf("%+v", d)
	}
}

func TestQueriesAtATimeAndTheirEnd(t *testing.T) {
	w := newWorld(t, signins())
	ctx := t.Context()
	first, second := w.ask(w.slow()), w.ask(w.slow())
	_, err := w.client().StartQuery(ctx, &ct.StartQueryInput{QueryStatement: aws.String("SELECT 1")})
	var many *types.MaxConcurrentQueriesException
	if !errors.As(err, &many) {
		t.Errorf("%v", err)
	}
	r, err := w.client().GetQueryResults(ctx, &ct.GetQueryResultsInput{QueryId: first})
	if err != nil || r.QueryStatus != types.QueryStatusRunning && r.QueryStatus != types.QueryStatusQueued || len(r.QueryResultRows) != 0 {
		t.Errorf("%+v %v", r, err)
	}
	out, err := w.client().CancelQuery(ctx, &ct.CancelQueryInput{QueryId: first})
	if err != nil || out.QueryStatus != types.QueryStatusCancelled || *out.QueryId != *first {
		t.Fatalf("%+v %v", out, err)
	}
	d := w.finish(first)
	if d.QueryStatus != types.QueryStatusCancelled || d.ErrorMessage != nil {
		t.Errorf("%+v", d)
	}
	_, err = w.client().CancelQuery(ctx, &ct.CancelQueryInput{QueryId: first})
	refused(t, err, "InactiveQueryException", "cannot be canceled")
	third := w.ask("SELECT 1") // in the place of the first
	if _, err = w.client().CancelQuery(ctx, &ct.CancelQueryInput{QueryId: second}); err != nil {
		t.Error(err)
	}
	w.finish(third)
	_, err = w.client().CancelQuery(ctx, &ct.CancelQueryInput{QueryId: aws.String("01234567-89ab-cdef-0123-456789abcdef")})
	refused(t, err, "QueryIdNotFoundException", "does not exist")
}

func TestListsOfQueries(t *testing.T) {
	w := newWorld(t, signins())
	ctx := t.Context()
	other := w.addStore("other", nil)
	var ids []string
	for range 5 {
		id := w.ask("SELECT count(*) FROM " + w.store.ID)
		w.finish(id)
		ids = append(ids, *id)
	}
	failed := w.ask("SELECT 1 / (length(eventName) - 12) FROM " + w.store.ID)
	w.finish(failed)
	w.finish(w.ask("SELECT count(*) FROM " + other.ID))

	in := &ct.ListQueriesInput{EventDataStore: aws.String("arn:aws:cloudtrail:us-east-1:" + account + ":eventdatastore/" + w.store.ID), MaxResults: aws.Int32(2), QueryStatus: types.QueryStatusFinished}
	var got []string
	for {
		page, err := w.client().ListQueries(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range page.Queries {
			got = append(got, *q.QueryId)
			if q.QueryStatus != types.QueryStatusFinished || time.Since(*q.CreationTime) > time.Minute {
				t.Errorf("%+v", q)
			}
		}
		if page.NextToken == nil {
			break
		}
		_, err = w.client().ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: &w.store.ID, NextToken: page.NextToken})
		refused(t, err, "InvalidNextTokenException", "")
		in.NextToken = page.NextToken
	}
	if want := []string{ids[4], ids[3], ids[2], ids[1], ids[0]}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, c := range []struct {
		in   ct.ListQueriesInput
		want int
	}{
		{ct.ListQueriesInput{}, 6}, {ct.ListQueriesInput{QueryStatus: types.QueryStatusFailed}, 1}, {ct.ListQueriesInput{QueryStatus: types.QueryStatusTimedOut}, 0},
		{ct.ListQueriesInput{StartTime: aws.Time(time.Now().Add(-time.Hour)), EndTime: aws.Time(time.Now().Add(time.Hour))}, 6},
		{ct.ListQueriesInput{EndTime: aws.Time(time.Now().Add(-time.Hour))}, 0}, {ct.ListQueriesInput{StartTime: aws.Time(time.Now().Add(time.Hour))}, 0},
	} {
		c.in.EventDataStore = &w.store.ID
		page, err := w.client().ListQueries(ctx, &c.in)
		if err != nil || len(page.Queries) != c.want {
			t.Errorf("%+v: %+v %v", c.in, page, err)
		}
	}
	_, err := w.client().ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: &w.store.ID, StartTime: aws.Time(time.Now()), EndTime: aws.Time(time.Now().Add(-time.Hour))})
	refused(t, err, "InvalidDateRangeException", "")
	_, err = w.client().ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: aws.String("nowhere")})
	refused(t, err, "EventDataStoreARNInvalidException", "nowhere")
	_, err = w.client().ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: &w.store.ID, QueryStatus: "DONE"})
	refused(t, err, "InvalidParameterException", "enum value set")
}

func TestQueriesOfOthers(t *testing.T) {
	w := newWorld(t, signins())
	ctx := t.Context()
	hidden := w.addStore("hidden", nil)
	id, own := w.ask("SELECT count(*) FROM "+hidden.ID), w.ask("SELECT count(*) FROM "+w.store.ID)
	w.finish(id)
	w.finish(own)
	w.as(auth.Analyst, w.store.ID)
	_, err := w.client().GetQueryResults(ctx, &ct.GetQueryResultsInput{QueryId: id})
	refused(t, err, "QueryIdNotFoundException", "")
	_, err = w.client().DescribeQuery(ctx, &ct.DescribeQueryInput{QueryId: id})
	refused(t, err, "QueryIdNotFoundException", "")
	_, err = w.client().CancelQuery(ctx, &ct.CancelQueryInput{QueryId: id})
	refused(t, err, "QueryIdNotFoundException", "")
	if _, err = w.client().GetQueryResults(ctx, &ct.GetQueryResultsInput{QueryId: own}); err != nil {
		t.Error(err)
	}
	_, err = w.client().ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: &hidden.ID})
	refused(t, err, "AccessDeniedException", hidden.ID)
	_, err = w.client().StartQuery(ctx, &ct.StartQueryInput{QueryStatement: aws.String("SELECT 1 FROM " + hidden.ID)})
	refused(t, err, "EventDataStoreNotFoundException", hidden.ID)
	w.as(auth.Ingest)
	_, err = w.client().StartQuery(ctx, &ct.StartQueryInput{QueryStatement: aws.String("SELECT 1")})
	refused(t, err, "AccessDeniedException", "cloudtrail:StartQuery")
}
