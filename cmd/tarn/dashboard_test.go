package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/dashboard"
	"tarn/internal/demo"
)

// panels are what a dashboard's panels have over all days of the demonstration.
func panels(t *testing.T, dir, name string, days string, args ...string) map[string][]map[string]any {
	t.Helper()
	code, out, talk := tarn(t.Context(), dir, "", append([]string{"dashboard", "run", name, "--range", days, "-o", "json"}, args...)...)
	if code != exitOK {
		t.Fatalf("%s: %d: %s", name, code, talk)
	}
	all := map[string][]map[string]any{}
	for d := json.NewDecoder(strings.NewReader(out)); d.More(); {
		var p struct {
			Panel string
			Rows  []map[string]any
		}
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all[p.Panel] = p.Rows
	}
	return all
}

// TestDashboards has every panel of Tarn's own dashboards answer, and holds some to what the demonstration's writer counted.
func TestDashboards(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	today := time.Now().UTC().Format(time.DateOnly)
	for _, args := range [][]string{{"demo", logs, "--logs", "alb,vpcflow", "--events", "2000", "--days", "5", "--end", today}, {"import", logs, "--format", "auto"}} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK && code != exitIncomplete {
			t.Fatal(args, talk)
		}
	}
	truth, err := demo.ReadTruth(logs)
	if err != nil {
		t.Fatal(err)
	}
	boards, _ := dashboard.Boards{}.Load()
	got := map[string]map[string][]map[string]any{}
	for _, d := range boards {
		got[d.Name] = panels(t, dir, d.Name, "7d", "--zone", "Asia/Seoul")
		for _, p := range d.Panels {
			rows := got[d.Name][p.Name]
			if len(rows) == 0 {
				t.Errorf("%s: panel %s is empty", d.Name, p.Name)
				continue
			}
			for _, column := range append([]string{p.Chart.X, p.Chart.Series, p.Chart.Source, p.Chart.Target}, p.Chart.Y...) {
				if _, ok := rows[0][column]; column != "" && !ok {
					t.Errorf("%s: panel %s draws %s, which is no column of %v", d.Name, p.Name, column, rows[0])
				}
			}
		}
	}
	events := func(board, panel, by, y string) map[string]int {
		sums := map[string]int{}
		for _, r := range got[board][panel] {
			name, _ := r[by].(string)
			sums[name] += int(r[y].(float64))
		}
		return sums
	}
	same := func(what string, got, want map[string]int) {
		t.Helper()
		for name, n := range want {
			if got[name] != n {
				t.Errorf("%s: %s has %d, want %d", what, name, got[name], n)
			}
		}
	}
	// Insights are events of an account, too, which the writer counts apart.
	byAccount, more := events("accounts", "over_time", "account", "events"), 0
	for account, n := range truth.ByAccount {
		more += byAccount[account] - n
	}
	if more != truth.Insights {
		t.Errorf("events by account are %v, want %v and %d insights", byAccount, truth.ByAccount, truth.Insights)
	}
	same("errors", events("errors", "list", "errorCode", "events"), truth.ByError)
	// A filter holds for every panel.
	one := panels(t, dir, "overview", "7d", "--filter", "account="+truth.Accounts[0].ID, "--panel", "events")
	if n := int(one["events"][0]["events"].(float64)); n != truth.ByAccount[truth.Accounts[0].ID] {
		t.Errorf("account %s has %d events, want %d", truth.Accounts[0].ID, n, truth.ByAccount[truth.Accounts[0].ID])
	}
}
