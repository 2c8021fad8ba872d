package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"tarn/internal/decode"
)

// reader takes objects one after another and has each read by the worker of its format, one at a time.
type reader struct {
	g       *Group
	temp    string
	object  fetched
	workers map[string]*worker
}

func newReader(g *Group, temp string) *reader {
	return &reader{g: g, temp: temp, workers: map[string]*worker{}}
}

func (r *reader) run(ctx context.Context, objects <-chan Found) error {
	for f := range objects {
		if ctx.Err() != nil {
			continue // the walk ends by itself
		}
		if err := r.read(ctx, f); err != nil {
			return err
		}
	}
	for _, w := range r.workers {
		if w.c.failed() {
			continue
		}
		if err := w.flush(context.WithoutCancel(ctx)); err != nil {
			return err
		}
	}
	return nil
}

// read takes one object in. Its error is for what stops the import; what is wrong with the object is counted.
func (r *reader) read(ctx context.Context, f Found) error {
	format, ok := decode.Format{}, false
	if r.g.only != nil {
		format, ok = r.g.only.o.Format, true
	} else {
		format, ok = decode.Recognise(f.Object.URI, nil)
	}
	if !ok {
		var err error
		if f, format, ok, err = r.recognise(ctx, f); err != nil || !ok {
			return err
		}
	}
	w, err := r.worker(ctx, format)
	if err != nil {
		return err
	}
	if err := w.read(ctx, f); err != nil {
		return err
	}
	return r.within(ctx)
}

// recognise looks into an object whose key tells nothing. Where ok is false it has been counted.
func (r *reader) recognise(ctx context.Context, f Found) (_ Found, format decode.Format, ok bool, err error) {
	l := &r.g.loose
	switch {
	case f.Err != nil:
		l.unavailable(f, f.Err)
		return f, format, false, nil
	case f.Skip:
		l.found.Add(1)
		l.skipped.Add(1)
		return f, format, false, nil
	case f.Archived:
		l.found.Add(1)
		l.archived.Add(1)
		return f, format, false, nil
	}
	name, known, err := r.g.Known(ctx, f.Object)
	if err != nil {
		return f, format, false, fmt.Errorf("reading the ledger: %w", err)
	}
	if format, ok = decode.ByName(name); known && ok {
		return f, format, true, nil
	}
	body, err := f.Open(ctx)
	if err != nil {
		switch {
		case ctx.Err() != nil:
		case f.Archives != nil && f.Archives(err):
			l.found.Add(1)
			l.archived.Add(1)
		default:
			l.unavailable(f, err)
		}
		return f, format, false, nil
	}
	head := make([]byte, decode.HeadBytes)
	n, err := io.ReadFull(body, head)
	head = head[:n]
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		body.Close()
		if ctx.Err() == nil {
			l.unavailable(f, err)
		}
		return f, format, false, nil
	}
	if format, ok = decode.Recognise(f.Object.URI, decode.Head(head)); !ok {
		body.Close()
		l.unrecognise(f.Object.URI)
		return f, format, false, nil
	}
	f.Open = func(context.Context) (Body, error) {
		body.ReadCloser = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(bytes.NewReader(head), body.ReadCloser), body.ReadCloser}
		return body, nil
	}
	return f, format, true, nil
}

// worker gives the worker of a format.
func (r *reader) worker(ctx context.Context, f decode.Format) (*worker, error) {
	if w := r.workers[f.Name]; w != nil {
		return w, nil
	}
	m, err := r.g.member(ctx, f)
	if err != nil {
		return nil, err
	}
	room := m.o.BatchRows
	if r.g.only == nil {
		room = 4096 // it grows; there may be many formats, and little of most
	}
	w := newWorker(m, &r.object, r.temp, room)
	r.workers[f.Name] = w
	return w, nil
}

// within writes the fullest batch where all of the reader's together hold too much.
func (r *reader) within(ctx context.Context) error {
	if len(r.workers) < 2 {
		return nil
	}
	total := 0
	var fullest *worker
	for _, w := range r.workers {
		n := w.size()
		if total += n; fullest == nil || n > fullest.size() {
			fullest = w
		}
	}
	if total < r.g.BatchBytes {
		return nil
	}
	return fullest.flush(ctx)
}

// size is about how many bytes the worker's batch takes.
func (w *worker) size() int { return w.batch.Bytes() + 8*len(w.batch.Leaves)*w.batch.N + w.held }

// notGiven counts an object that the source does not give. The ledger hears nothing of it.
func (p *Progress) notGiven(f Found, err error) {
	p.failed.Add(1)
	p.unavailable.Add(1)
	p.problem(f.Object.URI, -1, 0, err.Error())
}

func (l *loose) unavailable(f Found, err error) {
	l.found.Add(1)
	l.notGiven(f, err)
}
