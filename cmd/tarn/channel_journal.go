package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/disk"
	"tarn/internal/ingest"
)

// channelJournal keeps the events that channels bring in files, DATA/channels/STORE/NAME.json, until they are in the store: one
// file a call and store, imported as any log file is, exactly once.
type channelJournal struct {
	d   *dataDir
	dir string
	// kept is told of new files; it holds one note.
	kept chan struct{}
}

func newChannelJournal(d *dataDir) *channelJournal {
	return &channelJournal{d: d, dir: filepath.Join(d.dir, "channels"), kept: make(chan struct{}, 1)}
}

// Keep implements cloudtrail.Journal.
func (j *channelJournal) Keep(_ context.Context, stores []string, events [][]byte) error {
	content := append(bytes.Join(events, []byte("\n")), '\n')
	name := time.Now().UTC().Format("20060102T150405.000000Z-") + uuid.NewString() + ".json"
	for _, store := range stores {
		dir := filepath.Join(j.dir, store)
		err := disk.MakeFolder(dir)
		if err == nil {
			err = disk.WriteFile(filepath.Join(dir, name), content)
		}
		if err != nil {
			return fmt.Errorf("keeping events of a channel: %w", err)
		}
	}
	select {
	case j.kept <- struct{}{}:
	default:
	}
	return nil
}

// gather is how long events wait for others to come with them into one commit.
const gather = time.Second

// run brings what is kept into the stores until ctx ends.
func (j *channelJournal) run(ctx context.Context, a *app) {
	for ctx.Err() == nil {
		if err := j.drain(ctx, a); err != nil && ctx.Err() == nil {
			a.say("events of channels could not be brought in: %v; trying again", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-j.kept:
		case <-time.After(30 * time.Second):
		}
		select {
		case <-ctx.Done():
		case <-time.After(gather):
		}
	}
}

// drain brings what is kept into the stores. One that fails does not hold up the others.
func (j *channelJournal) drain(ctx context.Context, a *app) error {
	dirs, err := os.ReadDir(j.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var failed error
	for _, dir := range dirs {
		failed = errors.Join(failed, j.drainStore(ctx, a, dir.Name()))
	}
	return failed
}

func (j *channelJournal) drainStore(ctx context.Context, a *app, id string) error {
	dir := filepath.Join(j.dir, id)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) == 0 {
		return err
	}
	s, err := j.d.findStore(ctx, id)
	if errors.Is(err, catalog.ErrStoreNotFound) {
		return os.RemoveAll(dir) // the store has gone for good, and its events with it
	}
	if err != nil || s.Status == catalog.PendingDeletion {
		return err
	}
	table, err := j.d.table(ctx, s)
	if err != nil {
		return err
	}
	bucket, root, err := blob.Open(ctx, dir, blob.S3Options{})
	if err != nil {
		return err
	}
	var read []ingest.Object
	m := ingest.New(j.d.dir, j.d.lake, table, s.ID, j.d.state, ingest.Options{MaxRecord: 2 << 20, MinFree: a.config.Import.MinFreeDisk, Log: a.log})
	report, err := m.Run(ctx, func(ctx context.Context, yield func(ingest.Found) error) error {
		for e, err := range bucket.List(ctx, blob.ListOptions{Prefix: root}) {
			if err != nil {
				return err
			}
			if e.Skip != "" || strings.HasPrefix(filepath.Base(e.URI), ".") {
				continue
			}
			f := fileFound(bucket, e)
			read = append(read, f.Object)
			if err := yield(f); err != nil {
				return err
			}
		}
		return nil
	})
	for _, p := range report.Problems {
		a.say("%s: record %d: %s", p.Object, p.Record, p.Reason)
	}
	if err != nil {
		return err
	}
	for _, o := range read {
		if _, complete, err := j.d.state.Progress(ctx, s.ID, o); err == nil && complete {
			os.Remove(o.URI)
		}
	}
	return nil
}
