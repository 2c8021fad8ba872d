package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/job"
	"tarn/internal/lake"
)

// icebergTables lists the Iceberg tables of databases; with name, database.table, that one.
func (d *dataDir) icebergTables(ctx context.Context, name string) ([]catalog.Table, error) {
	if name != "" {
		database, table, ok := strings.Cut(strings.ToLower(name), ".")
		if !ok {
			return nil, usageError("--table %s: give database.table", name)
		}
		t, err := d.state.Table(ctx, database, table)
		if err == nil && !t.Iceberg() {
			err = fmt.Errorf("%s is no Iceberg table: Tarn looks after those of its own lake", name)
		}
		return []catalog.Table{t}, err
	}
	databases, err := d.state.Databases(ctx, "", 0)
	if err != nil {
		return nil, err
	}
	var all []catalog.Table
	for _, db := range databases {
		tables, err := d.state.Tables(ctx, db.Name, "", 0)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			if t.Iceberg() && t.Parameters["metadata_location"] == "" { // otherwise it is another lake's, that Glue's API was told of
				all = append(all, t)
			}
		}
	}
	return all, nil
}

// eachIceberg calls do for the Iceberg tables that the flags --store and --table leave.
func (a *app) eachIceberg(ctx context.Context, store, table string, do func(*dataDir, catalog.Table) error) error {
	if store != "" && table == "" {
		return nil
	}
	d, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	tables, err := d.icebergTables(ctx, table)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := do(d, t); err != nil {
			return fmt.Errorf("table %s.%s: %w", t.Database, t.Name, err)
		}
	}
	return nil
}

// compactTables is tarn compact, of Iceberg tables.
func (a *app) compactTables(ctx context.Context, store, table string, least int) error {
	return a.eachIceberg(ctx, store, table, func(d *dataDir, t catalog.Table) error {
		if _, err := a.queries(ctx); err != nil { // the engine that writes
			return err
		}
		c, err := d.warehouse.Compact(ctx, t, least, nil)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s%s.%s: %d partitions, %d files into %d, %s into %s\n", d.demo(), t.Database, t.Name, c.Days, c.FilesBefore, c.FilesAfter, byteCount(c.BytesBefore), byteCount(c.BytesAfter))
		return nil
	})
}

// expireTables is tarn expire, of Iceberg tables.
func (a *app) expireTables(ctx context.Context, store, table string, e lake.Expiry) error {
	return a.eachIceberg(ctx, store, table, func(d *dataDir, t catalog.Table) error {
		open, err := d.openRuns(ctx)
		if err != nil {
			return err
		}
		snapshots, swept, err := d.warehouse.Expire(ctx, t, e, open)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s%s.%s: %d snapshots, %d files (%s)\n", d.demo(), t.Database, t.Name, snapshots, swept.Files, byteCount(swept.Bytes))
		return nil
	})
}

// verifyTables is tarn verify, of Iceberg tables.
func (a *app) verifyTables(ctx context.Context, store, table string) (all []verified, err error) {
	err = a.eachIceberg(ctx, store, table, func(d *dataDir, t catalog.Table) error {
		progress, done := a.counter("verified", "files")
		v, err := d.warehouse.Verify(ctx, t, progress)
		done()
		if err != nil {
			return err
		}
		all = append(all, verified{Table: t.Database + "." + t.Name, Verified: v})
		return nil
	})
	return all, err
}

// openRuns are the runs of jobs whose rows may be in a table although that is not noted.
func (d *dataDir) openRuns(ctx context.Context) (map[string]bool, error) {
	runs, err := d.state.FindJobRuns(ctx, job.RunFilter{States: []job.State{job.Running, job.Failed, job.UpForRetry}})
	if err != nil {
		return nil, err
	}
	for _, r := range slices.Clone(runs) {
		if r.State != job.Failed {
			continue
		}
		good, err := d.state.FindJobRuns(ctx, job.RunFilter{Job: r.Job, States: []job.State{job.Success}, Over: r.Interval})
		if err != nil {
			return nil, err
		}
		runs = append(runs, good...)
	}
	return job.Open(runs), nil
}

// compactFiles is the number of small files from which a partition is compacted without being asked.
const compactFiles = 8

// tidyTables tidies the Iceberg tables of databases, and removes what interrupted statements wrote.
func (d *dataDir) tidyTables(ctx context.Context) error {
	open, err := d.openRuns(ctx)
	if err != nil {
		return err
	}
	tables, err := d.icebergTables(ctx, "")
	if err != nil {
		return err
	}
	var failed error
	for _, t := range tables {
		t, err := d.warehouse.Settle(ctx, t)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("settling the columns of table %s.%s: %w", t.Database, t.Name, err))
			continue
		}
		if _, err := d.warehouse.Compact(ctx, t, compactFiles, nil); err != nil {
			failed = errors.Join(failed, fmt.Errorf("compacting table %s.%s: %w", t.Database, t.Name, err)) // the others are not to wait for it
		}
	}
	return errors.Join(failed, d.warehouse.Tidy(ctx, time.Now(), open), d.tables.Recover(ctx))
}
