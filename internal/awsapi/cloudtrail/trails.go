package cloudtrail

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/objects"
	"tarn/internal/source"
)

func (s *service) trailOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"DescribeTrails": {Model: wirect.Operations["DescribeTrails"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.describeTrails)},
		"ListTrails":     {Model: wirect.Operations["ListTrails"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listTrails)},
		"GetTrail":       {Model: wirect.Operations["GetTrail"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getTrail)},
	}
}

// trails are the buckets of trails that are followed. What a trail delivers does not say what the trail is called, so that it has
// its bucket's name here; what else of it cannot be known is left out.
func (s *service) trails(ctx context.Context, c *awsapi.Call) ([]wirect.Trail, error) {
	if s.Sources == nil {
		return nil, nil
	}
	all, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	var out []wirect.Trail
	for _, src := range all {
		bucket, key, ok := objects.Split(src.URI)
		if !ok || src.Format != "auto" && src.Format != "cloudtrail" {
			continue
		}
		prefix, rest, _ := strings.Cut("/"+key, "/AWSLogs")
		prefix = strings.Trim(prefix, "/")
		place := source.Parse("AWSLogs" + rest + "/")
		account := cmp.Or(place.Account, c.Home.Account)
		t := wirect.Trail{
			Name: new(bucket), S3BucketName: new(bucket), S3KeyPrefix: wire.Some(prefix), HomeRegion: new(c.Home.Region),
			TrailARN: new("arn:aws:cloudtrail:" + c.Home.Region + ":" + account + ":trail/" + bucket),
		}
		if place.Org != "" {
			t.IsOrganizationTrail = new(true)
		}
		if !slices.ContainsFunc(out, func(o wirect.Trail) bool { return *o.TrailARN == *t.TrailARN && wire.Value(o.S3KeyPrefix) == prefix }) {
			out = append(out, t)
		}
	}
	return out, nil
}

func (s *service) describeTrails(ctx context.Context, c *awsapi.Call, in *wirect.DescribeTrailsRequest) (*wirect.DescribeTrailsResponse, error) {
	all, err := s.trails(ctx, c)
	if err != nil {
		return nil, err
	}
	out := &wirect.DescribeTrailsResponse{TrailList: []wirect.Trail{}}
	for _, t := range all {
		if len(in.TrailNameList) == 0 || slices.Contains(in.TrailNameList, *t.Name) || slices.Contains(in.TrailNameList, *t.TrailARN) {
			out.TrailList = append(out.TrailList, t)
		}
	}
	return out, nil
}

func (s *service) listTrails(ctx context.Context, c *awsapi.Call, in *wirect.ListTrailsRequest) (*wirect.ListTrailsResponse, error) {
	all, err := s.trails(ctx, c)
	if err != nil {
		return nil, err
	}
	out := &wirect.ListTrailsResponse{Trails: []wirect.TrailInfo{}}
	for _, t := range all {
		out.Trails = append(out.Trails, wirect.TrailInfo{Name: t.Name, TrailARN: t.TrailARN, HomeRegion: t.HomeRegion})
	}
	return out, nil
}

func (s *service) getTrail(ctx context.Context, c *awsapi.Call, in *wirect.GetTrailRequest) (*wirect.GetTrailResponse, error) {
	all, err := s.trails(ctx, c)
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		if *t.Name == *in.Name || *t.TrailARN == *in.Name {
			return &wirect.GetTrailResponse{Trail: &t}, nil
		}
	}
	return nil, wire.Fail("TrailNotFoundException", "Unknown trail: %s; trails are told by the buckets that are followed.", *in.Name)
}
