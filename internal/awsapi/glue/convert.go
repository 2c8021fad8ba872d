package glue

import (
	"encoding/json"
	"strconv"
	"strings"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireglue "tarn/internal/awsapi/wire/glue"
	"tarn/internal/catalog"
)

func columnsOf(in []wireglue.Column) []catalog.Column {
	var out []catalog.Column
	for _, c := range in {
		out = append(out, catalog.Column{Name: strings.ToLower(wire.Value(c.Name)), Type: wire.Value(c.Type), Comment: wire.Value(c.Comment), Parameters: c.Parameters})
	}
	return out
}

func shownColumns(in []catalog.Column) []wireglue.Column {
	out := []wireglue.Column{}
	for _, c := range in {
		out = append(out, wireglue.Column{Name: &c.Name, Type: wire.Some(c.Type), Comment: wire.Some(c.Comment), Parameters: c.Parameters})
	}
	return out
}

func storageOf(in *wireglue.StorageDescriptor) (out catalog.Storage, err error) {
	if in == nil {
		return out, nil
	}
	if in.SchemaReference != nil {
		return out, invalid("schema references are not in Tarn: there is no schema registry")
	}
	out = catalog.Storage{
		Columns: columnsOf(in.Columns), Location: wire.Value(in.Location), InputFormat: wire.Value(in.InputFormat), OutputFormat: wire.Value(in.OutputFormat),
		Compressed: wire.Value(in.Compressed), Parameters: in.Parameters, Buckets: int(wire.Value(in.NumberOfBuckets)), BucketColumns: in.BucketColumns,
		SubDirectories: wire.Value(in.StoredAsSubDirectories), Additional: in.AdditionalLocations,
	}
	if s := in.SerdeInfo; s != nil {
		out.SerDe = catalog.SerDe{Name: wire.Value(s.Name), Library: wire.Value(s.SerializationLibrary), Parameters: s.Parameters}
	}
	for _, o := range in.SortColumns {
		out.SortColumns = append(out.SortColumns, catalog.Sort{Column: wire.Value(o.Column), Order: int(wire.Value(o.SortOrder))})
	}
	if in.SkewedInfo != nil {
		out.Skewed, err = json.Marshal(in.SkewedInfo)
	}
	return out, err
}

func shownStorage(in catalog.Storage) *wireglue.StorageDescriptor {
	out := &wireglue.StorageDescriptor{
		Columns: shownColumns(in.Columns), Location: wire.Some(in.Location), InputFormat: wire.Some(in.InputFormat), OutputFormat: wire.Some(in.OutputFormat),
		Compressed: &in.Compressed, Parameters: in.Parameters, NumberOfBuckets: new(int32(in.Buckets)), BucketColumns: in.BucketColumns,
		StoredAsSubDirectories: &in.SubDirectories, AdditionalLocations: in.Additional, SortColumns: []wireglue.Order{},
	}
	if s := in.SerDe; s.Library != "" || s.Name != "" || s.Parameters != nil {
		out.SerdeInfo = &wireglue.SerDeInfo{Name: wire.Some(s.Name), SerializationLibrary: wire.Some(s.Library), Parameters: s.Parameters}
	}
	for _, o := range in.SortColumns {
		out.SortColumns = append(out.SortColumns, wireglue.Order{Column: new(o.Column), SortOrder: new(int32(o.Order))})
	}
	if in.Skewed != nil {
		out.SkewedInfo = new(wireglue.SkewedInfo)
		json.Unmarshal(in.Skewed, out.SkewedInfo) // it was written here
	}
	return out
}

func shownTable(c *awsapi.Call, t catalog.Table) wireglue.Table {
	out := wireglue.Table{
		CatalogId: &c.Home.Account, DatabaseName: &t.Database, Name: &t.Name, Description: wire.Some(t.Description), Owner: wire.Some(t.Owner),
		CreateTime: wire.At(t.Created), UpdateTime: wire.At(t.Updated), LastAccessTime: wire.At(t.Accessed), LastAnalyzedTime: wire.At(t.Analyzed),
		Retention: new(int32(t.Retention)), StorageDescriptor: shownStorage(t.Storage), PartitionKeys: shownColumns(t.PartitionKeys),
		TableType: wire.Some(t.Type), Parameters: t.Parameters, CreatedBy: wire.Some(t.CreatedBy), VersionId: new(strconv.FormatInt(t.Version, 10)),
		ViewOriginalText: wire.Some(t.ViewOriginal), ViewExpandedText: wire.Some(t.ViewExpanded), IsRegisteredWithLakeFormation: new(false), IsMultiDialectView: new(false),
	}
	if t.View != nil {
		out.ViewOriginalText, out.ViewExpandedText = new(catalog.ViewText(t)), new("/* Presto View */")
		if out.Parameters == nil {
			out.Parameters = map[string]string{"presto_view": "true", "comment": "Presto View"}
		}
	}
	return out
}

// tableOf is a table as a request has it.
func tableOf(database string, in *wireglue.TableInput) (t catalog.Table, err error) {
	t = catalog.Table{
		Database: database, Type: wire.Value(in.TableType), Description: wire.Value(in.Description), Owner: wire.Value(in.Owner), Retention: int(wire.Value(in.Retention)),
		PartitionKeys: columnsOf(in.PartitionKeys), Parameters: in.Parameters, ViewOriginal: wire.Value(in.ViewOriginalText), ViewExpanded: wire.Value(in.ViewExpandedText),
		Accessed: at(in.LastAccessTime), Analyzed: at(in.LastAnalyzedTime),
	}
	if t.Name, err = name(in.Name, "table"); err != nil {
		return t, err
	}
	if in.FederatedTable != nil || in.TargetTable != nil || in.ViewDefinition != nil {
		return t, invalid("resource links, federated tables and view definitions in several dialects are not in Tarn")
	}
	if t.Storage, err = storageOf(in.StorageDescriptor); err != nil {
		return t, err
	}
	seen := map[string]bool{}
	for _, c := range append(t.Storage.Columns[:len(t.Storage.Columns):len(t.Storage.Columns)], t.PartitionKeys...) {
		if c.Name == "" || seen[c.Name] {
			return t, invalid("Column %q has no name, or is there twice", c.Name)
		}
		seen[c.Name] = true
	}
	if strings.HasPrefix(t.ViewOriginal, catalog.ViewMark) {
		if err := catalog.ReadView(&t); err != nil {
			return t, invalid("ViewOriginalText cannot be read: %v", err)
		}
		t.ViewOriginal, t.ViewExpanded = "", ""
	}
	return t, nil
}
