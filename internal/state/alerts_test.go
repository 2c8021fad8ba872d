package state_test

import (
	"testing"
	"time"

	"tarn/internal/alert"
	"tarn/internal/state"
)

// What an evaluation finds is kept as a whole, and is there when the state is opened again.
func TestAlertsAreKept(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	db, err := state.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2024, 5, 7, 12, 0, 0, 0, time.UTC)
	off := false
	if err := db.SetRuleSettings(ctx, "r", alert.Settings{Enabled: &off}); err != nil {
		t.Fatal(err)
	}
	groups := []alert.Group{{Rule: "r", State: alert.Firing, Since: now}, {Rule: "r", Labels: map[string]string{"who": "kim"}, State: alert.Pending, Since: now}}
	seen := []alert.Seen{{Hash: "aa/1", Time: now}, {Hash: "aa/2", Time: now.Add(-time.Hour)}, {Hash: "ab/1", Time: now}}
	event := alert.Event{ID: "e", Rule: "r", Time: now, State: alert.Firing, Rows: 2}
	if err := db.Change(ctx, alert.Change{Rule: "r", Settings: alert.Settings{Evaluated: now}, Groups: groups, Seen: seen, Events: []alert.Event{event}}); err != nil {
		t.Fatal(err)
	}
	// The same event a second time: nothing of the change is kept.
	if err := db.Change(ctx, alert.Change{Rule: "r", Settings: alert.Settings{Evaluated: now.Add(time.Hour)}, Events: []alert.Event{event}}); err == nil {
		t.Error("an event is kept twice")
	}
	db.Close()
	if db, err = state.Open(ctx, dir); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	settings, err := db.RuleSettings(ctx, "r")
	if err != nil || !settings.Evaluated.Equal(now) || settings.Enabled == nil || *settings.Enabled {
		t.Errorf("%v %+v", err, settings)
	}
	got, err := db.Groups(ctx, "r")
	if err != nil || len(got) != 2 {
		t.Errorf("%v %+v", err, got)
	}
	if err := db.Change(ctx, alert.Change{Rule: "r", Forget: []string{"ab/"}, Older: now.Add(-time.Minute)}); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Announced(ctx, "r")
	if err != nil || len(rows) != 1 || !rows["aa/1"] {
		t.Errorf("%v %v", err, rows)
	}
	if other, _ := db.Announced(ctx, "s"); len(other) != 0 {
		t.Errorf("another rule has %v", other)
	}
	if events, err := db.AlertEvents(ctx, "", 10); err != nil || len(events) != 1 || events[0].Rows != 2 {
		t.Errorf("%v %+v", err, events)
	}
	for _, id := range []string{"a", "b"} {
		if err := db.PutSilence(ctx, alert.Silence{ID: id, Rule: "r", Ends: now}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.RemoveSilence(ctx, "a"); err != nil {
		t.Error(err)
	}
	if list, err := db.Silences(ctx); err != nil || len(list) != 1 || list[0].ID != "b" {
		t.Errorf("%v %+v", err, list)
	}
}
