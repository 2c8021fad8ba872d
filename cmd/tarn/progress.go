package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"tarn/internal/ingest"
	"tarn/internal/source"
	"tarn/internal/term"
)

// watchImport shows a progress line while an import runs, with the time that is left as far as size tells; what it returns
// ends it. size is only asked where there is a terminal.
func (a *app) watchImport(ctx context.Context, report func() ingest.Report, demo string, size func(context.Context) (source.Count, error)) (stop func()) {
	if _, terminal := term.Terminal(a.stderr); !terminal {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var all atomic.Pointer[source.Count]
	go func() {
		if c, err := size(ctx); err == nil {
			all.Store(&c)
		}
	}()
	line := term.NewProgress(a.stderr, 500*time.Millisecond)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(250 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				line.Clear()
				return
			case <-tick.C:
				line.Show(demo + progressLine(report(), all.Load()))
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// progressLine says what has been read: records become events when their batch is committed, which a first look would take for nothing done.
func progressLine(r ingest.Report, all *source.Count) string {
	read := r.Objects.New + r.Objects.Failed + r.Objects.Digests
	of, left := "", ""
	if all != nil && all.Bytes > 0 {
		of = " of " + grouped(all.Objects)
		fraction := float64(r.Bytes) / float64(all.Bytes)
		if d, ok := term.Left(time.Duration(r.Seconds*float64(time.Second)), fraction); ok {
			left = ", " + term.Time(d) + " left"
		}
		of += " objects " + term.Bar(fraction, 10)
	} else {
		of = " objects"
	}
	rate := ""
	if r.Seconds > 0 {
		rate = ", " + grouped(int64(float64(r.Events.Records)/r.Seconds)) + " a second"
	}
	return fmt.Sprintf("%s%s %s, %s records%s%s", grouped(read), of, byteCount(r.Bytes), grouped(r.Events.Records), left, rate)
}

// counter shows how many of something are done; done ends the line.
func (a *app) counter(verb, noun string) (progress func(done, total int), done func()) {
	line := term.NewProgress(a.stderr, time.Second)
	return func(n, total int) { line.Show(fmt.Sprintf("%s %d of %d %s", verb, n, total, noun)) }, line.Clear
}
