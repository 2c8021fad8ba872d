package lake

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/apache/iceberg-go"
	icebergio "github.com/apache/iceberg-go/io"
	"golang.org/x/sync/errgroup"

	"tarn/internal/schema"
)

// file is what the table's metadata says of a data file.
type file struct {
	location    string
	path        string // on this machine, where a copy may have to be fetched first
	day         int32
	rows, bytes int64
	span
}

// span is the time that events of a file or a manifest lie in, in microseconds, with both ends.
type span struct{ min, max int64 }

var always = span{math.MinInt64, math.MaxInt64}

// days is the span from one day's beginning to another's end.
func days(first, last int32) span {
	return span{int64(first) * microsPerDay, (int64(last)+1)*microsPerDay - 1}
}

// may reports whether an event in the span may meet every predicate on event time.
func (s span) may(where []schema.Predicate, timeColumn string) bool {
	for _, p := range where {
		if p.Column == timeColumn && !p.MayHold(s.min, s.max) {
			return false
		}
	}
	return true
}

// known is what has been read of tables' manifests. A manifest never changes, so that one is read once; those that a table's
// newest snapshot does not have are forgotten.
type known struct {
	mu     sync.Mutex
	tables map[string]*knownTable
}

type knownTable struct {
	list      string // the manifest list of the snapshot
	manifests []iceberg.ManifestFile
	files     map[string][]file // by the manifest's location
}

// manifests returns a snapshot's manifests, and the files of those that have been read before, which the caller must not change.
func (k *known) manifests(table string, fs icebergio.IO, list string, read func(icebergio.IO) ([]iceberg.ManifestFile, error)) ([]iceberg.ManifestFile, map[string][]file, error) {
	k.mu.Lock()
	t := k.tables[table]
	if t != nil && t.list == list {
		defer k.mu.Unlock()
		return t.manifests, t.files, nil
	}
	k.mu.Unlock()
	manifests, err := read(fs)
	if err != nil {
		return nil, nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	fresh := &knownTable{list: list, manifests: manifests, files: map[string][]file{}}
	if t = k.tables[table]; t != nil {
		for _, m := range manifests {
			if files, ok := t.files[m.FilePath()]; ok {
				fresh.files[m.FilePath()] = files
			}
		}
	}
	k.set(table, fresh)
	return fresh.manifests, fresh.files, nil
}

// add notes what was read. Maps that were given out are left as they are.
func (k *known) add(table, list string, read map[string][]file) {
	k.mu.Lock()
	defer k.mu.Unlock()
	t := k.tables[table]
	if t == nil || t.list != list {
		return // another snapshot's turn
	}
	all := make(map[string][]file, len(t.files)+len(read))
	for manifest, files := range t.files {
		all[manifest] = files
	}
	for manifest, files := range read {
		all[manifest] = files
	}
	k.set(table, &knownTable{list: list, manifests: t.manifests, files: all})
}

func (k *known) set(table string, t *knownTable) {
	if k.tables == nil {
		k.tables = map[string]*knownTable{}
	}
	k.tables[table] = t
}

func (k *known) forget(table string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.tables, table)
}

// files lists the newest snapshot's data files that may hold events meeting the predicates, in the order of their time, and
// counts all of them. Only manifests of days that matter are read, and only those that this process has not read before.
func (t *Table) files(ctx context.Context, where []schema.Predicate) (out []file, total int, err error) {
	if err := t.Refresh(ctx); err != nil {
		return nil, 0, err
	}
	snapshot := t.ice.CurrentSnapshot()
	if snapshot == nil {
		return nil, 0, nil
	}
	fs, err := t.ice.FS(ctx)
	if err != nil {
		return nil, 0, err
	}
	manifests, have, err := t.lake.known.manifests(t.name, fs, snapshot.ManifestList, snapshot.Manifests)
	if err != nil {
		return nil, 0, fmt.Errorf("planning table %s: %w", t.name, err)
	}
	var wanted, unread []iceberg.ManifestFile
	for _, m := range manifests {
		if m.ManifestContent() != iceberg.ManifestContentData {
			continue
		}
		live := int(m.AddedDataFiles()) + int(m.ExistingDataFiles())
		total += live
		if live == 0 || !t.manifestSpan(m).may(where, t.kind.Time) {
			continue
		}
		wanted = append(wanted, m)
		if _, ok := have[m.FilePath()]; !ok {
			unread = append(unread, m)
		}
	}
	read, err := t.readManifests(ctx, fs, unread)
	if err != nil {
		return nil, 0, fmt.Errorf("planning table %s: %w", t.name, err)
	}
	if len(read) > 0 {
		t.lake.known.add(t.name, snapshot.ManifestList, read)
	}
	for _, m := range wanted {
		files, ok := have[m.FilePath()]
		if !ok {
			files = read[m.FilePath()]
		}
		for _, f := range files {
			if f.may(where, t.kind.Time) {
				out = append(out, f)
			}
		}
	}
	slices.SortFunc(out, func(a, b file) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.min, b.min), cmp.Compare(a.location, b.location))
	})
	return out, total, nil
}

// manifestSpan is the span of the days that a manifest has files of.
func (t *Table) manifestSpan(m iceberg.ManifestFile) span {
	parts := m.Partitions()
	if len(parts) != 1 || int(m.PartitionSpecID()) != t.ice.Metadata().DefaultPartitionSpec() || parts[0].ContainsNull || parts[0].LowerBound == nil || parts[0].UpperBound == nil {
		return always
	}
	first, last := *parts[0].LowerBound, *parts[0].UpperBound
	if len(first) != 4 || len(last) != 4 {
		return always
	}
	return days(int32(binary.LittleEndian.Uint32(first)), int32(binary.LittleEndian.Uint32(last)))
}

func (t *Table) readManifests(ctx context.Context, fs icebergio.IO, manifests []iceberg.ManifestFile) (map[string][]file, error) {
	lists := make([][]file, len(manifests))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for i, m := range manifests {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			for e, err := range m.Entries(fs, true) {
				if err != nil {
					return fmt.Errorf("reading manifest %s: %w", localPath(m.FilePath()), err)
				}
				lists[i] = append(lists[i], t.file(e.DataFile()))
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	out := make(map[string][]file, len(manifests))
	for i, m := range manifests {
		out[m.FilePath()] = lists[i]
	}
	return out, nil
}

func (t *Table) file(d iceberg.DataFile) file {
	f := file{location: d.FilePath(), path: t.lake.path(d.FilePath()), rows: d.Count(), bytes: d.FileSizeBytes(), span: always}
	var ok bool
	if f.day, ok = partitionDay(d); ok && int(d.SpecID()) == t.ice.Metadata().DefaultPartitionSpec() {
		f.span = days(f.day, f.day)
	}
	spec := t.ice.Spec()
	timeID := spec.Field(0).SourceIDs[0]
	if b := d.LowerBoundValues()[timeID]; len(b) == 8 {
		f.min = max(f.min, int64(binary.LittleEndian.Uint64(b)))
	}
	if b := d.UpperBoundValues()[timeID]; len(b) == 8 {
		f.max = min(f.max, int64(binary.LittleEndian.Uint64(b)))
	}
	return f
}

// partitionDay is the day that a data file's rows are of.
func partitionDay(f iceberg.DataFile) (int32, bool) {
	for _, v := range f.Partition() {
		switch v := v.(type) {
		case iceberg.Date:
			return int32(v), true
		case int32:
			return v, true
		case int:
			return int32(v), true
		}
	}
	return 0, false
}
