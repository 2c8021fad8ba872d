package ingest

import (
	"context"
	"fmt"

	"tarn/internal/decode"
	"tarn/internal/rows"
)

// stored calls found with the events of a day whose eventID is wanted, as the table gives them back.
func (m *Importer) stored(ctx context.Context, day int32, wanted func(id string) bool, found func(id string, event []byte)) error {
	days, err := m.table.Days(ctx)
	if err != nil {
		return err
	}
	batch := rows.NewBatch(m.table.Layout(), 1024)
	key := m.table.Schema().Key
	eventID := batch.Leaf(key)
	for _, path := range days[day].Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := m.table.ReadGroups(ctx, path, batch, key, func(v string) bool { return wanted(v) }, func() error {
			for row := range batch.N {
				if id, ok := batch.String(eventID, row); ok && wanted(id) {
					found(id, decode.EventJSON(batch, row))
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// verify makes sure, once an import, that the index knows every event of a day that the table has, and makes it anew if not.
func (c *committer) verify(ctx context.Context, day int32) error {
	if c.verified[day] {
		return nil
	}
	complete, err := c.m.index.Complete(day, c.counts[day].Rows)
	if err != nil {
		return err
	}
	if !complete {
		c.m.o.Log.Info("making the index of seen events anew", "day", day, "rows", c.counts[day].Rows)
		if err := c.m.rebuild(ctx, day, c.counts[day].Files); err != nil {
			return err
		}
	}
	c.verified[day] = true
	return nil
}

// rebuild makes a day's index from the table.
func (m *Importer) rebuild(ctx context.Context, day int32, files []string) error {
	err := m.index.Rebuild(day, func(add func(Entry) error) error {
		batch := rows.NewBatch(m.table.Layout(), 1024)
		for _, path := range files {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := m.table.ReadGroups(ctx, path, batch, "", nil, func() error { return m.entries(batch, add) }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("making the index of seen events anew: %w", err)
	}
	return nil
}

// entries calls add with what the index has for stored rows. Their bytes as delivered are not known.
func (m *Importer) entries(batch *rows.Batch, add func(Entry) error) error {
	by := newIdentity(batch.Layout, m.index)
	for row := range batch.N {
		if err := add(by.stored(batch, row)); err != nil {
			return err
		}
	}
	return nil
}
