package lake

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// read reads a metadata file.
func (l *Lake) read(ctx context.Context, location string) ([]byte, error) {
	path := l.path(location)
	if l.remote == nil || !isRemote(location) {
		return os.ReadFile(path)
	}
	f, _, err := l.openCopy(ctx, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Metadata gives a table's current metadata file, and where it is: https://iceberg.apache.org/spec/#table-metadata.
func (l *Lake) Metadata(ctx context.Context, name string) (location string, content []byte, err error) {
	for range 3 {
		err = l.db.QueryRowContext(ctx, `SELECT metadata_location FROM iceberg_tables WHERE catalog_name = 'tarn' AND table_namespace = ? AND table_name = ?`, Namespace, name).Scan(&location)
		if errors.Is(err, sql.ErrNoRows) {
			return "", nil, fmt.Errorf("%w: %s", ErrNoTable, name)
		}
		if err != nil {
			return "", nil, fmt.Errorf("reading the catalog: %w", err)
		}
		content, err = l.read(ctx, location)
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		// Many commits happened since the catalog was asked, and it went with them.
	}
	if err != nil {
		return "", nil, fmt.Errorf("reading the metadata of table %s: %w", name, err)
	}
	return location, content, nil
}
