package lake

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"

	"tarn/internal/disk"
	"tarn/internal/lake/datafile"
	"tarn/internal/rows"
)

// DataFile is a data file that was written and may not be committed yet.
type DataFile struct {
	Path string
	// Day is the partition: days since 1970-01-01 UTC.
	Day int32
	datafile.Stats
}

const microsPerDay = 24 * 60 * 60 * 1_000_000

// Day is the partition of an event time in microseconds.
func Day(micros int64) int32 {
	day := micros / microsPerDay
	if micros%microsPerDay < 0 {
		day--
	}
	return int32(day)
}

// Writer writes batches into data files of one table. It is used by one goroutine at a time.
type Writer struct {
	table  *Table
	file   *datafile.Writer
	buffer *bufio.Writer
	order  []int32
}

// NewWriter makes a Writer for the table.
func (t *Table) NewWriter() *Writer {
	return &Writer{table: t, file: datafile.NewWriter(t.layout), buffer: bufio.NewWriterSize(nil, 1<<20)}
}

// Write sorts the rows of b for which keep is true (all of them if keep is nil) by event time and writes them, a file a day.
// The files are synced to disk and belong to no snapshot until they are committed. On an error, what was written is removed.
func (w *Writer) Write(b *rows.Batch, keep []bool) (files []DataFile, err error) {
	defer func() {
		if err != nil {
			for _, f := range files {
				os.Remove(f.Path)
			}
			files = nil
		}
	}()
	times := b.Leaves[b.Leaf(w.table.kind.Time)].Ints
	w.order = w.order[:0]
	for i := range b.N {
		if keep == nil || keep[i] {
			w.order = append(w.order, int32(i))
		}
	}
	slices.SortStableFunc(w.order, func(a, b int32) int { return cmp.Compare(times[a], times[b]) })
	for rest := w.order; len(rest) > 0; {
		day := Day(times[rest[0]])
		n := 1
		for n < len(rest) && Day(times[rest[n]]) == day {
			n++
		}
		f, err := w.writeFile(day, func(f *datafile.Writer) error { return f.WriteRowGroup(b, rest[:n]) })
		if err != nil {
			return files, err
		}
		files = append(files, f)
		rest = rest[n:]
	}
	return files, nil
}

func (w *Writer) writeFile(day int32, fill func(*datafile.Writer) error) (DataFile, error) {
	date := time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly)
	path := filepath.Join(w.table.dir(), "data", "day="+date, uuid.NewString()+".parquet")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return DataFile{}, err
	}
	out, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return DataFile{}, err
	}
	w.buffer.Reset(out)
	w.file.Reset(w.buffer)
	err = fill(w.file)
	var stats datafile.Stats
	if err == nil {
		stats, err = w.file.Close()
	}
	if err == nil {
		err = w.buffer.Flush()
	}
	if err == nil {
		err = out.Sync()
	}
	if err == nil {
		err = w.table.put(context.Background(), path, out)
	}
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = disk.SyncFolder(filepath.Dir(path))
	}
	if err != nil {
		os.Remove(path)
		return DataFile{}, fmt.Errorf("writing a data file of table %s: %w", w.table.name, err)
	}
	return DataFile{Path: path, Day: day, Stats: stats}, nil
}
