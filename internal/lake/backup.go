package lake

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Backup copies the catalog and the metadata that it names into a folder, as of one moment, while others go on committing.
// With data set the data files come, too, as hard links where the file system can. It returns the number of files.
func (l *Lake) Backup(ctx context.Context, to string, data bool) (int, error) {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return 0, err
	}
	release, err := l.Hold()
	if err != nil {
		return 0, err
	}
	defer release()
	catalog := filepath.Join(to, "catalog.db")
	if _, err := l.db.ExecContext(ctx, `VACUUM INTO ?`, catalog); err != nil {
		return 0, fmt.Errorf("copying the catalog: %w", err)
	}
	names, err := l.Tables(ctx)
	if err != nil {
		return 0, err
	}
	copied := 1
	for _, name := range names {
		// The snapshot in the copy is at least as old as this one, and its files are among those that this one's metadata reaches.
		ice, err := l.cat.LoadTable(ctx, ident(name))
		if err != nil {
			return copied, err
		}
		t := &Table{lake: l, name: name, ice: ice}
		needed, err := t.neededFiles()
		if err != nil {
			return copied, err
		}
		for path := range needed {
			if strings.HasSuffix(path, ".parquet") && !data {
				continue
			}
			err := copyFile(path, filepath.Join(to, l.Relative(path)))
			if os.IsNotExist(err) && strings.HasSuffix(path, ".metadata.json") {
				continue // older metadata may go at any time
			}
			if err != nil {
				return copied, err
			}
			copied++
		}
	}
	return copied, nil
}

// copyFile links or copies a file that never changes.
func copyFile(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if err := os.Link(from, to); err == nil || os.IsNotExist(err) {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err = io.Copy(out, in); err == nil {
		err = out.Sync()
	}
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	return err
}
