package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
)

// ErrExpired says that an execution's rows are not kept any more.
var ErrExpired = errors.New("the result of this query execution is not kept any more")

// ErrToken says that a page's token is not one that the page before gave.
var ErrToken = errors.New("the token does not belong to this query execution")

// Row is one row of a result; format.Text writes its values.
type Row = engine.Row

// Page is a part of a result.
type Page struct {
	Columns []analyze.Output
	Rows    []engine.Row
	// Next is the token of the page after; empty on the last one.
	Next string
}

// Results gives a page of a finished execution: the first with no token, at most max rows. One that ran out of time gives the rows
// that it had by then. An execution that failed gives its *Error, one that has not ended ErrRunning.
func (s *Service) Results(ctx context.Context, id, token string, max int) (Page, error) {
	x, err := s.Get(ctx, id)
	if err != nil {
		return Page{}, err
	}
	switch {
	case !x.State.Final():
		return Page{}, ErrRunning
	case x.Error != nil && x.State != TimedOut:
		return Page{}, x.Error
	}
	from := int64(0)
	if token != "" {
		at, ok := strings.CutPrefix(token, id+".")
		if from, err = strconv.ParseInt(at, 10, 64); !ok || err != nil || from < 0 || from > x.Rows {
			return Page{}, ErrToken
		}
	}
	page := Page{Columns: x.Columns}
	// After the last row of one that ran out of time comes its error.
	if page.Rows, err = s.rows(ctx, x, from, int(min(int64(max), x.Rows-from))); err != nil {
		return page, err
	}
	if next := from + int64(len(page.Rows)); next < x.Rows {
		page.Next = fmt.Sprintf("%s.%d", id, next)
	}
	return page, nil
}

// Rows gives at most max rows of a finished execution, from one on, which counts from 0.
func (s *Service) Rows(ctx context.Context, id string, from int64, max int) ([]engine.Row, error) {
	x, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.rows(ctx, x, from, max)
}

func (s *Service) rows(ctx context.Context, x Execution, from int64, max int) ([]engine.Row, error) {
	r, err := s.reader(cmp.Or(x.Reused, x.ID))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	r.at = from
	var out []engine.Row
	for len(out) < max {
		rows, err := r.Next(ctx, max-len(out))
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// ErrRunning says that an execution has not ended.
var ErrRunning = errors.New("the query execution has not finished")

// Reader reads a result from its first row on, also while it grows. It is for one goroutine.
type Reader struct {
	rows  keeper
	at    int64
	close func()
}

// Stream reads an execution's result, from now on as it comes.
func (s *Service) Stream(ctx context.Context, id string) (*Reader, error) {
	x, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.reader(cmp.Or(x.Reused, id))
}

func (s *Service) reader(id string) (*Reader, error) {
	if r := s.find(id); r != nil {
		return &Reader{rows: r.rows, close: func() { s.leave(r) }}, nil
	}
	file, err := openSpool(s.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrExpired
	}
	if err != nil {
		return nil, err
	}
	return &Reader{rows: file, close: file.close}, nil
}

// Next gives up to max more rows, at least one, and io.EOF after the last. A statement that fails gives its *Error.
func (r *Reader) Next(ctx context.Context, max int) ([]engine.Row, error) {
	rows, err := r.rows.read(ctx, r.at, max)
	r.at += int64(len(rows))
	return rows, err
}

// Close lets go of the result. A statement whose rows are read once ends with its reader.
func (r *Reader) Close() { r.close() }

func (s *Service) leave(r *running) {
	if _, once := r.rows.(*pipe); !once {
		return
	}
	r.cancel(errCancelled)
	<-r.done
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.running, r.x.ID)
}
