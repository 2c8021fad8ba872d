package signkey

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tarn/internal/disk"
)

// kept is a key as its file has it: FINGERPRINT.json. Private is PKCS #1, DER; an archived key has none.
type kept struct {
	Key
	Private []byte `json:"private,omitempty"`
}

// load reads the folder, the oldest key first.
func (k *Keys) load() error {
	entries, err := os.ReadDir(k.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(k.dir, 0o700)
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(k.dir, e.Name()))
		if err != nil {
			return err
		}
		var c kept
		if err := json.Unmarshal(text, &c); err != nil {
			return fmt.Errorf("%s: %w", e.Name(), err)
		}
		k.all = append(k.all, c)
	}
	slices.SortFunc(k.all, func(a, b kept) int {
		// Of two that were made in one second, the one that signs is the younger.
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(len(a.Private), len(b.Private)))
	})
	return nil
}

// save writes a key's file whole.
func (k *Keys) save(c kept) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return disk.WriteFile(filepath.Join(k.dir, c.Fingerprint+".json"), text)
}
