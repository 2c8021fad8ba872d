package main

import (
	"bytes"
	"context"
	"encoding/json"
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
	"tarn/internal/decode"
	"tarn/internal/disk"
	"tarn/internal/ingest"
)

// channelJournal keeps the events that channels bring in files, DATA/channels/STORE/NAME.json, until they are in the store: one
// file a call and store, imported as any log file is, exactly once. A call for several stores is one file first,
// DATA/channels/several/NAME.json, whose first line lists them: it is kept for all of them or for none.
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
	folder := stores[0]
	if len(stores) > 1 {
		folder, content = several, append([]byte(strings.Join(stores, " ")+"\n"), content...)
	}
	if err := j.write(folder, name, content); err != nil {
		return fmt.Errorf("keeping events of a channel: %w", err)
	}
	select {
	case j.kept <- struct{}{}:
	default:
	}
	return nil
}

// several is the folder of calls for several stores.
const several = "several"

func (j *channelJournal) write(folder, name string, content []byte) error {
	dir := filepath.Join(j.dir, folder)
	if err := disk.MakeFolder(dir); err != nil {
		return err
	}
	return disk.WriteFile(filepath.Join(dir, name), content)
}

// spread gives each store its file of the calls for several. What a process that ended leaves half done is done again: events
// that a store has by then are duplicates.
func (j *channelJournal) spread() error {
	files, err := os.ReadDir(filepath.Join(j.dir, several))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), ".") {
			continue
		}
		path := filepath.Join(j.dir, several, f.Name())
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		stores, events, _ := bytes.Cut(content, []byte("\n"))
		for _, store := range strings.Fields(string(stores)) {
			if err := j.write(store, f.Name(), events); err != nil {
				return err
			}
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return err
}

// sameActivity tells whether two events of a channel are the same but for the time when they came.
func sameActivity(a, b []byte) bool { return decode.EqualJSON(withoutTime(a), withoutTime(b)) }

func withoutTime(event []byte) []byte {
	var all, metadata map[string]json.RawMessage
	if json.Unmarshal(event, &all) != nil || json.Unmarshal(all["metadata"], &metadata) != nil {
		return event
	}
	delete(metadata, "ingestionTime")
	text, err1 := json.Marshal(metadata)
	all["metadata"] = text
	whole, err2 := json.Marshal(all)
	if err1 != nil || err2 != nil {
		return event
	}
	return whole
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
	failed := j.spread()
	dirs, err := os.ReadDir(j.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return failed
	}
	if err != nil {
		return errors.Join(failed, err)
	}
	for _, dir := range dirs {
		if dir.Name() == several {
			continue
		}
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
	m := ingest.New(j.d.dir, j.d.lake, table, s.ID, j.d.state, ingest.Options{MaxRecord: 2 << 20, Equal: sameActivity, MinFree: a.config.Import.MinFreeDisk, Log: a.log})
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
