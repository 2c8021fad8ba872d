package main

import (
	"context"
	"errors"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/source"
)

// lateDelivery is how much older than its arrival an event may be in a day's folder: what a store that was made today gets is
// looked for in the folders of that many days, too.
const lateDelivery = 3 * 24 * time.Hour

// all reports whether a source's objects each tell their format.
func all(s source.Source) bool { return s.Format == "" || s.Format == "auto" }

// feeds are the sources that are followed, each once for the store that it names and once for every store that is fed by all of
// them. Each store has its own progress and its own place in the ledger.
func (d *dataDir) feeds(ctx context.Context) ([]source.Source, error) {
	sources, err := d.state.Sources(ctx)
	if err != nil {
		return nil, err
	}
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return nil, err
	}
	var out []source.Source
	for _, src := range sources {
		named, err := catalog.FindStore(stores, src.Store)
		if errors.Is(err, catalog.ErrStoreNotFound) || err == nil && named.Status != catalog.PendingDeletion {
			out = append(out, src)
		}
		for _, s := range stores {
			if s.Live && s.Kind != catalog.Activity && s.ID != named.ID && s.Status != catalog.PendingDeletion && (all(src) || src.Format == s.Kind) {
				fed := src
				fed.ID, fed.Store, fed.Format = newSourceID(), s.ID, s.Kind
				out = append(out, fed)
			}
		}
	}
	return out, nil
}
