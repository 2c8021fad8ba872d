package lake

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tarn/internal/disk"

	"github.com/apache/iceberg-go"
)

// batchProperty names, in a snapshot's summary, the batch that the snapshot brought in.
const batchProperty = "tarn.batch"

// lockCommits takes the lake's commit lock; what it returns gives it back. The lock falls with the process that holds it.
func (l *Lake) lockCommits(ctx context.Context) (func(), error) {
	select {
	case l.committing <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	unlock, err := disk.LockFile(ctx, filepath.Join(l.dir, "commit.lock"), func() { l.o.Waiting("another process is committing to the lake") })
	if err != nil {
		<-l.committing
		return nil, err
	}
	return func() {
		unlock()
		<-l.committing
	}, nil
}

// Commit makes files part of the table in one snapshot that names the batch. It is all or nothing.
func (t *Table) Commit(ctx context.Context, batch string, files []DataFile) error {
	return t.replace(ctx, batch, nil, files, nil)
}

// replace takes files out and puts others in, in one snapshot, and sets table properties with it.
func (t *Table) replace(ctx context.Context, batch string, remove []file, add []DataFile, set func() iceberg.Properties) error {
	unlock, err := t.lake.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := t.Refresh(ctx); err != nil {
		return err
	}
	if err := t.stillThere(ctx, remove); err != nil {
		return err
	}
	var added []iceberg.DataFile
	for _, f := range add {
		d, err := t.icebergFile(f)
		if err != nil {
			return err
		}
		added = append(added, d)
		// A sweep may have found it before it was committed. From now on it is needed.
		if err := os.Remove(t.mark(f.Path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	tx := t.ice.NewTransaction()
	props := iceberg.Properties{}
	if batch != "" {
		props[batchProperty] = batch
	}
	if len(remove) == 0 {
		err = tx.AddDataFiles(ctx, added, props)
	} else {
		gone := make([]iceberg.DataFile, len(remove))
		for i, f := range remove {
			if gone[i], err = t.removed(f); err != nil {
				return err
			}
		}
		err = tx.ReplaceDataFilesWithDataFiles(ctx, gone, added, props)
	}
	if err != nil {
		return fmt.Errorf("committing to table %s: %w", t.name, err)
	}
	if set != nil {
		if err := tx.SetProperties(set()); err != nil {
			return fmt.Errorf("committing to table %s: %w", t.name, err)
		}
	}
	ice, err := tx.Commit(ctx)
	if err != nil {
		return fmt.Errorf("committing to table %s: %w", t.name, err)
	}
	t.ice = ice
	t.lake.commits.Add(1)
	return nil
}

// ErrReplaced says that files to be replaced are no longer in the table: another process was first.
var ErrReplaced = errors.New("another process replaced the files meanwhile")

func (t *Table) stillThere(ctx context.Context, files []file) error {
	if len(files) == 0 {
		return nil
	}
	current, _, err := t.files(ctx, nil)
	if err != nil {
		return err
	}
	have := make(map[string]bool, len(current))
	for _, f := range current {
		have[f.location] = true
	}
	for _, f := range files {
		if !have[f.location] {
			return fmt.Errorf("%s: %w", f.path, ErrReplaced)
		}
	}
	return nil
}

// removed describes a file that a commit takes out: the commit itself looks for its location and needs no more of it.
func (t *Table) removed(f file) (iceberg.DataFile, error) {
	spec := t.ice.Spec()
	id := spec.Field(0).FieldID
	b, err := iceberg.NewDataFileBuilder(spec, iceberg.EntryContentData, f.location, iceberg.ParquetFile,
		map[int]any{id: iceberg.Date(f.day)}, map[int]string{id: "date"}, nil, f.rows, f.bytes)
	if err != nil {
		return nil, fmt.Errorf("describing data file %s: %w", f.path, err)
	}
	return b.Build(), nil
}

func (t *Table) icebergFile(f DataFile) (iceberg.DataFile, error) {
	spec := t.ice.Spec()
	partition := spec.Field(0)
	b, err := iceberg.NewDataFileBuilder(spec, iceberg.EntryContentData, t.locate(f.Path), iceberg.ParquetFile,
		map[int]any{partition.FieldID: iceberg.Date(f.Day)}, map[int]string{partition.FieldID: "date"}, nil, f.Rows, f.Bytes)
	if err != nil {
		return nil, fmt.Errorf("describing data file %s: %w", f.Path, err)
	}
	time := partition.SourceIDs[0]
	b.LowerBoundValues(map[int][]byte{time: binary.LittleEndian.AppendUint64(nil, uint64(f.Time.Min))}).
		UpperBoundValues(map[int][]byte{time: binary.LittleEndian.AppendUint64(nil, uint64(f.Time.Max))}).
		ValueCounts(map[int]int64{time: f.Rows}).NullValueCounts(map[int]int64{time: 0}).
		SplitOffsets(f.Splits).SortOrderID(t.ice.SortOrder().OrderID())
	return b.Build(), nil
}

// Committed tells which batches the table's snapshots name.
func (t *Table) Committed() map[string]bool {
	out := map[string]bool{}
	for _, s := range t.ice.Metadata().Snapshots() {
		if s.Summary == nil {
			continue
		}
		for _, id := range strings.Fields(s.Summary.Properties[batchProperty]) {
			out[id] = true
		}
	}
	return out
}
