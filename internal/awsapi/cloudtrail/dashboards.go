package cloudtrail

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/dashboard"
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
	tags, err := newTags(nil, in.TagsList)
	if err != nil {
		return nil, err
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	all, _ := s.Boards.Load()
	custom := 0
	for _, d := range all {
		if !d.BuiltIn {
			custom++
		}
	}
	if custom >= maxDashboards {
		return nil, wire.Fail("ServiceQuotaExceededException", "There are %d dashboards, the most there may be.", custom)
	}
	b := board{Definition: newBoard(*in.Name), kept: kept{Created: s.Now().UTC()}}
	b.Protected = wire.Value(in.TerminationProtectionEnabled)
	if err := s.settle(ctx, c, &b, in.RefreshSchedule, in.Widgets); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(all, func(d dashboard.Definition) bool { return d.Name == b.Name }) {
		return nil, wire.Fail("ConflictException", "There is a dashboard of the name %s.", b.Name)
	}
	// What is left of one that was removed as a file is not this one's.
	if err := s.forget(ctx, dashboardResource+"/"+b.Name); err != nil {
		return nil, err
	}
	if len(tags) > 0 {
		if err := s.Tags.SetTags(ctx, dashboardResource+"/"+b.Name, tags); err != nil {
			return nil, err
		}
	}
	if err := s.write(ctx, &b, true); err != nil {
		return nil, err
	}
	widgets, err := s.widgetsOver(ctx, c, b, "")
	return &wirect.CreateDashboardResponse{
		DashboardArn: dashboardARN(c.Home, b.Name), Name: in.Name, Type: b.dashboardType(), Widgets: widgets,
		RefreshSchedule: wireSchedule(b.Schedule), TagsList: in.TagsList, TerminationProtectionEnabled: new(b.Protected),
	}, err
}

// settle gives a dashboard the schedule and the widgets of a request, as far as it has them.
func (s *service) settle(ctx context.Context, c *awsapi.Call, b *board, schedule *wirect.RefreshSchedule, widgets []wirect.RequestWidget) error {
	if schedule != nil {
		made, err := scheduleOf(schedule)
		if err != nil {
			return err
		}
		b.Schedule, b.As, b.kept.Looked = made, "", time.Time{}
		if made != nil && !made.Off {
			// A refresh sees what whoever set the schedule sees then.
			b.As, b.kept.Looked = c.Key.ID, s.Now().UTC()
		}
	}
	if widgets == nil {
		return nil
	}
	if len(widgets) > maxWidgets {
		return wire.Fail("ServiceQuotaExceededException", "%d widgets: a dashboard has at most %d.", len(widgets), maxWidgets)
	}
	before, err := s.widgetsOver(ctx, c, *b, "")
	if err != nil {
		return err
	}
	b.Panels = panelsOf(widgets, b.Panels, before)
	after, err := s.widgetsOver(ctx, c, *b, "")
	if err != nil {
		return err
	}
	for _, w := range after {
		if err := s.checkStatement(ctx, c, widgetStatement(w, refreshValues(nil, s.Now()))); err != nil {
			return err
		}
	}
	return nil
}

// write writes a dashboard's file, and what is kept beside it.
func (s *service) write(ctx context.Context, b *board, create bool) error {
	text, err := b.Text()
	if err != nil {
		return err
	}
	if b.Definition, err = s.Boards.Put(text, create); err != nil {
		return err
	}
	return s.remember(ctx, *b)
}

func (s *service) getDashboard(ctx context.Context, c *awsapi.Call, in *wirect.GetDashboardRequest) (*wirect.GetDashboardResponse, error) {
	b, err := s.dashboard(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	failure, err := s.refreshFailure(ctx, c, b)
	if err != nil {
		return nil, err
	}
	status := wirect.DashboardStatusCreated
	if b.kept.Changed {
		status = wirect.DashboardStatusUpdated
	}
	widgets, err := s.widgetsOver(ctx, c, b, "")
	out := &wirect.GetDashboardResponse{
		DashboardArn: dashboardARN(c.Home, b.Name), Type: b.dashboardType(), Status: new(status), Widgets: widgets, RefreshSchedule: wireSchedule(b.Schedule),
		LastRefreshId: wire.Some(b.kept.Refresh.ID), LastRefreshFailureReason: wire.Some(failure), TerminationProtectionEnabled: new(b.Protected),
	}
	if created, updated := s.times(b); !updated.IsZero() {
		out.CreatedTimestamp, out.UpdatedTimestamp = wire.At(created), wire.At(updated)
	}
	return out, err
}

func (s *service) updateDashboard(ctx context.Context, c *awsapi.Call, in *wirect.UpdateDashboardRequest) (*wirect.UpdateDashboardResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	b, err := s.custom(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	if err := s.settle(ctx, c, &b, in.RefreshSchedule, in.Widgets); err != nil {
		return nil, err
	}
	b.Protected = wire.ValueOr(in.TerminationProtectionEnabled, b.Protected)
	b.kept.Created, _ = s.times(b)
	b.kept.Changed = true
	if err := s.write(ctx, &b, false); err != nil {
		return nil, err
	}
	created, updated := s.times(b)
	widgets, err := s.widgetsOver(ctx, c, b, "")
	return &wirect.UpdateDashboardResponse{
		DashboardArn: dashboardARN(c.Home, b.Name), Name: new(b.Name), Type: b.dashboardType(), Widgets: widgets,
		RefreshSchedule: wireSchedule(b.Schedule), CreatedTimestamp: wire.At(created), UpdatedTimestamp: wire.At(updated), TerminationProtectionEnabled: new(b.Protected),
	}, err
}

// custom finds a dashboard that may be changed.
func (s *service) custom(ctx context.Context, c *awsapi.Call, name string) (board, error) {
	b, err := s.dashboard(ctx, c, name)
	if err == nil && b.BuiltIn {
		err = wire.Fail("UnsupportedOperationException", "The dashboard %s is managed: it is Tarn's own, and stays as it is. Save it as a custom dashboard of another name.", b.Name)
	}
	return b, err
}

func (s *service) deleteDashboard(ctx context.Context, c *awsapi.Call, in *wirect.DeleteDashboardRequest) (*wirect.DeleteDashboardResponse, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	b, err := s.custom(ctx, c, *in.DashboardId)
	if err != nil {
		return nil, err
	}
	err = s.Boards.Remove(b.Name)
	if errors.Is(err, dashboard.ErrProtected) {
		return nil, wire.Fail("ConflictException", "The dashboard %s has termination protection: take that away with UpdateDashboard first.", b.Name)
	}
	if err != nil {
		return nil, err
	}
	if _, err := s.Dashboards.RemoveSaved(ctx, dashboardResource, b.Name); err != nil {
		return nil, err
	}
	return &wirect.DeleteDashboardResponse{}, s.forget(ctx, dashboardResource+"/"+b.Name)
}

func (s *service) listDashboards(_ context.Context, c *awsapi.Call, in *wirect.ListDashboardsRequest) (*wirect.ListDashboardsResponse, error) {
	var all []board
	boards, _ := s.Boards.Load()
	for _, d := range boards {
		b := board{Definition: d}
		if strings.HasPrefix(d.Name, wire.Value(in.NamePrefix)) && (in.Type == nil || *in.Type == *b.dashboardType()) {
			all = append(all, b)
		}
	}
	p := pages[board]{
		asked: "ListDashboards\x00" + wire.Value(in.NamePrefix) + "\x00" + wire.Value(in.Type), most: maxDashboards, bad: invalidDashboard,
		key: func(b board) string { return b.Name },
	}
	page, next, err := p.page(all, in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &wirect.ListDashboardsResponse{Dashboards: []wirect.DashboardDetail{}, NextToken: next}
	for _, b := range page {
		out.Dashboards = append(out.Dashboards, wirect.DashboardDetail{DashboardArn: dashboardARN(c.Home, b.Name), Type: b.dashboardType()})
	}
	return out, nil
}
