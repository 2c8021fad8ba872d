package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/demo"
)

// tenth is a panel beside the nine of Tarn's overview.
const tenth = `- name: busiest
  title: Busiest people
  width: 6
  height: 4
  chart: {type: bar, x: person, y: [events]}
  sql: |
    SELECT person, count(*) AS events
    FROM @people
    WHERE eventTime >= @from AND eventTime < @to AND (@account = '' OR account = @account)
    GROUP BY 1
    ORDER BY 2 DESC, 1
    LIMIT 15
`

// opened is how long a browser took for a dashboard: until its first paint, and until all panels were painted.
type opened struct {
	Painted, Filled float64
	Panels, Failed  int
}

// dashboard measures how long the overview's panels and one more take in a browser: from a server that has just started, once more from what is
// kept, and for another viewer.
func (b *bench) dashboard(ctx context.Context) error {
	events := 10_000_000
	if b.small {
		events /= 10
	}
	dir := filepath.Join(b.cache, fmt.Sprintf("told-%d", events))
	if _, err := os.Stat(filepath.Join(dir, "filled")); err != nil {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		if _, err := discard(ctx, b.tarn, "--data", dir, "store", "create", "cloudtrail"); err != nil {
			return err
		}
		b.say("dashboard: filling a store with %d made-up events", events)
		var made measured
		if _, err := self(ctx, &made, "fill", dir, strconv.Itoa(events), "told"); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "filled"), nil, 0o600); err != nil {
			return err
		}
	}
	_, text, err := process(ctx, b.tarn, "--data", dir, "dashboard", "show", "overview")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "dashboards"), 0o700); err != nil {
		return err
	}
	board := strings.Replace(string(text), "name: overview", "name: bench", 1) + tenth
	if err := os.WriteFile(filepath.Join(dir, "dashboards", "bench.yaml"), []byte(board), 0o600); err != nil {
		return err
	}
	tarn, err := filepath.Abs(b.tarn)
	if err != nil {
		return err
	}
	t := b.report.table(fmt.Sprintf("A dashboard of ten panels in Chromium, over %d events of %d days; medians of %d", events, queryDays, b.rounds),
		"", "first paint ms", "filled ms", "slowest filled ms")
	end := demo.DefaultEnd
	for _, days := range []int{30, queryDays} {
		b.say("dashboard: opening it, over %d days", days)
		runs := map[string][]opened{}
		for range b.rounds {
			cmd := exec.CommandContext(ctx, "node", "test/dashboard.mjs", "bench", end.AddDate(0, 0, -days).Format(time.RFC3339), end.Format(time.RFC3339))
			cmd.Dir, cmd.Env, cmd.Stderr = "web", append(os.Environ(), "TARN="+tarn, "TARN_LAKE="+dir), os.Stderr
			out, err := cmd.Output()
			if err != nil {
				return fmt.Errorf("node test/dashboard.mjs: %w", err)
			}
			var r struct{ Cold, Again, Second opened }
			if err := json.Unmarshal(out, &r); err != nil {
				return err
			}
			for name, o := range map[string]opened{"cold": r.Cold, "again": r.Again, "second": r.Second} {
				if o.Panels != 10 || o.Failed > 0 {
					return fmt.Errorf("the dashboard had %d panels, %d of them without an answer", o.Panels, o.Failed)
				}
				runs[name] = append(runs[name], o)
			}
		}
		of := func(name, what string) (painted, filled float64) {
			all := runs[name]
			painted, filled = median(all, func(o opened) float64 { return o.Painted }), median(all, func(o opened) float64 { return o.Filled })
			t.row(fmt.Sprintf("%d days, %s", days, what), painted, filled, slices.MaxFunc(all, func(x, y opened) int { return cmp.Compare(x.Filled, y.Filled) }).Filled)
			return painted, filled
		}
		firstCold, cold := of("cold", "a server that has just started")
		firstAgain, again := of("again", "once more, from what is kept")
		of("second", "another viewer, whose browser has nothing")
		if days == 30 {
			b.report.most("dashboard, first paint, cold", firstCold, 1500, "ms")
			b.report.most("dashboard, first paint, from cache", firstAgain, 300, "ms")
			b.report.most("dashboard, ten panels painted, cold", cold, 1500, "ms")
			b.report.most("dashboard, ten panels painted, from cache", again, 300, "ms")
		}
	}
	return nil
}
