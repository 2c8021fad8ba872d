// Package mirror keeps copies of Iceberg tables as Hive has tables: a folder of Parquet files for each partition, which needs no catalog.
//
// A copy is brought up to date by comparison: each data file of the table has one file there, of a name that is made of its own. First what
// is missing is put, then what is no longer the table's is removed. So a process may be killed anywhere: the next time ends what it began.
// Between the two steps a reader of the folder sees the old and the new rows of the partitions that change.
//
// A place has the copy of one table: a file there names it, and no other table's copy is written over it.
package mirror

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// File is a data file of a table.
type File struct {
	// Path is where it lies on this machine. Its name tells it apart from all other files of the table.
	Path string
	// Folder is its partition's, as in year=2024/month=01; "" of a table without partitions.
	Folder string
}

// Table is what is copied.
type Table struct {
	Owner
	Files []File
	// Keys are the columns that the folders tell: the copy's files are without them.
	Keys []string
	// Fetch, where it is not nil, makes sure that a file is on this machine, until release. It is called of files that are copied.
	Fetch func(ctx context.Context, path string) (release func(), err error)
	// Gone reports whether a table of the same lake is there no more: its copy may be replaced.
	Gone func(ctx context.Context, id string) (bool, error)
}

// Place is where copies lie: names are with slashes, relative to it.
type Place interface {
	// List calls f for each name that is there.
	List(ctx context.Context, f func(name string)) error
	// Put writes a file, whole or not at all.
	Put(ctx context.Context, name string, content io.Reader) error
	// Create is Put of a file that must not be there: one that is gives fs.ErrExist.
	Create(ctx context.Context, name string, content []byte) error
	// Read reads a small file: one that is not there gives fs.ErrNotExist.
	Read(ctx context.Context, name string) ([]byte, error)
	// Remove removes files. One that is not there is no error.
	Remove(ctx context.Context, names ...string) error
}

// Result counts the files.
type Result struct {
	Written int   `json:"written"`
	Removed int   `json:"removed"`
	Kept    int   `json:"kept"`
	Bytes   int64 `json:"bytes"`
}

// prefix begins the names of the files that Sync writes. Files of other names are not touched, nor those in folders that are no
// partition's: they may be the copy of another table.
const prefix = "tarn-"

// Sync brings a place up to date: it has then the rows of t, and nothing else that Sync has put there. A place that has another table's
// copy is refused with ErrTaken, and left as it is. One Sync of a table at a time may write to a place.
func Sync(ctx context.Context, to Place, t Table) (r Result, err error) {
	wanted := map[string]File{}
	for _, f := range t.Files {
		base := strings.TrimSuffix(filepath.Base(f.Path), ".parquet")
		wanted[path.Join(f.Folder, prefix+base+".parquet")] = f
	}
	there := map[string]bool{}
	var old, half []string
	within := ""
	err = to.List(ctx, func(name string) {
		if _, ok := wanted[name]; ok {
			there[name] = true
		} else if ours(name, written) {
			old = append(old, name)
		} else if ours(name, halfWritten) {
			half = append(half, name)
		} else if folder := path.Dir(name); path.Base(name) == ownerFile && folder != "." && ofPartition(folder) {
			within = folder
		}
	})
	if err != nil {
		return r, err
	}
	if within != "" {
		return r, fmt.Errorf("%w: its folder %s has a copy of its own", ErrTaken, within)
	}
	if err := claim(ctx, to, t, len(old) > 0 && len(there) == 0); err != nil {
		return r, err
	}
	if err := to.Remove(ctx, half...); err != nil {
		return r, fmt.Errorf("removing what a killed process left half written: %w", err)
	}
	for name, f := range wanted {
		if there[name] {
			r.Kept++
			continue
		}
		n, err := put(ctx, to, name, f, t)
		if err != nil {
			return r, fmt.Errorf("copying to %s: %w", name, err)
		}
		r.Written++
		r.Bytes += n
	}
	if err := to.Remove(ctx, old...); err != nil {
		return r, fmt.Errorf("removing what is no longer the table's: %w", err)
	}
	r.Removed = len(old)
	return r, nil
}

// ours reports whether Sync made a name: nothing else is ever removed.
func ours(name string, names *regexp.Regexp) bool {
	return names.MatchString(path.Base(name)) && ofPartition(path.Dir(name))
}

// written are the names that Sync gives: of a data file's UUID, which the SHA-256 follows that the lake puts there.
var written = regexp.MustCompile(`^` + prefix + `[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-[0-9a-f]{64})?\.parquet$`)

// halfWritten are the names that files of a Folder have before they get their own.
var halfWritten = regexp.MustCompile(`^` + regexp.QuoteMeta(unfinished) + `[0-9]+$`)

// ofPartition reports whether a folder can be a partition's, by the names of all on the way to it.
func ofPartition(folder string) bool {
	for part := range strings.SplitSeq(folder, "/") {
		if part != "." && !strings.Contains(part, "=") {
			return false
		}
	}
	return true
}

func put(ctx context.Context, to Place, name string, f File, t Table) (int64, error) {
	if t.Fetch != nil {
		release, err := t.Fetch(ctx, f.Path)
		if err != nil {
			return 0, err
		}
		defer release()
	}
	file, err := os.Open(f.Path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	content, n, err := without(file, t.Keys)
	if err != nil {
		return 0, err
	}
	return n, to.Put(ctx, name, content)
}
