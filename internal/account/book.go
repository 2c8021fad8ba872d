package account

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Store keeps the names that were imported, as one content.
type Store interface {
	Saved(ctx context.Context, kind, name string) ([]byte, error)
	SetSaved(ctx context.Context, kind, name string, content []byte) error
}

// Where the names are in a Store.
const (
	kind = "accounts"
	name = "names"
)

// Book is all names: those of the configuration, and those that were imported, which give way to them.
type Book struct {
	Configured Names
	Store      Store
}

// Entry is an account with a name.
type Entry struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Configured says that the name is from tarn.yaml; others were imported.
	Configured bool `json:"configured,omitempty"`
}

// Names are all of them.
func (b Book) Names(ctx context.Context) (Names, error) {
	imported, err := b.imported(ctx)
	if err != nil {
		return nil, err
	}
	maps.Copy(imported, b.Configured)
	return imported, nil
}

// List is all of them, in the order of their names.
func (b Book) List(ctx context.Context) ([]Entry, error) {
	all, err := b.Names(ctx)
	if err != nil {
		return nil, err
	}
	out := []Entry{}
	for id, name := range all {
		_, configured := b.Configured[id]
		out = append(out, Entry{ID: id, Name: name, Configured: configured})
	}
	slices.SortFunc(out, func(a, b Entry) int { return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID) })
	return out, nil
}

// Import has names take the place of all that were imported before.
func (b Book) Import(ctx context.Context, n Names) error {
	if err := n.Check(); err != nil {
		return err
	}
	if n == nil {
		n = Names{}
	}
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return b.Store.SetSaved(ctx, kind, name, text)
}

func (b Book) imported(ctx context.Context) (Names, error) {
	out := Names{}
	text, err := b.Store.Saved(ctx, kind, name)
	if err != nil || text == nil {
		return out, err
	}
	return out, json.Unmarshal(text, &out)
}
