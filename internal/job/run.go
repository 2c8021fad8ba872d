package job

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// State is a run's, in Airflow's words.
type State string

// The states.
const (
	Running    State = "running"
	Success    State = "success"
	Failed     State = "failed"
	UpForRetry State = "up_for_retry"
)

// Run is one run of a job for an interval. A second run for the same interval, asked for, is a run of its own.
type Run struct {
	ID  string `json:"id"`
	Job string `json:"job"`
	Interval
	State State `json:"state"`
	// By is what started it: schedule, manual, backfill, or the name of a trigger.
	By         string            `json:"by"`
	Parameters map[string]string `json:"parameters,omitempty"`
	// Attempt counts the attempts, from 1.
	Attempt int       `json:"attempt"`
	Begun   time.Time `json:"begun"`
	Ended   time.Time `json:"ended,omitzero"`
	// Retry is when it is tried again.
	Retry time.Time `json:"retry,omitzero"`
	// Rows were written, into Partitions; Bytes were read.
	Rows       int64    `json:"rows"`
	Bytes      int64    `json:"bytes"`
	Partitions []string `json:"partitions,omitempty"`
	Queries    []string `json:"queries,omitempty"`
	Error      string   `json:"error,omitempty"`
}

// Open are the IDs of the runs whose rows may be in a table although they are not noted as there: those that go on, and those that have
// failed and have not been made good by another run for the interval.
func Open(runs []Run) map[string]bool {
	of := func(r Run) string { return r.Job + " " + r.Interval.String() }
	good := map[string]bool{}
	for _, r := range runs {
		good[of(r)] = good[of(r)] || r.State == Success
	}
	open := map[string]bool{}
	for _, r := range runs {
		if r.State != Success && (r.State != Failed || !good[of(r)]) {
			open[r.ID] = true
		}
	}
	return open
}

// Settings are what is set of a job beside its file.
type Settings struct {
	// Enabled says that its schedule is followed: nil is the default, which is yes for files and no for what Tarn brings.
	Enabled *bool `json:"enabled,omitempty"`
	// Bookmark is the end of the last interval that the schedule has done. Paused says that runs do not move it.
	Bookmark time.Time `json:"bookmark,omitzero"`
	Paused   bool      `json:"paused,omitempty"`
	// Reset is when the bookmark was last moved by hand: what was run before is run again where the schedule comes to it.
	Reset time.Time `json:"reset,omitzero"`
}

// Store keeps runs and settings.
type Store interface {
	// JobRuns lists a job's runs, or all jobs' for "", the youngest first; max 0 is no limit.
	JobRuns(ctx context.Context, job string, max int) ([]Run, error)
	// FindJobRuns gives the runs that a filter takes, the youngest first: a job that runs each minute has too many to look through.
	FindJobRuns(ctx context.Context, f RunFilter) ([]Run, error)
	// PutJobRun adds a run, or replaces the one of its ID.
	PutJobRun(ctx context.Context, r Run) error
	JobSettings(ctx context.Context, job string) (Settings, error)
	SetJobSettings(ctx context.Context, job string, s Settings) error
}

// RunFilter says which runs are sought. What is empty is not asked.
type RunFilter struct {
	Job string
	// ID is the beginning of the run's.
	ID     string
	States []State
	// Over is an interval that the run's has a part of.
	Over Interval
	// Max is how many are wanted.
	Max int
}

// Takes reports whether a run is sought.
func (f RunFilter) Takes(r Run) bool {
	return (f.Job == "" || f.Job == r.Job) && strings.HasPrefix(r.ID, f.ID) && (len(f.States) == 0 || slices.Contains(f.States, r.State)) &&
		(f.Over.End.IsZero() || r.Start.Before(f.Over.End) && r.End.After(f.Over.Start))
}

// Errors, one a kind.
var (
	ErrNotFound = errors.New("there is no such job")
	// ErrDependency says that a job that has to come first has not succeeded.
	ErrDependency = errors.New("a job that this one depends on has not succeeded for the interval")
)
