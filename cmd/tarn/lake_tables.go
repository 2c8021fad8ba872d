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
)

// lakeTables shows other engines the event data stores, each as a table of its name in small letters, as Trino has names. A
// store can be loaded by its ID, too.
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

// Tables implements icebergrest.Tables.
func (l lakeTables) Tables(ctx context.Context, k auth.Key) ([]string, error) {
	stores, err := l.stores(ctx, k)
	names := make([]string, len(stores))
	for i, s := range stores {
		names[i] = strings.ToLower(s.Name)
	}
	slices.Sort(names)
	return names, err
}

// Table implements icebergrest.Tables.
func (l lakeTables) Table(ctx context.Context, k auth.Key, name string) (icebergrest.Metadata, error) {
	stores, err := l.stores(ctx, k)
	if err != nil {
		return icebergrest.Metadata{}, err
	}
	s, err := catalog.FindStore(stores, name)
	if errors.Is(err, catalog.ErrStoreNotFound) {
		return icebergrest.Metadata{}, icebergrest.ErrNoTable
	}
	if err != nil {
		return icebergrest.Metadata{}, err
	}
	location, content, err := l.d.lake.Metadata(ctx, s.Table)
	if errors.Is(err, lake.ErrNoTable) {
		err = icebergrest.ErrNoTable
	}
	return icebergrest.Metadata{Location: location, JSON: content}, err
}
