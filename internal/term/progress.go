package term

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// Progress is one line at a terminal that is written over and over. Elsewhere it is silent. Its methods may be called from
// several goroutines.
type Progress struct {
	w     io.Writer
	width int
	from  time.Time
	mu    sync.Mutex
	last  time.Time
	shown bool
}

// NewProgress makes a line on w that appears when something has gone on for a while.
func NewProgress(w io.Writer, after time.Duration) *Progress {
	width, ok := Terminal(w)
	if !ok {
		return &Progress{}
	}
	return &Progress{w: w, width: width, from: time.Now().Add(after)}
}

// Show writes the line anew, at most ten times a second.
func (p *Progress) Show(text string) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil || now.Before(p.from) || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.w, "\r%s\x1b[K", Cut(Safe(text), p.width-1))
}

// Clear takes the line away.
func (p *Progress) Clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// Bar draws how much of a whole is done, in so many cells: [#####.....].
func Bar(fraction float64, cells int) string {
	full := int(min(max(fraction, 0), 1) * float64(cells))
	b := make([]byte, cells+2)
	for i := range b {
		switch {
		case i == 0:
			b[i] = '['
		case i == cells+1:
			b[i] = ']'
		case i <= full:
			b[i] = '#'
		default:
			b[i] = '.'
		}
	}
	return string(b)
}

// Left judges the time that is left from what has passed; ok is false while it cannot be told.
func Left(passed time.Duration, fraction float64) (left time.Duration, ok bool) {
	if fraction <= 0.01 || fraction > 1 {
		return 0, false
	}
	return time.Duration(float64(passed) * (1 - fraction) / fraction), true
}
