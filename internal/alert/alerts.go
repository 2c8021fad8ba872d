package alert

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tarn/internal/account"
	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/definition"
	"tarn/internal/notify"
)

//go:embed builtin
var builtin embed.FS

// Alerts are the rules of the files in folders, and those that Tarn brings. The first of a name counts.
type Alerts struct {
	// Folders have *.yaml.
	Folders []string
	Store   Store
	// Locks is a folder for the rules' locks.
	Locks string
	Queries
	// Stores lists the event data stores, KeyNamed gives a key of a name.
	Stores   func(ctx context.Context) ([]catalog.EventDataStore, error)
	KeyNamed func(ctx context.Context, name string) (auth.Key, error)
	// Outbox sends the messages. Notifiers are those of rules that name none.
	Outbox    *notify.Outbox
	Notifiers []string
	// Parameters are values of rules' parameters by rule, in place of those of the files.
	Parameters map[string]map[string]any
	// Names are what accounts are called; nil where nobody knows.
	Names func(ctx context.Context) (account.Names, error)
	// Console is the console's address, for links; Language is that of titles.
	Console, Language string
	Now               func() time.Time
	// Say tells a person what happens; it may be nil.
	Say func(format string, args ...any)
	// Counted, where it is not nil, is called after each evaluation.
	Counted func(rule string, took time.Duration, err error)
}

func (a *Alerts) now() time.Time {
	if a.Now != nil {
		return a.Now()
	}
	return time.Now()
}

func (a *Alerts) say(format string, args ...any) {
	if a.Say != nil {
		a.Say(format, args...)
	}
}

// Files are the rules that could be read, and errors about those that could not.
type Files struct {
	Rules  []Rule
	Faults []error
}

var kind = &definition.Kind[Rule]{What: "rule", BuiltIn: builtin, Parse: parse, Name: func(r Rule) string { return r.Name }}

// Load reads all files.
func (a *Alerts) Load() Files {
	var f Files
	f.Rules, f.Faults = kind.Load(a.Folders...)
	for i := range f.Rules {
		if err := a.settle(&f.Rules[i]); err != nil {
			f.Faults = append(f.Faults, err)
		}
	}
	for name := range a.Parameters {
		if !f.has(name) {
			f.Faults = append(f.Faults, fmt.Errorf("alerts.parameters of tarn.yaml names the rule %s, and there is no such rule", name))
		}
	}
	return f
}

// settle gives a rule the values that tarn.yaml has for its parameters. Where they are wrong, it keeps its own.
func (a *Alerts) settle(r *Rule) error {
	given := a.Parameters[r.Name]
	if len(given) == 0 {
		return nil
	}
	changed := *r
	changed.Parameters = maps.Clone(r.Parameters)
	for name, value := range given {
		if _, ok := r.Parameters[name]; !ok {
			return fmt.Errorf("alerts.parameters.%s of tarn.yaml: there is no parameter %s: the rule's parameters are %s", r.Name, name,
				cmp.Or(strings.Join(slices.Sorted(maps.Keys(r.Parameters)), ", "), "none"))
		}
		changed.Parameters[name] = value
	}
	if err := changed.settle(); err != nil {
		return fmt.Errorf("alerts.parameters.%s of tarn.yaml: %w", r.Name, err)
	}
	*r = changed
	return nil
}

func (f *Files) has(name string) bool {
	return slices.ContainsFunc(f.Rules, func(r Rule) bool { return r.Name == name })
}

// Find gives a rule by its name. Where its file cannot be read, the error says so.
func (a *Alerts) Find(name string) (Rule, error) {
	f := a.Load()
	return kind.Find(f.Rules, f.Faults, name, ErrNotFound)
}

// notifiers are those that a rule's messages go to.
func (a *Alerts) notifiers(r Rule) []string {
	if r.Notifiers != nil {
		return r.Notifiers
	}
	return a.Notifiers
}

// Rules tells of all rules where they stand.
func (a *Alerts) Rules(ctx context.Context) ([]Status, error) {
	groups, err := a.Store.Groups(ctx, "")
	if err != nil {
		return nil, err
	}
	silences, err := a.Store.Silences(ctx)
	if err != nil {
		return nil, err
	}
	out := []Status{}
	now := a.now()
	for _, r := range a.Load().Rules {
		s, err := a.Store.RuleSettings(ctx, r.Name)
		if err != nil {
			return nil, err
		}
		st := Status{Rule: r, Enabled: s.Enabled == nil || *s.Enabled, State: Inactive, Needs: r.missing(), Evaluated: s.Evaluated, Took: s.Took, Error: s.Error}
		st.Notifiers = a.notifiers(r)
		if st.Enabled && len(st.Needs) == 0 {
			st.Next = r.Next(now)
		}
		for _, g := range groups {
			if g.Rule != r.Name {
				continue
			}
			st.Groups = append(st.Groups, g)
			if st.State != Firing {
				st.State = g.State
			}
		}
		for _, q := range silences {
			if (q.Rule == "" || q.Rule == r.Name) && q.Ends.After(now) {
				st.Silences = append(st.Silences, q)
			}
		}
		out = append(out, st)
	}
	return out, nil
}

// History tells what happened to a rule, or to all for "", the youngest first; limit 0 is no limit.
func (a *Alerts) History(ctx context.Context, name string, limit int) ([]Event, error) {
	if name != "" {
		if _, err := a.Find(name); err != nil {
			return nil, err
		}
	}
	return a.Store.AlertEvents(ctx, name, limit)
}

// Enable has a rule evaluated, or not.
func (a *Alerts) Enable(ctx context.Context, name string, on bool) error {
	if _, err := a.Find(name); err != nil {
		return err
	}
	s, err := a.Store.RuleSettings(ctx, name)
	if err != nil {
		return err
	}
	s.Enabled = &on
	return a.Store.SetRuleSettings(ctx, name, s)
}

// SendTest sends a message to a notifier, to see whether it arrives.
func (a *Alerts) SendTest(ctx context.Context, notifier string) error {
	return a.Outbox.SendNow(ctx, notifier, notify.TestMessage(a.Console, a.now()))
}
