package duckdb

import (
	"context"
	"errors"
	"sync"
)

// pool gives out instances, as many at a time as there are slots; who comes later waits in order. An instance that was given
// back is used again.
type pool struct {
	open  func() (*instance, error)
	slots chan struct{}

	mu     sync.Mutex
	idle   []*instance
	closed bool
}

var errClosed = errors.New("the engine is closed")

func newPool(slots int, open func() (*instance, error)) *pool {
	return &pool{open: open, slots: make(chan struct{}, slots)}
}

// take waits for a slot. The instance must be given back with put.
func (p *pool) take(ctx context.Context) (*instance, error) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		<-p.slots
		return nil, errClosed
	}
	if n := len(p.idle); n > 0 {
		in := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return in, nil
	}
	p.mu.Unlock()
	in, err := p.open()
	if err != nil {
		<-p.slots
	}
	return in, err
}

// put gives an instance back; one that is not to be used again is closed.
func (p *pool) put(in *instance, reuse bool) {
	p.mu.Lock()
	if reuse && !p.closed {
		p.idle = append(p.idle, in)
		in = nil
	}
	p.mu.Unlock()
	if in != nil {
		in.close()
	}
	<-p.slots
}

// warm opens one instance where none is idle, so that the next statement need not wait for it.
func (p *pool) warm() error {
	in, err := p.take(context.Background())
	if err == nil {
		p.put(in, true)
	}
	return err
}

// close closes what is idle; what is out is closed when it comes back.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, in := range p.idle {
		in.close()
	}
	p.idle = nil
}
