package cloudtrail

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/definition"
	"tarn/internal/title"
)

// Saved keeps contents under names; *state.DB is one. What is remembered of a dashboard is of the kind dashboardResource.
type Saved interface {
	// Saved gives a content, nil where there is none.
	Saved(ctx context.Context, kind, name string) ([]byte, error)
	SetSaved(ctx context.Context, kind, name string, content []byte) error
	RemoveSaved(ctx context.Context, kind, name string) (bool, error)
}

// board is a dashboard, and what is remembered of it.
type board struct {
	dashboard.Definition
	kept kept
}

// kept is what is no part of a dashboard's file.
type kept struct {
	Created time.Time `json:"created,omitzero"`
	// Changed says that UpdateDashboard changed it.
	Changed bool `json:"changed,omitempty"`
	// Looked is the time since when no refresh is due.
	Looked  time.Time `json:"looked,omitzero"`
	Refresh refresh   `json:"refresh,omitzero"`
}

// refresh is a dashboard's last one.
type refresh struct {
	ID string `json:"id"`
	// Queries are the IDs of the widgets' queries, by their aliases.
	Queries map[string]string `json:"queries"`
	// Failure says why widgets' queries were not begun.
	Failure string `json:"failure,omitempty"`
}

func dashboardARN(h awsapi.Home, name string) *string {
	return new(h.ARN("cloudtrail", dashboardResource+"/"+name))
}

// dashboardType is MANAGED for what Tarn brings, and CUSTOM for what users wrote.
func (b board) dashboardType() *string {
	if b.BuiltIn {
		return new(wirect.DashboardTypeManaged)
	}
	return new(wirect.DashboardTypeCustom)
}

// dashboard finds one by its name or ARN.
func (s *service) dashboard(ctx context.Context, c *awsapi.Call, name string) (board, error) {
	id := name
	if strings.HasPrefix(name, "arn:") {
		kind, of, ok := resourceOf(c.Home, name)
		if !ok || kind != dashboardResource {
			return board{}, noDashboard(name)
		}
		id = of
	}
	d, err := s.Boards.Find(id)
	if errors.Is(err, dashboard.ErrNotFound) {
		return board{}, noDashboard(name)
	}
	if err != nil {
		return board{}, err
	}
	return s.remembered(ctx, d)
}

// remembered adds what is kept of a dashboard.
func (s *service) remembered(ctx context.Context, d dashboard.Definition) (board, error) {
	b := board{Definition: d}
	text, err := s.Dashboards.Saved(ctx, dashboardResource, d.Name)
	if err == nil && text != nil {
		if err = json.Unmarshal(text, &b.kept); err != nil {
			err = fmt.Errorf("a dashboard: %w", err)
		}
	}
	return b, err
}

// remember keeps what is no part of a dashboard's file.
func (s *service) remember(ctx context.Context, b board) error {
	text, err := json.Marshal(b.kept)
	if err != nil {
		panic(err) // texts and times always have a form
	}
	return s.Dashboards.SetSaved(ctx, dashboardResource, b.Name, text)
}

// times are when a dashboard was made, and changed.
func (s *service) times(b board) (created, updated time.Time) {
	updated = s.Boards.Written(b.Definition)
	created = b.kept.Created
	if created.IsZero() {
		created = updated
	}
	return created, updated
}

func noDashboard(name string) *wire.Error {
	return wire.Fail("ResourceNotFoundException", "The dashboard %s was not found.", name)
}

// hasDashboard reports whether there is a dashboard of a name.
func (s *service) hasDashboard(name string) (bool, error) {
	_, err := s.Boards.Find(name)
	if errors.Is(err, dashboard.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// aliasOf is the alias of a panel's query.
func aliasOf(b, panel string) string { return panel + "." + b }

// panelOf finds the panel whose query has an alias.
func (s *service) panelOf(ctx context.Context, alias string) (b board, p dashboard.Panel, ok bool, err error) {
	panel, name, _ := strings.Cut(alias, ".")
	d, err := s.Boards.Find(name)
	if errors.Is(err, dashboard.ErrNotFound) {
		return b, p, false, nil
	}
	if err == nil {
		b, err = s.remembered(ctx, d)
	}
	if err != nil {
		return b, p, false, err
	}
	i := slices.IndexFunc(d.Panels, func(p dashboard.Panel) bool { return p.Name == panel })
	if i < 0 {
		return b, p, false, nil
	}
	return b, d.Panels[i], true, nil
}

// readable are the stores that a key may read.
func (s *service) readable(ctx context.Context, c *awsapi.Call) ([]catalog.EventDataStore, error) {
	all, err := s.Stores.Stores(ctx)
	return slices.DeleteFunc(all, func(e catalog.EventDataStore) bool { return !c.Key.MayRead(e.ID) }), err
}

// widgetOf is a panel as the API has it: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Widget.html.
func widgetOf(d dashboard.Definition, p dashboard.Panel, stores []catalog.EventDataStore) (wirect.Widget, error) {
	sql, parameters, err := d.Positional(p, stores)
	return wirect.Widget{QueryAlias: new(aliasOf(d.Name, p.Name)), QueryStatement: &sql, QueryParameters: parameters, ViewProperties: viewOf(p)}, err
}

// panelsOf are the panels of a request's widgets. A widget that was there before keeps its panel, with what only the file says of it.
func panelsOf(in []wirect.RequestWidget, panels []dashboard.Panel, widgets []wirect.Widget) []dashboard.Panel {
	out := []dashboard.Panel{}
	panels, widgets = slices.Clone(panels), slices.Clone(widgets)
	for _, r := range in {
		// A file of YAML has one form of ends of lines.
		sql := strings.ReplaceAll(*r.QueryStatement, "\r\n", "\n")
		p := dashboard.Panel{Name: "widget_" + strings.ReplaceAll(uuid.NewString(), "-", "")[:12], SQL: sql, Parameters: r.QueryParameters}
		i := slices.IndexFunc(widgets, func(w wirect.Widget) bool {
			return *w.QueryStatement == sql && slices.Equal(w.QueryParameters, r.QueryParameters)
		})
		if i >= 0 {
			p = panels[i]
			panels, widgets = slices.Delete(panels, i, i+1), slices.Delete(widgets, i, i+1)
		}
		if i < 0 || !maps.Equal(viewOf(p), r.ViewProperties) {
			p = viewed(p, r.ViewProperties)
		}
		out = append(out, p)
	}
	return out
}

// scheduleOf is a request's RefreshSchedule.
func scheduleOf(r *wirect.RefreshSchedule) (*dashboard.Schedule, error) {
	if r == nil {
		return nil, nil
	}
	off := wire.Value(r.Status) != wirect.RefreshScheduleStatusEnabled
	if r.Frequency == nil {
		if !off {
			return nil, wire.Fail(invalidDashboard, "A RefreshSchedule that is ENABLED has a Frequency.")
		}
		return nil, nil
	}
	every, err := everyOf(r.Frequency)
	if err != nil {
		return nil, err
	}
	at := wire.Value(r.TimeOfDay)
	if _, err := time.Parse("15:04", cmp.Or(at, "00:00")); err != nil {
		return nil, wire.Fail(invalidDashboard, "The TimeOfDay %s is not a time from 00:00 to 23:59.", at)
	}
	return &dashboard.Schedule{Every: definition.Duration(every), At: at, Off: off}, nil
}

// wireSchedule is a schedule as the API has it.
func wireSchedule(s *dashboard.Schedule) *wirect.RefreshSchedule {
	if s == nil {
		return nil
	}
	status := wirect.RefreshScheduleStatusEnabled
	if s.Off {
		status = wirect.RefreshScheduleStatusDisabled
	}
	hours := int32(time.Duration(s.Every) / time.Hour)
	return &wirect.RefreshSchedule{
		Status: new(status), TimeOfDay: wire.Some(s.At), Frequency: &wirect.RefreshScheduleFrequency{Unit: new(wirect.RefreshScheduleFrequencyUnitHours), Value: &hours},
	}
}

func everyOf(f *wirect.RefreshScheduleFrequency) (time.Duration, error) {
	n := wire.Value(f.Value)
	switch unit := wire.Value(f.Unit); {
	case unit == wirect.RefreshScheduleFrequencyUnitHours && slices.Contains([]int32{1, 6, 12, 24}, n):
		return time.Duration(n) * time.Hour, nil
	case unit == wirect.RefreshScheduleFrequencyUnitDays && n == 1:
		return 24 * time.Hour, nil
	}
	return 0, wire.Fail(invalidDashboard, "A custom dashboard is refreshed every 1, 6, 12 or 24 HOURS, or every 1 DAYS.")
}

// newBoard is a dashboard that the API makes: its range is that of a refresh without parameters.
func newBoard(name string) dashboard.Definition {
	return dashboard.Definition{Name: name, Title: title.Title{title.Languages[0]: name}, Range: "24h"}
}
