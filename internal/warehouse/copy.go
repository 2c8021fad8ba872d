package warehouse

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// Copies remember what copies of tables of files, which other engines read, were made of.
type Copies interface {
	// Digests are those of a copy's partitions when they were written; SetDigests notes some, and forgets those that are empty.
	Digests(ctx context.Context, copy string) (map[string]string, error)
	SetDigests(ctx context.Context, copy string, digests map[string]string) error
	// SetWhole notes when all of a copy was brought up to date, for others to see; Whole says it of all copies for which it was noted.
	SetWhole(ctx context.Context, copy string, at time.Time) error
	Whole(ctx context.Context) (map[string]time.Time, error)
	// CopyNames lists the copies of which something is noted; DropCopy forgets one.
	CopyNames(ctx context.Context) ([]string, error)
	DropCopy(ctx context.Context, copy string) error
}

// Copy is a table of files as an Iceberg table of the lake.
type Copy struct {
	// Name is the table's in the lake.
	Name string
	// Partitions are those that may have rows that meet the conditions, by Hive's names; All says that these are all that it has.
	Partitions []string
	All        bool
	// Written counts the partitions that had to be brought up to date, Rows the rows in them.
	Written int
	Rows    int64
}

// The columns that a copy has beside its table's: where a row came from, as the hidden columns of the table say.
const (
	CopyPath      = "tarn_path"
	CopySize      = "tarn_file_size"
	CopyModified  = "tarn_file_modified_time"
	CopyPartition = "tarn_partition"
)

// CopyName is what the copy of a table of files is called in the lake: a table with other columns has another copy.
func CopyName(t catalog.Table) string {
	sum := sha256.New()
	for _, c := range slices.Concat(t.Storage.Columns, []catalog.Column{{Name: "|"}}, t.PartitionKeys) {
		fmt.Fprintf(sum, "%q %q\n", c.Name, c.Type)
	}
	return Name(t) + "_" + hex.EncodeToString(sum.Sum(nil)[:4])
}

// CopyType is a type as a copy has it: Iceberg has fewer than Hive.
func CopyType(t schema.Type) schema.Type {
	return t.Each(func(t schema.Type) schema.Type {
		switch t.Kind {
		case schema.Tinyint, schema.Smallint:
			return schema.Of(schema.Integer)
		case schema.Varchar, schema.Char:
			return schema.Of(schema.Varchar)
		case schema.Timestamp:
			return schema.TimestampOf(6)
		}
		return t
	})
}

// atOnce is the number of partitions that are written in one snapshot.
const atOnce = 64

// Copy brings the partitions of a table of files that may have rows which meet the conditions up to date in its copy, which is made where there
// is none. Where all partitions are asked for, what is no longer the table's leaves the copy, too. ctx is as Plan's.
func (w *Warehouse) Copy(ctx context.Context, rel *schema.Relation, where []schema.Predicate, progress func(done, total int)) (Copy, error) {
	t, ok := rel.Origin.(catalog.Table)
	if !ok || t.Iceberg() {
		return Copy{}, fmt.Errorf("%s is no table of files", rel.Source)
	}
	c := Copy{Name: CopyName(t)}
	parts, total, err := w.Parts(ctx, rel, where)
	if err != nil {
		return c, err
	}
	c.All = len(parts) == total
	if stale, gone, err := w.stale(ctx, c, parts); err != nil {
		return c, err
	} else if len(stale)+len(gone) > 0 || !w.hasCopy(ctx, c.Name) {
		if err := w.bringCopy(ctx, t, rel, where, &c, progress); err != nil {
			return c, err
		}
		if parts, total, err = w.Parts(ctx, rel, where); err != nil {
			return c, err
		}
		c.All = len(parts) == total
	}
	for _, p := range parts {
		if p.Files > 0 {
			c.Partitions = append(c.Partitions, p.Name)
		}
	}
	return c, nil
}

// Materialise brings all of a table's copy up to date, and has it shown to other engines.
func (w *Warehouse) Materialise(ctx context.Context, rel *schema.Relation, progress func(done, total int)) (Copy, error) {
	c, err := w.Copy(ctx, rel, nil, progress)
	if err != nil {
		return c, err
	}
	return c, w.Copies.SetWhole(ctx, c.Name, time.Now().UTC())
}

func (w *Warehouse) hasCopy(ctx context.Context, name string) bool {
	_, err := w.Lake.Made(ctx, name)
	return err == nil
}

// stale tells which partitions have to be written anew, and which have to go.
func (w *Warehouse) stale(ctx context.Context, c Copy, parts []hive.Part) (stale []hive.Part, gone []string, err error) {
	have, err := w.Copies.Digests(ctx, c.Name)
	if err != nil {
		return nil, nil, err
	}
	listed := map[string]bool{}
	for _, p := range parts {
		listed[p.Name] = true
		digest, there := have[p.Name]
		switch {
		case p.Files == 0 && there:
			gone = append(gone, p.Name)
		case p.Files > 0 && digest != p.Digest:
			stale = append(stale, p)
		}
	}
	for name := range have {
		if c.All && !listed[name] {
			gone = append(gone, name)
		}
	}
	return stale, gone, nil
}

// bringCopy writes what is stale. One process does so at a time.
func (w *Warehouse) bringCopy(ctx context.Context, t catalog.Table, rel *schema.Relation, where []schema.Predicate, c *Copy, progress func(done, total int)) error {
	unlock, err := w.alone(ctx, "copy "+c.Name)
	if err != nil {
		return err
	}
	defer unlock()
	items, columns, by, err := copied(t, rel)
	if err != nil {
		return err
	}
	m, err := w.Lake.Made(ctx, c.Name)
	if errors.Is(err, lake.ErrNoTable) {
		if err = w.Copies.DropCopy(ctx, c.Name); err == nil {
			m, err = w.Lake.CreateMade(ctx, c.Name, columns, by)
		}
	}
	if err != nil {
		return unsupported(err)
	}
	parts, total, err := w.Parts(ctx, rel, where)
	if err != nil {
		return err
	}
	c.All = len(parts) == total
	stale, gone, err := w.stale(ctx, *c, parts)
	if err != nil {
		return err
	}
	if len(gone) > 0 {
		digests := map[string]string{}
		for _, name := range gone {
			digests[name] = ""
		}
		if err := m.Overwrite(ctx, "", nil, func(values []any) bool { return len(by) == 0 || contains(digests, values[0]) }); err != nil {
			return err
		}
		if err := w.Copies.SetDigests(ctx, c.Name, digests); err != nil {
			return err
		}
	}
	c.Written = len(stale)
	for done := 0; done < len(stale); {
		batch := stale[done:min(done+atOnce, len(stale))]
		names, digests, replace := map[string]bool{}, map[string]string{}, []string{}
		for _, p := range batch {
			names[p.Name], digests[p.Name] = true, p.Digest
			replace = append(replace, partitionName(by, []any{p.Name}[:len(by)]))
		}
		of := *rel
		of.Origin = hive.Some{Table: t, Names: names, Where: where}
		q, err := allRows(&of, items)
		if err != nil {
			return err
		}
		r, err := w.write(ctx, m, compression(t), columns, q, Write{Overwrite: true, Replace: replace}, func() {})
		if err != nil {
			return err
		}
		if err := w.Copies.SetDigests(ctx, c.Name, digests); err != nil {
			return err
		}
		c.Rows += r.Rows
		done += len(batch)
		if progress != nil {
			progress(done, len(stale))
		}
	}
	return nil
}

func contains(m map[string]string, v any) bool {
	name, _ := v.(string)
	_, ok := m[name]
	return ok
}

// copied gives what is selected of a table for its copy, the copy's columns, and what it is partitioned by.
func copied(t catalog.Table, rel *schema.Relation) (items []string, columns []schema.Column, by []string, err error) {
	for _, c := range rel.Columns {
		name, text, typ := c.Name, functions.Quote(c.Name), CopyType(c.Type)
		switch {
		case !c.Hidden && !typ.Equal(c.Type):
			text = "CAST(" + text + " AS " + typ.String() + ")"
		case c.Name == catalog.PathColumn:
			name = CopyPath
		case c.Name == catalog.SizeColumn:
			name = CopySize
		case c.Name == catalog.ModifiedColumn:
			name, typ = CopyModified, schema.TimestampOf(6)
			text = "CAST(" + text + " AT TIME ZONE 'UTC' AS timestamp(6))"
		case c.Name == catalog.PartitionColumn:
			name, by = CopyPartition, []string{CopyPartition}
		case c.Hidden:
			continue
		}
		if slices.ContainsFunc(columns, func(other schema.Column) bool { return other.Name == name }) {
			return nil, nil, nil, &engine.Error{Code: "NOT_SUPPORTED", Message: fmt.Sprintf("table %s.%s has a column %s, which is a name of Tarn's own in what other engines read", t.Database, t.Name, name)}
		}
		items = append(items, text+" AS "+functions.Quote(name))
		columns = append(columns, schema.Column{Name: name, From: name, Type: typ, Stored: typ, Doc: c.Doc})
	}
	return items, columns, by, nil
}

// allRows is the query that gives items of all rows of a relation.
func allRows(rel *schema.Relation, items []string) (*analyze.Query, error) {
	stmt, err := syntax.Parse("SELECT " + strings.Join(items, ", ") + " FROM files")
	if err != nil {
		return nil, err
	}
	return analyze.Analyze(stmt, oneRelation{rel}, analyze.Options{})
}
