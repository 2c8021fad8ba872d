package ingest

import (
	"encoding/binary"
	"fmt"
	"os"
	"testing"
)

// However many runs are added to a day, few stay, the large ones are not written again for each small one, and all is found.
func TestIndexMergesTheSmallRuns(t *testing.T) {
	x, err := OpenIndex(t.TempDir(), make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	entry := func(n int) Entry {
		return Entry{ID: x.Identify(binary.BigEndian.AppendUint64(nil, uint64(n))), Content: uint64(n) + 1}
	}
	const large, small, each = 50_000, 300, 10
	err = x.Rebuild(7, func(add func(Entry) error) error {
		for n := range large {
			if err := add(entry(n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	first, err := os.Stat(x.runs[7][0].path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range small {
		var entries []Entry
		for n := range each {
			entries = append(entries, entry(large+i*each+n))
		}
		sortEntries(entries)
		if err := x.Add(7, fmt.Sprint("batch", i), 0, entries); err != nil {
			t.Fatal(err)
		}
		if err := x.Merge(7); err != nil {
			t.Fatal(err)
		}
		if n := len(x.runs[7]); n >= runsPerDay {
			t.Fatalf("%d runs", n)
		}
	}
	kept := false
	for _, r := range x.runs[7] {
		info, err := os.Stat(r.path)
		kept = kept || err == nil && os.SameFile(info, first)
	}
	if !kept {
		t.Error("the large run was written again")
	}
	again, err := OpenIndex(x.dir, x.key)
	if err != nil {
		t.Fatal(err)
	}
	if complete, err := again.Complete(7, large+small*each); err != nil || !complete {
		t.Errorf("complete: %t, %v", complete, err)
	}
	var all []Entry
	for n := range large + small*each + 100 {
		all = append(all, entry(n))
	}
	sortEntries(all)
	found := 0
	err = again.Lookup(7, all, func(i int, content uint64) {
		found++
		if content != all[i].Content {
			t.Errorf("content %d, want %d", content, all[i].Content)
		}
	})
	if err != nil || found != large+small*each {
		t.Errorf("%d found, %v", found, err)
	}
}
