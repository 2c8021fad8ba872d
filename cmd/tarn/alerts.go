package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	"tarn/internal/alert"
	"tarn/internal/auth"
	"tarn/internal/notify"
	"tarn/internal/query"
)

// alerts are the rules of the data directory, and of the folder that tarn.yaml names.
func (a *app) alerts(ctx context.Context) (*alert.Alerts, error) {
	d, err := a.open(ctx, false)
	if err != nil {
		return nil, err
	}
	s, err := a.queries(ctx)
	if err != nil {
		return nil, err
	}
	notifiers, err := a.config.notifiers()
	if err != nil {
		return nil, err
	}
	c := a.config.Alerts
	own := filepath.Join(d.dir, "alerts")
	out := &alert.Alerts{
		Folders: []string{own}, Store: d.state, Locks: filepath.Join(own, "locks"), Queries: statements{s}, Stores: d.state.Stores, KeyNamed: d.keyNamed,
		Names:     a.accounts(d).Names,
		Outbox:    &notify.Outbox{Store: d.state, Notifiers: notifiers, Say: a.say},
		Notifiers: c.Notifiers, Parameters: c.Parameters, Console: c.Console, Language: c.Language, Say: a.say,
	}
	if c.Folder != "" {
		out.Folders = append(out.Folders, c.Folder)
	}
	return out, nil
}

// keyNamed gives the key of a name or an ID.
func (d *dataDir) keyNamed(ctx context.Context, name string) (auth.Key, error) {
	keys, err := d.state.Keys(ctx)
	for _, k := range keys {
		if k.Name == name || k.ID == name {
			return k, err
		}
	}
	return auth.Key{}, errors.Join(err, fmt.Errorf("%w: %s; tarn key list shows those that are there", auth.ErrKeyNotFound, name))
}

// Ask implements alert.Queries.
func (s statements) Ask(ctx context.Context, stmt query.Statement, max int) (out alert.Answer, err error) {
	x, err := s.Start(ctx, stmt)
	if err != nil {
		return out, coded(err)
	}
	out.Columns = x.Columns
	rows, err := s.Stream(ctx, x.ID)
	if err != nil {
		return out, err
	}
	defer rows.Close()
	for {
		page, err := rows.Next(ctx, 1000)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, coded(err)
		}
		if len(out.Rows)+len(page) > max {
			out.Rows, out.More = append(out.Rows, page[:max-len(out.Rows)]...), true
			return out, nil
		}
		out.Rows = append(out.Rows, page...)
	}
}

// watch evaluates the rules, has dashboards reported, and sends messages, until ctx ends.
func (a *app) watch(ctx context.Context, m *metrics) (func(context.Context), error) {
	alerts, err := a.alerts(ctx)
	if err != nil {
		return nil, err
	}
	digests, err := a.digests(ctx)
	if err != nil {
		return nil, err
	}
	digests.Outbox = alerts.Outbox
	m.watch(alerts)
	if a.config.Alerts.Off {
		return func(context.Context) {}, nil
	}
	return func(ctx context.Context) {
		var work sync.WaitGroup
		work.Go(func() { alerts.Outbox.Follow(ctx, time.Second) })
		work.Go(func() { digests.Follow(ctx, 5*time.Second) })
		alerts.Follow(ctx, 5*time.Second)
		work.Wait()
	}, nil
}
