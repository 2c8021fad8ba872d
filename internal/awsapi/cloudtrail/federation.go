package cloudtrail

import (
	"context"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
)

func (s *service) federationOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"EnableFederation":  {Model: wirect.Operations["EnableFederation"], Access: auth.Manage, Do: awsapi.Do(s.enableFederation)},
		"DisableFederation": {Model: wirect.Operations["DisableFederation"], Access: auth.Manage, Do: awsapi.Do(s.disableFederation)},
	}
}

// enableFederation lets Athena and Glue see a store, as table "aws:cloudtrail"."default"."ID". The role is kept for those who ask
// for it: who may read the store is said by keys.
func (s *service) enableFederation(ctx context.Context, c *awsapi.Call, in *wirect.EnableFederationRequest) (*wirect.EnableFederationResponse, error) {
	e, err := s.change(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) {
		if e.Federation.Enabled {
			return e, wire.Fail("EventDataStoreFederationEnabledException", "Federation is enabled for the event data store %s already.", e.Name)
		}
		e.Federation, e.Updated = catalog.Federation{Enabled: true, RoleARN: *in.FederationRoleArn}, s.Now().UTC()
		return e, nil
	})
	if err != nil {
		return nil, err
	}
	return &wirect.EnableFederationResponse{EventDataStoreArn: new(storeARN(c.Home, e.ID)), FederationRoleArn: in.FederationRoleArn, FederationStatus: new(wirect.FederationStatusEnabled)}, nil
}

func (s *service) disableFederation(ctx context.Context, c *awsapi.Call, in *wirect.DisableFederationRequest) (*wirect.DisableFederationResponse, error) {
	e, err := s.change(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) {
		if !e.Federation.Enabled {
			return e, wire.Fail("InvalidParameterException", "Federation is not enabled for the event data store %s.", e.Name)
		}
		e.Federation, e.Updated = catalog.Federation{}, s.Now().UTC()
		return e, nil
	})
	if err != nil {
		return nil, err
	}
	return &wirect.DisableFederationResponse{EventDataStoreArn: new(storeARN(c.Home, e.ID)), FederationStatus: new(wirect.FederationStatusDisabled)}, nil
}
