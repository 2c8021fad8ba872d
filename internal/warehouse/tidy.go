package warehouse

import (
	"context"
	"errors"
	"slices"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/lake"
)

// Tidy removes what statements left that were killed, and the tables that are dropped, a day later; snapshots expire as those of stores do,
// but for those of the open runs, which ask for them.
func (w *Warehouse) Tidy(ctx context.Context, now time.Time, open map[string]bool) error {
	names, err := w.names(ctx)
	if err != nil {
		return err
	}
	if err := w.Lake.SweepMade(ctx, func(name string) bool { return names[name] }, now); err != nil {
		return err
	}
	there, err := w.Lake.Tables(ctx)
	if err != nil {
		return err
	}
	if w.Copies != nil {
		copies, err := w.Copies.CopyNames(ctx)
		if err != nil {
			return err
		}
		for _, name := range copies {
			if !slices.Contains(there, name) {
				if err := w.Copies.DropCopy(ctx, name); err != nil {
					return err
				}
			}
		}
	}
	for _, name := range there {
		if !names[name] {
			continue
		}
		m, err := w.Lake.Made(ctx, name)
		if errors.Is(err, lake.ErrNoTable) {
			continue
		}
		if err != nil {
			return err
		}
		if _, _, err := expire(ctx, m, lake.DefaultExpiry, open); err != nil {
			return err
		}
	}
	return nil
}

// Expire drops a table's old snapshots, but for those of open runs, and the files that nobody needs.
func (w *Warehouse) Expire(ctx context.Context, t catalog.Table, e lake.Expiry, open map[string]bool) (snapshots int, s lake.Swept, err error) {
	m, err := w.made(ctx, t)
	if err != nil {
		return 0, s, err
	}
	return expire(ctx, m, e, open)
}

func expire(ctx context.Context, m *lake.Made, e lake.Expiry, open map[string]bool) (snapshots int, s lake.Swept, err error) {
	if snapshots, err = m.Expire(ctx, e, open); err == nil {
		s, err = m.Sweep(ctx)
	}
	return snapshots, s, err
}

// Verify compares a table's files with what was written. A table of which the lake has nothing is a fault.
func (w *Warehouse) Verify(ctx context.Context, t catalog.Table, progress func(done, total int)) (lake.Verified, error) {
	m, err := w.Lake.Made(ctx, Name(t))
	if errors.Is(err, lake.ErrNoTable) {
		return lake.Verified{Faults: []lake.Fault{{Path: Name(t), Reason: "the lake has no such table"}}}, nil
	}
	if err != nil {
		return lake.Verified{}, err
	}
	return m.Verify(ctx, progress)
}

// names are those that the tables of databases, and the copies of their files, may have in the lake.
func (w *Warehouse) names(ctx context.Context) (map[string]bool, error) {
	names := map[string]bool{}
	databases, err := w.Data.Databases(ctx, "", 0)
	if err != nil {
		return nil, err
	}
	for _, d := range databases {
		tables, err := w.Data.Tables(ctx, d.Name, "", 0)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			names[Name(t)], names[CopyName(t)] = true, true // whatever its properties have become
		}
	}
	return names, nil
}
