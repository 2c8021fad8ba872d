package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/icebergrest"
	"tarn/internal/lake"
	"tarn/internal/warehouse"
)

// lakeTables shows other engines the event data stores, each as a table of its name in small letters, as Trino has names, and the Iceberg
// tables of databases, each database as a namespace. A store can be loaded by its ID, too.
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

// made lists the Iceberg tables of a database that a key reaches.
func (l lakeTables) made(ctx context.Context, k auth.Key, database string) ([]catalog.Table, error) {
	tables, err := l.d.state.Tables(ctx, database, "", 0)
	if errors.Is(err, catalog.ErrDatabaseNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the tables: %w", err)
	}
	return slices.DeleteFunc(tables, func(t catalog.Table) bool { return !t.Iceberg() || !k.MayUse(t.Database, t.Name) }), nil
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
		tables, err := l.made(ctx, k, namespace)
		if err != nil {
			return "", err
		}
		if i := slices.IndexFunc(tables, func(t catalog.Table) bool { return t.Name == name }); i >= 0 {
			return warehouse.Name(tables[i]), nil
		}
		return "", icebergrest.ErrNoTable
	}
	stores, err := l.stores(ctx, k)
	if err != nil {
		return "", err
	}
	s, err := catalog.FindStore(stores, name)
	if errors.Is(err, catalog.ErrStoreNotFound) {
		return "", icebergrest.ErrNoTable
	}
	return s.Table, err
}
