package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/disk"
	"tarn/internal/hive"
	"tarn/internal/lake"
	"tarn/internal/objects"
	"tarn/internal/pack"
	"tarn/internal/query/format"
	"tarn/internal/state"
	"tarn/internal/warehouse"
)

// dataDir is an open data directory:
//
//	tarn.json     what it is: its format, and whether it holds the demonstration
//	state.db      the state: stores, sources, the ledger, quarantine, CloudTrail's digest files
//	lake/         the Iceberg tables and their catalog
//	objects/      the buckets of Tarn's own
//	index/        which events are in which store; can be made anew from the lake
//	tmp/          what goes away with its process
type dataDir struct {
	disk   diskSpace
	dir    string
	marker marker
	lake   *lake.Lake
	state  *state.DB
	// catalog is what the state says of databases, tables and event data stores.
	catalog *catalog.Catalog
	buckets *objects.Buckets
	// tables has the rows of the data catalog's tables.
	tables *hive.Tables
	// warehouse has the tables of databases, those of files among them.
	warehouse *warehouse.Warehouse
}

// marker is the content of tarn.json.
type marker struct {
	Format  int       `json:"format"`
	Demo    bool      `json:"demo"`
	Created time.Time `json:"created"`
}

const markerFile = "tarn.json"

func openDataDir(ctx context.Context, dir string, where lakeConfig, create, moved bool, log *slog.Logger, say func(string, ...any)) (*dataDir, error) {
	dir, err := resolve(dir)
	if err != nil {
		return nil, err
	}
	d := &dataDir{dir: dir}
	text, err := os.ReadFile(filepath.Join(dir, markerFile))
	switch {
	case errors.Is(err, fs.ErrNotExist) && !create:
		return nil, fmt.Errorf("there is no lake at %s yet: 'tarn import PATH|s3://…' makes one, --data names another", dir)
	case errors.Is(err, fs.ErrNotExist):
		if err := makeDataDir(dir); err != nil {
			return nil, err
		}
		d.marker = marker{Format: state.Format, Created: time.Now().UTC()}
		if err := d.writeMarker(); err != nil {
			return nil, err
		}
	case errors.Is(err, syscall.ENOTDIR):
		return nil, fmt.Errorf("%s is not a folder; name another data directory with --data", dir)
	case err != nil:
		return nil, fmt.Errorf("the data directory cannot be read: %w", err)
	default:
		if err := json.Unmarshal(text, &d.marker); err != nil {
			return nil, fmt.Errorf("%s is damaged: %w", filepath.Join(dir, markerFile), err)
		}
	}
	if d.marker.Format > state.Format {
		return nil, fmt.Errorf("%w: the format of %s is %d, this Tarn knows up to %d; install the newer Tarn, or use another --data", state.ErrNewer, dir, d.marker.Format, state.Format)
	}
	if err := refuseNetworkFileSystem(dir); err != nil {
		return nil, err
	}
	if d.state, err = state.Open(ctx, dir); err != nil {
		return nil, err
	}
	d.catalog = catalog.New(d.state)
	d.buckets = &objects.Buckets{Dir: filepath.Join(dir, "objects"), Index: d.state}
	d.tables = &hive.Tables{Data: d.state, Buckets: d.buckets, Temp: filepath.Join(dir, "tmp"), Encoder: format.NewHive, Text: format.Text,
		Packs: &pack.Store{Dir: filepath.Join(dir, "converted"), Workers: runtime.GOMAXPROCS(0)}}
	warehouse, err := where.open()
	if err != nil {
		d.state.Close()
		return nil, err
	}
	d.lake, err = lake.Open(filepath.Join(dir, "lake"), lake.Options{Warehouse: warehouse, Moved: moved, Log: log, Waiting: func(what string) { say("%s; waiting for it to end", what) }})
	if errors.Is(err, lake.ErrMoved) {
		err = fmt.Errorf("%w; run 'tarn --data %s relocate' to use it here", err, dir)
	}
	if err != nil {
		d.state.Close()
		return nil, err
	}
	d.warehouse = newWarehouse(d)
	d.catalog.History = d.warehouse.Past
	if d.marker.Format < state.Format {
		d.marker.Format = state.Format
		if err := d.writeMarker(); err != nil {
			d.close()
			return nil, err
		}
	}
	return d, nil
}

// resolve gives the one path that a folder has, whichever symbolic links lead to it: the lake's files are known by their
// full paths. What is not there yet keeps its name.
func resolve(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(dir)
	if err == nil {
		return real, nil
	}
	if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
		if parent, err = resolve(parent); err == nil {
			return filepath.Join(parent, filepath.Base(dir)), nil
		}
	}
	return dir, nil
}

// within reports whether a path is in a folder, or the folder itself.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && (rel == "." || filepath.IsLocal(rel))
}

// makeDataDir makes the directory, or takes one that is empty but for its configuration.
func makeDataDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the data directory cannot be made: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch e.Name() {
		case "tarn.yaml", "lost+found", "state.db", "state.db-wal", "state.db-shm", "lake":
		default:
			if strings.HasPrefix(strings.TrimPrefix(e.Name(), "."), markerFile+"-") {
				continue // left by a killed process
			}
			return fmt.Errorf("%s is not empty and not a data directory of Tarn (it has %s); name another with --data", dir, e.Name())
		}
	}
	return nil
}

func (d *dataDir) writeMarker() error {
	text, err := json.Marshal(d.marker)
	if err != nil {
		return err
	}
	if err := disk.WriteFile(filepath.Join(d.dir, markerFile), append(text, '\n')); err != nil {
		return fmt.Errorf("writing to the data directory: %w", err)
	}
	return nil
}

// demo says DEMO where the directory holds the demonstration.
func (d *dataDir) demo() string {
	if d.marker.Demo {
		return "DEMO "
	}
	return ""
}

func (d *dataDir) close() {
	d.lake.Close()
	d.state.Close()
}

func newWarehouse(d *dataDir) *warehouse.Warehouse {
	return &warehouse.Warehouse{Tables: d.tables, Lake: d.lake, Copies: d.state, OpenRuns: d.openRuns, Origin: d.marker.Created.Format(time.RFC3339Nano)}
}
