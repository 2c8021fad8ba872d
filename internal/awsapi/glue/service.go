// Package glue answers the Data Catalog of Glue's API: databases, tables with their versions, and partitions.
package glue

import (
	"context"
	"errors"
	"maps"
	"time"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireglue "tarn/internal/awsapi/wire/glue"
	"tarn/internal/catalog"
)

// Options is what the service works with.
type Options struct {
	Data catalog.Data
	// Catalog is what a key sees of Tarn's own tables: event data stores that stand beside what Data has. Without it there are none.
	Catalog func(context.Context, auth.Key) (*catalog.Snapshot, error)
	// Allowed fails where a key may not read a place: locations that requests name.
	Allowed func(k auth.Key, write bool, place string) error
	// Now is the clock; time.Now by default.
	Now func() time.Time
}

type service struct{ Options }

// New makes the service. Its operations are declared beside what they do, one file a group of them.
func New(o Options) *awsapi.Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &service{o}
	operations := map[string]awsapi.Operation{}
	for _, group := range []map[string]awsapi.Operation{s.databaseOperations(), s.tableOperations(), s.versionOperations(), s.partitionOperations()} {
		maps.Copy(operations, group)
	}
	others := map[string]string{}
	for _, name := range wireglue.Others {
		others[name] = "Tarn has the databases, tables and partitions of Glue's Data Catalog, and nothing else of Glue"
	}
	return &awsapi.Service{
		Name: "glue", Target: "AWSGlue", Invalid: "InvalidInputException", Operations: operations, Others: others, Unsupported: "InvalidInputException",
	}
}

// own fails for another account's catalog.
func own(c *awsapi.Call, id *string) error {
	if id != nil && *id != c.Home.Account {
		return wire.Fail("EntityNotFoundException", "Catalog %s not found: this is the catalog of account %s", *id, c.Home.Account)
	}
	return nil
}

// reaches fails where the key may not see a database or, where table is not empty, a table.
func reaches(c *awsapi.Call, database, table string) error {
	switch {
	case c.Key.MayUse(database, table):
		return nil
	case table == "":
		return awsapi.Denied(c, c.Home.ARN("glue", "database/"+database))
	}
	return awsapi.Denied(c, c.Home.ARN("glue", "table/"+database+"/"+table))
}

// failure is an error of the catalog in the API's words.
func failure(err error) error {
	for _, k := range []struct {
		is            error
		code, message string
	}{
		{catalog.ErrDatabaseNotFound, "EntityNotFoundException", "Database not found"},
		{catalog.ErrTableNotFound, "EntityNotFoundException", "Table not found"},
		{catalog.ErrVersionNotFound, "EntityNotFoundException", "Version not found"},
		{catalog.ErrPartitionNotFound, "EntityNotFoundException", "Cannot find partition"},
		{catalog.ErrDatabaseExists, "AlreadyExistsException", "Database already exists"},
		{catalog.ErrTableExists, "AlreadyExistsException", "Table already exists"},
		{catalog.ErrPartitionExists, "AlreadyExistsException", "Partition already exists"},
		{catalog.ErrTableChanged, "ConcurrentModificationException", "The table was changed meanwhile"},
	} {
		if errors.Is(err, k.is) {
			return wire.Fail(k.code, "%s: %v", k.message, err)
		}
	}
	return err
}

func invalid(format string, args ...any) error {
	return wire.Fail("InvalidInputException", format, args...)
}

// name is a name as it is kept.
func name(p *string, what string) (string, error) {
	kept, ok := catalog.DataName(wire.Value(p))
	if !ok {
		return "", invalid("%s %q: a name has 1 to 255 characters, and no period, slash, quote or control character", what, wire.Value(p))
	}
	return kept, nil
}

// place checks a location that a request names. An empty one is none.
func (s *service) place(c *awsapi.Call, location string) error {
	if location == "" || s.Allowed == nil {
		return nil
	}
	if err := s.Allowed(c.Key, false, location); err != nil {
		return wire.Fail("AccessDeniedException", "Access to the location %s is denied: %v", location, err)
	}
	return nil
}

// places checks the locations that a table names and old did not. Whose key is not limited is asked about those of its template when
// the table is read, partition by partition.
func (s *service) places(c *awsapi.Call, t, old catalog.Table) error {
	if t.Storage.Location != old.Storage.Location {
		if err := s.place(c, t.Storage.Location); err != nil {
			return err
		}
	}
	place, ok := t.TemplatePlace()
	if !ok || !c.Key.Limited() || t.Parameters[catalog.LocationTemplate] == old.Parameters[catalog.LocationTemplate] {
		return nil
	}
	return s.place(c, place)
}

// at is a time that was given.
func at(t *wire.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.Time
}
