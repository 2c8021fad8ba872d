package hive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/objects"
	"tarn/internal/schema"
)

// looks is how often files are listed anew because something changed meanwhile.
const looks = 20

// Plan answers which files hold a table's rows. It satisfies engine.Files for relations whose Origin is a catalog.Table. A
// statement that adds files while they are listed is in the answer as a whole, or not at all. ctx tells whose statement reads
// (auth.With): a table with a location that its key may not read is refused, also where the location is a partition's only.
func (h *Tables) Plan(ctx context.Context, rel *schema.Relation, columns []string, where []schema.Predicate) (*engine.FileSet, error) {
	t, ok := rel.Origin.(catalog.Table)
	if !ok {
		return nil, fmt.Errorf("there is no table %s", rel.Source)
	}
	if !t.Storage.Parquet() {
		return nil, userError("NOT_SUPPORTED", fmt.Sprintf("table %s.%s has %s: only Parquet tables can be read in Tarn so far", t.Database, t.Name, t.Form()))
	}
	before, err := h.Data.Changes(ctx)
	if err != nil {
		return nil, err
	}
	for range looks {
		set, err := h.list(ctx, t, rel, columns, where)
		if err != nil {
			return nil, err
		}
		after, err := h.Data.Changes(ctx)
		if err != nil {
			return nil, err
		}
		if after == before {
			return set, nil
		}
		before = after
	}
	return nil, userError("GENERIC_EXTERNAL", fmt.Sprintf("table %s.%s is written to without a pause: its files could not be listed as of one moment; ask again", t.Database, t.Name))
}

// list lists a table's files as they are, without those of statements that have not ended.
func (h *Tables) list(ctx context.Context, t catalog.Table, rel *schema.Relation, columns []string, where []schema.Predicate) (*engine.FileSet, error) {
	set := &engine.FileSet{Found: &engine.Found{}, Release: func() {}}
	list := lister{tables: h, set: set}
	for _, c := range rel.Columns {
		if !slices.Contains(columns, c.From) {
			continue
		}
		if c.Hidden || isKey(t, c.From) {
			set.Found.Constants = append(set.Found.Constants, c)
		} else {
			set.Found.Columns = append(set.Found.Columns, c)
		}
	}
	pending, err := h.Data.Writes(ctx)
	if err != nil {
		return nil, err
	}
	list.pending = map[string]bool{}
	for _, w := range pending {
		for _, f := range w.Files {
			list.pending[f] = true
		}
	}
	parts, _, err := h.parts(ctx, t, rel, where)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if err := h.mayRead(ctx, t, p.location); err != nil {
			return nil, err
		}
	}
	for _, p := range parts {
		if err := list.keyed(ctx, t, p); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func isKey(t catalog.Table, name string) bool {
	return slices.ContainsFunc(t.PartitionKeys, func(k catalog.Column) bool { return k.Name == name })
}

// lister gathers the files of one plan.
type lister struct {
	tables  *Tables
	set     *engine.FileSet
	pending map[string]bool
}

func (l *lister) keyed(ctx context.Context, t catalog.Table, p part) error {
	named := make([]*string, len(l.set.Found.Constants))
	for i, c := range l.set.Found.Constants {
		for j, k := range t.PartitionKeys {
			if k.Name == c.From && !c.Hidden {
				named[i] = p.values[j]
			}
		}
	}
	p.values = named
	return l.part(ctx, p)
}

// page is how many objects are listed at a time.
const page = 1000

// part lists the files of a partition. values, where there are any, are those of the set's constants.
func (l *lister) part(ctx context.Context, p part) error {
	name, prefix, err := place(p.location)
	if err != nil {
		return err
	}
	bucket, err := l.tables.Buckets.Open(ctx, name)
	if errors.Is(err, objects.ErrNoBucket) {
		return nil // as one that is empty: it goes away with its last object
	}
	if err != nil {
		return userError("GENERIC_EXTERNAL", fmt.Sprintf("%s cannot be read: %v", p.location, err))
	}
	after := ""
	for more := true; more; {
		var infos []objects.Info
		if infos, more, err = bucket.List(ctx, prefix, after, page); err != nil {
			return err
		}
		for _, o := range infos {
			after = o.Key
			if o.Size == 0 || hidden(strings.TrimPrefix(o.Key, prefix)) || l.pending["s3://"+name+"/"+o.Key] {
				continue
			}
			if err := l.file(p, name, bucket, o); err != nil {
				return err
			}
		}
		more = more && len(infos) > 0
	}
	return nil
}

func (l *lister) file(p part, name string, bucket objects.Bucket, o objects.Info) error {
	uri := "s3://" + name + "/" + o.Key
	local, ok := bucket.(objects.Local)
	path := ""
	if ok {
		path, ok = local.LocalPath(o.Key)
	}
	if !ok {
		return userError("NOT_SUPPORTED", "tables over a real S3 bucket are not in Tarn yet: "+uri)
	}
	found := l.set.Found
	values := make([]*string, len(found.Constants))
	for i, c := range found.Constants {
		switch c.From {
		case catalog.PathColumn:
			values[i] = &uri
		case catalog.SizeColumn:
			values[i] = new(strconv.FormatInt(o.Size, 10))
		case catalog.ModifiedColumn:
			values[i] = new(o.Modified.UTC().Format("2006-01-02 15:04:05.000"))
		case catalog.PartitionColumn:
			values[i] = &p.name
		default:
			if i < len(p.values) {
				values[i] = p.values[i]
			}
		}
	}
	l.set.Paths = append(l.set.Paths, path)
	found.Names = append(found.Names, uri)
	found.Values = append(found.Values, values)
	l.set.Bytes += o.Size
	l.set.Total++
	return nil
}
