package console

import "sync"

// backfill is runs of a job that the console began.
type backfill struct {
	mu               sync.Mutex
	done, failed, of int
}

func (b *backfill) add(failed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done++
	if failed {
		b.failed++
	}
}

func (b *backfill) progress() Backfilling {
	b.mu.Lock()
	defer b.mu.Unlock()
	return Backfilling{Done: b.done, Failed: b.failed, Of: b.of}
}
