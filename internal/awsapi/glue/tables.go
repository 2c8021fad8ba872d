package glue

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireglue "tarn/internal/awsapi/wire/glue"
	"tarn/internal/catalog"
)

func (s *service) tableOperations() map[string]awsapi.Operation {
	op := wireglue.Operations
	return map[string]awsapi.Operation{
		"GetTable":         {Model: op["GetTable"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getTable)},
		"GetTables":        {Model: op["GetTables"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getTables)},
		"CreateTable":      {Model: op["CreateTable"], Access: auth.Write, Do: awsapi.Do(s.createTable)},
		"UpdateTable":      {Model: op["UpdateTable"], Access: auth.Write, Do: awsapi.Do(s.updateTable)},
		"DeleteTable":      {Model: op["DeleteTable"], Access: auth.Write, Do: awsapi.Do(s.deleteTable)},
		"BatchDeleteTable": {Model: op["BatchDeleteTable"], Access: auth.Write, Do: awsapi.Do(s.batchDeleteTable)},
	}
}

// table finds one that the key sees.
func (s *service) table(ctx context.Context, c *awsapi.Call, id, database, table *string) (t catalog.Table, err error) {
	d, n, err := s.named(c, id, database, table)
	if err != nil {
		return t, err
	}
	t, err = s.Data.Table(ctx, d, n)
	switch {
	case errors.Is(err, catalog.ErrDatabaseNotFound):
		return t, wire.Fail("EntityNotFoundException", "Database %s not found.", d)
	case errors.Is(err, catalog.ErrTableNotFound):
		if _, ok, err := s.store(ctx, c, d, n); ok || err != nil {
			return t, cmp.Or(err, invalid("%s is an event data store of Tarn: it is read here, and changed as CloudTrail Lake's are", n))
		}
		return t, wire.Fail("EntityNotFoundException", "Table %s not found.", n)
	}
	return t, err
}

// named checks a table's name, whether the table is there or not.
func (s *service) named(c *awsapi.Call, id, database, table *string) (d, n string, err error) {
	if d, n, err = names(c, id, database, table); err != nil {
		return "", "", err
	}
	return d, n, reaches(c, d, n)
}

func names(c *awsapi.Call, id, database, table *string) (d, n string, err error) {
	if err = own(c, id); err != nil {
		return "", "", err
	}
	if d, err = name(database, "database"); err != nil {
		return "", "", err
	}
	n, err = name(table, "table")
	return d, n, err
}

// past refuses what Glue keeps in transactions and at earlier times.
func past(transaction *string, asOf *wire.Time) error {
	if transaction != nil || asOf != nil {
		return invalid("TransactionId and QueryAsOfTime are for governed tables, which are not in Tarn")
	}
	return nil
}

func (s *service) getTable(ctx context.Context, c *awsapi.Call, in *wireglue.GetTableRequest) (*wireglue.GetTableResponse, error) {
	if err := past(in.TransactionId, in.QueryAsOfTime); err != nil {
		return nil, err
	}
	t, err := s.readable(ctx, c, in.CatalogId, in.DatabaseName, in.Name)
	if err != nil {
		return nil, err
	}
	return &wireglue.GetTableResponse{Table: new(shownTable(c, t))}, nil
}

func (s *service) getTables(ctx context.Context, c *awsapi.Call, in *wireglue.GetTablesRequest) (*wireglue.GetTablesResponse, error) {
	if err := past(in.TransactionId, in.QueryAsOfTime); err != nil {
		return nil, err
	}
	d, err := s.readableDatabase(ctx, c, in.CatalogId, in.DatabaseName)
	if err != nil {
		return nil, err
	}
	matches, err := regexp.Compile("^(?:" + wire.Value(in.Expression) + ")$")
	if err != nil {
		return nil, invalid("Expression is no regular expression: %v", err)
	}
	what := []string{"tables", d.Name, wire.Value(in.Expression)}
	after, err := open(in.NextToken, what...)
	if err != nil {
		return nil, err
	}
	from := ""
	if after != nil {
		from = after[0]
	}
	out := &wireglue.GetTablesResponse{TableList: []wireglue.Table{}}
	n := most(in.MaxResults, 100)
	err = s.readableTables(ctx, c, d.Name, from, func(t catalog.Table) bool {
		if wire.Value(in.Expression) != "" && !matches.MatchString(t.Name) {
			return true
		}
		if len(out.TableList) == n {
			out.NextToken = wire.SealToken([]string{wire.Value(out.TableList[n-1].Name)}, what...)
			return false
		}
		shown := shownTable(c, t)
		if len(in.AttributesToGet) == 1 && in.AttributesToGet[0] == "NAME" {
			shown = wireglue.Table{Name: shown.Name, DatabaseName: shown.DatabaseName, CatalogId: shown.CatalogId}
		}
		out.TableList = append(out.TableList, shown)
		return true
	})
	return out, err
}

func (s *service) createTable(ctx context.Context, c *awsapi.Call, in *wireglue.CreateTableRequest) (*wireglue.CreateTableResponse, error) {
	switch {
	case in.OpenTableFormatInput != nil:
		return nil, invalid("OpenTableFormatInput is not in Tarn yet: Iceberg tables cannot be made here")
	case len(in.PartitionIndexes) > 0:
		return nil, invalid("PartitionIndexes are not in Tarn: partitions are found by their values without")
	case in.TableInput == nil:
		return nil, invalid("TableInput is missing")
	}
	if err := past(in.TransactionId, nil); err != nil {
		return nil, err
	}
	d, _, err := s.named(c, in.CatalogId, in.DatabaseName, in.TableInput.Name)
	if err != nil {
		return nil, err
	}
	if catalog.Reserved(d) {
		return nil, invalid("the database %s is Tarn's own", d)
	}
	t, err := tableOf(d, in.TableInput)
	if err != nil {
		return nil, err
	}
	if err := s.places(c, t, catalog.Table{}); err != nil {
		return nil, err
	}
	t.Created, t.CreatedBy = s.Now().UTC(), c.Principal()
	t.Updated = t.Created
	err = s.Data.AddTable(ctx, t)
	switch {
	case errors.Is(err, catalog.ErrTableExists):
		return nil, wire.Fail("AlreadyExistsException", "Table already exists.")
	case errors.Is(err, catalog.ErrDatabaseNotFound):
		return nil, wire.Fail("EntityNotFoundException", "Database %s not found.", d)
	}
	return &wireglue.CreateTableResponse{}, err
}

func (s *service) updateTable(ctx context.Context, c *awsapi.Call, in *wireglue.UpdateTableRequest) (*wireglue.UpdateTableResponse, error) {
	switch {
	case in.UpdateOpenTableFormatInput != nil || in.ViewUpdateAction != nil:
		return nil, invalid("UpdateOpenTableFormatInput and ViewUpdateAction are not in Tarn")
	case in.TableInput == nil:
		return nil, invalid("TableInput is missing")
	}
	if err := past(in.TransactionId, nil); err != nil {
		return nil, err
	}
	of := in.Name
	if of == nil {
		of = in.TableInput.Name
	}
	old, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, of)
	if err != nil {
		return nil, err
	}
	t, err := tableOf(old.Database, in.TableInput)
	if err != nil {
		return nil, err
	}
	if err := reaches(c, t.Database, t.Name); err != nil {
		return nil, err
	}
	if err := s.places(c, t, old); err != nil {
		return nil, err
	}
	if old.Iceberg() && old.Parameters["metadata_location"] == "" { // the lake's own: otherwise it is another lake's
		same := slices.EqualFunc(t.Storage.Columns, old.Storage.Columns, func(a, b catalog.Column) bool { return a.Name == b.Name && a.Type == b.Type })
		if !t.Iceberg() || !same {
			return nil, invalid("the columns and the kind of an Iceberg table of Tarn's are not changed by UpdateTable: ALTER TABLE changes its columns")
		}
		t.Partitioning, t.Said = old.Partitioning, old.Said
	}
	t.Created, t.CreatedBy, t.Updated, t.Version = old.Created, old.CreatedBy, s.Now().UTC(), -1
	if in.VersionId != nil {
		if t.Version, err = strconv.ParseInt(*in.VersionId, 10, 64); err != nil || t.Version < 0 {
			return nil, invalid("VersionId %q is none of a table's", *in.VersionId)
		}
	}
	return &wireglue.UpdateTableResponse{}, failure(s.Data.SetTable(ctx, old.Name, t, !wire.Value(in.SkipArchive)))
}

func (s *service) deleteTable(ctx context.Context, c *awsapi.Call, in *wireglue.DeleteTableRequest) (*wireglue.DeleteTableResponse, error) {
	if err := past(in.TransactionId, nil); err != nil {
		return nil, err
	}
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.Name)
	if err != nil {
		return nil, err
	}
	return &wireglue.DeleteTableResponse{}, failure(s.Data.RemoveTable(ctx, t.Database, t.Name))
}

func (s *service) batchDeleteTable(ctx context.Context, c *awsapi.Call, in *wireglue.BatchDeleteTableRequest) (*wireglue.BatchDeleteTableResponse, error) {
	if err := past(in.TransactionId, nil); err != nil {
		return nil, err
	}
	if _, err := s.database(ctx, c, in.CatalogId, in.DatabaseName); err != nil {
		return nil, err
	}
	out := &wireglue.BatchDeleteTableResponse{Errors: []wireglue.TableError{}}
	for _, n := range in.TablesToDelete {
		t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, &n)
		if err == nil {
			err = failure(s.Data.RemoveTable(ctx, t.Database, t.Name))
		}
		if detail, fatal := detailOf(err); fatal != nil {
			return nil, fatal
		} else if detail != nil {
			out.Errors = append(out.Errors, wireglue.TableError{TableName: &n, ErrorDetail: detail})
		}
	}
	return out, nil
}

// detailOf is an error of one of a batch. What is not of the API ends the batch.
func detailOf(err error) (*wireglue.ErrorDetail, error) {
	var f *wire.Error
	if err == nil {
		return nil, nil
	}
	if !errors.As(err, &f) {
		return nil, err
	}
	return &wireglue.ErrorDetail{ErrorCode: &f.Code, ErrorMessage: &f.Message}, nil
}
