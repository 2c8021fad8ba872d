package cloudtrail

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
)

func (s *service) channelOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"CreateChannel": {Model: wirect.Operations["CreateChannel"], Access: auth.Manage, Do: awsapi.Do(s.createChannel)},
		"UpdateChannel": {Model: wirect.Operations["UpdateChannel"], Access: auth.Manage, Do: awsapi.Do(s.updateChannel)},
		"DeleteChannel": {Model: wirect.Operations["DeleteChannel"], Access: auth.Manage, Do: awsapi.Do(s.deleteChannel)},
		"GetChannel":    {Model: wirect.Operations["GetChannel"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getChannel)},
		"ListChannels":  {Model: wirect.Operations["ListChannels"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listChannels)},
	}
}

// partners are the names of the partners' event sources, as the user guide lists them
// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-event-data-store-integration.html#cloudtrail-lake-partner-information).
var partners = []string{
	"CloudStorageSecurityConsole", "Clumio", "CrowdStrike", "CyberArk", "GitHub", "KongGatewayEnterprise", "LaunchDarkly", "NetskopeCloudExchange",
	"IBMMulticloud", "MontyCloud", "OktaSystemLogEvents", "OneLogin", "Shoreline", "Snyk", "WizAuditLogs",
}

// maxChannels is CloudTrail's limit, too.
const maxChannels = 25

func (s *service) createChannel(ctx context.Context, c *awsapi.Call, in *wirect.CreateChannelRequest) (*wirect.CreateChannelResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	all, err := s.Channels.Channels(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) >= maxChannels {
		return nil, wire.Fail("ChannelMaxLimitExceededException", "There are %d channels: more are not made.", len(all))
	}
	if *in.Source != "Custom" && !slices.Contains(partners, *in.Source) {
		return nil, wire.Fail("InvalidSourceException", "The source %q is neither Custom nor a partner's event source.", *in.Source)
	}
	tags, err := newTags(nil, in.Tags)
	if err != nil {
		return nil, err
	}
	ch := catalog.Channel{ID: uuid.NewString(), Name: *in.Name, Source: *in.Source, Created: s.Now().UTC()}
	if ch.Stores, err = s.destinations(ctx, c, in.Destinations); err != nil {
		return nil, err
	}
	if err := s.Channels.AddChannel(ctx, ch); err != nil {
		return nil, channelError(err)
	}
	if len(tags) > 0 {
		if err := s.Tags.SetTags(ctx, channelResource+"/"+ch.ID, tags); err != nil {
			return nil, err
		}
	}
	return &wirect.CreateChannelResponse{
		ChannelArn: new(channelARN(c.Home, ch.ID)), Name: &ch.Name, Source: &ch.Source, Destinations: wireDestinations(c.Home, ch.Stores), Tags: in.Tags,
	}, nil
}

// destinations are the IDs of the stores that a request names, which have to be for events from outside AWS.
func (s *service) destinations(ctx context.Context, c *awsapi.Call, in []wirect.Destination) ([]string, error) {
	var ids []string
	for _, d := range in {
		if *d.Type != wirect.DestinationTypeEventDataStore {
			return nil, wire.Fail("InvalidParameterException", "A destination of the type %s is for AWS's own services: name event data stores.", *d.Type)
		}
		e, err := s.store(ctx, c, *d.Location)
		if err != nil {
			return nil, err
		}
		if e.Kind != catalog.Activity {
			return nil, wire.Fail("InvalidEventDataStoreCategoryException", "The event data store %s is not for events of the category ActivityAuditLog, which a channel brings.", storeARN(c.Home, e.ID))
		}
		if slices.Contains(ids, e.ID) {
			return nil, wire.Fail("InvalidParameterException", "The event data store %s is there twice.", storeARN(c.Home, e.ID))
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}

func wireDestinations(h awsapi.Home, stores []string) []wirect.Destination {
	out := []wirect.Destination{}
	for _, id := range stores {
		out = append(out, wirect.Destination{Type: new(wirect.DestinationTypeEventDataStore), Location: new(storeARN(h, id))})
	}
	return out
}

// channel finds a channel by its ARN, the end of its ARN, or its ID.
func (s *service) channel(ctx context.Context, c *awsapi.Call, name string) (catalog.Channel, error) {
	id, ok := idOf(c.Home, channelResource, name)
	if !ok {
		return catalog.Channel{}, wire.Fail("ChannelARNInvalidException", "The specified value of ChannelARN is not valid: %s", name)
	}
	all, err := s.Channels.Channels(ctx)
	if err != nil {
		return catalog.Channel{}, err
	}
	for _, ch := range all {
		if ch.ID == id {
			return ch, nil
		}
	}
	return catalog.Channel{}, wire.Fail("ChannelNotFoundException", "The specified channel was not found: %s", name)
}

func (s *service) updateChannel(ctx context.Context, c *awsapi.Call, in *wirect.UpdateChannelRequest) (*wirect.UpdateChannelResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	ch, err := s.channel(ctx, c, *in.Channel)
	if err != nil {
		return nil, err
	}
	if in.Name == nil && in.Destinations == nil {
		return nil, wire.Fail("InvalidParameterException", "Neither Name nor Destinations is there: there is nothing to update.")
	}
	ch.Name = wire.ValueOr(in.Name, ch.Name)
	if in.Destinations != nil {
		if ch.Stores, err = s.destinations(ctx, c, in.Destinations); err != nil {
			return nil, err
		}
	}
	if err := s.Channels.SetChannel(ctx, ch); err != nil {
		return nil, channelError(err)
	}
	return &wirect.UpdateChannelResponse{ChannelArn: new(channelARN(c.Home, ch.ID)), Name: &ch.Name, Source: &ch.Source, Destinations: wireDestinations(c.Home, ch.Stores)}, nil
}

func (s *service) deleteChannel(ctx context.Context, c *awsapi.Call, in *wirect.DeleteChannelRequest) (*wirect.DeleteChannelResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	ch, err := s.channel(ctx, c, *in.Channel)
	if err != nil {
		return nil, err
	}
	if err := s.Channels.RemoveChannel(ctx, ch.ID); err != nil {
		return nil, channelError(err)
	}
	return &wirect.DeleteChannelResponse{}, s.forget(ctx, channelResource+"/"+ch.ID)
}

// forget takes a resource's tags and policy away.
func (s *service) forget(ctx context.Context, resource string) error {
	return errors.Join(s.Tags.SetTags(ctx, resource, nil), s.Policies.SetPolicy(ctx, resource, ""))
}

func (s *service) getChannel(ctx context.Context, c *awsapi.Call, in *wirect.GetChannelRequest) (*wirect.GetChannelResponse, error) {
	ch, err := s.channel(ctx, c, *in.Channel)
	if err != nil {
		return nil, err
	}
	out := &wirect.GetChannelResponse{ChannelArn: new(channelARN(c.Home, ch.ID)), Name: &ch.Name, Source: &ch.Source, Destinations: wireDestinations(c.Home, ch.Stores)}
	if a := ch.Ingestion; !a.Attempt.IsZero() {
		out.IngestionStatus = &wirect.IngestionStatus{
			LatestIngestionAttemptTime: wire.At(a.Attempt), LatestIngestionAttemptEventID: wire.Some(a.AttemptEvent), LatestIngestionErrorCode: wire.Some(a.Error),
			LatestIngestionSuccessTime: wire.At(a.Success), LatestIngestionSuccessEventID: wire.Some(a.SuccessEvent),
		}
	}
	return out, nil
}

func (s *service) listChannels(ctx context.Context, c *awsapi.Call, in *wirect.ListChannelsRequest) (*wirect.ListChannelsResponse, error) {
	all, err := s.Channels.Channels(ctx)
	if err != nil {
		return nil, err
	}
	p := pages[catalog.Channel]{asked: "ListChannels", most: 100, bad: "InvalidNextTokenException", key: func(ch catalog.Channel) string {
		return ch.Created.UTC().Format("20060102150405.000000") + ch.ID
	}}
	page, next, err := p.page(all, in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &wirect.ListChannelsResponse{Channels: []wirect.Channel{}, NextToken: next}
	for _, ch := range page {
		out.Channels = append(out.Channels, wirect.Channel{ChannelArn: new(channelARN(c.Home, ch.ID)), Name: new(ch.Name)})
	}
	return out, nil
}

func channelError(err error) error {
	switch {
	case errors.Is(err, catalog.ErrChannelExists):
		return wire.Fail("ChannelAlreadyExistsException", "The channel already exists: %v.", err)
	case errors.Is(err, catalog.ErrChannelNotFound):
		return wire.Fail("ChannelNotFoundException", "The specified channel was not found.")
	}
	return err
}
