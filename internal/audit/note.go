package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tarn/internal/disk"
)

// noted is in the names of segments that have the one event of a command.
const noted = "-command"

// Note is the event of a command, in a segment of its own: it is on the disk when the command begins, so that one that is killed is
// in the record, too, and says what came of it when the command ends.
type Note struct {
	file *os.File
	text []byte
}

// Begin writes the event of a command into a folder, which is made where there is none.
func Begin(dir string, e Event, now time.Time) (*Note, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrJournal, err)
	}
	n := &Note{}
	var err error
	if n.text, err = line(e); err != nil {
		return nil, err
	}
	if n.file, err = createAs(dir, noted, now); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrJournal, err)
	}
	if _, err = n.file.Write(n.text); err == nil {
		err = n.file.Sync()
	}
	if err != nil {
		os.Remove(n.file.Name())
		n.file.Close()
		return nil, fmt.Errorf("%w: %w", ErrJournal, err)
	}
	return n, nil
}

// End writes what came of the command, and lets go of the segment.
func (n *Note) End(e Event) error {
	defer n.file.Close()
	text, err := line(e)
	if err == nil && string(text) != string(n.text) {
		err = disk.WriteFile(n.file.Name(), text)
	}
	if err == nil {
		err = finish(n.file.Name())
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil // another process took it, whole
	}
	return err
}

func line(e Event) ([]byte, error) {
	text, err := json.Marshal(e)
	return append(text, '\n'), err
}

// Waiting counts the segments of a folder that are whole, and tells when the oldest began.
func Waiting(dir string) (files int, oldest time.Time) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, oldest
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), suffix) {
			continue
		}
		if files++; files == 1 { // names begin with the time
			oldest, _ = time.Parse(stamp, e.Name()[:min(len(stamp), len(e.Name()))])
		}
	}
	return files, oldest
}

// Written reports whether a process writes a journal of a folder: its server does.
func Written(dir string) bool {
	open, _ := filepath.Glob(filepath.Join(dir, "*"+open))
	for _, name := range open {
		if !strings.Contains(filepath.Base(name), noted) && locked(name) {
			return true
		}
	}
	return false
}
