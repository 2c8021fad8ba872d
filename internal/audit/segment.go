package audit

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"tarn/internal/disk"

	"github.com/google/uuid"
)

// The names of segments: those that are being written end in .open, and are locked by who writes them.
const (
	suffix = ".jsonl"
	open   = suffix + ".open"
	// stamp is the time that names begin with.
	stamp = "20060102T150405.000Z"
)

// create makes a segment, and locks it.
func create(dir string, now time.Time) (*os.File, error) { return createAs(dir, "", now) }

// createAs makes one whose name says what it is. A reader may look at it, locked, before its writer has locked it: then it is made again.
func createAs(dir, kind string, now time.Time) (f *os.File, err error) {
	for range 5 {
		name := filepath.Join(dir, now.UTC().Format(stamp)+"-"+uuid.NewString()+kind+open)
		if f, err = os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600); err != nil {
			return nil, err
		}
		if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
			err = disk.SyncFolder(dir)
		}
		if err == nil {
			return f, nil
		}
		f.Close()
		os.Remove(name)
	}
	return nil, err
}

// finish gives a segment the name of one that is whole.
func finish(name string) error {
	if err := os.Rename(name, strings.TrimSuffix(name, open)+suffix); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(name))
}

// Segments lists the files of a folder that are whole, the oldest first. What a process left that was killed is made whole: half
// an event at its end is one whose caller got no reply.
func Segments(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch {
		case strings.HasSuffix(name, open):
			whole, err := rescue(name)
			if err != nil {
				return nil, fmt.Errorf("a file of the record of calls: %w", err)
			}
			if whole != "" {
				out = append(out, whole)
			}
		case strings.HasSuffix(name, suffix):
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// locked reports whether a segment is being written.
func locked(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) != nil
}

// rescue makes a segment whole that nobody writes any more; it gives "" for one that somebody does, and for an empty one.
func rescue(name string) (string, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return "", nil
	}
	if _, err := os.Stat(name); os.IsNotExist(err) {
		return "", nil // its writer ended it this moment
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return "", err
	}
	end := bytes.LastIndexByte(text, '\n') + 1
	if end == 0 {
		return "", os.Remove(name)
	}
	if err := f.Truncate(int64(end)); err != nil {
		return "", err
	}
	if err := f.Sync(); err != nil {
		return "", err
	}
	return strings.TrimSuffix(name, open) + suffix, finish(name)
}
