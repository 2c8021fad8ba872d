package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
	"tarn/internal/job"
	"tarn/internal/query"
)

// metrics are what /metrics shows: docs/server.md lists them.
type metrics struct {
	registry *prometheus.Registry
	calls    *prometheus.CounterVec
	took     *prometheus.HistogramVec
}

func newMetrics(d *dataDir, queries *query.Service, jobs *job.Jobs, journal *audit.Journal, log *slog.Logger) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tarn_api_calls_total", Help: "Calls of the AWS APIs, by service, operation and error code (empty: none)."},
			[]string{"service", "operation", "code"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "tarn_api_call_seconds", Help: "How long calls of the AWS APIs took.", Buckets: []float64{.001, .005, .01, .05, .1, .5, 1, 5, 30}},
			[]string{"service"}),
	}
	m.registry.MustRegister(m.calls, m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		&gauges{d: d, queries: queries, jobs: jobs, journal: journal, log: log})
	return m
}

// counted is a Recorder that counts what another one records, and notes it in the log.
type counted struct {
	awsapi.Recorder
	m   *metrics
	log *slog.Logger
}

func (c counted) After(ctx context.Context, call *awsapi.Call, in wire.Shape, out any, failed *wire.Error) error {
	code, level := "", slog.LevelInfo
	if failed != nil {
		if code = failed.Code; failed.Status >= 500 {
			level = slog.LevelError
		}
	}
	operation := call.Operation
	if _, known := call.Service.Operations[operation]; !known && len(call.Service.Operations) > 0 {
		operation = "other" // a name that a client made up would be a series of its own
	}
	took := time.Since(call.Time)
	c.m.calls.WithLabelValues(call.Service.Name, operation, code).Inc()
	c.m.took.WithLabelValues(call.Service.Name).Observe(took.Seconds())
	attrs := []slog.Attr{slog.String("request", call.ID), slog.String("service", call.Service.Name), slog.String("operation", call.Operation), slog.String("key", call.Key.ID),
		slog.String("address", call.Address), slog.Duration("took", took)}
	if id := awsapi.QueryOf(in, out); id != "" {
		attrs = append(attrs, slog.String("query", id))
	}
	if code != "" {
		attrs = append(attrs, slog.String("error", code))
	}
	c.log.LogAttrs(ctx, level, "call", attrs...)
	return c.Recorder.After(ctx, call, in, out, failed)
}

// gauges are values that are looked up when they are asked for, at most every gaugeLife.
type gauges struct {
	d       *dataDir
	queries *query.Service
	jobs    *job.Jobs
	journal *audit.Journal
	log     *slog.Logger

	mu    sync.Mutex
	kept  []prometheus.Metric
	until time.Time
}

const gaugeLife = time.Minute

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("tarn_"+name, help, labels, nil)
}

var (
	objectsGauge    = gauge("objects", "Source objects that were read, by event data store.", "store")
	eventsGauge     = gauge("events", "Events that were brought in, by event data store.", "store")
	quarantineGauge = gauge("quarantine_entries", "Objects and records that could not be read, by event data store.", "store")
	lagGauge        = gauge("arrival_lag_seconds", "Age of the youngest event of the last week, by event data store, account and region.", "store", "account", "region")
	jobGauge        = gauge("job_last_success_seconds", "Time since a job's last run that succeeded ended; of jobs that have had one.", "job")
	jobFailedGauge  = gauge("job_failed", "Whether a job's last run failed, or waits to be tried again.", "job")
	jobBehindGauge  = gauge("job_behind_seconds", "Time since the end of the last interval that a job's schedule has done; of schedules that are followed.", "job")
	commitsGauge    = gauge("commits_total", "Snapshots that this process added to the lake's tables.")
	queuedGauge     = gauge("queries_queued", "Statements that wait for a place.")
	runningGauge    = gauge("queries_running", "Statements that run.")
	pendingGauge    = gauge("audit_pending_events", "Calls that are recorded in the journal and not yet in the store tarn-audit.")
	writableGauge   = gauge("audit_writable", "Whether calls can be recorded: what changes something is refused while it is 0.")
	diskFreeGauge   = gauge("disk_free_bytes", "Free space where the data directory is.")
	diskSizeGauge   = gauge("disk_size_bytes", "Space where the data directory is.")
	folderGauge     = gauge("folder_bytes", "What lies in a folder of the data directory; lake has the cache of a lake in a bucket, too.", "folder")
)

// Describe implements prometheus.Collector: the values are described with themselves.
func (g *gauges) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (g *gauges) Collect(out chan<- prometheus.Metric) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now := time.Now(); now.After(g.until) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		g.kept = g.kept[:0]
		if err := g.stores(ctx); err != nil {
			g.log.Error("metrics", "err", err)
		}
		if err := g.jobRuns(ctx); err != nil {
			g.log.Error("metrics", "err", err)
		}
		g.disk()
		g.until = now.Add(gaugeLife)
	}
	for _, m := range g.kept {
		out <- m
	}
	value := func(d *prometheus.Desc, kind prometheus.ValueType, v float64) {
		out <- prometheus.MustNewConstMetric(d, kind, v)
	}
	queued, running := g.queries.Active()
	pending, _ := g.journal.Pending()
	writable := 1.0
	if g.journal.Ready() != nil {
		writable = 0
	}
	value(commitsGauge, prometheus.CounterValue, float64(g.d.lake.Commits()))
	value(queuedGauge, prometheus.GaugeValue, float64(queued))
	value(runningGauge, prometheus.GaugeValue, float64(running))
	value(pendingGauge, prometheus.GaugeValue, float64(pending))
	value(writableGauge, prometheus.GaugeValue, writable)
}

func (g *gauges) keep(d *prometheus.Desc, v float64, labels ...string) {
	g.kept = append(g.kept, prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...))
}

func (g *gauges) stores(ctx context.Context) error {
	stores, err := g.d.state.Stores(ctx)
	if err != nil {
		return err
	}
	for _, s := range stores {
		objects, events, err := g.d.state.Totals(ctx, s.ID)
		if err != nil {
			return err
		}
		quarantined, err := g.d.state.QuarantineCount(ctx, s.ID)
		if err != nil {
			return err
		}
		g.keep(objectsGauge, float64(objects), s.Name)
		g.keep(eventsGauge, float64(events), s.Name)
		g.keep(quarantineGauge, float64(quarantined), s.Name)
		if s.ID == auth.AuditStore || s.Status == catalog.PendingDeletion || events == 0 {
			continue
		}
		if err := g.lag(ctx, s); err != nil {
			return fmt.Errorf("the arrival lag of %s: %w", s.Name, err)
		}
	}
	return nil
}

// mostPlaces bounds the series of a store.
const mostPlaces = 1000

func (g *gauges) lag(ctx context.Context, s catalog.EventDataStore) error {
	last, err := lastEvents(ctx, g.queries, []catalog.EventDataStore{s}, time.Now().AddDate(0, 0, -7))
	places := mostPlaces
	for p, at := range last {
		if places--; places < 0 {
			break
		}
		g.keep(lagGauge, time.Since(at).Seconds(), s.Name, p.Account, p.Region)
	}
	return err
}

// jobRuns says of each job that has run how its runs went.
func (g *gauges) jobRuns(ctx context.Context) error {
	for _, d := range g.jobs.Load().Jobs {
		last, err := g.jobs.Store.FindJobRuns(ctx, job.RunFilter{Job: d.Name, Max: 1})
		if err != nil {
			return err
		}
		if len(last) == 0 {
			continue
		}
		failed := 0.0
		if last := last[0]; last.State == job.Failed || last.State == job.UpForRetry {
			failed = 1
		}
		g.keep(jobFailedGauge, failed, d.Name)
		good, err := g.jobs.Store.FindJobRuns(ctx, job.RunFilter{Job: d.Name, States: []job.State{job.Success}, Max: 1})
		if err != nil {
			return err
		}
		if len(good) > 0 {
			g.keep(jobGauge, time.Since(good[0].Ended).Seconds(), d.Name)
		}
		followed, err := g.jobs.Enabled(ctx, d)
		if err != nil {
			return err
		}
		if s, err := g.jobs.Store.JobSettings(ctx, d.Name); err != nil {
			return err
		} else if followed && d.Schedule != "" && !s.Bookmark.IsZero() {
			g.keep(jobBehindGauge, time.Since(s.Bookmark).Seconds(), d.Name)
		}
	}
	return nil
}

func (g *gauges) disk() {
	found := g.d.disk.look(g.d.dir)
	if found.Size > 0 {
		g.keep(diskFreeGauge, float64(found.Free))
		g.keep(diskSizeGauge, float64(found.Size))
	}
	for _, f := range found.Folders {
		g.keep(folderGauge, float64(f.Bytes), f.Name)
	}
}
