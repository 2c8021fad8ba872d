package alert

import (
	"context"
	"fmt"
	"time"
)

// maxSteps bounds the evaluations of a rehearsal.
const maxSteps = 20_000

// Test gives the messages that a rule would have sent between two times, had it been evaluated whenever its schedule came, on the rows that
// are there now. It remembers nothing, and nobody is told.
func (a *Alerts) Test(ctx context.Context, name string, from, to time.Time) ([]Message, error) {
	return a.Rehearse(ctx, name, from, to, 0)
}

// Rehearse is Test with a step of its own between two evaluations; 0 is the schedule's.
func (a *Alerts) Rehearse(ctx context.Context, name string, from, to time.Time, step time.Duration) ([]Message, error) {
	r, err := a.Find(name)
	if err != nil {
		return nil, err
	}
	if !from.Before(to) {
		return nil, fmt.Errorf("the time ends before it begins")
	}
	next := r.Next
	if step > 0 {
		next = func(t time.Time) time.Time { return t.Add(step).Truncate(step) }
	}
	var at []time.Time
	for t := next(from.Add(-time.Nanosecond)); !t.IsZero() && !t.After(to); t = next(t) {
		if at = append(at, t); len(at) > maxSteps {
			return nil, fmt.Errorf("the schedule comes more than %d times from %s to %s: take a shorter time, or longer steps", maxSteps, from.Format(time.RFC3339), to.Format(time.RFC3339))
		}
	}
	now := from
	rehearsal := Alerts{Store: &Memory{}, Queries: a.Queries, Stores: a.Stores, KeyNamed: a.KeyNamed, Console: a.Console, Language: a.Language, Now: func() time.Time { return now }}
	out := []Message{}
	for _, t := range at {
		now = t
		messages, err := rehearsal.Run(ctx, r, t)
		if err != nil {
			return out, err
		}
		out = append(out, messages...)
	}
	return out, nil
}
