package decode

import "io"

const (
	windowStart = 256 << 10
	// slack is how many zero bytes follow a scanner's text. No JSON token holds a zero byte, so every scan loop stops there
	// without a bounds test of its own, and may load eight bytes at a time.
	slack = 64
)

// window is a bounded view of a stream: the text in hand is buf[pos:end], followed by slack zero bytes.
type window struct {
	r        io.Reader
	buf      []byte
	pos, end int
	// base is the offset in the stream of buf[0].
	base int64
	// start is how much is in hand to begin with, limit how much ever.
	start, limit int
	// err is what r returned last; nothing follows the text in hand once it is set.
	err error
}

func (w *window) reset(r io.Reader, start, limit int) {
	if len(w.buf) != start+slack {
		w.buf = make([]byte, start+slack)
	}
	clear(w.buf[:slack])
	*w = window{r: r, buf: w.buf, start: start, limit: max(limit, start)}
}

func (w *window) offset() int64 { return w.base + int64(w.pos) }

// more brings more text in behind what is in hand, and moves that to the front of buf: indices into buf are void after it,
// those relative to pos are not. It reports false where there is no
// more: err says why, or is nil where the limit is reached.
func (w *window) more() bool {
	if w.err != nil {
		return false
	}
	if w.pos > 0 {
		copy(w.buf, w.buf[w.pos:w.end])
		w.base += int64(w.pos)
		w.end -= w.pos
		w.pos = 0
	}
	if w.end == len(w.buf)-slack {
		size := w.end
		if size >= w.limit {
			return false
		}
		grown := make([]byte, min(size*2, w.limit)+slack)
		copy(grown, w.buf[:size])
		w.buf = grown
	}
	before, room := w.end, w.buf[:len(w.buf)-slack]
	for idle := 0; w.end < len(room) && w.err == nil; {
		n, err := w.r.Read(room[w.end:])
		w.end += n
		w.err = err
		if n > 0 {
			idle = 0
		} else if idle++; idle == 100 && err == nil {
			w.err = io.ErrNoProgress
		}
	}
	clear(w.buf[w.end : w.end+slack])
	return w.end > before
}

// shrink gives back the memory that a big record took.
func (w *window) shrink() {
	if text := w.buf[w.pos:w.end]; len(w.buf) > w.start+slack && len(text) <= w.start {
		small := make([]byte, w.start+slack)
		copy(small, text)
		w.base += int64(w.pos)
		w.buf, w.pos, w.end = small, 0, len(text)
	}
}
