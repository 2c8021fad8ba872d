package athena

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/catalog"
	"tarn/internal/schema"
)

func (s *service) getTableMetadata(ctx context.Context, c *awsapi.Call, in *wireat.GetTableMetadataInput) (*wireat.GetTableMetadataOutput, error) {
	names, snapshot, err := s.tables(ctx, c, *in.CatalogName, *in.DatabaseName)
	if err != nil {
		return nil, err
	}
	name := strings.ToLower(*in.TableName)
	if !slices.Contains(names, name) {
		return nil, missing("Table", *in.TableName)
	}
	t, err := s.table(ctx, snapshot, *in.DatabaseName, name)
	return &wireat.GetTableMetadataOutput{TableMetadata: &t}, err
}

// listTableMetadata: https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTableMetadata.html
func (s *service) listTableMetadata(ctx context.Context, c *awsapi.Call, in *wireat.ListTableMetadataInput) (*wireat.ListTableMetadataOutput, error) {
	names, snapshot, err := s.tables(ctx, c, *in.CatalogName, *in.DatabaseName)
	if err != nil {
		return nil, err
	}
	if in.Expression != nil {
		wanted, err := matcher(*in.Expression)
		if err != nil {
			return nil, err
		}
		names = slices.DeleteFunc(names, func(n string) bool { return !wanted.MatchString(n) })
	}
	names, next, err := page("tables", in.NextToken, most(in.MaxResults, 50), names, func(n string) string { return n })
	if err != nil {
		return nil, err
	}
	out := &wireat.ListTableMetadataOutput{TableMetadataList: []wireat.TableMetadata{}, NextToken: next}
	for _, name := range names {
		t, err := s.table(ctx, snapshot, *in.DatabaseName, name)
		if errors.Is(err, catalog.ErrTableNotFound) {
			continue // it was dropped this moment
		}
		if err != nil {
			return nil, err
		}
		out.TableMetadataList = append(out.TableMetadataList, t)
	}
	return out, nil
}

// matcher reads an expression over table names: a regular expression, where * by itself stands for anything.
func matcher(expression string) (*regexp.Regexp, error) {
	text := expression
	if !strings.Contains(text, ".*") {
		text = strings.ReplaceAll(text, "*", ".*")
	}
	re, err := regexp.Compile("^(?i:" + text + ")$")
	if err != nil {
		return nil, invalid("INVALID_INPUT", "Expression %s is no pattern of names", expression)
	}
	return re, nil
}

// tables lists a database's tables and views by name.
func (s *service) tables(ctx context.Context, c *awsapi.Call, cat, database string) ([]string, *catalog.Snapshot, error) {
	if err := inCatalog(cat); err != nil {
		return nil, nil, err
	}
	databases, snapshot, err := s.databases(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	if !slices.Contains(databases, strings.ToLower(database)) {
		return nil, nil, missing("Database", database)
	}
	tables, views, _, err := snapshot.Tables(place(database))
	names := append(tables, views...)
	slices.Sort(names)
	return names, snapshot, err
}

func (s *service) table(ctx context.Context, snapshot *catalog.Snapshot, database, name string) (wireat.TableMetadata, error) {
	cat, sch := place(database)
	out := wireat.TableMetadata{Name: &name, TableType: new(catalog.ExternalTable), Parameters: map[string]string{}, Columns: []wireat.Column{}, PartitionKeys: []wireat.Column{}}
	if cat == catalog.DefaultCatalog {
		t, err := s.Data.Table(ctx, sch, name)
		if err == nil {
			return shownTable(t), nil
		}
		if !errors.Is(err, catalog.ErrTableNotFound) {
			return out, err
		}
	}
	// What is not kept in the data catalog is a table of Tarn's own.
	r, err := snapshot.Lookup([]string{cat, sch, name})
	if err != nil {
		return out, err
	}
	if r == nil {
		return out, catalog.ErrTableNotFound
	}
	for _, column := range r.Columns {
		if !column.Hidden {
			out.Columns = append(out.Columns, wireat.Column{Name: new(strings.ToLower(column.Name)), Type: new(hive(column.Type)), Comment: wire.Some(column.Doc)})
		}
	}
	return out, nil
}

func shownTable(t catalog.Table) wireat.TableMetadata {
	out := wireat.TableMetadata{
		Name: &t.Name, TableType: wire.Some(t.Type), CreateTime: wire.At(t.Created), LastAccessTime: wire.At(t.Accessed), Parameters: map[string]string{},
		Columns: shownTableColumns(t.Storage.Columns), PartitionKeys: shownTableColumns(t.PartitionKeys),
	}
	for k, v := range t.Parameters {
		out.Parameters[k] = v
	}
	// Athena gives the storage with the parameters.
	for k, v := range map[string]string{
		"comment": t.Description, "location": t.Storage.Location, "inputformat": t.Storage.InputFormat, "outputformat": t.Storage.OutputFormat, "serde.serialization.lib": t.Storage.SerDe.Library,
	} {
		if v != "" {
			out.Parameters[k] = v
		}
	}
	for k, v := range t.Storage.SerDe.Parameters {
		out.Parameters["serde.param."+k] = v
	}
	if t.View != nil && len(out.Columns) == 0 {
		for _, c := range t.View.Columns {
			out.Columns = append(out.Columns, wireat.Column{Name: new(strings.ToLower(c.Name)), Type: &c.Type})
		}
	}
	return out
}

func shownTableColumns(columns []catalog.Column) []wireat.Column {
	out := []wireat.Column{}
	for _, c := range columns {
		out = append(out, wireat.Column{Name: &c.Name, Type: wire.Some(c.Type), Comment: wire.Some(c.Comment)})
	}
	return out
}

// hive is a type's name in Hive; Trino's where Hive has none.
func hive(t schema.Type) string {
	if text, ok := t.Hive(); ok {
		return text
	}
	return t.String()
}
