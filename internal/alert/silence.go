package alert

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
)

// Silence keeps messages back from now on, or from a time, until another, and gives the silence's ID.
func (a *Alerts) Silence(ctx context.Context, s Silence) (id string, err error) {
	now := a.now().UTC()
	if s.Starts.IsZero() {
		s.Starts = now
	}
	s.Starts, s.Ends = s.Starts.UTC(), s.Ends.UTC()
	if !s.Ends.After(s.Starts) || !s.Ends.After(now) {
		return "", errors.New("a silence ends after it begins, and not in the past")
	}
	if s.Rule == "" && len(s.Labels) == 0 {
		return "", errors.New("a silence names a rule or labels: one of everything would hide too much")
	}
	if s.Rule != "" {
		if _, err := a.Find(s.Rule); err != nil {
			return "", err
		}
	}
	s.ID, s.Created = uuid.NewString(), now
	return s.ID, a.Store.PutSilence(ctx, s)
}

// Unsilence ends a silence.
func (a *Alerts) Unsilence(ctx context.Context, id string) error {
	return a.Store.RemoveSilence(ctx, id)
}

// Silences lists the silences that go on or are to come. Those that ended a week ago are forgotten.
func (a *Alerts) Silences(ctx context.Context) ([]Silence, error) {
	list, err := a.Store.Silences(ctx)
	if err != nil {
		return nil, err
	}
	out := []Silence{}
	now := a.now()
	for _, s := range list {
		if s.Ends.After(now) {
			out = append(out, s)
		} else if now.Sub(s.Ends) > 7*24*time.Hour {
			if err := a.Store.RemoveSilence(ctx, s.ID); err != nil && !errors.Is(err, ErrSilenceNotFound) {
				return nil, err
			}
		}
	}
	return out, nil
}
