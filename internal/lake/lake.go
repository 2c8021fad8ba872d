// Package lake keeps rows: Iceberg tables in a folder, written by one committer, read by anyone.
package lake

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/catalog"
	icebergsql "github.com/apache/iceberg-go/catalog/sql"
	"github.com/apache/iceberg-go/table"
	"github.com/google/uuid"
	_ "modernc.org/sqlite" // the catalog's driver
)

// Namespace holds all of Tarn's tables in the Iceberg catalog.
const Namespace = "tarn"

// Lake is a folder with Iceberg tables and their catalog. Several processes may have it open: readers never lock, and commits
// take the lake's own lock one after another.
type Lake struct {
	dir   string
	db    *sql.DB
	cat   *icebergsql.Catalog
	o     Options
	known known
	// remote is nil for a lake whose files are all in its folder; id is what its catalog's library finds it by.
	remote *remote
	id     string

	commits atomic.Int64
	// committing has room for one: whoever commits in this process.
	committing chan struct{}
}

// Commits is how many snapshots this process has added to the lake's tables.
func (l *Lake) Commits() int64 { return l.commits.Load() }

// Options of a Lake.
type Options struct {
	// Grace is how long a file that no snapshot needs stays on disk; 15 minutes if zero. Queries that began before it fell
	// out hold it for longer.
	Grace time.Duration
	// Moved opens a lake that was moved or copied, so that Relocate can be called; it can do nothing else.
	Moved bool
	// Waiting is told when a commit has to wait for another process.
	Waiting func(what string)
	Log     *slog.Logger
	// Warehouse is where new tables keep their files; the lake's own folder if nil.
	Warehouse *Warehouse
}

// ErrNoTable says that the lake has no table of that name.
var ErrNoTable = errors.New("no such table")

// ErrMoved says that the lake's metadata names files at another place, where the lake was before it was moved or copied. What
// is there may be another lake's: nothing is read or written until Relocate has run.
var ErrMoved = errors.New("the lake was moved or copied")

// Open opens the lake in a folder, which is made if it is not there.
func Open(dir string, o Options) (*Lake, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if o.Grace == 0 {
		o.Grace = 15 * time.Minute
	}
	if o.Waiting == nil {
		o.Waiting = func(string) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(filepath.Join(dir, "leases"), 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "catalog.db")
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=journal_mode(wal)&_pragma=busy_timeout(30000)&_pragma=synchronous(full)")
	if err != nil {
		return nil, err
	}
	l := &Lake{dir: dir, db: db, o: o, committing: make(chan struct{}, 1)}
	if o.Warehouse != nil {
		if l.remote, err = newRemote(*o.Warehouse); err != nil {
			db.Close()
			return nil, err
		}
		l.id = uuid.NewString()
		withBuckets.Store(l.id, l)
	}
	if err := l.openCatalog(context.Background()); err != nil {
		db.Close()
		return nil, fmt.Errorf("opening the catalog %s: %w", path, err)
	}
	if err := l.checkPlace(context.Background()); err != nil && !o.Moved {
		db.Close()
		return nil, err
	}
	return l, nil
}

// checkPlace fails with ErrMoved where the tables' metadata is not in this folder.
func (l *Lake) checkPlace(ctx context.Context) error {
	locations, err := l.locations(ctx)
	if err != nil {
		return err
	}
	for name, location := range locations {
		if isRemote(location) {
			if l.remote == nil || !strings.HasPrefix(location, l.remote.uri) {
				return fmt.Errorf("%w: table %s is at %s, which lake.warehouse in tarn.yaml does not name", ErrWarehouse, name, location)
			}
			continue
		}
		from := filepath.Dir(filepath.Dir(localPath(location)))
		to := filepath.Join(l.dir, name)
		if from == to {
			continue
		}
		was, err1 := os.Stat(from)
		is, err2 := os.Stat(to)
		if err1 != nil || err2 != nil || !os.SameFile(was, is) {
			return fmt.Errorf("%w: its files were in %s, and it is in %s now", ErrMoved, filepath.Dir(from), l.dir)
		}
	}
	return nil
}

// locations are the tables' metadata files, as the catalog has them.
func (l *Lake) locations(ctx context.Context) (map[string]string, error) {
	rows, err := l.db.QueryContext(ctx, `SELECT table_name, metadata_location FROM iceberg_tables WHERE catalog_name = 'tarn'`)
	if err != nil {
		return nil, fmt.Errorf("reading the catalog: %w", err)
	}
	defer rows.Close()
	locations := map[string]string{}
	for rows.Next() {
		var name, location string
		if err := rows.Scan(&name, &location); err != nil {
			return nil, err
		}
		locations[name] = location
	}
	return locations, rows.Err()
}

// location is a table's metadata file, as the catalog has it. Each commit makes a new one.
func (l *Lake) location(ctx context.Context, name string) (location string, err error) {
	err = l.db.QueryRowContext(ctx, `SELECT metadata_location FROM iceberg_tables WHERE catalog_name = 'tarn' AND table_namespace = ? AND table_name = ?`, Namespace, name).Scan(&location)
	return location, err
}

// openCatalog opens the catalog, and makes it, or completes what a killed process began of it, under the lake's lock.
func (l *Lake) openCatalog(ctx context.Context) error {
	props := iceberg.Properties{"warehouse": locate(l.dir), lakeProperty: l.id}
	var namespaces int
	err := l.db.QueryRowContext(ctx, `SELECT count(*) FROM iceberg_namespace_properties WHERE namespace = ?`, Namespace).Scan(&namespaces)
	if err == nil && namespaces > 0 {
		l.cat, err = icebergsql.NewCatalog("tarn", l.db, icebergsql.SQLite, props)
		return err
	}
	unlock, err := l.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	props["init_catalog_tables"] = "true"
	if l.cat, err = icebergsql.NewCatalog("tarn", l.db, icebergsql.SQLite, props); err != nil {
		return err
	}
	if err := l.cat.CreateNamespace(ctx, table.Identifier{Namespace}, nil); err != nil && !errors.Is(err, catalog.ErrNamespaceAlreadyExists) {
		return err
	}
	return nil
}

// Dir is the lake's folder.
func (l *Lake) Dir() string { return l.dir }

// Close closes the catalog.
func (l *Lake) Close() error {
	withBuckets.Delete(l.id)
	return l.db.Close()
}

// Tables lists the names of the tables.
func (l *Lake) Tables(ctx context.Context) ([]string, error) {
	var names []string
	for ident, err := range l.cat.ListTables(ctx, table.Identifier{Namespace}) {
		if err != nil {
			return nil, err
		}
		names = append(names, ident[len(ident)-1])
	}
	return names, nil
}

func ident(name string) table.Identifier { return table.Identifier{Namespace, name} }

// localPath turns a location of the catalog into a path.
func localPath(location string) string {
	if rest, ok := strings.CutPrefix(location, "file://"); ok {
		if path, err := url.PathUnescape(rest); err == nil {
			return path
		}
		return rest
	}
	return location
}

// locate turns a path into a location of the catalog.
func locate(path string) string { return "file://" + escapes.Replace(path) }

// escapes are what a location's path cannot have as itself.
var escapes = strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F")
