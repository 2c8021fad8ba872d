package rowpattern

import (
	"errors"
	"testing"
	"time"
)

func table(rows int) *Table { return &Table{Rows: rows} }

func label(l int) *Pattern { return &Pattern{Kind: Label, Label: l} }

func repeated(p *Pattern) *Pattern { return &Pattern{Kind: Repetition, Parts: []*Pattern{p}, Max: -1} }

// A pattern that has very many ways to match the same rows takes no longer for it.
func TestManyWays(t *testing.T) {
	p := repeated(&Pattern{Kind: Choice, Parts: []*Pattern{label(0), label(0), repeated(label(0)), {Kind: Sequence, Parts: []*Pattern{label(0), label(1)}}}})
	program, err := Compile(&Spec{Labels: 2, Pattern: p, Conditions: make([]*Condition, 2)})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	rows, err := program.Find(table(100_000))
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d matches, %v", len(rows), err)
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %s", took)
	}
}

// A pattern that waits for a row that never comes is done at once.
func TestWaiting(t *testing.T) {
	long := table(1_000_000)
	long.Bits = [][]int64{make([]int64, long.Rows+1)}
	spec := &Spec{Labels: 2, Pattern: &Pattern{Kind: Sequence, Parts: []*Pattern{repeated(label(0)), label(1)}}, Conditions: []*Condition{nil, {Op: Bit}},
		Anchors: []Anchor{{Kind: Row, Last: true}}}
	program, err := Compile(spec)
	if err != nil {
		t.Fatal(err)
	}
	program.steps = 10 * long.Rows
	if rows, err := program.Find(long); err != nil || rows != nil {
		t.Errorf("%d matches, %v", len(rows), err)
	}
}

// A pattern that begins everywhere and matches nowhere ends with an error, as does one whose ways all differ for a condition.
func TestBounds(t *testing.T) {
	never := &Condition{Op: Bit}
	long := table(100_000)
	long.Bits = [][]int64{make([]int64, long.Rows+1)}
	anchors := []Anchor{{Kind: Row}} // FIRST(x): the row that a match begins with
	spec := &Spec{Labels: 2, Pattern: &Pattern{Kind: Sequence, Parts: []*Pattern{repeated(label(0)), label(1)}}, Conditions: []*Condition{nil, never}, Anchors: anchors}
	program, err := Compile(spec)
	if err != nil {
		t.Fatal(err)
	}
	program.steps = maxSteps / 100
	start := time.Now()
	if _, err := program.Find(long); !errors.Is(err, errSteps) {
		t.Errorf("A* B without a B: %v", err)
	}
	t.Logf("%d steps took %s", program.steps, time.Since(start))
	// Each of the last 20 labels is remembered, for B to look at.
	spec = &Spec{Labels: 3, Pattern: &Pattern{Kind: Sequence, Parts: []*Pattern{repeated(&Pattern{Kind: Choice, Parts: []*Pattern{label(0), label(2)}}), label(1)}}, Conditions: []*Condition{nil,
		{Op: Bit, Bit: 0, Anchor: -1, Classifiers: []int{0}}, nil}, Classifiers: []Navigation{{Last: true, Offset: 40}}}
	if program, err = Compile(spec); err != nil {
		t.Fatal(err)
	}
	start = time.Now()
	if _, err := program.Find(long); !errors.Is(err, errThreads) {
		t.Errorf("(A | C)* B about the labels: %v", err)
	}
	t.Logf("%d threads took %s", maxThreads, time.Since(start))
}

func TestLargePatterns(t *testing.T) {
	many := make([]*Pattern, 12)
	for i := range many {
		many[i] = label(0)
	}
	for _, p := range []*Pattern{{Kind: Permutation, Parts: many}, {Kind: Repetition, Parts: []*Pattern{label(0)}, Min: 1 << 30, Max: 1 << 30}} {
		if _, err := Compile(&Spec{Labels: 1, Pattern: p, Conditions: make([]*Condition, 1)}); !errors.Is(err, errLarge) {
			t.Errorf("%v: %v", p.Kind, err)
		}
	}
}
