package lake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"tarn/internal/blob"
	"tarn/internal/lake/datafile"
)

// Fault is something that verification found.
type Fault struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// Verified counts what was looked at.
type Verified struct {
	Files  int     `json:"files"`
	Rows   int64   `json:"rows"`
	Bytes  int64   `json:"bytes"`
	Faults []Fault `json:"faults"`
}

// Verify reads every data file of the current snapshot and compares its hash with the one that want gives for its path in the
// lake, its size with the table's, and its rows with its footer. A file that want does not know is a fault.
func (t *Table) Verify(ctx context.Context, want func(path string) (sha256 string, known bool, err error), progress func(done, total int)) (Verified, error) {
	var v Verified
	release, err := t.lake.Hold()
	if err != nil {
		return v, err
	}
	defer release()
	files, _, err := t.files(ctx, nil)
	if err != nil {
		return v, err
	}
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			return v, err
		}
		path := f.path
		fault := func(format string, args ...any) {
			v.Faults = append(v.Faults, Fault{path, fmt.Sprintf(format, args...)})
		}
		v.Files++
		v.Rows += f.rows
		v.Bytes += f.bytes
		sum, size, err := t.hash(ctx, path)
		if err != nil {
			fault("it cannot be read: %v", err)
			continue
		}
		wanted, known, err := want(t.lake.Relative(path))
		switch {
		case err != nil:
			return v, err
		case size != f.bytes:
			fault("it has %d bytes where the table has %d", size, f.bytes)
		case !known:
			fault("no hash is recorded for it")
		case sum != wanted:
			fault("its SHA-256 is %s where %s was written", sum, wanted)
		}
		if rows, err := t.countRows(ctx, path); err != nil {
			fault("%v", err)
		} else if rows != f.rows {
			fault("it has %d rows where the table has %d", rows, f.rows)
		}
		if progress != nil {
			progress(i+1, len(files))
		}
	}
	return v, nil
}

// countRows is what a file's footer says. Where it is a copy, the copy is looked at.
func (t *Table) countRows(ctx context.Context, path string) (int64, error) {
	_, release, err := t.fetch(ctx, []string{path})
	if err != nil {
		return 0, err
	}
	defer release()
	r, err := datafile.OpenReader(path, t.layout)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return r.Rows(), nil
}

// hash reads a file where it is kept: in a bucket, not its copy.
func (t *Table) hash(ctx context.Context, path string) (string, int64, error) {
	if !t.remote() {
		return hashFile(path)
	}
	s, err := t.lake.remote.open(ctx)
	if err != nil {
		return "", 0, err
	}
	key := t.lake.key(path)
	body, err := s.Open(ctx, blob.Object{Key: key, URI: s.URI(key)})
	if err != nil {
		return "", 0, err
	}
	defer body.Close()
	h := sha256.New()
	n, err := io.Copy(h, body)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

func hashFile(path string) (string, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), n, err
}
