package cloudtrail

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/query"
	"tarn/internal/sql/syntax"
)

// refreshDetail is where a widget's query keeps its refresh.
const refreshDetail = "refresh"

// invalidDashboard is the error of what no operation of dashboards declares one for.
const invalidDashboard = "ValidationException"

// The parameters that a widget's query may ask for:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartDashboardRefresh.html.
const (
	startTime = "$StartTime$"
	endTime   = "$EndTime$"
	period    = "$Period$"
)

// refreshValues are what stands for a custom dashboard's parameters: what a request gives, and otherwise the 24 hours before a time.
func refreshValues(given map[string]string, at time.Time) map[string]string {
	values := map[string]string{startTime: at.Add(-24 * time.Hour).UTC().Format(time.RFC3339), endTime: at.UTC().Format(time.RFC3339), period: "hour"}
	maps.Copy(values, given)
	return values
}

// widgets are those of a request, each checked as StartQuery does. A widget that was there before keeps its alias.
func (s *service) widgets(ctx context.Context, c *awsapi.Call, in []wirect.RequestWidget, before []wirect.Widget) ([]wirect.Widget, error) {
	if len(in) > maxWidgets {
		return nil, wire.Fail("ServiceQuotaExceededException", "%d widgets: a dashboard has at most %d.", len(in), maxWidgets)
	}
	out := []wirect.Widget{}
	for _, r := range in {
		w := wirect.Widget{QueryStatement: r.QueryStatement, QueryParameters: r.QueryParameters, ViewProperties: r.ViewProperties}
		for i, b := range before {
			if *b.QueryStatement == *w.QueryStatement && slices.Equal(b.QueryParameters, w.QueryParameters) {
				w.QueryAlias = b.QueryAlias
				before = slices.Delete(slices.Clone(before), i, i+1)
				break
			}
		}
		if w.QueryAlias == nil {
			w.QueryAlias = new("widget-" + uuid.NewString())
		}
		if err := s.checkStatement(ctx, c, widgetStatement(w, refreshValues(nil, s.Now()))); err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// checkStatement gives a statement a meaning without running it.
func (s *service) checkStatement(ctx context.Context, c *awsapi.Call, stmt query.Statement) error {
	if err := s.onlySelect(ctx, stmt.SQL, len(stmt.Parameters)); err != nil {
		return err
	}
	stmt.Lake, stmt.By, stmt.Key = true, c.Key.ID, c.Key
	_, err := s.Queries.Check(ctx, stmt)
	return s.queryError(ctx, stmt.SQL, err)
}

// widgetStatement is what a widget asks, with values in the place of $StartTime$ and the like.
func widgetStatement(w wirect.Widget, values map[string]string) query.Statement {
	stmt := query.Statement{SQL: *w.QueryStatement, Face: dashboardFace, Alias: *w.QueryAlias}
	if len(w.QueryParameters) > 0 {
		stmt.SQL = unquotedMarks(stmt.SQL)
	}
	for _, p := range w.QueryParameters {
		stmt.Parameters = append(stmt.Parameters, constantOf(cmp.Or(values[p], p)))
	}
	return stmt
}

// unquotedMarks takes the quotes from '?', which widgets' statements have beside eventTime:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RequestWidget.html.
func unquotedMarks(sql string) string {
	tree, err := syntax.Parse(sql)
	if err != nil {
		return sql // whoever runs it says why
	}
	var at []syntax.Span
	syntax.Walk(tree, func(n syntax.Node) bool {
		if s, ok := n.(*syntax.Text); ok && s.Value == "?" {
			at = append(at, syntax.Span{From: s.Pos(), To: s.End()})
		}
		return true
	})
	slices.SortFunc(at, func(a, b syntax.Span) int { return b.From.Offset - a.From.Offset })
	for _, s := range at {
		sql = sql[:s.From.Offset] + "?" + sql[s.To.Offset:]
	}
	return sql
}

// constantOf is a parameter's value as SQL: a number, or a text. A time of ISO 8601 is written as eventTime is.
func constantOf(v string) string {
	if _, err := strconv.ParseInt(v, 10, 64); err == nil {
		return v
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, v); err == nil {
			v = t.UTC().Format("2006-01-02 15:04:05.000")
		}
	}
	return "'" + strings.ReplaceAll(v, "'", "''") + "'"
}

func (s *service) startDashboardRefresh(ctx context.Context, c *awsapi.Call, in *wirect.StartDashboardRefreshRequest) (*wirect.StartDashboardRefreshResponse, error) {
	for name := range in.QueryParameterValues {
		if name != startTime && name != endTime && name != period {
			return nil, wire.Fail(invalidDashboard, "%s is no parameter of a custom dashboard: $StartTime$, $EndTime$ and $Period$ are.", name)
		}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	d, err := s.dashboard(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	if running, err := s.refreshes(ctx, d); err != nil || running {
		return nil, cmp.Or(err, error(wire.Fail("ServiceQuotaExceededException", "The dashboard %s is being refreshed: one refresh of a dashboard runs at a time.", d.Name)))
	}
	if err := s.refresh(ctx, c, &d, refreshValues(in.QueryParameterValues, s.Now())); err != nil {
		return nil, err
	}
	return &wirect.StartDashboardRefreshResponse{RefreshId: new(d.Refresh.ID)}, nil
}

// refresh begins the queries of a dashboard's widgets, and keeps which they are.
func (s *service) refresh(ctx context.Context, c *awsapi.Call, d *dashboard, values map[string]string) error {
	d.Refresh = refresh{ID: strconv.FormatInt(time.Now().UnixNano(), 10), Queries: map[string]string{}}
	var begin []query.Statement
	for _, w := range d.Widgets {
		stmt := widgetStatement(w, values)
		var f *wire.Error
		switch err := s.checkStatement(ctx, c, stmt); {
		case err == nil:
			begin = append(begin, stmt)
		case errors.As(err, &f) && f.Code == "InvalidQueryStatementException":
			// It had a meaning once: the other widgets are refreshed.
			d.Refresh.Failure = failed(stmt.Alias, f.Message)
		default:
			return err
		}
	}
	for _, stmt := range begin {
		stmt.Details = map[string]string{refreshDetail: d.Refresh.ID}
		x, err := s.start(ctx, c, stmt)
		if err != nil {
			return err
		}
		d.Refresh.Queries[stmt.Alias] = x.ID
	}
	return s.Dashboards.SetSaved(ctx, dashboardResource, d.Name, d.content())
}

// refreshes reports whether a dashboard's last refresh goes on.
func (s *service) refreshes(ctx context.Context, d dashboard) (bool, error) {
	for _, id := range d.Refresh.Queries {
		x, err := s.Queries.Get(ctx, id)
		if errors.Is(err, query.ErrNotFound) {
			continue
		}
		if err != nil || !x.State.Final() {
			return true, err
		}
	}
	return false, nil
}

// failed is a refresh's failure by the query of an alias.
func failed(alias, why string) string {
	return oneLine(fmt.Sprintf("The query of the alias %s failed: %s", alias, why))
}

// oneLine is a text as LastRefreshFailureReason has it: a line of at most 1000 bytes.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.ToValidUTF8(text[:min(len(text), 1000)], "")
}

// refreshFailure is why a dashboard's last refresh failed, as far as is known and the key may know, since an error has values of rows;
// empty where it did not.
func (s *service) refreshFailure(ctx context.Context, c *awsapi.Call, d dashboard) (string, error) {
	if d.Refresh.Failure != "" {
		return d.Refresh.Failure, nil
	}
	for _, w := range d.Widgets {
		x, err := s.Queries.Get(ctx, d.Refresh.Queries[*w.QueryAlias])
		if errors.Is(err, query.ErrNotFound) {
			continue // the widget is younger, or the refresh is forgotten
		}
		if err != nil {
			return "", err
		}
		if x.Error == nil {
			continue
		}
		visible, err := s.visible(ctx, c, x)
		if err != nil {
			return "", err
		}
		if !visible {
			return failed(*w.QueryAlias, "the key may not see why."), nil
		}
		return failed(*w.QueryAlias, x.Error.Error()), nil
	}
	return "", nil
}

// aliased is the statement of a widget's alias, with the values that a request gives, or the widget's own.
func (s *service) aliased(ctx context.Context, alias string, values []string) (query.Statement, error) {
	all, err := s.allDashboards(ctx)
	if err != nil {
		return query.Statement{}, err
	}
	for _, d := range all {
		for _, w := range d.Widgets {
			if *w.QueryAlias != alias {
				continue
			}
			if len(values) > 0 {
				w.QueryParameters = values
			}
			stmt := widgetStatement(w, refreshValues(nil, s.Now()))
			stmt.Face = queryFace
			return stmt, nil
		}
	}
	return query.Statement{}, wire.Fail("InvalidParameterException", "There is no query of the alias %s.", alias)
}

// refreshed is the ID of the query that a refresh, the last one by default, began for a widget.
func (s *service) refreshed(ctx context.Context, alias string, refresh *string) (string, error) {
	all, err := s.allDashboards(ctx)
	if err != nil {
		return "", err
	}
	for _, d := range all {
		if id, ok := d.Refresh.Queries[alias]; ok && (refresh == nil || *refresh == d.Refresh.ID) {
			return id, nil
		}
	}
	if refresh != nil {
		list, err := s.Queries.List(ctx, query.Filter{Face: dashboardFace})
		if err != nil {
			return "", err
		}
		for _, x := range list {
			if x.Statement.Alias == alias && x.Statement.Details[refreshDetail] == *refresh {
				return x.ID, nil
			}
		}
	}
	return "", unknownQuery(alias)
}
