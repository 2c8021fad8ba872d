package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tarn/internal/ingest"
)

const queryDays = 90

// queryLake is a lake with the demonstration's events of 90 days, imported once and kept. What was imported is not: the logs
// are larger than the lake.
func (b *bench) queryLake(ctx context.Context, events int) (string, ingest.Report, error) {
	dir := filepath.Join(b.cache, fmt.Sprintf("lake-%dx%d", events, queryDays))
	var report ingest.Report
	if noted(filepath.Join(dir, "bench.json"), &report) {
		return dir, report, nil
	}
	logs, _, err := b.demoLogs(ctx, events, queryDays)
	if err != nil {
		return "", report, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", report, err
	}
	b.say("queries: importing %s with two workers", logs)
	_, out, err := process(ctx, b.tarn, "--data", dir, "import", logs, "--workers", "2", "-o", "json")
	if err != nil {
		return "", report, err
	}
	if err := os.WriteFile(filepath.Join(dir, "bench.json"), out, 0o644); err != nil {
		return "", report, err
	}
	if !noted(filepath.Join(dir, "bench.json"), &report) {
		return "", report, fmt.Errorf("the import said what cannot be read: %s", tail(string(out), 500))
	}
	return dir, report, os.RemoveAll(logs)
}

// queries measures statements from their text to their last row, and what DuckDB takes for them without Tarn.
func (b *bench) queries(ctx context.Context) error {
	events := 10_000_000
	if b.small {
		events /= 10
	}
	dir, report, err := b.queryLake(ctx, events)
	if err != nil {
		return err
	}
	b.say("queries: asking")
	var found answers
	u, err := self(ctx, &found, "queries", dir, strconv.Itoa(queryRuns))
	if err != nil {
		return err
	}
	t := b.report.table(fmt.Sprintf("Queries: %d events of %d days, %d data files, %.0f MB; medians of %d", found.Rows, queryDays, found.Files, float64(found.Bytes)/1e6, queryRuns),
		"", "first ms", "warm ms", "CPU ms", "files", "of", "MB of files", "rows", "DuckDB ms", "×", "DuckDB CPU ms", "× CPU", "at most", "tarn query ms")
	for _, a := range found.Answers {
		// The command line has the store as CloudTrail Lake shows it; a table with Athena's columns is in this process alone.
		var whole any
		if !strings.Contains(a.SQL, " FROM athena ") {
			b.say("queries: tarn query, %s", a.Name)
			u, err := b.whole(ctx, dir, a.SQL)
			if err != nil {
				return err
			}
			whole = ms(u.Wall)
		}
		t.row(a.Name, ms(a.First), ms(a.Warm), ms(a.CPU), a.Files, a.Total, float64(a.Bytes)/1e6, a.Rows, ms(a.Alone), a.Warm.Seconds()/a.Alone.Seconds(), ms(a.AloneCPU), a.byCPU(), a.limit(), whole)
		if a.Most > 0 {
			b.report.most("query, "+a.Name, ms(a.Warm), a.Most, "ms")
		}
		b.report.most("query, "+a.Name+", against DuckDB by hand", a.byCPU(), a.Times, "× CPU")
	}
	t.note("Times are wall times from a statement's text to its last row, in a process that has its engine open; CPU is the median of the warm runs. Files are those that are left to read, and MB what they have in all: of them only the columns and row groups that are needed are read.")
	t.note("DuckDB runs, in the same process and without Tarn, a statement that was written for it by hand over all of the lake's files, in turn with Tarn's, and gives the same rows; × is warm against it, and × CPU the CPU time, which other work on the machine disturbs less. tarn query is the whole process, with its start.")
	t.note("The process that asked had at most %.0f MB resident. The import that made the lake: %.0f events a second with two workers, %.0f s, %d commits.", float64(u.RSS)/1e6, report.EventsPerSec, report.Seconds, report.Commits)
	for _, a := range found.Answers {
		t.note("%s: %s", a.Name, strings.Join(strings.Fields(a.SQL), " "))
	}
	return nil
}

// whole measures a statement as a process of its own.
func (b *bench) whole(ctx context.Context, dir, sql string) (usage, error) {
	var all []usage
	for range 5 {
		u, err := discard(ctx, b.tarn, "--data", dir, "query", "-o", "json", sql)
		if err != nil {
			return usage{}, err
		}
		all = append(all, u)
	}
	return typical(all), nil
}

// byCPU is what the statement costs against the one written by hand.
func (a answer) byCPU() float64 { return a.CPU.Seconds() / a.AloneCPU.Seconds() }

// limit is what that may be, marked where it is more.
func (a answer) limit() string {
	if a.byCPU() > a.Times {
		return fmt.Sprintf("%.1f, above", a.Times)
	}
	return fmt.Sprintf("%.1f", a.Times)
}
