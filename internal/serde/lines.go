package serde

import (
	"bytes"
	"fmt"
	"io"
)

// maxLine bounds a line, as Trino's hive.text.max-line-length does.
const maxLine = 100 << 20

// lines reads text by lines, as Hadoop's LineReader does: a line ends by \n, \r or \r\n, or with the file.
type lines struct {
	in    io.Reader
	buf   []byte
	from  int // the rest of buf begins
	to    int // the rest of buf ends
	err   error
	began bool
	n     int // lines so far
}

func newLines(in io.Reader) *lines { return &lines{in: in, buf: make([]byte, 64<<10)} }

// next gives the next line without its end; it is good until the next call. At the end of the text the error is io.EOF.
func (l *lines) next() ([]byte, error) {
	if !l.began {
		l.began = true
		for l.to < 3 && l.err == nil {
			l.fill()
		}
		if bytes.HasPrefix(l.buf[:l.to], []byte("\xef\xbb\xbf")) {
			l.from = 3
		}
	}
	searched := 0
	for {
		rest := l.buf[l.from:l.to]
		if i := lineEnd(rest[searched:]); i >= 0 {
			i += searched
			if rest[i] == '\r' && i+1 == len(rest) && l.err == nil {
				searched = i // whether \n follows is not known yet
				if err := l.more(); err != nil {
					return nil, err
				}
				continue
			}
			line := rest[:i]
			l.from += i + 1
			if rest[i] == '\r' && i+1 < len(rest) && rest[i+1] == '\n' {
				l.from++
			}
			l.n++
			return line, nil
		}
		if l.err != nil {
			if len(rest) > 0 && l.err == io.EOF {
				l.from = l.to
				l.n++
				return rest, nil
			}
			return nil, l.err
		}
		searched = len(rest)
		if err := l.more(); err != nil {
			return nil, err
		}
	}
}

// lineEnd finds the first \n or \r.
func lineEnd(b []byte) int {
	n := bytes.IndexByte(b, '\n')
	if n < 0 {
		return bytes.IndexByte(b, '\r')
	}
	if r := bytes.IndexByte(b[:n], '\r'); r >= 0 {
		return r
	}
	return n
}

// more makes room for what comes after the rest, and reads it.
func (l *lines) more() error {
	if l.to-l.from > maxLine {
		return &Error{Code: codeBadData, Message: "Line too long in text file", Where: l.where()}
	}
	if l.from > 0 {
		copy(l.buf, l.buf[l.from:l.to])
		l.from, l.to = 0, l.to-l.from
	}
	if l.to == len(l.buf) {
		l.buf = append(l.buf, make([]byte, len(l.buf))...)
	}
	l.fill()
	return nil
}

func (l *lines) fill() {
	n, err := l.in.Read(l.buf[l.to:])
	l.to += n
	l.err = err
}

// where names the line that next gave last, or the one that it cannot give.
func (l *lines) where() string { return fmt.Sprintf("line %d", max(l.n, 1)) }

// lineReader is a reader of files that have a row a line.
type lineReader struct {
	columns, header, footer int
	// decode fills the row from a line, which is used again afterwards. Every value of row is nil before.
	decode func(line []byte, row []any) error
}

func (r *lineReader) read(in io.Reader, yield func(row []any) error) error {
	l := newLines(in)
	for range r.header {
		if _, err := l.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
	held := make([]string, 0, r.footer) // lines that may be the footer
	row := make([]any, r.columns)
	for {
		line, err := l.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if r.footer > 0 {
			if len(held) < r.footer {
				held = append(held, string(line))
				continue
			}
			first := held[0]
			held = append(held[:copy(held, held[1:])], string(line))
			line = []byte(first)
		}
		clear(row)
		if err := r.decode(line, row); err != nil {
			return at(err, l.where())
		}
		if err := yield(row); err != nil {
			return err
		}
	}
}

// at adds the place to an error.
func at(err error, where string) error {
	if e, ok := err.(*Error); ok && e.Where == "" {
		out := *e
		out.Where = where
		return &out
	}
	return err
}

// newLineReader gives the reader of a table's lines.
func newLineReader(t *Table, decoder func() func(line []byte, row []any) error) (func() reader, error) {
	header, err := t.count("skip.header.line.count")
	if err != nil {
		return nil, err
	}
	footer, err := t.count("skip.footer.line.count")
	if err != nil {
		return nil, err
	}
	const maxFooter = 10000
	if footer > maxFooter {
		return nil, metadata("skip.footer.line.count is %d; it can be at most %d", footer, maxFooter)
	}
	n := len(t.Columns)
	return func() reader { return &lineReader{n, header, footer, decoder()} }, nil
}
