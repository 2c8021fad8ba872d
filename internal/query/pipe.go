package query

import (
	"context"
	"errors"
	"io"
	"sync"

	"tarn/internal/engine"
)

// pipe hands rows to one reader as they come.
type pipe struct {
	rows  chan []engine.Row
	ended chan struct{}
	once  sync.Once
	err   error
	next  int64
	left  []engine.Row
}

func newPipe() *pipe { return &pipe{rows: make(chan []engine.Row, 2), ended: make(chan struct{})} }

func (p *pipe) add(ctx context.Context, rows []engine.Row) error {
	select {
	case p.rows <- rows:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (p *pipe) end(err error) error {
	p.once.Do(func() {
		p.err = err
		close(p.ended)
	})
	return nil
}

var errReadOnce = errors.New("the rows of this statement are read once, from the first to the last")

func (p *pipe) read(ctx context.Context, from int64, max int) ([]engine.Row, error) {
	if from != p.next {
		return nil, errReadOnce
	}
	if len(p.left) == 0 {
		select {
		case p.left = <-p.rows:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-p.ended:
			// What came before the end is read first.
			select {
			case p.left = <-p.rows:
			default:
				if p.err != nil {
					return nil, p.err
				}
				return nil, io.EOF
			}
		}
	}
	n := min(max, len(p.left))
	out := p.left[:n]
	p.left = p.left[n:]
	p.next += int64(n)
	return out, nil
}
