package dashboard

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/query"
	"tarn/internal/sql/analyze"
)

// Face is how a dashboard's statements are told from others in the history.
const Face = "panel"

// maxRows is how many rows of an answer a page gets. A picture of more shows nothing.
const maxRows = 5000

// Queries run statements; *query.Service is one.
type Queries interface {
	Start(ctx context.Context, stmt query.Statement) (query.Execution, error)
	Get(ctx context.Context, id string) (query.Execution, error)
	Wait(ctx context.Context, id string) (query.Execution, error)
	Results(ctx context.Context, id, token string, max int) (query.Page, error)
}

// Answers asks the panels' statements, and remembers which execution answered: ten who look at a page within its refresh time cost one
// query a panel. Its methods may be called from several goroutines.
type Answers struct {
	Queries Queries
	// Stores lists the stores.
	Stores func(ctx context.Context) ([]catalog.EventDataStore, error)
	Now    func() time.Time

	asking singleflight.Group
	mu     sync.Mutex
	asked  map[string]asked
	// cells is how many cells the pages of asked have.
	cells int
}

// asked is an answer that is kept: which execution has it, and its page, so that nothing has to be read for those who look again.
type asked struct {
	execution string
	at        time.Time
	page      query.Page
}

// Answer is what a panel shows.
type Answer struct {
	// Execution is the query's ID. SQL is its text, with the values in their places.
	Execution string
	SQL       string
	Columns   []analyze.Output
	Rows      []query.Row
	// More says that there are rows beyond those that a page gets.
	More bool
	// Before are the rows of the time before, of a number that is compared.
	Before []query.Row
	Span   Span
	// At is when it was asked.
	At time.Time
}

// Panel answers a panel of a dashboard, which need not have been saved.
func (a *Answers) Panel(ctx context.Context, key auth.Key, d Definition, name string, ask Ask) (Answer, error) {
	for _, p := range d.Panels {
		if p.Name != name {
			continue
		}
		answer, err := a.answer(ctx, key, d, p.SQL, p.Parameters, ask, false)
		if err == nil && p.Chart.Compare {
			var before Answer
			before, err = a.answer(ctx, key, d, p.SQL, p.Parameters, ask, true)
			answer.Before = before.Rows
		}
		return answer, err
	}
	return Answer{}, fmt.Errorf("%w: %s has no panel %s", ErrNotFound, d.Name, name)
}

// Drill gives the events behind a mark of a panel.
func (a *Answers) Drill(ctx context.Context, key auth.Key, d Definition, name string, ask Ask) (Answer, error) {
	for _, p := range d.Panels {
		if p.Name == name && p.Drill != "" && ask.Mark != nil {
			return a.answer(ctx, key, d, p.Drill, nil, ask, false)
		}
	}
	return Answer{}, fmt.Errorf("%w: %s has no panel %s with a drill, or no mark was given", ErrNotFound, d.Name, name)
}

// Choices are the values that a filter offers.
func (a *Answers) Choices(ctx context.Context, key auth.Key, d Definition, name string, ask Ask) (Answer, error) {
	for _, f := range d.Filters {
		if f.Name == name && f.SQL != "" {
			return a.answer(ctx, key, d, f.SQL, nil, ask, false)
		}
	}
	return Answer{}, fmt.Errorf("%w: %s has no filter %s with values to choose from", ErrNotFound, d.Name, name)
}

func (a *Answers) now() time.Time {
	if a.Now != nil {
		return a.Now()
	}
	return time.Now()
}

// Span is the time that a page shows.
func (d Definition) Span(ask Ask, now time.Time) (Span, error) {
	text := ask.Range
	if text == "" {
		if !ask.Span.From.IsZero() || !ask.Span.To.IsZero() {
			if !ask.Span.From.Before(ask.Span.To) {
				return Span{}, fmt.Errorf("%w: the range ends before it begins", ErrAsk)
			}
			return Span{ask.Span.From.UTC(), ask.Span.To.UTC()}, nil
		}
		text = d.Range
	}
	r, err := parseSpan(text)
	if err != nil {
		return Span{}, fmt.Errorf("%w: %w", ErrAsk, err)
	}
	return r.at(now, max(time.Duration(d.Refresh), time.Second), ask.Zone), nil
}

func (a *Answers) answer(ctx context.Context, key auth.Key, d Definition, sql string, parameters []string, ask Ask, before bool) (Answer, error) {
	if ask.Zone == nil {
		ask.Zone = time.UTC
	}
	span, err := d.Span(ask, a.now())
	if err != nil {
		return Answer{}, err
	}
	if before {
		span = span.before()
	}
	stores, err := a.readable(ctx, key)
	if err != nil {
		return Answer{}, err
	}
	v, err := d.values(ask, span, stores)
	if err != nil {
		return Answer{}, err
	}
	text, err := bind(sql, v)
	if err == nil {
		text, err = constants(text, parameters, span)
	}
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{SQL: text, Span: span}
	if err := asks(text); err != nil {
		return answer, err
	}
	kept, err := a.ask(ctx, key, text, time.Duration(d.Refresh), ask.Fresh)
	if err != nil {
		return answer, err
	}
	answer.Execution, answer.At, answer.Columns, answer.Rows, answer.More = kept.execution, kept.at, kept.page.Columns, kept.page.Rows, kept.page.Next != ""
	return answer, nil
}

func (a *Answers) readable(ctx context.Context, key auth.Key) ([]catalog.EventDataStore, error) {
	all, err := a.Stores(ctx)
	var out []catalog.EventDataStore
	for _, s := range all {
		if key.MayRead(s.ID) {
			out = append(out, s)
		}
	}
	return out, err
}

// ask finds an answer that is young enough, or has the statement run. Those who ask the same at once wait for the same run; it goes on
// when one of them leaves.
func (a *Answers) ask(ctx context.Context, key auth.Key, sql string, refresh time.Duration, fresh bool) (asked, error) {
	sum := sha256.Sum256([]byte(reach(key) + "\x00" + sql))
	question := string(sum[:])
	a.mu.Lock()
	old, ok := a.asked[question]
	a.mu.Unlock()
	if ok && !fresh && a.now().Sub(old.at) < refresh {
		return old, nil
	}
	done := a.asking.DoChan(question, func() (any, error) {
		stmt := query.Statement{SQL: sql, Face: Face, By: key.ID, Key: key, Timeout: 5 * time.Minute}
		if !fresh {
			stmt.Reuse = refresh
		}
		answer, err := a.run(context.WithoutCancel(ctx), stmt)
		if errors.Is(err, query.ErrExpired) {
			stmt.Reuse = 0 // the result that it answered with was swept away
			answer, err = a.run(context.WithoutCancel(ctx), stmt)
		}
		if err == nil {
			a.keep(question, answer)
		}
		return answer, err
	})
	select {
	case r := <-done:
		return r.Val.(asked), r.Err
	case <-ctx.Done():
		return asked{}, context.Cause(ctx)
	}
}

// run has a statement run, and reads its first page.
func (a *Answers) run(ctx context.Context, stmt query.Statement) (out asked, err error) {
	x, err := a.Queries.Start(ctx, stmt)
	if err == nil {
		x, err = a.Queries.Wait(ctx, x.ID)
	}
	if err != nil {
		return out, err
	}
	if x.State != query.Finished {
		return out, failure(x)
	}
	out.execution, out.at = x.ID, x.Submitted
	if x.Reused != "" {
		if first, err := a.Queries.Get(ctx, x.Reused); err == nil {
			out.at = first.Submitted
		}
	}
	out.page, err = a.Queries.Results(ctx, x.ID, "", maxRows)
	return out, err
}

// failure says why an execution did not finish.
func failure(x query.Execution) error {
	if x.Error != nil {
		return x.Error
	}
	return errors.New("the query was cancelled")
}

// maxAsked and maxCells are how many answers are remembered, and how many cells they have, of some 50 bytes each.
const (
	maxAsked = 10_000
	maxCells = 2_000_000
)

func (a *Answers) keep(question string, answer asked) {
	cells := len(answer.page.Rows) * len(answer.page.Columns)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.asked == nil || len(a.asked) > maxAsked || a.cells+cells > maxCells {
		a.asked, a.cells = map[string]asked{}, 0
	}
	old := a.asked[question].page
	a.asked[question] = answer
	a.cells += cells - len(old.Rows)*len(old.Columns)
}

// reach tells keys apart that may read different rows.
func reach(k auth.Key) string {
	return string(k.Role) + "\x00" + strings.Join(k.Stores, ",") + "\x00" + strings.Join(k.Databases, ",")
}
