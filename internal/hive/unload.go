package hive

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/serde"
	"tarn/internal/sql/analyze"
)

// Unload is a query's rows as files under a place.
type Unload struct {
	Query *analyze.Query
	Place string
	// Names are the columns', the last Keys of them partition keys.
	Names []string
	Keys  int
	Form
}

// Encoder writes rows in a format.
type Encoder interface {
	Rows(rows []engine.Row) error
	Close() error
}

// Unload writes a query's rows as files. The place must be empty.
func (h *Tables) Unload(ctx context.Context, u Unload, started func()) (Result, error) {
	if err := h.empty(ctx, u.Place); err != nil {
		return Result{}, err
	}
	j := job{query: u.Query, form: u.Form, alone: true, keys: u.Keys, place: u.Place}
	for i, name := range u.Names {
		if i < len(u.Names)-u.Keys {
			j.table.Storage.Columns = append(j.table.Storage.Columns, catalog.Column{Name: name})
		} else {
			j.table.PartitionKeys = append(j.table.PartitionKeys, catalog.Column{Name: name})
		}
	}
	return h.write(ctx, j, started)
}

// openFiles bounds the partitions that one statement can write otherwise than as Parquet: each is a file that is open.
const openFiles = 1000

// encode writes rows in a form that the engine does not write, into a folder.
func (h *Tables) encode(ctx context.Context, j job, dir string, started func()) (files []engine.Written, stats engine.Stats, err error) {
	source, err := h.Engine.Run(ctx, j.query, started)
	if err != nil {
		return nil, stats, err
	}
	defer source.Close()
	w := rowWriter{tables: h, job: j, dir: dir, files: map[string]*rowFile{}}
	defer w.close()
	for {
		batch, err := source.Next()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = w.rows(batch)
		}
		if err != nil {
			return nil, source.Stats(), err
		}
	}
	files, err = w.finish(ctx)
	return files, source.Stats(), err
}

// rowWriter has a file open for each partition.
type rowWriter struct {
	tables *Tables
	job    job
	dir    string
	files  map[string]*rowFile
	order  []*rowFile
}

// rowFile is a partition's file, or the only one. A partition's is compressed at its end: a thousand compressors at once would take gigabytes.
type rowFile struct {
	engine.Written
	f   *os.File
	out *bufio.Writer
	zip io.WriteCloser // nil where the file is not compressed while it is written
	enc Encoder
}

func (w *rowWriter) rows(batch []engine.Row) error {
	data := len(w.job.query.Columns) - w.job.keys
	for _, row := range batch {
		f, err := w.file(row[data:])
		if err != nil {
			return err
		}
		if err := f.enc.Rows([]engine.Row{row[:data]}); err != nil {
			return err
		}
		f.Rows++
	}
	return nil
}

func (w *rowWriter) file(keys engine.Row) (*rowFile, error) {
	data := len(w.job.query.Columns) - w.job.keys
	values := make([]*string, len(keys))
	id := ""
	for i, v := range keys {
		if v != nil {
			values[i] = new(w.tables.Text(w.job.query.Columns[data+i].Type, v))
			id += "v" + *values[i]
		}
		id += "\x00"
	}
	if f := w.files[id]; f != nil {
		return f, nil
	}
	if len(w.files) == openFiles {
		return nil, userError("HIVE_TOO_MANY_OPEN_PARTITIONS", "Exceeded limit of 1000 open writers for partitions/buckets")
	}
	out, err := os.CreateTemp(w.dir, "part-")
	if err != nil {
		return nil, err
	}
	f := &rowFile{Written: engine.Written{Path: out.Name(), Values: values}, f: out, out: bufio.NewWriterSize(out, 32<<10)}
	w.order = append(w.order, f) // from now on it is closed
	to := io.Writer(f.out)
	if w.job.keys == 0 {
		zip, ok, err := serde.Compress(f.out, w.job.form.ending(), w.job.form.Zstd())
		if err != nil {
			return nil, err
		}
		if ok {
			f.zip, to = zip, zip
		}
	}
	columns := slices.Clone(w.job.query.Columns[:data])
	for i := range columns {
		columns[i].Name = w.job.table.Storage.Columns[i].Name
	}
	if f.enc, err = w.tables.Encoder(w.job.form, to, columns); err != nil {
		return nil, err
	}
	w.files[id] = f
	return f, nil
}

func (w *rowWriter) finish(ctx context.Context) (out []engine.Written, err error) {
	for _, f := range w.order {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		err := f.enc.Close()
		if err == nil && f.zip != nil {
			err = f.zip.Close()
		}
		if err == nil {
			err = f.out.Flush()
		}
		if err == nil && w.job.keys > 0 && w.job.form.ending() != "" {
			err = w.compress(f)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, f.Written)
	}
	return out, nil
}

// compress puts a compressed file in a file's place.
func (w *rowWriter) compress(f *rowFile) error {
	out, err := os.CreateTemp(w.dir, "part-")
	if err != nil {
		return err
	}
	defer out.Close()
	zip, ok, err := serde.Compress(out, w.job.form.ending(), w.job.form.Zstd())
	if err != nil || !ok {
		return errors.Join(err, os.Remove(out.Name()))
	}
	if _, err = f.f.Seek(0, io.SeekStart); err == nil {
		_, err = io.Copy(zip, f.f)
	}
	if err == nil {
		err = zip.Close()
	}
	if err != nil {
		return err
	}
	plain := f.Path
	f.Path = out.Name()
	return os.Remove(plain)
}

func (w *rowWriter) close() {
	for _, f := range w.order {
		f.f.Close()
	}
}

// Home is a place for a table that was given none: in its database's location, or in a bucket of Tarn's own.
func (h *Tables) Home(database, table string) string {
	d, err := h.Data.Database(context.Background(), database)
	if err == nil && d.Location != "" {
		return under(d.Location) + filepath.Base(table) + "-" + newID() + "/"
	}
	return "s3://" + OwnBucket + "/" + database + "/" + table + "-" + newID() + "/"
}

// OwnBucket is where tables lie that were given no place.
const OwnBucket = "tarn-warehouse"
