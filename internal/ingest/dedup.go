package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/decode"
	"tarn/internal/lake"
)

// contentIsIdentity stands for the content hash of events whose identity is their content.
const contentIsIdentity = 1

// dedup tells a batch's rows apart from those that the store has and from one another. Of several copies the first stays. A
// row with a known eventID and other content is a conflict.
type dedup struct {
	c          *committer
	w          *worker
	keep       []bool
	kept       int
	duplicates int
	conflicts  []Quarantined
	conflicted []int32 // the parts that conflicts came from
	// indexed says that something was added to the index.
	indexed bool
	// What the index gets, and the rows that need a look at the stored event, by day.
	added    map[int32][]Entry
	suspects map[int32][]placed
}

// placed is an entry with its row.
type placed struct {
	Entry
	day int32
	row int32
}

func newDedup(c *committer, w *worker) *dedup {
	return &dedup{c: c, w: w, added: map[int32][]Entry{}, suspects: map[int32][]placed{}}
}

func (d *dedup) run(ctx context.Context) error {
	b := d.w.batch
	times := b.Leaves[b.Leaf(d.c.m.table.Schema().Time)].Ints
	d.keep = make([]bool, b.N)
	all := make([]placed, b.N)
	for i := range all {
		all[i] = placed{d.w.entries[i], lake.Day(times[i]), int32(i)}
	}
	slices.SortFunc(all, func(a, b placed) int {
		if a.day != b.day {
			return cmp.Compare(a.day, b.day)
		}
		if c := compareIDs(&a.ID, &b.ID); c != 0 {
			return c
		}
		return cmp.Compare(a.row, b.row)
	})
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].day == all[0].day {
			n++
		}
		if err := d.day(ctx, all[0].day, all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	if err := d.compareStored(ctx); err != nil {
		return err
	}
	if err := d.index(ctx); err != nil {
		return err
	}
	for i, k := range d.keep {
		part := &d.w.parts[d.w.partOf[i]]
		if k {
			d.kept++
			part.Events++
		} else {
			part.Duplicates++
		}
	}
	for _, i := range d.conflicted {
		d.w.parts[i].Duplicates--
		d.w.parts[i].Quarantined++
	}
	return nil
}

// day tells the rows of one day apart; they are sorted by identity, then by row.
func (d *dedup) day(ctx context.Context, day int32, all []placed) error {
	if err := d.c.verify(ctx, day); err != nil {
		return err
	}
	fresh := make([]Entry, 0, len(all))
	var copies []placed // of an event earlier in this batch
	first := all[:0:0]
	for i, p := range all {
		if i > 0 && p.ID == all[i-1].ID {
			copies = append(copies, p)
			continue
		}
		first = append(first, p)
		fresh = append(fresh, p.Entry)
	}
	state := make([]uint8, len(first)) // 0 is new, 1 a duplicate, 2 perhaps a conflict
	err := d.c.m.index.Lookup(day, fresh, func(i int, content uint64) {
		if content == fresh[i].Content {
			state[i] = 1
		} else if state[i] == 0 {
			state[i] = 2
		}
	})
	if err != nil {
		return err
	}
	added := fresh[:0]
	for i, p := range first {
		switch state[i] {
		case 0:
			d.keep[p.row] = true
			added = append(added, p.Entry)
		case 1:
			d.duplicates++
		default:
			d.suspects[day] = append(d.suspects[day], p)
		}
	}
	if len(added) > 0 {
		d.added[day] = added
	}
	return d.compareCopies(day, first, state, copies)
}

// index adds the new events to the index, in the name of the open batch.
func (d *dedup) index(ctx context.Context) error {
	if err := d.c.begin(ctx); err != nil {
		return err
	}
	for day, entries := range d.added {
		d.indexed = true
		d.c.days[day] = true
		d.c.part++
		if err := d.c.m.index.Add(day, d.c.open.ID, d.c.part, entries); err != nil {
			return fmt.Errorf("writing the index of seen events: %w", err)
		}
	}
	return nil
}

// compareCopies judges rows whose event came earlier in the batch.
func (d *dedup) compareCopies(day int32, first []placed, state []uint8, copies []placed) error {
	for _, p := range copies {
		i, ok := slices.BinarySearchFunc(first, p, func(a, b placed) int { return compareIDs(&a.ID, &b.ID) })
		switch {
		case !ok:
			return fmt.Errorf("row %d of a batch lost its first copy", p.row)
		case first[i].Content == p.Content:
			if state[i] == 2 {
				d.suspects[day] = append(d.suspects[day], p)
				continue
			}
			d.duplicates++
		case state[i] != 0:
			d.suspects[day] = append(d.suspects[day], p)
		case d.c.m.o.Equal(decode.EventJSON(d.w.batch, int(first[i].row)), decode.EventJSON(d.w.batch, int(p.row))):
			d.duplicates++
		default:
			d.conflict(p)
		}
	}
	return nil
}

// compareStored judges rows whose identity the store has with other bytes: written differently, or another content. What is
// open is committed first, so that the stored event can be read from the table.
func (d *dedup) compareStored(ctx context.Context) error {
	if len(d.suspects) == 0 {
		return nil
	}
	if err := d.c.commit(ctx); err != nil {
		return err
	}
	for day, suspects := range d.suspects {
		want := map[string][]placed{}
		for _, p := range suspects {
			id, _ := d.w.batch.String(d.w.key, int(p.row))
			want[id] = append(want[id], p)
		}
		err := d.c.m.stored(ctx, day, func(id string) bool { return want[id] != nil }, func(id string, event []byte) {
			for _, p := range want[id] {
				if d.c.m.o.Equal(event, decode.EventJSON(d.w.batch, int(p.row))) {
					d.duplicates++
				} else {
					d.conflict(p)
				}
			}
			delete(want, id)
		})
		if err != nil {
			return err
		}
		for id := range want {
			return fmt.Errorf("event %s is in the index of seen events and not in the table; run tarn verify --rebuild-index", id)
		}
	}
	return nil
}

func (d *dedup) conflict(p placed) {
	id, _ := d.w.batch.String(d.w.key, int(p.row))
	record, _ := d.w.batch.Int(d.w.record, int(p.row))
	d.conflicted = append(d.conflicted, d.w.partOf[p.row])
	object := d.w.parts[d.w.partOf[p.row]].Object
	if version, ok := d.w.batch.String(d.w.version, int(p.row)); ok {
		object.Version = strings.Clone(version)
	}
	d.conflicts = append(d.conflicts, Quarantined{
		ID: uuid.NewString(), Object: object, Record: record, Offset: d.w.offsets[p.row], Kind: "conflict", EventID: id,
		Reason: fmt.Sprintf("event %s is in the store with other content; this copy was set aside", id),
		Raw:    decode.EventJSON(d.w.batch, int(p.row)), Time: time.Now().UTC(),
	})
}
