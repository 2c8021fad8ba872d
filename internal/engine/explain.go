package engine

import (
	"context"
	"time"

	"tarn/internal/sql/analyze"
)

// Explainer is an engine that shows how it goes about a statement.
type Explainer interface {
	// Text is what the engine is told to do; each scan's files are left out.
	Text(q *analyze.Query) (string, error)
	// Measure runs a statement to its end and gives what its steps took, instead of its rows. verbose asks for all that the engine has.
	Measure(ctx context.Context, q *analyze.Query, verbose bool, started func()) (*Profile, error)
}

// Profile is what a statement took.
type Profile struct {
	Stats Stats
	Reads []Read
	Took  time.Duration
	// Top is the last step. Text, where it is not empty, stands in its place: the engine's own words about its steps.
	Top  *Step
	Text string
}

// Read is what was read of a relation.
type Read struct {
	Table string
	Stats
}

// Step is a step of the engine's plan, in the words of Trino's plans, the last first.
type Step struct {
	Name string
	// About says what the step works on.
	About string
	// Rows are those that it gave, Time what its own work took, over all threads.
	Rows int64
	Time time.Duration
	// Read has the index of the read that the step is, -1 for none.
	Read     int
	Children []*Step
}
