package dashboard

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tarn/internal/definition"
	"tarn/internal/disk"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// Errors, one a kind.
var (
	ErrNotFound = errors.New("no such dashboard")
	ErrBuiltIn  = errors.New("the dashboard is Tarn's own")
	ErrExists   = errors.New("a dashboard of that name exists")
	// ErrProtected says that a dashboard's file refuses its removal.
	ErrProtected = errors.New("the dashboard is protected")
	// ErrNoQuery says that a panel's statement would change something.
	ErrNoQuery = errors.New("statements of dashboards are queries, as in SELECT …, and nothing else")
	// ErrAsk says that what a viewer chose has no meaning.
	ErrAsk = errors.New("the page cannot show that")
)

// Boards are the dashboards: those of the files in a folder, and those that Tarn brings. The user's one of a name counts.
type Boards struct {
	// Folder has *.yaml; it need not be there.
	Folder string
}

var kind = &definition.Kind[Definition]{What: "dashboard", BuiltIn: builtin, Parse: parse, Name: func(d Definition) string { return d.Name }}

// Load reads all files: the dashboards in the order of their names, and errors about files that could not be read.
func (b Boards) Load() (boards []Definition, faults []error) { return kind.Load(b.Folder) }

// Find gives a dashboard by its name. Where its file cannot be read, the error says so.
func (b Boards) Find(name string) (Definition, error) {
	boards, faults := b.Load()
	return kind.Find(boards, faults, name, ErrNotFound)
}

// Source is the file of a dashboard as it is written.
func (b Boards) Source(name string) ([]byte, error) {
	d, err := b.Find(name)
	if err != nil {
		return nil, err
	}
	if d.BuiltIn {
		return builtin.ReadFile(d.Path)
	}
	return os.ReadFile(d.Path)
}

// Put writes a dashboard's file, in place of the one that is there. The text is kept as it is given, remarks and all. With create there
// may be none of the name but Tarn's own.
func (b Boards) Put(text []byte, create bool) (Definition, error) {
	d, err := Parse(text, "dashboard")
	if err != nil {
		return d, err
	}
	path := filepath.Join(b.Folder, d.Name+".yaml")
	if old, err := b.Find(d.Name); err == nil && !old.BuiltIn {
		if create {
			return d, fmt.Errorf("%w: %s", ErrExists, d.Name)
		}
		path = old.Path
	}
	d.Path = path
	if err := os.MkdirAll(b.Folder, 0o700); err != nil {
		return d, err
	}
	return d, disk.WriteFile(path, text)
}

// Written is when a dashboard's file was written last; the zero time for one that Tarn brings.
func (b Boards) Written(d Definition) time.Time {
	if at, err := os.Stat(d.Path); err == nil && !d.BuiltIn {
		return at.ModTime()
	}
	return time.Time{}
}

// Remove removes a dashboard's file. One of Tarn's own of that name is there again.
func (b Boards) Remove(name string) error {
	d, err := b.Find(name)
	switch {
	case err != nil:
		return err
	case d.BuiltIn:
		return fmt.Errorf("%w: %s cannot be removed", ErrBuiltIn, name)
	case d.Protected:
		return fmt.Errorf("%w: %s; take protected out of its file first", ErrProtected, name)
	}
	return os.Remove(d.Path)
}
