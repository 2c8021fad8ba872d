package cloudtrail

import (
	"context"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

// How many widgets a dashboard has at most, and how many dashboards there are:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html.
const (
	maxWidgets    = 10
	maxDashboards = 100
)

// highlights is the name of the dashboard that AWS makes.
const highlights = "AWSCloudTrail-Highlights"

func (s *service) dashboardOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"CreateDashboard":       {Model: wirect.Operations["CreateDashboard"], Access: auth.Save, Do: awsapi.Do(s.createDashboard)},
		"GetDashboard":          {Model: wirect.Operations["GetDashboard"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getDashboard)},
		"UpdateDashboard":       {Model: wirect.Operations["UpdateDashboard"], Access: auth.Save, Do: awsapi.Do(s.updateDashboard)},
		"DeleteDashboard":       {Model: wirect.Operations["DeleteDashboard"], Access: auth.Save, Do: awsapi.Do(s.deleteDashboard)},
		"ListDashboards":        {Model: wirect.Operations["ListDashboards"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listDashboards)},
		"StartDashboardRefresh": {Model: wirect.Operations["StartDashboardRefresh"], Access: auth.Query, Do: awsapi.Do(s.startDashboardRefresh)},
	}
}

func (s *service) createDashboard(ctx context.Context, c *awsapi.Call, in *wirect.CreateDashboardRequest) (*wirect.CreateDashboardResponse, error) {
	if *in.Name == highlights {
		return nil, wire.Fail("UnsupportedOperationException", "The Highlights dashboard is AWS's own, with widgets that AWS chooses: choose another name, for a custom dashboard.")
	}
	if err := checkSchedule(in.RefreshSchedule); err != nil {
		return nil, err
	}
	tags, err := newTags(nil, in.TagsList)
	if err != nil {
		return nil, err
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	all, err := s.allDashboards(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) >= maxDashboards {
		return nil, wire.Fail("ServiceQuotaExceededException", "There are %d dashboards, the most there may be.", maxDashboards)
	}
	now := s.Now().UTC()
	d := dashboard{Name: *in.Name, Protected: wire.Value(in.TerminationProtectionEnabled), Created: now, Updated: now}
	d.schedule(in.RefreshSchedule, c.Key.ID, now)
	if d.Widgets, err = s.widgets(ctx, c, in.Widgets, nil); err != nil {
		return nil, err
	}
	added, err := s.Dashboards.AddSaved(ctx, dashboardResource, d.Name, d.content())
	if err == nil && !added {
		err = wire.Fail("ConflictException", "There is a dashboard of the name %s.", d.Name)
	}
	if err == nil && len(tags) > 0 {
		err = s.Tags.SetTags(ctx, dashboardResource+"/"+d.Name, tags)
	}
	if err != nil {
		return nil, err
	}
	return &wirect.CreateDashboardResponse{
		DashboardArn: dashboardARN(c.Home, d.Name), Name: in.Name, Type: new(wirect.DashboardTypeCustom), Widgets: d.Widgets,
		RefreshSchedule: d.Schedule, TagsList: in.TagsList, TerminationProtectionEnabled: new(d.Protected),
	}, nil
}

func (s *service) getDashboard(ctx context.Context, c *awsapi.Call, in *wirect.GetDashboardRequest) (*wirect.GetDashboardResponse, error) {
	d, err := s.dashboard(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	failure, err := s.refreshFailure(ctx, c, d)
	if err != nil {
		return nil, err
	}
	status := wirect.DashboardStatusCreated
	if d.Changed {
		status = wirect.DashboardStatusUpdated
	}
	return &wirect.GetDashboardResponse{
		DashboardArn: dashboardARN(c.Home, d.Name), Type: new(wirect.DashboardTypeCustom), Status: new(status), Widgets: d.Widgets,
		RefreshSchedule: d.Schedule, CreatedTimestamp: wire.At(d.Created), UpdatedTimestamp: wire.At(d.Updated),
		LastRefreshId: wire.Some(d.Refresh.ID), LastRefreshFailureReason: wire.Some(failure), TerminationProtectionEnabled: new(d.Protected),
	}, nil
}

func (s *service) updateDashboard(ctx context.Context, c *awsapi.Call, in *wirect.UpdateDashboardRequest) (*wirect.UpdateDashboardResponse, error) {
	if err := checkSchedule(in.RefreshSchedule); err != nil {
		return nil, err
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	d, err := s.dashboard(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	if in.Widgets != nil {
		if d.Widgets, err = s.widgets(ctx, c, in.Widgets, d.Widgets); err != nil {
			return nil, err
		}
	}
	if in.RefreshSchedule != nil {
		d.schedule(in.RefreshSchedule, c.Key.ID, s.Now().UTC())
	}
	d.Protected = wire.ValueOr(in.TerminationProtectionEnabled, d.Protected)
	d.Updated, d.Changed = s.Now().UTC(), true
	if err := s.Dashboards.SetSaved(ctx, dashboardResource, d.Name, d.content()); err != nil {
		return nil, err
	}
	return &wirect.UpdateDashboardResponse{
		DashboardArn: dashboardARN(c.Home, d.Name), Name: new(d.Name), Type: new(wirect.DashboardTypeCustom), Widgets: d.Widgets,
		RefreshSchedule: d.Schedule, CreatedTimestamp: wire.At(d.Created), UpdatedTimestamp: wire.At(d.Updated), TerminationProtectionEnabled: new(d.Protected),
	}, nil
}

func (s *service) deleteDashboard(ctx context.Context, c *awsapi.Call, in *wirect.DeleteDashboardRequest) (*wirect.DeleteDashboardResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	d, err := s.dashboard(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	if d.Protected {
		return nil, wire.Fail("ConflictException", "The dashboard %s has termination protection: take that away with UpdateDashboard first.", d.Name)
	}
	if _, err := s.Dashboards.RemoveSaved(ctx, dashboardResource, d.Name); err != nil {
		return nil, err
	}
	return &wirect.DeleteDashboardResponse{}, s.forget(ctx, dashboardResource+"/"+d.Name)
}

func (s *service) listDashboards(ctx context.Context, c *awsapi.Call, in *wirect.ListDashboardsRequest) (*wirect.ListDashboardsResponse, error) {
	all, err := s.allDashboards(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(d dashboard) bool {
		return wire.Value(in.Type) == wirect.DashboardTypeManaged || !strings.HasPrefix(d.Name, wire.Value(in.NamePrefix))
	})
	p := pages[dashboard]{
		asked: "ListDashboards\x00" + wire.Value(in.NamePrefix) + "\x00" + wire.Value(in.Type), most: maxDashboards, bad: invalidDashboard,
		key: func(d dashboard) string { return d.Name },
	}
	page, next, err := p.page(all, in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &wirect.ListDashboardsResponse{Dashboards: []wirect.DashboardDetail{}, NextToken: next}
	for _, d := range page {
		out.Dashboards = append(out.Dashboards, wirect.DashboardDetail{DashboardArn: dashboardARN(c.Home, d.Name), Type: new(wirect.DashboardTypeCustom)})
	}
	return out, nil
}
