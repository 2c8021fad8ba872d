package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"tarn/internal/blob"
	"tarn/internal/demo"
	"tarn/internal/ingest"
	"tarn/internal/source"
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
		Short: "Load log files into event data stores",
		Long: `Reads AWS log files from a file, a folder or an S3 bucket, and keeps each record exactly
once. Objects that were read before are skipped, so that the same command can be run again at
any time, also after it was killed. Records that cannot be read go to quarantine.

The format of each object is found by its key, as AWS delivers it, and otherwise by its
content; --format says that all are of one. CloudTrail's events go to the event data store
cloudtrail, other logs to a store of their format, a table of the database default: see
docs/formats.md. Stores are made when there is something for them; --store names another one,
for the records of its kind. Objects that are in no known format are named in the report.

Without an address the sources of 'tarn source list' are imported.

Exit codes: 0 all is in; 3 something failed or was quarantined, and all else is in;
1 the import stopped; 2 wrong usage; 130 interrupted, and what was read is in.`,
		Example: `  tarn import ./AWSLogs
  tarn import s3://my-elb-logs/ --format alb
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
