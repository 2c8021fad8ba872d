package console

import (
	"cmp"
	"errors"
	"net/http"
	"os"
	"slices"
	"time"

	"tarn/internal/auth"
	"tarn/internal/dashboard"
	"tarn/internal/query"
	"tarn/internal/sql/analyze"
	"tarn/internal/title"
)

func dashboardRoutes() []Route {
	const group = "Dashboards"
	return []Route{
		route(Route{Method: "GET", Path: "/dashboards", Group: group, Summary: "The dashboards", Access: auth.List}, (*Console).listDashboards),
		route(Route{Method: "GET", Path: "/dashboards/{name}", Group: group, Summary: "A dashboard with its panels, and its file", Access: auth.List}, (*Console).oneDashboard),
		route(Route{Method: "PUT", Path: "/dashboards/{name}", Name: "PutDashboard", Group: group, Summary: "Write a dashboard's file", Access: auth.Save, Changes: true}, (*Console).putDashboard),
		route(Route{Method: "DELETE", Path: "/dashboards/{name}", Name: "DeleteDashboard", Group: group, Summary: "Remove a dashboard's file; one of Tarn's own of that name is there again", Access: auth.Save, Changes: true}, (*Console).deleteDashboard),
		route(Route{Method: "POST", Path: "/dashboards/text", Group: group, Summary: "A dashboard's parts as a file's text, and what is wrong with them", Access: auth.List}, (*Console).dashboardText),
		route(Route{Method: "POST", Path: "/dashboards/{name}/panel", Name: "GetDashboardPanel", Group: group, Summary: "What a panel has, what is behind a mark of it, or a filter's values", Access: auth.Query}, (*Console).panel),
	}
}

// DashboardList are the dashboards.
type DashboardList struct {
	Dashboards []DashboardName `json:"dashboards"`
	// Faults say which files could not be read.
	Faults []string `json:"faults"`
}

// DashboardName is a dashboard in a list.
type DashboardName struct {
	Name        string      `json:"name"`
	Title       title.Title `json:"title" doc:"by language"`
	Description title.Title `json:"description,omitempty"`
	Panels      int         `json:"panels"`
	BuiltIn     bool        `json:"builtIn"`
}

// Dashboard is a page of panels, and its file.
type Dashboard struct {
	dashboard.Definition
	Text string `json:"text" doc:"its file"`
}

func (s *Console) listDashboards(_ *call, _ none) (DashboardList, error) {
	out := DashboardList{Dashboards: []DashboardName{}, Faults: []string{}}
	boards, faults := s.Boards.Load()
	for _, d := range boards {
		out.Dashboards = append(out.Dashboards, nameOf(d))
	}
	for _, fault := range faults {
		out.Faults = append(out.Faults, fault.Error())
	}
	return out, nil
}

func nameOf(d dashboard.Definition) DashboardName {
	return DashboardName{Name: d.Name, Title: d.Title, Description: d.Description, Panels: len(d.Panels), BuiltIn: d.BuiltIn}
}

type dashboardInput struct {
	Name string `path:"name" json:"name"`
}

func (s *Console) board(name string) (dashboard.Definition, error) {
	d, err := s.Boards.Find(name)
	if errors.Is(err, dashboard.ErrNotFound) {
		err = notFound("dashboard " + name)
	}
	return d, err
}

func (s *Console) oneDashboard(_ *call, in dashboardInput) (Dashboard, error) {
	d, err := s.board(in.Name)
	if err != nil {
		return Dashboard{}, err
	}
	text, err := s.Boards.Source(d.Name)
	return shownDashboard(d, string(text)), err
}

func shownDashboard(d dashboard.Definition, text string) Dashboard {
	// An empty list is a list.
	d.Filters, d.Panels = append([]dashboard.Filter{}, d.Filters...), append([]dashboard.Panel{}, d.Panels...)
	return Dashboard{d, text}
}

type putDashboardInput struct {
	Name string `path:"name" json:"-"`
	Text string `json:"text" doc:"the file: docs/dashboards.md"`
	// Create refuses to write over one that is there.
	Create bool `json:"create,omitempty"`
}

func (s *Console) putDashboard(c *call, in putDashboardInput) (DashboardName, error) {
	d, err := dashboard.Parse([]byte(in.Text), "dashboard")
	if err == nil && d.Name != in.Name {
		err = invalid("The file's name is %s, not %s.", d.Name, in.Name)
	}
	if err == nil && d.Runs() && c.key.Role != auth.Admin && d.As != c.key.ID && d.As != c.key.Name {
		err = invalid("Its statements run without a viewer, and may read everything where no key is named: this key writes that with as: %s alone.", c.key.ID)
	}
	if err != nil {
		return DashboardName{}, invalid("%v", err)
	}
	d, err = s.Boards.Put([]byte(in.Text), in.Create)
	if errors.Is(err, dashboard.ErrExists) {
		err = &Failure{Status: http.StatusConflict, Code: "Exists", Message: "There is a dashboard of the name " + in.Name + "."}
	}
	return nameOf(d), err
}

func (s *Console) deleteDashboard(_ *call, in dashboardInput) (none, error) {
	if _, err := s.board(in.Name); err != nil {
		return none{}, err
	}
	err := s.Boards.Remove(in.Name)
	if errors.Is(err, dashboard.ErrBuiltIn) {
		err = invalid("%s is Tarn's own, and stays.", in.Name)
	}
	if errors.Is(err, dashboard.ErrProtected) {
		err = &Failure{Status: http.StatusConflict, Code: "Protected", Message: "The dashboard " + in.Name + " is protected: take protected out of its file first."}
	}
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return none{}, err
}

// DashboardParts are a dashboard as an editor has it.
type DashboardParts struct {
	// Text is a file to begin from; what follows stands in place of its parts, where it is given.
	Text        string             `json:"text,omitempty"`
	Name        string             `json:"name,omitempty"`
	Title       title.Title        `json:"title,omitempty"`
	Description title.Title        `json:"description,omitempty"`
	Range       string             `json:"range,omitempty"`
	Filters     []dashboard.Filter `json:"filters,omitempty"`
	Panels      []dashboard.Panel  `json:"panels,omitempty"`
}

// dashboardText answers with the dashboard as it would be read from the file that it would be.
func (s *Console) dashboardText(_ *call, in DashboardParts) (Dashboard, error) {
	var d dashboard.Definition
	var err error
	if in.Text != "" {
		if d, err = dashboard.Parse([]byte(in.Text), "dashboard"); err != nil {
			return Dashboard{}, invalid("%v", err)
		}
	}
	if in.Name == "" && in.Panels == nil {
		return shownDashboard(d, in.Text), nil
	}
	d.Name, d.Range = cmp.Or(in.Name, d.Name), cmp.Or(in.Range, d.Range)
	if in.Title != nil {
		d.Title = in.Title
	}
	if in.Description != nil {
		d.Description = in.Description
	}
	if in.Filters != nil {
		old := d.Filters
		d.Filters = in.Filters
		for i, f := range d.Filters {
			// A filter that was there keeps its kind, which JSON's numbers do not tell.
			if j := slices.IndexFunc(old, func(o dashboard.Filter) bool { return o.Name == f.Name }); j >= 0 {
				d.Filters[i].Default, d.Filters[i].Values = old[j].Default, old[j].Values
			}
		}
	}
	if in.Panels != nil {
		d.Panels = in.Panels
	}
	text, err := d.Text()
	if err != nil {
		return Dashboard{}, err
	}
	if d, err = dashboard.Parse(text, "dashboard"); err != nil {
		return Dashboard{}, invalid("%v", err)
	}
	return shownDashboard(d, string(text)), nil
}

type panelInput struct {
	Name string `path:"name" json:"name"`
	// One of these is asked: a panel, what is behind a mark of one, or a filter's values.
	Panel  string          `json:"panel,omitempty"`
	Mark   *dashboard.Mark `json:"mark,omitempty"`
	Filter string          `json:"filter,omitempty"`
	// Text is a dashboard that has not been saved, in place of the one of the name.
	Text    string            `json:"text,omitempty"`
	Range   string            `json:"range,omitempty" doc:"24h, 30d, 12mo; or from and to"`
	From    time.Time         `json:"from,omitzero"`
	To      time.Time         `json:"to,omitzero"`
	Zone    string            `json:"zone,omitempty" doc:"as in Asia/Seoul; UTC by default"`
	Filters map[string]string `json:"filters,omitempty"`
	Stores  map[string]string `json:"stores,omitempty" doc:"names of stores by their kind"`
	Fresh   bool              `json:"fresh,omitempty" doc:"ask anew though there is an answer that is young enough"`
}

// PanelAnswer is what a panel has.
type PanelAnswer struct {
	// Missing is the kind of logs that the panel reads and that there are none of; nothing else is there then.
	Missing   string      `json:"missing,omitempty"`
	Execution string      `json:"execution"`
	SQL       string      `json:"sql" doc:"the statement, with the values in it"`
	Columns   []Column    `json:"columns"`
	Rows      [][]*string `json:"rows"`
	Before    [][]*string `json:"before,omitempty" doc:"those of the time before"`
	More      bool        `json:"more,omitempty" doc:"there are rows beyond these"`
	From      string      `json:"from"`
	To        string      `json:"to"`
	At        string      `json:"at" doc:"when it was asked"`
}

func (s *Console) panel(c *call, in panelInput) (PanelAnswer, error) {
	var d dashboard.Definition
	var err error
	if in.Text != "" {
		if d, err = dashboard.Parse([]byte(in.Text), "dashboard"); err != nil {
			return PanelAnswer{}, invalid("%v", err)
		}
	} else if d, err = s.board(in.Name); err != nil {
		return PanelAnswer{}, err
	}
	ask := dashboard.Ask{Range: in.Range, Span: dashboard.Span{From: in.From, To: in.To}, Filters: in.Filters, Stores: in.Stores, Mark: in.Mark, Fresh: in.Fresh}
	if ask.Zone, err = time.LoadLocation(in.Zone); err != nil {
		return PanelAnswer{}, invalid("The time zone %s is not known.", in.Zone)
	}
	var a dashboard.Answer
	switch {
	case in.Filter != "":
		a, err = s.answers.Choices(c.ctx, c.key, d, in.Filter, ask)
	case in.Mark != nil:
		a, err = s.answers.Drill(c.ctx, c.key, d, in.Panel, ask)
	default:
		a, err = s.answers.Panel(c.ctx, c.key, d, in.Panel, ask)
	}
	missing, failed := (*dashboard.MissingError)(nil), (*query.Error)(nil)
	switch {
	case errors.As(err, &missing):
		return PanelAnswer{Missing: missing.Kind, Columns: []Column{}, Rows: [][]*string{}}, nil
	case errors.As(err, &failed):
		return PanelAnswer{}, statementFailure(failed, a.SQL)
	case errors.Is(err, dashboard.ErrNotFound), errors.Is(err, dashboard.ErrAsk), errors.Is(err, dashboard.ErrNoQuery):
		return PanelAnswer{}, invalid("%v", err)
	case err != nil:
		return PanelAnswer{}, err
	}
	out := PanelAnswer{
		Execution: a.Execution, SQL: a.SQL, Columns: []Column{}, Rows: table(a.Columns, a.Rows), More: a.More,
		From: a.Span.From.Format(time.RFC3339), To: a.Span.To.Format(time.RFC3339), At: a.At.UTC().Format(time.RFC3339),
	}
	if a.Before != nil {
		out.Before = table(a.Columns, a.Before)
	}
	for _, column := range a.Columns {
		out.Columns = append(out.Columns, Column{Name: column.Name, Type: column.Type.String()})
	}
	return out, nil
}

// table is rows as a page takes them.
func table(columns []analyze.Output, rows []query.Row) [][]*string {
	out := make([][]*string, len(rows))
	for i, r := range rows {
		out[i] = cells(columns, r)
	}
	return out
}
