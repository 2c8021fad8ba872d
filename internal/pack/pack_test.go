package pack

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/schema"
	"tarn/internal/serde"
)

func define(t *testing.T, name, list string) Definition {
	t.Helper()
	d := Definition{Name: name}
	for _, c := range strings.Split(list, "; ") {
		column, hive, _ := strings.Cut(c, " ")
		typ, err := schema.ParseHive(hive)
		if err != nil {
			t.Fatal(err)
		}
		d.Columns = append(d.Columns, Column{column, typ})
	}
	return d
}

func sources(n int) (out []Source) {
	for i := range n {
		out = append(out, Source{URI: fmt.Sprintf("s3://b/%d", i), ETag: "e", Size: 100, Modified: time.Unix(int64(i), 0)})
	}
	return out
}

// names gives each source a row with its address.
func names(_ context.Context, s Source, yield func([]any) error) error { return yield([]any{s.URI}) }

// read gives the rows of packs as texts, those of the parts only.
func read(t *testing.T, h *Held) (out []string) {
	t.Helper()
	for _, p := range h.Packs {
		wanted := map[int64]bool{}
		rows := int64(0)
		for _, part := range p.Parts {
			wanted[part.ID] = true
			rows += part.Rows
		}
		if rows == 0 {
			continue
		}
		f, err := os.Open(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r := parquet.NewReader(f)
		at, _ := r.Schema().Lookup(SourceColumn)
		buffer := make([]parquet.Row, 10)
		for {
			n, err := r.ReadRows(buffer)
			for _, row := range buffer[:n] {
				text, keep := "", false
				for _, v := range row {
					if v.Column() == at.ColumnIndex {
						keep = wanted[v.Int64()]
						if !keep && p.Whole {
							t.Errorf("%s is whole, and has a row of %d", p.Path, v.Int64())
						}
						continue
					}
					text += fmt.Sprintf("%v|", v)
				}
				if keep {
					out = append(out, text)
				}
			}
			if err != nil {
				break
			}
		}
	}
	return out
}

func TestASourceIsParsedOnce(t *testing.T) {
	d := define(t, "d", "name string")
	dir := t.TempDir()
	var parsed atomic.Int64
	parse := func(ctx context.Context, s Source, yield func([]any) error) error {
		parsed.Add(1)
		time.Sleep(time.Millisecond)
		return names(ctx, s, yield)
	}
	// Two who want the same at once, as two processes do, and each with two workers.
	all := sources(200)
	var group sync.WaitGroup
	for range 2 {
		s := &Store{Dir: dir, Limit: 1 << 30, Workers: 2}
		group.Go(func() {
			h, err := s.Bring(t.Context(), d, all, parse, nil)
			if err != nil {
				t.Error(err)
				return
			}
			defer h.Release()
			if got := read(t, h); len(got) != len(all) {
				t.Errorf("%d rows", len(got))
			}
		})
	}
	group.Wait()
	if parsed.Load() != 200 {
		t.Errorf("%d sources were parsed", parsed.Load())
	}
	s := &Store{Dir: dir, Limit: 1 << 30}
	// Some of them, one that was replaced, and one that is there no more.
	some := append([]Source{}, all[:50]...)
	some[7].ETag = "another"
	h, err := s.Bring(t.Context(), d, some, parse, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, h); len(got) != 50 || h.Parsed != 1 || h.ParsedBytes != 100 || parsed.Load() != 201 {
		t.Errorf("%d rows, %d parsed", len(got), h.Parsed)
	}
	h.Release()
	// Other columns are another definition.
	if h, err = s.Bring(t.Context(), define(t, "e", "name string"), all[:3], parse, nil); err != nil || h.Parsed != 3 {
		t.Errorf("%+v, %v", h, err)
	}
}

func TestEveryTypeAtAnyDepth(t *testing.T) {
	d := define(t, "d", "a array<struct<x:int,y:array<string>>>; b map<string,array<int>>; c decimal(38,2); d decimal(5,1); e timestamp; f date; g struct<A:struct<b:double>>; h binary; i boolean; j float; k tinyint; l char(3)")
	rows := [][]any{
		{[]any{[]any{int64(1), []any{"p", nil}}, nil, []any{nil, []any{}}}, serde.Map{{"k", []any{int64(1), int64(2)}}, {"l", nil}, {nil, nil}}, big.NewInt(-1), big.NewInt(15), int64(-1501), int32(-1),
			[]any{[]any{1.5}}, []byte{0xff}, true, float32(0.5), int64(-3), "a\xffb"},
		{[]any{}, serde.Map{}, nil, nil, nil, nil, []any{nil}, nil, nil, nil, nil, nil},
		{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil},
	}
	s := &Store{Dir: t.TempDir(), Limit: 1 << 30}
	h, err := s.Bring(t.Context(), d, sources(1), func(_ context.Context, _ Source, yield func([]any) error) error {
		for _, r := range rows {
			if err := yield(r); err != nil {
				return err
			}
		}
		return nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Release()
	for _, row := range read(t, h) {
		t.Log(row)
	}
	_, err = s.Bring(t.Context(), define(t, "e", "n int"), sources(1), func(_ context.Context, _ Source, yield func([]any) error) error { return yield([]any{"text"}) }, nil)
	if err == nil || !strings.Contains(err.Error(), "a string cannot be a integer") {
		t.Error(err)
	}
}

func TestWhatWasParsedBeforeAnErrorStays(t *testing.T) {
	d := define(t, "d", "name string")
	s := &Store{Dir: t.TempDir(), Limit: 1 << 30}
	bad := errors.New("bad")
	var parsed int
	parse := func(ctx context.Context, s Source, yield func([]any) error) error {
		parsed++
		if err := names(ctx, s, yield); err != nil || s.URI != "s3://b/5" {
			return err
		}
		return bad
	}
	if _, err := s.Bring(t.Context(), d, sources(10), parse, nil); !errors.Is(err, bad) {
		t.Fatal(err)
	}
	all := append(sources(10)[:5], sources(10)[6:]...)
	h, err := s.Bring(t.Context(), d, all, parse, nil)
	if err != nil || parsed != 6+4 {
		t.Fatalf("%d parsed, %v", parsed, err)
	}
	if got := read(t, h); len(got) != 9 || h.Packs[0].Whole {
		t.Errorf("%v", got)
	}
	// A caller who gives up leaves what is whole.
	ctx, stop := context.WithCancelCause(t.Context())
	if _, err := s.Bring(ctx, define(t, "e", "name string"), sources(10), func(ctx context.Context, source Source, yield func([]any) error) error {
		if source.URI == "s3://b/3" {
			stop(bad)
		}
		return names(ctx, source, yield)
	}, nil); !errors.Is(err, bad) {
		t.Error(err)
	}
	if h, err := s.Bring(t.Context(), define(t, "e", "name string"), sources(10), names, nil); err != nil || h.Parsed != 6 {
		t.Errorf("%+v %v", h, err)
	}
}

func TestWhatAKilledProcessLeavesIsNothing(t *testing.T) {
	d := define(t, "d", "name string")
	s := &Store{Dir: t.TempDir(), Limit: 1 << 30}
	dir := s.definition(d)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"3-x.claim": sources(1)[0].key(), "3-x.part": "half", "2-y.parquet": "whole, but not said so", "1-z.json": "{", "1-z.parquet": "x",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h, err := s.Bring(t.Context(), d, sources(2), names, nil)
	if err != nil || h.Parsed != 2 || len(read(t, h)) != 2 {
		t.Fatalf("%+v %v", h, err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "[23]-*"))
	if len(left) != 0 {
		t.Error(left)
	}
}

func TestPacksThatWereUsedLongestAgoGo(t *testing.T) {
	s := &Store{Dir: t.TempDir(), Limit: 1 << 30}
	wide := func(_ context.Context, s Source, yield func([]any) error) error {
		for i := range 1000 {
			if err := yield([]any{fmt.Sprintf("%s %d %x", s.URI, i, time.Now().UnixNano())}); err != nil {
				return err
			}
		}
		return nil
	}
	bring := func(name string, bytes int) *Held {
		t.Helper()
		h, err := s.Bring(t.Context(), define(t, name, "name string"), sources(1), wide, nil)
		if err != nil || h.Parsed != bytes {
			t.Fatalf("%s: %+v, %v", name, h, err)
		}
		return h
	}
	first := bring("a", 1)
	size, err := os.Stat(first.Packs[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	bring("b", 1).Release()
	for i, name := range []string{"a", "b"} { // b was used later
		at := time.Now().Add(time.Duration(i-10) * time.Minute)
		paths, _ := filepath.Glob(filepath.Join(s.Dir, name, "*.parquet"))
		if err := os.Chtimes(paths[0], at, at); err != nil {
			t.Fatal(err)
		}
	}
	s.Limit = size.Size() * 5 / 2
	bring("c", 1).Release()
	// a is in use, and b has to go; then a.
	bring("a", 0).Release()
	bring("b", 1).Release()
	first.Release()
	if _, total, err := s.files(); err != nil || total > s.Limit {
		t.Errorf("%d bytes of %d, %v", total, s.Limit, err)
	}
	s.Limit = 100
	if _, err := s.Bring(t.Context(), define(t, "f", "name string"), sources(1), wide, nil); !errors.Is(err, ErrLimit) {
		t.Error(err)
	}
}

// One statement over far more than fits ends soon after the limit, and not when it has filled the disk.
func TestTheLimitHoldsForOneStatement(t *testing.T) {
	s := &Store{Dir: t.TempDir(), Limit: 200_000}
	src := sources(60)
	for i := range src {
		src[i].Size = 64 << 20 // a pack takes two or so
	}
	parsed, most := 0, int64(0)
	_, err := s.Bring(t.Context(), define(t, "f", "name string"), src, func(_ context.Context, x Source, yield func([]any) error) error {
		parsed++
		_, total, _ := s.files()
		most = max(most, total)
		for i := range 1000 {
			if err := yield([]any{fmt.Sprintf("%x", sha256.Sum256([]byte(x.URI+fmt.Sprint(i))))}); err != nil {
				return err
			}
		}
		return nil
	}, nil)
	if !errors.Is(err, ErrLimit) || most > 2*s.Limit || parsed > 12 {
		t.Errorf("%v after %d of 60 sources, %d bytes of at most %d", err, parsed, most, s.Limit)
	}
}
