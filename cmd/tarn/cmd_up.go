package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/awsapi/cloudtrail"
	"tarn/internal/catalog"
	"tarn/internal/disk"
	"tarn/internal/icebergrest"
	"tarn/internal/imports"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/objects"
)

// upOptions are the flags of tarn up.
type upOptions struct {
	listenOptions
	every time.Duration
}

func newUpCommand(a *app) *cobra.Command {
	var o upOptions
	cmd := &cobra.Command{
		Use:   "up",
		Short: "Serve the lake: follow its sources, answer AWS's clients, and let other engines read its tables",
		Long: `Runs until it is interrupted. It imports what is new at the sources of 'tarn source list', looks
after the lake's files, and answers AWS's clients whose endpoint URL is its address. At another
address it serves the console, whose link signs in once, and the Iceberg REST catalog, through
which Trino, Spark, PyIceberg and DuckDB read the lake's tables while Tarn writes them. Clients
need a key: 'tarn key create'. Where there is none yet, and only this machine can reach the
server, it makes one and prints it.

The catalog hands out no credentials for the files themselves: an engine has to reach them
with its own.

An address that other machines can reach is served with TLS only, unless --plain-http says that
something in front of Tarn has it.

Exit codes: 0 it was asked to end; 1 it could not go on; 2 wrong usage.`,
		Example: `  tarn up
  tarn up --listen 0.0.0.0:8900 --tls-cert server.pem --tls-key server.key
  tarn key create trino`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runUp(cmd.Context(), a, o)
		},
	}
	cmd.Flags().StringVar(&o.listen, "listen", "", "`address` of the AWS APIs (default "+defaultListen+")")
	cmd.Flags().StringVar(&o.console, "console", "", "`address` of the console and the Iceberg REST catalog (default "+defaultConsole+")")
	cmd.Flags().StringVar(&o.tlsCert, "tls-cert", "", "serve with TLS, with the certificate of this `file`")
	cmd.Flags().StringVar(&o.tlsKey, "tls-key", "", "the `file` with the certificate's private key")
	cmd.Flags().BoolVar(&o.selfSigned, "tls-self-signed", false, "serve with TLS, with a certificate that Tarn makes and keeps in the data directory")
	cmd.Flags().BoolVar(&o.plainHTTP, "plain-http", false, "serve without TLS where other machines reach it, too")
	cmd.Flags().DurationVar(&o.every, "every", time.Minute, "the `time` between two looks at the sources")
	return cmd
}

func runUp(ctx context.Context, a *app, o upOptions) error {
	if o.every <= 0 {
		return usageError("--every %v: give a time, as in 30s", o.every)
	}
	d, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	unlock, err := d.lockServer(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	a.serving = true
	service, err := a.queries(ctx)
	if err != nil {
		return err
	}
	where := o.merged(a.config.Server)
	encrypted, err := where.certificate(d.dir)
	if err != nil {
		return err
	}
	loopback, err := where.guard(ctx, d, encrypted != nil)
	if err != nil {
		return err
	}
	home, err := d.home(ctx, a.config.Home)
	if err != nil {
		return err
	}
	buckets, err := a.buckets(d)
	if err != nil {
		return err
	}
	if _, _, err := d.auditStore(ctx, true); err != nil {
		return err
	}
	record := a.recorded(d)
	if record.journal, err = audit.Open(d.auditDir()); err != nil {
		return err
	}
	defer record.journal.Close()
	names := append(a.config.Server.hosts(), certificateNames([]string{where.listen, where.console})...)
	ring := auth.NewRing(d.state)
	jobs, err := a.jobs(ctx)
	if err != nil {
		return err
	}
	figures := newMetrics(d, service, jobs, record.journal, a.log)
	catalog := http.NewServeMux()
	figuresAt(catalog, figures, ring, func() error { return errors.Join(record.journal.Ready(), d.ready(ctx)) })
	catalog.Handle("/iceberg/", http.StripPrefix("/iceberg", icebergrest.Handler(lakeTables{d}, d.state, recordReads(record.journal, home, a.log), a.log)))
	channels := newChannelJournal(d)
	trails := imports.New(imports.Options{Store: d.state, Run: a.importTrail(d, buckets), Log: a.log})
	defer trails.Close()
	if err := trails.Resume(ctx); err != nil {
		return err
	}
	a.beside = append(a.beside, func(ctx context.Context) { channels.run(ctx, a) })
	services := aws{data: d, query: service, buckets: buckets, home: home, log: a.log, journal: record.journal, imports: trails, channels: channels}
	services.metrics, services.lookupStore, services.hosts = figures, a.config.LookupStore, names
	if err := services.openDeliveries(); err != nil {
		return err
	}
	defer services.deliver(ctx)()
	services.schedule = &cloudtrail.Schedule{Home: home, Key: d.keyNamed, Log: a.log}
	a.beside = append(a.beside, services.schedule.Run)
	watch, err := a.watch(ctx, figures)
	if err != nil {
		return err
	}
	a.beside = append(a.beside, watch)
	door := services.door(ring)
	page := a.console(d, services, door, ring, encrypted != nil)
	defer page.Close()
	catalog.Handle("/", page)
	clients, err := listen("listen", where.listen, newGate(services.handler(ring, door), names, a.log), encrypted)
	if err != nil {
		return err
	}
	defer clients.listener.Close()
	console, err := listen("console", where.console, newGate(catalog, names, a.log), encrypted)
	if err != nil {
		return err
	}
	defer console.listener.Close()
	if loopback {
		if err := a.firstKey(ctx, d, home.Region, clients.url()); err != nil {
			return err
		}
	}
	link, err := a.signInLink(ctx, d, page, console.url(), loopback)
	if err != nil {
		return err
	}
	if err := a.greet(ctx, d, clients, console, link, o.every); err != nil {
		return err
	}
	return a.serve(ctx, d, buckets, o.every, clients, console)
}

// serve runs until ctx ends.
func (a *app) serve(ctx context.Context, d *dataDir, buckets *objects.Buckets, every time.Duration, faces ...*face) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var work sync.WaitGroup
	for _, f := range faces {
		work.Go(func() {
			if err := f.server.Serve(f.listener); !errors.Is(err, http.ErrServerClosed) {
				stop(fmt.Errorf("the server failed: %w", err))
			}
		})
	}
	for _, run := range a.beside {
		work.Go(func() { run(ctx) })
	}
	work.Go(func() { a.follow(ctx, d, buckets, every) })
	jobs, err := a.jobs(ctx)
	if err != nil {
		return err
	}
	work.Go(func() { jobs.Follow(ctx, 10*time.Second) })
	recording, finish := context.WithCancel(context.WithoutCancel(ctx))
	defer finish()
	var record sync.WaitGroup
	record.Go(func() {
		a.audit.follow(recording, func(err error) { a.log.Error("the record of calls could not be brought into the lake", "err", err) })
	})
	<-ctx.Done()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	for _, f := range faces {
		work.Go(func() {
			if f.server.Shutdown(ending) != nil {
				f.server.Close()
			}
		})
	}
	work.Go(func() { a.service.Drain(ending) })
	work.Wait()
	finish()
	record.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// greet says what is served and where.
func (a *app) greet(ctx context.Context, d *dataDir, clients, console *face, link string, every time.Duration) error {
	sources, err := d.state.Sources(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%sTarn %s, with the lake at %s\n", d.demo(), version, d.dir)
	fmt.Fprintf(a.stdout, "  Console                %s\n", link)
	fmt.Fprintf(a.stdout, "  AWS APIs               %s\n", clients.url())
	fmt.Fprintf(a.stdout, "  Iceberg REST catalog   %s/iceberg, namespace %s\n", console.url(), icebergrest.Namespace)
	if len(sources) == 0 {
		fmt.Fprintf(a.stdout, "  Sources                none: 'tarn source add s3://bucket/prefix' adds one\n")
	} else {
		fmt.Fprintf(a.stdout, "  Sources                %d, looked at every %v\n", len(sources), every)
	}
	fmt.Fprintf(a.stdout, "Ctrl-C ends it.\n")
	return nil
}

// lockServer makes sure that one server has the data directory. The lock falls with the process.
func (d *dataDir) lockServer(ctx context.Context) (func(), error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	unlock, err := disk.LockFile(ctx, filepath.Join(d.dir, "server.lock"), cancel)
	if errors.Is(err, context.Canceled) {
		err = fmt.Errorf("another 'tarn up' has the data directory %s; end that one first, or name another with --data", d.dir)
	}
	return unlock, err
}

// follow imports what is new at the sources, and looks after the stores that none feeds. What fails is tried again.
func (a *app) follow(ctx context.Context, d *dataDir, buckets *objects.Buckets, every time.Duration) {
	o := importOptions{watch: true, every: every, output: "table", arrivals: true}
	var tidied time.Time
	for ctx.Err() == nil {
		sources, err := d.feeds(ctx)
		if err != nil && ctx.Err() == nil {
			a.say("the sources cannot be read: %v; trying again in %v", err, every)
		}
		for _, src := range sources {
			if _, err := o.importSource(ctx, a, d, src); err != nil && ctx.Err() == nil {
				a.say("%s: %v; trying again in %v", src.URI, err, every)
			}
		}
		if time.Since(tidied) > time.Hour {
			if err := d.tidy(ctx); err != nil && ctx.Err() == nil {
				a.say("the lake could not be tidied: %v", err)
			}
			if err := d.tidyTables(ctx); err != nil && ctx.Err() == nil {
				a.say("the tables of databases could not be tidied: %v", err)
			}
			if err := a.service.Sweep(ctx, time.Now()); err != nil && ctx.Err() == nil {
				a.say("old query results could not be removed: %v", err)
			}
			if err := buckets.Sweep(ctx, 24*time.Hour); err != nil && ctx.Err() == nil {
				a.say("what ended writers left in the buckets could not be removed: %v", err)
			}
			tidied = time.Now()
		}
		select {
		case <-ctx.Done():
		case <-time.After(every):
		}
	}
}

// tidy compacts every store, expires what is old, and removes the stores whose days of pending deletion are over.
func (d *dataDir) tidy(ctx context.Context) error {
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return err
	}
	for _, s := range stores {
		if s.Status == catalog.PendingDeletion {
			continue
		}
		t, err := d.table(ctx, s)
		if err != nil {
			return err
		}
		m := ingest.Maintenance{Expiry: lake.DefaultExpiry, Retention: time.Duration(s.RetentionDays) * 24 * time.Hour}
		if _, err := ingest.Maintain(ctx, t, s.ID, d.state, m); err != nil {
			return fmt.Errorf("store %s: %w", s.Name, err)
		}
	}
	_, err = d.purge(ctx)
	return err
}
