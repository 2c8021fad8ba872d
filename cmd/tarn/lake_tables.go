package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/icebergrest"
	"tarn/internal/lake"
	"tarn/internal/warehouse"
)

// lakeTables shows other engines the event data stores, each as a table of its name in small letters, as Trino has names, and the Iceberg
// tables of databases, each database as a namespace, with the tables of files that are copied as a whole. A store can be loaded by its ID, too,
// and a table or a copy by its name in the lake, in the stores' namespace.
type lakeTables struct{ d *dataDir }

func (l lakeTables) stores(ctx context.Context, k auth.Key) ([]catalog.EventDataStore, error) {
	stores, err := l.d.state.Stores(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the event data stores: %w", err)
	}
	return slices.DeleteFunc(stores, func(s catalog.EventDataStore) bool {
		return s.Status == catalog.PendingDeletion || !k.MayRead(s.ID)
	}), nil
}

// Namespaces implements icebergrest.Tables: a database is one where it has Iceberg tables that the key reaches.
func (l lakeTables) Namespaces(ctx context.Context, k auth.Key) ([]string, error) {
	databases, err := l.d.state.Databases(ctx, "", 0)
	if err != nil {
		return nil, fmt.Errorf("reading the databases: %w", err)
	}
	names := []string{icebergrest.Namespace}
	for _, d := range databases {
		tables, err := l.made(ctx, k, d.Name)
		if err != nil {
			return nil, err
		}
		if len(tables) > 0 && d.Name != icebergrest.Namespace {
			names = append(names, d.Name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// made lists the tables of a database that other engines see and a key reaches: Iceberg's, and those of which there is a whole copy.
func (l lakeTables) made(ctx context.Context, k auth.Key, database string) ([]catalog.Table, error) {
	tables, err := l.d.state.Tables(ctx, database, "", 0)
	if errors.Is(err, catalog.ErrDatabaseNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the tables: %w", err)
	}
	seen, err := l.seen(ctx, k)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(tables, func(t catalog.Table) bool { return !seen(t) }), nil
}

// seen tells which tables other engines see with a key.
func (l lakeTables) seen(ctx context.Context, k auth.Key) (func(catalog.Table) bool, error) {
	whole, err := l.d.state.Whole(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the tables: %w", err)
	}
	return func(t catalog.Table) bool {
		_, copied := whole[warehouse.CopyName(t)]
		return (t.Iceberg() || copied) && l.may(k, t)
	}, nil
}

// may reports whether a key reaches a table, and the place of its files. A copy of a folder of this machine, which no key may name in a
// statement, was made by the machine's owner: it is for admins.
func (l lakeTables) may(k auth.Key, t catalog.Table) bool {
	return k.MayUse(t.Database, t.Name) && (t.Iceberg() || k.Role == auth.Admin || l.d.tables.Allowed(k, false, t.Storage.Location) == nil)
}

// lakeTable is what the lake calls a table of a database.
func lakeTable(t catalog.Table) string {
	if t.Iceberg() {
		return warehouse.Name(t)
	}
	return warehouse.CopyName(t)
}

// named finds what is asked for by its name in the lake.
func (l lakeTables) named(ctx context.Context, k auth.Key, name string) (string, error) {
	hex, _, _ := strings.Cut(strings.TrimPrefix(name, lake.MadePrefix), "_")
	id, err := uuid.Parse(hex)
	if err != nil {
		return "", icebergrest.ErrNoTable
	}
	t, err := l.d.state.TableOfID(ctx, id.String())
	if errors.Is(err, catalog.ErrTableNotFound) || err == nil && (lakeTable(t) != name || !l.may(k, t)) {
		err = icebergrest.ErrNoTable
	}
	return name, err
}

// Tables implements icebergrest.Tables.
func (l lakeTables) Tables(ctx context.Context, k auth.Key, namespace string) ([]string, error) {
	names := []string{}
	if namespace == icebergrest.Namespace {
		stores, err := l.stores(ctx, k)
		if err != nil {
			return nil, err
		}
		for _, s := range stores {
			names = append(names, strings.ToLower(s.Name))
		}
	} else {
		tables, err := l.made(ctx, k, namespace)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			names = append(names, t.Name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// Table implements icebergrest.Tables.
func (l lakeTables) Table(ctx context.Context, k auth.Key, namespace, name string) (icebergrest.Metadata, error) {
	table, err := l.lakeName(ctx, k, namespace, name)
	if err != nil {
		return icebergrest.Metadata{}, err
	}
	location, content, err := l.d.lake.Metadata(ctx, table)
	if errors.Is(err, lake.ErrNoTable) {
		err = icebergrest.ErrNoTable
	}
	return icebergrest.Metadata{Location: location, JSON: content}, err
}

// lakeName is what the lake calls a table.
func (l lakeTables) lakeName(ctx context.Context, k auth.Key, namespace, name string) (string, error) {
	if namespace != icebergrest.Namespace {
		t, err := l.d.state.Table(ctx, namespace, name)
		if errors.Is(err, catalog.ErrTableNotFound) || errors.Is(err, catalog.ErrDatabaseNotFound) {
			return "", icebergrest.ErrNoTable
		}
		if err != nil {
			return "", err
		}
		seen, err := l.seen(ctx, k)
		if err == nil && !seen(t) {
			err = icebergrest.ErrNoTable
		}
		return lakeTable(t), err
	}
	stores, err := l.stores(ctx, k)
	if err != nil {
		return "", err
	}
	s, err := catalog.FindStore(stores, name)
	if errors.Is(err, catalog.ErrStoreNotFound) {
		return l.named(ctx, k, name)
	}
	return s.Table, err
}
