package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tarn/internal/alert"
	"tarn/internal/auth"
)

type ruleEventsInput struct {
	Rule  string `query:"rule" json:"rule,omitempty" doc:"of one rule; of all by default"`
	Limit int    `query:"limit" json:"limit,omitempty" doc:"at most 1000; 100 by default"`
}

// AlertEvents are what happened to rules.
type AlertEvents struct {
	Events []AlertEvent `json:"events"`
}

// AlertEvent is something that happened to a rule.
type AlertEvent struct {
	ID     string            `json:"id"`
	Rule   string            `json:"rule"`
	Time   string            `json:"time"`
	State  string            `json:"state,omitempty" doc:"firing or resolved; absent where an evaluation failed"`
	Labels map[string]string `json:"labels,omitempty"`
	Rows   int               `json:"rows" doc:"rows that were new"`
	Value  string            `json:"value,omitempty"`
	Title  string            `json:"title"`
	Text   string            `json:"text,omitempty"`
	// Columns and Sample are the first of the rows that were new.
	Columns   []string   `json:"columns,omitempty"`
	Sample    [][]string `json:"sample,omitempty"`
	Notifiers []string   `json:"notifiers,omitempty" doc:"who was told"`
	Silence   string     `json:"silence,omitempty" doc:"the silence that kept its message back"`
	Error     string     `json:"error,omitempty"`
	// Hidden says that what its rows say is kept from the key.
	Hidden bool `json:"hidden,omitempty"`
}

func (s *Console) ruleEvents(c *call, in ruleEventsInput) (AlertEvents, error) {
	out := AlertEvents{Events: []AlertEvent{}}
	a, err := s.alerts(c.ctx)
	if err != nil {
		return out, err
	}
	if in.Rule != "" {
		if _, _, err := s.rule(c, in.Rule); err != nil {
			return out, err
		}
	}
	list, err := a.History(c.ctx, in.Rule, min(cmp.Or(in.Limit, 100), 1000))
	rules := map[string]alert.Rule{}
	for _, r := range a.Load().Rules {
		rules[r.Name] = r
	}
	for _, e := range list {
		shown := AlertEvent{ID: e.ID, Rule: e.Rule, Time: stampOf(e.Time), State: string(e.State), Rows: e.Rows, Title: e.Title, Silence: e.Silence, Error: e.Error}
		// Of a rule that is gone nobody knows what it read.
		if r, ok := rules[e.Rule]; ok && mayRead(c.key, r) || !ok && c.key.Role.Allows(auth.Manage) {
			shown.Labels, shown.Value, shown.Text, shown.Columns, shown.Sample = e.Labels, e.Value, e.Text, e.Columns, e.Sample
		} else {
			shown.Hidden = true
		}
		if e.Message != "" {
			shown.Notifiers = e.Notifiers
		}
		out.Events = append(out.Events, shown)
	}
	return out, err
}

type testRuleInput struct {
	Name string `path:"name" json:"-"`
	From string `json:"from" doc:"the beginning"`
	To   string `json:"to" doc:"the end"`
	// Minutes are those between two evaluations.
	Minutes int `json:"minutes,omitempty" doc:"minutes between two evaluations; the schedule's by default"`
}

// AlertTest is what a rule would have sent.
type AlertTest struct {
	Messages    []AlertMessage `json:"messages"`
	Evaluations int            `json:"evaluations"`
}

// AlertMessage is a message as its receiver gets it.
type AlertMessage struct {
	Time     string            `json:"time"`
	State    string            `json:"state"`
	Severity string            `json:"severity,omitempty"`
	Title    string            `json:"title"`
	Text     string            `json:"text,omitempty"`
	Labels   map[string]string `json:"labels,omitempty"`
	Columns  []string          `json:"columns,omitempty"`
	Rows     [][]string        `json:"rows,omitempty"`
	More     int               `json:"more,omitempty" doc:"rows beyond those"`
}

// maxEvaluations bounds a test of a rule, maxTest the time that it takes.
const (
	maxEvaluations = 2000
	maxTest        = 3 * time.Minute
)

func (s *Console) testRule(c *call, in testRuleInput) (AlertTest, error) {
	out := AlertTest{Messages: []AlertMessage{}}
	a, r, err := s.rule(c, in.Name)
	if err != nil {
		return out, err
	}
	if !mayRead(c.key, r) {
		return out, &Failure{Status: 403, Code: "AccessDenied", Message: "The rule reads more than the key may."}
	}
	from, err := time.Parse(time.RFC3339, in.From)
	if err != nil {
		return out, notTime(in.From)
	}
	to, err := time.Parse(time.RFC3339, in.To)
	if err != nil {
		return out, notTime(in.To)
	}
	if !from.Before(to) || in.Minutes < 0 {
		return out, invalid("The time ends before it begins.")
	}
	step := time.Duration(in.Minutes) * time.Minute
	if step > 0 {
		out.Evaluations = int(to.Sub(from) / step)
	} else {
		for t := r.Next(from.Add(-time.Nanosecond)); !t.IsZero() && !t.After(to) && out.Evaluations <= maxEvaluations; t = r.Next(t) {
			out.Evaluations++
		}
	}
	if out.Evaluations > maxEvaluations {
		return out, invalid("That would be more than %d evaluations: take a shorter time, or more minutes between two.", maxEvaluations)
	}
	ctx, cancel := context.WithTimeout(c.ctx, maxTest)
	defer cancel()
	list, err := a.Rehearse(ctx, r.Name, from, to, step)
	if ctx.Err() != nil && c.ctx.Err() == nil {
		return out, &Failure{Status: 408, Code: "TimedOut", Message: fmt.Sprintf("The test took longer than %v: take a shorter time, or more minutes between two evaluations.", maxTest)}
	}
	for _, m := range list {
		out.Messages = append(out.Messages, AlertMessage{Time: stampOf(m.Time), State: string(m.State), Severity: m.Severity, Title: m.Title, Text: m.Text, Labels: m.Labels, Columns: m.Columns, Rows: m.Rows, More: m.More})
	}
	if err != nil && strings.Contains(err.Error(), "needs the parameter") {
		return out, invalid("%v.", err)
	}
	return out, noLogs(err)
}

// AlertSilence keeps messages back for a time.
type AlertSilence struct {
	ID      string            `json:"id"`
	Rule    string            `json:"rule,omitempty" doc:"of all rules where it is absent"`
	Labels  map[string]string `json:"labels,omitempty" doc:"that a group has to have, all of them"`
	Starts  string            `json:"starts"`
	Ends    string            `json:"ends"`
	By      string            `json:"by,omitempty" doc:"the key's name"`
	Comment string            `json:"comment,omitempty"`
	Created string            `json:"created"`
}

// AlertSilences are silences.
type AlertSilences struct {
	Silences []AlertSilence `json:"silences"`
}

func (s *Console) listSilences(c *call, _ none) (AlertSilences, error) {
	out := AlertSilences{Silences: []AlertSilence{}}
	a, err := s.alerts(c.ctx)
	if err != nil {
		return out, err
	}
	list, err := a.Silences(c.ctx)
	for _, q := range list {
		out.Silences = append(out.Silences, AlertSilence{ID: q.ID, Rule: q.Rule, Labels: q.Labels, Starts: stampOf(q.Starts), Ends: stampOf(q.Ends), By: q.By, Comment: q.Comment, Created: stampOf(q.Created)})
	}
	return out, err
}

type silenceInput struct {
	Rule    string            `json:"rule,omitempty" doc:"of one rule; of all where it is left out, and then there are labels"`
	Labels  map[string]string `json:"labels,omitempty"`
	Starts  string            `json:"starts,omitempty" doc:"now by default"`
	Ends    string            `json:"ends"`
	Comment string            `json:"comment,omitempty"`
}

// Created is the ID of what was made.
type Created struct {
	ID string `json:"id"`
}

func (s *Console) putSilence(c *call, in silenceInput) (Created, error) {
	a, err := s.alerts(c.ctx)
	if err != nil {
		return Created{}, err
	}
	q := alert.Silence{Rule: in.Rule, Labels: in.Labels, By: c.key.Name, Comment: strings.TrimSpace(in.Comment)}
	if q.Ends, err = time.Parse(time.RFC3339, in.Ends); err != nil {
		return Created{}, notTime(in.Ends)
	}
	if in.Starts != "" {
		if q.Starts, err = time.Parse(time.RFC3339, in.Starts); err != nil {
			return Created{}, notTime(in.Starts)
		}
	}
	switch {
	case in.Rule == "" && len(in.Labels) == 0:
		return Created{}, invalid("A silence names a rule or labels: one of everything would hide too much.")
	case !q.Ends.After(s.Now()) || !q.Ends.After(q.Starts):
		return Created{}, invalid("A silence ends after it begins, and not in the past.")
	}
	if in.Rule != "" {
		if _, _, err := s.rule(c, in.Rule); err != nil {
			return Created{}, err
		}
	}
	id, err := a.Silence(c.ctx, q)
	return Created{id}, err
}

func (s *Console) endSilence(c *call, in idInput) (none, error) {
	a, err := s.alerts(c.ctx)
	if err != nil {
		return none{}, err
	}
	err = a.Unsilence(c.ctx, in.ID)
	if errors.Is(err, alert.ErrSilenceNotFound) {
		err = notFound("silence " + in.ID)
	}
	return none{}, err
}
