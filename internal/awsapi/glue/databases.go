package glue

import (
	"context"
	"errors"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireglue "tarn/internal/awsapi/wire/glue"
	"tarn/internal/catalog"
)

func (s *service) databaseOperations() map[string]awsapi.Operation {
	op := wireglue.Operations
	return map[string]awsapi.Operation{
		"GetDatabase":    {Model: op["GetDatabase"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getDatabase)},
		"GetDatabases":   {Model: op["GetDatabases"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getDatabases)},
		"CreateDatabase": {Model: op["CreateDatabase"], Access: auth.Write, Do: awsapi.Do(s.createDatabase)},
		"UpdateDatabase": {Model: op["UpdateDatabase"], Access: auth.Write, Do: awsapi.Do(s.updateDatabase)},
		"DeleteDatabase": {Model: op["DeleteDatabase"], Access: auth.Write, Do: awsapi.Do(s.deleteDatabase)},
	}
}

// everyone is the permission that Glue gives to a database's tables where Lake Formation is not used.
var everyone = []wireglue.PrincipalPermissions{{
	Permissions: []string{"ALL"}, Principal: &wireglue.DataLakePrincipal{DataLakePrincipalIdentifier: new("IAM_ALLOWED_PRINCIPALS")},
}}

func shownDatabase(c *awsapi.Call, d catalog.Database) wireglue.Database {
	return wireglue.Database{
		CatalogId: &c.Home.Account, Name: &d.Name, Description: wire.Some(d.Description), LocationUri: wire.Some(d.Location), Parameters: d.Parameters,
		CreateTime: wire.At(d.Created), CreateTableDefaultPermissions: everyone,
	}
}

// database finds one that the key sees.
func (s *service) database(ctx context.Context, c *awsapi.Call, id, p *string) (catalog.Database, error) {
	if err := own(c, id); err != nil {
		return catalog.Database{}, err
	}
	n, err := name(p, "database")
	if err != nil {
		return catalog.Database{}, err
	}
	if err := reaches(c, n, ""); err != nil {
		return catalog.Database{}, err
	}
	d, err := s.Data.Database(ctx, n)
	if errors.Is(err, catalog.ErrDatabaseNotFound) {
		return d, wire.Fail("EntityNotFoundException", "Database %s not found.", n)
	}
	return d, err
}

func (s *service) getDatabase(ctx context.Context, c *awsapi.Call, in *wireglue.GetDatabaseRequest) (*wireglue.GetDatabaseResponse, error) {
	d, err := s.readableDatabase(ctx, c, in.CatalogId, in.Name)
	if err != nil {
		return nil, err
	}
	return &wireglue.GetDatabaseResponse{Database: new(shownDatabase(c, d))}, nil
}

func (s *service) getDatabases(ctx context.Context, c *awsapi.Call, in *wireglue.GetDatabasesRequest) (*wireglue.GetDatabasesResponse, error) {
	if err := own(c, in.CatalogId); err != nil {
		return nil, err
	}
	after, err := open(in.NextToken, "databases")
	if err != nil {
		return nil, err
	}
	from := ""
	if after != nil {
		from = after[0]
	}
	out := &wireglue.GetDatabasesResponse{DatabaseList: []wireglue.Database{}}
	all, err := s.readableDatabases(ctx, c, from)
	if err != nil {
		return nil, err
	}
	n := most(in.MaxResults, 100)
	for _, d := range all {
		if len(out.DatabaseList) == n {
			out.NextToken = wire.SealToken([]string{wire.Value(out.DatabaseList[n-1].Name)}, "databases")
			break
		}
		out.DatabaseList = append(out.DatabaseList, shownDatabase(c, d))
	}
	return out, nil
}

// given is a database as a request has it.
func (s *service) given(c *awsapi.Call, in *wireglue.DatabaseInput) (catalog.Database, error) {
	n, err := name(in.Name, "database")
	switch {
	case err != nil:
		return catalog.Database{}, err
	case in.TargetDatabase != nil || in.FederatedDatabase != nil:
		return catalog.Database{}, invalid("resource links and federated databases are not in Tarn")
	case catalog.Reserved(n):
		return catalog.Database{}, invalid("the database %s is Tarn's own: choose another name", n)
	}
	if !c.Key.MayOwn(n) {
		return catalog.Database{}, awsapi.Denied(c, c.Home.ARN("glue", "database/"+n))
	}
	d := catalog.Database{Name: n, Description: wire.Value(in.Description), Location: wire.Value(in.LocationUri), Parameters: in.Parameters}
	return d, s.place(c, d.Location)
}

func (s *service) createDatabase(ctx context.Context, c *awsapi.Call, in *wireglue.CreateDatabaseRequest) (*wireglue.CreateDatabaseResponse, error) {
	if err := own(c, in.CatalogId); err != nil {
		return nil, err
	}
	if len(in.Tags) > 0 {
		return nil, invalid("tags of databases are not in Tarn")
	}
	d, err := s.given(c, in.DatabaseInput)
	if err != nil {
		return nil, err
	}
	d.Created = s.Now().UTC()
	if err := s.Data.AddDatabase(ctx, d); errors.Is(err, catalog.ErrDatabaseExists) {
		return nil, wire.Fail("AlreadyExistsException", "Database already exists.")
	} else if err != nil {
		return nil, err
	}
	return &wireglue.CreateDatabaseResponse{}, nil
}

func (s *service) updateDatabase(ctx context.Context, c *awsapi.Call, in *wireglue.UpdateDatabaseRequest) (*wireglue.UpdateDatabaseResponse, error) {
	old, err := s.database(ctx, c, in.CatalogId, in.Name)
	if err != nil {
		return nil, err
	}
	d, err := s.given(c, in.DatabaseInput)
	if err != nil {
		return nil, err
	}
	if d.Name != old.Name {
		return nil, invalid("a database cannot be renamed: %s to %s", old.Name, d.Name)
	}
	d.Created = old.Created
	return &wireglue.UpdateDatabaseResponse{}, failure(s.Data.SetDatabase(ctx, d))
}

// deleteDatabase removes a database with its tables, as Glue does.
func (s *service) deleteDatabase(ctx context.Context, c *awsapi.Call, in *wireglue.DeleteDatabaseRequest) (*wireglue.DeleteDatabaseResponse, error) {
	d, err := s.database(ctx, c, in.CatalogId, in.Name)
	if err != nil {
		return nil, err
	}
	if d.Name == catalog.DefaultSchema {
		return nil, invalid("the database default is always there")
	}
	if !c.Key.MayOwn(d.Name) {
		return nil, awsapi.Denied(c, c.Home.ARN("glue", "database/"+d.Name))
	}
	return &wireglue.DeleteDatabaseResponse{}, failure(s.Data.RemoveDatabase(ctx, d.Name, true))
}
