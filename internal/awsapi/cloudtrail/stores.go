package cloudtrail

import (
	"context"
	"errors"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
)

// maxStores is how many stores there may be, those that wait for their deletion among them. CloudTrail Lake begins with 10 and
// raises it on request.
const maxStores = 100

func (s *service) storeOperations() map[string]awsapi.Operation {
	op := func(name string, access auth.Access, do func(context.Context, *awsapi.Call, wire.Shape) (any, error)) awsapi.Operation {
		return awsapi.Operation{Model: wirect.Operations[name], Access: access, ReadOnly: access == auth.List, Do: do}
	}
	return map[string]awsapi.Operation{
		"CreateEventDataStore":         op("CreateEventDataStore", auth.Manage, awsapi.Do(s.createEventDataStore)),
		"GetEventDataStore":            op("GetEventDataStore", auth.List, awsapi.Do(s.getEventDataStore)),
		"ListEventDataStores":          op("ListEventDataStores", auth.List, awsapi.Do(s.listEventDataStores)),
		"UpdateEventDataStore":         op("UpdateEventDataStore", auth.Manage, awsapi.Do(s.updateEventDataStore)),
		"DeleteEventDataStore":         op("DeleteEventDataStore", auth.Manage, awsapi.Do(s.deleteEventDataStore)),
		"RestoreEventDataStore":        op("RestoreEventDataStore", auth.Manage, awsapi.Do(s.restoreEventDataStore)),
		"StartEventDataStoreIngestion": op("StartEventDataStoreIngestion", auth.Manage, awsapi.Do(s.startEventDataStoreIngestion)),
		"StopEventDataStoreIngestion":  op("StopEventDataStoreIngestion", auth.Manage, awsapi.Do(s.stopEventDataStoreIngestion)),
	}
}

func (s *service) createEventDataStore(ctx context.Context, c *awsapi.Call, in *wirect.CreateEventDataStoreRequest) (*wirect.CreateEventDataStoreResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	all, err := s.Stores.Stores(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) >= s.MaxStores {
		return nil, wire.Fail("EventDataStoreMaxLimitExceededException", "There are %d event data stores, those that wait for their deletion among them: more are not made.", len(all))
	}
	if in.KmsKeyId != nil {
		return nil, noKMS
	}
	tags, err := newTags(nil, in.TagsList)
	if err != nil {
		return nil, err
	}
	now := s.Now().UTC()
	e := catalog.NewStore(*in.Name, now)
	e.Live, e.Ingestion = true, []catalog.Window{{From: now}}
	e.Billing = catalog.BillingMode(wire.ValueOr(in.BillingMode, string(catalog.Extendable)))
	e.RetentionDays = int(wire.ValueOr(in.RetentionPeriod, int32(e.Billing.DefaultRetention())))
	e.TerminationProtection = wire.ValueOr(in.TerminationProtectionEnabled, true)
	e.MultiRegion, e.Organization = wire.ValueOr(in.MultiRegionEnabled, true), wire.ValueOr(in.OrganizationEnabled, false)
	if err := s.mayOrganize(c, e.Organization); err != nil {
		return nil, err
	}
	by, err := selectorsOf(in.AdvancedEventSelectors)
	if err != nil {
		return nil, err
	}
	e = e.Select(by)
	if !wire.ValueOr(in.StartIngestion, true) {
		if e, err = e.StopIngestion(now); err != nil {
			return nil, err
		}
	}
	if err := e.Validate(); err != nil {
		return nil, storeError(err)
	}
	if err := s.Stores.AddStore(ctx, e); err != nil {
		return nil, storeError(err)
	}
	if len(tags) > 0 {
		if err := s.Tags.SetTags(ctx, storeResource+"/"+e.ID, tags); err != nil {
			return nil, err
		}
	}
	return &wirect.CreateEventDataStoreResponse{
		EventDataStoreArn: new(storeARN(c.Home, e.ID)), Name: &e.Name, Status: new(string(e.Status)), AdvancedEventSelectors: wireSelectors(e.Selectors),
		MultiRegionEnabled: &e.MultiRegion, OrganizationEnabled: &e.Organization, RetentionPeriod: new(int32(e.RetentionDays)),
		TerminationProtectionEnabled: &e.TerminationProtection, BillingMode: new(string(e.Billing)), TagsList: in.TagsList,
		CreatedTimestamp: wire.At(e.Created), UpdatedTimestamp: wire.At(e.Updated),
	}, nil
}

var noKMS = wire.Fail("UnsupportedOperationException", "Tarn does not encrypt with KMS keys: leave KmsKeyId out, and keep the data directory on an encrypted disk.")

// mayOrganize refuses a store of an organization where there is none.
func (s *service) mayOrganize(c *awsapi.Call, wanted bool) error {
	if wanted && c.Home.Organization == "" {
		return wire.Fail("OrganizationsNotInUseException", "No organization is configured: name it in tarn.yaml, under home. Without one a store takes the events of every account.")
	}
	return nil
}

func (s *service) getEventDataStore(ctx context.Context, c *awsapi.Call, in *wirect.GetEventDataStoreRequest) (*wirect.GetEventDataStoreResponse, error) {
	e, err := s.anyStore(ctx, c, *in.EventDataStore)
	if err != nil {
		return nil, err
	}
	return &wirect.GetEventDataStoreResponse{
		EventDataStoreArn: new(storeARN(c.Home, e.ID)), Name: &e.Name, Status: new(string(e.Status)), AdvancedEventSelectors: wireSelectors(e.Selectors),
		MultiRegionEnabled: &e.MultiRegion, OrganizationEnabled: &e.Organization, RetentionPeriod: new(int32(e.RetentionDays)),
		TerminationProtectionEnabled: &e.TerminationProtection, BillingMode: new(string(e.Billing)),
		CreatedTimestamp: wire.At(e.Created), UpdatedTimestamp: wire.At(e.Updated),
		FederationStatus: new(federationStatus(e)), FederationRoleArn: wire.Some(e.Federation.RoleARN),
	}, nil
}

func federationStatus(e catalog.EventDataStore) string {
	if e.Federation.Enabled {
		return "ENABLED"
	}
	return "DISABLED"
}

func (s *service) listEventDataStores(ctx context.Context, c *awsapi.Call, in *wirect.ListEventDataStoresRequest) (*wirect.ListEventDataStoresResponse, error) {
	all, err := s.Stores.Stores(ctx)
	if err != nil {
		return nil, err
	}
	var mine []catalog.EventDataStore
	for _, e := range all {
		if c.Key.MayRead(e.ID) {
			mine = append(mine, e)
		}
	}
	p := pages[catalog.EventDataStore]{asked: "ListEventDataStores", most: 100, bad: "InvalidNextTokenException", key: storeOrder}
	page, next, err := p.page(mine, in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &wirect.ListEventDataStoresResponse{EventDataStores: []wirect.EventDataStore{}, NextToken: next}
	for _, e := range page {
		// The API gives no more of each: the other members of the shape are deprecated.
		out.EventDataStores = append(out.EventDataStores, wirect.EventDataStore{EventDataStoreArn: new(storeARN(c.Home, e.ID)), Name: new(e.Name)})
	}
	return out, nil
}

// storeOrder is how stores are listed: the oldest first, Tarn's own last, because scripts take the first one.
func storeOrder(e catalog.EventDataStore) string {
	class := "0"
	if e.BuiltIn {
		class = "1"
	}
	return class + e.Created.UTC().Format("20060102150405.000000") + e.ID
}

func (s *service) deleteEventDataStore(ctx context.Context, c *awsapi.Call, in *wirect.DeleteEventDataStoreRequest) (*wirect.DeleteEventDataStoreResponse, error) {
	_, err := s.change(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) {
		if e.Federation.Enabled {
			return e, wire.Fail("EventDataStoreFederationEnabledException", "Federation is enabled for the event data store %s: disable it first.", e.Name)
		}
		channels, err := s.Channels.Channels(ctx)
		if err != nil {
			return e, err
		}
		for _, ch := range channels {
			if ch.Feeds(e.ID) {
				return e, wire.Fail("ChannelExistsForEDSException", "The channel %s brings events into the event data store %s: delete or change it first.", channelARN(c.Home, ch.ID), e.Name)
			}
		}
		if err := s.noImport(ctx, e); err != nil {
			return e, err
		}
		return e.Delete(s.Now().UTC())
	})
	return &wirect.DeleteEventDataStoreResponse{}, err
}

func (s *service) restoreEventDataStore(ctx context.Context, c *awsapi.Call, in *wirect.RestoreEventDataStoreRequest) (*wirect.RestoreEventDataStoreResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	e, err := s.anyStore(ctx, c, *in.EventDataStore)
	if err != nil {
		return nil, err
	}
	if e, err = e.Restore(s.Now().UTC()); err != nil {
		return nil, wire.Fail("InvalidEventDataStoreStatusException", "%v", err)
	}
	if err := s.Stores.SetStore(ctx, e); err != nil {
		return nil, storeError(err)
	}
	return &wirect.RestoreEventDataStoreResponse{
		EventDataStoreArn: new(storeARN(c.Home, e.ID)), Name: &e.Name, Status: new(string(e.Status)), AdvancedEventSelectors: wireSelectors(e.Selectors),
		MultiRegionEnabled: &e.MultiRegion, OrganizationEnabled: &e.Organization, RetentionPeriod: new(int32(e.RetentionDays)),
		TerminationProtectionEnabled: &e.TerminationProtection, BillingMode: new(string(e.Billing)),
		CreatedTimestamp: wire.At(e.Created), UpdatedTimestamp: wire.At(e.Updated),
	}, nil
}

// change changes a store that is not waiting for its deletion.
func (s *service) change(ctx context.Context, c *awsapi.Call, name string, do func(catalog.EventDataStore) (catalog.EventDataStore, error)) (catalog.EventDataStore, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	e, err := s.store(ctx, c, name)
	if err != nil {
		return e, err
	}
	if e.BuiltIn {
		return e, wire.Fail("OperationNotPermittedException", "The event data store %s is Tarn's own, and is not changed.", e.Name)
	}
	if e, err = do(e); err != nil {
		return e, storeError(err)
	}
	return e, storeError(s.Stores.SetStore(ctx, e))
}

// storeError words what the catalog says as the API does.
func storeError(err error) error {
	switch {
	case errors.Is(err, catalog.ErrStoreExists):
		return wire.Fail("EventDataStoreAlreadyExistsException", "An event data store with that name already exists.")
	case errors.Is(err, catalog.ErrStoreNotFound):
		return wire.Fail("EventDataStoreNotFoundException", "The specified event data store was not found.")
	case errors.Is(err, catalog.ErrProtected):
		return wire.Fail("EventDataStoreTerminationProtectedException", "The event data store cannot be deleted because termination protection is enabled for it.")
	case errors.Is(err, catalog.ErrInvalid):
		return wire.Fail("InvalidParameterException", "%v", err)
	}
	return err
}
