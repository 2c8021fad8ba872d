package query

import (
	"time"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
)

// State is where an execution stands.
type State string

// The states. The last four are final.
const (
	Queued    State = "QUEUED"
	Running   State = "RUNNING"
	Finished  State = "FINISHED"
	Failed    State = "FAILED"
	Cancelled State = "CANCELLED"
	TimedOut  State = "TIMED_OUT"
)

// Final reports whether a state is an execution's last.
func (s State) Final() bool { return s != Queued && s != Running }

// Execution is one run of a statement. It is a copy: it does not change while it is looked at.
type Execution struct {
	ID        string    `json:"id"`
	Statement Statement `json:"statement"`
	State     State     `json:"state"`
	// Started is when it left the queue, Ended when its state became final; zero before.
	Submitted time.Time `json:"submitted"`
	Started   time.Time `json:"started,omitzero"`
	Ended     time.Time `json:"ended,omitzero"`
	// Sources are what holds the rows of the tables that it reads: schema.Relation's Source.
	Sources []string `json:"sources,omitempty"`
	// Reused is the execution whose result this one answers with.
	Reused string `json:"reused,omitempty"`
	// Columns are the result's, known once the statement has a meaning.
	Columns []analyze.Output `json:"columns,omitempty"`
	// Rows counts the result's rows so far; of a statement that writes, those that it wrote.
	Rows int64 `json:"rows"`
	// Written are the files that a statement wrote, s3://bucket/key.
	Written []string `json:"written,omitempty"`
	// Partitions are those of an Iceberg table that rows were written into, as Hive names them.
	Partitions []string `json:"partitions,omitempty"`
	// Stats say what it reads. Fraction is how much of that is done, between 0 and 1, negative while unknown.
	Stats    engine.Stats `json:"stats"`
	Fraction float64      `json:"-"`
	// Doing says what is made ready before the statement itself runs, Fraction then how far that is: converting 3 of 17 files.
	Doing string `json:"-"`
	Notes []Note `json:"notes,omitempty"`
	// Error says why it failed, or ran out of time.
	Error *Error `json:"error,omitempty"`
}

// Note is a word of help about a statement that runs. From and To are byte offsets in the statement.
type Note struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// Waited is the time in the queue, Took the time since; of an execution that goes on, until now.
func (x *Execution) Waited(now time.Time) time.Duration {
	return first(x.Started, x.Ended, now).Sub(x.Submitted)
}

// Took is the time since the execution left the queue.
func (x *Execution) Took(now time.Time) time.Duration {
	if x.Started.IsZero() {
		return 0
	}
	return first(x.Ended, now).Sub(x.Started)
}

func first(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}
