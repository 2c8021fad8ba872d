package cloudtrail

import (
	"context"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
)

func (s *service) storeOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"GetEventDataStore": {Model: wirect.Operations["GetEventDataStore"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getEventDataStore)},
	}
}

// storeARN is a store's name in AWS.
func storeARN(h awsapi.Home, id string) string { return h.ARN("cloudtrail", "eventdatastore/"+id) }

// store finds a store by its ARN, the end of its ARN, or its ID.
func (s *service) store(ctx context.Context, name string) (catalog.EventDataStore, error) {
	all, err := s.Stores.Stores(ctx)
	if err != nil {
		return catalog.EventDataStore{}, err
	}
	found, err := catalog.FindStore(all, name)
	if err != nil {
		return found, wire.Fail("EventDataStoreNotFoundException", "The specified event data store was not found: %s", name)
	}
	return found, nil
}

func (s *service) getEventDataStore(ctx context.Context, c *awsapi.Call, in *wirect.GetEventDataStoreRequest) (*wirect.GetEventDataStoreResponse, error) {
	e, err := s.store(ctx, *in.EventDataStore)
	if err != nil {
		return nil, err
	}
	return &wirect.GetEventDataStoreResponse{
		EventDataStoreArn: new(storeARN(c.Home, e.ID)), Name: new(e.Name), Status: new(string(e.Status)),
		RetentionPeriod: new(int32(e.RetentionDays)), TerminationProtectionEnabled: new(e.TerminationProtection),
		CreatedTimestamp: wire.At(e.Created), UpdatedTimestamp: wire.At(e.Updated),
	}, nil
}
