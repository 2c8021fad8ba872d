package pack

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/sys/unix"
)

// Files that arrive a few at a time make small packs. Whoever needs many of them puts some together first: a new pack gets their rows, and a
// manifest with all their sources. From then on the sources are in two packs, which hurts nobody, as each is read from the pack with the
// greatest number; then the small ones go. A process that is killed in between leaves them to the next merge.

const (
	// A pack is small that has fewer bytes; a merge makes one of about as many.
	smallBytes = 8 << 20
	// mergeFrom is the number of small packs from which a caller puts some together, mergeLeast how many make it worth while.
	mergeFrom, mergeLeast = 16, 8
	// mergeFloor is the size up to which packs are put together whatever the sizes of the others are.
	mergeFloor = 256 << 10
	// mergedGroup is the number of rows from which a row group ends with its pack: who wants few sources need not read those of all.
	mergedGroup = 30_000
	// mergeTime is how long a caller does so at most.
	mergeTime = 2 * time.Second
)

// together chooses small packs to be made one: the smallest, and greater ones only as far as those before them have as many bytes, so that a
// row is written again a few times and no more.
func together(packs []Pack) (group []*manifest) {
	var small []*manifest
	for _, p := range packs {
		if m := p.manifest; m.Bytes < smallBytes && !m.Stray {
			small = append(small, m)
		}
	}
	if len(small) < mergeFrom {
		return nil
	}
	slices.SortStableFunc(small, func(a, b *manifest) int { return cmp.Compare(a.Bytes, b.Bytes) })
	var bytes int64
	sources := 0
	for _, m := range small {
		if bytes >= smallBytes || sources+len(m.Sources) > claimSources || m.Bytes > max(bytes, mergeFloor) {
			break
		}
		group = append(group, m)
		bytes += m.Bytes
		sources += len(m.Sources)
	}
	if len(group) < mergeLeast {
		return nil
	}
	slices.SortFunc(group, byNumber)
	return group
}

// merge puts small packs of those that a caller holds together. merged is false where there is nothing to do, or another process does it. What
// fails leaves all as it was.
func (s *Store) merge(ctx context.Context, d Definition, f *form, packs []Pack) (merged bool, err error) {
	group := together(packs)
	if group == nil {
		return false, nil
	}
	dir := s.definition(d)
	one, err := os.OpenFile(filepath.Join(dir, "merge"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false, err
	}
	defer one.Close()
	if err := unix.Flock(int(one.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return false, nil
	}
	// Another may just have done it.
	for _, m := range group {
		if _, err := os.Stat(m.base() + manifestSuffix); err != nil {
			return false, err
		}
	}
	c, err := s.claimNone(ctx, d)
	if err != nil {
		return false, err
	}
	defer c.end()
	m, err := s.joined(ctx, d, c, f, group)
	if err == nil {
		err = m.write()
	}
	if err != nil {
		os.Remove(c.base + packSuffix)
		return false, err
	}
	return true, nil
}

// joined writes the pack that has the rows of others.
func (s *Store) joined(ctx context.Context, d Definition, c *claim, f *form, group []*manifest) (*manifest, error) {
	out, err := os.OpenFile(c.base+partSuffix, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	w := newFile(f, out)
	m := &manifest{path: c.base + packSuffix}
	there := map[string]bool{}
	for _, old := range group {
		ids := make(map[int64]int64, len(old.Sources))
		for _, source := range old.Sources {
			id := c.number<<32 | int64(len(m.Sources))
			if there[source.Key] {
				return nil, errors.New("two packs have a source in common") // one of them is about to go
			}
			there[source.Key] = true
			ids[source.ID] = id
			m.Sources = append(m.Sources, packed{Key: source.Key, ID: id, Rows: source.Rows})
		}
		m.Rows += old.Rows
		if old.Rows == 0 {
			continue
		}
		if err := w.copy(ctx, old.path, ids); err != nil {
			return nil, err
		}
	}
	if m.Rows == 0 {
		return m, nil
	}
	if w.rows != m.Rows {
		return nil, errors.New("a pack has other rows than its manifest says")
	}
	return m, w.end(out, m)
}

// copy adds the rows of a pack of the same form, whose sources get other IDs.
func (f *file) copy(ctx context.Context, path string, ids map[int64]int64) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	pack, err := parquet.OpenFile(in, info.Size())
	if err != nil {
		return err
	}
	if !slices.EqualFunc(pack.Schema().Columns(), f.form.schema.Columns(), slices.Equal) {
		return errors.New("a pack has other columns than its definition")
	}
	for _, group := range pack.RowGroups() {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		for i, chunk := range group.ColumnChunks() {
			values, err := valuesOf(chunk)
			if err != nil {
				return err
			}
			if i == f.form.source {
				for j, v := range values {
					id, ok := ids[v.Int64()]
					if !ok {
						return errors.New("a pack has rows of none of its sources")
					}
					values[j] = parquet.Int64Value(id).Level(0, 0, i)
				}
			}
			if _, err := f.w.ColumnWriters()[i].WriteRowValues(values); err != nil {
				return err
			}
			f.bytes += bytesOf(values)
		}
		f.rows += group.NumRows()
		f.group += int(group.NumRows())
		if f.group >= mergedGroup || f.bytes >= groupBytes {
			if err := f.endGroup(); err != nil {
				return err
			}
		}
	}
	return nil
}

// valuesOf are all values of a column of a row group.
func valuesOf(chunk parquet.ColumnChunk) ([]parquet.Value, error) {
	pages := chunk.Pages()
	defer pages.Close()
	var all []parquet.Value
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		at := len(all)
		all = append(all, make([]parquet.Value, page.NumValues())...)
		n, err := page.Values().ReadValues(all[at:])
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		all = all[:at+n]
		for i := at; i < len(all); i++ {
			all[i] = all[i].Clone() // the page's memory is used again
		}
		parquet.Release(page)
	}
}

// sweepMerged removes the packs of a definition that are not in use and whose sources are all in packs with greater numbers.
func (s *Store) sweepMerged(ctx context.Context, d Definition) error {
	l, err := s.exclusive(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	all, err := s.manifests(s.definition(d))
	if err != nil {
		return err
	}
	used, err := s.leased()
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, m := range slices.Backward(all) {
		more := false
		for _, source := range m.Sources {
			more = more || !there[source.Key]
			there[source.Key] = true
		}
		if !more && !used[m.path] {
			s.remove(m.path)
		}
	}
	return nil
}
