package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/catalog"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/state"
)

// eachStore calls do for the named store, or for every one.
func (a *app) eachStore(ctx context.Context, name string, do func(*dataDir, catalog.EventDataStore, *lake.Table) error) error {
	d, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return err
	}
	if name != "" {
		s, err := d.findStore(ctx, name)
		if err != nil {
			return err
		}
		stores = []catalog.EventDataStore{s}
	}
	for _, s := range stores {
		t, err := d.table(ctx, s)
		if err != nil {
			return err
		}
		if err := do(d, s, t); err != nil {
			return fmt.Errorf("store %s: %w", s.Name, err)
		}
	}
	return nil
}

// eachStoreUnless is eachStore, where no Iceberg table is named instead.
func (a *app) eachStoreUnless(ctx context.Context, table, name string, do func(*dataDir, catalog.EventDataStore, *lake.Table) error) error {
	if table != "" && name == "" {
		return nil
	}
	return a.eachStore(ctx, name, do)
}

func oneFlags(cmd *cobra.Command, store, table *string) {
	cmd.Flags().StringVar(store, "store", "", "only this `store`")
	cmd.Flags().StringVar(table, "table", "", "only this Iceberg table, `database.table`")
}

func newCompactCommand(a *app) *cobra.Command {
	var store, table string
	var minFiles int
	cmd := &cobra.Command{
		Use:   "compact",
		Short: "Put small data files together",
		Long: `Puts the small data files of each day together, sorted and with bloom filters, so that
queries open fewer, and those of each partition of the databases' Iceberg tables. Every import does
so by itself, and a server every hour. Nothing is lost when it is interrupted, and queries that run
keep their files.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if minFiles < 2 {
				return usageError("--min-files %d: give a number from 2 on", minFiles)
			}
			err := a.eachStoreUnless(cmd.Context(), table, store, func(d *dataDir, s catalog.EventDataStore, t *lake.Table) error {
				m := ingest.Maintenance{Compaction: lake.Compaction{MinFiles: minFiles}, Expiry: lake.DefaultExpiry}
				done, err := ingest.Maintain(cmd.Context(), t, s.ID, d.state, m)
				if err != nil {
					return err
				}
				c := done.Compacted
				fmt.Fprintf(a.stdout, "%s%s: %d days, %d files into %d, %s into %s\n", d.demo(), s.Name, c.Days, c.FilesBefore, c.FilesAfter, byteCount(c.BytesBefore), byteCount(c.BytesAfter))
				return nil
			})
			if err != nil {
				return err
			}
			return a.compactTables(cmd.Context(), store, table, minFiles)
		},
	}
	oneFlags(cmd, &store, &table)
	cmd.Flags().IntVar(&minFiles, "min-files", 2, "small files in a day from which it is compacted")
	return cmd
}

func newExpireCommand(a *app) *cobra.Command {
	var store, table string
	e := lake.DefaultExpiry
	cmd := &cobra.Command{
		Use:   "expire",
		Short: "Apply retention, drop old snapshots and the files that nobody needs",
		Long: `Drops the days that are past their store's retention, snapshots that are old, and files
that no snapshot needs. Stores whose seven days of pending deletion are over go for good. Every
import does so by itself.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if e.Keep < 1 || e.OlderThan < 0 {
				return usageError("--keep %d --older-than %v: at least one snapshot stays, and an age is not negative", e.Keep, e.OlderThan)
			}
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			gone, err := d.purge(ctx)
			for _, s := range gone {
				fmt.Fprintf(a.stdout, "%s%s: deleted for good\n", d.demo(), s.Name)
			}
			if err != nil {
				return err
			}
			err = a.eachStoreUnless(ctx, table, store, func(d *dataDir, s catalog.EventDataStore, t *lake.Table) error {
				m := ingest.Maintenance{Expiry: e, Retention: time.Duration(s.RetentionDays) * 24 * time.Hour, SkipCompaction: true}
				done, err := ingest.Maintain(ctx, t, s.ID, d.state, m)
				if err != nil {
					return err
				}
				fmt.Fprintf(a.stdout, "%s%s: %s events past retention, %d snapshots, %d files (%s)\n", d.demo(), s.Name, grouped(done.ExpiredRows), done.ExpiredSnapshots, done.Swept.Files, byteCount(done.Swept.Bytes))
				return nil
			})
			if err != nil {
				return err
			}
			return a.expireTables(ctx, store, table, e)
		},
	}
	oneFlags(cmd, &store, &table)
	cmd.Flags().DurationVar(&e.OlderThan, "older-than", e.OlderThan, "`age` from which snapshots go")
	cmd.Flags().IntVar(&e.Keep, "keep", e.Keep, "snapshots that stay whatever their age")
	return cmd
}

// purge removes the stores for good whose days of pending deletion are over.
func (d *dataDir) purge(ctx context.Context) (gone []catalog.EventDataStore, err error) {
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range stores {
		if s.Status != catalog.PendingDeletion || time.Now().Before(s.DeleteAfter) {
			continue
		}
		if err := d.deleteStore(ctx, s); err != nil {
			return gone, err
		}
		gone = append(gone, s)
	}
	return gone, nil
}

// deleteStore removes a store for good: its table first, what the state knows of it last.
func (d *dataDir) deleteStore(ctx context.Context, s catalog.EventDataStore) error {
	if err := d.lake.DropTable(ctx, s.Table); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(d.dir, "index", s.ID)); err != nil {
		return err
	}
	return d.state.RemoveStore(ctx, s.ID)
}

// verified is what tarn verify prints as JSON: a promise.
type verified struct {
	Store string `json:"store,omitempty"`
	// Table is an Iceberg table, database.table, in place of Store; no ledger counts its rows.
	Table string `json:"table,omitempty"`
	lake.Verified
	LedgerEvents       int64 `json:"ledgerEvents"`
	DroppedByRetention int64 `json:"droppedByRetention"`
}

func newVerifyCommand(a *app) *cobra.Command {
	var store, table, output string
	var rebuild bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check the lake's files against their recorded hashes and the ledger",
		Long: `Reads every data file and compares it with the hash that was recorded when it was written,
and the number of events with what the ledger says was imported. Of the databases' Iceberg tables
each file is compared with the hash in its name, and with the table's count of its rows.

Exit codes: 0 all is as it was written; 3 something is not.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			faults := 0
			all := []verified{}
			err := a.eachStoreUnless(ctx, table, store, func(d *dataDir, s catalog.EventDataStore, t *lake.Table) error {
				if rebuild {
					if err := os.RemoveAll(filepath.Join(d.dir, "index", s.ID)); err != nil {
						return err
					}
					a.say("%s: the index of seen events is made anew by the next import", s.Name)
				}
				_, before, err := d.state.Totals(ctx, s.ID)
				if err != nil {
					return err
				}
				progress, done := a.counter("verified", "files")
				v, err := t.Verify(ctx, func(path string) (string, bool, error) { return d.state.FileHash(ctx, path) }, progress)
				done()
				if err != nil {
					return err
				}
				r := verified{Store: s.Name, Verified: v, DroppedByRetention: t.Dropped()}
				if _, r.LedgerEvents, err = d.state.Totals(ctx, s.ID); err != nil {
					return err
				}
				open, err := d.state.Open(ctx, s.ID)
				if err != nil {
					return err
				}
				switch {
				case r.Rows+r.DroppedByRetention == r.LedgerEvents:
				case r.LedgerEvents != before || len(open) > 0:
					a.say("%s: an import is at work, or was interrupted: the number of events was not compared with the ledger", s.Name)
				default:
					r.Faults = append(r.Faults, lake.Fault{Path: s.Table, Reason: fmt.Sprintf("%d events are in the table and %d were dropped by retention, where the ledger counts %d", r.Rows, r.DroppedByRetention, r.LedgerEvents)})
				}
				faults += len(r.Faults)
				all = append(all, r)
				if output == "json" {
					return nil
				}
				for _, f := range r.Faults {
					fmt.Fprintf(a.stdout, "%s: %s\n", f.Path, f.Reason)
				}
				fmt.Fprintf(a.stdout, "%s%s: %s events in %d files, %s read, %d faults\n", d.demo(), s.Name, grouped(r.Rows), r.Files, byteCount(r.Bytes), len(r.Faults))
				return nil
			})
			if err != nil {
				return err
			}
			tables, err := a.verifyTables(ctx, store, table)
			if err != nil {
				return err
			}
			for _, v := range tables {
				faults += len(v.Faults)
				all = append(all, v)
				if output == "json" {
					continue
				}
				for _, f := range v.Faults {
					fmt.Fprintf(a.stdout, "%s: %s\n", f.Path, f.Reason)
				}
				fmt.Fprintf(a.stdout, "%s%s: %s rows in %d files, %s read, %d faults\n", a.data.demo(), v.Table, grouped(v.Rows), v.Files, byteCount(v.Bytes), len(v.Faults))
			}
			if output == "json" {
				if err := a.printJSON(all); err != nil {
					return err
				}
			}
			if faults > 0 {
				return &exitError{code: exitIncomplete, err: errors.New("the lake has faults"), quiet: true}
			}
			return nil
		},
	}
	oneFlags(cmd, &store, &table)
	cmd.Flags().BoolVar(&rebuild, "rebuild-index", false, "have the index of seen events made anew")
	outputFlag(cmd, &output)
	return cmd
}

func newRelocateCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "relocate",
		Short: "Make a data directory that was moved readable where it now is",
		Long: `Iceberg's metadata names files by their full path. After a data directory was moved or
copied, this writes new metadata for where it now is. Older snapshots are forgotten.`,
		Example: "  mv /var/lib/tarn /data/tarn && tarn --data /data/tarn relocate",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.openMoved(cmd.Context())
			if err != nil {
				return err
			}
			moved, err := d.lake.Relocate(cmd.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "%s%d tables relocated to %s\n", d.demo(), len(moved), d.dir)
			return nil
		},
	}
}

func newBackupCommand(a *app) *cobra.Command {
	var data, key bool
	cmd := &cobra.Command{
		Use:   "backup DIR",
		Short: "Save the state and the lake's metadata, also while an import runs",
		Long: `Copies the state and the lake's metadata into a new folder. Data files never change once
they are written; --with-data takes them, too, as hard links where the file system can, and the
objects of Tarn's own buckets. Kept results of queries are not taken.
The copy is as of one moment: what was committed before it is in. The secrets of keys are encrypted
in it; the file that decrypts them is left out unless --with-key takes it, with the keys that sign
results.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			to, err := d.outsideFolder(args[0])
			if err != nil {
				return err
			}
			n, err := d.lake.Backup(ctx, filepath.Join(to, "lake"), data, func() error {
				if err := d.state.Backup(ctx, filepath.Join(to, "state.db")); err != nil {
					return fmt.Errorf("copying the state: %w", err)
				}
				return nil
			})
			if err != nil {
				return err
			}
			names := []string{markerFile, "tarn.yaml"}
			if key {
				names = append(names, state.KeyFile)
			}
			for _, name := range names {
				text, err := os.ReadFile(filepath.Join(d.dir, name))
				if errors.Is(err, os.ErrNotExist) {
					continue
				}
				if err == nil {
					err = os.WriteFile(filepath.Join(to, name), text, 0o600)
				}
				if err != nil {
					return err
				}
			}
			// Journals hold what is not in the lake yet. Objects are like data files: they never change.
			folders := []string{"audit", "channels"}
			if data {
				folders = append(folders, "objects")
			}
			if key {
				folders = append(folders, "signing")
			}
			for _, name := range folders {
				if err := copyFolder(ctx, filepath.Join(d.dir, name), filepath.Join(to, name)); err != nil {
					return fmt.Errorf("copying the folder %s: %w", name, err)
				}
			}
			fmt.Fprintf(a.stdout, "%ssaved the state and %d files of the lake to %s\n", d.demo(), n, to)
			if !data {
				a.say("the data files and the objects of Tarn's own buckets are not in it; --with-data takes them, too")
			}
			if _, err := os.Stat(filepath.Join(d.dir, state.KeyFile)); err == nil && !key {
				a.say("the file %s is not in it, without which the secrets of keys cannot be read; keep it apart, or take it with --with-key", filepath.Join(d.dir, state.KeyFile))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&data, "with-data", false, "save the data files, too")
	cmd.Flags().BoolVar(&key, "with-key", false, "save the file that decrypts the secrets of keys, too")
	return cmd
}

func newRestoreCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore DIR",
		Short: "Make a data directory from a backup",
		Long: `Makes the data directory, which must be new or empty, from a backup with data files; or
puts the state and metadata back over a data directory whose data files are still there. In the
latter case what lies there is kept beside it, under the name before-restore.`,
		Example: "  tarn --data /data/tarn restore /backup/tarn",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.restore(cmd.Context(), args[0])
		},
	}
}

func (a *app) restore(ctx context.Context, from string) error {
	for _, name := range []string{markerFile, "state.db", filepath.Join("lake", "catalog.db")} {
		if _, err := os.Stat(filepath.Join(from, name)); err != nil {
			return fmt.Errorf("%s is not a backup: %w", from, err)
		}
	}
	if err := os.MkdirAll(a.dataDir, 0o700); err != nil {
		return err
	}
	aside := filepath.Join(a.dataDir, "before-restore")
	if _, err := os.Stat(filepath.Join(a.dataDir, markerFile)); err == nil {
		if err := os.Mkdir(aside, 0o700); err != nil {
			return fmt.Errorf("an earlier restore left %s; look whether it is still needed, and remove it: %w", aside, err)
		}
		// The marker goes last: until then the directory is not taken for one that was put aside.
		names := []string{"state.db", "state.db-wal", "state.db-shm", "index", filepath.Join("lake", "catalog.db"), filepath.Join("lake", "catalog.db-wal"), filepath.Join("lake", "catalog.db-shm"), markerFile}
		if _, err := os.Stat(filepath.Join(from, state.KeyFile)); err == nil {
			names = append([]string{state.KeyFile}, names...)
		}
		for _, name := range names {
			err := os.Rename(filepath.Join(a.dataDir, name), filepath.Join(aside, filepath.Base(name)))
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	err := filepath.WalkDir(from, func(path string, e os.DirEntry, err error) error {
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		to := filepath.Join(a.dataDir, rel)
		if e.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		if _, err := os.Stat(to); err == nil {
			return nil // a data file or metadata that is still there: they never change
		}
		return copyOver(path, to)
	})
	if err != nil {
		return fmt.Errorf("restoring from %s: %w", from, err)
	}
	d, err := a.openMoved(ctx)
	if err != nil {
		return err
	}
	if _, err := d.lake.Relocate(ctx); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%srestored %s; 'tarn verify' checks that its data files are there\n", d.demo(), d.dir)
	return nil
}

// copyFolder copies a folder's files. One that goes meanwhile, as an object that is deleted, is left out; so is a folder that is
// not there.
func copyFolder(ctx context.Context, from, to string) error {
	return filepath.WalkDir(from, func(path string, e os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if e.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		if err = copyOver(path, target); errors.Is(err, os.ErrNotExist) {
			err = nil
		}
		return err
	})
}

// copyOver copies a file: all of it is there under its name, or nothing.
func copyOver(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	if _, err = io.Copy(out, in); err == nil {
		err = out.Sync()
	}
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(out.Name(), to)
	}
	return err
}

// outsideFolder is a new or empty folder that is not in the data directory, with which it would be lost.
func (d *dataDir) outsideFolder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return "", usageError("%s is a file; name a new folder", dir)
	}
	if within(dir, d.dir) {
		return "", usageError("%s is in the data directory; name a folder elsewhere", dir)
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return "", fmt.Errorf("%s is not empty; name a new folder", dir)
	}
	return dir, os.MkdirAll(dir, 0o700)
}
