package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/decode"
	"tarn/internal/engine"
	"tarn/internal/engine/duckdb"
	"tarn/internal/lake"
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
	"tarn/internal/term"
)

// app is what every command gets: the streams, the settings, and the data directory once it is asked for.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	dataFlag, configFlag string
	verbose              bool

	dataDir string
	config  config
	log     *slog.Logger

	// beside runs as long as the server does.
	beside []func(context.Context)

	data    *dataDir
	engine  engine.Engine
	service *query.Service
	// serving says that this process is the directory's server: it keeps executions and their results.
	serving bool
	audit   *auditLog
	// typed is the command as the record of calls has it; nil for one that is not in it.
	typed *commandRecord
}

// recorded is the record of calls.
func (a *app) recorded(d *dataDir) *auditLog {
	if a.audit == nil {
		a.audit = &auditLog{d: d, say: a.say}
	}
	return a.audit
}

// configure settles where the data is: flag beats environment beats tarn.yaml beats default.
func (a *app) configure(cmd *cobra.Command) error {
	a.dataDir = cmp.Or(a.dataFlag, os.Getenv("TARN_DATA"))
	path := cmp.Or(a.configFlag, os.Getenv("TARN_CONFIG"))
	explicit := path != ""
	if !explicit {
		path = filepath.Join(cmp.Or(a.dataDir, defaultDataDir()), "tarn.yaml")
	}
	var err error
	if a.config, err = readConfig(path, explicit); err != nil {
		return &exitError{code: exitUsage, err: err}
	}
	a.dataDir = cmp.Or(a.dataDir, a.config.Data, defaultDataDir())
	a.log = a.config.Log.open(a.stderr, a.verbose)
	return nil
}

// defaultDataDir is the platform's place for a program's data.
func defaultDataDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "tarn-data"
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "tarn")
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "tarn")
	}
	return filepath.Join(home, ".local", "share", "tarn")
}

func (a *app) close() {
	if a.service != nil {
		a.service.Close()
		a.engine.Close()
	}
	if a.data != nil {
		a.data.close()
	}
}

// say writes a sentence to the person at the terminal. It may name objects, and an object's name may hold anything.
func (a *app) say(format string, args ...any) {
	fmt.Fprintf(term.SafeWriter{W: a.stderr}, format+"\n", args...)
}

// open opens the data directory; with create it is made where there is none.
func (a *app) open(ctx context.Context, create bool) (*dataDir, error) {
	if a.data != nil {
		return a.data, nil
	}
	return a.openDir(ctx, create, false)
}

// openMoved opens a data directory that may have been moved here, to relocate it.
func (a *app) openMoved(ctx context.Context) (*dataDir, error) { return a.openDir(ctx, false, true) }

func (a *app) openDir(ctx context.Context, create, moved bool) (*dataDir, error) {
	d, err := openDataDir(ctx, a.dataDir, a.config.Lake, create, moved, a.log, a.say)
	if err != nil {
		return nil, err
	}
	if _, err := a.buckets(d); err != nil {
		d.close()
		return nil, err
	}
	a.data = d
	if err := a.typed.begin(ctx, a, d); err != nil {
		return nil, err
	}
	return d, nil
}

// recoverFor bounds how long a program's start waits for a bucket from which an interrupted statement's files have to be removed.
const recoverFor = 5 * time.Second

// queries is the service that runs statements. Where there is no data directory yet, statements that read no tables run.
func (a *app) queries(ctx context.Context) (*query.Service, error) {
	if a.service != nil {
		return a.service, nil
	}
	memory, err := a.config.Query.memory()
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	o := duckdb.Options{MemoryLimit: memory, Threads: a.config.Query.Threads, Natives: natives}
	if a.serving {
		o.Slots = a.config.Query.slots(memory)
	}
	var prepared query.PreparedStore
	var tables query.Tables
	var warehouse query.Warehouse
	var size func(*schema.Relation) int64
	lookup := func(context.Context, query.Statement) (analyze.Catalog, error) { return &catalog.Snapshot{}, nil }
	if _, err := os.Stat(filepath.Join(a.dataDir, markerFile)); err == nil {
		d, err := a.open(ctx, false)
		if err != nil {
			return nil, err
		}
		temp := filepath.Join(d.dir, "tmp")
		if err := os.MkdirAll(temp, 0o700); err != nil {
			return nil, err
		}
		d.tidyTemp()
		d.tables.Sweep()
		if d.tables.Packs.Limit, err = a.config.Converted.bytes(); err != nil {
			return nil, err
		}
		files := &lakeFiles{d: d, tables: map[string]*lake.Table{}, audit: a.recorded(d)}
		size = files.size
		o.Files, o.AllowedDirs, o.TempDir = files, []string{d.lake.Dir(), temp, d.buckets.Dir, d.tables.Packs.Dir}, temp
		prepared, tables, warehouse = d.state, d.state, d.warehouse
		soon, cancel := context.WithTimeout(ctx, recoverFor)
		defer cancel()
		if err := d.tables.Recover(soon); err != nil {
			a.log.Warn("files that no table has are left; they are not read, and maintenance tries again", "error", err)
		}
		lookup = func(ctx context.Context, s query.Statement) (analyze.Catalog, error) {
			return d.catalog.Snapshot(ctx, scopeOf(s))
		}
	}
	own := duckdb.Open(o)
	a.engine = own
	if a.data != nil {
		a.data.tables.Engine = own
	}
	if a.config.Engine == "trino" {
		cluster, err := a.config.Trino.open(a.data)
		if err != nil {
			return nil, err
		}
		a.engine = engines{own, cluster}
	}
	service := query.Options{Engine: a.engine, Catalog: lookup, Prepared: prepared, Tables: tables, Warehouse: warehouse, Size: size, Log: a.log}
	if a.serving {
		service.Store, service.ResultDir, service.Limits = a.data.state, filepath.Join(a.data.dir, "results"), limits
	}
	a.service = query.New(service)
	if a.serving {
		return a.service, a.service.Recover(ctx)
	}
	return a.service, nil
}

// scopeOf is what a statement sees: what its key may read. One that came through an API without a key sees nothing.
func scopeOf(s query.Statement) catalog.Scope {
	if s.Face != "" && s.Key.Role == "" {
		s.Key = auth.Key{Role: auth.Analyst, Stores: []string{"none"}}
	}
	return catalog.Scope{
		Catalog: s.Catalog, Database: s.Database, Limited: s.Key.Limited(), Athena: s.Face == "athena",
		Reads: func(e catalog.EventDataStore) bool { return s.Key.MayRead(e.ID) }, Uses: s.Key.MayUse,
	}
}

// limits are those of the APIs. CloudTrail Lake: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html;
// Athena: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html.
var limits = map[string]query.Limit{
	"cloudtrail": {Running: 10, Refuse: true, Timeout: time.Hour},
	"dashboard":  {Running: 10, Timeout: time.Hour},
	"panel":      {Running: 10, Timeout: 5 * time.Minute},
	"athena":     {Running: 20, Timeout: 30 * time.Minute},
	"lookup":     {Running: 10, Timeout: time.Minute},
	"console":    {Running: 10, Timeout: time.Hour},
}

// natives are functions of emitted statements that other packages implement.
var natives = map[string]func(args []any) (any, error){
	"tarn_merge_overflow": func(args []any) (any, error) {
		event, ok1 := args[0].(string)
		overflow, ok2 := args[1].(string)
		if !ok1 || !ok2 {
			return nil, nil
		}
		return decode.MergeOverflow(event, overflow)
	},
}

// findStore finds the event data store of a name or ID.
func (d *dataDir) findStore(ctx context.Context, name string) (catalog.EventDataStore, error) {
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return catalog.EventDataStore{}, err
	}
	s, err := catalog.FindStore(stores, name)
	if errors.Is(err, catalog.ErrStoreNotFound) {
		err = fmt.Errorf("%w; 'tarn store list' lists those that are there", err)
	}
	return s, err
}

// store finds an event data store and its table; with create, the default one is made where there is none.
func (d *dataDir) store(ctx context.Context, name string, create bool) (catalog.EventDataStore, *lake.Table, error) {
	s, err := d.findStore(ctx, name)
	if errors.Is(err, catalog.ErrStoreNotFound) && create && name == catalog.DefaultStore {
		s = catalog.NewStore(name, time.Now())
		if err = d.state.AddStore(ctx, s); errors.Is(err, catalog.ErrStoreExists) {
			return d.store(ctx, name, false) // another process made it this moment
		}
	}
	if err != nil {
		return s, nil, err
	}
	t, err := d.table(ctx, s)
	return s, t, err
}

// table opens a store's table, and makes it where the store is new.
func (d *dataDir) table(ctx context.Context, s catalog.EventDataStore) (*lake.Table, error) {
	kind, err := s.Schema()
	if err != nil {
		return nil, err
	}
	t, err := d.lake.Table(ctx, s.Table, kind)
	if errors.Is(err, lake.ErrNoTable) {
		made, failed := d.lake.CreateTable(ctx, s.Table, kind)
		if t, err = made, failed; err != nil {
			if t, err = d.lake.Table(ctx, s.Table, kind); errors.Is(err, lake.ErrNoTable) {
				err = failed // otherwise another process made it this moment
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return t, t.Upgrade(ctx)
}

var _ catalog.Stores = (*state.DB)(nil)
