package lake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Backup copies the catalog and the metadata that it names into a folder, as of one moment, while others go on committing.
// alongside is called at that moment: it copies what must agree with the catalog. With data set the data files come, too, as
// hard links where the file system can. It returns the number of files.
func (l *Lake) Backup(ctx context.Context, to string, data bool, alongside func() error) (int, error) {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return 0, err
	}
	release, err := l.Hold()
	if err != nil {
		return 0, err
	}
	defer release()
	tables, err := l.copyCatalog(ctx, to, alongside)
	if err != nil {
		return 0, err
	}
	copied, err := l.copyFiles(ctx, tables, to, data)
	return copied + 1 + len(tables), err
}

// copyFiles copies what the tables' snapshots name, which a lease keeps. It returns the number of files.
func (l *Lake) copyFiles(ctx context.Context, tables []*Table, to string, data bool) (copied int, err error) {
	for _, t := range tables {
		needed, err := t.neededFiles()
		if err != nil {
			return copied, err
		}
		for path := range needed {
			if err := ctx.Err(); err != nil {
				return copied, err
			}
			if path == l.path(t.ice.MetadataLocation()) || strings.HasSuffix(path, ".parquet") && !data {
				continue // the metadata is there already
			}
			_, release, err := t.fetch(ctx, []string{path})
			if err == nil {
				err = copyFile(path, filepath.Join(to, l.Relative(path)))
				release()
			}
			if errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(path, ".metadata.json") {
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

// copyCatalog copies the catalog, and the metadata that it names, while nobody commits: commits remove older metadata, and no lease
// keeps it. It loads the tables that the copy has.
func (l *Lake) copyCatalog(ctx context.Context, to string, alongside func() error) ([]*Table, error) {
	unlock, err := l.lockCommits(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if alongside != nil {
		if err := alongside(); err != nil {
			return nil, err
		}
	}
	if _, err := l.db.ExecContext(ctx, `VACUUM INTO ?`, filepath.Join(to, "catalog.db")); err != nil {
		return nil, fmt.Errorf("copying the catalog: %w", err)
	}
	names, err := l.Tables(ctx)
	if err != nil {
		return nil, err
	}
	var tables []*Table
	for _, name := range names {
		ice, err := l.cat.LoadTable(ctx, ident(name))
		if err != nil {
			return nil, err
		}
		path := l.path(ice.MetadataLocation())
		if err := copyFile(path, filepath.Join(to, l.Relative(path))); err != nil {
			return nil, err
		}
		tables = append(tables, &Table{lake: l, name: name, ice: ice})
	}
	return tables, nil
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
