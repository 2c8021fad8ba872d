package ingest

import (
	"sync"
	"sync/atomic"
	"time"
)

// Report is what an import did. The JSON names are a promise.
type Report struct {
	Objects ObjectCounts `json:"objects"`
	Events  EventCounts  `json:"events"`
	// Bytes read from the source, and of decompressed text.
	Bytes        int64   `json:"bytes"`
	DecodedBytes int64   `json:"decodedBytes"`
	Seconds      float64 `json:"seconds"`
	EventsPerSec float64 `json:"eventsPerSecond"`
	Commits      int     `json:"commits"`
	DataFiles    int     `json:"dataFiles"`
	DataBytes    int64   `json:"dataBytes"`
	// Interrupted says that the import was stopped before it had seen everything.
	Interrupted bool `json:"interrupted"`
	// Problems are the first reasons why objects failed or records were quarantined.
	Problems []Problem `json:"problems,omitempty"`
	// Formats share the counts out, where there is more than one format.
	Formats []FormatReport `json:"formats,omitempty"`
	// Unrecognised names the first objects that are in no format that Tarn knows.
	Unrecognised []string `json:"unrecognised,omitempty"`
}

// FormatReport is what an import did with the objects of one format.
type FormatReport struct {
	Format string `json:"format"`
	// Store is the name of the store that its records went to.
	Store   string       `json:"store"`
	Objects ObjectCounts `json:"objects"`
	Events  EventCounts  `json:"events"`
}

// add puts two imports' counts together. Their problems are the first of both.
func (r *Report) add(o Report) {
	r.Objects.Found += o.Objects.Found
	r.Objects.New += o.Objects.New
	r.Objects.Skipped += o.Objects.Skipped
	r.Objects.Failed += o.Objects.Failed
	r.Objects.Digests += o.Objects.Digests
	r.Objects.Archived += o.Objects.Archived
	r.Objects.Unavailable += o.Objects.Unavailable
	r.Events.Records += o.Events.Records
	r.Events.In += o.Events.In
	r.Events.Duplicates += o.Events.Duplicates
	r.Events.Quarantined += o.Events.Quarantined
	r.Events.Conflicts += o.Events.Conflicts
	r.Events.Insights += o.Events.Insights
	r.Events.LeftOut += o.Events.LeftOut
	r.Bytes += o.Bytes
	r.DecodedBytes += o.DecodedBytes
	r.Commits += o.Commits
	r.DataFiles += o.DataFiles
	r.DataBytes += o.DataBytes
	r.Problems = append(r.Problems, o.Problems...)
	r.Problems = r.Problems[:min(len(r.Problems), maxProblems)]
}

// ObjectCounts counts source objects: Found is all that were seen, each one of them is counted once below.
type ObjectCounts struct {
	Found    int64 `json:"found"`
	New      int64 `json:"new"`
	Skipped  int64 `json:"skipped"`
	Failed   int64 `json:"failed"`
	Digests  int64 `json:"digests"`
	Archived int64 `json:"archived"`
	// Unavailable are those of the failed that the source did not give; the next import tries them again.
	Unavailable int64 `json:"unavailable"`
	// Unrecognised are those in no format that Tarn knows; they are looked at again by the next import.
	Unrecognised int64 `json:"unrecognised,omitempty"`
}

// EventCounts counts records: Records is all that were read, each one of them became an event, a duplicate or quarantined, or
// was left out.
type EventCounts struct {
	Records     int64 `json:"records"`
	In          int64 `json:"in"`
	Duplicates  int64 `json:"duplicates"`
	Quarantined int64 `json:"quarantined"`
	// Conflicts are those of the quarantined that carry a stored event's eventID with other content.
	Conflicts int64 `json:"conflicts"`
	// Insights are those of the events that are CloudTrail Insights.
	Insights int64 `json:"insights"`
	// LeftOut are those that the store's selectors do not take.
	LeftOut int64 `json:"leftOut,omitempty"`
}

// Problem is one thing that went wrong.
type Problem struct {
	Object string `json:"object"`
	// Record is the record's number in the object, -1 for the object itself.
	Record int64  `json:"record"`
	Offset int64  `json:"offset"`
	Reason string `json:"reason"`
	// More are the object's further problems, which are not among the report's.
	More int64 `json:"more,omitempty"`
}

// A report has so many problems, and of an object no more than so many.
const (
	maxProblems       = 10
	maxObjectProblems = 3
)

// Progress counts while an import runs; its methods may be called at any time.
type Progress struct {
	found, fresh, skipped, failed, digests, archived, unavailable atomic.Int64
	records, in, duplicates, quarantined, conflicts, insights     atomic.Int64
	bytes, decoded, commits, files, fileBytes                     atomic.Int64
	begun                                                         time.Time
	mu                                                            sync.Mutex
	problems                                                      []Problem
	leftOut                                                       atomic.Int64
	tell                                                          func(Problem)
}

func (p *Progress) problem(object string, record, offset int64, reason string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := Problem{Object: object, Record: record, Offset: offset, Reason: reason}
	same, last := 0, -1
	for i := range p.problems {
		if p.problems[i].Object == object {
			same, last = same+1, i
		}
	}
	switch {
	case same >= maxObjectProblems || same > 0 && len(p.problems) == maxProblems:
		p.problems[last].More++
	case len(p.problems) < maxProblems:
		p.problems = append(p.problems, one)
	}
	if p.tell != nil {
		p.tell(one)
	}
}

// Report gives the counts as of now.
func (p *Progress) Report() Report {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := Report{
		Objects: ObjectCounts{p.found.Load(), p.fresh.Load(), p.skipped.Load(), p.failed.Load(), p.digests.Load(), p.archived.Load(), p.unavailable.Load(), 0},
		Events:  EventCounts{p.records.Load(), p.in.Load(), p.duplicates.Load(), p.quarantined.Load(), p.conflicts.Load(), p.insights.Load(), p.leftOut.Load()},
		Bytes:   p.bytes.Load(), DecodedBytes: p.decoded.Load(), Seconds: time.Since(p.begun).Seconds(),
		Commits: int(p.commits.Load()), DataFiles: int(p.files.Load()), DataBytes: p.fileBytes.Load(),
		Problems: append([]Problem(nil), p.problems...),
	}
	if r.Seconds > 0 {
		r.EventsPerSec = float64(r.Events.In) / r.Seconds
	}
	return r
}
