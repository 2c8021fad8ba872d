// Package dashboard is a page of panels: each asks a statement over a range of time and shows the answer as a chart.
//
// A dashboard is a file of YAML, Tarn's own or the user's; docs/dashboards.md describes the keys. Those of CloudTrail Lake's dashboard API
// are the same ones: internal/awsapi/cloudtrail turns panels into widgets, and widgets into panels.
package dashboard

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"tarn/internal/definition"
	"tarn/internal/parameter"
	"tarn/internal/title"
)

// Definition is a dashboard as its file says.
type Definition struct {
	Name        string      `yaml:"name" json:"name"`
	Title       title.Title `yaml:"title" json:"title" doc:"by language"`
	Description title.Title `yaml:"description,omitempty" json:"description,omitempty"`
	// Range is the time that is shown where nobody chose another, as in 24h, 30d, 12mo.
	Range string `yaml:"range,omitempty" json:"range" doc:"where nobody chose another: 24h, 30d, 12mo"`
	// Refresh is how old an answer may be that is shown again, 15m where it is left out.
	Refresh definition.Duration `yaml:"refresh,omitempty" json:"refresh" doc:"how old an answer may be that is shown again, as in 15m0s"`
	// As is the key, by its name or ID, with whose rights the statements run that no viewer asks for: those of Schedule and Report. Where it
	// is left out, they may read everything.
	As string `yaml:"as,omitempty" json:"as,omitempty"`
	// Schedule has the panels asked at times, as RefreshSchedule of CloudTrail Lake's API has it.
	Schedule *Schedule `yaml:"schedule,omitempty" json:"schedule,omitempty"`
	// Report sends it to people at times; nil where it is not sent.
	Report *Report `yaml:"report,omitempty" json:"report,omitempty"`
	// Protected refuses to remove it.
	Protected bool     `yaml:"protected,omitempty" json:"protected,omitempty"`
	Filters   []Filter `yaml:"filters,omitempty" json:"filters,omitempty"`
	Panels    []Panel  `yaml:"panels" json:"panels"`

	// Path is the file that it is from; BuiltIn says that Tarn brings it.
	Path    string `yaml:"-" json:"-"`
	BuiltIn bool   `yaml:"-" json:"builtIn"`
}

// Schedule is when the panels are asked without a viewer: every so long, counted from a time of day on.
type Schedule struct {
	Every definition.Duration `yaml:"every" json:"every"`
	// At is a time of day in UTC, as in 01:30; midnight where it is left out.
	At string `yaml:"at,omitempty" json:"at,omitempty"`
	// Off says that it is not followed now.
	Off bool `yaml:"off,omitempty" json:"off,omitempty"`
}

// Filter is a value that viewers choose, @name in the panels' statements.
type Filter struct {
	Name  string      `yaml:"name" json:"name"`
	Title title.Title `yaml:"title" json:"title"`
	// Default is the value where none is chosen. Its kind is the filter's: a text, a number, true or false.
	Default any `yaml:"default" json:"default"`
	// SQL gives values to choose from, in its first column; Values are such, too.
	SQL    string `yaml:"sql,omitempty" json:"sql,omitempty" doc:"gives values to choose from"`
	Values []any  `yaml:"values,omitempty" json:"values,omitempty"`
}

// Panel is a statement and how its answer is shown.
type Panel struct {
	Name        string      `yaml:"name" json:"name"`
	Title       title.Title `yaml:"title" json:"title"`
	Description title.Title `yaml:"description,omitempty" json:"description,omitempty"`
	SQL         string      `yaml:"sql" json:"sql"`
	// Parameters are the values of the statement's ?, in their order: $StartTime$, $EndTime$ and $Period$ of the range, or texts as they are.
	Parameters []string `yaml:"parameters,omitempty" json:"parameters,omitempty"`
	Chart      Chart    `yaml:"chart" json:"chart"`
	// View is the ViewProperties with which the panel came through CloudTrail Lake's API.
	View map[string]string `yaml:"view,omitempty" json:"view,omitempty"`
	// Width is in twelfths of the page, Height in rows.
	Width  int `yaml:"width,omitempty" json:"width" doc:"in twelfths"`
	Height int `yaml:"height,omitempty" json:"height" doc:"in rows"`
	// Drill is the statement of the events behind a mark, with @x, @series and @value of the mark.
	Drill string `yaml:"drill,omitempty" json:"drill,omitempty"`
}

// Chart says which columns of an answer are what in a picture.
type Chart struct {
	// Type is one of Types.
	Type string `yaml:"type" json:"type"`
	// X is the column along the axis, or the names of a pie's parts. Y are the columns of the values.
	X string   `yaml:"x,omitempty" json:"x,omitempty"`
	Y []string `yaml:"y,omitempty" json:"y,omitempty"`
	// Series is the column whose values are a line, or a colour, each; of a heat map the column of the rows.
	Series string `yaml:"series,omitempty" json:"series,omitempty"`
	// Source and Target are the ends of a flow, of the types sankey and graph, whose width is the first of Y.
	Source string `yaml:"source,omitempty" json:"source,omitempty"`
	Target string `yaml:"target,omitempty" json:"target,omitempty"`
	// Unit is that of the values: bytes, seconds, percent; none is a count.
	Unit string `yaml:"unit,omitempty" json:"unit,omitempty"`
	// Compare shows a number beside that of the time before, as long as the range.
	Compare bool `yaml:"compare,omitempty" json:"compare,omitempty"`
	// Better says which way a number should go: up or down.
	Better string `yaml:"better,omitempty" json:"better,omitempty"`
}

// Types are those of charts.
var Types = []string{"line", "area", "bar", "stacked", "pie", "number", "table", "heatmap", "sankey", "graph", "map"}

// units are those that values may have.
var units = []string{"", "bytes", "seconds", "percent"}

// The limits of a page. They keep one page from asking for the machine.
const (
	maxPanels  = 50
	maxFilters = 20
)

// boardName is what a dashboard may be called, by CloudTrail Lake's API, too.
var boardName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,128}$`)

// Parse reads a dashboard. path is where it is from, for errors.
func Parse(text []byte, path string) (Definition, error) {
	return parse(definition.File{Text: text, Path: path})
}

func parse(f definition.File) (Definition, error) {
	d := Definition{Path: f.Path, BuiltIn: f.BuiltIn}
	if err := f.Decode(&d); err != nil {
		return d, err
	}
	if err := d.settle(); err != nil {
		return d, fmt.Errorf("%s: %w", f.Path, err)
	}
	return d, nil
}

// Text is the file of a dashboard.
func (d Definition) Text() ([]byte, error) {
	return yaml.MarshalWithOptions(d, yaml.UseLiteralStyleIfMultiline(true))
}

// settle checks what the file says, and fills in what it leaves out.
func (d *Definition) settle() error {
	d.Range, d.Refresh = cmp.Or(d.Range, "30d"), cmp.Or(d.Refresh, definition.Duration(15*time.Minute))
	switch {
	case !boardName.MatchString(d.Name):
		return fmt.Errorf("name %q: letters, digits, underscores and hyphens, 128 at most", d.Name)
	case len(d.Panels) > maxPanels || len(d.Filters) > maxFilters:
		return fmt.Errorf("there are %d panels and %d filters: %d and %d are the most", len(d.Panels), len(d.Filters), maxPanels, maxFilters)
	}
	if len(d.Title) == 0 {
		d.Title = title.Title{"en": d.Name}
	}
	if _, err := parseSpan(d.Range); err != nil {
		return err
	}
	if d.Schedule != nil {
		if err := d.Schedule.settle(); err != nil {
			return err
		}
	}
	if d.Report != nil {
		if err := d.Report.settle(*d); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	for i := range d.Filters {
		if err := d.Filters[i].settle(); err != nil {
			return err
		}
		if slices.ContainsFunc(d.Filters[:i], func(f Filter) bool { return f.Name == d.Filters[i].Name }) {
			return fmt.Errorf("filter %s is there twice", d.Filters[i].Name)
		}
	}
	v := d.known()
	for i := range d.Panels {
		p := &d.Panels[i]
		if err := p.settle(v); err != nil {
			return fmt.Errorf("panel %d: %w", i+1, err)
		}
		if slices.ContainsFunc(d.Panels[:i], func(o Panel) bool { return o.Name == p.Name }) {
			return fmt.Errorf("panel %s is there twice", p.Name)
		}
	}
	for _, f := range d.Filters {
		if err := bindable(f.SQL, v); err != nil {
			return fmt.Errorf("filter %s: %w", f.Name, err)
		}
	}
	return nil
}

// Runs reports whether statements run without a viewer.
func (d Definition) Runs() bool { return d.Schedule != nil || d.Report != nil }

func (s *Schedule) settle() error {
	every := time.Duration(s.Every)
	if every < time.Hour || every > 24*time.Hour || 24*time.Hour%every != 0 {
		return fmt.Errorf("schedule: every is 1h to 24h, and so many times a day")
	}
	if s.At != "" {
		if _, err := time.Parse("15:04", s.At); err != nil {
			return fmt.Errorf("schedule: at %q is no time of day from 00:00 to 23:59", s.At)
		}
	}
	return nil
}

// Due is the last time at or before now at which the panels are to be asked; ok is false where there is none.
func (s *Schedule) Due(now time.Time) (at time.Time, ok bool) {
	if s == nil || s.Off {
		return at, false
	}
	var after time.Duration
	if t, err := time.Parse("15:04", s.At); err == nil {
		after = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	return now.UTC().Add(-after).Truncate(time.Duration(s.Every)).Add(after), true
}

func (f *Filter) settle() error {
	if !definition.IsName(f.Name) || slices.Contains(ofRange, f.Name) || slices.Contains(ofMark, f.Name) || parameter.Kind(f.Name) != "" {
		return fmt.Errorf("filter %q: a name of small letters, and none of %s", f.Name, strings.Join(append(slices.Clone(ofRange), ofMark...), ", "))
	}
	switch f.Default.(type) {
	case nil:
		f.Default = ""
	case string, bool, int, int64, uint64, float64:
	default:
		return fmt.Errorf("filter %s: the default is a text, a number, true or false", f.Name)
	}
	if len(f.Title) == 0 {
		f.Title = title.Title{"en": f.Name}
	}
	return nil
}

// Text is one of the filter's values as a page sends it.
func (f Filter) Text(value any) string {
	text, err := parameter.BindText("@v", parameter.Values{"v": parameter.Literal(value)})
	if err != nil {
		panic(err) // the parameter is there
	}
	return text
}

func (p *Panel) settle(v parameter.Values) error {
	p.Width, p.Height, p.Chart.Type = cmp.Or(p.Width, 6), cmp.Or(p.Height, 4), cmp.Or(p.Chart.Type, "table")
	switch {
	case !definition.IsName(p.Name):
		return fmt.Errorf("name %q: small letters, digits and underscores, beginning with a letter", p.Name)
	case strings.TrimSpace(p.SQL) == "":
		return fmt.Errorf("there is no sql")
	case !slices.Contains(Types, p.Chart.Type):
		return fmt.Errorf("chart %q is not known: choose %s", p.Chart.Type, strings.Join(Types, ", "))
	case !slices.Contains(units, p.Chart.Unit):
		return fmt.Errorf("unit %q is not known: choose bytes, seconds or percent", p.Chart.Unit)
	case p.Width < 1 || p.Width > 12 || p.Height < 1 || p.Height > 24:
		return fmt.Errorf("the width is 1 to 12, the height 1 to 24")
	case p.Chart.Better != "" && p.Chart.Better != "up" && p.Chart.Better != "down":
		return fmt.Errorf("better is up or down")
	case p.Chart.Compare && p.Chart.Type != "number":
		return fmt.Errorf("compare is for charts of the type number")
	}
	if len(p.Title) == 0 {
		p.Title = title.Title{"en": p.Name}
	}
	if len(p.Parameters) > 0 {
		for _, name := range parameter.Names(p.SQL) {
			if slices.Contains(ofRange, name) {
				return fmt.Errorf("a statement has @%s, or ? and parameters", name)
			}
		}
	}
	if err := bindable(p.SQL, v); err != nil {
		return err
	}
	v = maps.Clone(v)
	for _, name := range ofMark {
		v[name] = "NULL"
	}
	return bindable(p.Drill, v)
}

// bindable checks a statement, as far as that is possible before its values are known; an empty one is none.
func bindable(sql string, v parameter.Values) error {
	sql, err := parameter.Bind(sql, v)
	if err == nil {
		err = asks(sql)
	}
	return err
}
