package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tarn/internal/query"
	"tarn/internal/term"
)

// watchQuery shows how far a statement has come once it takes longer than a second; what it returns ends the line, and may be
// called again.
func (a *app) watchQuery(ctx context.Context, s *query.Service, id string) (stop func()) {
	if _, terminal := term.Terminal(a.stderr); !terminal {
		return func() {}
	}
	line := term.NewProgress(a.stderr, time.Second)
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				line.Clear()
				return
			case now := <-tick.C:
				if x, err := s.Get(ctx, id); err == nil {
					line.Show(queryLine(x, now))
				}
			}
		}
	}()
	return sync.OnceFunc(func() {
		cancel()
		<-ended
	})
}

// queryLine is [#####.....] 45%, 1.2 of 2.6 GB, 300 MB a second, 5 s left.
func queryLine(x query.Execution, now time.Time) string {
	if x.State == query.Queued {
		return "waiting for " + term.Time(x.Waited(now))
	}
	took := x.Took(now)
	if x.Doing != "" {
		return fmt.Sprintf("%s %s, %s", term.Bar(x.Fraction, 20), x.Doing, term.Time(took))
	}
	if x.Fraction < 0 {
		return "planning, " + term.Time(took)
	}
	done := int64(float64(x.Stats.Bytes) * x.Fraction)
	s := fmt.Sprintf("%s %2.0f%%", term.Bar(x.Fraction, 20), 100*x.Fraction)
	if x.Stats.Bytes > 0 && took > 0 {
		s += fmt.Sprintf(", %s of %s, %s a second", term.Bytes(done), term.Bytes(x.Stats.Bytes), term.Bytes(int64(float64(done)/took.Seconds())))
	}
	if left, ok := term.Left(took, x.Fraction); ok && x.Fraction < 1 {
		s += ", " + term.Time(left) + " left"
	}
	if x.Rows > 0 {
		s += ", " + term.Things(x.Rows, "row", "rows")
	}
	return s
}
