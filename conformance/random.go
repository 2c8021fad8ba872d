package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// expressionsAtATime share one statement: the oracle takes some 50 ms for each.
	expressionsAtATime = 40
	queriesAtATime     = 8
	// randomWorkers is how many statements are asked at a time.
	randomWorkers = 2
)

// random makes statements up until there are enough of them, or the time is over, asks both, and reports the differences, each as small as it
// can be made.
func (c *conformance) random(ctx context.Context, _ []string) error {
	ts, err := randomTables()
	if err != nil {
		return err
	}
	oracle := newTrino("r_" + ts.hash)
	// Where it sorts keys to tell a join's other side, it fails at arrays and rows with a NULL within: accepted.go.
	oracle.session = "enable_dynamic_filtering=false"
	if err := oracle.check(ctx); err != nil {
		return err
	}
	if err := oracle.load(ctx, ts); err != nil {
		return err
	}
	tarn, err := newTarn(ts)
	if err != nil {
		return err
	}
	defer tarn.close()
	calls, err := readCalls(ctx, oracle)
	if err != nil {
		return err
	}
	h := &hunt{tables: ts, patterns: c.flags.patterns, trino: oracle, tarn: tarn, calls: calls, seed: uint64(c.flags.seed), findings: newFindings(c.flags.file)}
	ctx, end := context.WithTimeout(ctx, c.flags.duration)
	defer end()
	if err := h.run(ctx, c.flags.statements); err != nil {
		return err
	}
	fmt.Print(h.findings.text())
	if h.findings.differences() > 0 {
		return errDiffer
	}
	return nil
}

// hunt is one run.
type hunt struct {
	tables   *tables
	patterns bool
	trino    *trino
	tarn     *tarn
	calls    []call
	seed     uint64
	findings *findings
}

// run makes chunks up until there are so many statements; 0 stands for no end. What is in a chunk depends on the seed and the chunk's number alone:
// a seed and a number of statements say exactly what was asked, however many workers there were.
func (h *hunt) run(ctx context.Context, statements int) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if h.patterns { // a chunk has queries only
		statements = statements / queriesAtATime * (expressionsAtATime + queriesAtATime)
	}
	chunks := (statements + expressionsAtATime + queriesAtATime - 1) / (expressionsAtATime + queriesAtATime)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range randomWorkers {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := next.Add(1)
				if statements > 0 && int(n) > chunks {
					return
				}
				c := &chunk{hunt: h, number: int(n), querier: newQuerier(rand.New(rand.NewPCG(h.seed, uint64(n))), h.tables, h.calls)}
				if err := c.run(ctx); err != nil && ctx.Err() == nil {
					stop(fmt.Errorf("chunk %d: %w", n, err))
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	for tick := time.NewTicker(20 * time.Second); ; {
		select {
		case <-tick.C:
			if err := h.findings.write(); err != nil {
				stop(err)
			}
			continue
		case <-done:
		}
		if err := context.Cause(ctx); err != nil && err != context.DeadlineExceeded && err != context.Canceled {
			return err
		}
		return h.findings.write()
	}
}

// chunk is a list of expressions over one table, and some queries.
type chunk struct {
	*hunt
	number  int
	querier *querier
}

func (c *chunk) run(ctx context.Context) error {
	if !c.patterns {
		if err := c.expressions(ctx); err != nil {
			return err
		}
	}
	for range queriesAtATime {
		s := &subject{root: c.querier.query()}
		if c.patterns {
			s.root = c.querier.patternQuery()
		}
		if err := c.alone(ctx, s); err != nil {
			return err
		}
		c.findings.count(func(t *counts) { t.queries++ })
	}
	return ctx.Err()
}

// made is an expression with Tarn's answer.
type made struct {
	node *node
	got  *answer
}

// expressions makes a list of expressions over one table. Tarn answers each by itself. Those that have values are asked of Trino together; those that
// fail at a value are, too, each within TRY; what remains is asked alone.
func (c *chunk) expressions(ctx context.Context) error {
	q := c.querier
	name := pick(q.r, "r0", "r0", "types")
	t := c.tables.byName[name]
	q.columns = nil
	for _, i := range t.known() {
		q.columns = append(q.columns, reference{t.columns[i].name, t.columns[i].typ})
	}
	var fine, failing []made
	var others []*node
	for range expressionsAtATime {
		n := q.expr(q.typ(2), 1+q.r.IntN(4))
		got := c.tarn.run(ctx, (&subject{root: n, table: name}).sql())
		switch {
		case got.code == "":
			fine = append(fine, made{n, got})
		case atRun(got) && q.r.IntN(10) > 0:
			tried := expression(n.typ, "try(%s)", n)
			failing = append(failing, made{tried, c.tarn.run(ctx, (&subject{root: tried, table: name}).sql())})
		default:
			others = append(others, n)
		}
		c.findings.count(func(t *counts) { t.expressions++ })
	}
	if err := c.together(ctx, fine, name, agrees); err != nil {
		return err
	}
	if err := c.together(ctx, failing, name, failsAlike); err != nil {
		return err
	}
	for _, n := range others {
		if err := c.alone(ctx, &subject{root: n, table: name}); err != nil {
			return err
		}
	}
	return nil
}

// together asks for many expressions at once, and for fewer where Trino refuses.
func (c *chunk) together(ctx context.Context, all []made, table string, v outcome) error {
	if len(all) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = n.node.String()
	}
	want, err := c.trino.run(ctx, "SELECT "+strings.Join(texts, ", ")+" FROM "+table+" ORDER BY id")
	if err != nil {
		return err
	}
	alone := func(m made) error {
		n := m.node
		if v == failsAlike {
			n = n.kids[0]
		}
		return c.alone(ctx, &subject{root: n, table: table})
	}
	if want.code != "" {
		if len(all) == 1 {
			return alone(all[0])
		}
		half := len(all) / 2
		if err := c.together(ctx, all[:half], table, v); err != nil {
			return err
		}
		return c.together(ctx, all[half:], table, v)
	}
	for i, m := range all {
		if m.got.code == "" && same(texts[i], want.column(i), m.got.column(0)) {
			c.findings.countAs(v)
		} else if err := alone(m); err != nil {
			return err
		}
	}
	return nil
}

// column is one column of an answer.
func (a *answer) column(i int) *answer {
	out := &answer{columns: a.columns[i : i+1]}
	if i > 0 {
		// The first column's name tells its number.
		out.columns = []string{strings.TrimPrefix(out.columns[0], fmt.Sprintf("_col%d ", i))}
	}
	for _, r := range a.rows {
		out.rows = append(out.rows, r[i:i+1])
	}
	return out
}

// alone asks for one statement, and makes it smaller where the answers differ.
func (c *chunk) alone(ctx context.Context, s *subject) error {
	j, err := c.judge(ctx, s)
	if err != nil {
		return err
	}
	if j.outcome != differs {
		c.findings.settle(j, s.sql())
		return nil
	}
	if c.findings.seenOften(j, s.sql()) {
		return nil
	}
	still := func() bool {
		// Tarn first: it is the quicker one.
		if g := c.tarn.run(ctx, s.sql()); g.code != j.got.code {
			return false
		}
		k, err := c.judge(ctx, s)
		return err == nil && k.outcome == differs && k.kind == j.kind
	}
	shrink(s.root, still)
	if s.table != "" && j.kind == "values" {
		if err := c.oneRow(ctx, s, still); err != nil {
			return err
		}
	}
	if j, err = c.judge(ctx, s); err != nil {
		return err
	}
	c.findings.note(j, s.sql(), c.number)
	return nil
}
