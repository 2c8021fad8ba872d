package blob

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"iter"
	"slices"
	"strings"
)

// List gives files in the order that S3 has: by the bytes of the whole key, so that a folder `a` comes after a file `a.b`.
func (f *folder) List(ctx context.Context, o ListOptions) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		dir := o.Prefix[:strings.LastIndexByte(o.Prefix, '/')+1]
		if strings.HasPrefix(f.prefix, o.Prefix) {
			dir = f.prefix
		}
		n := 0
		err := f.walk(ctx, dir, o, func(e Entry) error {
			if !yield(e, nil) {
				return errStop
			}
			if n++; n == o.Limit {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(Entry{}, err)
		}
	}
}

var errStop = errors.New("stop")

// walk gives the entries of the folder dir, a key prefix that ends in a slash.
func (f *folder) walk(ctx context.Context, dir string, o ListOptions, yield func(Entry) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	names, err := f.names(dir)
	if err != nil {
		if errors.Is(err, ErrNotFound) {
			return nil // as in S3, where a prefix without objects is empty
		}
		if dir > o.StartAfter {
			if err := yield(Entry{Object: Object{URI: f.URI(dir), Key: dir}, Err: err}); err != nil {
				return err
			}
		}
	}
	for _, n := range names {
		key := dir + n.sort
		switch {
		case !strings.HasPrefix(key, o.Prefix):
			continue
		case key <= o.StartAfter && !(n.IsDir() && strings.HasPrefix(o.StartAfter, key)):
			continue
		}
		e, ok := f.entry(key, n.DirEntry)
		switch {
		case !ok, !e.Prefix && key <= o.StartAfter:
			continue
		case e.Prefix && !o.Folders:
			err = f.walk(ctx, key, o, yield)
		default:
			err = yield(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// entry describes a directory entry; ok is false for one that has vanished.
func (f *folder) entry(key string, d fs.DirEntry) (e Entry, ok bool) {
	e = Entry{Object: Object{URI: f.URI(key), Key: key}}
	if e.Skip = leaveOut(d.Name()); e.Skip != "" {
		return e, true
	}
	info, err := d.Info()
	if err == nil && d.Type() == fs.ModeSymlink {
		name, _ := f.name(key)
		if info, err = f.root.Stat(name); err != nil {
			e.Skip, e.Link = "a symbolic link that leads out of the folder or nowhere", true
			return e, true
		}
		if info.IsDir() {
			e.Skip, e.Link = "a symbolic link to a folder", true
			return e, true
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return e, false
	case err != nil:
		e.Err = explainFile(e.URI, err)
	case info.IsDir():
		e.Prefix = true
	case !info.Mode().IsRegular():
		e.Skip = "neither a file nor a folder"
	default:
		e.Object = f.object(key, info)
	}
	return e, true
}

// named is a directory entry under the name that it sorts by.
type named struct {
	fs.DirEntry
	sort string
}

func (f *folder) names(dir string) ([]named, error) {
	f.list.Add(1)
	path, err := f.name(dir)
	if err != nil {
		return nil, err
	}
	d, err := f.root.Open(path)
	if err != nil {
		return nil, explainFile(f.URI(dir), err)
	}
	defer d.Close()
	entries, err := d.ReadDir(-1)
	names := make([]named, len(entries))
	for i, e := range entries {
		names[i] = named{e, e.Name()}
		if e.IsDir() {
			names[i].sort += "/"
		}
	}
	slices.SortFunc(names, func(a, b named) int { return cmp.Compare(a.sort, b.sort) })
	if err != nil {
		return names, explainFile(f.URI(dir), err)
	}
	return names, nil
}

// leaveOut says why a name is not read: hidden, or not finished yet by the program that writes it.
func leaveOut(name string) string {
	if strings.HasPrefix(name, ".") {
		return "hidden"
	}
	for _, end := range []string{"~", ".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp"} {
		if strings.HasSuffix(name, end) {
			return "a temporary file (" + end + ")"
		}
	}
	return ""
}
