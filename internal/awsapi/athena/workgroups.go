package athena

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/query"
)

func (s *service) workGroupOperations() map[string]awsapi.Operation {
	model := wireat.Operations
	return map[string]awsapi.Operation{
		"CreateWorkGroup":    {Model: model["CreateWorkGroup"], Access: auth.Manage, Do: awsapi.Do(s.createWorkGroup)},
		"UpdateWorkGroup":    {Model: model["UpdateWorkGroup"], Access: auth.Manage, Do: awsapi.Do(s.updateWorkGroup)},
		"DeleteWorkGroup":    {Model: model["DeleteWorkGroup"], Access: auth.Manage, Do: awsapi.Do(s.deleteWorkGroup)},
		"GetWorkGroup":       {Model: model["GetWorkGroup"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getWorkGroup)},
		"ListWorkGroups":     {Model: model["ListWorkGroups"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listWorkGroups)},
		"ListEngineVersions": {Model: model["ListEngineVersions"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listEngineVersions)},
	}
}

const (
	workGroups = "athena.workgroup" // the kind of their records
	primary    = "primary"
	enabled    = "ENABLED"
	disabled   = "DISABLED"
)

const version3 = "Athena engine version 3"

func engineVersion() *wireat.EngineVersion {
	return &wireat.EngineVersion{SelectedEngineVersion: new("AUTO"), EffectiveEngineVersion: new(version3)}
}

func workGroupARN(c *awsapi.Call, name string) string {
	return c.Home.ARN("athena", "workgroup/"+name)
}

// workGroup finds one by its name. primary is always there.
func (s *service) workGroup(ctx context.Context, _ *awsapi.Call, name string) (*wireat.WorkGroup, error) {
	content, err := s.Saved.Saved(ctx, workGroups, name)
	switch {
	case err != nil:
		return nil, err
	case content == nil && name == primary:
		return s.defaultGroup(), nil
	case content == nil:
		return nil, invalid("INVALID_INPUT", "WorkGroup %s is not found.", name)
	}
	return readGroup(content)
}

func readGroup(content []byte) (*wireat.WorkGroup, error) {
	var g wireat.WorkGroup
	if err := json.Unmarshal(content, &g); err != nil {
		return nil, fmt.Errorf("the record of a workgroup: %w", err)
	}
	return &g, nil
}

// defaultGroup is workgroup primary as it is before it is changed.
func (s *service) defaultGroup() *wireat.WorkGroup {
	return &wireat.WorkGroup{Name: new(primary), State: new(enabled), Description: new(""), Configuration: &wireat.WorkGroupConfiguration{
		ResultConfiguration: &wireat.ResultConfiguration{OutputLocation: wire.Some(s.Output)}, EnforceWorkGroupConfiguration: new(false),
		PublishCloudWatchMetricsEnabled: new(false), RequesterPaysEnabled: new(false), EngineVersion: engineVersion(),
	}}
}

func (s *service) getWorkGroup(ctx context.Context, c *awsapi.Call, in *wireat.GetWorkGroupInput) (*wireat.GetWorkGroupOutput, error) {
	g, err := s.workGroup(ctx, c, wire.Value(in.WorkGroup))
	return &wireat.GetWorkGroupOutput{WorkGroup: g}, err
}

// createWorkGroup: https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html
func (s *service) createWorkGroup(ctx context.Context, c *awsapi.Call, in *wireat.CreateWorkGroupInput) (*wireat.CreateWorkGroupOutput, error) {
	g := &wireat.WorkGroup{Name: in.Name, State: new(enabled), Description: in.Description, CreationTime: wire.At(s.now().UTC()), Configuration: &wireat.WorkGroupConfiguration{}}
	if in.Configuration != nil {
		g.Configuration = in.Configuration
	}
	own := g.Configuration
	for member, v := range map[**bool]bool{&own.EnforceWorkGroupConfiguration: true, &own.PublishCloudWatchMetricsEnabled: false, &own.RequesterPaysEnabled: false} {
		if *member == nil {
			*member = &v
		}
	}
	if own.ResultConfiguration == nil {
		own.ResultConfiguration = &wireat.ResultConfiguration{}
	}
	if err := s.settle(c, own); err != nil {
		return nil, err
	}
	content, err := json.Marshal(g)
	if err != nil {
		return nil, err
	}
	if *in.Name == primary {
		return nil, invalid("INVALID_INPUT", "WorkGroup is already created")
	}
	added, err := s.Saved.AddSaved(ctx, workGroups, *in.Name, content)
	if err != nil {
		return nil, err
	}
	if !added {
		return nil, invalid("INVALID_INPUT", "WorkGroup is already created")
	}
	return &wireat.CreateWorkGroupOutput{}, s.tag(ctx, workGroupARN(c, *in.Name), in.Tags)
}

// settle checks a workgroup's configuration, refuses what is not in Tarn, and fills in what is always so.
func (s *service) settle(c *awsapi.Call, own *wireat.WorkGroupConfiguration) error {
	if v := own.EngineVersion; v != nil {
		switch name := wire.Value(v.SelectedEngineVersion); name {
		case "", "AUTO", version3:
		default:
			return invalid("INVALID_INPUT", "Engine version %s is not supported: choose AUTO or %s", name, version3)
		}
	}
	own.EngineVersion = &wireat.EngineVersion{SelectedEngineVersion: new(cmp.Or(selected(own.EngineVersion), "AUTO")), EffectiveEngineVersion: new(version3)}
	if err := supported(own.EngineConfiguration); err != nil {
		return err
	}
	switch {
	case own.ManagedQueryResultsConfiguration != nil && wire.Value(own.ManagedQueryResultsConfiguration.Enabled):
		return unsupported("ManagedQueryResultsConfiguration", "give an OutputLocation; results are read through GetQueryResults for 7 days, too")
	case own.IdentityCenterConfiguration != nil && wire.Value(own.IdentityCenterConfiguration.EnableIdentityCenter):
		return unsupported("IdentityCenterConfiguration", "who may is said by keys, with 'tarn key create'")
	case own.QueryResultsS3AccessGrantsConfiguration != nil && wire.Value(own.QueryResultsS3AccessGrantsConfiguration.EnableS3AccessGrants):
		return unsupported("QueryResultsS3AccessGrantsConfiguration", "who may write where is said by keys and by places in tarn.yaml")
	case own.CustomerContentEncryptionConfiguration != nil:
		return unsupported("CustomerContentEncryptionConfiguration", "there are no keys of KMS")
	case wire.Value(own.ExecutionRole) != "":
		return unsupported("ExecutionRole", "it is for calculations on Spark")
	case own.MonitoringConfiguration != nil:
		return unsupported("MonitoringConfiguration", "it is for calculations on Spark")
	case own.AdditionalConfiguration != nil:
		return unsupported("AdditionalConfiguration", "it is for calculations on Spark")
	case wire.Value(own.EnableMinimumEncryptionConfiguration):
		return unsupported("EnableMinimumEncryptionConfiguration", "results are written as the bucket keeps them")
	}
	if own.ResultConfiguration != nil {
		return s.checkPlace(c, *own.ResultConfiguration)
	}
	return nil
}

func selected(v *wireat.EngineVersion) string {
	if v == nil {
		return ""
	}
	return wire.Value(v.SelectedEngineVersion)
}

// updateWorkGroup: https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateWorkGroup.html
func (s *service) updateWorkGroup(ctx context.Context, c *awsapi.Call, in *wireat.UpdateWorkGroupInput) (*wireat.UpdateWorkGroupOutput, error) {
	g, err := s.workGroup(ctx, c, wire.Value(in.WorkGroup))
	if err != nil {
		return nil, err
	}
	if in.Description != nil {
		g.Description = in.Description
	}
	if in.State != nil {
		g.State = in.State
	}
	if u := in.ConfigurationUpdates; u != nil {
		update(g.Configuration, u)
		if m := u.ManagedQueryResultsConfigurationUpdates; m != nil && wire.Value(m.Enabled) {
			g.Configuration.ManagedQueryResultsConfiguration = &wireat.ManagedQueryResultsConfiguration{Enabled: m.Enabled}
		}
	}
	if err := s.settle(c, g.Configuration); err != nil {
		return nil, err
	}
	content, err := json.Marshal(g)
	if err != nil {
		return nil, err
	}
	return &wireat.UpdateWorkGroupOutput{}, s.Saved.SetSaved(ctx, workGroups, *g.Name, content)
}

func update(own *wireat.WorkGroupConfiguration, u *wireat.WorkGroupConfigurationUpdates) {
	set(&own.EnforceWorkGroupConfiguration, u.EnforceWorkGroupConfiguration)
	set(&own.PublishCloudWatchMetricsEnabled, u.PublishCloudWatchMetricsEnabled)
	set(&own.RequesterPaysEnabled, u.RequesterPaysEnabled)
	set(&own.EngineVersion, u.EngineVersion)
	set(&own.EngineConfiguration, u.EngineConfiguration)
	set(&own.CustomerContentEncryptionConfiguration, u.CustomerContentEncryptionConfiguration)
	set(&own.EnableMinimumEncryptionConfiguration, u.EnableMinimumEncryptionConfiguration)
	set(&own.AdditionalConfiguration, u.AdditionalConfiguration)
	set(&own.ExecutionRole, u.ExecutionRole)
	set(&own.MonitoringConfiguration, u.MonitoringConfiguration)
	set(&own.QueryResultsS3AccessGrantsConfiguration, u.QueryResultsS3AccessGrantsConfiguration)
	set(&own.BytesScannedCutoffPerQuery, u.BytesScannedCutoffPerQuery)
	if wire.Value(u.RemoveBytesScannedCutoffPerQuery) {
		own.BytesScannedCutoffPerQuery = nil
	}
	r := u.ResultConfigurationUpdates
	if r == nil {
		return
	}
	if own.ResultConfiguration == nil {
		own.ResultConfiguration = &wireat.ResultConfiguration{}
	}
	place := own.ResultConfiguration
	setOrRemove(&place.OutputLocation, r.OutputLocation, r.RemoveOutputLocation)
	setOrRemove(&place.EncryptionConfiguration, r.EncryptionConfiguration, r.RemoveEncryptionConfiguration)
	setOrRemove(&place.ExpectedBucketOwner, r.ExpectedBucketOwner, r.RemoveExpectedBucketOwner)
	setOrRemove(&place.AclConfiguration, r.AclConfiguration, r.RemoveAclConfiguration)
}

func set[T any](to **T, v *T) {
	if v != nil {
		*to = v
	}
}

func setOrRemove[T any](to **T, v *T, remove *bool) {
	set(to, v)
	if wire.Value(remove) {
		*to = nil
	}
}

// deleteWorkGroup: https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
func (s *service) deleteWorkGroup(ctx context.Context, c *awsapi.Call, in *wireat.DeleteWorkGroupInput) (*wireat.DeleteWorkGroupOutput, error) {
	name := wire.Value(in.WorkGroup)
	if name == primary {
		return nil, invalid("INVALID_INPUT", "The primary workgroup cannot be deleted.")
	}
	if _, err := s.workGroup(ctx, c, name); err != nil {
		return nil, err
	}
	named, err := s.namedQueries(ctx, name)
	if err != nil {
		return nil, err
	}
	prepared, err := s.Prepared.PreparedIn(ctx, name)
	if err != nil {
		return nil, err
	}
	executions, err := s.Queries.List(ctx, query.Filter{Face: face, Workgroup: name, Limit: 1})
	if err != nil {
		return nil, err
	}
	if !wire.Value(in.RecursiveDeleteOption) && len(named)+len(prepared)+len(executions) > 0 {
		return nil, invalid("INVALID_INPUT", "WorkGroup %s is not empty", name)
	}
	for _, q := range named {
		if _, err := s.Saved.RemoveSaved(ctx, namedQueries, *q.NamedQueryId); err != nil {
			return nil, err
		}
	}
	for _, p := range prepared {
		if err := s.Prepared.RemovePrepared(ctx, name, p.Name); err != nil {
			return nil, err
		}
	}
	if _, err := s.Saved.RemoveSaved(ctx, tags, workGroupARN(c, name)); err != nil {
		return nil, err
	}
	_, err = s.Saved.RemoveSaved(ctx, workGroups, name)
	return &wireat.DeleteWorkGroupOutput{}, err
}

func (s *service) listWorkGroups(ctx context.Context, _ *awsapi.Call, in *wireat.ListWorkGroupsInput) (*wireat.ListWorkGroupsOutput, error) {
	contents, err := s.Saved.AllSaved(ctx, workGroups)
	if err != nil {
		return nil, err
	}
	var list []*wireat.WorkGroup
	hasPrimary := false
	for _, content := range contents {
		g, err := readGroup(content)
		if err != nil {
			return nil, err
		}
		hasPrimary = hasPrimary || *g.Name == primary
		list = append(list, g)
	}
	if !hasPrimary {
		list = insert(list, s.defaultGroup())
	}
	list, next, err := page("workgroups", in.NextToken, most(in.MaxResults, 50), list, func(g *wireat.WorkGroup) string { return *g.Name })
	if err != nil {
		return nil, err
	}
	out := &wireat.ListWorkGroupsOutput{WorkGroups: []wireat.WorkGroupSummary{}, NextToken: next}
	for _, g := range list {
		out.WorkGroups = append(out.WorkGroups, wireat.WorkGroupSummary{
			Name: g.Name, State: g.State, Description: new(wire.Value(g.Description)), CreationTime: g.CreationTime, EngineVersion: g.Configuration.EngineVersion})
	}
	return out, nil
}

func insert(list []*wireat.WorkGroup, g *wireat.WorkGroup) []*wireat.WorkGroup {
	i := 0
	for i < len(list) && strings.Compare(*list[i].Name, *g.Name) < 0 {
		i++
	}
	return append(list[:i:i], append([]*wireat.WorkGroup{g}, list[i:]...)...)
}

func (s *service) listEngineVersions(_ context.Context, _ *awsapi.Call, in *wireat.ListEngineVersionsInput) (*wireat.ListEngineVersionsOutput, error) {
	list := []wireat.EngineVersion{*engineVersion(), {SelectedEngineVersion: new(version3), EffectiveEngineVersion: new(version3)}}
	list, next, err := page("versions", in.NextToken, most(in.MaxResults, 10), list, func(v wireat.EngineVersion) string { return *v.SelectedEngineVersion })
	return &wireat.ListEngineVersionsOutput{EngineVersions: list, NextToken: next}, err
}
