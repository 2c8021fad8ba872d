package athena_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"tarn/internal/auth"
)

func TestWorkGroups(t *testing.T) {
	s := serve(t)
	c := s.client("root", auth.Admin)
	ctx := t.Context()
	got, err := c.GetWorkGroup(ctx, &sdk.GetWorkGroupInput{WorkGroup: aws.String("primary")})
	if err != nil {
		t.Fatal(err)
	}
	own := got.WorkGroup.Configuration
	if *own.EnforceWorkGroupConfiguration || *own.EngineVersion.EffectiveEngineVersion != "Athena engine version 3" || *own.ResultConfiguration.OutputLocation != output || *own.RequesterPaysEnabled || *own.PublishCloudWatchMetricsEnabled {
		t.Errorf("primary: %+v", own)
	}
	if err := s.buckets.Create(ctx, "team-results"); err != nil {
		t.Fatal(err)
	}
	create := &sdk.CreateWorkGroupInput{Name: aws.String("team"), Description: aws.String("the team's"), Tags: []types.Tag{{Key: aws.String("a"), Value: aws.String("1")}}, Configuration: &types.WorkGroupConfiguration{
		ResultConfiguration: &types.ResultConfiguration{OutputLocation: aws.String("s3://team-results/athena")}, BytesScannedCutoffPerQuery: aws.Int64(10_000_000),
	}}
	if _, err := c.CreateWorkGroup(ctx, create); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreateWorkGroup(ctx, create); code(err) != "InvalidRequestException INVALID_INPUT" {
		t.Errorf("a second one of the name: %v", err)
	}
	// It insists on its own place.
	in := sql("SELECT 1")
	in.WorkGroup, in.ResultConfiguration = aws.String("team"), &types.ResultConfiguration{OutputLocation: aws.String(output)}
	x := ask(t, c, in)
	if want := "s3://team-results/athena/" + *x.QueryExecutionId + ".csv"; *x.ResultConfiguration.OutputLocation != want || s.object(want) != "\"_col0\"\n\"1\"\n" {
		t.Errorf("the result is at %s", *x.ResultConfiguration.OutputLocation)
	}
	if _, err := c.UpdateWorkGroup(ctx, &sdk.UpdateWorkGroupInput{WorkGroup: aws.String("team"), Description: aws.String("another"), ConfigurationUpdates: &types.WorkGroupConfigurationUpdates{
		EnforceWorkGroupConfiguration: aws.Bool(false), RemoveBytesScannedCutoffPerQuery: aws.Bool(true), ResultConfigurationUpdates: &types.ResultConfigurationUpdates{RemoveOutputLocation: aws.Bool(true)},
	}}); err != nil {
		t.Fatal(err)
	}
	got, err = c.GetWorkGroup(ctx, &sdk.GetWorkGroupInput{WorkGroup: aws.String("team")})
	if err != nil || *got.WorkGroup.Description != "another" || got.WorkGroup.Configuration.BytesScannedCutoffPerQuery != nil || got.WorkGroup.Configuration.ResultConfiguration.OutputLocation != nil || got.WorkGroup.CreationTime == nil {
		t.Errorf("%+v, %v", got.WorkGroup, err)
	}
	in.ResultConfiguration = nil
	if _, err := c.StartQueryExecution(ctx, in); err == nil || !strings.Contains(err.Error(), "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.") {
		t.Errorf("without a place: %v", err)
	}
	if _, err := c.UpdateWorkGroup(ctx, &sdk.UpdateWorkGroupInput{WorkGroup: aws.String("team"), State: types.WorkGroupStateDisabled}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.StartQueryExecution(ctx, in); err == nil || !strings.Contains(err.Error(), "WorkGroup team is disabled.") {
		t.Errorf("disabled: %v", err)
	}
	list, err := c.ListWorkGroups(ctx, &sdk.ListWorkGroupsInput{MaxResults: aws.Int32(1)})
	if err != nil || len(list.WorkGroups) != 1 || *list.WorkGroups[0].Name != "primary" || list.NextToken == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	list, err = c.ListWorkGroups(ctx, &sdk.ListWorkGroupsInput{NextToken: list.NextToken})
	if err != nil || len(list.WorkGroups) != 1 || *list.WorkGroups[0].Name != "team" || list.NextToken != nil {
		t.Errorf("%+v, %v", list, err)
	}
	versions, err := c.ListEngineVersions(ctx, &sdk.ListEngineVersionsInput{})
	if err != nil || len(versions.EngineVersions) != 2 {
		t.Errorf("%+v, %v", versions, err)
	}
	arn := aws.String("arn:aws:athena:us-east-1:123456789012:workgroup/team")
	if _, err := c.TagResource(ctx, &sdk.TagResourceInput{ResourceARN: arn, Tags: []types.Tag{{Key: aws.String("b"), Value: aws.String("2")}}}); err != nil {
		t.Error(err)
	}
	if _, err := c.UntagResource(ctx, &sdk.UntagResourceInput{ResourceARN: arn, TagKeys: []string{"a"}}); err != nil {
		t.Error(err)
	}
	tags, err := c.ListTagsForResource(ctx, &sdk.ListTagsForResourceInput{ResourceARN: arn})
	if err != nil || len(tags.Tags) != 1 || *tags.Tags[0].Key != "b" {
		t.Errorf("%+v, %v", tags, err)
	}
	for name, err := range map[string]error{
		"not empty":       second(c.DeleteWorkGroup(ctx, &sdk.DeleteWorkGroupInput{WorkGroup: aws.String("team")})),
		"primary deleted": second(c.DeleteWorkGroup(ctx, &sdk.DeleteWorkGroupInput{WorkGroup: aws.String("primary")})),
		"none":            second(c.GetWorkGroup(ctx, &sdk.GetWorkGroupInput{WorkGroup: aws.String("none")})),
		"an odd version":  second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("v2"), Configuration: &types.WorkGroupConfiguration{EngineVersion: &types.EngineVersion{SelectedEngineVersion: aws.String("Athena engine version 2")}}})),
		"KMS": second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("kms"), Configuration: &types.WorkGroupConfiguration{ResultConfiguration: &types.ResultConfiguration{
			OutputLocation: aws.String(output), EncryptionConfiguration: &types.EncryptionConfiguration{EncryptionOption: types.EncryptionOptionSseKms, KmsKey: aws.String("k")}}}})),
		"managed results": second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("managed"), Configuration: &types.WorkGroupConfiguration{ManagedQueryResultsConfiguration: &types.ManagedQueryResultsConfiguration{Enabled: true}}})),
		"no place":        second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("place"), Configuration: &types.WorkGroupConfiguration{ResultConfiguration: &types.ResultConfiguration{OutputLocation: aws.String("/tmp/x")}}})),
		"an odd token":    second(c.ListWorkGroups(ctx, &sdk.ListWorkGroupsInput{NextToken: aws.String("x")})),
	} {
		if code(err) != "InvalidRequestException INVALID_INPUT" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.DeleteWorkGroup(ctx, &sdk.DeleteWorkGroupInput{WorkGroup: aws.String("team"), RecursiveDeleteOption: aws.Bool(true)}); err != nil {
		t.Error(err)
	}
	if _, err := c.ListTagsForResource(ctx, &sdk.ListTagsForResourceInput{ResourceARN: arn}); code(err) != "ResourceNotFoundException" {
		t.Errorf("the tags of what is gone: %v", err)
	}
}

func TestNamedQueries(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	ctx := t.Context()
	create := &sdk.CreateNamedQueryInput{Name: aws.String("logins"), Database: aws.String("default"), QueryString: aws.String("SELECT 1"), ClientRequestToken: aws.String(strings.Repeat("n", 32))}
	made, err := c.CreateNamedQuery(ctx, create)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.CreateNamedQuery(ctx, create); err != nil || *again.NamedQueryId != *made.NamedQueryId {
		t.Errorf("the same token: %v", err)
	}
	create.QueryString = aws.String("SELECT 2")
	if _, err := c.CreateNamedQuery(ctx, create); code(err) != "InvalidRequestException IDEMPOTENT_PARAMETER_MISMATCH" {
		t.Errorf("the same token for another: %v", err)
	}
	if _, err := c.UpdateNamedQuery(ctx, &sdk.UpdateNamedQueryInput{NamedQueryId: made.NamedQueryId, Name: aws.String("logins"), QueryString: aws.String("SELECT 3")}); err != nil {
		t.Error(err)
	}
	got, err := c.GetNamedQuery(ctx, &sdk.GetNamedQueryInput{NamedQueryId: made.NamedQueryId})
	if err != nil || *got.NamedQuery.QueryString != "SELECT 3" || *got.NamedQuery.WorkGroup != "primary" {
		t.Errorf("%+v, %v", got, err)
	}
	many, err := c.BatchGetNamedQuery(ctx, &sdk.BatchGetNamedQueryInput{NamedQueryIds: []string{*made.NamedQueryId, "none"}})
	if err != nil || len(many.NamedQueries) != 1 || len(many.UnprocessedNamedQueryIds) != 1 {
		t.Errorf("%+v, %v", many, err)
	}
	list, err := c.ListNamedQueries(ctx, &sdk.ListNamedQueriesInput{})
	if err != nil || !slices.Equal(list.NamedQueryIds, []string{*made.NamedQueryId}) {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := c.DeleteNamedQuery(ctx, &sdk.DeleteNamedQueryInput{NamedQueryId: made.NamedQueryId}); err != nil {
		t.Error(err)
	}
	if _, err := c.GetNamedQuery(ctx, &sdk.GetNamedQueryInput{NamedQueryId: made.NamedQueryId}); code(err) != "InvalidRequestException NAMED_QUERY_NOT_FOUND" {
		t.Errorf("after its deletion: %v", err)
	}
}
