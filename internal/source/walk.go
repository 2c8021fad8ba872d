package source

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"tarn/internal/blob"
)

// Walked is what a walk says at its end.
type Walked struct {
	// State is for the next walk.
	State State
	// Full says that everything within the limits was listed.
	Full bool
	// Series counts the accounts' regions, of all kinds.
	Series int
	// Unplaced counts objects that were left out because their key does not tell the account or region that was asked for.
	Unplaced int64
}

// Walk gives a bucket's objects below root, which is as blob.Open gives it. First come those under folders of days, by day:
// all of one day, of all accounts and regions, before the next day's. Then come all others, in key order, at every walk.
//
// Accounts and regions are looked up by their folders at every walk, so that a new one is seen at once. In each, listing
// begins LookBack days before the latest day seen, by the date in the key: names end in a random part, so that "after the
// last key" would lose objects.
//
// It holds about 33,000 keys, however many there are. yield is called for one object at a time; its error ends the walk.
func Walk(ctx context.Context, b blob.Bucket, root string, p Plan, yield func(Found) error) (Walked, error) {
	if p.LookBack <= 0 {
		p.LookBack = 3
	}
	if p.FullEvery <= 0 {
		p.FullEvery = 24 * time.Hour
	}
	if p.Now.IsZero() {
		p.Now = time.Now()
	}
	w := &walk{bucket: b, plan: p, yield: yield, days: map[string]Day{}}
	if root != "" && !strings.HasSuffix(root, "/") {
		o, _, err := b.Head(ctx, root)
		if err != nil {
			return Walked{State: p.State}, err
		}
		return Walked{State: p.State, Full: true}, yield(Found{Object: o, Place: Parse(o.Key)})
	}
	top, err := w.tree(ctx, root)
	if err != nil {
		return Walked{State: p.State}, err
	}
	all := top.all(series)
	done := Walked{State: p.State, Full: p.full(), Series: len(all)}
	if err := w.byDay(ctx, all); err != nil {
		return done, err
	}
	if err := w.others(ctx, top); err != nil {
		return done, err
	}
	done.Unplaced = w.unplaced
	done.State = p.after(w.days)
	return done, nil
}

type walk struct {
	bucket blob.Bucket
	plan   Plan
	yield  func(Found) error

	// held is how many entries are in pages. page is the size of a day's first one: smaller where there are so many series that
	// full pages of all of them would be too much to hold.
	held atomic.Int64
	page int

	days     map[string]Day
	unplaced int64
}

// Entries held in all pages, in a full and in the smallest one. A full page is what S3 answers at once.
const (
	maxHeld   = 1 << 15
	fullPage  = 1000
	smallPage = 20
)

// byDay merges series.
func (w *walk) byDay(ctx context.Context, all []*node) error {
	cursors := make([]*cursor, len(all))
	for i, n := range all {
		cursors[i] = w.cursor(n)
		defer cursors[i].close()
	}
	w.page = min(max(maxHeld/max(len(all), 1), smallPage), fullPage)
	if err := w.fetch(ctx, cursors); err != nil {
		return err
	}
	for {
		cursors = slices.DeleteFunc(cursors, func(c *cursor) bool { return c.done })
		if len(cursors) == 0 {
			return nil
		}
		day := slices.MinFunc(cursors, func(a, b *cursor) int { return strings.Compare(string(a.day), string(b.day)) }).day
		var today []*cursor
		for _, c := range cursors {
			if c.day == day {
				today = append(today, c)
			}
		}
		for some := range slices.Chunk(today, parallel) {
			if err := w.fetch(ctx, some); err != nil {
				return err
			}
			for _, c := range some {
				if err := w.drain(ctx, c, day); err != nil {
					return err
				}
			}
		}
	}
}

// fetch gets several cursors' next objects at the same time.
func (w *walk) fetch(ctx context.Context, cursors []*cursor) error {
	var g errgroup.Group
	g.SetLimit(parallel)
	for _, c := range cursors {
		g.Go(func() error { return c.fetch(ctx, false) })
	}
	return g.Wait()
}

// drain gives a cursor's objects of one day.
func (w *walk) drain(ctx context.Context, c *cursor, day Day) error {
	for {
		if err := c.fetch(ctx, true); err != nil {
			return err
		}
		if c.done || c.day != day {
			break
		}
		if at := c.head.Place.Day; at > w.days[c.prefix] {
			w.days[c.prefix] = at
		}
		if err := w.give(c.take()); err != nil {
			return err
		}
	}
	if w.page < fullPage {
		c.close()
	}
	if w.held.Load() > maxHeld {
		c.drop()
	}
	return nil
}

// others gives what is in no series.
func (w *walk) others(ctx context.Context, n *node) error {
	switch {
	case n.shape == series || n.shape == unwanted:
		return nil
	case n.shape == level && !n.loose:
		for _, c := range n.children {
			if err := w.others(ctx, c); err != nil {
				return err
			}
		}
		return nil
	}
	for e, err := range w.bucket.List(ctx, blob.ListOptions{Prefix: n.prefix, Folders: n.shape == level}) {
		switch {
		case err != nil:
		case !e.Prefix:
			err = w.give(found(e))
		default:
			c := n.child(e.Key)
			if c == nil { // new since the tree was looked at
				c = &node{prefix: e.Key, shape: heap}
			}
			err = w.others(ctx, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// give hands an object on if it is wanted.
func (w *walk) give(f Found) error {
	from, to := w.plan.days()
	day := f.Place.Day
	switch {
	case !w.plan.wants(f.Place), day != "" && (day < from || to != "" && day > to):
		return nil
	case !w.plan.placed(f.Place):
		w.unplaced++
		return nil
	}
	return w.yield(f)
}
