package source

import (
	"context"
	"iter"
	"strings"

	"tarn/internal/blob"
)

// cursor goes through a series, from one day to the next. It holds a page of entries, and a listing that goes on after them
// or, where there are too many cursors for that, the key to go on after.
type cursor struct {
	w *walk
	*node
	// first and last are the days wanted.
	first, last Day

	page []blob.Entry
	// after is the last key that was listed, taken the last one that was given.
	after, taken string
	// ended says that nothing is listed after page.
	ended bool
	next  func() (blob.Entry, error, bool)
	stop  func()
	// short says that the listing ends after a page, by its Limit.
	short bool

	// head is the next object, if has. day is its day: for an object whose key tells none, that of the object before it.
	head Found
	has  bool
	day  Day
	done bool
}

func (w *walk) cursor(n *node) *cursor {
	c := &cursor{w: w, node: n, first: w.plan.start(n.prefix)}
	_, c.last = w.plan.days()
	if c.first != "" {
		c.after = n.day(c.first)
	}
	c.taken = c.after
	return c
}

// fetch sees to it that the next object is in hand, or that the cursor is done. Whoever drains a day wants large pages.
func (c *cursor) fetch(ctx context.Context, draining bool) error {
	for !c.has && !c.done {
		if len(c.page) == 0 {
			if c.ended {
				c.finish()
				return nil
			}
			if err := c.fill(ctx, draining); err != nil {
				return err
			}
			continue
		}
		f := found(c.page[0])
		c.page = c.page[1:]
		c.w.held.Add(-1)
		switch day := f.Place.Day; {
		case day != "" && day < c.first:
		case c.last != "" && day > c.last && strings.HasPrefix(f.Key, c.node.day(day)):
			c.finish()
		case c.last != "" && day > c.last: // AWS Config writes no zeros before months and days: earlier ones may come
		default:
			c.head, c.has, c.day = f, true, max(c.day, day)
		}
	}
	return nil
}

// fill lists the next page.
func (c *cursor) fill(ctx context.Context, draining bool) error {
	size := c.w.page
	if draining {
		size = fullPage
	}
	if c.next == nil {
		o := blob.ListOptions{Prefix: c.prefix, StartAfter: c.after}
		if c.short = size < fullPage; c.short {
			o.Limit = size
		}
		c.next, c.stop = iter.Pull2(c.w.bucket.List(ctx, o))
	}
	c.page = make([]blob.Entry, 0, min(size, 64))
	for len(c.page) < size {
		e, err, ok := c.next()
		if err != nil {
			return err
		}
		if !ok {
			c.close()
			c.ended = true
			return nil
		}
		c.page = append(c.page, e)
		c.after = e.Key
		c.w.held.Add(1)
	}
	if c.short {
		c.close()
	}
	return nil
}

// take gives the object in hand.
func (c *cursor) take() Found {
	c.has = false
	c.taken = c.head.Key
	return c.head
}

// close lets the listing go, not the page.
func (c *cursor) close() {
	if c.next != nil {
		c.stop()
		c.next, c.stop = nil, nil
	}
}

// drop lets the page and the object in hand go, too; they are listed again.
func (c *cursor) drop() {
	c.close()
	c.w.held.Add(int64(-len(c.page)))
	c.page, c.has, c.ended, c.after = nil, false, false, c.taken
}

func (c *cursor) finish() {
	c.drop()
	c.done = true
}
