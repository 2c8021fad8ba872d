package cloudtrail

import (
	"context"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
	"tarn/internal/selector"
)

func (s *service) updateEventDataStore(ctx context.Context, c *awsapi.Call, in *wirect.UpdateEventDataStoreRequest) (*wirect.UpdateEventDataStoreResponse, error) {
	if in.Name == nil && in.AdvancedEventSelectors == nil && in.MultiRegionEnabled == nil && in.OrganizationEnabled == nil && in.RetentionPeriod == nil &&
		in.TerminationProtectionEnabled == nil && in.KmsKeyId == nil && in.BillingMode == nil {
		return nil, wire.Fail("InvalidParameterException", "At least one of the optional parameters has to be there: there is nothing to update.")
	}
	e, err := s.change(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) {
		if err := s.noImport(ctx, e); err != nil {
			return e, err
		}
		return s.updated(c, e, in)
	})
	if err != nil {
		return nil, err
	}
	return &wirect.UpdateEventDataStoreResponse{
		EventDataStoreArn: new(storeARN(c.Home, e.ID)), Name: &e.Name, Status: new(string(e.Status)), AdvancedEventSelectors: wireSelectors(e.Selectors),
		MultiRegionEnabled: &e.MultiRegion, OrganizationEnabled: &e.Organization, RetentionPeriod: new(int32(e.RetentionDays)),
		TerminationProtectionEnabled: &e.TerminationProtection, BillingMode: new(string(e.Billing)),
		CreatedTimestamp: wire.At(e.Created), UpdatedTimestamp: wire.At(e.Updated),
		FederationStatus: new(federationStatus(e)), FederationRoleArn: wire.Some(e.Federation.RoleARN),
	}, nil
}

// updated is a store with what a request changes of it.
func (s *service) updated(c *awsapi.Call, e catalog.EventDataStore, in *wirect.UpdateEventDataStoreRequest) (catalog.EventDataStore, error) {
	if in.KmsKeyId != nil {
		return e, noKMS
	}
	e.Name = wire.ValueOr(in.Name, e.Name)
	e.MultiRegion = wire.ValueOr(in.MultiRegionEnabled, e.MultiRegion)
	if in.OrganizationEnabled != nil {
		if err := s.mayOrganize(c, *in.OrganizationEnabled); err != nil {
			return e, err
		}
		e.Organization = *in.OrganizationEnabled
	}
	if in.BillingMode != nil {
		mode := catalog.BillingMode(*in.BillingMode)
		if e.Billing == catalog.Extendable && mode == catalog.Fixed {
			return e, wire.Fail("InvalidParameterException", "The billing mode cannot be changed from %s to %s.", catalog.Extendable, catalog.Fixed)
		}
		e.Billing = mode
	}
	e.RetentionDays = int(wire.ValueOr(in.RetentionPeriod, int32(e.RetentionDays)))
	e.TerminationProtection = wire.ValueOr(in.TerminationProtectionEnabled, e.TerminationProtection)
	if in.AdvancedEventSelectors != nil {
		by, err := selectorsOf(in.AdvancedEventSelectors)
		if err != nil {
			return e, err
		}
		if by.Takes(selector.ActivityAuditLog) != (e.Kind == catalog.Activity) {
			return e, wire.Fail("InvalidEventSelectorsException", "The event data store %s keeps events of another category, which cannot be changed: create one for them.", e.Name)
		}
		if e.Insights != nil && !by.Takes(selector.Management) {
			return e, wire.Fail("InvalidInsightSelectorsException", "Insights are enabled on the event data store %s, and are of management events, which the new selectors do not take: "+
				"take the insights away with PutInsightSelectors first.", e.Name)
		}
		e.Selectors, e.Reselected = by, true
	}
	e.Updated = s.Now().UTC()
	return e, e.Validate()
}

// live are the categories of events that arrive by themselves, so that they can be stopped.
var live = []string{selector.Management, selector.Data, selector.NetworkActivity}

func (s *service) startEventDataStoreIngestion(ctx context.Context, c *awsapi.Call, in *wirect.StartEventDataStoreIngestionRequest) (*wirect.StartEventDataStoreIngestionResponse, error) {
	err := s.ingestion(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) { return e.StartIngestion(s.Now().UTC()) })
	return &wirect.StartEventDataStoreIngestionResponse{}, err
}

func (s *service) stopEventDataStoreIngestion(ctx context.Context, c *awsapi.Call, in *wirect.StopEventDataStoreIngestionRequest) (*wirect.StopEventDataStoreIngestionResponse, error) {
	err := s.ingestion(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) { return e.StopIngestion(s.Now().UTC()) })
	return &wirect.StopEventDataStoreIngestionResponse{}, err
}

func (s *service) ingestion(ctx context.Context, c *awsapi.Call, name string, do func(catalog.EventDataStore) (catalog.EventDataStore, error)) error {
	_, err := s.change(ctx, c, name, func(e catalog.EventDataStore) (catalog.EventDataStore, error) {
		if !takesAny(e.Selectors, live) {
			return e, wire.Fail("InvalidEventDataStoreCategoryException", "The event data store %s is not for events of the category Management, Data or NetworkActivity, whose ingestion can be started and stopped.", e.Name)
		}
		changed, err := do(e)
		if err != nil {
			return e, wire.Fail("InvalidEventDataStoreStatusException", "%v", err)
		}
		return changed, nil
	})
	return err
}

func takesAny(by selector.Selectors, categories []string) bool {
	for _, c := range categories {
		if by.Takes(c) {
			return true
		}
	}
	return false
}
