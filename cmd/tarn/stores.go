package main

import (
	"context"
	"slices"

	"tarn/internal/catalog"
	"tarn/internal/selector"
)

// keptStores are the event data stores of events, as CloudTrail's API has them, with their tables: a new one can be queried at
// once.
type keptStores struct{ d *dataDir }

var _ catalog.Stores = keptStores{}

// Stores implements catalog.Stores.
func (k keptStores) Stores(ctx context.Context) ([]catalog.EventDataStore, error) {
	all, err := k.d.state.Stores(ctx)
	return slices.DeleteFunc(all, func(s catalog.EventDataStore) bool { return !s.OfEvents() }), err
}

// AddStore implements catalog.Stores.
func (k keptStores) AddStore(ctx context.Context, s catalog.EventDataStore) error {
	if err := k.d.state.AddStore(ctx, s); err != nil {
		return err
	}
	_, err := k.d.table(ctx, s)
	return err
}

// SetStore implements catalog.Stores.
func (k keptStores) SetStore(ctx context.Context, s catalog.EventDataStore) error {
	return k.d.state.SetStore(ctx, s)
}

// RemoveStore implements catalog.Stores.
func (k keptStores) RemoveStore(ctx context.Context, id string) error {
	return k.d.state.RemoveStore(ctx, id)
}

// matcher tells which events a store takes: those that its selectors take, of the home region and account where it is limited to
// them. Without an organization in tarn.yaml nothing tells one's own accounts from others, and all are taken.
func (a *app) matcher(ctx context.Context, d *dataDir, s catalog.EventDataStore) (*selector.Matcher, error) {
	var scope selector.Scope
	if !s.MultiRegion || !s.Organization {
		home, err := d.home(ctx, a.config.Home)
		if err != nil {
			return nil, err
		}
		if !s.MultiRegion {
			scope.Region = home.Region
		}
		if !s.Organization && home.Organization != "" {
			scope.Account = home.Account
		}
	}
	return s.Selectors.Matcher(scope), nil
}
