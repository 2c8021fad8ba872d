// Package alert is the rules that watch the lake: statements that are asked on a schedule, and messages about the rows that are new.
//
// The words are Prometheus' and its Alertmanager's: a group of a rule is inactive, pending, firing, and resolved; messages are grouped, repeated
// and silenced (https://prometheus.io/docs/alerting/latest/alertmanager/). Rows are told apart by their key, and each is announced once.
package alert

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"
	"time"

	"tarn/internal/definition"
	"tarn/internal/parameter"
	"tarn/internal/schedule"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
	"tarn/internal/title"
)

// Rule is a rule as its file says. docs/alerts.md describes the keys.
type Rule struct {
	Name        string      `yaml:"name" json:"name"`
	Title       title.Title `yaml:"title" json:"title,omitempty"`
	Description title.Title `yaml:"description" json:"description,omitempty"`
	// Reference is a page that says what it is about.
	Reference string `yaml:"reference" json:"reference,omitempty"`
	// Severity is critical, high, medium, low or info.
	Severity string `yaml:"severity" json:"severity"`
	// Schedule is cron(…) or rate(…) in TimeZone.
	Schedule string `yaml:"schedule" json:"schedule"`
	TimeZone string `yaml:"time_zone" json:"timeZone,omitempty"`
	SQL      string `yaml:"sql" json:"sql"`
	File     string `yaml:"file" json:"file,omitempty"`
	// Store is the event data store that @cloudtrail and its like stand for; by default the one of the kind's name, or else the oldest.
	Store string `yaml:"store" json:"store,omitempty"`
	// As is the name of the key with whose rights the statement runs; by default it may read everything.
	As         string         `yaml:"as" json:"as,omitempty"`
	Parameters map[string]any `yaml:"parameters" json:"parameters,omitempty"`
	// Needs are parameters without which the rule is not evaluated: empty ones do not count.
	Needs []string `yaml:"needs" json:"needs,omitempty"`
	// Window is the length of time from @from to @to. Delay is how long before the time of the evaluation it ends.
	Window definition.Duration `yaml:"window" json:"window"`
	Delay  definition.Duration `yaml:"delay" json:"delay,omitempty"`
	// Threshold is "any row", or a column compared with a number or a parameter, as in n >= @least.
	Threshold string `yaml:"threshold" json:"threshold"`
	// GroupBy are the columns by which rows are grouped, Key those that tell rows apart, Time is the one with a row's time.
	GroupBy []string `yaml:"group_by" json:"groupBy,omitempty"`
	Key     []string `yaml:"key" json:"key,omitempty"`
	Time    string   `yaml:"time" json:"time,omitempty"`
	// For is how long the condition has to hold before a group fires; KeepFiringFor how long it has not to hold before it is resolved.
	For           definition.Duration `yaml:"for" json:"for,omitempty"`
	KeepFiringFor definition.Duration `yaml:"keep_firing_for" json:"keepFiringFor,omitempty"`
	// MaxAge is the age from which on rows are not announced.
	MaxAge definition.Duration `yaml:"max_age" json:"maxAge"`
	// GroupInterval is the least time between two messages about a group, RepeatInterval when one that goes on firing is sent again; 0 is never.
	GroupInterval  definition.Duration `yaml:"group_interval" json:"groupInterval,omitempty"`
	RepeatInterval definition.Duration `yaml:"repeat_interval" json:"repeatInterval,omitempty"`
	// SendResolved has the end of a group's firing told, too.
	SendResolved bool              `yaml:"send_resolved" json:"sendResolved,omitempty"`
	Labels       map[string]string `yaml:"labels" json:"labels,omitempty"`
	// Message is a template of Go's text/template.
	Message string `yaml:"message" json:"message,omitempty"`
	// Notifiers are names of those in tarn.yaml; by default those that alerts.notifiers has there.
	Notifiers []string `yaml:"notifiers" json:"notifiers,omitempty"`

	// Path is the file that it is from; BuiltIn says that Tarn brings it.
	Path    string `yaml:"-" json:"path,omitempty"`
	BuiltIn bool   `yaml:"-" json:"builtIn,omitempty"`

	schedule  schedule.Schedule
	zone      *time.Location
	threshold *threshold
	message   *template.Template
}

// Severities are those of rules, the gravest first.
var Severities = []string{"critical", "high", "medium", "low", "info"}

// ofTime are the parameters that every rule has: the window, and the time of the evaluation.
var ofTime = []string{"from", "to", "now"}

const day = 24 * time.Hour

// maxWindow bounds what one evaluation reads.
const maxWindow = 400 * day

// Parse reads a rule. path is where it is from, for errors and for its file of SQL.
func Parse(text []byte, path string, read func(path string) ([]byte, error)) (Rule, error) {
	return parse(definition.File{Text: text, Path: path, Read: read})
}

func parse(f definition.File) (r Rule, err error) {
	if err := f.Decode(&r); err != nil {
		return r, err
	}
	r.Path, r.BuiltIn = f.Path, f.BuiltIn
	if r.SQL, err = f.SQL(r.SQL, r.File); err != nil {
		return r, err
	}
	if err := r.settle(); err != nil {
		return r, fmt.Errorf("%s: %w", f.Path, err)
	}
	return r, nil
}

// settle checks what the file says, and fills in what it leaves out.
func (r *Rule) settle() (err error) {
	r.SQL = strings.TrimRight(strings.TrimSpace(r.SQL), ";")
	if r.Severity == "" {
		r.Severity = "medium"
	}
	if r.Schedule == "" {
		r.Schedule = "rate(5 minutes)"
	}
	if r.MaxAge == 0 {
		r.MaxAge = definition.Duration(day)
	}
	if r.Window == 0 {
		r.Window = r.MaxAge
	}
	switch {
	case !definition.IsName(r.Name):
		return fmt.Errorf("name %q: small letters, digits and underscores, 128 at most, beginning with a letter", r.Name)
	case r.SQL == "":
		return fmt.Errorf("there is no sql, and no file")
	case !slices.Contains(Severities, r.Severity):
		return fmt.Errorf("severity is %q: choose one of %s", r.Severity, strings.Join(Severities, ", "))
	case time.Duration(r.Window) > maxWindow:
		return fmt.Errorf("window is %v: at most %v", time.Duration(r.Window), maxWindow)
	case r.RepeatInterval > 0 && time.Duration(r.RepeatInterval) < time.Minute:
		return fmt.Errorf("repeat_interval is %v: at least a minute", time.Duration(r.RepeatInterval))
	}
	if r.zone, err = time.LoadLocation(r.TimeZone); err != nil {
		return fmt.Errorf("time_zone %q is not known: give one as in Asia/Seoul", r.TimeZone)
	}
	if r.schedule, err = schedule.Parse(r.Schedule, r.zone, time.Unix(0, 0)); err != nil {
		return err
	}
	for name := range r.Parameters {
		if !definition.IsName(name) || slices.Contains(ofTime, name) || parameter.Kind(name) != "" {
			return fmt.Errorf("parameter %q: a name of small letters, that is none of %s and no kind of logs", name, strings.Join(ofTime, ", "))
		}
	}
	for _, name := range r.Needs {
		if _, ok := r.Parameters[name]; !ok {
			return fmt.Errorf("needs names %s, and there is no such parameter", name)
		}
	}
	if r.threshold, err = r.parseThreshold(); err != nil {
		return err
	}
	if r.message, err = parseMessage(r.Name, r.Message); err != nil {
		return err
	}
	if r.Time == "" && !regexp.MustCompile(`@(from|to|now)\b`).MatchString(r.SQL) {
		return fmt.Errorf("sql uses none of @from, @to and @now, and time names no column: rows of any age would be announced")
	}
	// Parameters are known, whatever the time.
	v := r.values(Window{})
	for _, t := range schema.Tables {
		v[parameter.OfStore(t.Name)] = syntax.Quote(t.Name)
	}
	_, err = parameter.Bind(r.SQL, v)
	return err
}

// condition reports whether a row stands for its group, as long as it is there: then it is announced again when it comes back after the
// group was resolved.
func (r Rule) condition() bool {
	return len(r.Key) == 0 && r.threshold.column != "" || len(r.Key) > 0 && slices.Equal(lower(r.Key), lower(r.GroupBy))
}

func lower(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ToLower(s)
	}
	return out
}

// Window is the time that an evaluation is about: rows are of From to To, without To.
type Window struct {
	From, To time.Time
	// Now is the time of the evaluation.
	Now time.Time
}

// At is the window of an evaluation.
func (r Rule) At(now time.Time) Window {
	to := now.Add(-time.Duration(r.Delay))
	return Window{From: to.Add(-time.Duration(r.Window)), To: to, Now: now}
}

// values are the parameters of an evaluation, but for those that stand for stores.
func (r Rule) values(w Window) parameter.Values {
	v := parameter.Values{"from": parameter.Timestamp(w.From), "to": parameter.Timestamp(w.To), "now": parameter.Timestamp(w.Now)}
	for name, value := range r.Parameters {
		v[name] = parameter.Literal(value)
	}
	return v
}

// missing are the parameters that have to be given first.
func (r Rule) missing() (out []string) {
	for _, name := range r.Needs {
		switch v := r.Parameters[name].(type) {
		case nil:
			out = append(out, name)
		case string:
			if v == "" {
				out = append(out, name)
			}
		case []any:
			if len(v) == 0 {
				out = append(out, name)
			}
		}
	}
	return out
}

// Last is the last time up to t at which the schedule came; ok is false where there was none.
func (r Rule) Last(t time.Time) (time.Time, bool) { return r.schedule.Previous(t.Add(time.Nanosecond)) }

// Next is when the schedule comes next.
func (r Rule) Next(t time.Time) time.Time {
	next, _ := r.schedule.Next(t)
	return next
}
