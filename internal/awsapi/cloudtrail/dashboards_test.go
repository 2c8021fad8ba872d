package cloudtrail_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ct "github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/cloudtrail"
)

// view is how a widget is shown: the keys of https://docs.aws.amazon.com/awscloudtrail/latest/userguide/lake-widget-properties.html.
var view = map[string]string{"Height": "2", "Width": "4", "Title": "Sign-ins", "View": "Table"}

func widget(sql string, parameters ...string) types.RequestWidget {
	return types.RequestWidget{QueryStatement: &sql, QueryParameters: parameters, ViewProperties: view}
}

// signinsPer has its parameters in quotes, as the user guide's samples have.
func (w *world) signinsPer() types.RequestWidget {
	return widget("SELECT date_trunc('?', eventTime) AS t, count(*) AS n FROM "+w.store.ID+" WHERE eventTime > '?' AND eventTime < '?' GROUP BY 1", "$Period$", "$StartTime$", "$EndTime$")
}

// rows are a finished query's, each a text.
func (w *world) rows(id *string) []string {
	w.t.Helper()
	if x := w.finish(id); x.QueryStatus != types.QueryStatusFinished {
		w.t.Fatalf("%s: %s", x.QueryStatus, aws.ToString(x.ErrorMessage))
	}
	out, err := w.client().GetQueryResults(w.t.Context(), &ct.GetQueryResultsInput{QueryId: id})
	if err != nil {
		w.t.Fatal(err)
	}
	var rows []string
	for _, r := range out.QueryResultRows {
		rows = append(rows, fmt.Sprint(r))
	}
	return rows
}

func TestDashboardsAreKept(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	made, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{
		Name: aws.String("sign-ins"), Widgets: []types.RequestWidget{w.signinsPer()}, TagsList: []types.Tag{{Key: aws.String("team"), Value: aws.String("blue")}},
		TerminationProtectionEnabled: aws.Bool(true),
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := "arn:aws:cloudtrail:us-east-1:" + account + ":dashboard/sign-ins"; *made.DashboardArn != want || made.Type != types.DashboardTypeCustom || len(made.Widgets) != 1 || made.Widgets[0].QueryAlias == nil {
		t.Fatalf("%+v", made)
	}
	tags, err := c.ListTags(ctx, &ct.ListTagsInput{ResourceIdList: []string{*made.DashboardArn}})
	if err != nil || *tags.ResourceTagList[0].TagsList[0].Value != "blue" {
		t.Errorf("tags %+v, %v", tags, err)
	}
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"cloudtrail:StartDashboardRefresh","Resource":"` + *made.DashboardArn + `"}]}`
	if _, err := c.PutResourcePolicy(ctx, &ct.PutResourcePolicyInput{ResourceArn: made.DashboardArn, ResourcePolicy: &policy}); err != nil {
		t.Error(err)
	}
	for _, id := range []*string{aws.String("sign-ins"), made.DashboardArn} {
		got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: id})
		if err != nil {
			t.Fatal(err)
		}
		if got.Status != types.DashboardStatusCreated || !*got.TerminationProtectionEnabled || *got.Widgets[0].QueryAlias != *made.Widgets[0].QueryAlias || got.CreatedTimestamp == nil || got.LastRefreshId != nil {
			t.Errorf("%s: %+v", *id, got)
		}
	}

	// A widget that stays keeps its alias.
	updated, err := c.UpdateDashboard(ctx, &ct.UpdateDashboardInput{DashboardId: aws.String("sign-ins"), Widgets: []types.RequestWidget{widget("SELECT eventID FROM " + w.store.ID), w.signinsPer()}})
	if err != nil || len(updated.Widgets) != 2 || *updated.Widgets[1].QueryAlias != *made.Widgets[0].QueryAlias || !*updated.TerminationProtectionEnabled {
		t.Fatalf("%+v, %v", updated, err)
	}
	if got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: aws.String("sign-ins")}); err != nil || got.Status != types.DashboardStatusUpdated {
		t.Errorf("%+v, %v", got, err)
	}

	_, err = c.DeleteDashboard(ctx, &ct.DeleteDashboardInput{DashboardId: aws.String("sign-ins")})
	refused(t, err, "ConflictException", "termination protection")
	if _, err := c.UpdateDashboard(ctx, &ct.UpdateDashboardInput{DashboardId: aws.String("sign-ins"), TerminationProtectionEnabled: aws.Bool(false)}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.DeleteDashboard(ctx, &ct.DeleteDashboardInput{DashboardId: made.DashboardArn}); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"get":     second(c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: made.DashboardArn})),
		"update":  second(c.UpdateDashboard(ctx, &ct.UpdateDashboardInput{DashboardId: made.DashboardArn})),
		"refresh": second(c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn})),
		"delete":  second(c.DeleteDashboard(ctx, &ct.DeleteDashboardInput{DashboardId: aws.String("sign-ins")})),
		"policy":  second(c.GetResourcePolicy(ctx, &ct.GetResourcePolicyInput{ResourceArn: made.DashboardArn})),
	} {
		t.Log(what)
		refused(t, err, "ResourceNotFoundException", "sign-ins")
	}
	// Another of the same name begins anew.
	again, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("sign-ins")})
	if err != nil {
		t.Fatal(err)
	}
	if tags, err := c.ListTags(ctx, &ct.ListTagsInput{ResourceIdList: []string{*again.DashboardArn}}); err != nil || len(tags.ResourceTagList[0].TagsList) != 0 {
		t.Errorf("tags %+v, %v", tags, err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestDashboardsAreListedInPages(t *testing.T) {
	w := newWorld(t, nil)
	c, ctx := w.client(), t.Context()
	for i := range 100 {
		if _, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String(fmt.Sprintf("board-%02d", i))}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("one-more")})
	refused(t, err, "ServiceQuotaExceededException", "100")
	_, err = c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("board-07")})
	refused(t, err, "ServiceQuotaExceededException", "100")

	in := &ct.ListDashboardsInput{NamePrefix: aws.String("board-1"), MaxResults: aws.Int32(4)}
	var names []string
	for {
		out, err := c.ListDashboards(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range out.Dashboards {
			names = append(names, (*d.DashboardArn)[strings.LastIndex(*d.DashboardArn, "/")+1:])
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
	}
	if got := strings.Join(names, " "); got != "board-10 board-11 board-12 board-13 board-14 board-15 board-16 board-17 board-18 board-19" {
		t.Error(got)
	}
	_, err = c.ListDashboards(ctx, &ct.ListDashboardsInput{NextToken: aws.String("board-10")})
	refused(t, err, "ValidationException", "NextToken")
}

func TestWhatADashboardCannotBe(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	gone := w.addStore("gone", nil)
	w.removeStore(gone.ID)
	if _, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("there")}); err != nil {
		t.Fatal(err)
	}
	on := func(unit types.RefreshScheduleFrequencyUnit, n int32, at string) *types.RefreshSchedule {
		return &types.RefreshSchedule{Status: types.RefreshScheduleStatusEnabled, Frequency: &types.RefreshScheduleFrequency{Unit: unit, Value: &n}, TimeOfDay: &at}
	}
	fine := "SELECT eventID FROM " + w.store.ID
	for _, tt := range []struct {
		in          ct.CreateDashboardInput
		code, words string
	}{
		{ct.CreateDashboardInput{Name: aws.String("there")}, "ConflictException", "there"},
		{ct.CreateDashboardInput{Name: aws.String("AWSCloudTrail-Highlights")}, "UnsupportedOperationException", "Highlights"},
		{ct.CreateDashboardInput{TagsList: []types.Tag{{Key: aws.String("aws:x")}}}, "InvalidTagParameterException", "aws:"},
		{ct.CreateDashboardInput{Widgets: make11(fine)}, "ServiceQuotaExceededException", "10"},
		{ct.CreateDashboardInput{Widgets: []types.RequestWidget{widget("SELEC 1")}}, "InvalidQueryStatementException", "SELEC"},
		{ct.CreateDashboardInput{Widgets: []types.RequestWidget{widget("DROP TABLE x")}}, "InvalidQueryStatementException", "SELECT"},
		{ct.CreateDashboardInput{Widgets: []types.RequestWidget{widget(fine, "$StartTime$")}}, "InvalidQueryStatementException", "0 ?"},
		{ct.CreateDashboardInput{Widgets: []types.RequestWidget{widget(fine + " WHERE eventTime > ?")}}, "InvalidQueryStatementException", "QueryParameters"},
		{ct.CreateDashboardInput{Widgets: []types.RequestWidget{widget("SELECT eventID FROM 0f9b1a5e-0000-4000-8000-000000000000")}}, "EventDataStoreNotFoundException", "0f9b1a5e"},
		{ct.CreateDashboardInput{Widgets: []types.RequestWidget{widget("SELECT eventID FROM " + gone.ID)}}, "InactiveEventDataStoreException", gone.ID},
		{ct.CreateDashboardInput{RefreshSchedule: on(types.RefreshScheduleFrequencyUnitHours, 5, "00:00")}, "ValidationException", "1, 6, 12 or 24"},
		{ct.CreateDashboardInput{RefreshSchedule: on(types.RefreshScheduleFrequencyUnitDays, 2, "00:00")}, "ValidationException", "1 DAYS"},
		{ct.CreateDashboardInput{RefreshSchedule: on(types.RefreshScheduleFrequencyUnitDays, 1, "24:30")}, "ValidationException", "24:30"},
		{ct.CreateDashboardInput{RefreshSchedule: &types.RefreshSchedule{Status: types.RefreshScheduleStatusEnabled}}, "ValidationException", "Frequency"},
	} {
		if tt.in.Name == nil {
			tt.in.Name = aws.String("other")
		}
		_, err := c.CreateDashboard(ctx, &tt.in)
		refused(t, err, tt.code, tt.words)
		if tt.in.TagsList == nil && *tt.in.Name == "other" {
			_, err := c.UpdateDashboard(ctx, &ct.UpdateDashboardInput{DashboardId: aws.String("there"), Widgets: tt.in.Widgets, RefreshSchedule: tt.in.RefreshSchedule})
			refused(t, err, tt.code, tt.words)
		}
	}
	w.as(auth.Auditor)
	_, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("mine")})
	refused(t, err, "AccessDeniedException", "cloudtrail:CreateDashboard")
}

func (w *world) removeStore(id string) {
	w.t.Helper()
	c, ctx := w.client(), w.t.Context()
	if _, err := c.UpdateEventDataStore(ctx, &ct.UpdateEventDataStoreInput{EventDataStore: &id, TerminationProtectionEnabled: aws.Bool(false)}); err != nil {
		w.t.Fatal(err)
	}
	if _, err := c.DeleteEventDataStore(ctx, &ct.DeleteEventDataStoreInput{EventDataStore: &id}); err != nil {
		w.t.Fatal(err)
	}
}

func make11(sql string) (out []types.RequestWidget) {
	for range 11 {
		out = append(out, widget(sql))
	}
	return out
}

func TestARefreshRunsTheWidgets(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	made, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("sign-ins"), Widgets: []types.RequestWidget{
		w.signinsPer(), widget("SELECT count(*) AS failed FROM " + w.store.ID + " WHERE element_at(responseElements, 'ConsoleLogin') = 'Failure'"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	alias := made.Widgets[0].QueryAlias
	_, err = c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: alias})
	refused(t, err, "QueryIdNotFoundException", *alias)

	refreshed, err := c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn, QueryParameterValues: map[string]string{
		"$StartTime$": "2022-01-11T00:00:00Z", "$EndTime$": "2022-01-11T00:27:20Z", "$Period$": "day",
	}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"[map[t:2022-01-11 00:00:00.000] map[n:10]]", "[map[failed:1]]"} {
		x, err := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: made.Widgets[i].QueryAlias, RefreshId: refreshed.RefreshId})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(w.rows(x.QueryId), ""); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: made.DashboardArn})
	if err != nil || *got.LastRefreshId != *refreshed.RefreshId || got.LastRefreshFailureReason != nil {
		t.Errorf("%+v, %v", got, err)
	}
	// The queries of dashboards are no queries of ListQueries, as they are not anyone's.
	if list, err := c.ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: &w.store.ID}); err != nil || len(list.Queries) != 0 {
		t.Errorf("%+v, %v", list, err)
	}

	// A second refresh; the first can still be asked for.
	second, err := c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn})
	if err != nil {
		t.Fatal(err)
	}
	first, err1 := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: alias, RefreshId: refreshed.RefreshId})
	last, err2 := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: alias})
	if err1 != nil || err2 != nil || *first.QueryId == *last.QueryId || len(w.rows(last.QueryId)) != 0 {
		t.Errorf("%v, %v, %s", err1, err2, *second.RefreshId)
	}
	_, err = c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: alias, RefreshId: aws.String("1234567890")})
	refused(t, err, "QueryIdNotFoundException", *alias)

	// StartQuery takes the alias, with the parameters that it is given.
	x, err := c.StartQuery(ctx, &ct.StartQueryInput{QueryAlias: alias, QueryParameters: []string{"hour", "2022-01-11 00:00:00", "2022-01-12 00:00:00"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.rows(x.QueryId), ""); got != "[map[t:2022-01-11 00:00:00.000] map[n:25]]" {
		t.Error(got)
	}
	_, err = c.StartQuery(ctx, &ct.StartQueryInput{QueryAlias: alias, QueryParameters: []string{"hour"}})
	refused(t, err, "InvalidQueryStatementException", "3 ?, and 1")
	_, err = c.StartQuery(ctx, &ct.StartQueryInput{QueryAlias: aws.String("none")})
	refused(t, err, "InvalidParameterException", "none")
	_, err = c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn, QueryParameterValues: map[string]string{"$EventDataStoreId$": w.store.ID}})
	refused(t, err, "ValidationException", "$EventDataStoreId$")
}

func TestOneRefreshOfADashboardRunsAtATime(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	made, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("slow"), Widgets: []types.RequestWidget{widget(w.slow())}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn}); err != nil {
		t.Fatal(err)
	}
	_, err = c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn})
	refused(t, err, "ServiceQuotaExceededException", "one refresh")
	x, err := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: made.Widgets[0].QueryAlias})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.CancelQuery(ctx, &ct.CancelQueryInput{QueryId: x.QueryId}); err != nil {
		t.Fatal(err)
	}
	again, err := c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn})
	if err != nil {
		t.Fatal(err)
	}
	x, err = c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: made.Widgets[0].QueryAlias, RefreshId: again.RefreshId})
	if err == nil {
		_, err = c.CancelQuery(ctx, &ct.CancelQueryInput{QueryId: x.QueryId})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatARefreshCannotReadAnyMore(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	other := w.addStore("other", nil)
	made, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("other"), Widgets: []types.RequestWidget{widget("SELECT eventID FROM " + other.ID)}})
	if err != nil {
		t.Fatal(err)
	}
	w.as(auth.Analyst, w.store.ID)
	_, err = c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn})
	refused(t, err, "EventDataStoreNotFoundException", other.ID)
	w.as(auth.Admin)
	w.removeStore(other.ID)
	_, err = c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn})
	refused(t, err, "InactiveEventDataStoreException", other.ID)
}

// Why a refresh failed tells what rows have, and is for those who may read them.
func TestWhoMayKnowWhyARefreshFailed(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	other := w.addStore("other", nil)
	made, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("faulty"), Widgets: []types.RequestWidget{widget("SELECT CAST(eventName AS bigint) FROM " + w.store.ID)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: made.DashboardArn}); err != nil {
		t.Fatal(err)
	}
	x, err := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: made.Widgets[0].QueryAlias})
	if err != nil {
		t.Fatal(err)
	}
	w.finish(x.QueryId)
	reason := func() string {
		t.Helper()
		out, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: made.DashboardArn})
		if err != nil {
			t.Fatal(err)
		}
		return aws.ToString(out.LastRefreshFailureReason)
	}
	if got := reason(); !strings.Contains(got, "ConsoleLogin") {
		t.Errorf("an admin sees %q", got)
	}
	w.as(auth.Analyst, other.ID)
	if got := reason(); got == "" || strings.Contains(got, "ConsoleLogin") {
		t.Errorf("who may not read the store sees %q", got)
	}
}

// A schedule of 6 hours from 01:30 on is due at 01:30, 07:30, 13:30 and 19:30, once each.
func TestAScheduleRefreshes(t *testing.T) {
	now := time.Date(2022, 1, 11, 1, 0, 0, 0, time.UTC)
	keys := map[string]auth.Key{}
	var schedule *cloudtrail.Schedule
	w := newWorld(t, signins(), func(w *world) {
		schedule = &cloudtrail.Schedule{Home: awsapi.Home{Account: account, Region: "us-east-1"}, Log: slog.New(slog.DiscardHandler), Key: func(_ context.Context, id string) (auth.Key, error) {
			if k, ok := keys[id]; ok {
				return k, nil
			}
			return auth.Key{}, auth.ErrKeyNotFound
		}}
		w.options.Schedule, w.options.Now = schedule, func() time.Time { return now }
	})
	keys[w.key.ID] = w.key
	c, ctx := w.client(), t.Context()
	made, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("sign-ins"), Widgets: []types.RequestWidget{w.signinsPer()}, RefreshSchedule: &types.RefreshSchedule{
		Status: types.RefreshScheduleStatusEnabled, TimeOfDay: aws.String("01:30"), Frequency: &types.RefreshScheduleFrequency{Unit: types.RefreshScheduleFrequencyUnitHours, Value: aws.Int32(6)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	look := func(at string, refreshed bool) *ct.GetDashboardOutput {
		t.Helper()
		now, _ = time.Parse(time.DateTime, "2022-01-11 "+at)
		if err := schedule.Look(ctx); err != nil {
			t.Fatal(err)
		}
		out, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: made.DashboardArn})
		if err != nil {
			t.Fatal(err)
		}
		if id := aws.ToString(out.LastRefreshId); (id != last) != refreshed {
			t.Errorf("at %s: refreshed %v", at, id != last)
		}
		last = aws.ToString(out.LastRefreshId)
		if x, err := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: made.Widgets[0].QueryAlias}); err == nil {
			w.finish(x.QueryId)
		}
		return out
	}
	look("01:29:59", false)
	look("01:30:00", true)
	x, err := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: made.Widgets[0].QueryAlias})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.rows(x.QueryId), ""); got != "[map[t:2022-01-11 00:00:00.000] map[n:25]]" {
		t.Error(got)
	}
	look("01:45:00", false)
	look("19:45:00", true)
	look("19:46:00", false)

	// Without the key that set it there is no refresh, and the dashboard says why.
	delete(keys, w.key.ID)
	now = now.Add(6 * time.Hour)
	if err := schedule.Look(ctx); err != nil {
		t.Fatal(err)
	}
	out, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: made.DashboardArn})
	if err != nil || !strings.Contains(aws.ToString(out.LastRefreshFailureReason), w.key.ID) {
		t.Errorf("%+v, %v", out, err)
	}
	off := &types.RefreshSchedule{Status: types.RefreshScheduleStatusDisabled}
	if _, err := c.UpdateDashboard(ctx, &ct.UpdateDashboardInput{DashboardId: made.DashboardArn, RefreshSchedule: off}); err != nil {
		t.Fatal(err)
	}
	last = aws.ToString(out.LastRefreshId)
	look("23:59:00", false)
}
