package cloudtrail_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ct "github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/dashboard"
)

func (w *world) boards() dashboard.Boards { return w.options.Boards }

// panel is what the console shows of a panel.
func (w *world) panel(d dashboard.Definition, name string, from, to string) dashboard.Answer {
	w.t.Helper()
	at := func(text string) time.Time {
		t, err := time.Parse(time.DateTime, text)
		if err != nil {
			w.t.Fatal(err)
		}
		return t
	}
	a := &dashboard.Answers{Queries: w.queries, Stores: w.state.Stores}
	answer, err := a.Panel(w.t.Context(), w.key, d, name, dashboard.Ask{Span: dashboard.Span{From: at(from), To: at(to)}})
	if err != nil {
		w.t.Fatal(err)
	}
	return answer
}

// What CreateDashboard makes is a file like any other: the console shows it, and what is changed there is what GetDashboard gives.
func TestADashboardOfTheAPIIsAPage(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	pie := types.RequestWidget{
		QueryStatement:  aws.String("SELECT awsRegion, count(*) AS n FROM " + w.store.ID + " WHERE eventTime > '?' AND eventTime < '?' GROUP BY awsRegion"),
		QueryParameters: []string{"$StartTime$", "$EndTime$"},
		ViewProperties:  map[string]string{"Height": "3", "Width": "8", "Title": "Regions", "View": "PieChart", "LabelColumn": "awsRegion", "ValueColumn": "n", "Colour": "blue"},
	}
	made, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: aws.String("Sign-Ins"), Widgets: []types.RequestWidget{w.signinsPer(), pie}})
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.boards().Find("Sign-Ins")
	if err != nil {
		t.Fatal(err)
	}
	p := d.Panels[1]
	if p.Title["en"] != "Regions" || p.Width != 8 || p.Height != 6 || p.Chart.Type != "pie" || p.Chart.X != "awsRegion" || !slices.Equal(p.Chart.Y, []string{"n"}) || d.Range != "24h" {
		t.Errorf("%+v", d)
	}
	if got := w.panel(d, d.Panels[0].Name, "2022-01-11 00:00:00", "2022-01-12 00:00:00"); len(got.Rows) != 1 || !strings.Contains(got.SQL, "date_trunc('hour', eventTime)") {
		t.Errorf("%+v", got)
	}

	// The page is edited: a panel's title changes, and nothing else does.
	text, err := w.boards().Source("Sign-Ins")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.boards().Put([]byte(strings.Replace(string(text), "en: Regions", "en: Where", 1)), false); err != nil {
		t.Fatal(err)
	}
	got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: made.DashboardArn})
	if err != nil {
		t.Fatal(err)
	}
	if first := got.Widgets[0]; *first.QueryStatement != *made.Widgets[0].QueryStatement || !slices.Equal(first.QueryParameters, made.Widgets[0].QueryParameters) || first.ViewProperties["View"] != "Table" {
		t.Errorf("%+v", first)
	}
	if second := got.Widgets[1]; *second.QueryStatement != *pie.QueryStatement || second.ViewProperties["Title"] != "Where" || second.ViewProperties["LabelColumn"] != "awsRegion" || *second.QueryAlias != *made.Widgets[1].QueryAlias {
		t.Errorf("%+v", second)
	}
}

// Statements come back as they were, whatever is in them, but for the ends of lines.
func TestWidgetsKeepTheirStatements(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	for i, tail := range []string{"", "  \n\n", "\n-- ends with a remark", "\t", "\r\n WHERE eventName = 'a: b # c'", "\n  WHERE eventName = '사용자 \"x\" \\ {%}'\n", " WHERE eventName <> ''' - '"} {
		sql := strings.Repeat("\n", i%2) + "SELECT eventID,\n\n  '" + strings.Repeat(" ", i) + "' AS s FROM " + w.store.ID + tail
		name := aws.String("board" + string(rune('a'+i)))
		if _, err := c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: name, Widgets: []types.RequestWidget{widget(sql)}}); err != nil {
			t.Fatal(err)
		}
		got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: name})
		if err != nil {
			t.Fatal(err)
		}
		if *got.Widgets[0].QueryStatement != strings.ReplaceAll(sql, "\r\n", "\n") {
			t.Errorf("%q came back as %q", sql, *got.Widgets[0].QueryStatement)
		}
	}
}

// Tarn's own dashboards are the managed ones: their widgets are statements of CloudTrail Lake, which StartQuery and a refresh run.
func TestTarnsOwnDashboardsAreManaged(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	list, err := c.ListDashboards(ctx, &ct.ListDashboardsInput{Type: types.DashboardTypeManaged})
	if err != nil || len(list.Dashboards) != 9 || list.Dashboards[0].Type != types.DashboardTypeManaged {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, d := range list.Dashboards {
		got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: d.DashboardArn})
		if err != nil {
			t.Fatal(err)
		}
		for _, widget := range got.Widgets {
			if len(*widget.QueryStatement) > 10_000 || len(widget.QueryParameters) > 10 || strings.ContainsAny(*widget.QueryStatement, "@\x00") {
				t.Errorf("%s: %d parameters, %s", *widget.QueryAlias, len(widget.QueryParameters), *widget.QueryStatement)
			}
		}
	}
	signIns := aws.String("sign_ins")
	for _, err := range []error{
		second(c.UpdateDashboard(ctx, &ct.UpdateDashboardInput{DashboardId: signIns})), second(c.DeleteDashboard(ctx, &ct.DeleteDashboardInput{DashboardId: signIns})),
	} {
		refused(t, err, "UnsupportedOperationException", "managed")
	}
	_, err = c.CreateDashboard(ctx, &ct.CreateDashboardInput{Name: signIns})
	refused(t, err, "ConflictException", "sign_ins")

	refreshed, err := c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: signIns, QueryParameterValues: map[string]string{
		"$StartTime$": "2022-01-11T00:00:00Z", "$EndTime$": "2022-01-12T00:00:00Z", "$Period$": "day", "$EventDataStoreId$": w.store.ID,
	}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: signIns})
	if err != nil || *got.LastRefreshId != *refreshed.RefreshId {
		t.Fatalf("%+v, %v", got, err)
	}
	own, err := w.boards().Find("sign_ins")
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range own.Panels {
		x, err := c.DescribeQuery(ctx, &ct.DescribeQueryInput{QueryAlias: got.Widgets[i].QueryAlias, RefreshId: refreshed.RefreshId})
		if err != nil {
			t.Fatal(err)
		}
		// The console asks the same of the same day.
		if rows, page := w.rows(x.QueryId), w.panel(own, p.Name, "2022-01-11 00:00:00", "2022-01-12 00:00:00"); len(rows) != len(page.Rows) {
			t.Errorf("%s: a refresh has %v, the page %v", p.Name, rows, page.Rows)
		}
	}
	_, err = c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: signIns, QueryParameterValues: map[string]string{"$Account$": account}})
	refused(t, err, "ValidationException", "$Account$")
	x, err := c.StartQuery(ctx, &ct.StartQueryInput{QueryStatement: aws.String(strings.NewReplacer("CAST(? AS timestamp(3))", "'2022-01-11 00:00:00'", "?", "'day'").Replace(*got.Widgets[0].QueryStatement))})
	if err != nil {
		t.Fatalf("%s: %v", *got.Widgets[0].QueryStatement, err)
	}
	w.rows(x.QueryId)
	// There are no flow logs: the reason is told.
	if _, err := c.StartDashboardRefresh(ctx, &ct.StartDashboardRefreshInput{DashboardId: aws.String("network")}); err != nil {
		t.Fatal(err)
	}
	if got, err = c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: aws.String("network")}); err != nil || aws.ToString(got.LastRefreshFailureReason) == "" {
		t.Errorf("%+v, %v", got, err)
	}
}

const filed = `name: ours
title: {en: Ours, ko: 우리 것}
filters:
- {name: least, title: At least, default: 5}
panels:
- name: one
  title: {en: One, ko: 하나}
  chart: {type: stacked, x: eventName, y: [n]}
  sql: SELECT eventName, count(*) AS n FROM @cloudtrail WHERE eventTime >= @from AND eventTime < @to GROUP BY 1 HAVING count(*) >= @least
  drill: SELECT eventID FROM @cloudtrail WHERE eventName = @x
`

// A file of the user's is a custom dashboard, and what a widget does not have outlasts UpdateDashboard.
func TestAFileIsACustomDashboard(t *testing.T) {
	w := newWorld(t, signins())
	c, ctx := w.client(), t.Context()
	folder := w.boards().Folder
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "ours.yaml"), []byte(filed), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := c.ListDashboards(ctx, &ct.ListDashboardsInput{Type: types.DashboardTypeCustom})
	if err != nil || len(list.Dashboards) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	got, err := c.GetDashboard(ctx, &ct.GetDashboardInput{DashboardId: list.Dashboards[0].DashboardArn})
	if err != nil {
		t.Fatal(err)
	}
	one := got.Widgets[0]
	want := `SELECT eventName, count(*) AS n FROM "` + w.store.ID + `" WHERE eventTime >= CAST(? AS timestamp(3)) AND eventTime < CAST(? AS timestamp(3)) GROUP BY 1 HAVING count(*) >= 5`
	if *one.QueryStatement != want || !slices.Equal(one.QueryParameters, []string{"$StartTime$", "$EndTime$"}) || one.ViewProperties["View"] != "BarChart" || one.ViewProperties["LabelColumn"] != "eventName" || got.CreatedTimestamp == nil {
		t.Errorf("%+v", one)
	}
	other := widget("SELECT count(*) AS n FROM " + w.store.ID)
	same := types.RequestWidget{QueryStatement: one.QueryStatement, QueryParameters: one.QueryParameters, ViewProperties: one.ViewProperties}
	if _, err := c.UpdateDashboard(ctx, &ct.UpdateDashboardInput{DashboardId: aws.String("ours"), Widgets: []types.RequestWidget{other, same}}); err != nil {
		t.Fatal(err)
	}
	d, err := w.boards().Find("ours")
	if err != nil || len(d.Panels) != 2 || d.Title["ko"] != "우리 것" || len(d.Filters) != 1 || d.Panels[1].Drill == "" || d.Panels[1].Title["ko"] != "하나" || !strings.Contains(d.Panels[1].SQL, "@least") || d.Panels[1].Chart.Type != "stacked" {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := c.DeleteDashboard(ctx, &ct.DeleteDashboardInput{DashboardId: aws.String("ours")}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.boards().Find("ours"); err == nil {
		t.Error("the file is there still")
	}
}
