package cloudtrail

import (
	"context"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
)

func (s *service) tagOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"AddTags":    {Model: wirect.Operations["AddTags"], Access: auth.Manage, Do: awsapi.Do(s.addTags)},
		"RemoveTags": {Model: wirect.Operations["RemoveTags"], Access: auth.Manage, Do: awsapi.Do(s.removeTags)},
		"ListTags":   {Model: wirect.Operations["ListTags"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listTags)},
	}
}

// maxTags is how many tags a resource may have: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AddTags.html.
const maxTags = 50

// newTags are the tags of a resource with those of a request.
func newTags(have []catalog.Tag, add []wirect.Tag) ([]catalog.Tag, error) {
	have = slices.Clone(have)
	if err := checkTagKeys(add); err != nil {
		return nil, err
	}
	for _, t := range add {
		key := *t.Key
		have = slices.DeleteFunc(have, func(o catalog.Tag) bool { return o.Key == key })
		have = append(have, catalog.Tag{Key: key, Value: wire.ValueOr(t.Value, "")})
	}
	if len(have) > maxTags {
		return nil, wire.Fail("TagsLimitExceededException", "%d tags: a resource has at most %d.", len(have), maxTags)
	}
	return have, nil
}

// checkTagKeys refuses keys that are there twice, and those that are AWS's own.
func checkTagKeys(tags []wirect.Tag) error {
	seen := map[string]bool{}
	for _, t := range tags {
		key := *t.Key
		switch {
		case seen[key]:
			return wire.Fail("InvalidTagParameterException", "The tag key %q is there twice.", key)
		case strings.HasPrefix(strings.ToLower(key), "aws:"):
			return wire.Fail("InvalidTagParameterException", "The tag key %q begins with aws:, which is reserved.", key)
		}
		seen[key] = true
	}
	return nil
}

func (s *service) addTags(ctx context.Context, c *awsapi.Call, in *wirect.AddTagsRequest) (*wirect.AddTagsResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	resource, err := s.tagged(ctx, c, *in.ResourceId)
	if err != nil {
		return nil, err
	}
	have, err := s.Tags.Tags(ctx, resource)
	if err != nil {
		return nil, err
	}
	tags, err := newTags(have, in.TagsList)
	if err != nil {
		return nil, err
	}
	return &wirect.AddTagsResponse{}, s.Tags.SetTags(ctx, resource, tags)
}

func (s *service) removeTags(ctx context.Context, c *awsapi.Call, in *wirect.RemoveTagsRequest) (*wirect.RemoveTagsResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	resource, err := s.tagged(ctx, c, *in.ResourceId)
	if err != nil {
		return nil, err
	}
	if err := checkTagKeys(in.TagsList); err != nil {
		return nil, err
	}
	tags, err := s.Tags.Tags(ctx, resource)
	if err != nil {
		return nil, err
	}
	for _, t := range in.TagsList {
		// Where a value is given, the tag goes only if it has it.
		tags = slices.DeleteFunc(tags, func(o catalog.Tag) bool { return o.Key == *t.Key && (t.Value == nil || *t.Value == o.Value) })
	}
	return &wirect.RemoveTagsResponse{}, s.Tags.SetTags(ctx, resource, tags)
}

func (s *service) listTags(ctx context.Context, c *awsapi.Call, in *wirect.ListTagsRequest) (*wirect.ListTagsResponse, error) {
	if in.NextToken != nil {
		return nil, wire.Fail("InvalidTokenException", "The tags come in one answer: there is no NextToken.")
	}
	if n := len(in.ResourceIdList); n > 20 {
		return nil, wire.Fail("InvalidParameterException", "%d resources: at most 20 are taken.", n)
	}
	out := &wirect.ListTagsResponse{ResourceTagList: []wirect.ResourceTag{}}
	for _, arn := range in.ResourceIdList {
		resource, err := s.tagged(ctx, c, arn)
		if err != nil {
			return nil, err
		}
		tags, err := s.Tags.Tags(ctx, resource)
		if err != nil {
			return nil, err
		}
		one := wirect.ResourceTag{ResourceId: new(arn), TagsList: []wirect.Tag{}}
		for _, t := range tags {
			one.TagsList = append(one.TagsList, wirect.Tag{Key: new(t.Key), Value: wire.Some(t.Value)})
		}
		out.ResourceTagList = append(out.ResourceTagList, one)
	}
	return out, nil
}

// tagged is the resource that an ARN names, which has to be there.
func (s *service) tagged(ctx context.Context, c *awsapi.Call, arn string) (string, error) {
	kind, id, ok := resourceOf(c.Home, arn)
	if !ok {
		return "", wire.Fail("CloudTrailARNInvalidException", "%s is not the ARN of a resource of CloudTrail in account %s.", arn, c.Home.Account)
	}
	switch kind {
	case storeResource:
		e, err := s.store(ctx, c, arn)
		return storeResource + "/" + e.ID, err
	case channelResource:
		ch, err := s.channel(ctx, c, arn)
		return channelResource + "/" + ch.ID, err
	case dashboardResource:
		there, err := s.hasDashboard(id)
		if err == nil && !there {
			err = wire.Fail("ResourceNotFoundException", "The dashboard %s was not found.", arn)
		}
		return dashboardResource + "/" + id, err
	case "trail":
		return "", wire.Fail("UnsupportedOperationException", "Trails are tagged in their account: Tarn knows them only by what they deliver.")
	}
	return "", wire.Fail("ResourceTypeNotSupportedException", "A resource of the type %q has no tags.", kind)
}
