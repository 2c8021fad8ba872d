package catalog

import (
	"slices"
	"time"
)

// Window is a time in which a store takes what arrives at its sources.
type Window struct {
	From time.Time `json:"from,omitzero"`
	// To is zero while it goes on.
	To time.Time `json:"to,omitzero"`
}

func (w Window) holds(t time.Time) bool {
	return !t.Before(w.From) && (w.To.IsZero() || t.Before(w.To))
}

// Arrives reports whether what arrived at a source at a time goes into the store. What arrived while ingestion was stopped, or
// before it was started for the first time, is left to imports.
func (s EventDataStore) Arrives(at time.Time) bool {
	return len(s.Ingestion) == 0 || slices.ContainsFunc(s.Ingestion, func(w Window) bool { return w.holds(at) })
}

// Since is when what arrives began to go into the store; zero for always.
func (s EventDataStore) Since() time.Time {
	if len(s.Ingestion) == 0 {
		return time.Time{}
	}
	return s.Ingestion[0].From
}

func (s EventDataStore) stopped() bool {
	return len(s.Ingestion) > 0 && !s.Ingestion[len(s.Ingestion)-1].To.IsZero()
}

// Stopped is when ingestion was stopped; zero while it goes on.
func (s EventDataStore) Stopped() time.Time {
	if !s.stopped() {
		return time.Time{}
	}
	return s.Ingestion[len(s.Ingestion)-1].To
}

// StopIngestion makes what arrives from now on stay out.
func (s EventDataStore) StopIngestion(now time.Time) (EventDataStore, error) {
	if s.Status != Enabled {
		return s, invalid("event data store %s is %s: only of one that is %s can ingestion be stopped", s.Name, s.Status, Enabled)
	}
	windows := slices.Clone(s.Ingestion)
	if len(windows) == 0 {
		windows = []Window{{}}
	}
	windows[len(windows)-1].To = now
	s.Ingestion, s.Status, s.Updated = windows, StoppedIngestion, now
	return s, nil
}

// StartIngestion makes what arrives from now on come in again.
func (s EventDataStore) StartIngestion(now time.Time) (EventDataStore, error) {
	if s.Status != StoppedIngestion {
		return s, invalid("event data store %s is %s: only of one that is %s can ingestion be started", s.Name, s.Status, StoppedIngestion)
	}
	s.Ingestion, s.Status, s.Updated = append(slices.Clone(s.Ingestion), Window{From: now}), Enabled, now
	return s, nil
}
