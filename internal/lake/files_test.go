package lake

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/table"

	"tarn/internal/schema"
)

// icebergPlan lists the files that iceberg-go plans for predicates on event time.
func icebergPlan(t *testing.T, l *Lake, where []schema.Predicate) []string {
	t.Helper()
	ice, err := l.cat.LoadTable(t.Context(), ident("events"))
	if err != nil {
		t.Fatal(err)
	}
	ref := iceberg.Reference("eventTime")
	var filter iceberg.BooleanExpression = iceberg.AlwaysTrue{}
	for _, p := range where {
		if p.Column != "eventTime" {
			continue
		}
		var at []iceberg.Timestamp
		for _, v := range p.Values {
			at = append(at, iceberg.Timestamp(v.(time.Time).UnixMicro()))
		}
		var e iceberg.BooleanExpression
		switch p.Op {
		case schema.Eq:
			e = iceberg.EqualTo(ref, at[0])
		case schema.In:
			e = iceberg.IsIn(ref, at...)
		case schema.Lt:
			e = iceberg.LessThan(ref, at[0])
		case schema.Le:
			e = iceberg.LessThanEqual(ref, at[0])
		case schema.Gt:
			e = iceberg.GreaterThan(ref, at[0])
		case schema.Ge:
			e = iceberg.GreaterThanEqual(ref, at[0])
		}
		filter = iceberg.NewAnd(filter, e)
	}
	tasks, err := ice.Scan(table.WithRowFilter(filter)).PlanFiles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, task := range tasks {
		out = append(out, localPath(task.File.FilePath()))
	}
	slices.Sort(out)
	return out
}

// Whoever committed what, and however the manifests are divided, the plan is iceberg-go's: for a process that has read the
// manifests before, for one that has not, and for one that has read some of them.
func TestPlansAreThoseOfIceberg(t *testing.T) {
	dir := t.TempDir()
	other := open(t, dir, 0)
	writer := newTable(t, other)
	l := open(t, dir, 0)
	reader, err := l.Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	p := func(op schema.Op, values ...any) schema.Predicate {
		return schema.Predicate{Column: "eventTime", Op: op, Values: values}
	}
	last := at(2, 0).Add(100 * time.Second) // the latest event of a batch's day
	questions := [][]schema.Predicate{
		{p(schema.Ge, at(1, 0)), p(schema.Lt, at(2, 0))},
		nil,
		{p(schema.Eq, at(2, 0).Add(time.Second))},
		{p(schema.Eq, last)},
		{p(schema.Eq, last.Add(time.Microsecond))},
		{p(schema.Gt, last), p(schema.Le, at(3, 0).Add(time.Second))},
		{p(schema.Ge, last), p(schema.Lt, at(3, 0).Add(time.Second))},
		{p(schema.Lt, at(0, 0).Add(time.Second))},
		{p(schema.Le, at(0, 0).Add(time.Second))},
		{p(schema.Gt, at(40, 0))},
		{p(schema.In, at(0, 0).Add(50*time.Second), at(3, 0).Add(50*time.Second))},
		{p(schema.In, at(0, 12), at(3, 12))},
		{p(schema.Ge, at(-1, 0)), {Column: "eventName", Op: schema.Eq, Values: []any{"x"}}},
		{p(schema.Ge, at(5, 0)), p(schema.Lt, at(5, 0))},
	}
	compare := func(when string) {
		t.Helper()
		for i, where := range questions {
			want := icebergPlan(t, other, where)
			fresh, err := open(t, dir, 0).Table(t.Context(), "events", schema.CloudTrail)
			if err != nil {
				t.Fatal(err)
			}
			for who, table := range map[string]*Table{"one that has read": reader, "a fresh one": fresh, "the writer": writer} {
				plan, err := table.Plan(t.Context(), where)
				if err != nil {
					t.Fatal(err)
				}
				plan.Release()
				got := slices.Sorted(slices.Values(plan.Paths))
				if !slices.Equal(got, want) || plan.Rows != int64(100*len(want)) && when == "commits" {
					t.Errorf("after %s, question %d, %s:\n got %d files %v\nwant %d files %v", when, i, who, len(got), got, len(want), want)
				}
				if all := len(icebergPlan(t, other, nil)); plan.Total != all {
					t.Errorf("after %s, question %d, %s: %d of %d files", when, i, who, plan.Total, all)
				}
			}
		}
	}
	compare("nothing")
	put(t, writer, "a", 100, 0, 1, 2, 3)
	put(t, writer, "b", 100, 2)
	compare("commits")
	put(t, reader, "c", 100, 2, 40)
	put(t, writer, "d", 100, 2, -1)
	compare("commits")
	if _, err := writer.Compact(t.Context(), Compaction{}); err != nil {
		t.Fatal(err)
	}
	compare("a compaction")
	put(t, reader, "e", 100, 1)
	if _, err := reader.Truncate(t.Context(), Day(day0+microsPerDay)); err != nil {
		t.Fatal(err)
	}
	compare("retention")
	if err := other.DropTable(t.Context(), "events"); err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Plan(t.Context(), nil); err == nil {
		t.Error("a table that was dropped is planned")
	}
	writer = newTable(t, other)
	if reader, err = l.Table(t.Context(), "events", schema.CloudTrail); err != nil {
		t.Fatal(err)
	}
	put(t, writer, "a", 100, 7)
	compare("another table of the name")
}

// Tables of one lake share what they have read, while others commit and compact.
func TestPlansWhileOthersCommit(t *testing.T) {
	dir := t.TempDir()
	writer := newTable(t, open(t, dir, 0))
	l := open(t, dir, 0)
	put(t, writer, "0", 10, 0)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			table, err := l.Table(t.Context(), "events", schema.CloudTrail)
			if err != nil {
				t.Error(err)
				return
			}
			least := int64(0)
			for ended := false; !ended; time.Sleep(time.Millisecond) {
				select {
				case <-done:
					ended = true
				default:
				}
				plan, err := table.Plan(t.Context(), nil)
				if err != nil {
					t.Error(err)
					return
				}
				plan.Release()
				if plan.Rows < least || plan.Rows%10 != 0 || len(plan.Paths) != plan.Total {
					t.Errorf("%d rows in %d of %d files, after %d rows", plan.Rows, len(plan.Paths), plan.Total, least)
				}
				least = plan.Rows
			}
			if least != 210 {
				t.Errorf("%d rows at the end", least)
			}
		})
	}
	for i := range 20 {
		put(t, writer, fmt.Sprint(i+1), 10, i%3)
		if i%7 == 6 {
			if _, err := writer.Compact(t.Context(), Compaction{MinFiles: 2}); err != nil {
				t.Fatal(err)
			}
		}
	}
	close(done)
	readers.Wait()
}
