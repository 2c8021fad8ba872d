package lake

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/iceberg-go"
	icebergio "github.com/apache/iceberg-go/io"
	"github.com/apache/iceberg-go/table"
	"github.com/google/uuid"
)

// Relocate makes a lake that was moved, or copied, readable where it now is: Iceberg's locations are absolute. Each table gets
// new metadata with its current rows; older snapshots are forgotten. It may be interrupted and run again. It returns the
// tables that were changed.
func (l *Lake) Relocate(ctx context.Context) ([]string, error) {
	unlock, err := l.lockCommits(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	locations, err := l.locations(ctx)
	if err != nil {
		return nil, err
	}
	var moved []string
	for name, location := range locations {
		if isRemote(location) {
			continue // a bucket stays where it is
		}
		to := filepath.Join(l.dir, name)
		from := filepath.Dir(filepath.Dir(localPath(location)))
		if from == to {
			continue
		}
		if err := l.relocateTable(ctx, name, localPath(location), from, to); err != nil {
			return moved, fmt.Errorf("relocating table %s: %w", name, err)
		}
		moved = append(moved, name)
	}
	return moved, nil
}

func (l *Lake) relocateTable(ctx context.Context, name, metadata, from, to string) error {
	text, err := os.ReadFile(filepath.Join(to, strings.TrimPrefix(metadata, from)))
	if err != nil {
		return fmt.Errorf("%w; was the table's folder moved, too?", err)
	}
	old, err := table.ParseMetadataBytes(text)
	if err != nil {
		return err
	}
	files, batches, err := movedFiles(old, from, to)
	if err != nil {
		return err
	}
	// The same table without snapshots, at the new place.
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	fields["location"] = locate(to)
	for _, k := range []string{"current-snapshot-id", "snapshots", "snapshot-log", "metadata-log", "refs", "statistics", "partition-statistics"} {
		delete(fields, k)
	}
	fields["last-sequence-number"] = 0
	if text, err = json.Marshal(fields); err != nil {
		return err
	}
	location := filepath.Join(to, "metadata", "00000-"+uuid.NewString()+".metadata.json")
	if err := (local{}).WriteFile(location, text); err != nil {
		return err
	}
	empty, err := table.ParseMetadataBytes(text)
	if err != nil {
		return err
	}
	fs := func(context.Context) (icebergio.IO, error) { return local{}, nil }
	held := &heldTable{meta: empty, location: locate(location)}
	tx := table.New(ident(name), empty, locate(location), fs, held).NewTransaction()
	if len(files) > 0 {
		if err := tx.AddDataFiles(ctx, files, iceberg.Properties{batchProperty: strings.Join(batches, " ")}); err != nil {
			return err
		}
		if _, err := tx.Commit(ctx); err != nil {
			return err
		}
	}
	_, err = l.db.ExecContext(ctx, `UPDATE iceberg_tables SET metadata_location = ?, previous_metadata_location = NULL WHERE catalog_name = 'tarn' AND table_name = ?`, held.location, name)
	return err
}

// movedFiles lists the current snapshot's data files at their new paths, and the batches that all snapshots name.
func movedFiles(old table.Metadata, from, to string) ([]iceberg.DataFile, []string, error) {
	fs := movedFS{from: from, to: to}
	var batches []string
	for _, s := range old.Snapshots() {
		if s.Summary != nil && s.Summary.Properties[batchProperty] != "" {
			batches = append(batches, s.Summary.Properties[batchProperty])
		}
	}
	current := old.CurrentSnapshot()
	if current == nil {
		return nil, nil, nil
	}
	manifests, err := current.Manifests(fs)
	if err != nil {
		return nil, nil, err
	}
	var files []iceberg.DataFile
	for _, m := range manifests {
		for e, err := range m.Entries(fs, true) {
			if err != nil {
				return nil, nil, err
			}
			f := e.DataFile()
			spec := old.PartitionSpec()
			values, dates := partitionOf(spec, old.CurrentSchema(), f)
			b, err := iceberg.NewDataFileBuilder(spec, f.ContentType(), locate(fs.path(f.FilePath())), f.FileFormat(), values, dates, nil, f.Count(), f.FileSizeBytes())
			if err != nil {
				return nil, nil, err
			}
			b.LowerBoundValues(f.LowerBoundValues()).UpperBoundValues(f.UpperBoundValues()).ValueCounts(f.ValueCounts()).
				NullValueCounts(f.NullValueCounts()).SplitOffsets(f.SplitOffsets()).SortOrderID(old.SortOrder().OrderID())
			files = append(files, b.Build())
		}
	}
	return files, batches, nil
}

// partitionOf gives a file's partition as the builder of data files takes it: its values by field, and which of them are dates.
func partitionOf(spec iceberg.PartitionSpec, s *iceberg.Schema, f iceberg.DataFile) (map[int]any, map[int]string) {
	values, dates := map[int]any{}, map[int]string{}
	for i := range spec.NumFields() {
		field := spec.Field(i)
		v := f.Partition()[field.FieldID]
		source, ok := s.FindFieldByID(field.SourceIDs[0])
		if n, is := v.(int32); is && ok && field.Transform.ResultType(source.Type).Equals(iceberg.PrimitiveTypes.Date) {
			v = iceberg.Date(n)
		}
		if _, is := v.(iceberg.Date); is {
			dates[field.FieldID] = "date"
		}
		values[field.FieldID] = v
	}
	return values, dates
}

// movedFS reads files that the metadata names at their old place.
type movedFS struct {
	icebergio.LocalFS
	from, to string
}

func (m movedFS) path(location string) string {
	path := localPath(location)
	if rest, ok := strings.CutPrefix(path, m.from+string(filepath.Separator)); ok {
		return filepath.Join(m.to, rest)
	}
	return path
}

func (m movedFS) Open(name string) (icebergio.File, error) { return m.LocalFS.Open(m.path(name)) }

func (m movedFS) ReadFile(name string) ([]byte, error) { return m.LocalFS.ReadFile(m.path(name)) }

// heldTable commits to a metadata file beside the catalog, which Relocate then points to.
type heldTable struct {
	meta     table.Metadata
	location string
}

func (h *heldTable) LoadTable(context.Context, table.Identifier) (*table.Table, error) {
	return nil, fmt.Errorf("the table is being relocated")
}

func (h *heldTable) CommitTable(_ context.Context, _ table.Identifier, reqs []table.Requirement, updates []table.Update) (table.Metadata, string, error) {
	for _, r := range reqs {
		if err := r.Validate(h.meta); err != nil {
			return nil, "", err
		}
	}
	meta, err := table.UpdateTableMetadata(h.meta, updates, h.location)
	if err != nil {
		return nil, "", err
	}
	text, err := json.Marshal(meta)
	if err != nil {
		return nil, "", err
	}
	path := filepath.Join(filepath.Dir(localPath(h.location)), "00001-"+uuid.NewString()+".metadata.json")
	if err := (local{}).WriteFile(path, text); err != nil {
		return nil, "", err
	}
	h.meta, h.location = meta, locate(path)
	return meta, h.location, nil
}
