package hive

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
)

// Unload is a query's rows as files under a place.
type Unload struct {
	Query *analyze.Query
	Place string
	// Names are the columns', the last Keys of them partition keys.
	Names []string
	Keys  int
	// Format is PARQUET, TEXTFILE or JSON.
	Format, Compression string
	// Delimiter is what stands between a TEXTFILE's values, Hive's own where it is empty.
	Delimiter string
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
	j := job{query: u.Query, compression: u.Compression, alone: true, keys: u.Keys, place: u.Place}
	for i, name := range u.Names {
		if i < len(u.Names)-u.Keys {
			j.table.Storage.Columns = append(j.table.Storage.Columns, catalog.Column{Name: name})
		} else {
			j.table.PartitionKeys = append(j.table.PartitionKeys, catalog.Column{Name: name})
		}
	}
	if u.Format == "PARQUET" {
		return h.write(ctx, j, started)
	}
	return h.lines(ctx, u, j, started)
}

// openFiles bounds the partitions that one UNLOAD of text can write: each is a file that is open.
const openFiles = 1000

// lines writes rows as text, a line a row.
func (h *Tables) lines(ctx context.Context, u Unload, j job, started func()) (r Result, err error) {
	dir, err := os.MkdirTemp(h.Temp, "write-")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	source, err := h.Engine.Run(ctx, u.Query, started)
	if err != nil {
		return r, err
	}
	defer source.Close()
	w := lineWriter{tables: h, unload: u, dir: dir, files: map[string]*lineFile{}}
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
			return r, err
		}
	}
	r.Stats = source.Stats()
	source.Close()
	files, err := w.finish()
	if err != nil {
		return r, err
	}
	puts, _, err := h.addressed(ctx, j, files)
	if err != nil {
		return r, err
	}
	for i := range puts {
		puts[i].uri = strings.TrimSuffix(puts[i].uri, ".parquet")
		if u.Compression == "GZIP" {
			puts[i].uri += ".gz"
		}
		r.Files = append(r.Files, puts[i].uri)
		r.Rows += puts[i].rows
	}
	return r, h.commit(ctx, j, puts, nil)
}

// lineWriter has a file open for each partition.
type lineWriter struct {
	tables *Tables
	unload Unload
	dir    string
	files  map[string]*lineFile
	order  []*lineFile
}

type lineFile struct {
	engine.Written
	f   *os.File
	zip *gzip.Writer
	enc Encoder
}

func (w *lineWriter) rows(batch []engine.Row) error {
	data := len(w.unload.Names) - w.unload.Keys
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

func (w *lineWriter) file(keys engine.Row) (*lineFile, error) {
	data := len(w.unload.Names) - w.unload.Keys
	values := make([]*string, len(keys))
	id := ""
	for i, v := range keys {
		if v != nil {
			values[i] = new(w.tables.Text(w.unload.Query.Columns[data+i].Type, v))
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
	f := &lineFile{Written: engine.Written{Path: out.Name(), Values: values}, f: out}
	to := io.Writer(out)
	if w.unload.Compression == "GZIP" {
		f.zip = gzip.NewWriter(out)
		to = f.zip
	}
	columns := slices.Clone(w.unload.Query.Columns[:data])
	for i := range columns {
		columns[i].Name = w.unload.Names[i]
	}
	if f.enc, err = w.tables.Encoder(w.unload, to, columns); err != nil {
		return nil, err
	}
	w.files[id], w.order = f, append(w.order, f)
	return f, nil
}

func (w *lineWriter) finish() (out []engine.Written, err error) {
	for _, f := range w.order {
		err := f.enc.Close()
		if err == nil && f.zip != nil {
			err = f.zip.Close()
		}
		if err == nil {
			err = f.f.Close()
		}
		if err != nil {
			return nil, err
		}
		f.f = nil
		out = append(out, f.Written)
	}
	return out, nil
}

func (w *lineWriter) close() {
	for _, f := range w.order {
		if f.f != nil {
			f.f.Close()
		}
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
