package console

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tarn/internal/alert"
	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/title"
)

func alertRoutes() []Route {
	const group = "Alerts"
	return []Route{
		route(Route{Method: "GET", Path: "/alerts/rules", Group: group, Summary: "The rules that watch the lake, and where they stand", Access: auth.Query}, (*Console).listRules),
		route(Route{Method: "GET", Path: "/alerts/rules/{name}", Group: group, Summary: "A rule with its definition and its groups", Access: auth.Query}, (*Console).oneRule),
		route(Route{Method: "GET", Path: "/alerts/rules/{name}/statement", Group: group, Summary: "A rule's statement for a time, with its values", Access: auth.Query}, (*Console).ruleStatement),
		route(Route{Method: "PUT", Path: "/alerts/rules/{name}/enabled", Name: "EnableAlert", Group: group, Summary: "Have a rule evaluated, or not", Access: auth.Manage, Changes: true}, (*Console).enableRule),
		route(Route{Method: "POST", Path: "/alerts/rules/{name}/test", Name: "TestAlert", Group: group, Summary: "What a rule would have sent in a time; nobody is told", Access: auth.Query}, (*Console).testRule),
		route(Route{Method: "GET", Path: "/alerts/events", Name: "ListAlertEvents", Group: group, Summary: "What happened to a rule, or to all, the youngest first", Access: auth.Query}, (*Console).ruleEvents),
		route(Route{Method: "GET", Path: "/alerts/silences", Group: group, Summary: "The silences that go on or are to come", Access: auth.Query}, (*Console).listSilences),
		route(Route{Method: "POST", Path: "/alerts/silences", Name: "CreateSilence", Group: group, Summary: "Keep messages back for a time", Access: auth.Manage, Changes: true}, (*Console).putSilence),
		route(Route{Method: "DELETE", Path: "/alerts/silences/{id}", Name: "EndSilence", Group: group, Summary: "End a silence", Access: auth.Manage, Changes: true}, (*Console).endSilence),
		route(Route{Method: "GET", Path: "/alerts/notifiers", Group: group, Summary: "Where messages go, and those on their way", Access: auth.Query}, (*Console).listNotifiers),
		route(Route{Method: "POST", Path: "/alerts/notifiers/{name}/test", Name: "TestNotifier", Group: group, Summary: "Send a message to see whether it arrives", Access: auth.Manage, Changes: true}, (*Console).testNotifier),
		route(Route{Method: "POST", Path: "/alerts/outbox/retry", Name: "RetryMessages", Group: group, Summary: "Try messages again that were given up", Access: auth.Manage, Changes: true}, (*Console).retryMessages),
	}
}

// AlertRules are the rules.
type AlertRules struct {
	Rules []AlertRule `json:"rules"`
	// Faults say which files could not be read.
	Faults []string `json:"faults"`
}

// AlertRule is a rule and where it stands.
type AlertRule struct {
	Name        string            `json:"name"`
	Title       map[string]string `json:"title,omitempty" doc:"by language"`
	Description title.Title       `json:"description,omitempty"`
	Reference   string            `json:"reference,omitempty"`
	Severity    string            `json:"severity" doc:"critical, high, medium, low or info"`
	Schedule    string            `json:"schedule"`
	TimeZone    string            `json:"timeZone,omitempty"`
	BuiltIn     bool              `json:"builtIn"`
	Enabled     bool              `json:"enabled"`
	State       string            `json:"state" doc:"inactive, pending or firing"`
	Firing      int               `json:"firing" doc:"groups that fire"`
	Silenced    bool              `json:"silenced" doc:"a silence matches it now"`
	Needs       []string          `json:"needs,omitempty" doc:"parameters that have to be given before it is evaluated"`
	Evaluated   string            `json:"evaluated,omitempty" doc:"the time that the last evaluation was about"`
	Took        int64             `json:"took,omitempty" doc:"milliseconds"`
	Next        string            `json:"next,omitempty"`
	Error       string            `json:"error,omitempty" doc:"why the last evaluation failed"`
	NoLogs      bool              `json:"noLogs,omitempty" doc:"it failed because there are no logs of its kind yet"`

	// What follows is there for one rule only.
	SQL            string            `json:"sql,omitempty"`
	Parameters     map[string]string `json:"parameters,omitempty"`
	Threshold      string            `json:"threshold,omitempty"`
	GroupBy        []string          `json:"groupBy,omitempty"`
	Labels         map[string]string `json:"labels,omitempty"`
	Notifiers      []string          `json:"notifiers,omitempty"`
	Window         string            `json:"window,omitempty"`
	Delay          string            `json:"delay,omitempty"`
	For            string            `json:"for,omitempty"`
	KeepFiringFor  string            `json:"keepFiringFor,omitempty"`
	MaxAge         string            `json:"maxAge,omitempty"`
	GroupInterval  string            `json:"groupInterval,omitempty"`
	RepeatInterval string            `json:"repeatInterval,omitempty"`
	SendResolved   bool              `json:"sendResolved,omitempty"`
	As             string            `json:"as,omitempty" doc:"the key with whose rights it runs"`
	Message        string            `json:"message,omitempty" doc:"the template"`
	Path           string            `json:"path,omitempty" doc:"its file"`
	Groups         []AlertGroup      `json:"groups,omitempty"`
	// Hidden says that what its rows say is kept from the key.
	Hidden bool `json:"hidden,omitempty"`
}

// AlertGroup is rows with the same labels, while they are pending or firing.
type AlertGroup struct {
	Labels   map[string]string `json:"labels,omitempty"`
	State    string            `json:"state"`
	Since    string            `json:"since"`
	Fired    string            `json:"fired,omitempty"`
	Seen     string            `json:"seen"`
	Sent     string            `json:"sent,omitempty"`
	Messages int               `json:"messages"`
	Rows     int               `json:"rows"`
	Value    string            `json:"value,omitempty"`
	Silence  string            `json:"silence,omitempty"`
}

func (s *Console) alerts(ctx context.Context) (*alert.Alerts, error) {
	if s.Alerts == nil {
		return nil, notFound("rule")
	}
	return s.Alerts(ctx)
}

// mayRead reports whether a key may see what a rule's rows say. Rules read with more rights than keys have.
func mayRead(k auth.Key, r alert.Rule) bool {
	if k.Limited() {
		return false
	}
	sql := strings.ToLower(r.SQL)
	of := func(name string) bool { return strings.Contains(sql, name) || r.Store == name }
	return k.MayRead(auth.AuditStore) || !of(auth.AuditStore) && !of("tarn-audit") && !of("tarn_audit") && !of(catalog.AuditTable)
}

func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (s *Console) shownRule(st alert.Status) AlertRule {
	out := AlertRule{
		Name: st.Name, Title: st.Title, Description: st.Description, Reference: st.Reference, Severity: st.Severity, Schedule: st.Schedule, TimeZone: st.TimeZone, BuiltIn: st.BuiltIn,
		Enabled: st.Enabled, State: string(st.State), Needs: st.Needs, Evaluated: stampOf(st.Evaluated), Took: st.Took.Milliseconds(), Next: stampOf(st.Next), Error: st.Error,
		NoLogs: strings.HasPrefix(st.Error, alert.ErrNoStore.Error()),
	}
	for _, g := range st.Groups {
		if g.State == alert.Firing {
			out.Firing++
		}
	}
	now := s.Now()
	for _, q := range st.Silences {
		all := len(q.Labels) == 0
		for _, g := range st.Groups {
			all = all || q.Matches(st.Name, g.Labels, now)
		}
		out.Silenced = out.Silenced || all && !q.Starts.After(now)
	}
	return out
}

func (s *Console) listRules(c *call, _ none) (AlertRules, error) {
	out := AlertRules{Rules: []AlertRule{}, Faults: []string{}}
	a, err := s.alerts(c.ctx)
	if err != nil {
		return out, err
	}
	list, err := a.Rules(c.ctx)
	for _, st := range list {
		out.Rules = append(out.Rules, s.shownRule(st))
	}
	for _, fault := range a.Load().Faults {
		out.Faults = append(out.Faults, fault.Error())
	}
	return out, err
}

type ruleInput struct {
	Name string `path:"name" json:"name"`
}

// rule finds a rule of a name.
func (s *Console) rule(c *call, name string) (*alert.Alerts, alert.Rule, error) {
	a, err := s.alerts(c.ctx)
	if err != nil {
		return nil, alert.Rule{}, err
	}
	r, err := a.Find(name)
	if errors.Is(err, alert.ErrNotFound) {
		err = notFound("rule " + name)
	}
	return a, r, err
}

func (s *Console) oneRule(c *call, in ruleInput) (AlertRule, error) {
	a, r, err := s.rule(c, in.Name)
	if err != nil {
		return AlertRule{}, err
	}
	list, err := a.Rules(c.ctx)
	if err != nil {
		return AlertRule{}, err
	}
	i := slices.IndexFunc(list, func(st alert.Status) bool { return st.Name == r.Name })
	if i < 0 {
		return AlertRule{}, notFound("rule " + in.Name)
	}
	out := s.shownRule(list[i])
	r = list[i].Rule
	out.SQL, out.Threshold, out.GroupBy, out.Labels, out.Notifiers, out.Message, out.Path, out.As = r.SQL, r.Threshold, r.GroupBy, r.Labels, r.Notifiers, r.Message, r.Path, r.As
	out.Parameters = texts(r.Parameters)
	out.Window, out.Delay, out.For, out.KeepFiringFor, out.MaxAge = length(r.Window), length(r.Delay), length(r.For), length(r.KeepFiringFor), length(r.MaxAge)
	out.GroupInterval, out.RepeatInterval, out.SendResolved = length(r.GroupInterval), length(r.RepeatInterval), r.SendResolved
	out.Hidden = !mayRead(c.key, r)
	for _, g := range list[i].Groups {
		shown := AlertGroup{State: string(g.State), Since: stampOf(g.Since), Fired: stampOf(g.Fired), Seen: stampOf(g.Seen), Sent: stampOf(g.Sent), Messages: g.Messages, Rows: g.Rows, Silence: g.Silence}
		if !out.Hidden {
			shown.Labels, shown.Value = g.Labels, g.Value
		}
		out.Groups = append(out.Groups, shown)
	}
	return out, nil
}

// length is a duration as files have it, as in 36h or 1h30m; empty for none.
func length[D ~int64](d D) string {
	if d == 0 {
		return ""
	}
	text := time.Duration(d).String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

type statementInput struct {
	Name string `path:"name" json:"name"`
	At   string `query:"at" json:"at,omitempty" doc:"the time of the evaluation; now by default"`
}

// RuleStatement is a rule's statement with its values.
type RuleStatement struct {
	SQL string `json:"sql"`
}

func (s *Console) ruleStatement(c *call, in statementInput) (RuleStatement, error) {
	a, r, err := s.rule(c, in.Name)
	if err != nil {
		return RuleStatement{}, err
	}
	at := s.Now()
	if in.At != "" {
		if at, err = time.Parse(time.RFC3339, in.At); err != nil {
			return RuleStatement{}, notTime(in.At)
		}
	}
	sql, err := a.Statement(c.ctx, r, at)
	return RuleStatement{sql}, noLogs(err)
}

func notTime(text string) *Failure {
	return invalid("%q is not a time as in 2026-05-07T14:00:00Z.", text)
}

// noLogs says so where a rule's logs are not there.
func noLogs(err error) error {
	if errors.Is(err, alert.ErrNoStore) {
		return &Failure{Status: 409, Code: "NoLogs", Message: err.Error()}
	}
	return err
}

func (s *Console) enableRule(c *call, in enableInput) (none, error) {
	a, r, err := s.rule(c, in.Name)
	if err != nil {
		return none{}, err
	}
	return none{}, a.Enable(c.ctx, r.Name, in.Enabled)
}
