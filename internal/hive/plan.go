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
	"tarn/internal/schema"
)

// looks is how often files are listed anew because something changed meanwhile.
const looks = 20

// Plan answers which files hold a table's rows. It satisfies engine.Files for relations whose Origin is a catalog.Table. A
// statement that adds files while they are listed is in the answer as a whole, or not at all. ctx tells whose statement reads
// (auth.With): a table with a location that its key may not read is refused, also where the location is a partition's only.
func (h *Tables) Plan(ctx context.Context, rel *schema.Relation, columns []string, where []schema.Predicate) (*engine.FileSet, error) {
	t, ok := rel.Origin.(catalog.Table)
	var names map[string]bool
	if some, is := rel.Origin.(Some); is {
		t, ok, names, where = some.Table, true, some.Names, some.Where
	}
	if !ok {
		return nil, fmt.Errorf("there is no table %s", rel.Source)
	}
	switch {
	case strings.EqualFold(t.Parameters["table_type"], "ICEBERG"):
		return nil, userError("NOT_SUPPORTED", fmt.Sprintf("table %s.%s is an Iceberg table whose files are not in Tarn's lake: only those that Tarn made can be read", t.Database, t.Name))
	case t.Storage.SerDe.Library == "" && t.Storage.InputFormat == "":
		return nil, userError("HIVE_UNSUPPORTED_FORMAT", fmt.Sprintf("table %s.%s has no SerDe and no input format: what its files mean cannot be told", t.Database, t.Name))
	}
	for try := 0; ; try++ {
		set, err := h.plan(ctx, t, rel, columns, where, names)
		if !errors.Is(err, errChanged) {
			return set, err
		}
		if try == looks {
			return nil, userError("GENERIC_EXTERNAL", fmt.Sprintf("%v whenever it is read: table %s.%s cannot be read as of one moment; ask again", err, t.Database, t.Name))
		}
	}
}

// plan is Plan; it fails with errChanged where a file was replaced after it was listed. names, where it is not nil, are the partitions.
func (h *Tables) plan(ctx context.Context, t catalog.Table, rel *schema.Relation, columns []string, where []schema.Predicate, names map[string]bool) (*engine.FileSet, error) {
	before, err := h.Data.Changes(ctx)
	if err != nil {
		return nil, err
	}
	for range looks {
		list, err := h.list(ctx, t, rel, columns, where, names)
		if err != nil {
			return nil, err
		}
		after, err := h.Data.Changes(ctx)
		if err != nil {
			return nil, err
		}
		if after == before {
			return list.ready(ctx, t)
		}
		before = after
	}
	return nil, userError("GENERIC_EXTERNAL", fmt.Sprintf("table %s.%s is written to without a pause: its files could not be listed as of one moment; ask again", t.Database, t.Name))
}

// list lists a table's files as they are, without those of statements that have not ended.
func (h *Tables) list(ctx context.Context, t catalog.Table, rel *schema.Relation, columns []string, where []schema.Predicate, names map[string]bool) (*lister, error) {
	set := &engine.FileSet{Found: &engine.Found{}, Release: func() {}}
	list := &lister{tables: h, table: t, set: set, raw: map[string]*raw{}}
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
	var err error
	if list.pending, err = h.pending(ctx); err != nil {
		return nil, err
	}
	parts, total, err := h.parts(ctx, t, rel, where)
	if err != nil {
		return nil, err
	}
	if names != nil {
		parts = slices.DeleteFunc(parts, func(p part) bool { return !names[p.name] })
	}
	if len(t.PartitionKeys) > 0 {
		set.Partitions, set.TotalPartitions = len(parts), total
	}
	for _, p := range parts {
		if err := h.mayRead(ctx, t, p.location); err != nil {
			return nil, err
		}
	}
	for _, p := range parts {
		if err := list.part(ctx, p); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func isKey(t catalog.Table, name string) bool {
	return slices.ContainsFunc(t.PartitionKeys, func(k catalog.Column) bool { return k.Name == name })
}

// lister gathers the files of one plan.
type lister struct {
	tables  *Tables
	table   catalog.Table
	set     *engine.FileSet
	pending map[string]bool
	// raw are the files that are not Parquet, by the definition that they are read by; away are Parquet files that are not on this
	// machine.
	raw  map[string]*raw
	away away
}

// part lists the files of a partition.
func (l *lister) part(ctx context.Context, p part) error {
	place, err := l.tables.open(ctx, p.location)
	if err != nil || place == nil {
		return err
	}
	var definition *raw
	if !p.storage.Parquet() {
		if definition, err = l.definition(*p.storage); err != nil {
			return err
		}
	}
	return place.list(ctx, func(f stored) error {
		if f.size == 0 || hidden(f.relative) || l.pending[f.uri] {
			return nil
		}
		l.set.Total++
		l.set.Bytes += f.size
		l.set.Sources++
		values := l.values(p, f)
		switch {
		case definition != nil:
			definition.add(place, f, values)
		case f.path == "":
			l.away.add(place, f, values)
		default:
			l.add(f.path, f.uri, values)
		}
		return nil
	})
}

// add adds a Parquet file that is on this machine.
func (l *lister) add(path, name string, values []*string) {
	l.set.Paths = append(l.set.Paths, path)
	l.set.Found.Names = append(l.set.Found.Names, name)
	l.set.Found.Values = append(l.set.Found.Values, values)
	l.set.Found.Packs = append(l.set.Found.Packs, nil)
}

// values are those of the set's constants in a file.
func (l *lister) values(p part, f stored) []*string {
	values := make([]*string, len(l.set.Found.Constants))
	for i, c := range l.set.Found.Constants {
		switch c.From {
		case catalog.PathColumn:
			values[i] = &f.uri
		case catalog.SizeColumn:
			values[i] = new(strconv.FormatInt(f.size, 10))
		case catalog.ModifiedColumn:
			values[i] = new(f.modified.UTC().Format("2006-01-02 15:04:05.000"))
		case catalog.PartitionColumn:
			values[i] = &p.name
		default:
			for j, k := range l.table.PartitionKeys {
				if k.Name == c.From && !c.Hidden && j < len(p.values) {
					values[i] = p.values[j]
				}
			}
		}
	}
	return values
}
