package hive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sys/unix"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/objects"
	"tarn/internal/sql/analyze"
)

// ErrPlaceTaken says that a write that is to be alone in its place is not.
var ErrPlaceTaken = errors.New("another statement writes there")

// Result says what a statement wrote.
type Result struct {
	// Files are the addresses of the files, in the order in which they were put.
	Files []string
	// Partitions are the names of those that rows came into, of an Iceberg table.
	Partitions []string
	Rows       int64
	Stats      engine.Stats
}

// Create makes a table of a query's rows, in files of a form. The files come first and the table after them, in one moment: whoever
// sees the table sees all rows. The table's location must be empty. Without a query the table has no rows.
func (h *Tables) Create(ctx context.Context, t catalog.Table, q *analyze.Query, f Form, started func()) (Result, error) {
	if err := f.check(t); err != nil {
		return Result{}, err
	}
	if err := h.empty(ctx, t.Storage.Location); err != nil {
		return Result{}, err
	}
	if q == nil {
		return Result{}, h.Data.AddTable(ctx, t)
	}
	return h.write(ctx, job{table: t, query: q, form: f, create: true, alone: true, keys: len(t.PartitionKeys), place: t.Storage.Location}, started)
}

// Insert adds a query's rows to a table, all in one moment. The query's columns are the table's, the partition keys last.
func (h *Tables) Insert(ctx context.Context, t catalog.Table, q *analyze.Query, started func()) (Result, error) {
	f, err := FormOf(t)
	if err == nil {
		err = f.check(t)
	}
	if err != nil {
		return Result{}, err
	}
	return h.write(ctx, job{table: t, query: q, form: f, keys: len(t.PartitionKeys), place: t.Storage.Location}, started)
}

// job is a write to do.
type job struct {
	table         catalog.Table
	query         *analyze.Query
	form          Form
	create, alone bool
	keys          int
	place         string
}

// names are the columns', the partition keys last.
func (j job) names() (out []string) {
	for _, c := range slices.Concat(j.table.Storage.Columns, j.table.PartitionKeys) {
		out = append(out, c.Name)
	}
	return out
}

func (h *Tables) write(ctx context.Context, j job, started func()) (r Result, err error) {
	dir, err := os.MkdirTemp(h.Temp, "write-")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	ctx, audit := Watch(ctx)
	var files []engine.Written
	if j.form.Format == "PARQUET" {
		o := engine.WriteOptions{Dir: filepath.Join(dir, "rows"), Partitions: j.keys, Names: j.names(), Compression: j.form.Compression, Level: j.form.Level}
		if err := os.Mkdir(o.Dir, 0o700); err != nil {
			return r, err
		}
		files, r.Stats, err = h.Engine.Write(ctx, j.query, o, started)
	} else {
		files, r.Stats, err = h.encode(ctx, j, dir, started)
	}
	if err != nil {
		return r, err
	}
	puts, partitions, err := h.addressed(ctx, j, files)
	if err != nil {
		return r, err
	}
	for _, p := range puts {
		r.Files = append(r.Files, p.uri)
		r.Rows += p.rows
	}
	return r, h.commit(ctx, j, puts, partitions, audit.Load() || readsAudit(j.query))
}

// put is a file and where it goes.
type put struct {
	path, uri string
	rows      int64
}

// addressed gives each file its address, in the folder of its partition.
func (h *Tables) addressed(ctx context.Context, j job, files []engine.Written) (puts []put, partitions []catalog.Partition, err error) {
	now := h.now().UTC()
	folders := map[string]string{}
	for _, f := range files {
		folder := under(j.place)
		if j.keys > 0 {
			values := make([]string, j.keys)
			for i, v := range f.Values {
				if values[i], err = partitionText(v); err != nil {
					return nil, nil, err
				}
			}
			name := PartitionName(j.table.PartitionKeys, values)
			if folders[name] == "" {
				p, err := h.partition(ctx, j, name, values, now)
				if err != nil {
					return nil, nil, err
				}
				if j.form.Strict && !j.form.fits(j.table, p.Storage) {
					return nil, nil, userError("NOT_SUPPORTED", fmt.Sprintf("partition %s of table %s.%s is read by a SerDe or delimiters of its own, %s %v, and not as the table: rows that come to it would be read as others", name, j.table.Database, j.table.Name, p.Storage.SerDe.Library, p.Storage.SerDe.Parameters))
				}
				if err := h.may(ctx, true, p.Storage.Location, fmt.Sprintf("write partition %s of table %s.%s", name, j.table.Database, j.table.Name)); err != nil {
					return nil, nil, err
				}
				folders[name] = under(p.Storage.Location)
				if !Projected(j.table) {
					partitions = append(partitions, p)
				}
			}
			folder = folders[name]
		}
		name := now.Format("20060102_150405_") + uuid.NewString() + j.form.ending()
		puts = append(puts, put{f.Path, folder + name, f.Rows})
	}
	return puts, partitions, nil
}

// partition is the one that values go to: the table's own of these values, or a new one in the table's location.
func (h *Tables) partition(ctx context.Context, j job, name string, values []string, now time.Time) (catalog.Partition, error) {
	if Projected(j.table) {
		p := catalog.Partition{Values: values, Storage: j.table.Storage}
		location, err := placeOf(j.table, values, now)
		p.Storage.Location = location
		return p, err
	}
	if j.table.ID != "" {
		p, err := h.Data.Partition(ctx, j.table, values)
		if !errors.Is(err, catalog.ErrPartitionNotFound) && (err != nil || p.Storage.Location != "") {
			return p, err
		}
	}
	p := catalog.Partition{Values: values, Storage: j.table.Storage, Created: now}
	p.Storage.Location = below(j.place, name)
	return p, nil
}

// partitionText is a partition's value as Hive keeps it. An empty text is NULL there.
func partitionText(v *string) (string, error) {
	if v == nil || *v == "" {
		return catalog.HiveNull, nil
	}
	for _, c := range []byte(*v) {
		if c < 0x20 || c > 0x7e {
			return "", userError("HIVE_INVALID_PARTITION_VALUE", fmt.Sprintf("Hive partition keys can only contain printable ASCII characters (0x20 - 0x7E). Invalid value: % X", *v))
		}
	}
	return *v, nil
}

// empty fails where a location has objects.
func (h *Tables) empty(ctx context.Context, location string) error {
	name, prefix, err := place(location)
	if err != nil {
		return err
	}
	bucket, err := h.Buckets.Open(ctx, name)
	if errors.Is(err, objects.ErrNoBucket) {
		return nil
	}
	if err != nil {
		return userError("GENERIC_EXTERNAL", fmt.Sprintf("%s cannot be written: %v", location, err))
	}
	list, _, err := bucket.List(ctx, prefix, "", 1)
	if err != nil {
		return userError("GENERIC_EXTERNAL", fmt.Sprintf("%s cannot be written: %v", location, err))
	}
	if len(list) > 0 {
		return pathExists(location)
	}
	return nil
}

func pathExists(location string) error {
	return userError("HIVE_PATH_ALREADY_EXISTS", "Target directory for table already exists: "+location)
}

// commit puts the files, and then has them read. Where that fails, or the process ends, what was put is removed, now or by
// Recover.
func (h *Tables) commit(ctx context.Context, j job, puts []put, partitions []catalog.Partition, audit bool) (err error) {
	w := Write{ID: uuid.NewString(), Begun: h.now().UTC(), Place: under(j.place)}
	for _, p := range puts {
		w.Files = append(w.Files, p.uri)
	}
	lock, err := h.hold(w.ID)
	if err != nil {
		return err
	}
	defer lock.release()
	if err = h.Data.BeginWrite(ctx, w, j.alone); errors.Is(err, ErrPlaceTaken) {
		return pathExists(j.place)
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			h.undo(context.WithoutCancel(ctx), w)
		}
	}()
	if j.alone {
		if err = h.empty(ctx, j.place); err != nil {
			return err
		}
	}
	for _, p := range puts {
		if err = h.put(ctx, p, audit); err != nil {
			return err
		}
	}
	return h.Data.CommitWrite(ctx, w.ID, j.table, j.create, partitions)
}

// readsAudit reports whether a query reads the record of calls: what it writes is for those who may read that.
func readsAudit(q *analyze.Query) bool {
	return q != nil && slices.ContainsFunc(q.Scans, func(s *analyze.Scan) bool { return s.Relation.Source == catalog.AuditTable })
}

func (h *Tables) put(ctx context.Context, p put, audit bool) error {
	name, key, ok := objects.Split(p.uri)
	if !ok {
		return fmt.Errorf("%s is no address of an object", p.uri)
	}
	bucket, err := h.Buckets.Ensure(ctx, name)
	if err != nil {
		return userError("GENERIC_EXTERNAL", fmt.Sprintf("%s cannot be written: %v", p.uri, err))
	}
	f, err := os.Open(p.path)
	if err != nil {
		return err
	}
	defer f.Close()
	k, _ := auth.From(ctx)
	if _, err := bucket.Put(ctx, key, f, objects.PutOptions{IfNoneMatch: true, Writer: k.ID, Audit: audit}); err != nil {
		return userError("GENERIC_EXTERNAL", fmt.Sprintf("%s cannot be written: %v", p.uri, err))
	}
	return nil
}

// undo removes the files of a write. Those that cannot be removed are left to Recover.
func (h *Tables) undo(ctx context.Context, w Write) error {
	for _, uri := range w.Files {
		name, key, _ := objects.Split(uri)
		bucket, err := h.Buckets.Open(ctx, name)
		if errors.Is(err, objects.ErrNoBucket) {
			continue
		}
		if err == nil {
			err = bucket.Delete(ctx, key)
		}
		if err != nil {
			return err
		}
	}
	return h.Data.DropWrite(ctx, w.ID)
}

// Recover removes what processes that are gone had put and not ended. What cannot be removed now stays noted, unread, for the next time;
// the others do not wait for it.
func (h *Tables) Recover(ctx context.Context) error {
	writes, err := h.Data.Writes(ctx)
	if err != nil {
		return err
	}
	var failed error
	for _, w := range writes {
		if err := h.recover(ctx, w); err != nil {
			failed = errors.Join(failed, fmt.Errorf("removing what an interrupted statement wrote to %s: %w", w.Place, err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return failed
}

func (h *Tables) recover(ctx context.Context, w Write) error {
	lock, err := h.hold(w.ID)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil // it goes on
	}
	if err != nil {
		return err
	}
	defer lock.release()
	// It may have ended between the list and the lock: then its files are a table's.
	now, err := h.Data.Writes(ctx)
	if err != nil || !slices.ContainsFunc(now, func(n Write) bool { return n.ID == w.ID }) {
		return err
	}
	return h.undo(ctx, w)
}

// held is a lock that goes with its process: what tells a write that goes on from one that does not.
type held struct{ f *os.File }

func (h *Tables) hold(id string) (held, error) {
	f, err := os.OpenFile(filepath.Join(h.Temp, "write-"+id+".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return held{}, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		return held{}, err
	}
	return held{f}, nil
}

func (l held) release() {
	os.Remove(l.f.Name())
	l.f.Close()
}

// Sweep removes folders of unfinished writes in which nothing was written for a day.
func (h *Tables) Sweep() {
	all, _ := filepath.Glob(filepath.Join(h.Temp, "write-*"))
	for _, path := range all {
		if info, err := os.Stat(path); err == nil && info.IsDir() && h.now().Sub(written(path)) > 24*time.Hour {
			os.RemoveAll(path)
		}
	}
}

// written is when something in a folder was written last. What cannot be seen was written just now.
func written(dir string) (last time.Time) {
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
		return err
	})
	if err != nil {
		return time.Now()
	}
	return last
}
