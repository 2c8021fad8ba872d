package athena

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
)

func (s *service) tagOperations() map[string]awsapi.Operation {
	model := wireat.Operations
	return map[string]awsapi.Operation{
		"TagResource":         {Model: model["TagResource"], Access: auth.Manage, Do: awsapi.Do(s.tagResource)},
		"UntagResource":       {Model: model["UntagResource"], Access: auth.Manage, Do: awsapi.Do(s.untagResource)},
		"ListTagsForResource": {Model: model["ListTagsForResource"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listTagsForResource)},
	}
}

const (
	tags     = "athena.tags"
	mostTags = 50
)

// resource checks that an ARN names something that has tags: a workgroup or the data catalog.
func (s *service) resource(ctx context.Context, c *awsapi.Call, arn string) error {
	if name, ok := strings.CutPrefix(arn, workGroupARN(c, "")); ok {
		if _, err := s.workGroup(ctx, c, name); err == nil {
			return nil
		}
	}
	if strings.EqualFold(arn, c.Home.ARN("athena", "datacatalog/"+dataCatalog)) {
		return nil
	}
	return notFound(arn, "Resource %s was not found", arn)
}

func (s *service) tagsOf(ctx context.Context, arn string) (map[string]string, error) {
	out := map[string]string{}
	content, err := s.Saved.Saved(ctx, tags, arn)
	if err != nil || content == nil {
		return out, err
	}
	if err := json.Unmarshal(content, &out); err != nil {
		return nil, fmt.Errorf("the tags of %s: %w", arn, err)
	}
	return out, nil
}

// tag adds tags to those of a resource.
func (s *service) tag(ctx context.Context, arn string, add []wireat.Tag) error {
	if len(add) == 0 {
		return nil
	}
	all, err := s.tagsOf(ctx, arn)
	if err != nil {
		return err
	}
	for _, t := range add {
		if strings.HasPrefix(strings.ToLower(wire.Value(t.Key)), "aws:") {
			return invalid("INVALID_INPUT", "Tag keys that begin with aws: are reserved")
		}
		all[wire.Value(t.Key)] = wire.Value(t.Value)
	}
	if len(all) > mostTags {
		return invalid("INVALID_INPUT", "A resource has at most %d tags", mostTags)
	}
	content, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return s.Saved.SetSaved(ctx, tags, arn, content)
}

func (s *service) tagResource(ctx context.Context, c *awsapi.Call, in *wireat.TagResourceInput) (*wireat.TagResourceOutput, error) {
	if err := s.resource(ctx, c, *in.ResourceARN); err != nil {
		return nil, err
	}
	return &wireat.TagResourceOutput{}, s.tag(ctx, *in.ResourceARN, in.Tags)
}

func (s *service) untagResource(ctx context.Context, c *awsapi.Call, in *wireat.UntagResourceInput) (*wireat.UntagResourceOutput, error) {
	if err := s.resource(ctx, c, *in.ResourceARN); err != nil {
		return nil, err
	}
	all, err := s.tagsOf(ctx, *in.ResourceARN)
	if err != nil {
		return nil, err
	}
	for _, key := range in.TagKeys {
		delete(all, key)
	}
	content, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	return &wireat.UntagResourceOutput{}, s.Saved.SetSaved(ctx, tags, *in.ResourceARN, content)
}

func (s *service) listTagsForResource(ctx context.Context, c *awsapi.Call, in *wireat.ListTagsForResourceInput) (*wireat.ListTagsForResourceOutput, error) {
	if err := s.resource(ctx, c, *in.ResourceARN); err != nil {
		return nil, err
	}
	all, err := s.tagsOf(ctx, *in.ResourceARN)
	if err != nil {
		return nil, err
	}
	keys, next, err := page("tags", in.NextToken, most(in.MaxResults, 75), slices.Sorted(maps.Keys(all)), func(k string) string { return k })
	if err != nil {
		return nil, err
	}
	out := &wireat.ListTagsForResourceOutput{Tags: []wireat.Tag{}, NextToken: next}
	for _, k := range keys {
		out.Tags = append(out.Tags, wireat.Tag{Key: &k, Value: new(all[k])})
	}
	return out, nil
}
