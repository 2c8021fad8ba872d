package alert

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/disk"
	"tarn/internal/notify"
	"tarn/internal/parameter"
	"tarn/internal/query"
	"tarn/internal/sql/syntax"
)

// maxRows is how many rows of an answer an evaluation looks at.
const maxRows = 100_000

// ErrNoStore says that a rule's logs are not there.
var ErrNoStore = errors.New("there are no logs of the kind yet")

// Run evaluates a rule for a time: its rows are announced, its groups change their states, and messages are put into the outbox, all at once.
// A time that is not after the last one that was evaluated changes nothing. One rule has one evaluation at a time, in whatever process.
func (a *Alerts) Run(ctx context.Context, r Rule, at time.Time) ([]Message, error) {
	if missing := r.missing(); len(missing) > 0 {
		return nil, fmt.Errorf("rule %s needs the parameter %s: give it in its file, or under alerts.parameters.%s of tarn.yaml", r.Name, strings.Join(missing, " and "), r.Name)
	}
	unlock, err := a.lock(ctx, r.Name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	return a.run(ctx, r, at)
}

func (a *Alerts) run(ctx context.Context, r Rule, at time.Time) ([]Message, error) {
	settings, err := a.Store.RuleSettings(ctx, r.Name)
	if err != nil || !at.After(settings.Evaluated) {
		return nil, err
	}
	began := time.Now()
	c, messages, err := a.look(ctx, r, at)
	if err != nil && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	took := time.Since(began)
	if a.Counted != nil {
		counted := err
		if errors.Is(err, ErrNoStore) {
			counted = nil // there is nothing to watch yet
		}
		a.Counted(r.Name, took, counted)
	}
	if err != nil && c.Rule == "" {
		// The groups stay as they are: what could not be asked is not over.
		if text := err.Error(); text != settings.Error {
			settings.Error = text
			if !errors.Is(err, ErrNoStore) {
				c.Events = []Event{{ID: uuid.NewString(), Rule: r.Name, Time: at.UTC(), Title: r.Title.In(a.Language), Error: text}}
			}
		}
		settings.Evaluated, settings.Took = at.UTC(), took
		c.Rule, c.Settings = r.Name, settings
		groups, groupsErr := a.Store.Groups(ctx, r.Name)
		if c.Groups = groups; groupsErr == nil {
			groupsErr = a.Store.Change(ctx, c)
		}
		return nil, errors.Join(err, groupsErr)
	}
	if settings.Error = ""; err != nil {
		settings.Error = err.Error()
	}
	settings.Evaluated, settings.Took = at.UTC(), took
	c.Settings = settings
	to := a.notifiers(r)
	for i := range c.Events {
		if c.Events[i].Message != "" {
			c.Events[i].Notifiers = to
		}
	}
	for _, m := range messages {
		c.Messages = append(c.Messages, notify.Entries(m, to, a.now())...)
	}
	return messages, errors.Join(err, a.Store.Change(ctx, c))
}

// look asks a rule's statement, and says what would become of it. Where the change names no rule, nothing could be asked.
func (a *Alerts) look(ctx context.Context, r Rule, at time.Time) (Change, []Message, error) {
	w := r.At(at.UTC())
	sql, err := a.bind(ctx, r, w)
	if err != nil {
		return Change{}, nil, err
	}
	s := query.Statement{SQL: sql, By: "alert/" + r.Name, Once: true, Unnoted: true, Timeout: 5 * time.Minute}
	if r.As != "" {
		if s.Key, err = a.key(ctx, r.As); err != nil {
			return Change{}, nil, err
		}
		s.By = s.Key.ID
	}
	answer, err := a.Ask(ctx, s, maxRows)
	if err != nil {
		return Change{}, nil, err
	}
	e := evaluation{Window: w, answer: answer, language: a.Language, link: linkTo(a.Console, r.Name, sql)}
	if a.Names != nil {
		if e.names, err = a.Names(ctx); err != nil {
			return Change{}, nil, err
		}
	}
	if e.groups, err = a.Store.Groups(ctx, r.Name); err != nil {
		return Change{}, nil, err
	}
	if e.seen, err = a.Store.Announced(ctx, r.Name); err != nil {
		return Change{}, nil, err
	}
	if e.silences, err = a.Store.Silences(ctx); err != nil {
		return Change{}, nil, err
	}
	c, messages, err := r.evaluate(e)
	if err != nil {
		return Change{}, nil, err
	}
	if answer.More {
		err = fmt.Errorf("the statement has more than %d rows, and those beyond were not looked at: have it count them", maxRows)
	}
	return c, messages, err
}

func (a *Alerts) key(ctx context.Context, name string) (auth.Key, error) {
	if a.KeyNamed == nil {
		return auth.Key{}, fmt.Errorf("there is no key %s", name)
	}
	return a.KeyNamed(ctx, name)
}

// bind gives a rule's statement its values. Its stores are among those that its key may read.
func (a *Alerts) bind(ctx context.Context, r Rule, w Window) (string, error) {
	v := r.values(w)
	var list []catalog.EventDataStore
	if a.Stores != nil {
		var err error
		if list, err = a.Stores(ctx); err != nil {
			return "", err
		}
	}
	if r.As != "" {
		key, err := a.key(ctx, r.As)
		if err != nil {
			return "", err
		}
		list = slices.DeleteFunc(list, func(s catalog.EventDataStore) bool { return !key.MayRead(s.ID) })
	}
	for _, name := range parameter.Names(r.SQL) {
		kind := parameter.Kind(name)
		if kind == "" {
			continue
		}
		s, ok := catalog.StoreOfKind(list, kind, r.Store)
		switch {
		case ok:
			v[name] = syntax.Quote(s.Name)
		case r.Store != "":
			return "", fmt.Errorf("%w: there is no store %s of the kind %s", ErrNoStore, r.Store, kind)
		default:
			return "", fmt.Errorf("%w: %s; tarn import brings them in", ErrNoStore, kind)
		}
	}
	return parameter.Bind(r.SQL, v)
}

func (a *Alerts) lock(ctx context.Context, name string) (func(), error) {
	if a.Locks == "" {
		return func() {}, nil
	}
	if err := os.MkdirAll(a.Locks, 0o700); err != nil {
		return nil, err
	}
	return disk.LockFile(ctx, filepath.Join(a.Locks, name+".lock"), func() {})
}

// atOnce is how many rules are evaluated at the same time.
const atOnce = 2

// Follow evaluates rules when their schedules say so, until ctx ends, and only the last time of those that passed meanwhile: a rule's window
// reaches back. look is how often it looks.
func (a *Alerts) Follow(ctx context.Context, look time.Duration) {
	faults := map[string]bool{}
	for ctx.Err() == nil {
		f := a.Load()
		for _, err := range f.Faults {
			if text := err.Error(); !faults[text] {
				faults[text] = true
				a.say("%s", text)
			}
		}
		places := make(chan struct{}, atOnce)
		var work sync.WaitGroup
		for _, r := range f.Rules {
			at, due, err := a.due(ctx, r)
			if err != nil && ctx.Err() == nil {
				a.say("alert %s: %v", r.Name, err)
			}
			if !due {
				continue
			}
			places <- struct{}{}
			work.Go(func() {
				defer func() { <-places }()
				messages, err := a.Run(ctx, r, at)
				if err != nil && ctx.Err() == nil && !errors.Is(err, ErrNoStore) {
					a.say("alert %s: %v", r.Name, err)
				}
				for _, m := range messages {
					a.say("alert %s is %s: %s", r.Name, m.State, m.Title)
				}
			})
		}
		work.Wait()
		select {
		case <-ctx.Done():
		case <-time.After(look):
		}
	}
}

// due is the time for which a rule is to be evaluated.
func (a *Alerts) due(ctx context.Context, r Rule) (time.Time, bool, error) {
	if len(r.missing()) > 0 {
		return time.Time{}, false, nil
	}
	s, err := a.Store.RuleSettings(ctx, r.Name)
	if err != nil || s.Enabled != nil && !*s.Enabled {
		return time.Time{}, false, err
	}
	at, ok := r.Last(a.now())
	return at, ok && at.After(s.Evaluated), nil
}
