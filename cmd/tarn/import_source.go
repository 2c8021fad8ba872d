package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/decode"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/source"
	"tarn/internal/term"
)

// sourceImport is one run over one source.
type sourceImport struct {
	o *importOptions
	a *app
	d *dataDir
	source.Source
	// format is what all objects hold; zero where each tells its own.
	format decode.Format
	// store is the one that the source names: it takes the objects of its kind. named says that it is there.
	store catalog.EventDataStore
	named bool
	plan  source.Plan
	left  map[string]int64
}

// importSource imports one source and says what it did. bad means that something failed or was quarantined.
func (o *importOptions) importSource(ctx context.Context, a *app, d *dataDir, src source.Source) (bad bool, err error) {
	if err := d.keepDemoApart(ctx, src.URI); err != nil {
		return false, err
	}
	i := &sourceImport{o: o, a: a, d: d, Source: src, left: map[string]int64{}}
	bucket, root, err := src.Open(ctx)
	if err != nil {
		return false, err
	}
	if err := i.open(ctx); err != nil {
		return false, err
	}
	if o.dryRun {
		return false, o.estimate(ctx, a, i.known, bucket, root, i.plan)
	}
	run, report, importers, err := i.importer(ctx)
	if err != nil {
		return false, err
	}
	var end source.Walked
	stop := a.watchImport(ctx, report, d.demo(), func(ctx context.Context) (source.Count, error) {
		bucket, root, err := src.Open(ctx)
		if err != nil {
			return source.Count{}, err
		}
		e, err := source.Measure(ctx, bucket, root, i.plan, i.known)
		return e.New, err
	})
	done, err := run(ctx, func(ctx context.Context, yield func(ingest.Found) error) (err error) {
		end, err = source.Walk(ctx, bucket, root, i.plan, func(f source.Found) error {
			i.leave(&f)
			return yield(foundObject(bucket, f))
		})
		return err
	})
	stop()
	for _, why := range slices.Sorted(maps.Keys(i.left)) {
		a.say("left out: %s, %s", term.Things(i.left[why], "object", "objects"), why)
	}
	if end.Unplaced > 0 {
		a.say("left out: %s, whose key tells no account or region", term.Things(end.Unplaced, "object", "objects"))
	}
	if err == nil && len(importers()) == 0 && i.Store == catalog.DefaultStore {
		// There was nothing; the store can be asked all the same.
		cloudTrail, _ := decode.ByName(catalog.CloudTrail)
		i.store, _, err = d.storeOf(ctx, cloudTrail, catalog.DefaultStore)
	} else if !i.named {
		i.store, _ = d.findStore(ctx, i.Store) // it may have been made
	}
	if err == nil && !done.Interrupted && done.Objects.Unavailable == 0 {
		src.Store = i.walkedAs()
		err = d.state.SetWalked(ctx, src, end.State)
	}
	if !o.watch || done.Events.Records > 0 || done.Objects.Failed > 0 {
		if printErr := a.printReport(o.output, d, i.title(importers()), done); err == nil {
			err = printErr
		}
	}
	if err != nil {
		return true, err
	}
	if done.Interrupted {
		if o.watch {
			return false, nil
		}
		return true, &exitError{code: exitInterrupted, err: errors.New("interrupted; what was read is in, and the same command goes on from there")}
	}
	for _, m := range importers() {
		if err := i.maintain(ctx, m); err != nil {
			return true, err
		}
	}
	return done.Objects.Failed > 0 || done.Events.Quarantined > 0, nil
}

// open finds what the source is imported as.
func (i *sourceImport) open(ctx context.Context) (err error) {
	auto := all(i.Source)
	if !auto {
		var ok bool
		if i.format, ok = decode.ByName(i.Format); !ok {
			return fmt.Errorf("the format %s of %s is none that this Tarn knows; a newer one does", i.Format, i.URI)
		}
		if i.Store == catalog.DefaultStore {
			i.Store = i.format.Store
		}
	}
	i.store, err = i.d.findStore(ctx, i.Store)
	switch {
	case err == nil:
		i.named = true
		if err := i.takes(i.store); err != nil {
			return err
		}
		if !auto && i.store.Kind != i.format.Name {
			return fmt.Errorf("event data store %s keeps %s logs, not %s; name another one with --store", i.store.Name, i.store.Kind, i.format.Name)
		}
	case !errors.Is(err, catalog.ErrStoreNotFound) || !defaultStore(i.Store):
		return err
	}
	walked, err := i.d.state.Walked(ctx, i.URI, i.walkedAs())
	if err != nil {
		return err
	}
	i.plan = i.Source.Plan(walked)
	if !auto {
		i.plan.Kinds = i.format.Services
	}
	// A folder is listed in no time, and files in it are replaced at any place.
	i.plan.Full = i.o.full || i.o.again || !strings.HasPrefix(i.URI, "s3://")
	if since := i.store.Since(); !auto && i.o.arrivals && since.After(i.plan.From) {
		i.plan.From = since.Add(-lateDelivery)
	}
	return nil
}

// defaultStore reports whether a store of that name is made where there is none.
func defaultStore(name string) bool {
	return slices.ContainsFunc(decode.Formats, func(f decode.Format) bool { return f.Store == name })
}

// takes refuses a store that nothing is imported into.
func (i *sourceImport) takes(s catalog.EventDataStore) error {
	switch {
	case s.Status == catalog.PendingDeletion:
		return fmt.Errorf("event data store %s waits for its deletion; 'tarn store restore %s' takes it back", s.Name, s.Name)
	case s.Kind == catalog.Activity:
		return fmt.Errorf("event data store %s takes the events that PutAuditEvents brings; name another one with --store", s.Name)
	}
	return nil
}

// walkedAs is what the progress of the source's walks is kept under, beside its address: the store that it names. The name
// alone stands for one that is made when there is something for it.
func (i *sourceImport) walkedAs() string { return cmp.Or(i.store.ID, i.Store) }

// leave leaves an object out that arrived while the source's store took nothing.
func (i *sourceImport) leave(f *source.Found) {
	if i.o.arrivals && i.named && f.Err == nil && f.Skip == "" && !i.store.Arrives(f.ModTime) && i.mayHold(f.Key) {
		f.Skip = "which arrived while " + i.store.Name + " took nothing; StartImport or 'tarn import ADDRESS' brings them in"
	}
	if f.Skip != "" && !i.o.watch {
		i.left[f.Skip]++
	}
}

// mayHold reports whether an object may be of the kind of the source's store.
func (i *sourceImport) mayHold(key string) bool {
	f, ok := decode.Recognise(key, nil)
	return !ok || f.Name == i.store.Kind
}

// importer gives what runs the import, what it has done so far, and the importers that took part.
func (i *sourceImport) importer(ctx context.Context) (run func(context.Context, ingest.Walk) (ingest.Report, error), report func() ingest.Report, took func() []*ingest.Importer, err error) {
	if i.format.New != nil {
		m, err := i.into(ctx, i.format, true)
		if err != nil {
			return nil, nil, nil, err
		}
		return m.Run, m.Progress.Report, func() []*ingest.Importer { return []*ingest.Importer{m} }, nil
	}
	g := &ingest.Group{
		Dir: i.d.dir, Workers: i.workers(), Known: i.formatOf, Say: func(s string) { i.a.say("%s", s) },
		Open: func(ctx context.Context, f decode.Format) (*ingest.Importer, error) { return i.into(ctx, f, false) },
	}
	return g.Run, g.Report, g.Importers, nil
}

func (i *sourceImport) workers() int {
	return cmp.Or(i.o.workers, i.a.config.Import.Workers, min(runtime.NumCPU(), 4))
}

// into makes the importer into the store of a format: the one that the source names if that keeps it, otherwise the format's
// own, which is made where there is none.
func (i *sourceImport) into(ctx context.Context, f decode.Format, strict bool) (*ingest.Importer, error) {
	name := f.Store
	if i.named && i.store.Kind == f.Name {
		name = i.store.Name
	}
	store, table, err := i.d.storeOf(ctx, f, name)
	if err != nil {
		return nil, err
	}
	if err := i.takes(store); err != nil {
		return nil, err
	}
	o := ingest.Options{
		Format: f, Strict: strict, Name: store.Name,
		Workers: i.workers(), MaxRecord: cmp.Or(i.o.maxRecord, i.a.config.Import.MaxRecord), MinFree: i.a.config.Import.MinFreeDisk, Again: i.o.again,
		Say: func(s string) { i.a.say("%s", s) }, Log: i.a.log,
	}
	if i.o.watch {
		o.CommitEvery = time.Minute
	}
	if store.OfEvents() {
		if o.Select, err = i.a.matcher(ctx, i.d, store); err != nil {
			return nil, err
		}
	}
	return ingest.New(i.d.dir, i.d.lake, table, store.ID, i.d.state, o), nil
}

// storeOf finds a format's store of a name, and its table. Where there is none of the format's own name, it is made.
func (d *dataDir) storeOf(ctx context.Context, f decode.Format, name string) (catalog.EventDataStore, *lake.Table, error) {
	s, err := d.findStore(ctx, name)
	if errors.Is(err, catalog.ErrStoreNotFound) && name == f.Store {
		s = catalog.NewStore(name, time.Now()).OfKind(f.Name)
		if err = d.state.AddStore(ctx, s); errors.Is(err, catalog.ErrStoreExists) {
			s, err = d.findStore(ctx, name) // another process made it this moment
		}
	}
	if err != nil {
		return s, nil, err
	}
	if s.Kind != f.Name {
		return s, nil, fmt.Errorf("event data store %s keeps %s logs, and %s logs would go there; make a store for them with 'tarn store create NAME --kind %s' and name it with --store", s.Name, s.Kind, f.Name, f.Name)
	}
	t, err := d.table(ctx, s)
	return s, t, err
}

// known tells which objects the ledger has, in whichever store they would be.
func (i *sourceImport) known(ctx context.Context, b blob.Object) (bool, error) {
	if i.o.again {
		return false, nil
	}
	_, known, err := i.formatOf(ctx, ingest.Object{URI: b.URI, Version: b.Version, ETag: b.ETag, Size: b.Size})
	return known, err
}

// formatOf tells of an object that was imported before what it was imported as.
func (i *sourceImport) formatOf(ctx context.Context, o ingest.Object) (string, bool, error) {
	in, err := i.d.state.Imported(ctx, o)
	if err != nil || len(in) == 0 {
		return "", false, err
	}
	stores, err := i.d.state.Stores(ctx)
	if err != nil {
		return "", false, err
	}
	for _, f := range decode.Formats {
		if i.format.New != nil && f.Name != i.format.Name {
			continue
		}
		name := f.Store
		if i.named && i.store.Kind == f.Name {
			name = i.store.Name
		}
		s, err := catalog.FindStore(stores, name)
		if err != nil {
			continue
		}
		if slices.Contains(in, s.ID) {
			return f.Name, true, nil
		}
	}
	return "", false, nil
}

// title is what a report begins with: where all that was found went.
func (i *sourceImport) title(took []*ingest.Importer) string {
	names := make([]string, len(took))
	for n, m := range took {
		names[n] = m.Name()
	}
	if len(names) == 0 {
		names = []string{cmp.Or(i.store.Name, i.Store)}
	}
	if len(names) > 4 {
		return fmt.Sprintf("%d stores", len(names))
	}
	return strings.Join(names, ", ")
}

// maintain tidies a store that got new rows.
func (i *sourceImport) maintain(ctx context.Context, m *ingest.Importer) error {
	if m.Progress.Report().DataFiles == 0 {
		return nil
	}
	store, err := i.d.findStore(ctx, m.Store())
	if err != nil {
		return err
	}
	o := ingest.Maintenance{Expiry: lake.DefaultExpiry, Retention: time.Duration(store.RetentionDays) * 24 * time.Hour, SkipCompaction: i.o.noCompact}
	tidied, err := ingest.Maintain(ctx, m.Table(), store.ID, i.d.state, o)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("the events are in, but the lake could not be tidied: %w", err)
	}
	if tidied.ExpiredRows > 0 {
		i.a.say("%s dropped: older than the %d days that %s keeps", term.Things(tidied.ExpiredRows, "event was", "events were"), store.RetentionDays, store.Name)
	}
	_, err = i.d.purge(ctx)
	return err
}
