package lake

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/apache/iceberg-go"

	"tarn/internal/lake/datafile"
	"tarn/internal/rows"
)

const (
	// groupRows is the number of rows in a row group that readers like best.
	groupRows = 120_000
	// Compaction puts files together until they have about this many rows or bytes; larger ones are left as they are.
	compactRows  = 2 * groupRows
	compactBytes = 64 << 20
	// compactMemory bounds what is sorted at a time: text that compresses well is much larger in memory than in files.
	compactMemory = 256 << 20
)

// Compaction says what is put together.
type Compaction struct {
	// MinFiles is the number of small files in a day from which the day is compacted; 4 if zero.
	MinFiles int
	// Written is called with new files before they are committed.
	Written func([]DataFile) error
	// Progress is told of every day that is done.
	Progress func(day int32, before, after int)
}

// Compacted counts what a compaction did.
type Compacted struct {
	Days, FilesBefore, FilesAfter int
	Rows, BytesBefore, BytesAfter int64
}

// Compact puts the small files of each day together, sorted and with bloom filters as the writer makes them. Days
// are committed some at a time; the old files stay until Sweep. Rows are neither added nor lost: each day's counts are compared
// first. The table's manifests are put together, too.
func (t *Table) Compact(ctx context.Context, o Compaction) (Compacted, error) {
	if o.MinFiles == 0 {
		o.MinFiles = 4
	}
	var total Compacted
	release, err := t.lake.Hold()
	if err != nil {
		return total, err
	}
	defer release()
	files, _, err := t.files(ctx, nil)
	if err != nil {
		return total, err
	}
	if err := t.checkColumns(); err != nil {
		return total, fmt.Errorf("compacting table %s: %w", t.name, err)
	}
	days := map[int32][]file{}
	for _, f := range files {
		if f.rows < compactRows/2 && f.bytes < compactBytes/2 {
			days[f.day] = append(days[f.day], f)
		}
	}
	order := make([]int32, 0, len(days))
	for day, small := range days {
		if len(small) >= o.MinFiles {
			order = append(order, day)
		}
	}
	slices.Sort(order)
	w := t.NewWriter()
	batch := rows.NewBatch(t.layout, 1024)
	var p pending
	defer func() { p.discard() }() // what a failure left
	begun := time.Now()
	for i, day := range order {
		before, after := len(p.small), len(p.written)
		if err := t.compactDay(ctx, w, batch, day, days[day], &p); err != nil {
			return total, err
		}
		if o.Progress != nil {
			o.Progress(day, len(p.small)-before, len(p.written)-after)
		}
		p.Days++
		if i < len(order)-1 && len(p.small) < commitFiles && time.Since(begun) < commitAfter {
			continue
		}
		if err := t.commitCompacted(ctx, &p, o.Written); err != nil {
			return total, err
		}
		total.add(p.Compacted)
		p, begun = pending{}, time.Now()
	}
	return total, t.mergeManifests(ctx)
}

// A compaction commits when it has replaced this many files, or has worked this long: each commit reads what is there.
const (
	commitFiles = 1000
	commitAfter = 30 * time.Second
)

// pending is what was put together and is not committed.
type pending struct {
	Compacted
	small   []file
	written []DataFile
}

func (p *pending) discard() {
	for _, f := range p.written {
		os.Remove(f.Path)
	}
}

func (c *Compacted) add(o Compacted) {
	c.Days += o.Days
	c.FilesBefore += o.FilesBefore
	c.FilesAfter += o.FilesAfter
	c.Rows += o.Rows
	c.BytesBefore += o.BytesBefore
	c.BytesAfter += o.BytesAfter
}

func (t *Table) commitCompacted(ctx context.Context, p *pending, note func([]DataFile) error) error {
	if note != nil {
		if err := note(p.written); err != nil {
			return err
		}
	}
	added := p.written
	p.written = nil // the commit may be there though its answer is lost: what to remove is Sweep's to know
	return t.replace(ctx, "", p.small, added, nil)
}

// compactDay puts a day's files together and adds them to p.
func (t *Table) compactDay(ctx context.Context, w *Writer, batch *rows.Batch, day int32, small []file, p *pending) error {
	var counted, kept int64
	for _, f := range small {
		counted += f.rows
		p.BytesBefore += f.bytes
	}
	in := &groupReader{table: t, files: small}
	defer in.close()
	for {
		if more, err := in.more(ctx); err != nil {
			return err
		} else if !more {
			break
		}
		f, err := w.writeFile(day, func(f *datafile.Writer) error { return w.compactInto(ctx, f, in, batch) })
		if err != nil {
			return err
		}
		p.written = append(p.written, f)
		p.FilesAfter++
		p.BytesAfter += f.Bytes
		kept += f.Rows
	}
	if kept != counted {
		return fmt.Errorf("compacting %s of table %s: %d rows were read where the table counts %d; nothing was changed, run tarn verify",
			time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly), t.name, kept, counted)
	}
	p.small = append(p.small, small...)
	p.FilesBefore += len(small)
	p.Rows += kept
	return nil
}

// groupReader gives the row groups of several files, one after another.
type groupReader struct {
	table   *Table
	files   []file
	open    *datafile.Reader
	release func()
	next    int
}

// more reports whether there is another row group.
func (g *groupReader) more(ctx context.Context) (bool, error) {
	for g.open == nil || g.next == g.open.Groups() {
		g.close()
		if len(g.files) == 0 {
			return false, nil
		}
		_, release, err := g.table.fetch(ctx, []string{g.files[0].path})
		if err != nil {
			return false, err
		}
		r, err := datafile.OpenReader(g.files[0].path, g.table.layout)
		if err != nil {
			release()
			return false, err
		}
		g.release = release
		g.open, g.next, g.files = r, 0, g.files[1:]
	}
	return true, nil
}

func (g *groupReader) close() {
	if g.open != nil {
		g.open.Close()
		g.release()
		g.open = nil
	}
}

// fill puts the next row groups into batch, as many as belong together and at least one. It returns their bytes on disk.
func (g *groupReader) fill(ctx context.Context, batch *rows.Batch) (bytes int64, err error) {
	batch.Reset()
	for {
		if more, err := g.more(ctx); err != nil || !more {
			return bytes, err
		}
		if err := ctx.Err(); err != nil {
			return bytes, err
		}
		s := g.open.Size(g.next)
		if batch.N > 0 && (int64(batch.N)+s.Rows > compactRows || bytes+s.Bytes > compactBytes || int64(batch.Bytes())+s.Memory > compactMemory) {
			return bytes, nil
		}
		if err := g.open.ReadGroup(g.next, batch); err != nil {
			return bytes, err
		}
		bytes += s.Bytes
		g.next++
	}
}

// compactInto fills one file. It is sorted where its rows fit into memory, otherwise part by part.
func (w *Writer) compactInto(ctx context.Context, f *datafile.Writer, in *groupReader, batch *rows.Batch) error {
	var written, bytes int64
	for written < compactRows/2 && bytes < compactBytes/2 {
		n, err := in.fill(ctx, batch)
		if err != nil {
			return err
		}
		if batch.N == 0 {
			return nil
		}
		if err := w.writeSorted(f, batch); err != nil {
			return err
		}
		written += int64(batch.N)
		bytes += n
	}
	return nil
}

// writeSorted writes a batch of one day, in row groups.
func (w *Writer) writeSorted(f *datafile.Writer, b *rows.Batch) error {
	times := b.Leaves[b.Leaf(w.table.kind.Time)].Ints
	w.order = w.order[:0]
	for i := range b.N {
		w.order = append(w.order, int32(i))
	}
	slices.SortStableFunc(w.order, func(a, b int32) int { return cmp.Compare(times[a], times[b]) })
	groups := (b.N + groupRows - 1) / groupRows
	for g := range groups {
		if err := f.WriteRowGroup(b, w.order[g*b.N/groups:(g+1)*b.N/groups]); err != nil {
			return err
		}
	}
	return nil
}

// Truncate drops every day before the given one, as retention asks. It returns the number of rows that went.
func (t *Table) Truncate(ctx context.Context, before int32) (int64, error) {
	files, _, err := t.files(ctx, nil)
	if err != nil {
		return 0, err
	}
	var drop []file
	var rows int64
	for _, f := range files {
		if f.day < before {
			drop = append(drop, f)
			rows += f.rows
		}
	}
	if len(drop) == 0 {
		return 0, nil
	}
	err = t.replace(ctx, "", drop, nil, func() iceberg.Properties {
		return iceberg.Properties{droppedProperty: strconv.FormatInt(t.Dropped()+rows, 10)}
	})
	if err != nil {
		return 0, err
	}
	return rows, nil
}

// droppedProperty counts, in the table's properties, the rows that retention dropped.
const droppedProperty = "tarn.dropped-rows"

// Dropped is the number of rows that Truncate has dropped since the table was made.
func (t *Table) Dropped() int64 {
	n, _ := strconv.ParseInt(t.ice.Properties()[droppedProperty], 10, 64)
	return n
}
