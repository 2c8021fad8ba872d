package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/imports"
	"tarn/internal/ingest"
	"tarn/internal/objects"
	"tarn/internal/source"
	"tarn/internal/state"
)

// trailImport is one run of an import that StartImport asked for.
type trailImport struct {
	a       *app
	d       *dataDir
	buckets *objects.Buckets
	imports.Import
	watch imports.Watcher

	store  catalog.EventDataStore
	bucket blob.Bucket
	root   string
	table  ingest.Options

	prefixes sync.Map // of folders, to whether something in them failed
	found    atomic.Int64
	known    knownObjects
	failed   atomic.Int64
}

// importTrail implements imports.Run over the importer that 'tarn import' has.
func (a *app) importTrail(d *dataDir, buckets *objects.Buckets) imports.Run {
	return func(ctx context.Context, i imports.Import, w imports.Watcher) error {
		t := &trailImport{a: a, d: d, buckets: buckets, Import: i, watch: w}
		t.known.DB = d.state
		if err := t.open(ctx); err != nil {
			return err
		}
		if len(i.Again) > 0 {
			if _, err := t.run(ctx, t.failedBefore, true); err != nil || ctx.Err() != nil {
				return err
			}
		}
		report, err := t.run(ctx, t.everything, t.store.Reselected)
		if err != nil || ctx.Err() != nil {
			return err
		}
		n := t.statistics(report)
		n.PrefixesCompleted = n.PrefixesFound
		t.prefixes.Range(func(_, failed any) bool {
			if failed == true {
				n.PrefixesCompleted--
			}
			return true
		})
		w.Counted(n)
		return nil
	}
}

// open finds the store, and opens the source.
func (t *trailImport) open(ctx context.Context) (err error) {
	if t.store, err = t.d.findStore(ctx, t.Store); err != nil {
		return err
	}
	if t.store.Status == catalog.PendingDeletion {
		return fmt.Errorf("event data store %s waits for its deletion", t.store.Name)
	}
	t.table = ingest.Options{Workers: cmp.Or(t.a.config.Import.Workers, min(runtime.NumCPU(), 4)), MaxRecord: t.a.config.Import.MaxRecord,
		MinFree: t.a.config.Import.MinFreeDisk, Failed: t.problem, Log: t.a.log}
	if t.table.Select, err = t.a.matcher(ctx, t.d, t.store); err != nil {
		return err
	}
	name, prefix, ok := objects.Split(t.URI)
	switch {
	case !ok:
		return fmt.Errorf("%s is not s3://bucket/prefix", t.URI)
	case t.buckets.Own(name):
		own, err := t.buckets.Open(ctx, name)
		if err != nil {
			return err
		}
		t.bucket, t.root = &ownBucket{Bucket: own, name: name}, prefix
		if prefix != "" {
			if _, err := own.Head(ctx, prefix); err != nil && prefix[len(prefix)-1] != '/' {
				t.root += "/"
			}
		}
		return nil
	}
	if err := t.d.keepDemoApart(ctx, t.URI); err != nil {
		return err
	}
	o := t.buckets.S3[name]
	o.Region = cmp.Or(o.Region, t.Region)
	t.bucket, t.root, err = blob.Open(ctx, t.URI, o)
	return err
}

// run imports what a walk finds, and counts meanwhile.
func (t *trailImport) run(ctx context.Context, walk ingest.Walk, again bool) (ingest.Report, error) {
	table, err := t.d.table(ctx, t.store)
	if err != nil {
		return ingest.Report{}, err
	}
	o := t.table
	o.Again = again
	var ledger ingest.Ledger = &t.known
	if again {
		ledger = t.d.state // what is known is read again, and counted so
	}
	m := ingest.New(t.d.dir, t.d.lake, table, t.store.ID, ledger, o)
	counting, stop := context.WithCancel(ctx)
	var count sync.WaitGroup
	count.Go(func() {
		for {
			select {
			case <-counting.Done():
				return
			case <-time.After(time.Second):
				t.watch.Counted(t.statistics(m.Progress.Report()))
			}
		}
	})
	report, err := m.Run(ctx, walk)
	stop()
	count.Wait()
	t.watch.Counted(t.statistics(report))
	return report, err
}

// statistics count the files that are in, be it by this run or an earlier one, and their events that the store has.
func (t *trailImport) statistics(r ingest.Report) imports.Statistics {
	return imports.Statistics{
		PrefixesFound: t.found.Load(), FilesCompleted: r.Objects.New + t.known.files.Load(), EventsCompleted: r.Events.In + r.Events.Duplicates + t.known.events.Load(),
		FailedEntries: t.failed.Load(),
	}
}

// problem notes a failure.
func (t *trailImport) problem(p ingest.Problem) {
	t.failed.Add(1)
	t.prefixes.Store(folderOf(p.Object), true)
	kind := "InvalidRecord"
	if p.Record < 0 {
		kind = "UnreadableFile"
	}
	t.watch.Failed(p.Object, kind, p.Reason)
}

func folderOf(uri string) string { return path.Dir(uri) }

// everything walks the source, as far as the days are wanted.
func (t *trailImport) everything(ctx context.Context, yield func(ingest.Found) error) error {
	plan := source.Plan{From: t.From, To: t.To, Kinds: []string{"CloudTrail", "CloudTrail-Insight"}, Full: true}
	_, err := source.Walk(ctx, t.bucket, t.root, plan, func(f source.Found) error {
		day := f.Place.Day
		if f.Err == nil && day != "" && (!t.From.IsZero() && day < source.DayOf(t.From) || !t.To.IsZero() && day > source.DayOf(t.To)) {
			return nil
		}
		if _, seen := t.prefixes.LoadOrStore(folderOf(f.URI), false); !seen {
			t.found.Add(1)
		}
		return yield(foundObject(t.bucket, f))
	})
	return err
}

// failedBefore gives the objects that an earlier run failed at.
func (t *trailImport) failedBefore(ctx context.Context, yield func(ingest.Found) error) error {
	uris := slices.Compact(slices.Sorted(slices.Values(t.Again)))
	for _, uri := range uris {
		_, key, ok := objects.Split(uri)
		if !ok || key == "" || uri == t.URI {
			continue // the import as a whole
		}
		o, _, err := t.bucket.Head(ctx, key)
		if errors.Is(err, objects.ErrNoObject) || errors.Is(err, blob.ErrNotFound) {
			continue // it is gone, and fails no more
		}
		o.URI = uri
		if err := yield(foundObject(t.bucket, source.Found{Object: o, Place: source.Parse(key), Err: err})); err != nil {
			return err
		}
	}
	return nil
}

// knownObjects is the ledger. It counts the objects that need not be read, and their events.
type knownObjects struct {
	*state.DB
	files, events atomic.Int64
}

// Progress implements ingest.Ledger.
func (k *knownObjects) Progress(ctx context.Context, store string, o ingest.Object) (int64, bool, error) {
	records, complete, err := k.DB.Progress(ctx, store, o)
	if err != nil || !complete {
		return records, complete, err
	}
	events, readable, err := k.Events(ctx, store, o)
	if readable {
		k.files.Add(1)
		k.events.Add(events)
	}
	return records, complete, err
}
