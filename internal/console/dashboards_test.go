package console

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"tarn/internal/dashboard"
)

const ours = `# Ours.
name: ours
title: {en: Ours, ko: 우리 것}
filters:
- {name: least, title: At least, default: 5}
panels:
- name: one
  chart: {type: bar, x: eventName, y: [n]}
  sql: |
    SELECT eventName, count(*) AS n
    FROM @cloudtrail
    WHERE eventTime >= @from AND eventTime < @to
    GROUP BY 1
    HAVING count(*) >= @least
`

// TestDashboardsAreKept writes a dashboard through the API, changes it as an editor does, and removes it.
func TestDashboardsAreKept(t *testing.T) {
	c, k, journal, _ := started(t)
	c.Boards = dashboard.Boards{Folder: t.TempDir()}
	ask := func(method, path string, in any, want int, out any) string {
		t.Helper()
		body, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		w := send(c, method, Prefix+path, string(body), "Authorization", "Bearer "+k.Token(), "X-Tarn", "1")
		if w.Code != want {
			t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		if out != nil {
			if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
				t.Fatal(err)
			}
		}
		return w.Body.String()
	}
	ask("PUT", "/dashboards/ours", map[string]any{"text": ours, "create": true}, http.StatusOK, nil)
	ask("PUT", "/dashboards/ours", map[string]any{"text": ours, "create": true}, http.StatusConflict, nil)
	if e := journal.events[0]; e.EventName != "PutDashboard" || !strings.Contains(string(e.RequestParameters), "name: ours") {
		t.Errorf("%+v", e)
	}
	var list DashboardList
	ask("GET", "/dashboards", nil, http.StatusOK, &list)
	if len(list.Dashboards) != 10 || len(list.Faults) != 0 {
		t.Errorf("%+v", list)
	}
	var d Dashboard
	ask("GET", "/dashboards/ours", nil, http.StatusOK, &d)
	if d.Text != ours || d.BuiltIn || d.Filters[0].Default != 5.0 || d.Panels[0].Chart.X != "eventName" || d.Range != "30d" {
		t.Errorf("%+v", d)
	}

	// An editor changes a part: the file is another, and what was not changed stays.
	d.Panels[0].Width = 12
	var changed Dashboard
	ask("POST", "/dashboards/text", DashboardParts{Text: d.Text, Panels: d.Panels}, http.StatusOK, &changed)
	if changed.Panels[0].Width != 12 || changed.Title["ko"] != "우리 것" || changed.Panels[0].SQL != d.Panels[0].SQL || changed.Filters[0].Default != 5.0 {
		t.Errorf("%+v", changed)
	}
	ask("PUT", "/dashboards/ours", map[string]any{"text": changed.Text}, http.StatusOK, nil)
	d.Panels[0].Chart.Type = "bars"
	if text := ask("POST", "/dashboards/text", DashboardParts{Text: d.Text, Panels: d.Panels}, http.StatusBadRequest, nil); !strings.Contains(text, `chart \"bars\" is not known`) {
		t.Error(text)
	}
	ask("PUT", "/dashboards/theirs", map[string]any{"text": ours}, http.StatusBadRequest, nil)
	ask("PUT", "/dashboards/..%2fx", map[string]any{"text": ours}, http.StatusBadRequest, nil)

	// What is sent without a viewer may read no more than who wrote it.
	sent := ours + "report: {schedule: rate(1 day), notifiers: [team]}\n"
	ask("PUT", "/dashboards/ours", map[string]any{"text": sent}, http.StatusBadRequest, nil)
	ask("PUT", "/dashboards/ours", map[string]any{"text": sent + "as: " + k.ID + "\n"}, http.StatusOK, nil)
	ask("DELETE", "/dashboards/ours", nil, http.StatusOK, nil)
	ask("GET", "/dashboards/ours", nil, http.StatusNotFound, nil)
	ask("DELETE", "/dashboards/overview", nil, http.StatusBadRequest, nil)
	ask("POST", "/dashboards/none/panel", map[string]any{"panel": "one"}, http.StatusNotFound, nil)
}
