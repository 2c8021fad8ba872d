package lake

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/apache/iceberg-go"

	"tarn/internal/lake/datafile"
)

// Verify reads every data file of the newest snapshot and compares it with the hash that its name has, its size with the table's, and its
// rows with its footer. A name without a hash is one that Tarn gave before hashes were in names.
func (m *Made) Verify(ctx context.Context, progress func(done, total int)) (Verified, error) {
	var v Verified
	release, err := m.lake.Hold()
	if err != nil {
		return v, err
	}
	defer release()
	if err := m.Refresh(ctx); err != nil {
		return v, err
	}
	var files []iceberg.DataFile
	if err := m.each(ctx, m.ice.CurrentSnapshot(), func(d iceberg.DataFile) error { files = append(files, d); return nil }); err != nil {
		return v, err
	}
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			return v, err
		}
		path := m.lake.path(f.FilePath())
		fault := func(format string, args ...any) {
			v.Faults = append(v.Faults, Fault{path, fmt.Sprintf(format, args...)})
		}
		v.Files++
		v.Rows += f.Count()
		v.Bytes += f.FileSizeBytes()
		sum, size, err := m.hash(ctx, path)
		wanted, known := hashInName(path)
		switch {
		case err != nil:
			fault("it cannot be read: %v", err)
			continue
		case size != f.FileSizeBytes():
			fault("it has %d bytes where the table has %d", size, f.FileSizeBytes())
		case known && sum != wanted:
			fault("its SHA-256 is %s where %s was written", sum, wanted)
		}
		if rows, err := m.footRows(ctx, path); err != nil {
			fault("%v", err)
		} else if rows != f.Count() {
			fault("it has %d rows where the table has %d", rows, f.Count())
		}
		if progress != nil {
			progress(i+1, len(files))
		}
	}
	return v, nil
}

// hashInName is the SHA-256 that Take put into a file's name.
func hashInName(path string) (sum string, ok bool) {
	name := strings.TrimSuffix(filepath.Base(path), ".parquet")
	i := strings.LastIndex(name, "-") + 1
	return name[i:], len(name)-i == 64
}

func (m *Made) footRows(ctx context.Context, path string) (int64, error) {
	_, release, err := m.fetch(ctx, []string{path})
	if err != nil {
		return 0, err
	}
	defer release()
	return datafile.Rows(path)
}
