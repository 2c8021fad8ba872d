package athena

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/catalog"
)

func (s *service) catalogOperations() map[string]awsapi.Operation {
	model := wireat.Operations
	return map[string]awsapi.Operation{
		"CreateDataCatalog": {Model: model["CreateDataCatalog"], Access: auth.Manage, Do: awsapi.Do(s.createDataCatalog)},
		"UpdateDataCatalog": {Model: model["UpdateDataCatalog"], Access: auth.Manage, Do: awsapi.Do(s.updateDataCatalog)},
		"DeleteDataCatalog": {Model: model["DeleteDataCatalog"], Access: auth.Manage, Do: awsapi.Do(s.deleteDataCatalog)},
		"GetDataCatalog":    {Model: model["GetDataCatalog"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getDataCatalog)},
		"ListDataCatalogs":  {Model: model["ListDataCatalogs"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listDataCatalogs)},
		"GetDatabase":       {Model: model["GetDatabase"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getDatabase)},
		"ListDatabases":     {Model: model["ListDatabases"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listDatabases)},
		"GetTableMetadata":  {Model: model["GetTableMetadata"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getTableMetadata)},
		"ListTableMetadata": {Model: model["ListTableMetadata"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listTableMetadata)},
	}
}

// dataCatalog is the one data catalog there is.
const dataCatalog = "AwsDataCatalog"

// inCatalog checks the name of a data catalog.
func inCatalog(name string) error {
	if !strings.EqualFold(name, dataCatalog) {
		return invalid("INVALID_INPUT", "Data catalog %s was not found: Tarn has %s only", name, dataCatalog)
	}
	return nil
}

var oneCatalog = unsupported("a data catalog beside "+dataCatalog, "statements read the databases of "+dataCatalog)

func (s *service) createDataCatalog(_ context.Context, _ *awsapi.Call, in *wireat.CreateDataCatalogInput) (*wireat.CreateDataCatalogOutput, error) {
	if strings.EqualFold(*in.Name, dataCatalog) {
		return nil, invalid("INVALID_INPUT", "%s already exists", dataCatalog)
	}
	return nil, oneCatalog
}

func (s *service) updateDataCatalog(_ context.Context, _ *awsapi.Call, in *wireat.UpdateDataCatalogInput) (*wireat.UpdateDataCatalogOutput, error) {
	if err := inCatalog(*in.Name); err != nil {
		return nil, err
	}
	return nil, invalid("INVALID_INPUT", "%s cannot be changed", dataCatalog)
}

func (s *service) deleteDataCatalog(_ context.Context, _ *awsapi.Call, in *wireat.DeleteDataCatalogInput) (*wireat.DeleteDataCatalogOutput, error) {
	if err := inCatalog(*in.Name); err != nil {
		return nil, err
	}
	return nil, invalid("INVALID_INPUT", "%s cannot be deleted", dataCatalog)
}

func (s *service) getDataCatalog(_ context.Context, c *awsapi.Call, in *wireat.GetDataCatalogInput) (*wireat.GetDataCatalogOutput, error) {
	if err := inCatalog(*in.Name); err != nil {
		return nil, err
	}
	return &wireat.GetDataCatalogOutput{DataCatalog: &wireat.DataCatalog{
		Name: new(dataCatalog), Type: new("GLUE"), Description: new("The data catalog"), Parameters: map[string]string{"catalog-id": c.Home.Account}}}, nil
}

func (s *service) listDataCatalogs(_ context.Context, _ *awsapi.Call, in *wireat.ListDataCatalogsInput) (*wireat.ListDataCatalogsOutput, error) {
	list, next, err := page("catalogs", in.NextToken, most(in.MaxResults, 50), []wireat.DataCatalogSummary{{CatalogName: new(dataCatalog), Type: new("GLUE")}},
		func(d wireat.DataCatalogSummary) string { return *d.CatalogName })
	return &wireat.ListDataCatalogsOutput{DataCatalogsSummary: list, NextToken: next}, err
}

// missing is the error of metadata that is not there.
func missing(what, name string) *wire.Error {
	e := wire.Fail("MetadataException", "%s %s not found.", what, name)
	e.Members = map[string]any{"Message": e.Message}
	return e
}

// place is where in the catalog a database's tables are: event data stores stand in a database of their own.
func place(database string) (cat, schema string) {
	if strings.EqualFold(database, catalog.LakeCatalog) {
		return catalog.LakeCatalog, catalog.DefaultSchema
	}
	return catalog.DefaultCatalog, strings.ToLower(database)
}

// databases lists those that a snapshot has, in the order of their names.
func (s *service) databases(ctx context.Context, c *awsapi.Call) ([]string, *catalog.Snapshot, error) {
	snapshot, err := s.Catalog(ctx, c.Key)
	if err != nil {
		return nil, nil, err
	}
	names, err := snapshot.Schemas(catalog.DefaultCatalog)
	if err != nil {
		return nil, nil, err
	}
	names = slices.DeleteFunc(names, catalog.Reserved)
	stores, _, _, err := snapshot.Tables(catalog.LakeCatalog, catalog.DefaultSchema)
	if len(stores) > 0 {
		names = append(names, catalog.LakeCatalog)
		slices.Sort(names)
	}
	return names, snapshot, err
}

func (s *service) database(ctx context.Context, name string) (wireat.Database, error) {
	out := wireat.Database{Name: &name}
	if name == catalog.LakeCatalog {
		out.Description = new("The event data stores of CloudTrail Lake")
		return out, nil
	}
	d, err := s.Data.Database(ctx, name)
	if errors.Is(err, catalog.ErrDatabaseNotFound) {
		return out, nil // default is there without being made
	}
	out.Description, out.Parameters = wire.Some(d.Description), d.Parameters
	return out, err
}

func (s *service) getDatabase(ctx context.Context, c *awsapi.Call, in *wireat.GetDatabaseInput) (*wireat.GetDatabaseOutput, error) {
	if err := inCatalog(*in.CatalogName); err != nil {
		return nil, err
	}
	names, _, err := s.databases(ctx, c)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(names, strings.ToLower(*in.DatabaseName)) {
		return nil, missing("Database", *in.DatabaseName)
	}
	d, err := s.database(ctx, strings.ToLower(*in.DatabaseName))
	return &wireat.GetDatabaseOutput{Database: &d}, err
}

func (s *service) listDatabases(ctx context.Context, c *awsapi.Call, in *wireat.ListDatabasesInput) (*wireat.ListDatabasesOutput, error) {
	if err := inCatalog(*in.CatalogName); err != nil {
		return nil, err
	}
	names, _, err := s.databases(ctx, c)
	if err != nil {
		return nil, err
	}
	names, next, err := page("databases", in.NextToken, most(in.MaxResults, 50), names, func(n string) string { return n })
	if err != nil {
		return nil, err
	}
	out := &wireat.ListDatabasesOutput{DatabaseList: []wireat.Database{}, NextToken: next}
	for _, name := range names {
		d, err := s.database(ctx, name)
		if err != nil {
			return nil, err
		}
		out.DatabaseList = append(out.DatabaseList, d)
	}
	return out, nil
}
