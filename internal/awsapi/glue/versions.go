package glue

import (
	"context"
	"errors"
	"strconv"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireglue "tarn/internal/awsapi/wire/glue"
	"tarn/internal/catalog"
)

func (s *service) versionOperations() map[string]awsapi.Operation {
	op := wireglue.Operations
	return map[string]awsapi.Operation{
		"GetTableVersion":         {Model: op["GetTableVersion"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getTableVersion)},
		"GetTableVersions":        {Model: op["GetTableVersions"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getTableVersions)},
		"DeleteTableVersion":      {Model: op["DeleteTableVersion"], Access: auth.Write, Do: awsapi.Do(s.deleteTableVersion)},
		"BatchDeleteTableVersion": {Model: op["BatchDeleteTableVersion"], Access: auth.Write, Do: awsapi.Do(s.batchDeleteTableVersion)},
	}
}

func shownVersion(c *awsapi.Call, t catalog.Table) wireglue.TableVersion {
	shown := shownTable(c, t)
	return wireglue.TableVersion{Table: &shown, VersionId: shown.VersionId}
}

func version(id *string) (int64, error) {
	n, err := strconv.ParseInt(wire.Value(id), 10, 64)
	if err != nil || n < 0 {
		return 0, invalid("VersionId %q is none of a table's", wire.Value(id))
	}
	return n, nil
}

func (s *service) getTableVersion(ctx context.Context, c *awsapi.Call, in *wireglue.GetTableVersionRequest) (*wireglue.GetTableVersionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	if in.VersionId == nil {
		return &wireglue.GetTableVersionResponse{TableVersion: new(shownVersion(c, t))}, nil
	}
	n, err := version(in.VersionId)
	if err != nil {
		return nil, err
	}
	found, err := s.Data.Versions(ctx, t.Database, t.Name, n+1, 1)
	if err != nil {
		return nil, failure(err)
	}
	if len(found) == 0 || found[0].Version != n {
		return nil, wire.Fail("EntityNotFoundException", "Table version %d not found.", n)
	}
	return &wireglue.GetTableVersionResponse{TableVersion: new(shownVersion(c, found[0]))}, nil
}

func (s *service) getTableVersions(ctx context.Context, c *awsapi.Call, in *wireglue.GetTableVersionsRequest) (*wireglue.GetTableVersionsResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	what := []string{"versions", t.Database, t.Name}
	after, err := open(in.NextToken, what...)
	if err != nil {
		return nil, err
	}
	out := &wireglue.GetTableVersionsResponse{TableVersions: []wireglue.TableVersion{}}
	before := int64(0)
	if after != nil {
		if before, err = strconv.ParseInt(after[0], 10, 64); err != nil {
			return nil, invalid("Invalid NextToken")
		}
		if before == 0 {
			return out, nil
		}
	}
	n := most(in.MaxResults, 100)
	all, err := s.Data.Versions(ctx, t.Database, t.Name, before, n+1)
	if err != nil {
		return nil, failure(err)
	}
	for i, v := range all {
		if i == n {
			out.NextToken = wire.SealToken([]string{strconv.FormatInt(all[n-1].Version, 10)}, what...)
			break
		}
		out.TableVersions = append(out.TableVersions, shownVersion(c, v))
	}
	return out, nil
}

func (s *service) removeVersion(ctx context.Context, c *awsapi.Call, id, database, table, versionID *string) error {
	t, err := s.table(ctx, c, id, database, table)
	if err != nil {
		return err
	}
	n, err := version(versionID)
	if err != nil {
		return err
	}
	err = s.Data.RemoveVersion(ctx, t.Database, t.Name, n)
	if errors.Is(err, catalog.ErrTableChanged) {
		return invalid("Table version %d is the present one of %s: it goes with the table", n, t.Name)
	}
	return failure(err)
}

func (s *service) deleteTableVersion(ctx context.Context, c *awsapi.Call, in *wireglue.DeleteTableVersionRequest) (*wireglue.DeleteTableVersionResponse, error) {
	return &wireglue.DeleteTableVersionResponse{}, s.removeVersion(ctx, c, in.CatalogId, in.DatabaseName, in.TableName, in.VersionId)
}

func (s *service) batchDeleteTableVersion(ctx context.Context, c *awsapi.Call, in *wireglue.BatchDeleteTableVersionRequest) (*wireglue.BatchDeleteTableVersionResponse, error) {
	if _, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName); err != nil {
		return nil, err
	}
	out := &wireglue.BatchDeleteTableVersionResponse{Errors: []wireglue.TableVersionError{}}
	for _, id := range in.VersionIds {
		detail, fatal := detailOf(s.removeVersion(ctx, c, in.CatalogId, in.DatabaseName, in.TableName, &id))
		if fatal != nil {
			return nil, fatal
		}
		if detail != nil {
			out.Errors = append(out.Errors, wireglue.TableVersionError{TableName: in.TableName, VersionId: &id, ErrorDetail: detail})
		}
	}
	return out, nil
}
