package hive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/objects"
	"tarn/internal/schema"
)

// Repaired says what a table's folders and its partitions have to do with each other.
type Repaired struct {
	// Added are the partitions that folders are there for, by their names, and Missing those whose folder is not there.
	Added, Missing []string
	// Strange are folders, from the location on, that are not in Hive's style, at most maxStrange of them.
	Strange []string
}

const maxStrange = 20

// Repair adds the partitions to a table that its location has folders for, as MSCK REPAIR TABLE does:
// https://docs.aws.amazon.com/athena/latest/ug/msck-repair-table.html. None is removed.
func (h *Tables) Repair(ctx context.Context, t catalog.Table) (Repaired, error) {
	if err := CheckPlace(t.Storage.Location); err != nil {
		return Repaired{}, userError("HIVE_INVALID_METADATA", err.Error())
	}
	r := repair{table: t, known: map[string]string{}, taken: map[string]bool{}, found: map[string]bool{}}
	for _, k := range t.PartitionKeys {
		typ, err := schema.ParseHive(k.Type)
		if err != nil {
			return r.Repaired, err
		}
		r.types = append(r.types, typ)
	}
	err := h.Data.Partitions(ctx, t, nil, nil, func(p catalog.Partition) (bool, error) {
		if len(p.Values) == len(t.PartitionKeys) {
			r.known[PartitionName(t.PartitionKeys, p.Values)] = p.Storage.Location
			r.taken[strings.TrimSuffix(p.Storage.Location, "/")] = true
		}
		return true, nil
	})
	if err != nil {
		return r.Repaired, err
	}
	listed, err := h.subfolders(ctx, t.Storage.Location)
	if err == nil {
		err = r.folders(ctx, listed, "", nil)
	}
	if err != nil {
		return r.Repaired, fmt.Errorf("listing %s: %w", t.Storage.Location, err)
	}
	for known, location := range r.known {
		if at := below(t.Storage.Location, known); !r.found[known] && (location == "" || strings.TrimSuffix(location, "/") == at) {
			r.Missing = append(r.Missing, known)
		}
	}
	slices.Sort(r.Missing)
	now := h.now().UTC()
	for len(r.add) > 0 {
		n := min(len(r.add), 500)
		var batch []catalog.Partition
		for _, f := range r.add[:n] {
			p := catalog.Partition{Values: f.values, Storage: t.Storage, Created: now}
			p.Storage.Location = below(t.Storage.Location, f.path)
			batch = append(batch, p)
		}
		if err := h.addAll(ctx, t, batch); err != nil {
			return r.Repaired, err
		}
		for _, p := range batch {
			r.Added = append(r.Added, PartitionName(t.PartitionKeys, p.Values))
		}
		r.add = r.add[n:]
	}
	return r.Repaired, nil
}

// addAll adds partitions; that some came meanwhile is no fault.
func (h *Tables) addAll(ctx context.Context, t catalog.Table, batch []catalog.Partition) error {
	err := h.Data.AddPartition(ctx, t, batch...)
	if !errors.Is(err, catalog.ErrPartitionExists) {
		return err
	}
	for _, p := range batch {
		if err := h.Data.AddPartition(ctx, t, p); err != nil && !errors.Is(err, catalog.ErrPartitionExists) {
			return err
		}
	}
	return nil
}

// repair is one run of Repair.
type repair struct {
	Repaired
	table catalog.Table
	types []schema.Type
	known map[string]string // the partitions that there are: their locations by their names
	taken map[string]bool   // those locations
	found map[string]bool
	add   []found
}

// found is a folder of a partition: its path from the location on.
type found struct {
	values []string
	path   string
}

// subfolders gives what lists the folders under a path of a location, which is empty or ends in a slash.
func (h *Tables) subfolders(ctx context.Context, location string) (func(path string, f func(name string) error) error, error) {
	if root, ok := localPath(location); ok {
		return func(path string, f func(string) error) error {
			entries, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(path)))
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			for _, e := range entries {
				if err == nil && e.IsDir() {
					err = errors.Join(f(e.Name()), ctx.Err())
				}
			}
			return err
		}, nil
	}
	name, prefix, err := place(location)
	if err != nil {
		return nil, err
	}
	bucket, err := h.Buckets.Open(ctx, name)
	if errors.Is(err, objects.ErrNoBucket) {
		return func(string, func(string) error) error { return nil }, nil
	}
	return func(path string, f func(string) error) error {
		for after := ""; ; {
			page, err := bucket.Page(ctx, objects.PageOptions{Prefix: prefix + path, Delimiter: "/", After: after, Max: 1000})
			if err != nil {
				return err
			}
			for _, p := range page.Prefixes {
				if err := f(strings.TrimSuffix(strings.TrimPrefix(p, prefix+path), "/")); err != nil {
					return err
				}
			}
			if after = page.Next; !page.More {
				return nil
			}
		}
	}, err
}

// folders looks at the folders of one partition key; path is what lies between the location and them.
func (r *repair) folders(ctx context.Context, listed func(string, func(string) error) error, path string, values []string) error {
	return listed(path, func(folder string) error {
		if hidden(folder) {
			return nil
		}
		key := r.table.PartitionKeys[len(values)]
		name, text, ok := strings.Cut(folder, "=")
		value, err := url.PathUnescape(text)
		if !ok || err != nil || name != escape(key.Name) {
			r.strange(path + folder)
			return nil
		}
		if _, _, err := keyValue(key, r.types[len(values)], value); err != nil {
			r.strange(path + folder)
			return nil
		}
		all := append(values[:len(values):len(values)], value)
		if len(all) < len(r.types) {
			return r.folders(ctx, listed, path+folder+"/", all)
		}
		full := PartitionName(r.table.PartitionKeys, all)
		// A folder month=01 may be the place of a partition month=1, since statements keep whole numbers without zeros in front.
		if _, known := r.known[full]; !known && !r.found[full] && !r.taken[below(r.table.Storage.Location, path+folder)] {
			r.add = append(r.add, found{all, path + folder})
		}
		r.found[full] = true
		return nil
	})
}

func (r *repair) strange(folder string) {
	if len(r.Strange) < maxStrange {
		r.Strange = append(r.Strange, folder)
	}
}
