package alert

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"tarn/internal/notify"
)

// Memory is a Store that goes with its process: what a test of a rule remembers.
type Memory struct {
	mu       sync.Mutex
	settings map[string]Settings
	groups   map[string][]Group
	seen     map[string]map[string]time.Time
	events   []Event
	silences []Silence
	// Messages are those that were put into the outbox.
	Messages []notify.Entry
}

var _ Store = (*Memory)(nil)

// RuleSettings implements Store.
func (m *Memory) RuleSettings(_ context.Context, rule string) (Settings, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.settings[rule], nil
}

// SetRuleSettings implements Store.
func (m *Memory) SetRuleSettings(_ context.Context, rule string, s Settings) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.set(rule, s)
	return nil
}

func (m *Memory) set(rule string, s Settings) {
	if m.settings == nil {
		m.settings = map[string]Settings{}
	}
	m.settings[rule] = s
}

// Groups implements Store.
func (m *Memory) Groups(_ context.Context, rule string) (out []Group, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, list := range m.groups {
		if rule == "" || rule == name {
			out = append(out, list...)
		}
	}
	return out, nil
}

// Announced implements Store.
func (m *Memory) Announced(_ context.Context, rule string) (map[string]bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[string]bool{}
	for hash := range m.seen[rule] {
		out[hash] = true
	}
	return out, nil
}

// Change implements Store.
func (m *Memory) Change(_ context.Context, c Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.groups == nil {
		m.groups, m.seen = map[string][]Group{}, map[string]map[string]time.Time{}
	}
	c.Settings.Enabled = m.settings[c.Rule].Enabled
	m.set(c.Rule, c.Settings)
	m.groups[c.Rule] = c.Groups
	if m.seen[c.Rule] == nil {
		m.seen[c.Rule] = map[string]time.Time{}
	}
	for _, s := range c.Seen {
		m.seen[c.Rule][s.Hash] = s.Time
	}
	for hash, at := range m.seen[c.Rule] {
		if at.Before(c.Older) || slices.ContainsFunc(c.Forget, func(p string) bool { return strings.HasPrefix(hash, p) }) {
			delete(m.seen[c.Rule], hash)
		}
	}
	m.events = append(m.events, c.Events...)
	m.Messages = append(m.Messages, c.Messages...)
	return nil
}

// AlertEvents implements Store.
func (m *Memory) AlertEvents(_ context.Context, rule string, max int) (out []Event, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range slices.Backward(m.events) {
		if (rule == "" || e.Rule == rule) && (max == 0 || len(out) < max) {
			out = append(out, e)
		}
	}
	return out, nil
}

// Silences implements Store.
func (m *Memory) Silences(context.Context) ([]Silence, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.silences), nil
}

// PutSilence implements Store.
func (m *Memory) PutSilence(_ context.Context, s Silence) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.silences = append(slices.DeleteFunc(m.silences, func(o Silence) bool { return o.ID == s.ID }), s)
	return nil
}

// RemoveSilence implements Store.
func (m *Memory) RemoveSilence(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := len(m.silences)
	if m.silences = slices.DeleteFunc(m.silences, func(o Silence) bool { return o.ID == id }); len(m.silences) == n {
		return ErrSilenceNotFound
	}
	return nil
}
