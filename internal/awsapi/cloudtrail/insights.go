package cloudtrail

import (
	"context"
	"encoding/json"
	"slices"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
	"tarn/internal/selector"
)

func (s *service) insightOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"PutInsightSelectors":   {Model: wirect.Operations["PutInsightSelectors"], Access: auth.Manage, Do: awsapi.Do(s.putInsightSelectors)},
		"GetInsightSelectors":   {Model: wirect.Operations["GetInsightSelectors"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getInsightSelectors)},
		"PutEventConfiguration": {Model: wirect.Operations["PutEventConfiguration"], Access: auth.Manage, Do: awsapi.Do(s.putEventConfiguration)},
		"GetEventConfiguration": {Model: wirect.Operations["GetEventConfiguration"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getEventConfiguration)},
	}
}

var ofTrails = wire.Fail("UnsupportedOperationException", "The settings of trails are made in their account: name an event data store.")

// putInsightSelectors keeps which insights are wanted. None are computed: those that trails deliver go to stores that take them.
func (s *service) putInsightSelectors(ctx context.Context, c *awsapi.Call, in *wirect.PutInsightSelectorsRequest) (*wirect.PutInsightSelectorsResponse, error) {
	if err := storeOrTrail(in.EventDataStore, in.TrailName); err != nil {
		return nil, err
	}
	for _, one := range in.InsightSelectors {
		if one.InsightType == nil {
			return nil, wire.Fail("InvalidInsightSelectorsException", "An insight selector has no InsightType.")
		}
		if slices.Contains(one.EventCategories, selector.Data) {
			return nil, wire.Fail("InvalidInsightSelectorsException", "Insights on data events are not supported on event data stores.")
		}
	}
	destination := ""
	if len(in.InsightSelectors) > 0 {
		if in.InsightsDestination == nil {
			return nil, wire.Fail("InvalidParameterException", "InsightsDestination has to name the event data store that insights go to.")
		}
		to, err := s.store(ctx, c, *in.InsightsDestination)
		if err != nil {
			return nil, asParameter(err)
		}
		if !to.Selectors.Takes(selector.Insight) {
			return nil, wire.Fail("InvalidParameterException", "The event data store %s does not take events of the category Insight.", storeARN(c.Home, to.ID))
		}
		destination = to.ID
	}
	text, err := json.Marshal(in.InsightSelectors)
	if err != nil {
		return nil, err
	}
	e, err := s.change(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) {
		if !e.Selectors.Takes(selector.Management) {
			return e, wire.Fail("InvalidInsightSelectorsException", "The event data store %s does not take management events, of which insights are.", e.Name)
		}
		e.Insights = &catalog.InsightSelectors{Selectors: text, Destination: destination}
		if len(in.InsightSelectors) == 0 {
			e.Insights = nil
		}
		return e, nil
	})
	if err != nil {
		return nil, asParameter(err)
	}
	out := &wirect.PutInsightSelectorsResponse{EventDataStoreArn: new(storeARN(c.Home, e.ID)), InsightSelectors: in.InsightSelectors}
	if destination != "" {
		out.InsightsDestination = new(storeARN(c.Home, destination))
	}
	return out, nil
}

func (s *service) getInsightSelectors(ctx context.Context, c *awsapi.Call, in *wirect.GetInsightSelectorsRequest) (*wirect.GetInsightSelectorsResponse, error) {
	if err := storeOrTrail(in.EventDataStore, in.TrailName); err != nil {
		return nil, err
	}
	e, err := s.store(ctx, c, *in.EventDataStore)
	if err != nil {
		return nil, asParameter(err)
	}
	if e.Insights == nil {
		return nil, wire.Fail("InsightNotEnabledException", "Insights are not enabled on the event data store %s.", storeARN(c.Home, e.ID))
	}
	out := &wirect.GetInsightSelectorsResponse{EventDataStoreArn: new(storeARN(c.Home, e.ID)), InsightsDestination: new(storeARN(c.Home, e.Insights.Destination))}
	return out, json.Unmarshal(e.Insights.Selectors, &out.InsightSelectors)
}

// storeOrTrail checks that a request names one thing, and a store.
func storeOrTrail(store, trail *string) error {
	switch {
	case store != nil && trail != nil:
		return wire.Fail("InvalidParameterCombinationException", "EventDataStore and TrailName do not go together.")
	case trail != nil:
		return ofTrails
	case store == nil:
		return wire.Fail("InvalidParameterException", "EventDataStore is missing.")
	}
	return nil
}

// asParameter words the want of a store for operations that do not declare its errors.
func asParameter(err error) error {
	if f, ok := err.(*wire.Error); ok && f.Code != "AccessDeniedException" && (len(f.Code) > 14 && f.Code[:14] == "EventDataStore" || f.Code == "InactiveEventDataStoreException") {
		return wire.Fail("InvalidParameterException", "%s", f.Message)
	}
	return err
}

// putEventConfiguration keeps what is wanted of events. They are kept as they were delivered, with whatever is in them.
func (s *service) putEventConfiguration(ctx context.Context, c *awsapi.Call, in *wirect.PutEventConfigurationRequest) (*wirect.PutEventConfigurationResponse, error) {
	if err := storeOrTrail(in.EventDataStore, in.TrailName); err != nil {
		return nil, err
	}
	if len(in.AggregationConfigurations) > 0 {
		return nil, wire.Fail("InvalidParameterCombinationException", "AggregationConfigurations are for trails.")
	}
	if len(in.ContextKeySelectors) > 0 && wire.ValueOr(in.MaxEventSize, "") != "Large" {
		return nil, wire.Fail("InvalidParameterException", "With ContextKeySelectors, MaxEventSize has to be Large.")
	}
	keys, err := json.Marshal(in.ContextKeySelectors)
	if err != nil {
		return nil, err
	}
	e, err := s.change(ctx, c, *in.EventDataStore, func(e catalog.EventDataStore) (catalog.EventDataStore, error) {
		if err := configurable(e); err != nil {
			return e, err
		}
		e.Events = &catalog.EventConfiguration{MaxEventSize: wire.ValueOr(in.MaxEventSize, "Standard"), Context: keys}
		return e, nil
	})
	if err != nil {
		return nil, err
	}
	return &wirect.PutEventConfigurationResponse{EventDataStoreArn: new(storeARN(c.Home, e.ID)), MaxEventSize: &e.Events.MaxEventSize, ContextKeySelectors: in.ContextKeySelectors}, nil
}

// configurable refuses stores of events that have no configuration.
func configurable(e catalog.EventDataStore) error {
	if !takesAny(e.Selectors, live) {
		return wire.Fail("InvalidEventDataStoreCategoryException", "The event data store %s does not take management or data events.", e.Name)
	}
	return nil
}

func (s *service) getEventConfiguration(ctx context.Context, c *awsapi.Call, in *wirect.GetEventConfigurationRequest) (*wirect.GetEventConfigurationResponse, error) {
	if err := storeOrTrail(in.EventDataStore, in.TrailName); err != nil {
		return nil, err
	}
	e, err := s.anyStore(ctx, c, *in.EventDataStore)
	if err != nil {
		return nil, err
	}
	if e.Status == catalog.PendingDeletion {
		return nil, wire.Fail("InvalidEventDataStoreStatusException", "The event data store %s waits for its deletion.", storeARN(c.Home, e.ID))
	}
	if err := configurable(e); err != nil {
		return nil, err
	}
	out := &wirect.GetEventConfigurationResponse{EventDataStoreArn: new(storeARN(c.Home, e.ID)), MaxEventSize: new("Standard"), ContextKeySelectors: []wirect.ContextKeySelector{}}
	if e.Events == nil {
		return out, nil
	}
	out.MaxEventSize = &e.Events.MaxEventSize
	if err := json.Unmarshal(e.Events.Context, &out.ContextKeySelectors); err != nil {
		return nil, err
	}
	if out.ContextKeySelectors == nil {
		out.ContextKeySelectors = []wirect.ContextKeySelector{}
	}
	return out, nil
}
