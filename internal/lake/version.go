package lake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/table"

	"tarn/internal/schema"
)

// ErrNoSnapshot says that the table has no such snapshot: it never was, or has expired.
var ErrNoSnapshot = errors.New("there is no such snapshot")

// PlanAt is Plan as of a moment in the table's history.
func (t *Table) PlanAt(ctx context.Context, at schema.AsOf, where []schema.Predicate) (*Plan, error) {
	release, err := t.lake.Hold()
	if err != nil {
		return nil, err
	}
	p, err := t.planAt(ctx, at, where)
	if err != nil {
		release()
		return nil, err
	}
	p.Release = release
	return p, nil
}

func (t *Table) planAt(ctx context.Context, at schema.AsOf, where []schema.Predicate) (*Plan, error) {
	if err := t.Refresh(ctx); err != nil {
		return nil, err
	}
	snapshot := t.snapshotAt(at)
	if snapshot == nil {
		return nil, ErrNoSnapshot
	}
	p := &Plan{Uniform: len(t.ice.Metadata().Schemas()) == 1, table: t, sizes: map[string]int64{}}
	if snapshot.Summary != nil {
		fmt.Sscan(snapshot.Summary.Properties["total-data-files"], &p.Total)
	}
	opts := []table.ScanOption{table.WithSnapshotID(snapshot.SnapshotID)}
	if filter := t.timesOf(where); filter != nil {
		opts = append(opts, table.WithRowFilter(filter))
	}
	tasks, err := t.ice.Scan(opts...).PlanFiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("planning table %s: %w", t.name, err)
	}
	for _, task := range tasks {
		path := t.lake.path(task.File.FilePath())
		p.Paths = append(p.Paths, path)
		p.sizes[path] = task.File.FileSizeBytes()
		p.Rows += task.File.Count()
		p.Bytes += task.File.FileSizeBytes()
	}
	return p, nil
}

// timesOf turns the predicates on event time that bound a range into Iceberg's terms.
func (t *Table) timesOf(where []schema.Predicate) iceberg.BooleanExpression {
	ops := map[schema.Op]func(iceberg.UnboundTerm, iceberg.Timestamp) iceberg.UnboundPredicate{
		schema.Eq: iceberg.EqualTo[iceberg.Timestamp], schema.Lt: iceberg.LessThan[iceberg.Timestamp], schema.Le: iceberg.LessThanEqual[iceberg.Timestamp],
		schema.Gt: iceberg.GreaterThan[iceberg.Timestamp], schema.Ge: iceberg.GreaterThanEqual[iceberg.Timestamp],
	}
	var filter iceberg.BooleanExpression
	for _, p := range where {
		op := ops[p.Op]
		if p.Column != t.kind.Time || len(p.Values) != 1 || op == nil {
			continue
		}
		v, ok := p.Values[0].(interface{ UnixMicro() int64 })
		if !ok {
			continue
		}
		var term iceberg.BooleanExpression = op(iceberg.Reference(t.kind.Time), iceberg.Timestamp(v.UnixMicro()))
		if filter != nil {
			term = iceberg.NewAnd(filter, term)
		}
		filter = term
	}
	return filter
}

// snapshotAt is the snapshot of an ID, or the table's at a time; nil where there is none (any more).
func (t *Table) snapshotAt(at schema.AsOf) *table.Snapshot {
	if at.Time.IsZero() {
		return t.ice.SnapshotByID(at.Snapshot)
	}
	var found *table.Snapshot
	for entry := range t.ice.Metadata().SnapshotLogs() {
		if entry.TimestampMs <= at.Time.UnixMilli() {
			found = t.ice.SnapshotByID(entry.SnapshotID)
		}
	}
	return found
}

// Snapshot is a moment in a table's history that has not expired.
type Snapshot struct {
	ID, Parent int64 // Parent is 0 for the first
	Time       time.Time
	Operation  string
}

// Snapshots lists a table's snapshots, the oldest first.
func (t *Table) Snapshots(ctx context.Context) ([]Snapshot, error) {
	if err := t.Refresh(ctx); err != nil {
		return nil, err
	}
	var out []Snapshot
	for _, s := range t.ice.Metadata().Snapshots() {
		one := Snapshot{ID: s.SnapshotID, Time: time.UnixMilli(s.TimestampMs).UTC()}
		if s.ParentSnapshotID != nil {
			one.Parent = *s.ParentSnapshotID
		}
		if s.Summary != nil {
			one.Operation = string(s.Summary.Operation)
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b Snapshot) int { return a.Time.Compare(b.Time) })
	return out, nil
}
