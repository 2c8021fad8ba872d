package query

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/sql/syntax"
)

// specText writes a partition's values as Hive does in its errors: {dt=2014-05-14, country=IN}.
func specText(p *syntax.PartitionSpec) string {
	var out []string
	for _, v := range p.Values {
		out = append(out, strings.ToLower(v.Name.Name)+"="+v.Value)
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// givenValues are the values of a table's keys that a statement names, nil for the others.
func givenValues(p *syntax.PartitionSpec, t catalog.Table) ([]*string, error) {
	out := make([]*string, len(t.PartitionKeys))
	if p == nil {
		return out, nil
	}
	if len(t.PartitionKeys) == 0 {
		return nil, failed(p, syntax.NotSupported, "FAILED: ValidationException table is not partitioned but partition spec exists: %s", specText(p))
	}
	for _, v := range p.Values {
		at := -1
		for i, k := range t.PartitionKeys {
			if k.Name == strings.ToLower(v.Name.Name) {
				at = i
			}
		}
		switch {
		case at < 0:
			return nil, told(v, syntax.ColumnNotFound, "the partition keys are "+keyNames(t), semantic+"Partition spec %s contains non-partition columns", specText(p))
		case out[at] != nil:
			return nil, failed(v, syntax.DuplicateColumnName, semantic+"Partition spec %s names %s twice", specText(p), t.PartitionKeys[at].Name)
		}
		text, err := hive.PartitionValue(t.PartitionKeys[at], v.Value)
		if err != nil {
			return nil, failed(v, "HIVE_INVALID_PARTITION_VALUE", semantic+"[Error 10248]: Cannot add partition column %s of type string as it cannot be converted to type %s: %s", t.PartitionKeys[at].Name, t.PartitionKeys[at].Type, v.Value)
		}
		out[at] = &text
	}
	return out, nil
}

func keyNames(t catalog.Table) string {
	var names []string
	for _, k := range t.PartitionKeys {
		names = append(names, k.Name)
	}
	return strings.Join(names, ", ")
}

// partitionValues are the values of a partition that a statement names in full.
func partitionValues(p *syntax.PartitionSpec, t catalog.Table) ([]string, error) {
	given, err := givenValues(p, t)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, v := range given {
		if v == nil {
			return nil, told(p, syntax.NotSupported, "the partition keys are "+keyNames(t), "FAILED: ValidationException table is partitioned but partition spec is not specified or does not fully match table partitioning: %s", specText(p))
		}
		out = append(out, *v)
	}
	return out, nil
}

// fits reports whether a partition has the values that are wanted.
func fits(wanted []*string, values []string) bool {
	for i, w := range wanted {
		if w != nil && *w != values[i] {
			return false
		}
	}
	return true
}

func noPartition(p *syntax.PartitionSpec, err error) error {
	if errors.Is(err, catalog.ErrPartitionNotFound) {
		return failed(p, syntax.NotFound, semantic+"[Error 10006]: Partition not found %s", specText(p))
	}
	return err
}

// changePartitions changes the partitions of a table, and the catalog with it.
func (s *session) changePartitions(at syntax.Node, n *syntax.Name, change func(ctx context.Context, t catalog.Table) error) (*work, error) {
	to, err := s.hiveTarget(n)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(at, "change partitions of table "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	return act(func(ctx context.Context) error {
		t, err := s.stored(ctx, at, to)
		if err != nil {
			return err
		}
		return change(ctx, t)
	}), nil
}

// addPartitions is ALTER TABLE ADD PARTITION. All are added, or none.
func (s *session) addPartitions(ctx context.Context, a *syntax.AddPartitions) (*work, error) {
	places := make([]string, len(a.Partitions))
	for i, p := range a.Partitions {
		if p.Location == nil {
			continue
		}
		var err error
		if places[i], err = s.place(ctx, p.Location, p.Location.Value); err != nil {
			return nil, err
		}
	}
	return s.changePartitions(a, a.Name, func(ctx context.Context, t catalog.Table) error {
		tables := s.service.options.Tables
		var add []catalog.Partition
		seen := map[string]bool{}
		for i, spec := range a.Partitions {
			values, err := partitionValues(spec, t)
			if err != nil {
				return err
			}
			name := hive.PartitionName(t.PartitionKeys, values)
			_, err = tables.Partition(ctx, t, values)
			switch {
			case err == nil && a.IfNotExists, seen[name]:
				continue
			case err == nil:
				return partitionTaken(spec)
			case !errors.Is(err, catalog.ErrPartitionNotFound):
				return err
			}
			seen[name] = true
			p := catalog.Partition{Values: values, Storage: t.Storage, Created: s.now.UTC()}
			if p.Storage.Location = places[i]; places[i] == "" {
				p.Storage.Location = strings.TrimSuffix(t.Storage.Location, "/") + "/" + name
			}
			add = append(add, p)
		}
		if add == nil {
			return nil
		}
		err := tables.AddPartition(ctx, t, add...)
		if errors.Is(err, catalog.ErrPartitionExists) { // it came meanwhile
			return partitionTaken(a.Partitions[0])
		}
		return err
	})
}

func partitionTaken(p *syntax.PartitionSpec) error {
	return told(p, syntax.GenericUserError, "ADD IF NOT EXISTS leaves out what is there", ddlTask+"AlreadyExistsException(message:Partition already exists: %s)", specText(p))
}

// dropPartitions is ALTER TABLE DROP PARTITION. The files stay. A partition that is named in part stands for all that it fits.
func (s *session) dropPartitions(d *syntax.DropPartitions) (*work, error) {
	return s.changePartitions(d, d.Name, func(ctx context.Context, t catalog.Table) error {
		tables := s.service.options.Tables
		var drop [][]string
		for _, spec := range d.Partitions {
			wanted, err := givenValues(spec, t)
			if err != nil {
				return err
			}
			found := false
			err = tables.Partitions(ctx, t, nil, nil, func(p catalog.Partition) (bool, error) {
				if len(p.Values) == len(wanted) && fits(wanted, p.Values) {
					drop, found = append(drop, p.Values), true
				}
				return true, nil
			})
			if err != nil {
				return err
			}
			if !found && !d.IfExists {
				return noPartition(spec, catalog.ErrPartitionNotFound)
			}
		}
		for _, values := range drop {
			if err := tables.RemovePartition(ctx, t, values); err != nil && !errors.Is(err, catalog.ErrPartitionNotFound) {
				return err
			}
		}
		return nil
	})
}

// renamePartition is ALTER TABLE PARTITION RENAME. The files stay where they are.
func (s *session) renamePartition(r *syntax.RenamePartition) (*work, error) {
	return s.changePartitions(r, r.Name, func(ctx context.Context, t catalog.Table) error {
		from, err := partitionValues(r.From, t)
		if err != nil {
			return err
		}
		to, err := partitionValues(r.To, t)
		if err != nil {
			return err
		}
		p, err := s.service.options.Tables.Partition(ctx, t, from)
		if err != nil {
			return noPartition(r.From, err)
		}
		p.Values = to
		err = s.service.options.Tables.SetPartition(ctx, t, from, p)
		if errors.Is(err, catalog.ErrPartitionExists) {
			return partitionTaken(r.To)
		}
		return noPartition(r.From, err)
	})
}

// setPartitionLocation is ALTER TABLE PARTITION SET LOCATION.
func (s *session) setPartitionLocation(a *syntax.SetLocation, place string) (*work, error) {
	return s.changePartitions(a, a.Name, func(ctx context.Context, t catalog.Table) error {
		values, err := partitionValues(a.Partition, t)
		if err != nil {
			return err
		}
		p, err := s.service.options.Tables.Partition(ctx, t, values)
		if err != nil {
			return noPartition(a.Partition, err)
		}
		p.Storage.Location = place
		return noPartition(a.Partition, s.service.options.Tables.SetPartition(ctx, t, values, p))
	})
}

// eachPartition changes all partitions of a table.
func (s *session) eachPartition(ctx context.Context, t catalog.Table, change func(*catalog.Partition)) error {
	var all []catalog.Partition
	err := s.service.options.Tables.Partitions(ctx, t, nil, nil, func(p catalog.Partition) (bool, error) {
		all = append(all, p)
		return true, nil
	})
	for _, p := range all {
		if err != nil {
			return fmt.Errorf("changing the partitions of %s.%s: %w", t.Database, t.Name, err)
		}
		change(&p)
		err = s.service.options.Tables.SetPartition(ctx, t, p.Values, p)
	}
	return err
}
