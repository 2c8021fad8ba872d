package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/demo"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/source"
	"tarn/internal/term"
)

// importOptions are the flags of tarn import.
type importOptions struct {
	source    sourceFlags
	full      bool
	again     bool
	dryRun    bool
	watch     bool
	every     time.Duration
	workers   int
	maxRecord int
	noCompact bool
	output    string
	// arrivals leaves out what arrived at a source while the store's ingestion was off, for sources that are followed.
	arrivals bool
}

func newImportCommand(a *app) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import [PATH|s3://BUCKET/PREFIX]",
		Short: "Load log files into an event data store",
		Long: `Reads CloudTrail log files from a file, a folder or an S3 bucket, and keeps each event
exactly once. Objects that were read before are skipped, so that the same command can be run
again at any time, also after it was killed. Records that cannot be read go to quarantine.

Without an address the sources of 'tarn source list' are imported. The first import makes the
event data store cloudtrail.

Exit codes: 0 all is in; 3 something failed or was quarantined, and all else is in;
1 the import stopped; 2 wrong usage; 130 interrupted, and what was read is in.`,
		Example: `  tarn import ./AWSLogs
  tarn import s3://my-trail-bucket/AWSLogs/ --from 2024-01-01 --region us-east-1 --dry-run
  tarn import s3://my-trail-bucket/AWSLogs/ --profile audit --role-arn arn:aws:iam::123456789012:role/logs
  tarn import s3://my-trail-bucket/AWSLogs/ --watch`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runImport(cmd.Context(), a, o, args)
		},
	}
	f := cmd.Flags()
	o.source.register(a, cmd)
	f.BoolVar(&o.full, "full", false, "list everything, not only the days since the last import")
	f.BoolVar(&o.again, "again", false, "read objects that were imported before, too")
	f.BoolVar(&o.dryRun, "dry-run", false, "print what there is to read and what it would cost, and read nothing")
	f.BoolVar(&o.watch, "watch", false, "go on looking for new objects until interrupted")
	f.DurationVar(&o.every, "every", time.Minute, "with --watch, the `time` between two looks")
	f.IntVar(&o.workers, "workers", 0, "objects that are read at the same time (default one a core, at most 4)")
	f.IntVar(&o.maxRecord, "max-record", 0, "`bytes` from which a record goes to quarantine (default 32 MB)")
	f.BoolVar(&o.noCompact, "no-compact", false, "do not put small files together afterwards")
	outputFlag(cmd, &o.output)
	return cmd
}

// maxWorkers bounds the memory: each worker takes some 100 MB.
const maxWorkers = 64

// check refuses what cannot be meant.
func (o *importOptions) check() error {
	switch {
	case o.workers < 0 || o.workers > maxWorkers:
		return usageError("--workers %d: give a number from 1 to %d", o.workers, maxWorkers)
	case o.maxRecord < 0:
		return usageError("--max-record %d: give a number of bytes from 1 on", o.maxRecord)
	case o.every <= 0:
		return usageError("--every %v: give a time, as in 30s", o.every)
	case o.watch && o.dryRun:
		return usageError("--watch and --dry-run do not go together; leave one out")
	}
	return nil
}

func runImport(ctx context.Context, a *app, o importOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	d, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	if _, err := o.sources(ctx, a, d, args); err != nil {
		return err
	}
	for {
		// Stores that every source feeds may be new.
		sources, err := o.sources(ctx, a, d, args)
		if err != nil {
			return err
		}
		incomplete := false
		for _, src := range sources {
			bad, err := o.importSource(ctx, a, d, src)
			if err != nil && !(o.watch && ctx.Err() == nil && temporary(err)) {
				return err
			}
			if err != nil {
				a.say("%s: %v; trying again in %v", src.URI, err, o.every)
			}
			incomplete = incomplete || bad
		}
		if !o.watch {
			if incomplete {
				return &exitError{code: exitIncomplete, err: errors.New("not everything could be read"), quiet: true}
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(o.every):
		}
	}
}

// temporary reports whether a watch goes on after an error.
func temporary(err error) bool {
	return errors.Is(err, blob.ErrUnreachable) || errors.Is(err, blob.ErrServer) || errors.Is(err, blob.ErrCredentials) || errors.Is(err, blob.ErrRefused)
}

// sources are the address that was given, or all that are followed.
func (o *importOptions) sources(ctx context.Context, a *app, d *dataDir, args []string) ([]source.Source, error) {
	if len(args) == 1 {
		src, err := o.source.source(ctx, a, d, args[0])
		return []source.Source{src}, err
	}
	o.arrivals = true
	sources, err := d.feeds(ctx)
	if err == nil && len(sources) == 0 {
		err = usageError("give a path or s3://bucket/prefix, or add a source with 'tarn source add'")
	}
	return sources, err
}

// importSource imports one source and says what it did. bad means that something failed or was quarantined.
func (o *importOptions) importSource(ctx context.Context, a *app, d *dataDir, src source.Source) (bad bool, err error) {
	if err := d.keepDemoApart(ctx, src.URI); err != nil {
		return false, err
	}
	bucket, root, err := src.Open(ctx)
	if err != nil {
		return false, err
	}
	store, table, err := d.store(ctx, src.Store, true)
	if err != nil {
		return false, err
	}
	if store.Status == catalog.PendingDeletion {
		return false, fmt.Errorf("event data store %s waits for its deletion; 'tarn store restore %s' takes it back", store.Name, store.Name)
	}
	if store.Kind == catalog.Activity {
		return false, fmt.Errorf("event data store %s takes the events that PutAuditEvents brings; name another one with --store", store.Name)
	}
	walked, err := d.state.Walked(ctx, src.URI, store.ID)
	if err != nil {
		return false, err
	}
	plan := src.Plan(walked)
	plan.Kinds = cloudTrailKinds
	// A folder is listed in no time, and files in it are replaced at any place.
	plan.Full = o.full || o.again || !strings.HasPrefix(src.URI, "s3://")
	if since := store.Since(); o.arrivals && since.After(plan.From) {
		plan.From = since.Add(-lateDelivery)
	}
	if o.dryRun {
		return false, o.estimate(ctx, a, d, store, bucket, root, plan)
	}
	options := ingest.Options{
		Workers: o.workers, MaxRecord: cmp.Or(o.maxRecord, a.config.Import.MaxRecord), MinFree: a.config.Import.MinFreeDisk, Again: o.again,
		Say: func(s string) { a.say("%s", s) }, Log: a.log,
	}
	if options.Workers = cmp.Or(o.workers, a.config.Import.Workers); options.Workers == 0 {
		options.Workers = min(runtime.NumCPU(), 4)
	}
	if o.watch {
		options.CommitEvery = time.Minute
	}
	if options.Select, err = a.matcher(ctx, d, store); err != nil {
		return false, err
	}
	importer := ingest.New(d.dir, d.lake, table, store.ID, d.state, options)
	var end source.Walked
	stop := a.watchImport(ctx, importer, d.demo(), func(ctx context.Context) (source.Count, error) {
		bucket, root, err := src.Open(ctx)
		if err != nil {
			return source.Count{}, err
		}
		e, err := source.Measure(ctx, bucket, root, plan, o.known(d, store))
		return e.New, err
	})
	left := map[string]int64{}
	report, err := importer.Run(ctx, func(ctx context.Context, yield func(ingest.Found) error) (err error) {
		end, err = source.Walk(ctx, bucket, root, plan, func(f source.Found) error {
			if o.arrivals && f.Err == nil && f.Skip == "" && !store.Arrives(f.ModTime) {
				f.Skip = "which arrived while " + store.Name + " took nothing; StartImport or 'tarn import ADDRESS' brings them in"
			}
			if f.Skip != "" && !o.watch {
				left[f.Skip]++
			}
			return yield(foundObject(bucket, f))
		})
		return err
	})
	stop()
	for _, why := range slices.Sorted(maps.Keys(left)) {
		a.say("left out: %s, %s", term.Things(left[why], "object", "objects"), why)
	}
	if end.Unplaced > 0 {
		a.say("left out: %s, whose key tells no account or region", term.Things(end.Unplaced, "object", "objects"))
	}
	if err == nil && !report.Interrupted && report.Objects.Unavailable == 0 {
		src.Store = store.ID
		err = d.state.SetWalked(ctx, src, end.State)
	}
	if !o.watch || report.Events.Records > 0 || report.Objects.Failed > 0 {
		if printErr := a.printReport(o.output, d, store, report); err == nil {
			err = printErr
		}
	}
	if err != nil {
		return true, err
	}
	if report.Interrupted {
		if o.watch {
			return false, nil
		}
		return true, &exitError{code: exitInterrupted, err: errors.New("interrupted; what was read is in, and the same command goes on from there")}
	}
	if report.DataFiles > 0 {
		m := ingest.Maintenance{Expiry: lake.DefaultExpiry, Retention: time.Duration(store.RetentionDays) * 24 * time.Hour, SkipCompaction: o.noCompact}
		tidied, err := ingest.Maintain(ctx, table, store.ID, d.state, m)
		if err != nil && ctx.Err() == nil {
			return true, fmt.Errorf("the events are in, but the lake could not be tidied: %w", err)
		}
		if tidied.ExpiredRows > 0 {
			a.say("%s dropped: older than the %d days that %s keeps", term.Things(tidied.ExpiredRows, "event was", "events were"), store.RetentionDays, store.Name)
		}
		if _, err := d.purge(ctx); err != nil {
			return true, err
		}
	}
	return report.Objects.Failed > 0 || report.Events.Quarantined > 0, nil
}

// known tells which objects the ledger has.
func (o *importOptions) known(d *dataDir, store catalog.EventDataStore) func(context.Context, blob.Object) (bool, error) {
	return func(ctx context.Context, b blob.Object) (bool, error) {
		_, complete, err := d.state.Progress(ctx, store.ID, ingest.Object{URI: b.URI, Version: b.Version, ETag: b.ETag, Size: b.Size})
		return complete && !o.again, err
	}
}

// cloudTrailKinds are the folders of CloudTrail under AWSLogs/ACCOUNT.
var cloudTrailKinds = []string{"CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight"}

// foundObject is what a walk found, as an importer takes it.
func foundObject(bucket blob.Bucket, f source.Found) ingest.Found {
	object := f.Object
	return ingest.Found{
		Object:   ingest.Object{URI: object.URI, Version: object.Version, ETag: object.ETag, Size: object.Size},
		Modified: object.ModTime, Archived: object.Archived(), Err: f.Err, Skip: f.Skip != "" || path.Base(object.Key) == demo.TruthFile,
		Open: func(ctx context.Context) (ingest.Body, error) {
			body, err := bucket.Open(ctx, object)
			if err != nil {
				return ingest.Body{}, err
			}
			return ingest.Body{ReadCloser: body, Version: body.Object.Version, Metadata: body.Metadata}, nil
		},
		Archives: func(err error) bool { return errors.Is(err, blob.ErrArchived) },
	}
}

// fileFound is an entry of a listing, as an importer takes it.
func fileFound(bucket blob.Bucket, e blob.Entry) ingest.Found {
	return foundObject(bucket, source.Found{Object: e.Object, Err: e.Err})
}

// keepDemoApart refuses to mix the demonstration's events with real ones. A data directory without events becomes the
// demonstration's by the first import from it.
func (d *dataDir) keepDemoApart(ctx context.Context, uri string) error {
	isDemo := false
	if !strings.Contains(uri, "://") {
		path, err := resolve(uri)
		if err == nil && (within(d.dir, path) || within(path, d.dir)) {
			return usageError("%s holds the data directory %s, which are not logs; name the folder of the logs", uri, d.dir)
		}
		for dir := path; err == nil; dir = filepath.Dir(dir) {
			if _, err := demo.ReadTruth(dir); err == nil {
				isDemo = true
			}
			if isDemo || dir == filepath.Dir(dir) {
				break
			}
		}
	}
	switch {
	case isDemo == d.marker.Demo:
		return nil
	case !isDemo:
		return fmt.Errorf("%s holds the demonstration; name another data directory with --data for your own logs", d.dir)
	}
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return err
	}
	for _, s := range stores {
		objects, _, err := d.state.Totals(ctx, s.ID)
		if err != nil {
			return err
		}
		if objects > 0 {
			return fmt.Errorf("%s holds demonstration logs and %s real ones; name another data directory with --data for the demonstration", uri, d.dir)
		}
	}
	d.marker.Demo = true
	return d.writeMarker()
}

// printReport writes the report of an import to stdout, and its first problems to stderr.
func (a *app) printReport(output string, d *dataDir, store catalog.EventDataStore, r ingest.Report) error {
	for _, p := range r.Problems {
		if p.Record >= 0 {
			a.say("%s: record %d at offset %d: %s", p.Object, p.Record, p.Offset, p.Reason)
		} else {
			a.say("%s: %s", p.Object, p.Reason)
		}
	}
	if total := r.Objects.Failed + r.Events.Quarantined; total > int64(len(r.Problems)) && len(r.Problems) > 0 {
		a.say("… and %d more; 'tarn quarantine list' lists them", total-int64(len(r.Problems)))
	}
	if output == "json" {
		return a.printJSON(r)
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%sImport into %s\n", d.demo(), store.Name)
	fmt.Fprintf(w, "  Objects\t%s found\t%s new, %s skipped, %s failed", grouped(r.Objects.Found), grouped(r.Objects.New), grouped(r.Objects.Skipped), grouped(r.Objects.Failed))
	if r.Objects.Digests > 0 {
		fmt.Fprintf(w, ", %s digests", grouped(r.Objects.Digests))
	}
	if r.Objects.Archived > 0 {
		fmt.Fprintf(w, ", %s archived", grouped(r.Objects.Archived))
	}
	fmt.Fprintf(w, "\n  Events\t%s in\t%s duplicates, %s quarantined", grouped(r.Events.In), grouped(r.Events.Duplicates), grouped(r.Events.Quarantined))
	if r.Events.Conflicts > 0 {
		fmt.Fprintf(w, " (%s of them conflicts)", grouped(r.Events.Conflicts))
	}
	if r.Events.LeftOut > 0 {
		fmt.Fprintf(w, ", %s left out by the store's selectors", grouped(r.Events.LeftOut))
	}
	fmt.Fprintf(w, "\n  Read\t%s\t%s of JSON\n", byteCount(r.Bytes), byteCount(r.DecodedBytes))
	fmt.Fprintf(w, "  Written\t%s\t%s files, %s commits\n", byteCount(r.DataBytes), grouped(int64(r.DataFiles)), grouped(int64(r.Commits)))
	fmt.Fprintf(w, "  Time\t%.1f s\t%s events a second\n", r.Seconds, grouped(int64(r.EventsPerSec)))
	if r.Interrupted {
		fmt.Fprintf(w, "  Interrupted: run the same command again to go on\n")
	}
	return w.Flush()
}

// grouped writes a number with a comma every three digits.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// newSourceID names a source.
func newSourceID() string { return uuid.NewString()[:8] }
