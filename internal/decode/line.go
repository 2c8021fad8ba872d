package decode

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// lineReader cuts a stream into lines, in bounded memory. A line ends in LF or CR LF; blank lines are no records.
type lineReader struct {
	win    window
	max    int
	number int64 // of records so far

	record, offset int64
	raw            []byte
	// last says that the line has no line feed after it: it is the end of the object.
	last bool
	err  error
}

// lookahead is how much of the next line is in hand with a line, where there is as much.
const lookahead = 192

var errParquet = errors.New("a Parquet file: its rows are read by a table that is declared over it, not by an import")

func (l *lineReader) reset(r io.Reader, max int) {
	start := windowStart
	if l.win.start > 0 {
		start = l.win.start
	}
	l.win.reset(r, start, max+len("\r\n"))
	l.max, l.number, l.record, l.offset, l.raw, l.last, l.err = max, 0, 0, 0, nil, false, nil
}

// Raw, Record and Offset are as in Decoder.
func (l *lineReader) Raw() []byte   { return l.raw }
func (l *lineReader) Record() int64 { return l.record }
func (l *lineReader) Offset() int64 { return l.offset }

// read brings the next line, without its end; it is valid until the next call. Errors are those of Decoder.Next.
func (l *lineReader) read() ([]byte, error) {
	if l.err != nil {
		return nil, l.err
	}
	w := &l.win
	if w.base == 0 && w.end == 0 && w.more() {
		if bytes.HasPrefix(w.buf[:w.end], []byte("\xef\xbb\xbf")) {
			w.pos = 3
		} else if bytes.HasPrefix(w.buf[:w.end], parquetMagic) {
			l.err = &ReadError{Err: errParquet}
			return nil, l.err
		}
	}
	w.shrink()
	for {
		n := bytes.IndexByte(w.buf[w.pos:w.end], '\n')
		if n < 0 {
			if w.more() {
				continue
			}
			return l.rest()
		}
		if w.end-w.pos-n <= lookahead && w.err == nil {
			w.more() // moves the line to the front of buf
		}
		line, at := w.buf[w.pos:w.pos+n], w.offset()
		w.pos += n + 1
		if line, err := l.whole(line, at); line != nil || err != nil {
			return line, err
		}
	}
}

// whole brings a line that is in hand; nil where it is blank.
func (l *lineReader) whole(text []byte, at int64) ([]byte, error) {
	line := bytes.TrimSuffix(text, []byte{'\r'})
	if len(line) == 0 {
		return nil, nil
	}
	if len(line) > l.max {
		l.begin(at, text)
		return nil, l.reject(tooLong(l.max))
	}
	l.begin(at, line)
	return line, nil
}

// rest brings what has no line feed after it: the last line, or one that is longer than the window ever is.
func (l *lineReader) rest() ([]byte, error) {
	w := &l.win
	if w.err == nil {
		return nil, l.tooLong()
	}
	line, at := w.buf[w.pos:w.end], w.offset()
	w.pos = w.end
	if w.err != io.EOF {
		l.err = &ReadError{Record: l.number, Offset: w.offset(), Err: w.err}
		if len(line) == 0 {
			return nil, l.err
		}
		l.begin(at, line)
		l.err.(*ReadError).Record = l.number
		return nil, l.reject("truncated: the object ends in the middle of this line")
	}
	l.err = io.EOF
	l.last = true
	line, err := l.whole(line, at)
	if line == nil && err == nil {
		err = io.EOF
	}
	return line, err
}

// tooLong passes over a line that is longer than the window may be.
func (l *lineReader) tooLong() error {
	w := &l.win
	l.begin(w.offset(), nil)
	var k skipped
	for {
		n := bytes.IndexByte(w.buf[w.pos:w.end], '\n')
		if n >= 0 {
			k.take(w, w.pos+n)
			w.pos++
			break
		}
		k.take(w, w.end)
		if !w.more() {
			break
		}
	}
	return &Reject{Reason: tooLong(l.max), Record: l.record, Offset: l.offset, Length: k.length, Raw: k.raw}
}

func tooLong(max int) string {
	return fmt.Sprintf("larger than %d bytes, the most that a record may have", max)
}

// begin notes where a record starts and what its text is.
func (l *lineReader) begin(at int64, line []byte) {
	l.record, l.offset, l.raw = l.number, at, line
	l.number++
}

// skip says that the line that was read is no record.
func (l *lineReader) skip() { l.number-- }

// reject makes the Reject of the line.
func (l *lineReader) reject(reason string) *Reject {
	raw := l.raw
	l.raw = nil
	return &Reject{Reason: reason, Record: l.record, Offset: l.offset, Length: int64(len(raw)), Raw: bytes.Clone(raw[:min(len(raw), MaxRejectRaw)])}
}

// next is how the line after the one that was read begins: what is in hand of it, lookahead bytes or more where it has as many.
func (l *lineReader) next() []byte {
	text := l.win.buf[l.win.pos:l.win.end]
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		text = text[:n]
	}
	return bytes.TrimSuffix(text, []byte{'\r'})
}

// fragment says that the line after the one that was read cannot be a record, as it has no separator: the end of the line that
// was read is there.
func (l *lineReader) fragment(separator byte) bool {
	w := &l.win
	if w.pos == w.end {
		return false
	}
	for _, c := range w.buf[w.pos:w.end] {
		switch c {
		case separator:
			return false
		case '\n', '\r':
			return w.buf[w.pos] != c && w.buf[w.pos] != '#'
		}
	}
	return w.buf[w.pos] != '#' && w.err == io.EOF
}
