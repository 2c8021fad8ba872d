package athena_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"tarn/internal/auth"
)

func TestPagesOfAResult(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	x := ask(t, c, sql("SELECT n FROM UNNEST(sequence(1, 2500)) t(n) ORDER BY n"))
	for _, size := range []int32{0, 1000, 999, 7, 1} {
		in := &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId}
		if size > 0 {
			in.MaxResults = &size
		}
		var seen []string
		for pages := sdk.NewGetQueryResultsPaginator(c, in); pages.HasMorePages() && (size != 1 || len(seen) < 20); {
			page, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if n := len(page.ResultSet.Rows); n > 1000 || size > 0 && n > int(size) {
				t.Fatalf("%d rows in a page of %d", n, size)
			}
			for _, row := range page.ResultSet.Rows {
				seen = append(seen, *row.Data[0].VarCharValue)
			}
		}
		if size != 1 && len(seen) != 2501 || seen[0] != "n" || seen[1] != "1" || seen[len(seen)-1] != map[bool]string{true: "2500", false: "19"}[size != 1] {
			t.Errorf("pages of %d: %d rows, the last is %s", size, len(seen), seen[len(seen)-1])
		}
	}
	for _, in := range []*sdk.GetQueryResultsInput{{NextToken: aws.String("x")}, {MaxResults: aws.Int32(1001)}, {NextToken: aws.String("YQ")}} {
		in.QueryExecutionId = x.QueryExecutionId
		if _, err := c.GetQueryResults(t.Context(), in); code(err) != "InvalidRequestException INVALID_INPUT" {
			t.Errorf("%+v: %v", in, err)
		}
	}
	if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: aws.String("none")}); code(err) != "InvalidRequestException QUERY_EXECUTION_NOT_FOUND" {
		t.Errorf("an unknown execution: %v", err)
	}
}

func TestStatementsThatFail(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	for text, want := range map[string]struct {
		reason string
		typ    int32
	}{
		"SELECT foo":                        {"COLUMN_NOT_FOUND: line 1:8: Column 'foo' cannot be resolved", 1006},
		"SELECT * FROM nowhere":             {"TABLE_NOT_FOUND: line 1:15: Table 'nowhere' does not exist", 1301},
		"SELECT 1 + 'a'":                    {"TYPE_MISMATCH: line 1:10: Cannot apply operator: integer + varchar(1)", 1002},
		"SELECT 1 / n FROM (VALUES 0) t(n)": {"DIVISION_BY_ZERO: Division by zero", 1001},
		"SELECT nosuch(1)":                  {"FUNCTION_NOT_FOUND: line 1:8: Function 'nosuch' not registered", 1303},
	} {
		x := ask(t, c, sql(text))
		e := x.Status.AthenaError
		if x.Status.State != types.QueryExecutionStateFailed || aws.ToString(x.Status.StateChangeReason) != want.reason || e == nil || aws.ToInt32(e.ErrorType) != want.typ || aws.ToInt32(e.ErrorCategory) != 2 {
			t.Errorf("%s: %s %s %+v", text, x.Status.State, aws.ToString(x.Status.StateChangeReason), e)
		}
		if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId}); code(err) != "InvalidRequestException INVALID_QUERY_EXECUTION_STATE" {
			t.Errorf("%s: its results: %v", text, err)
		}
	}
	// What cannot be read is no execution.
	_, err := c.StartQueryExecution(t.Context(), sql("SELECT FROM"))
	if code(err) != "InvalidRequestException MALFORMED_QUERY" || !strings.Contains(err.Error(), "line 1:8: mismatched input 'FROM'") {
		t.Errorf("%v", err)
	}
}

func TestStoppingAQuery(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	long := sql("SELECT count(*) FROM UNNEST(sequence(1, 9999)) a(x), UNNEST(sequence(1, 9999)) b(y), UNNEST(sequence(1, 9999)) c(z) WHERE x + y = z * 3")
	started, err := c.StartQueryExecution(t.Context(), long)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: started.QueryExecutionId}); code(err) != "InvalidRequestException INVALID_QUERY_EXECUTION_STATE" {
		t.Errorf("results of what runs: %v", err)
	}
	if _, err := c.StopQueryExecution(t.Context(), &sdk.StopQueryExecutionInput{QueryExecutionId: started.QueryExecutionId}); err != nil {
		t.Fatal(err)
	}
	s.queries.Wait(t.Context(), *started.QueryExecutionId)
	got, err := c.GetQueryExecution(t.Context(), &sdk.GetQueryExecutionInput{QueryExecutionId: started.QueryExecutionId})
	if err != nil || got.QueryExecution.Status.State != types.QueryExecutionStateCancelled || *got.QueryExecution.Status.StateChangeReason != "Query cancelled by user" {
		t.Errorf("%+v, %v", got.QueryExecution.Status, err)
	}
	if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: started.QueryExecutionId}); code(err) != "InvalidRequestException RESULT_NOT_FOUND" {
		t.Errorf("results of what was stopped: %v", err)
	}
	// To stop what has ended is no error.
	if _, err := c.StopQueryExecution(t.Context(), &sdk.StopQueryExecutionInput{QueryExecutionId: started.QueryExecutionId}); err != nil {
		t.Error(err)
	}
}

func TestAClientTokenStartsOneQuery(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	in := sql("SELECT 1")
	in.ClientRequestToken = aws.String(strings.Repeat("t", 32))
	first, second := ask(t, c, in), ask(t, c, in)
	if *first.QueryExecutionId != *second.QueryExecutionId {
		t.Error("two executions")
	}
	in.QueryString = aws.String("SELECT 2")
	if _, err := c.StartQueryExecution(t.Context(), in); code(err) != "InvalidRequestException IDEMPOTENT_PARAMETER_MISMATCH" {
		t.Errorf("another text: %v", err)
	}
}

func TestParametersAndPreparedStatements(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	value := func(in *sdk.StartQueryExecutionInput) string {
		t.Helper()
		x := ask(t, c, in)
		if x.Status.State != types.QueryExecutionStateSucceeded {
			return *x.Status.StateChangeReason
		}
		got, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.ResultSet.Rows) < 2 {
			return ""
		}
		return *got.ResultSet.Rows[1].Data[0].VarCharValue
	}
	in := sql("SELECT concat(?, cast(? AS varchar))")
	in.ExecutionParameters = []string{"it is me", "1 + 1"}
	if got := value(in); got != "it is me2" {
		t.Errorf("parameters: %s", got)
	}
	in = sql("SELECT 'no parameter'")
	in.ExecutionParameters = []string{"1"}
	if got := value(in); got != "no parameter" {
		t.Errorf("parameters of a statement without: %s", got)
	}
	create := &sdk.CreatePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary"), QueryStatement: aws.String("SELECT 2 * ?"), Description: aws.String("twice as much")}
	if _, err := c.CreatePreparedStatement(t.Context(), create); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreatePreparedStatement(t.Context(), create); code(err) != "InvalidRequestException INVALID_INPUT" {
		t.Errorf("a second one of the name: %v", err)
	}
	if got := value(sql("EXECUTE twice USING 21")); got != "42" {
		t.Errorf("EXECUTE: %s", got)
	}
	if x := ask(t, c, sql("PREPARE thrice FROM SELECT 3 * ?")); x.Status.State != types.QueryExecutionStateSucceeded || x.StatementType != types.StatementTypeDdl {
		t.Errorf("PREPARE: %+v", x.Status)
	}
	got, err := c.GetPreparedStatement(t.Context(), &sdk.GetPreparedStatementInput{StatementName: aws.String("thrice"), WorkGroup: aws.String("primary")})
	if err != nil || *got.PreparedStatement.QueryStatement != "SELECT 3 * ?" || got.PreparedStatement.LastModifiedTime == nil {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := c.UpdatePreparedStatement(t.Context(), &sdk.UpdatePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary"), QueryStatement: aws.String("SELECT ? + ?")}); err != nil {
		t.Error(err)
	}
	many, err := c.BatchGetPreparedStatement(t.Context(), &sdk.BatchGetPreparedStatementInput{WorkGroup: aws.String("primary"), PreparedStatementNames: []string{"twice", "none"}})
	if err != nil || len(many.PreparedStatements) != 1 || *many.PreparedStatements[0].QueryStatement != "SELECT ? + ?" || *many.PreparedStatements[0].Description != "twice as much" || len(many.UnprocessedPreparedStatementNames) != 1 {
		t.Errorf("%+v, %v", many, err)
	}
	list, err := c.ListPreparedStatements(t.Context(), &sdk.ListPreparedStatementsInput{WorkGroup: aws.String("primary"), MaxResults: aws.Int32(1)})
	if err != nil || len(list.PreparedStatements) != 1 || *list.PreparedStatements[0].StatementName != "thrice" || list.NextToken == nil {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := c.DeletePreparedStatement(t.Context(), &sdk.DeletePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary")}); err != nil {
		t.Error(err)
	}
	for _, err := range []error{
		second(c.DeletePreparedStatement(t.Context(), &sdk.DeletePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary")})),
		second(c.GetPreparedStatement(t.Context(), &sdk.GetPreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary")})),
		second(c.UpdatePreparedStatement(t.Context(), &sdk.UpdatePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary"), QueryStatement: aws.String("SELECT 1")})),
	} {
		if code(err) != "ResourceNotFoundException" {
			t.Errorf("one that is not there: %v", err)
		}
	}
}

func TestExecutionsOfOthers(t *testing.T) {
	s := serve(t)
	kim, lee, bound := s.client("kim", auth.Analyst), s.client("lee", auth.Analyst), s.client("bound", auth.Analyst, "one-store")
	x := ask(t, kim, sql("SELECT 1"))
	mine := ask(t, bound, sql("SELECT 2"))
	for c, want := range map[*sdk.Client]struct {
		code  string
		count int
	}{kim: {"", 2}, lee: {"", 2}, bound: {"InvalidRequestException QUERY_EXECUTION_NOT_FOUND", 1}} {
		_, err := c.GetQueryExecution(t.Context(), &sdk.GetQueryExecutionInput{QueryExecutionId: x.QueryExecutionId})
		_, resultsErr := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
		if code(err) != want.code || code(resultsErr) != want.code {
			t.Errorf("%v, %v, want %s", err, resultsErr, want.code)
		}
		list, err := c.ListQueryExecutions(t.Context(), &sdk.ListQueryExecutionsInput{})
		if err != nil || len(list.QueryExecutionIds) != want.count || list.QueryExecutionIds[0] != *mine.QueryExecutionId {
			t.Errorf("%+v, %v", list, err)
		}
	}
	if _, err := lee.StopQueryExecution(t.Context(), &sdk.StopQueryExecutionInput{QueryExecutionId: x.QueryExecutionId}); code(err) != "AccessDeniedException" {
		t.Errorf("to stop another's: %v", err)
	}
	many, err := kim.BatchGetQueryExecution(t.Context(), &sdk.BatchGetQueryExecutionInput{QueryExecutionIds: []string{*x.QueryExecutionId, "none"}})
	if err != nil || len(many.QueryExecutions) != 1 || len(many.UnprocessedQueryExecutionIds) != 1 {
		t.Errorf("%+v, %v", many, err)
	}
	list, err := kim.ListQueryExecutions(t.Context(), &sdk.ListQueryExecutionsInput{MaxResults: aws.Int32(1)})
	if err != nil || len(list.QueryExecutionIds) != 1 || list.NextToken == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	list, err = kim.ListQueryExecutions(t.Context(), &sdk.ListQueryExecutionsInput{NextToken: list.NextToken})
	if err != nil || !slices.Equal(list.QueryExecutionIds, []string{*x.QueryExecutionId}) || list.NextToken != nil {
		t.Errorf("%+v, %v", list, err)
	}
	// An auditor asks in the workgroup's place, and names none.
	auditor := s.client("audit", auth.Auditor)
	if x := ask(t, auditor, sql("SELECT 3")); x.Status.State != types.QueryExecutionStateSucceeded {
		t.Errorf("%+v", x.Status)
	}
	in := sql("SELECT 3")
	in.ResultConfiguration = &types.ResultConfiguration{OutputLocation: aws.String(output)}
	if _, err := auditor.StartQueryExecution(t.Context(), in); code(err) != "InvalidRequestException INVALID_INPUT" {
		t.Errorf("an auditor's place: %v", err)
	}
	for _, err := range []error{
		second(auditor.CreateWorkGroup(t.Context(), &sdk.CreateWorkGroupInput{Name: aws.String("x")})),
		second(kim.CreateWorkGroup(t.Context(), &sdk.CreateWorkGroupInput{Name: aws.String("x")})),
		second(auditor.CreateNamedQuery(t.Context(), &sdk.CreateNamedQueryInput{Name: aws.String("x"), Database: aws.String("d"), QueryString: aws.String("SELECT 1")})),
	} {
		if code(err) != "AccessDeniedException" {
			t.Errorf("%v", err)
		}
	}
}
