package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"tarn/internal/ingest"
)

// lookupBatch is how many rows a worker brings at once.
const lookupBatch = 40_000

// indexAlone is a child: INDEX EVENTS. It fills one day in eight runs, from which on they are merged.
func indexAlone(_ context.Context, args []string) (any, error) {
	events, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, err
	}
	index, err := ingest.OpenIndex(args[0], make([]byte, 32))
	if err != nil {
		return nil, err
	}
	const runs = 8
	for run := range runs {
		var entries []ingest.Entry
		for number := run * events / runs; number < (run+1)*events/runs; number++ {
			entries = append(entries, ingest.Entry{ID: identity(number), Content: uint64(number) + 1})
		}
		sortEntries(entries)
		if err := index.Add(testDay, "made-up", run, entries); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// mergeAlone is a child: INDEX EVENTS. It has the runs merged.
func mergeAlone(_ context.Context, args []string) (any, error) {
	index, _, err := openTestIndex(args)
	if err != nil {
		return nil, err
	}
	return nil, index.Merge(testDay)
}

// lookUpAlone is a child: INDEX EVENTS. It looks batches up as an import does, and adds what is new.
func lookUpAlone(_ context.Context, args []string) (any, error) {
	index, events, err := openTestIndex(args)
	if err != nil {
		return nil, err
	}
	l := lookedUp{Batch: lookupBatch, Batches: 7}
	var lookups, adds []time.Duration
	for batch := range l.Batches {
		entries := make([]ingest.Entry, lookupBatch)
		for i := range entries {
			number := events + batch*lookupBatch + i // not there
			if i%2 == 0 {
				number = (batch*lookupBatch + i) * (events / (l.Batches * lookupBatch)) // there
			}
			entries[i] = ingest.Entry{ID: identity(number), Content: uint64(number) + 1}
		}
		sortEntries(entries)
		known := make([]bool, len(entries))
		begun := time.Now()
		err := index.Lookup(testDay, entries, func(i int, content uint64) {
			known[i] = content == entries[i].Content
		})
		if err != nil {
			return nil, err
		}
		lookups = append(lookups, time.Since(begun))
		fresh := entries[:0]
		for i, e := range entries {
			if known[i] {
				l.Found++
			} else {
				fresh = append(fresh, e)
			}
		}
		begun = time.Now()
		if err := index.Add(testDay, "new", batch, fresh); err != nil {
			return nil, err
		}
		adds = append(adds, time.Since(begun))
	}
	itself := func(d time.Duration) time.Duration { return d }
	l.Lookup, l.Add = median(lookups, itself), median(adds, itself)
	return l, nil
}

// identity is the number-th of the made-up identities that the index alone is measured with.
func identity(number int) (id ingest.Identity) {
	random := rand.NewPCG(uint64(number), 7)
	binary.LittleEndian.PutUint64(id[:], random.Uint64())
	binary.LittleEndian.PutUint64(id[8:], random.Uint64())
	return id
}

// testDay is the day of the index alone.
const testDay = 20_000

func openTestIndex(args []string) (*ingest.Index, int, error) {
	events, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, 0, err
	}
	index, err := ingest.OpenIndex(args[0], make([]byte, 32))
	if err != nil {
		return nil, 0, err
	}
	complete, err := index.Complete(testDay, int64(events))
	if err == nil && !complete {
		err = fmt.Errorf("the index does not have its %d events", events)
	}
	return index, events, err
}
