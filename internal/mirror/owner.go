package mirror

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// Owner is the table whose copy a place has.
type Owner struct {
	// Table is its name when the copy was begun, for people.
	Table string `json:"table"`
	// ID is the table's own, whatever its name becomes.
	ID string `json:"id"`
	// Lake tells its lake apart from others.
	Lake string `json:"lake"`
}

// ownerFile holds the Owner as JSON. Engines leave out files with an underscore.
const ownerFile = "_tarn_copy.json"

// ErrTaken says that a place is not for this table's copy.
var ErrTaken = errors.New("the place has files of another table")

// claim makes sure that a place is for a table's copy. nameless says that it has files that Sync wrote, and none of this table.
func claim(ctx context.Context, to Place, t Table, nameless bool) error {
	text, err := json.Marshal(t.Owner)
	if err != nil {
		return err
	}
	text = append(text, '\n')
	for range 2 {
		old, err := to.Read(ctx, ownerFile)
		if err == nil {
			return t.over(ctx, to, old, text)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if nameless {
			return fmt.Errorf("%w: a copy, and no %s that says of which", ErrTaken, ownerFile)
		}
		// Another that is faster may have its file there, and may have taken this one for a killed process's.
		if err = to.Create(ctx, ownerFile, text); !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return fmt.Errorf("%w: %s comes and goes", ErrTaken, ownerFile)
}

// over decides whether the table's copy may be where a text says that an owner's is.
func (t Table) over(ctx context.Context, to Place, old, text []byte) error {
	var o Owner
	if err := json.Unmarshal(old, &o); err != nil {
		return fmt.Errorf("%w: %s cannot be read: %w", ErrTaken, ownerFile, err)
	}
	if o == t.Owner {
		return nil
	}
	if o.ID != t.ID {
		gone := false
		if o.Lake == t.Lake {
			var err error
			if gone, err = t.Gone(ctx, o.ID); err != nil {
				return err
			}
		}
		if !gone {
			whose := o.Table
			if o.Lake != t.Lake {
				whose += " of another lake"
			}
			return fmt.Errorf("%w: %s says that it is the copy of %s, and the two would remove each other's files; give %s a place of its own, or remove that file",
				ErrTaken, ownerFile, whose, t.Owner.Table)
		}
	}
	return to.Put(ctx, ownerFile, bytes.NewReader(text))
}
