package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tarn/internal/lake"
)

// Maintenance is what a store's table needs from time to time. Everything in it may be interrupted at any instant.
type Maintenance struct {
	Compaction lake.Compaction
	Expiry     lake.Expiry
	// Retention drops days that ended before now minus it; 0 keeps everything.
	Retention time.Duration
	// Skip leaves the compaction out.
	SkipCompaction bool
}

// Maintained says what was done.
type Maintained struct {
	Compacted        lake.Compacted
	ExpiredRows      int64
	ExpiredSnapshots int
	Swept            lake.Swept
}

// Maintain compacts a store's table, drops what is past its retention, expires snapshots and sweeps files that nobody needs.
// record keeps the hashes of the data files that the compaction wrote.
func Maintain(ctx context.Context, t *lake.Table, store string, ledger Ledger, m Maintenance) (Maintained, error) {
	var done Maintained
	var err error
	if m.Retention > 0 {
		cutoff := lake.Day(time.Now().Add(-m.Retention).UnixMicro())
		// Where a compaction came first, the next maintenance drops them.
		if done.ExpiredRows, err = t.Truncate(ctx, cutoff); err != nil && !errors.Is(err, lake.ErrReplaced) {
			return done, fmt.Errorf("dropping days past their retention: %w", err)
		}
	}
	if !m.SkipCompaction {
		m.Compaction.Written = func(files []lake.DataFile) error {
			b := Batch{Store: store}
			for _, f := range files {
				b.Files = append(b.Files, File{Path: t.Lake().Relative(f.Path), SHA256: f.SHA256, Rows: f.Rows, Bytes: f.Bytes})
			}
			return ledger.Record(ctx, b)
		}
		if done.Compacted, err = t.Compact(ctx, m.Compaction); err != nil && !errors.Is(err, lake.ErrReplaced) {
			return done, err
		}
	}
	open, err := ledger.Open(ctx, store)
	if err != nil {
		return done, fmt.Errorf("reading the ledger: %w", err)
	}
	staged := map[string]bool{}
	for _, b := range open {
		staged[b.ID] = true
	}
	if done.ExpiredSnapshots, err = t.Expire(ctx, m.Expiry, staged); err != nil {
		return done, err
	}
	done.Swept, err = t.Sweep(ctx)
	return done, err
}
