package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/ingest"
)

// auditDir is where the record of calls waits for the lake.
func (d *dataDir) auditDir() string { return filepath.Join(d.dir, "audit") }

// auditStore is the built-in store of the record of calls; with create, it is made where there is none.
func (d *dataDir) auditStore(ctx context.Context, create bool) (catalog.EventDataStore, bool, error) {
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return catalog.EventDataStore{}, false, err
	}
	for _, s := range stores {
		if s.ID == auth.AuditStore {
			return s, true, nil
		}
	}
	if !create {
		return catalog.EventDataStore{}, false, nil
	}
	s := catalog.NewAuditStore(time.Now())
	err = d.state.AddStore(ctx, s)
	if errors.Is(err, catalog.ErrStoreExists) {
		err = fmt.Errorf("the record of calls needs the name %s: %w; give that one another name, or delete it", catalog.AuditStore, err)
	}
	return s, err == nil, err
}

// auditLog brings the record of calls from the journal into the lake.
type auditLog struct {
	d *dataDir
	// journal is the server's own; nil in a command.
	journal *audit.Journal
	// say talks to the person who typed the command.
	say func(format string, args ...any)

	mu sync.Mutex
}

// The journal is brought into the lake when it holds auditEvents, its first event is auditEvery old, or auditFiles of commands wait;
// a server looks every auditLook.
const (
	auditEvents = 10_000
	auditEvery  = 10 * time.Minute
	auditFiles  = 200
	auditLook   = 250 * time.Millisecond
)

// commit brings what the journal holds into the lake, each event exactly once: a file of the journal is an object like any other,
// and goes only when the ledger has it.
func (l *auditLog) commit(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.journal != nil {
		if err := l.journal.Rotate(); err != nil {
			return err
		}
	}
	files, err := audit.Segments(l.d.auditDir())
	if err != nil || len(files) == 0 {
		return err
	}
	store, _, err := l.d.auditStore(ctx, true)
	if err != nil {
		return err
	}
	table, err := l.d.table(ctx, store)
	if err != nil {
		return err
	}
	importer := ingest.New(l.d.dir, l.d.lake, table, store.ID, l.d.state, ingest.Options{Workers: 1, MinFree: -1, Record: true})
	report, err := importer.Run(ctx, func(_ context.Context, yield func(ingest.Found) error) error {
		for _, name := range files {
			info, err := os.Stat(name)
			if errors.Is(err, os.ErrNotExist) {
				continue // another process was first
			}
			if err != nil {
				return err
			}
			err = yield(ingest.Found{
				// A file of the journal is never written again, so that its name says it all.
				Object: ingest.Object{URI: "audit/" + filepath.Base(name), Size: info.Size()}, Modified: info.ModTime(),
				Open: func(context.Context) (ingest.Body, error) {
					f, err := os.Open(name)
					return ingest.Body{ReadCloser: f}, err
				},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || report.Interrupted {
		return err
	}
	if bad := report.Objects.Failed + report.Events.Quarantined + report.Objects.Unavailable; bad > 0 {
		return fmt.Errorf("%d files or events of the record of calls could not be read; the files are kept in %s", bad, l.d.auditDir())
	}
	for _, name := range files {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// refresh brings what was recorded until now into the lake: a command asks the directory's server to.
func (l *auditLog) refresh(ctx context.Context) error {
	if dir := l.d.auditDir(); l.journal == nil && audit.Written(dir) && !audit.Ask(ctx, dir, askMost) {
		l.say("note: the server does not bring its record of calls into the lake: its last calls are missing")
	}
	return l.commit(ctx)
}

// askMost is how long a command waits for the server.
const askMost = 10 * time.Second

// due reports whether what the journal's folder holds is to be brought into the lake.
func (l *auditLog) due() bool {
	if l.journal != nil {
		if n, since := l.journal.Pending(); n >= auditEvents || n > 0 && time.Since(since) >= auditEvery {
			return true
		}
	}
	files, oldest := audit.Waiting(l.d.auditDir())
	return files >= auditFiles || files > 0 && l.journal != nil && time.Since(oldest) >= auditEvery
}

// follow commits from time to time until ctx ends, and once more then.
func (l *auditLog) follow(ctx context.Context, failed func(error)) {
	for tick := time.NewTicker(auditLook); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
			defer cancel()
			if err := errors.Join(l.journal.Close(), l.commit(ending)); err != nil {
				failed(err)
			}
			return
		case <-tick.C:
		}
		granted, asked := audit.Asked(l.d.auditDir())
		if !asked && !l.due() {
			continue
		}
		if err := l.commit(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		} else {
			granted()
		}
	}
}
