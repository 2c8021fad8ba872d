package warehouse

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/lake"
	"tarn/internal/schema"
)

// Optimize puts the small files of those partitions of an Iceberg table together that may have rows that meet the conditions.
func (w *Warehouse) Optimize(ctx context.Context, t catalog.Table, where []schema.Predicate) error {
	_, err := w.Compact(ctx, t, 2, where)
	return err
}

// The properties of a table that say what VACUUM leaves, as Athena has them: https://docs.aws.amazon.com/athena/latest/ug/vacuum-statement.html.
const (
	vacuumAge  = "vacuum_max_snapshot_age_seconds"
	vacuumKeep = "vacuum_min_snapshots_to_keep"
)

// Vacuum drops an Iceberg table's snapshots that are older than its properties say, 5 days by default, and the files that nobody needs then. Those
// of open runs stay.
func (w *Warehouse) Vacuum(ctx context.Context, t catalog.Table) error {
	e := lake.Expiry{OlderThan: 5 * 24 * time.Hour, Keep: 1}
	for name, set := range map[string]func(n int){
		vacuumAge:  func(n int) { e.OlderThan = time.Duration(n) * time.Second },
		vacuumKeep: func(n int) { e.Keep = n },
	} {
		text, ok := t.Parameters[name]
		if !ok {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 1e9 {
			return &engine.Error{Code: "INVALID_TABLE_PROPERTY", Message: fmt.Sprintf("the property %s of table %s.%s is no number of use: %s", name, t.Database, t.Name, text)}
		}
		set(n)
	}
	var open map[string]bool
	if w.OpenRuns != nil {
		var err error
		if open, err = w.OpenRuns(ctx); err != nil {
			return err
		}
	}
	_, _, err := w.Expire(ctx, t, e, open)
	return err
}
