package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// Journal is where events wait for the lake: files of JSON lines in a folder, one of which is being written by each process.
//
// What changes something is on the disk before its reply: those that come together are written together, with one wait for the
// disk. What only reads is handed to the operating system before its reply, and is on the disk within syncEvery: hundreds of
// clients that poll do not make the disk wait hundreds of times, and a power failure may take the reads of the last moment.
type Journal struct {
	dir  string
	now  func() time.Time
	wake chan struct{}
	done chan struct{}
	stop chan struct{}

	// syncing is held while the disk is waited for, and before mu.
	syncing sync.Mutex

	mu      sync.Mutex
	file    *os.File
	events  int       // in the file
	bytes   int64     // in the file
	began   time.Time // of the file's first event
	dirty   bool      // something is not on the disk
	waiting []chan error
	err     error
	retried time.Time
	closed  bool
}

const (
	// together is how long an event waits for others that go to the disk with it.
	together  = 2 * time.Millisecond
	syncEvery = 100 * time.Millisecond
	// retryEvery is how often a journal that failed is tried again.
	retryEvery = time.Second
)

// ErrJournal says that the journal cannot be written.
var ErrJournal = errors.New("the record of calls cannot be written")

// Open opens the journal of a folder, and makes the folder where there is none.
func Open(dir string) (*Journal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrJournal, err)
	}
	j := &Journal{dir: dir, now: time.Now, wake: make(chan struct{}, 1), done: make(chan struct{}), stop: make(chan struct{})}
	go j.sync()
	return j, nil
}

// Ready reports why events cannot be written, nil where they can.
func (j *Journal) Ready() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.ready()
}

func (j *Journal) ready() error {
	switch now := j.now(); {
	case j.closed:
		return fmt.Errorf("%w: it is closed", ErrJournal)
	case j.err != nil && now.Sub(j.retried) < retryEvery:
		return j.err
	case j.err == nil && j.file != nil:
		return nil
	default:
		j.retried = now
	}
	j.leave()
	j.file, j.err = create(j.dir, j.now())
	if j.err != nil {
		j.err = fmt.Errorf("%w: %w", ErrJournal, j.err)
	}
	return j.err
}

// Append writes an event. With durable, it is on the disk when Append returns.
func (j *Journal) Append(ctx context.Context, e Event, durable bool) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	wait, err := j.write(append(line, '\n'), durable)
	if err != nil || wait == nil {
		return err
	}
	// What is written is on its way to the disk, whether the client is still there or not.
	return <-wait
}

func (j *Journal) write(line []byte, durable bool) (chan error, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.ready(); err != nil {
		return nil, err
	}
	n, err := j.file.Write(line)
	if err != nil {
		if n > 0 {
			j.file.Truncate(j.bytes) // half an event is none
		}
		return nil, j.fail(err)
	}
	if j.events == 0 {
		j.began = j.now()
	}
	j.events++
	j.bytes += int64(n)
	j.dirty = true
	if !durable {
		return nil, nil
	}
	wait := make(chan error, 1)
	j.waiting = append(j.waiting, wait)
	select {
	case j.wake <- struct{}{}:
	default:
	}
	return wait, nil
}

func (j *Journal) fail(err error) error {
	j.err, j.retried = fmt.Errorf("%w: %w", ErrJournal, err), j.now()
	return j.err
}

// sync brings to the disk what was written.
func (j *Journal) sync() {
	defer close(j.done)
	tick := time.NewTicker(syncEvery)
	defer tick.Stop()
	for {
		select {
		case <-j.wake:
			time.Sleep(together)
		case <-tick.C:
		case <-j.stop:
			j.flush()
			return
		}
		j.flush()
	}
}

// flush waits for the disk without keeping others from writing.
func (j *Journal) flush() {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	file, waiting, dirty := j.file, j.waiting, j.dirty
	j.waiting, j.dirty = nil, false
	j.mu.Unlock()
	if !dirty {
		return
	}
	var err error
	if file != nil {
		err = file.Sync()
	}
	if err != nil {
		j.mu.Lock()
		if j.file == file { // it may have ended meanwhile, and another one begun
			err = j.fail(err)
		}
		j.mu.Unlock()
	}
	for _, w := range waiting {
		w <- err
	}
}

// Pending tells how many events are in the file that is being written, and since when.
func (j *Journal) Pending() (events int, since time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.events, j.began
}

// Rotate ends the file that is being written, so that Segments gives it.
func (j *Journal) Rotate() error {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.events == 0 {
		return nil
	}
	return j.leave()
}

// leave ends the file; one without events goes.
func (j *Journal) leave() error {
	file, events := j.file, j.events
	if file == nil {
		return nil
	}
	waiting := j.waiting
	j.file, j.events, j.bytes, j.dirty, j.waiting = nil, 0, 0, false, nil
	if events == 0 {
		return errors.Join(os.Remove(file.Name()), file.Close())
	}
	err := file.Sync()
	for _, w := range waiting {
		w <- err
	}
	return errors.Join(err, finish(file.Name()), file.Close())
}

// Close ends the journal.
func (j *Journal) Close() error {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return nil
	}
	j.closed = true
	j.mu.Unlock()
	close(j.stop)
	<-j.done
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.leave()
}
