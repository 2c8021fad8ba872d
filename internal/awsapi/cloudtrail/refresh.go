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

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/query"
)

// refreshDetail is where a widget's query keeps its refresh.
const refreshDetail = "refresh"

// invalidDashboard is the error of what no operation of dashboards declares one for.
const invalidDashboard = "ValidationException"

// ofStore names the event data store that a managed dashboard's widgets read:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartDashboardRefresh.html.
const ofStore = "$EventDataStoreId$"

// refreshValues are what stands for a dashboard's parameters: what a request gives, and otherwise the 24 hours before a time.
func refreshValues(given map[string]string, at time.Time) map[string]string {
	values := map[string]string{dashboard.StartTime: at.Add(-24 * time.Hour).UTC().Format(time.RFC3339), dashboard.EndTime: at.UTC().Format(time.RFC3339), dashboard.Period: "hour"}
	maps.Copy(values, given)
	return values
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
		stmt.SQL = dashboard.Marks(stmt.SQL)
	}
	for _, p := range w.QueryParameters {
		stmt.Parameters = append(stmt.Parameters, dashboard.Constant(cmp.Or(values[p], p)))
	}
	return stmt
}

func (s *service) startDashboardRefresh(ctx context.Context, c *awsapi.Call, in *wirect.StartDashboardRefreshRequest) (*wirect.StartDashboardRefreshResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	d, err := s.dashboard(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	for name := range in.QueryParameterValues {
		switch {
		case name == dashboard.StartTime || name == dashboard.EndTime || name == dashboard.Period:
		case !d.BuiltIn:
			return nil, wire.Fail(invalidDashboard, "%s is no parameter of a custom dashboard: $StartTime$, $EndTime$ and $Period$ are.", name)
		case name != ofStore:
			return nil, wire.Fail(invalidDashboard, "%s is no parameter of a managed dashboard: $StartTime$, $EndTime$, $Period$ and $EventDataStoreId$ are.", name)
		}
	}
	if running, err := s.refreshes(ctx, d); err != nil || running {
		return nil, cmp.Or(err, error(wire.Fail("ServiceQuotaExceededException", "The dashboard %s is being refreshed: one refresh of a dashboard runs at a time.", d.Name)))
	}
	if err := s.refresh(ctx, c, &d, refreshValues(in.QueryParameterValues, s.Now())); err != nil {
		return nil, err
	}
	return &wirect.StartDashboardRefreshResponse{RefreshId: new(d.kept.Refresh.ID)}, nil
}

// refresh begins the queries of a dashboard's widgets, and keeps which they are.
func (s *service) refresh(ctx context.Context, c *awsapi.Call, d *board, values map[string]string) error {
	d.kept.Refresh = refresh{ID: strconv.FormatInt(time.Now().UnixNano(), 10), Queries: map[string]string{}}
	var begin []query.Statement
	widgets, err := s.widgetsOver(ctx, c, *d, values[ofStore])
	if err != nil {
		return err
	}
	for _, w := range widgets {
		stmt := widgetStatement(w, values)
		var f *wire.Error
		switch err := s.checkStatement(ctx, c, stmt); {
		case err == nil:
			begin = append(begin, stmt)
		case errors.As(err, &f) && (d.BuiltIn || f.Code == "InvalidQueryStatementException"):
			// It had a meaning once, or reads logs that there are none of yet: the other widgets are refreshed.
			d.kept.Refresh.Failure = failed(stmt.Alias, f.Message)
		default:
			return err
		}
	}
	for _, stmt := range begin {
		stmt.Details = map[string]string{refreshDetail: d.kept.Refresh.ID}
		x, err := s.start(ctx, c, stmt)
		if err != nil {
			return err
		}
		d.kept.Refresh.Queries[stmt.Alias] = x.ID
	}
	return s.remember(ctx, *d)
}

// widgetsOver are a dashboard's widgets, over an event data store where one is named: it stands for all of its kind.
func (s *service) widgetsOver(ctx context.Context, c *awsapi.Call, b board, store string) ([]wirect.Widget, error) {
	stores, err := s.readable(ctx, c)
	if err != nil {
		return nil, err
	}
	if store != "" {
		meant, err := s.store(ctx, c, store)
		if err != nil {
			return nil, err
		}
		stores = slices.DeleteFunc(stores, func(e catalog.EventDataStore) bool { return e.Kind == meant.Kind && e.ID != meant.ID })
	}
	var out []wirect.Widget
	for _, p := range b.Panels {
		w, err := widgetOf(b.Definition, p, stores)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// refreshes reports whether a dashboard's last refresh goes on.
func (s *service) refreshes(ctx context.Context, d board) (bool, error) {
	for _, id := range d.kept.Refresh.Queries {
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
func (s *service) refreshFailure(ctx context.Context, c *awsapi.Call, d board) (string, error) {
	if d.kept.Refresh.Failure != "" {
		return d.kept.Refresh.Failure, nil
	}
	for _, p := range d.Panels {
		alias := aliasOf(d.Name, p.Name)
		x, err := s.Queries.Get(ctx, d.kept.Refresh.Queries[alias])
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
			return failed(alias, "the key may not see why."), nil
		}
		return failed(alias, x.Error.Error()), nil
	}
	return "", nil
}

// aliased is the statement of a widget's alias, with the values that a request gives, or the widget's own.
func (s *service) aliased(ctx context.Context, c *awsapi.Call, alias string, values []string) (query.Statement, error) {
	b, p, ok, err := s.panelOf(ctx, alias)
	if err != nil {
		return query.Statement{}, err
	}
	if !ok {
		return query.Statement{}, wire.Fail("InvalidParameterException", "There is no query of the alias %s.", alias)
	}
	stores, err := s.readable(ctx, c)
	if err != nil {
		return query.Statement{}, err
	}
	w, err := widgetOf(b.Definition, p, stores)
	if err != nil {
		return query.Statement{}, err
	}
	if len(values) > 0 {
		w.QueryParameters = values
	}
	stmt := widgetStatement(w, refreshValues(nil, s.Now()))
	stmt.Face = queryFace
	return stmt, nil
}

// refreshed is the ID of the query that a refresh, the last one by default, began for a widget.
func (s *service) refreshed(ctx context.Context, alias string, refresh *string) (string, error) {
	b, _, ok, err := s.panelOf(ctx, alias)
	if err != nil {
		return "", err
	}
	if id, begun := b.kept.Refresh.Queries[alias]; ok && begun && (refresh == nil || *refresh == b.kept.Refresh.ID) {
		return id, nil
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
