// Package demo writes the logs of a demonstration organisation as AWS would
// deliver them to S3: an organisation trail over several accounts and regions,
// with a story in it and a truth file that says what is there.
//
// Each kind of log has a file of its own: cloudtrail.go renders what plan.go and
// story.go decide, logs.go has the kinds besides, which take part in the story.
package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// Options say what to write. The zero value is the default demonstration.
type Options struct {
	Seed   int64     // default 1
	Days   int       // default 30
	Events int       // distinct events in all, default 30,000; never fewer than the story's
	End    time.Time // the day after the last; default DefaultEnd
	Logs   []string  // formats of logs besides those of the trails, as LogFormats has them; default none

	// Progress, if set, is called now and then, never by two goroutines at once,
	// with the number of distinct events written and their total.
	Progress func(done, total int)
}

// DefaultEnd is fixed, so that the same options give the same bytes on any day.
var DefaultEnd = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

const maxDays = 3653

// ErrForeignFolder is what Write returns for a folder that holds anything but a
// demonstration.
var ErrForeignFolder = errors.New("the folder is not empty and holds no demonstration (no " + TruthFile + ")")

// Write writes the demonstration to dir, which is created if need be, and
// returns its truth. The same options give the same bytes on every machine.
//
// A demonstration that is already there is replaced; any other content is
// refused with ErrForeignFolder. When ctx ends early every file is complete, and
// the truth says that the demonstration is not.
func Write(ctx context.Context, dir string, o Options) (*Truth, error) {
	w, truth, err := begin(&o)
	if err != nil {
		return nil, err
	}
	if err := prepare(dir, truth); err != nil {
		return nil, err
	}
	total, err := w.writeDays(ctx, folder(dir), truth.Events, o.Progress)
	if err != nil {
		return nil, err
	}
	if err := finish(ctx, w, folder(dir), total, truth); err != nil {
		return nil, err
	}
	if err := w.writeLogs(ctx, folder(dir), o.Logs, truth.Events, truth); err != nil {
		return nil, err
	}
	truth.Complete = true
	return truth, truth.write(dir)
}

// begin fills in the defaults and returns the world, and the truth as far as it
// is known beforehand.
func begin(o *Options) (*world, *Truth, error) {
	if o.Seed == 0 {
		o.Seed = 1
	}
	if o.Days == 0 {
		o.Days = 30
	}
	if o.Events == 0 {
		o.Events = 30000
	}
	if o.End.IsZero() {
		o.End = DefaultEnd
	}
	if o.Days < 1 || o.Days > maxDays {
		return nil, nil, fmt.Errorf("days must be 1 to %d, not %d", maxDays, o.Days)
	}
	if o.Events < 0 {
		return nil, nil, fmt.Errorf("events must not be negative, but are %d", o.Events)
	}
	end := o.End.UTC().Truncate(24 * time.Hour).Unix()
	w := &world{seed: derive(uint64(o.Seed), label(truthFormat)), first: end - int64(o.Days)*day, days: o.Days}
	if w.first < 0 {
		return nil, nil, fmt.Errorf("the first day must not be before 1970, but is %s", dayName(w.first))
	}
	story, chapters, told := w.tell()
	w.story = story
	w.quota = quotas(max(o.Events-told, 0), o.Days, w.first)
	w.shareOut(max(o.Events, told))
	t := &Truth{
		Format: truthFormat, Seed: o.Seed, Days: o.Days, FirstDay: dayName(w.first), LastDay: dayName(end - day),
		Organisation: organisationID, Bucket: logBucket, Regions: regions, AllowedAddress: allowedAddress,
		Events: max(o.Events, told), Chapters: chapters,
	}
	for _, a := range accounts {
		t.Accounts = append(t.Accounts, Account{a.id, a.name})
	}
	return w, t, nil
}

// prepare empties dir of an older demonstration and marks it as one in writing.
func prepare(dir string, truth *Truth) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		_, err := readTruth(dir)
		if os.IsNotExist(err) {
			return fmt.Errorf("%s: %w; name another folder or an empty one", dir, ErrForeignFolder)
		}
		if err != nil {
			return err
		}
	}
	if err := truth.write(dir); err != nil {
		return err
	}
	var failed error
	for _, name := range append([]string{"AWSLogs", "trail2"}, logFolders...) {
		failed = errors.Join(failed, os.RemoveAll(filepath.Join(dir, name)))
	}
	return failed
}

// writeDays writes the log files, days in parallel. What a day holds depends on
// the seed and the day alone.
func (w *world) writeDays(ctx context.Context, f folder, events int, progress func(done, total int)) (*tally, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	days := make(chan int)
	go func() {
		defer close(days)
		for d := range w.days {
			select {
			case days <- d:
			case <-ctx.Done():
				return
			}
		}
	}()
	total := newTally()
	var mu sync.Mutex
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), w.days) {
		workers.Go(func() {
			s := &scribe{world: w, folder: f, render: renderer{world: w}, pack: newPacker()}
			for d := range days {
				if err := s.writeDay(ctx, d); err != nil {
					cancel(err)
					return
				}
				mu.Lock()
				total.merge(s.tally)
				if progress != nil {
					progress(total.events, events)
				}
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	return total, context.Cause(ctx)
}

// writeDay writes the files of both trails.
func (s *scribe) writeDay(ctx context.Context, d int) error {
	s.tally = newTally()
	a := s.world.plan(d)
	for from, to := 0, 0; from < len(a.events); from = to {
		first := &a.events[from]
		for to = from; to < len(a.events) && a.events[to].site == first.site && a.events[to].stamp == first.stamp; {
			to++
		}
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := s.write(a, a.events[from:to], false); err != nil {
			return err
		}
		if first.site.account() != secondTrailAccount {
			continue
		}
		if err := s.write(a, a.events[from:to], true); err != nil {
			return err
		}
	}
	return nil
}
