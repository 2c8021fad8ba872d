package cloudtrail_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ct "github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/auth"
	"tarn/internal/source"
)

// history has 120 sign-ins within four minutes, and six events of other kinds, some of them years before.
func history() []string {
	var out []string
	for i := range 120 {
		at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(i/2) * 4 * time.Second)
		out = append(out, event(i, at.Format(time.RFC3339), "signin.amazonaws.com", "ConsoleLogin", ""))
	}
	return append(out,
		event(200, "2019-01-01T00:00:00Z", "s3.amazonaws.com", "CreateBucket", `"requestParameters":{"bucketName":"it's-a-bucket","n":1.50}`),
		event(201, "2021-01-01T00:00:00Z", "sts.amazonaws.com", "AssumeRole", `"readOnly":true,"userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:session-7","accessKeyId":"ASIAEXAMPLE"},"resources":[{"ARN":"arn:aws:iam::123456789012:role/r","accountId":"123456789012","type":"AWS::IAM::Role"}]`),
		event(202, "2022-01-01T00:00:00Z", "iam.amazonaws.com", "CreateUser", `"userIdentity":{"type":"Root","principalId":"123456789012"},"requestParameters":{"userName":"eve"}`),
		event(203, "2023-01-01T00:00:00Z", "s3.amazonaws.com", "GetObject", `"eventCategory":"Data","managementEvent":false`),
		event(204, "2023-01-02T00:00:00Z", "ec2.amazonaws.com", "RunInstances", `"eventCategory":"Insight","managementEvent":null,"eventType":"AwsCloudTrailInsight"`),
		event(205, "2018-01-01T00:00:00Z", "ec2.amazonaws.com", "StartInstances", `"eventCategory":null,"managementEvent":null`),
	)
}

func TestPagesOfEvents(t *testing.T) {
	w := newWorld(t, history())
	ctx := t.Context()
	var got []string
	var last time.Time
	pages := 0
	p := ct.NewLookupEventsPaginator(w.client(), &ct.LookupEventsInput{})
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, e := range page.Events {
			if !last.IsZero() && e.EventTime.After(last) {
				t.Errorf("%s is younger than the one before", *e.EventId)
			}
			last = *e.EventTime
			got = append(got, *e.EventId)
		}
	}
	seen := map[string]bool{}
	for _, id := range got {
		seen[id] = true
	}
	if len(got) != 124 || len(seen) != 124 || pages != 3 {
		t.Errorf("%d events, %d of them once, on %d pages", len(got), len(seen), pages)
	}
	first, err := w.client().LookupEvents(ctx, &ct.LookupEventsInput{})
	if err != nil || len(first.Events) != 50 {
		t.Fatalf("%v %v", first, err)
	}
	_, err = w.client().LookupEvents(ctx, &ct.LookupEventsInput{NextToken: first.NextToken, EndTime: aws.Time(time.Now())})
	refused(t, err, "InvalidNextTokenException", "")
	history, err := w.client().ListQueries(ctx, &ct.ListQueriesInput{EventDataStore: &w.store.ID})
	if err != nil || len(history.Queries) != 0 {
		t.Errorf("lookups are in the history: %v %v", history, err)
	}
}

func TestAnEventIsAsDelivered(t *testing.T) {
	events := history()
	w := newWorld(t, events)
	out, err := w.client().LookupEvents(t.Context(), &ct.LookupEventsInput{LookupAttributes: []types.LookupAttribute{{AttributeKey: types.LookupAttributeKeyEventId, AttributeValue: aws.String("00000000-0000-0000-0000-000000000200")}}})
	if err != nil || len(out.Events) != 1 {
		t.Fatalf("%v %v", out, err)
	}
	e := out.Events[0]
	var delivered, given any
	if json.Unmarshal([]byte(events[120]), &delivered) != nil || json.Unmarshal([]byte(*e.CloudTrailEvent), &given) != nil || !reflect.DeepEqual(delivered, given) {
		t.Errorf("%s, delivered was %s", *e.CloudTrailEvent, events[120])
	}
	if *e.EventName != "CreateBucket" || *e.EventSource != "s3.amazonaws.com" || *e.ReadOnly != "false" || *e.Username != "alice" || *e.AccessKeyId != "AKIAIOSFODNN7EXAMPLE" ||
		!e.EventTime.Equal(time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)) || len(e.Resources) != 1 || *e.Resources[0].ResourceName != "it's-a-bucket" || *e.Resources[0].ResourceType != "AWS::S3::Bucket" {
		t.Errorf("%+v", e)
	}
}

func TestLookupAttributes(t *testing.T) {
	w := newWorld(t, history())
	ctx := t.Context()
	for _, c := range []struct {
		key   types.LookupAttributeKey
		value string
		want  string
	}{
		{types.LookupAttributeKeyEventName, "CreateUser", "[202]"},
		{types.LookupAttributeKeyReadOnly, "true", "[201]"},
		{types.LookupAttributeKeyUsername, "session-7", "[201]"},
		{types.LookupAttributeKeyUsername, "root", "[202]"},
		{types.LookupAttributeKeyUsername, "nobody", "[]"},
		{types.LookupAttributeKeyResourceType, "AWS::IAM::Role", "[201]"},
		{types.LookupAttributeKeyResourceType, "AWS::IAM::User", "[202]"},
		{types.LookupAttributeKeyResourceName, "it's-a-bucket", "[200]"},
		{types.LookupAttributeKeyResourceName, "arn:aws:iam::123456789012:role/r", "[201]"},
		{types.LookupAttributeKeyEventSource, "ec2.amazonaws.com", "[205]"},
		{types.LookupAttributeKeyAccessKeyId, "ASIAEXAMPLE", "[201]"},
		{types.LookupAttributeKeyEventId, "00000000-0000-0000-0000-000000000203", "[]"},
	} {
		out, err := w.client().LookupEvents(ctx, &ct.LookupEventsInput{LookupAttributes: []types.LookupAttribute{{AttributeKey: c.key, AttributeValue: &c.value}}})
		if err != nil {
			t.Errorf("%s=%s: %v", c.key, c.value, err)
			continue
		}
		ids := []string{}
		for _, e := range out.Events {
			ids = append(ids, (*e.EventId)[33:])
		}
		if got := fmt.Sprint(ids); got != c.want {
			t.Errorf("%s=%s: %s, want %s", c.key, c.value, got, c.want)
		}
	}
	insights, err := w.client().LookupEvents(ctx, &ct.LookupEventsInput{EventCategory: types.EventCategoryInsight})
	if err != nil || len(insights.Events) != 1 || *insights.Events[0].EventName != "RunInstances" {
		t.Errorf("%v %v", insights, err)
	}
	between, err := w.client().LookupEvents(ctx, &ct.LookupEventsInput{StartTime: aws.Time(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)), EndTime: aws.Time(time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC))})
	if err != nil || len(between.Events) != 2 {
		t.Errorf("%v %v", between, err)
	}
}

func TestLookupsThatAreNotTaken(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	attribute := types.LookupAttribute{AttributeKey: types.LookupAttributeKeyReadOnly, AttributeValue: aws.String("maybe")}
	for _, c := range []struct {
		in   ct.LookupEventsInput
		code string
	}{
		{ct.LookupEventsInput{LookupAttributes: []types.LookupAttribute{attribute}}, "InvalidLookupAttributesException"},
		{ct.LookupEventsInput{LookupAttributes: []types.LookupAttribute{attribute, attribute}}, "InvalidLookupAttributesException"},
		{ct.LookupEventsInput{StartTime: aws.Time(time.Now()), EndTime: aws.Time(time.Now().Add(-time.Hour))}, "InvalidTimeRangeException"},
		{ct.LookupEventsInput{NextToken: aws.String("abc")}, "InvalidNextTokenException"},
	} {
		_, err := w.client().LookupEvents(ctx, &c.in)
		refused(t, err, c.code, "")
	}
	w.as(auth.Analyst, "another")
	_, err := w.client().LookupEvents(ctx, &ct.LookupEventsInput{})
	refused(t, err, "AccessDeniedException", w.store.ID)
}

func TestSampleQueries(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	var names []string
	in := &ct.SearchSampleQueriesInput{SearchPhrase: aws.String("changes of security groups"), MaxResults: aws.Int32(2)}
	for range 2 {
		out, err := w.client().SearchSampleQueries(ctx, in)
		if err != nil || len(out.SearchResults) != 2 || out.NextToken == nil {
			t.Fatalf("%v %v", out, err)
		}
		for _, r := range out.SearchResults {
			names = append(names, *r.Name)
			if *r.Description == "" || *r.SQL == "" || r.Relevance <= 0 || r.Relevance > 1 {
				t.Errorf("%+v", r)
			}
		}
		in.NextToken = out.NextToken
	}
	if names[0] == names[2] {
		t.Errorf("%v", names)
	}
	in.SearchPhrase = aws.String("something else")
	_, err := w.client().SearchSampleQueries(ctx, in)
	refused(t, err, "InvalidParameterException", "NextToken")
	_, err = w.client().GenerateQuery(ctx, &ct.GenerateQueryInput{EventDataStores: []string{w.store.ID}, Prompt: aws.String("who signed in")})
	refused(t, err, "UnsupportedOperationException", "SearchSampleQueries")
}

func TestFederation(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	role := "arn:aws:iam::123456789012:role/federation"
	on, err := w.client().EnableFederation(ctx, &ct.EnableFederationInput{EventDataStore: &w.store.ID, FederationRoleArn: &role})
	if err != nil || on.FederationStatus != types.FederationStatusEnabled || *on.FederationRoleArn != role {
		t.Fatalf("%+v %v", on, err)
	}
	_, err = w.client().EnableFederation(ctx, &ct.EnableFederationInput{EventDataStore: &w.store.ID, FederationRoleArn: &role})
	refused(t, err, "EventDataStoreFederationEnabledException", "")
	if got, err := w.client().GetEventDataStore(ctx, &ct.GetEventDataStoreInput{EventDataStore: on.EventDataStoreArn}); err != nil || got.FederationStatus != types.FederationStatusEnabled || *got.FederationRoleArn != role {
		t.Errorf("%+v %v", got, err)
	}
	off, err := w.client().DisableFederation(ctx, &ct.DisableFederationInput{EventDataStore: &w.store.ID})
	if err != nil || off.FederationStatus != types.FederationStatusDisabled {
		t.Errorf("%+v %v", off, err)
	}
	_, err = w.client().DisableFederation(ctx, &ct.DisableFederationInput{EventDataStore: &w.store.ID})
	refused(t, err, "InvalidParameterException", "not enabled")
}

func TestTrails(t *testing.T) {
	w := newWorld(t, nil, func(w *world) {
		w.options.Sources = func(context.Context) ([]source.Source, error) {
			return []source.Source{
				{URI: "s3://org-logs/team/AWSLogs/o-exampleorgid/111122223333/CloudTrail/", Format: "auto"}, {URI: "s3://plain-logs", Format: "cloudtrail"},
				{URI: "/var/logs", Format: "auto"}, {URI: "s3://flow-logs", Format: "vpcflow"},
			}, nil
		}
	})
	ctx := t.Context()
	out, err := w.client().DescribeTrails(ctx, &ct.DescribeTrailsInput{})
	if err != nil || len(out.TrailList) != 2 {
		t.Fatalf("%+v %v", out, err)
	}
	org := out.TrailList[0]
	if *org.S3BucketName != "org-logs" || *org.S3KeyPrefix != "team" || *org.TrailARN != "arn:aws:cloudtrail:us-east-1:111122223333:trail/org-logs" || !*org.IsOrganizationTrail {
		t.Errorf("%+v", org)
	}
	list, err := w.client().ListTrails(ctx, &ct.ListTrailsInput{})
	if err != nil || len(list.Trails) != 2 || *list.Trails[1].Name != "plain-logs" {
		t.Errorf("%+v %v", list, err)
	}
	one, err := w.client().GetTrail(ctx, &ct.GetTrailInput{Name: aws.String("plain-logs")})
	if err != nil || *one.Trail.S3BucketName != "plain-logs" || one.Trail.S3KeyPrefix != nil {
		t.Errorf("%+v %v", one, err)
	}
	_, err = w.client().GetTrail(ctx, &ct.GetTrailInput{Name: aws.String("another")})
	refused(t, err, "TrailNotFoundException", "another")
}
