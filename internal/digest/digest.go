// Package digest sends dashboards to people: at the times that their files say, each time once, as a message with figures, tables and files.
package digest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tarn/internal/account"
	"tarn/internal/auth"
	"tarn/internal/dashboard"
	"tarn/internal/notify"
)

// Store remembers until when each dashboard was sent.
type Store interface {
	// Reported is the time up to which a dashboard's reports were sent; the zero time where none was looked for yet.
	Reported(ctx context.Context, board string) (time.Time, error)
	// Report notes that a dashboard was sent for a time, and puts the messages into the outbox, both or neither. It does nothing and reports
	// false where it was sent for that time, or a later one, before.
	Report(ctx context.Context, board string, at time.Time, entries []notify.Entry) (bool, error)
}

// Digests send dashboards. Its methods may be called from several goroutines, and several processes may share a Store.
type Digests struct {
	Boards  dashboard.Boards
	Answers *dashboard.Answers
	Store   Store
	Outbox  *notify.Outbox
	// KeyNamed gives a key of a name or an ID.
	KeyNamed func(ctx context.Context, name string) (auth.Key, error)
	// Names gives the names of accounts; it may be nil.
	Names func(ctx context.Context) (account.Names, error)
	// Console is the console's address, for links; empty where nobody said it.
	Console string
	Now     func() time.Time
	Say     func(format string, args ...any)
}

func (d *Digests) now() time.Time {
	if d.Now != nil {
		return d.Now()
	}
	return time.Now()
}

func (d *Digests) names(ctx context.Context) (account.Names, error) {
	if d.Names == nil {
		return nil, nil
	}
	return d.Names(ctx)
}

func (d *Digests) say(format string, args ...any) {
	if d.Say != nil {
		d.Say(format, args...)
	}
}

// late is how long after its time a report is sent still, when no server ran before.
const late = 24 * time.Hour

// Follow sends what is due, until ctx ends. look is how often it looks.
func (d *Digests) Follow(ctx context.Context, look time.Duration) {
	said := map[string]string{}
	for ctx.Err() == nil {
		boards, _ := d.Boards.Load()
		for _, b := range boards {
			text := ""
			if _, err := d.Look(ctx, b); err != nil && ctx.Err() == nil {
				text = err.Error()
			}
			if text != said[b.Name] && text != "" {
				d.say("the report of the dashboard %s: %s", b.Name, text)
			}
			said[b.Name] = text
		}
		select {
		case <-ctx.Done():
		case <-time.After(look):
		}
	}
}

// Look puts a dashboard's report into the outbox where it is due and was not sent for that time, and reports whether it did. A report that is
// seen for the first time begins with its next time; of several that came due while no server ran, the last one is sent, within a day.
func (d *Digests) Look(ctx context.Context, b dashboard.Definition) (bool, error) {
	if b.Report == nil {
		return false, nil
	}
	now := d.now()
	sent, err := d.Store.Reported(ctx, b.Name)
	if err != nil {
		return false, err
	}
	due, ok := b.Report.Due(now)
	if sent.IsZero() {
		_, err := d.Store.Report(ctx, b.Name, now, nil)
		return false, err
	}
	if !ok || !due.After(sent) {
		return false, nil
	}
	if now.Sub(due) > late {
		_, err := d.Store.Report(ctx, b.Name, due, nil)
		return false, err
	}
	for _, name := range b.Report.Notifiers {
		if _, ok := d.Outbox.Notifiers[name]; !ok {
			return false, fmt.Errorf("tarn.yaml has no notifier %s", name)
		}
	}
	key := auth.Key{ID: "report/" + b.Name, Role: auth.Admin}
	if b.As != "" {
		if key, err = d.KeyNamed(ctx, b.As); err != nil {
			return false, err
		}
	}
	zone, err := b.Report.Zone()
	if err != nil {
		return false, err
	}
	m, err := d.Message(ctx, key, b, Ask{Range: b.Report.Range, Filters: b.Report.Filters, Zone: zone, Language: b.Report.Language, Panels: b.Report.Panels})
	if err != nil {
		return false, err
	}
	return d.Store.Report(ctx, b.Name, due, d.Outbox.Entries(m, b.Report.Notifiers, now))
}

// Send sends a dashboard now, past the schedule and the outbox, and gives the receiver's error.
func (d *Digests) Send(ctx context.Context, m notify.Message, notifiers []string) (err error) {
	for _, e := range d.Outbox.Entries(m, notifiers, d.now()) {
		err = errors.Join(err, d.Outbox.SendNow(ctx, e.Notifier, e.Message))
	}
	return err
}
