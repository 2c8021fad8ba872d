package auth

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Ring finds keys for a server with many clients: what it found a moment ago it does not look up again. A key that was removed is
// refused from then on once that moment is over.
type Ring struct {
	keys Keys
	now  func() time.Time

	mu    sync.Mutex
	found map[string]finding
}

type finding struct {
	key   Key
	err   error
	until time.Time
}

// RingTime is for how long a Ring answers without looking.
const RingTime = 2 * time.Second

// ringSize bounds the memory that made-up IDs take.
const ringSize = 1000

// NewRing makes a ring over a store of keys.
func NewRing(keys Keys) *Ring { return &Ring{keys: keys, now: time.Now, found: map[string]finding{}} }

// KeyOf finds the key of an ID, with its secret, or fails with ErrKeyNotFound.
func (r *Ring) KeyOf(ctx context.Context, id string) (Key, error) {
	now := r.now()
	r.mu.Lock()
	f, ok := r.found[id]
	r.mu.Unlock()
	if ok && now.Before(f.until) {
		return f.key, f.err
	}
	k, err := r.keys.KeyOf(ctx, id)
	if err != nil && !errors.Is(err, ErrKeyNotFound) {
		return Key{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.found) >= ringSize {
		clear(r.found)
	}
	r.found[id] = finding{k, err, now.Add(RingTime)}
	return k, err
}
