package console

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/alert"
	"tarn/internal/auth"
)

// TestAlerts lists rules, silences one, ends the silence, and has a limited key see no rows.
func TestAlerts(t *testing.T) {
	dir := t.TempDir()
	text := "name: any_event\nseverity: high\nwindow: 36h\nsql: SELECT eventTime FROM x WHERE eventTime >= @from AND eventTime < @to\n"
	if err := os.WriteFile(filepath.Join(dir, "any_event.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	store := &alert.Memory{}
	a := &alert.Alerts{Folders: []string{dir}, Store: store}
	started := func(role auth.Role, stores ...string) (*Console, string) {
		k, err := auth.NewKey("ann", role, stores, nil, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		c := New(Options{Keys: keyring{k}, Journal: &notes{}, Alerts: func(context.Context) (*alert.Alerts, error) { return a, nil }})
		t.Cleanup(c.Close)
		return c, "Bearer " + k.Token()
	}
	c, token := started(auth.Admin)
	if r := ask[AlertRule](t, c, token, "GET", "/alerts/rules/any_event", "", 200); r.Severity != "high" || r.Window != "36h" || r.State != "inactive" || !r.Enabled || r.Hidden {
		t.Errorf("the rule is %+v", r)
	}
	if s := ask[RuleStatement](t, c, token, "GET", "/alerts/rules/any_event/statement?at=2026-05-07T12:00:00Z", "", 200); !strings.Contains(s.SQL, "2026-05-06 00:00:00") || strings.Contains(s.SQL, "@from") {
		t.Errorf("the statement is %s", s.SQL)
	}
	ask[any](t, c, token, "PUT", "/alerts/rules/any_event/enabled", `{"enabled":false}`, 200)
	if r := ask[AlertRule](t, c, token, "GET", "/alerts/rules/any_event", "", 200); r.Enabled {
		t.Error("it is still evaluated")
	}
	ends := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	made := ask[Created](t, c, token, "POST", "/alerts/silences", `{"rule":"any_event","ends":"`+ends+`","comment":"maintenance"}`, 200)
	if l := ask[AlertSilences](t, c, token, "GET", "/alerts/silences", "", 200).Silences; len(l) != 1 || l[0].By != "ann" || l[0].Ends != ends {
		t.Errorf("the silences are %+v", l)
	}
	for body, status := range map[string]int{`{"ends":"` + ends + `"}`: 400, `{"rule":"any_event","ends":"2020-01-01T00:00:00Z"}`: 400, `{"rule":"none","ends":"` + ends + `"}`: 404, `{"rule":"any_event","ends":"soon"}`: 400} {
		ask[any](t, c, token, "POST", "/alerts/silences", body, status)
	}
	ask[any](t, c, token, "DELETE", "/alerts/silences/"+made.ID, "", 200)
	ask[any](t, c, token, "DELETE", "/alerts/silences/"+made.ID, "", 404)
	ask[any](t, c, token, "GET", "/alerts/rules/none", "", 404)
	ask[any](t, c, token, "POST", "/alerts/notifiers/none/test", "{}", 404)

	err := store.Change(t.Context(), alert.Change{Rule: "any_event", Events: []alert.Event{{ID: "1", Rule: "any_event", Time: time.Now(), State: alert.Firing, Rows: 1, Text: "it was mallory"}}})
	if err != nil {
		t.Fatal(err)
	}
	if e := ask[AlertEvents](t, c, token, "GET", "/alerts/events", "", 200).Events; len(e) != 1 || e[0].Text != "it was mallory" {
		t.Errorf("an admin sees %+v", e)
	}
	c, token = started(auth.Analyst, "11111111-1111-4111-8111-111111111111")
	if e := ask[AlertEvents](t, c, token, "GET", "/alerts/events?rule=any_event", "", 200).Events; len(e) != 1 || e[0].Text != "" || !e[0].Hidden {
		t.Errorf("a limited key sees %+v", e)
	}
	ask[any](t, c, token, "POST", "/alerts/rules/any_event/test", `{"from":"2026-05-07T00:00:00Z","to":"2026-05-08T00:00:00Z"}`, 403)
	ask[any](t, c, token, "POST", "/alerts/silences", `{"rule":"any_event","ends":"`+ends+`"}`, 403)
}
