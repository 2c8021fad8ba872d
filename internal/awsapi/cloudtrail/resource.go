package cloudtrail

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
)

// The kinds of resources, as their ARNs name them.
const (
	storeResource     = "eventdatastore"
	channelResource   = "channel"
	dashboardResource = "dashboard"
)

func storeARN(h awsapi.Home, id string) string { return h.ARN("cloudtrail", storeResource+"/"+id) }

func channelARN(h awsapi.Home, id string) string { return h.ARN("cloudtrail", channelResource+"/"+id) }

// resourceOf takes an ARN of CloudTrail's apart. Any region will do: requests of every region are answered.
func resourceOf(h awsapi.Home, arn string) (kind, id string, ok bool) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || !strings.HasPrefix(parts[1], "aws") || parts[2] != "cloudtrail" || parts[4] != h.Account {
		return "", "", false
	}
	kind, id, ok = strings.Cut(parts[5], "/")
	return kind, id, ok && id != ""
}

// idOf is the ID that a name says: an ARN of a kind, the end of one, or the ID alone.
func idOf(h awsapi.Home, kind, name string) (id string, ok bool) {
	if strings.HasPrefix(name, "arn:") {
		k, id, ok := resourceOf(h, name)
		return id, ok && k == kind && uuid.Validate(id) == nil
	}
	id = strings.TrimPrefix(name, kind+"/")
	return id, uuid.Validate(id) == nil
}

// anyStore finds a store by its ARN, the end of its ARN, or its ID, in whatever state.
func (s *service) anyStore(ctx context.Context, c *awsapi.Call, name string) (catalog.EventDataStore, error) {
	id, ok := idOf(c.Home, storeResource, name)
	if !ok {
		return catalog.EventDataStore{}, wire.Fail("EventDataStoreARNInvalidException", "The specified event data store ARN is not valid or does not map to an event data store in your account: %s", name)
	}
	all, err := s.Stores.Stores(ctx)
	if err != nil {
		return catalog.EventDataStore{}, err
	}
	for _, e := range all {
		if strings.EqualFold(e.ID, id) {
			if !c.Key.MayRead(e.ID) {
				return e, awsapi.Denied(c, storeARN(c.Home, e.ID))
			}
			return e, nil
		}
	}
	return catalog.EventDataStore{}, wire.Fail("EventDataStoreNotFoundException", "The specified event data store was not found: %s", name)
}

// store finds a store that does not wait for its deletion.
func (s *service) store(ctx context.Context, c *awsapi.Call, name string) (catalog.EventDataStore, error) {
	e, err := s.anyStore(ctx, c, name)
	if err == nil && e.Status == catalog.PendingDeletion {
		err = wire.Fail("InactiveEventDataStoreException", "The event data store %s is inactive: it waits for its deletion.", storeARN(c.Home, e.ID))
	}
	return e, err
}

// noImport fails while an import into a store runs.
func (s *service) noImport(ctx context.Context, e catalog.EventDataStore) error {
	if s.Imports == nil {
		return nil
	}
	running, err := s.Imports.Running(ctx, e.ID)
	if err == nil && running {
		err = wire.Fail("EventDataStoreHasOngoingImportException", "An import into the event data store %s is running: wait for its end, or stop it.", e.Name)
	}
	return err
}
