package hive

import (
	"context"

	"tarn/internal/catalog"
	"tarn/internal/schema"
)

// part is a partition, or a table that has none.
type part struct {
	location string
	// values are those of the partition keys as texts that SQL's CAST reads, nil for NULL; name is what Hive calls it.
	values []*string
	name   string
	// storage says in which form its files are.
	storage *catalog.Storage
}

// parts gives the partitions of a table that may have rows which meet every predicate, and how many there are in all. A table
// without partition keys is one part.
func (h *Tables) parts(ctx context.Context, t catalog.Table, rel *schema.Relation, where []schema.Predicate) ([]part, int, error) {
	if len(t.PartitionKeys) == 0 {
		return []part{{location: t.Storage.Location, storage: &t.Storage}}, 1, nil
	}
	if Projected(t) {
		return project(t, where, h.now())
	}
	return h.listed(ctx, t, keyTypes(t, rel), where)
}

// keyTypes are the types of a table's partition keys.
func keyTypes(t catalog.Table, rel *schema.Relation) []schema.Type {
	types := make([]schema.Type, len(t.PartitionKeys))
	for i, k := range t.PartitionKeys {
		for _, c := range rel.Columns {
			if c.From == k.Name && !c.Hidden {
				types[i] = c.Type
			}
		}
	}
	return types
}

// listed are the partitions that the data catalog lists.
func (h *Tables) listed(ctx context.Context, t catalog.Table, types []schema.Type, where []schema.Predicate) (parts []part, total int, err error) {
	if total, err = h.Data.CountPartitions(ctx, t); err != nil {
		return nil, 0, err
	}
	// The list is read to its end before files are looked for: a reader that waits keeps the state's file from being tidied.
	err = h.Data.Partitions(ctx, t, keyPrefix(t, types, where), nil, func(p catalog.Partition) (bool, error) {
		if len(p.Values) != len(t.PartitionKeys) {
			return true, nil // of a table that had other keys
		}
		one := part{location: p.Storage.Location, name: PartitionName(t.PartitionKeys, p.Values), storage: &p.Storage}
		for i, k := range t.PartitionKeys {
			value, text, err := keyValue(k, types[i], p.Values[i])
			if err != nil {
				return false, err
			}
			for _, w := range where {
				if w.Column == k.Name && !meets(value, w) {
					return true, nil
				}
			}
			one.values = append(one.values, text)
		}
		if one.storage.SerDe.Library == "" {
			one.storage = &t.Storage
		}
		if one.location == "" {
			one.location = below(t.Storage.Location, one.name)
		}
		parts = append(parts, one)
		return true, nil
	})
	return parts, total, err
}

// keyPrefix is what the values of all wanted partitions begin with: texts that are asked for by =. Numbers and times can be written
// in several ways.
func keyPrefix(t catalog.Table, types []schema.Type, where []schema.Predicate) (values []string) {
	for i, k := range t.PartitionKeys {
		found := false
		for _, w := range where {
			if text, ok := first(w.Values).(string); ok && w.Column == k.Name && (w.Op == schema.Eq || w.Op == schema.In) && len(w.Values) == 1 && types[i].Kind == schema.Varchar {
				values, found = append(values, text), true
				break
			}
		}
		if !found {
			break
		}
	}
	return values
}

func first(values []any) any {
	if len(values) == 0 {
		return nil
	}
	return values[0]
}

// Count is how many partitions of a table may have rows that meet every predicate, and how many there are; no file is looked for. A table
// without partition keys has none.
func (h *Tables) Count(ctx context.Context, rel *schema.Relation, where []schema.Predicate) (n, total int, err error) {
	t, ok := rel.Origin.(catalog.Table)
	if !ok || t.Iceberg() || len(t.PartitionKeys) == 0 {
		return 0, 0, nil
	}
	parts, total, err := h.parts(ctx, t, rel, where)
	return len(parts), total, err
}
