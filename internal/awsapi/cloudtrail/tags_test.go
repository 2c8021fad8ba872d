package cloudtrail

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"
)

func tag(key, value string) types.Tag {
	if value == "" {
		return types.Tag{Key: &key}
	}
	return types.Tag{Key: &key, Value: &value}
}

func TestTags(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, nil)
	store := w.makeStore(t, "tagged", func(in *cloudtrail.CreateEventDataStoreInput) { in.TagsList = []types.Tag{tag("b", "1"), tag("a", "")} })
	activity := w.activityStore(t, "activity")
	ch, err := w.CreateChannel(ctx, &cloudtrail.CreateChannelInput{Name: aws.String("ours"), Source: aws.String("Custom"), Destinations: to(activity)})
	if err != nil {
		t.Fatal(err)
	}
	shown := func(arns ...string) string {
		t.Helper()
		out, err := w.ListTags(ctx, &cloudtrail.ListTagsInput{ResourceIdList: arns})
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for _, r := range out.ResourceTagList {
			for _, x := range r.TagsList {
				parts = append(parts, *x.Key+"="+aws.ToString(x.Value))
			}
			parts = append(parts, ";")
		}
		return strings.Join(parts, " ")
	}
	if got := shown(store, *ch.ChannelArn); got != "a= b=1 ; ;" {
		t.Error(got)
	}
	_, err = w.AddTags(ctx, &cloudtrail.AddTagsInput{ResourceId: &store, TagsList: []types.Tag{tag("b", "2"), tag("c", "3")}})
	want(t, "add", "", err)
	_, err = w.AddTags(ctx, &cloudtrail.AddTagsInput{ResourceId: ch.ChannelArn, TagsList: []types.Tag{tag("x", "y")}})
	want(t, "add to a channel", "", err)
	if got := shown(store, *ch.ChannelArn); got != "a= b=2 c=3 ; x=y ;" {
		t.Error(got)
	}
	_, err = w.RemoveTags(ctx, &cloudtrail.RemoveTagsInput{ResourceId: &store, TagsList: []types.Tag{tag("b", "1"), tag("c", ""), tag("none", "")}})
	want(t, "remove", "", err)
	if got := shown(store); got != "a= b=2 ;" {
		t.Error(got)
	}
	var many []types.Tag
	for i := range 49 {
		many = append(many, tag(fmt.Sprint("k", i), ""))
	}
	for why, c := range map[string]struct {
		code, arn string
		tags      []types.Tag
	}{
		"more than fifty":    {"TagsLimitExceededException", store, many},
		"a key twice":        {"InvalidTagParameterException", store, []types.Tag{tag("k", "1"), tag("k", "2")}},
		"a reserved key":     {"InvalidTagParameterException", store, []types.Tag{tag("aws:k", "1")}},
		"a long key":         {"InvalidParameterException", store, []types.Tag{tag(strings.Repeat("k", 129), "1")}},
		"no ARN":             {"CloudTrailARNInvalidException", "tagged", []types.Tag{tag("k", "1")}},
		"a trail":            {"UnsupportedOperationException", "arn:aws:cloudtrail:us-east-1:123456789012:trail/t", []types.Tag{tag("k", "1")}},
		"something else":     {"ResourceTypeNotSupportedException", "arn:aws:cloudtrail:us-east-1:123456789012:table/t", []types.Tag{tag("k", "1")}},
		"no such store":      {"EventDataStoreNotFoundException", store[:len(store)-36] + "11111111-2222-3333-4444-555555555555", []types.Tag{tag("k", "1")}},
		"a store's bad name": {"EventDataStoreARNInvalidException", store[:len(store)-36] + "x", []types.Tag{tag("k", "1")}},
		"no such channel":    {"ChannelNotFoundException", (*ch.ChannelArn)[:len(*ch.ChannelArn)-36] + "11111111-2222-3333-4444-555555555555", []types.Tag{tag("k", "1")}},
		"no such dashboard":  {"ResourceNotFoundException", "arn:aws:cloudtrail:us-east-1:123456789012:dashboard/none", []types.Tag{tag("k", "1")}},
	} {
		_, err := w.AddTags(ctx, &cloudtrail.AddTagsInput{ResourceId: &c.arn, TagsList: c.tags})
		if got := code(t, err); got != c.code && !(c.code == "InvalidParameterException" && got == "ValidationException") {
			t.Errorf("%s: %s: %v", why, got, err)
		}
	}
}

func TestResourcePolicies(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, nil)
	store := w.makeStore(t, "shared", nil)
	_, err := w.GetResourcePolicy(ctx, &cloudtrail.GetResourcePolicyInput{ResourceArn: &store})
	want(t, "none yet", "ResourcePolicyNotFoundException", err)
	good := `{"Version":"2012-10-17","Statement":{"Sid":"a","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["cloudtrail:StartQuery"],"Resource":"` + store + `"}}`
	put, err := w.PutResourcePolicy(ctx, &cloudtrail.PutResourcePolicyInput{ResourceArn: &store, ResourcePolicy: &good})
	if err != nil || *put.ResourcePolicy != good {
		t.Fatal(put, err)
	}
	got, err := w.GetResourcePolicy(ctx, &cloudtrail.GetResourcePolicyInput{ResourceArn: &store})
	if err != nil || *got.ResourcePolicy != good {
		t.Error(got, err)
	}
	for old, wrong := range map[string]string{
		`{"Version"`: `{"Vers"`, `2012-10-17`: `2020-01-01`, `Allow`: `Maybe`, `"Principal":{"AWS":"111122223333"},`: ``, `cloudtrail:StartQuery`: `s3:GetObject`,
		store: store + "x", `"Effect"`: `"Other":1,"Effect"`, `}}`: `}`, `"Action":["cloudtrail:StartQuery"],`: ``,
	} {
		bad := strings.Replace(good, old, wrong, 1)
		_, err := w.PutResourcePolicy(ctx, &cloudtrail.PutResourcePolicyInput{ResourceArn: &store, ResourcePolicy: &bad})
		want(t, bad, "ResourcePolicyNotValidException", err)
	}
	for arn, wanted := range map[string]string{
		"arn:aws:s3:::bucket": "ResourceARNNotValidException", store[:len(store)-36] + "11111111-2222-3333-4444-555555555555": "ResourceNotFoundException",
		"arn:aws:cloudtrail:us-east-1:123456789012:table/x": "ResourceTypeNotSupportedException",
	} {
		_, err := w.PutResourcePolicy(ctx, &cloudtrail.PutResourcePolicyInput{ResourceArn: &arn, ResourcePolicy: &good})
		want(t, arn, wanted, err)
	}
	_, err = w.DeleteResourcePolicy(ctx, &cloudtrail.DeleteResourcePolicyInput{ResourceArn: &store})
	want(t, "delete", "", err)
	_, err = w.DeleteResourcePolicy(ctx, &cloudtrail.DeleteResourcePolicyInput{ResourceArn: &store})
	want(t, "delete twice", "ResourcePolicyNotFoundException", err)
}

func TestInsightSelectorsAndEventConfiguration(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, nil)
	source := w.makeStore(t, "management", nil)
	insights := w.makeStore(t, "insights", func(in *cloudtrail.CreateEventDataStoreInput) { in.AdvancedEventSelectors = category("Insight") })
	_, err := w.GetInsightSelectors(ctx, &cloudtrail.GetInsightSelectorsInput{EventDataStore: &source})
	want(t, "none yet", "InsightNotEnabledException", err)
	both := []types.InsightSelector{{InsightType: types.InsightTypeApiCallRateInsight}, {InsightType: types.InsightTypeApiErrorRateInsight}}
	put, err := w.PutInsightSelectors(ctx, &cloudtrail.PutInsightSelectorsInput{EventDataStore: &source, InsightsDestination: &insights, InsightSelectors: both})
	if err != nil || *put.InsightsDestination != insights {
		t.Fatal(put, err)
	}
	got, err := w.GetInsightSelectors(ctx, &cloudtrail.GetInsightSelectorsInput{EventDataStore: &source})
	if err != nil || len(got.InsightSelectors) != 2 || *got.InsightsDestination != insights || *got.EventDataStoreArn != source {
		t.Error(got, err)
	}
	for why, c := range map[string]struct {
		code string
		in   cloudtrail.PutInsightSelectorsInput
	}{
		"a store and a trail":       {"InvalidParameterCombinationException", cloudtrail.PutInsightSelectorsInput{EventDataStore: &source, TrailName: aws.String("trail"), InsightSelectors: both}},
		"a trail":                   {"UnsupportedOperationException", cloudtrail.PutInsightSelectorsInput{TrailName: aws.String("trail"), InsightSelectors: both}},
		"no destination":            {"InvalidParameterException", cloudtrail.PutInsightSelectorsInput{EventDataStore: &source, InsightSelectors: both}},
		"a wrong destination":       {"InvalidParameterException", cloudtrail.PutInsightSelectorsInput{EventDataStore: &source, InsightsDestination: &source, InsightSelectors: both}},
		"a source without the kind": {"InvalidInsightSelectorsException", cloudtrail.PutInsightSelectorsInput{EventDataStore: &insights, InsightsDestination: &insights, InsightSelectors: both}},
		"insights of data events": {"InvalidInsightSelectorsException", cloudtrail.PutInsightSelectorsInput{EventDataStore: &source, InsightsDestination: &insights,
			InsightSelectors: []types.InsightSelector{{InsightType: types.InsightTypeApiCallRateInsight, EventCategories: []types.SourceEventCategory{types.SourceEventCategoryData}}}}},
	} {
		_, err := w.PutInsightSelectors(ctx, &c.in)
		want(t, why, c.code, err)
	}
	_, err = w.UpdateEventDataStore(ctx, &cloudtrail.UpdateEventDataStoreInput{EventDataStore: &source, AdvancedEventSelectors: category("Insight")})
	want(t, "other events, of which no insights are", "InvalidInsightSelectorsException", err)
	_, err = w.PutInsightSelectors(ctx, &cloudtrail.PutInsightSelectorsInput{EventDataStore: &source, InsightSelectors: []types.InsightSelector{}})
	want(t, "off", "", err)
	_, err = w.GetInsightSelectors(ctx, &cloudtrail.GetInsightSelectorsInput{EventDataStore: &source})
	want(t, "off again", "InsightNotEnabledException", err)

	now, err := w.GetEventConfiguration(ctx, &cloudtrail.GetEventConfigurationInput{EventDataStore: &source})
	if err != nil || now.MaxEventSize != types.MaxEventSizeStandard {
		t.Error(now, err)
	}
	keys := []types.ContextKeySelector{{Type: types.TypeTagContext, Equals: []string{"team"}}}
	_, err = w.PutEventConfiguration(ctx, &cloudtrail.PutEventConfigurationInput{EventDataStore: &source, MaxEventSize: types.MaxEventSizeStandard, ContextKeySelectors: keys})
	want(t, "keys in small events", "InvalidParameterException", err)
	if _, err = w.PutEventConfiguration(ctx, &cloudtrail.PutEventConfigurationInput{EventDataStore: &source, MaxEventSize: types.MaxEventSizeLarge, ContextKeySelectors: keys}); err != nil {
		t.Fatal(err)
	}
	now, err = w.GetEventConfiguration(ctx, &cloudtrail.GetEventConfigurationInput{EventDataStore: &source})
	if err != nil || now.MaxEventSize != types.MaxEventSizeLarge || len(now.ContextKeySelectors) != 1 || now.ContextKeySelectors[0].Equals[0] != "team" {
		t.Error(now, err)
	}
	_, err = w.PutEventConfiguration(ctx, &cloudtrail.PutEventConfigurationInput{EventDataStore: &insights, MaxEventSize: types.MaxEventSizeLarge})
	want(t, "a store of insights", "InvalidEventDataStoreCategoryException", err)
	_, err = w.GetEventConfiguration(ctx, &cloudtrail.GetEventConfigurationInput{EventDataStore: &insights})
	want(t, "what a store of insights has", "InvalidEventDataStoreCategoryException", err)
}
