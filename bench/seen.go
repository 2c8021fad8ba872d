package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"tarn/internal/ingest"
)

// seen measures what it costs to tell duplicates apart where the store has many events: an import of one more day, and the
// index alone with as many events in a single day.
func (b *bench) seen(ctx context.Context) error {
	events := 100_000_000
	if b.small {
		events /= 10
	}
	if err := b.oneMoreDay(ctx, events); err != nil {
		return err
	}
	return b.indexOfOneDay(ctx, events)
}

func (b *bench) oneMoreDay(ctx context.Context, events int) error {
	perDay := events / queryDays
	logs, _, err := b.demoLogs(ctx, perDay, 1)
	if err != nil {
		return err
	}
	full, err := b.fresh("full")
	if err != nil {
		return err
	}
	defer os.RemoveAll(full)
	if _, err := discard(ctx, b.tarn, "--data", full, "store", "create", "cloudtrail"); err != nil {
		return err
	}
	b.say("seen: filling a store with %d made-up events", events)
	var filled measured
	u, err := self(ctx, &filled, "fill", full, strconv.Itoa(events))
	if err != nil {
		return err
	}
	empty, err := b.fresh("empty")
	if err != nil {
		return err
	}
	defer os.RemoveAll(empty)
	t := b.report.table(fmt.Sprintf("Duplicates: importing a day of %d events with one worker; the full store has %d events of %d days, %d of them on that day", perDay, filled.Rows, queryDays, perDay),
		"", "events in", "duplicates", "CPU s", "wall s", "RSS MB", "× CPU", "× RSS")
	var first usage
	for _, c := range []struct {
		name, dir string
		again     bool
	}{{"into an empty store", empty, false}, {"into the full store", full, false}, {"the same once more", full, true}} {
		b.say("seen: importing a day %s", c.name)
		u, out, err := process(ctx, b.tarn, "--data", c.dir, "import", logs, "--workers", "1", "--no-compact", "-o", "json", "--again="+strconv.FormatBool(c.again))
		if err != nil {
			return err
		}
		var r ingest.Report
		if err := json.Unmarshal(out, &r); err != nil {
			return err
		}
		if first.CPU == 0 {
			first = u
		}
		t.row(c.name, r.Events.In, r.Events.Duplicates, u.CPU.Seconds(), u.Wall.Seconds(), float64(u.RSS)/1e6,
			u.CPU.Seconds()/first.CPU.Seconds(), float64(u.RSS)/float64(first.RSS))
	}
	t.note("The full store's events are made up: rows with an ID, a time and a name in %d data files of %.1f GB, and their entries in the index of seen events (%.1f GB), so that the import finds both to agree. Making them took %.0f s.",
		filled.Files, float64(filled.Data)/1e9, float64(filled.Index)/1e9, u.Wall.Seconds())
	return nil
}

// lookedUp is what the index took for batches of identities, half of which it has.
type lookedUp struct {
	Batch, Batches, Found int
	Lookup, Add           time.Duration // the median of a batch
}

func (b *bench) indexOfOneDay(ctx context.Context, events int) error {
	t := b.report.table(fmt.Sprintf("Duplicates: the index of seen events alone, batches of %d identities, half of them known", lookupBatch),
		"", "look a batch up, ms", "add it, ms", "CPU s of all", "RSS MB")
	for _, n := range []int{events / queryDays, events} {
		dir, err := b.fresh("index")
		if err != nil {
			return err
		}
		b.say("seen: an index with %d events of one day", n)
		var nothing any
		if _, err := self(ctx, &nothing, "index", dir, strconv.Itoa(n)); err != nil {
			return err
		}
		merged, err := self(ctx, &nothing, "merge", dir, strconv.Itoa(n))
		if err != nil {
			return err
		}
		var l lookedUp
		u, err := self(ctx, &l, "lookup", dir, strconv.Itoa(n))
		if err != nil {
			return err
		}
		if l.Found != l.Batch*l.Batches/2 {
			return fmt.Errorf("the index found %d of %d identities", l.Found, l.Batch*l.Batches/2)
		}
		t.row(fmt.Sprintf("%d events on the day, in one run", n), ms(l.Lookup), ms(l.Add), u.CPU.Seconds(), float64(u.RSS)/1e6)
		t.note("%d events: %.2f GB; merging eight runs into one took %.1f s, with %.0f MB resident.", n, float64(folderSize(dir))/1e9, merged.Wall.Seconds(), float64(merged.RSS)/1e6)
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	t.note("Memory includes the program itself, which is large: DuckDB is in it.")
	return nil
}
