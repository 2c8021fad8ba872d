package notify

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Progress is where an entry of the outbox stands.
type Progress string

// The stages. An entry that was taken to be sent waits for when it is due again, should its process end before it has an answer.
const (
	Waiting Progress = "waiting"
	Sent    Progress = "sent"
	// Failed is what its receiver refused, or did not answer for as long as it was tried.
	Failed Progress = "failed"
)

// Entry is a message on its way to one notifier.
type Entry struct {
	ID       string    `json:"id"`
	Notifier string    `json:"notifier"`
	Message  Message   `json:"message"`
	Progress Progress  `json:"progress"`
	Created  time.Time `json:"created"`
	// Due is when it is tried next. Attempts counts the attempts that were begun.
	Due      time.Time `json:"due"`
	Attempts int       `json:"attempts"`
	// Ended is when it was sent, or given up; Error is that of the last attempt.
	Ended time.Time `json:"ended,omitzero"`
	Error string    `json:"error,omitempty"`
}

// Filer is a notifier that sends the files of messages, too.
type Filer interface {
	// TakesFiles tells it apart.
	TakesFiles()
}

// Entries are a message's, one for each of the outbox's notifiers; those that take no files do not get them.
func (o *Outbox) Entries(m Message, notifiers []string, now time.Time) (out []Entry) {
	for _, e := range Entries(m, notifiers, now) {
		if _, ok := o.Notifiers[e.Notifier].(Filer); !ok {
			e.Message.Files = nil
		}
		out = append(out, e)
	}
	return out
}

// Entries are a message's, one for each notifier.
func Entries(m Message, notifiers []string, now time.Time) (out []Entry) {
	for _, name := range notifiers {
		out = append(out, Entry{ID: uuid.NewString(), Notifier: name, Message: m, Progress: Waiting, Created: now.UTC(), Due: now.UTC()})
	}
	return out
}

// Store keeps the outbox's entries.
type Store interface {
	PutOutboxEntry(ctx context.Context, e Entry) error
	// WaitingEntries lists the entries that wait, the oldest first.
	WaitingEntries(ctx context.Context) ([]Entry, error)
	// ClaimEntry takes an entry that waits and is due at a time; ok is false where another process was first. Its Due is then until, and an attempt more is counted.
	ClaimEntry(ctx context.Context, id string, at, until time.Time) (e Entry, ok bool, err error)
	// OutboxEntries lists entries, the youngest first; max 0 is no limit.
	OutboxEntries(ctx context.Context, max int) ([]Entry, error)
	// RemoveOutboxEntries forgets those that ended before a time.
	RemoveOutboxEntries(ctx context.Context, before time.Time) error
}

// Notifier sends messages to one place.
type Notifier interface {
	// Send gives nil once the receiver has taken the message. An error that is no *Refusal may be gone at the next attempt.
	Send(ctx context.Context, m Message) error
}

// Refusal is an answer after which the same message need not be sent again, or not before some time.
type Refusal struct {
	// Permanent says that the receiver will never take it.
	Permanent bool
	// After is how long the receiver asked to wait.
	After time.Duration
	Err   error
}

func (r *Refusal) Error() string { return r.Err.Error() }

// Unwrap gives what the receiver said.
func (r *Refusal) Unwrap() error { return r.Err }

// Outbox sends what its store has, each entry until its receiver has answered. Of a message whose process is killed between the receiver's
// answer and the note of it, nobody knows that it arrived: it is sent a second time, under the same ID.
type Outbox struct {
	Store     Store
	Notifiers map[string]Notifier
	// GiveUp is how long an entry is tried; a day by default.
	GiveUp time.Duration
	// Attempt bounds one attempt; 30 seconds by default.
	Attempt time.Duration
	// Backoff is the time after the first attempt, doubled after each; 5 seconds by default, and never more than 15 minutes.
	Backoff time.Duration
	Now     func() time.Time
	Say     func(format string, args ...any)
	// Counted, where it is not nil, is called with what became of each attempt.
	Counted func(notifier string, p Progress)

	sending sync.Mutex
}

func (o *Outbox) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

func (o *Outbox) attempt() time.Duration {
	if o.Attempt > 0 {
		return o.Attempt
	}
	return 30 * time.Second
}

// Names are the notifiers'.
func (o *Outbox) Names() []string {
	var out []string
	for name := range o.Notifiers {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Follow sends what is due, until ctx ends. look is how often it looks.
func (o *Outbox) Follow(ctx context.Context, look time.Duration) {
	var tidied time.Time
	for ctx.Err() == nil {
		if err := o.Deliver(ctx); err != nil && ctx.Err() == nil && o.Say != nil {
			o.Say("the outbox: %v", err)
		}
		if now := o.now(); now.Sub(tidied) > time.Hour {
			o.Store.RemoveOutboxEntries(ctx, now.AddDate(0, 0, -30))
			tidied = now
		}
		select {
		case <-ctx.Done():
		case <-time.After(look):
		}
	}
}

// Deliver sends what is due now, the entries of a thread in their order, each notifier at its own speed.
func (o *Outbox) Deliver(ctx context.Context) error {
	o.sending.Lock()
	defer o.sending.Unlock()
	list, err := o.Store.WaitingEntries(ctx)
	if err != nil {
		return err
	}
	by := map[string][]Entry{}
	for _, e := range list {
		by[e.Notifier] = append(by[e.Notifier], e)
	}
	var work sync.WaitGroup
	failed := make(chan error, len(by))
	for name, entries := range by {
		work.Go(func() { failed <- o.deliver(ctx, name, entries) })
	}
	work.Wait()
	close(failed)
	for e := range failed {
		err = errors.Join(err, e)
	}
	return err
}

func (o *Outbox) deliver(ctx context.Context, notifier string, entries []Entry) error {
	held := map[string]bool{} // threads of which an older message waits
	for _, e := range entries {
		thread := e.Message.Thread
		if held[thread] || e.Due.After(o.now()) {
			held[thread] = held[thread] || thread != ""
			continue
		}
		if ctx.Err() != nil {
			return nil
		}
		// Whoever has it sends it, or is gone when it is due again.
		e, ok, err := o.Store.ClaimEntry(ctx, e.ID, o.now(), o.now().Add(2*o.attempt()))
		if err != nil {
			return err
		}
		if !ok {
			held[thread] = thread != ""
			continue
		}
		e, err = o.send(ctx, e)
		if err != nil {
			return err
		}
		if e.Progress == Waiting {
			return nil // it may be down: the next look tries again
		}
	}
	return nil
}

// send tries an entry once, and notes what became of it.
func (o *Outbox) send(ctx context.Context, e Entry) (Entry, error) {
	err := o.try(ctx, e)
	if err != nil && ctx.Err() != nil {
		// The process ends, and the receiver may have answered or not: it is tried again when the entry is due.
		return e, nil
	}
	now := o.now().UTC()
	var refused *Refusal
	giveUp := o.GiveUp
	if giveUp == 0 {
		giveUp = 24 * time.Hour
	}
	switch {
	case err == nil:
		e.Progress, e.Ended, e.Error = Sent, now, ""
	case errors.As(err, &refused) && refused.Permanent || now.Sub(e.Created) >= giveUp:
		e.Progress, e.Ended, e.Error = Failed, now, err.Error()
		if o.Say != nil {
			o.Say("notifier %s: the message %q is given up after %d attempts: %v", e.Notifier, e.Message.Title, e.Attempts, err)
		}
	default:
		e.Error = err.Error()
		wait := o.wait(e.Attempts)
		if refused != nil && refused.After > wait {
			wait = min(refused.After, time.Hour)
		}
		e.Due = now.Add(wait)
		if o.Say != nil && e.Attempts == 1 {
			o.Say("notifier %s: %v; trying again", e.Notifier, err)
		}
	}
	if o.Counted != nil {
		o.Counted(e.Notifier, e.Progress)
	}
	return e, o.Store.PutOutboxEntry(context.WithoutCancel(ctx), e)
}

func (o *Outbox) try(ctx context.Context, e Entry) error {
	n, ok := o.Notifiers[e.Notifier]
	if !ok {
		return fmt.Errorf("tarn.yaml has no notifier %s", e.Notifier)
	}
	ctx, cancel := context.WithTimeout(ctx, o.attempt())
	defer cancel()
	return n.Send(ctx, e.Message)
}

// wait is how long to wait after a number of attempts: twice as long after each, and not all at the same moment.
func (o *Outbox) wait(attempts int) time.Duration {
	w := o.Backoff
	if w == 0 {
		w = 5 * time.Second
	}
	for range min(attempts-1, 20) {
		w = min(2*w, 15*time.Minute)
	}
	return w/2 + rand.N(w/2+1)
}

// SendNow sends a message past the outbox, once, and gives the receiver's error.
func (o *Outbox) SendNow(ctx context.Context, notifier string, m Message) error {
	if _, ok := o.Notifiers[notifier]; !ok {
		return fmt.Errorf("there is no notifier %s: notifiers of tarn.yaml has %v", notifier, o.Names())
	}
	return o.try(ctx, Entry{Notifier: notifier, Message: m})
}

// Retry has the entries that were given up wait again, and says how many there are.
func (o *Outbox) Retry(ctx context.Context) (n int, err error) {
	list, err := o.Store.OutboxEntries(ctx, 0)
	if err != nil {
		return 0, err
	}
	for _, e := range list {
		if e.Progress != Failed {
			continue
		}
		e.Progress, e.Created, e.Due, e.Attempts, e.Ended = Waiting, o.now().UTC(), o.now().UTC(), 0, time.Time{}
		if err := o.Store.PutOutboxEntry(ctx, e); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
