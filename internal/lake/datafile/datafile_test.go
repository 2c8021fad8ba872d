package datafile

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// fill adds rows of every shape: NULL and empty strings, rows that are there with NULL members, arrays that are NULL, empty,
// and with NULL elements.
func fill(b *rows.Batch, n int, rnd *rand.Rand) {
	time, record := b.Leaf("eventTime"), b.Leaf("_record")
	name, id, request, readOnly := b.Leaf("eventName"), b.Leaf("eventID"), b.Leaf("requestParameters"), b.Leaf("readOnly")
	first, end, def := b.Group("userIdentity")
	cfirst, cend, cdef := b.Group("userIdentity.sessionContext")
	arn, mfa := b.Leaf("userIdentity.arn"), b.Leaf("userIdentity.sessionContext.attributes.mfaAuthenticated")
	list := b.Layout.Lists[0]
	for i := range n {
		b.Begin()
		b.SetInt(time, 1_700_000_000_000_000+rnd.Int64N(86_400_000_000))
		b.SetInt(record, int64(i))
		b.SetString(name, fmt.Appendf(nil, "Event%d", rnd.IntN(40)))
		b.SetString(id, fmt.Appendf(nil, "%016x-%016x", rnd.Uint64(), rnd.Uint64()))
		if rnd.IntN(3) > 0 {
			b.SetString(request, []byte(`{"a":"`+strings.Repeat("x", rnd.IntN(300))+`"}`))
		}
		if rnd.IntN(3) > 0 {
			b.SetInt(readOnly, int64(rnd.IntN(2)))
		}
		if rnd.IntN(4) > 0 {
			b.Present(first, end, def)
			b.SetString(arn, fmt.Appendf(nil, "arn:aws:iam::%d", rnd.IntN(500)))
			if rnd.IntN(2) > 0 {
				b.Present(cfirst, cend, cdef)
			}
			if rnd.IntN(2) > 0 {
				b.SetString(mfa, nil)
			}
		}
		if rnd.IntN(3) > 0 {
			b.OpenList(0)
			for range rnd.IntN(4) {
				null := rnd.IntN(5) == 0
				b.AddElement(0, null)
				if !null && rnd.IntN(3) > 0 {
					b.SetElement(list.First, fmt.Appendf(nil, "%d", rnd.IntN(9)))
				}
			}
		}
	}
}

// text writes a row's leaves with their levels, to compare two batches.
func text(b *rows.Batch, row int) string {
	var s strings.Builder
	cell := func(l *rows.Leaf, max, code uint32, n int) {
		switch {
		case code < max:
			fmt.Fprintf(&s, "%d,", code)
		case l.Ints != nil:
			fmt.Fprintf(&s, "=%d,", l.Ints[n])
		default:
			fmt.Fprintf(&s, "%q,", l.Dict[code-max])
		}
	}
	for i, info := range b.Layout.Leaves {
		l := &b.Leaves[i]
		if info.List < 0 {
			cell(l, info.MaxDef, l.Codes[row], row)
			continue
		}
		var from uint32
		if row > 0 {
			from = b.Lists[info.List].Ends[row-1]
		}
		fmt.Fprintf(&s, "%d[", b.Lists[info.List].Defs[row])
		for j := from; j < b.Lists[info.List].Ends[row]; j++ {
			cell(l, info.MaxDef, l.Codes[j], int(j))
		}
		s.WriteString("]")
	}
	return s.String()
}

func write(t *testing.T, l *rows.Layout, groups int, b *rows.Batch) (string, Stats) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.parquet")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := NewWriter(l)
	w.Reset(f)
	for g := range groups {
		var order []int32
		for i := g; i < b.N; i += groups {
			order = append(order, int32(i))
		}
		if err := w.WriteRowGroup(b, order); err != nil {
			t.Fatal(err)
		}
	}
	stats, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path, stats
}

func TestFileReadsBackAsWritten(t *testing.T) {
	l := rows.NewLayout(schema.CloudTrail)
	b := rows.NewBatch(l, 10)
	fill(b, 50_000, rand.New(rand.NewPCG(1, 2)))
	path, stats := write(t, l, 2, b)
	if stats.Rows != 50_000 || len(stats.Splits) != 2 {
		t.Fatalf("stats %+v", stats)
	}
	r, err := OpenReader(path, l)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	back := rows.NewBatch(l, 10)
	for g := range r.Groups() {
		if err := r.ReadGroup(g, back); err != nil {
			t.Fatal(err)
		}
	}
	for i := range b.N {
		at := i/2 + i%2*25_000
		if want, got := text(b, i), text(back, at); want != got {
			t.Fatalf("row %d\nwant %s\ngot  %s", i, want, got)
		}
	}
}

func TestBloomFiltersAndBoundsAsOthersReadThem(t *testing.T) {
	l := rows.NewLayout(schema.CloudTrail)
	b := rows.NewBatch(l, 10)
	fill(b, 5000, rand.New(rand.NewPCG(3, 4)))
	path, stats := write(t, l, 1, b)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	pq, err := parquet.OpenFile(f, stats.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"eventID", "userIdentity.arn"} {
		leaf := l.Leaf(path)
		filter := pq.RowGroups()[0].ColumnChunks()[leaf].BloomFilter()
		if filter == nil {
			t.Fatalf("%s has no bloom filter", path)
		}
		for i := range b.N {
			v, ok := b.String(leaf, i)
			if !ok {
				continue
			}
			if found, err := filter.Check(parquet.ByteArrayValue([]byte(v))); err != nil || !found {
				t.Fatalf("%s: %q is not in the filter: %v", path, v, err)
			}
		}
		if found, _ := filter.Check(parquet.ByteArrayValue([]byte("absent"))); found {
			t.Errorf("%s: an absent value is found", path)
		}
	}
	var lo, hi int64
	for i := range b.N {
		v, _ := b.Int(l.Leaf("eventTime"), i)
		if i == 0 {
			lo, hi = v, v
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	if stats.Time != (Bounds{lo, hi}) {
		t.Errorf("bounds %v, want %v", stats.Time, Bounds{lo, hi})
	}
}

// An older file lacks a column, a row's member before and after the others, and an array's member.
func TestColumnsAddedLaterAreNullInOlderFiles(t *testing.T) {
	old := *schema.CloudTrail
	old.Columns = nil
	for _, c := range schema.CloudTrail.Columns {
		switch c.Name {
		case "eventName", "tlsDetails":
			continue
		case "userIdentity":
			c.Members = c.Members[1:5]
		case "resources":
			c.Members = c.Members[1:]
		}
		old.Columns = append(old.Columns, c)
	}
	was := rows.NewLayout(&old)
	b := rows.NewBatch(was, 10)
	first, end, def := b.Group("userIdentity")
	b.Begin()
	b.Present(first, end, def)
	b.SetString(b.Leaf("userIdentity.arn"), []byte("a"))
	b.OpenList(0)
	b.AddElement(0, false)
	b.SetElement(b.Layout.Lists[0].First, []byte("AWS::S3::Object"))
	b.Begin()
	path, _ := write(t, was, 1, b)

	now := rows.NewLayout(schema.CloudTrail)
	r, err := OpenReader(path, now)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	back := rows.NewBatch(now, 10)
	if err := r.ReadGroup(0, back); err != nil {
		t.Fatal(err)
	}
	want := rows.NewBatch(now, 10)
	first, end, def = want.Group("userIdentity")
	want.Begin()
	want.Present(first, end, def)
	want.SetString(want.Leaf("userIdentity.arn"), []byte("a"))
	want.OpenList(0)
	want.AddElement(0, false)
	want.SetElement(want.Layout.Lists[0].First+1, []byte("AWS::S3::Object"))
	want.Begin()
	for i := range want.N {
		if a, b := text(want, i), text(back, i); a != b {
			t.Errorf("row %d\nwant %s\ngot  %s", i, a, b)
		}
	}
}
