package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	"tarn/internal/demo"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/rows"
)

// fill is a child: DATA-DIRECTORY EVENTS [told]. It fills a store with made-up events, spread over the days up to the demonstration's
// last, in data files of the size that compaction leaves, and the index of seen events with them. Those that are told have what
// dashboards ask for: who, where, from where, and what came of it.
func fill(ctx context.Context, args []string) (any, error) {
	events, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, err
	}
	s, err := openStore(ctx, args[0])
	if err != nil {
		return nil, err
	}
	defer s.close()
	key, err := s.state.Key(ctx)
	if err != nil {
		return nil, err
	}
	last := lake.Day(demo.DefaultEnd.UnixMicro()) - 1
	days := make(chan int32)
	var commits sync.Mutex
	var g errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			index, err := ingest.OpenIndex(filepath.Join(s.dir, "index", s.entry.ID), key)
			if err != nil {
				return err
			}
			f := &filler{told: len(args) > 2, index: index, writer: s.table.NewWriter(), batch: rows.NewBatch(s.table.Layout(), fileRows)}
			for day := range days {
				files, err := f.day(day, events/queryDays)
				if err != nil {
					return err
				}
				commits.Lock()
				err = s.table.Commit(ctx, "", files)
				commits.Unlock()
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	for day := last - queryDays + 1; day <= last; day++ {
		days <- day
	}
	close(days)
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return measure(ctx, args[:1])
}

// fileRows is just more than a file has that compaction would take up again.
const fileRows = 125_000

type filler struct {
	told   bool
	index  *ingest.Index
	writer *lake.Writer
	batch  *rows.Batch
}

func (f *filler) day(day int32, events int) ([]lake.DataFile, error) {
	b := f.batch
	id, name, at := b.Leaf("eventID"), b.Leaf("eventName"), b.Leaf("eventTime")
	names := [][]byte{[]byte("AssumeRole"), []byte("GetObject"), []byte("DescribeInstances"), []byte("PutObject")}
	random := rand.New(rand.NewPCG(uint64(day), 1))
	var t *teller
	if f.told {
		t = newTeller(b, random)
	}
	entries := make([]ingest.Entry, 0, events)
	var files []lake.DataFile
	var text [36]byte
	b.Reset()
	for i := range events {
		makeID(&text, random)
		b.Begin()
		b.SetString(id, text[:])
		if t == nil {
			b.SetString(name, names[random.IntN(len(names))])
		} else {
			t.tell(name)
		}
		b.SetInt(at, (int64(day)*86400+int64(i)*86400/int64(events))*1_000_000)
		entries = append(entries, ingest.Entry{ID: f.index.Identify(text[:]), Content: f.index.HashContent(text[:])})
		if b.N == fileRows || i == events-1 {
			some, err := f.writer.Write(b, nil)
			if err != nil {
				return nil, err
			}
			files = append(files, some...)
			b.Reset()
		}
	}
	sortEntries(entries)
	return files, f.index.Add(day, "made-up", 0, entries)
}

// makeID writes a random UUID.
func makeID(text *[36]byte, random *rand.Rand) {
	var raw [16]byte
	binary.LittleEndian.PutUint64(raw[:], random.Uint64())
	binary.LittleEndian.PutUint64(raw[8:], random.Uint64())
	for i, at := range [...]int{0, 9, 14, 19, 24} {
		from := [...]int{0, 4, 6, 8, 10, 16}
		hex.Encode(text[at:], raw[from[i]:from[i+1]])
	}
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
}

func sortEntries(e []ingest.Entry) {
	slices.SortFunc(e, func(a, b ingest.Entry) int { return bytes.Compare(a.ID[:], b.ID[:]) })
}
