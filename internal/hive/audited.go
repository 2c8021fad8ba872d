package hive

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"tarn/internal/disk"
	"tarn/internal/objects"
)

// Whether an object of S3 has what the record of calls says shows when it is opened: lists do not tell. What was converted or copied is read
// without opening it, so the objects that told so are noted beside the packs before their first byte is read.

// audited are those objects, in a file with a line each. Several processes may add to it at once.
type audited struct {
	path string

	mu      sync.Mutex
	size    int64             // of what was read of the file
	writers map[string]string // by object
}

// auditedObject is a line of the file.
type auditedObject struct {
	URI, ETag, Writer string
}

func auditedKey(f stored) string { return f.uri + "\x00" + f.etag }

// note adds an object. It is on the disk when note returns.
func (a *audited) note(f stored, writer string) error {
	if err := a.refresh(); err != nil {
		return err
	}
	if _, known := a.writer(f); known {
		return nil
	}
	line, err := json.Marshal(auditedObject{f.uri, f.etag, writer})
	if err != nil {
		return err
	}
	if err := disk.MakeFolder(filepath.Dir(a.path)); err != nil {
		return err
	}
	out, err := os.OpenFile(a.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	// A line that a full disk cut short ends before the next one.
	_, err = out.Write(append(append([]byte("\n"), line...), '\n'))
	return errors.Join(err, out.Sync(), out.Close(), disk.SyncFolder(filepath.Dir(a.path)))
}

// writer is who wrote an object that was noted before the last refresh.
func (a *audited) writer(f stored) (writer string, known bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	writer, known = a.writers[auditedKey(f)]
	return writer, known
}

// refresh reads what came to the file.
func (a *audited) refresh() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	info, err := os.Stat(a.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || info.Size() == a.size {
		return err
	}
	in, err := os.Open(a.path)
	if err != nil {
		return err
	}
	defer in.Close()
	a.size, a.writers = 0, map[string]string{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		a.size += int64(len(lines.Bytes())) + 1
		var o auditedObject
		if json.Unmarshal(lines.Bytes(), &o) == nil && o.URI != "" {
			a.writers[auditedKey(stored{uri: o.URI, etag: o.ETag})] = o.Writer
		}
	}
	return lines.Err()
}

func (h *Tables) audited() *audited {
	h.auditOnce.Do(func() {
		if h.Packs != nil {
			h.notes.path = filepath.Join(h.Packs.Dir, "audited")
		}
	})
	return &h.notes
}

// kept fails where what was kept of an object may not be read by the statement's key. The notes have been refreshed.
func (s bucketSite) kept(ctx context.Context, f stored) error {
	if _, local := s.bucket.(objects.Local); local {
		return nil // its list told
	}
	writer, known := s.notes.writer(f)
	if !known {
		return nil
	}
	return s.secret(ctx, objects.Info{Key: f.key, Audit: true, Writer: writer})
}

type auditKey struct{}

// Watch gives a context in which statements that read what the record of calls says are noticed: what they write is for those who may read
// that.
func Watch(ctx context.Context) (context.Context, *atomic.Bool) {
	seen := &atomic.Bool{}
	return context.WithValue(ctx, auditKey{}, seen), seen
}

// noticed tells a Watch that an object has what the record of calls says.
func noticed(ctx context.Context) {
	if seen, ok := ctx.Value(auditKey{}).(*atomic.Bool); ok {
		seen.Store(true)
	}
}
