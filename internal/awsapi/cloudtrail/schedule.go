package cloudtrail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

// Schedule refreshes the dashboards whose RefreshSchedule says so. New gives it its service. A refresh runs as the key that set the
// schedule, and sees what that one sees then.
type Schedule struct {
	Home awsapi.Home
	// Key finds a key by its ID.
	Key func(ctx context.Context, id string) (auth.Key, error)
	Log *slog.Logger

	service *service
}

// checkSchedule refuses what a custom dashboard's schedule cannot be:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RefreshScheduleFrequency.html.
func checkSchedule(r *wirect.RefreshSchedule) error {
	if r == nil || wire.Value(r.Status) != wirect.RefreshScheduleStatusEnabled && r.Frequency == nil {
		return nil
	}
	if r.Frequency == nil {
		return wire.Fail(invalidDashboard, "A RefreshSchedule that is ENABLED has a Frequency.")
	}
	if _, err := everyOf(r.Frequency); err != nil {
		return err
	}
	_, err := timeOfDay(r)
	return err
}

func everyOf(f *wirect.RefreshScheduleFrequency) (time.Duration, error) {
	n := wire.Value(f.Value)
	switch unit := wire.Value(f.Unit); {
	case unit == wirect.RefreshScheduleFrequencyUnitHours && slices.Contains([]int32{1, 6, 12, 24}, n):
		return time.Duration(n) * time.Hour, nil
	case unit == wirect.RefreshScheduleFrequencyUnitDays && n == 1:
		return 24 * time.Hour, nil
	}
	return 0, wire.Fail(invalidDashboard, "A custom dashboard is refreshed every 1, 6, 12 or 24 HOURS, or every 1 DAYS.")
}

// timeOfDay is how long after midnight, UTC, a schedule begins.
func timeOfDay(r *wirect.RefreshSchedule) (time.Duration, error) {
	if r.TimeOfDay == nil {
		return 0, nil
	}
	t, err := time.Parse("15:04", *r.TimeOfDay)
	if err != nil {
		return 0, wire.Fail(invalidDashboard, "The TimeOfDay %s is not a time from 00:00 to 23:59.", *r.TimeOfDay)
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
}

// schedule gives a dashboard a schedule, which key sets.
func (d *dashboard) schedule(r *wirect.RefreshSchedule, key string, now time.Time) {
	d.Schedule, d.Scheduler, d.Looked = r, "", time.Time{}
	if r != nil && wire.Value(r.Status) == wirect.RefreshScheduleStatusEnabled {
		d.Scheduler, d.Looked = key, now
	}
}

// due is the last time at which a dashboard was to be refreshed, and whether it has still to be.
func (d *dashboard) due(now time.Time) (time.Time, bool) {
	if d.Schedule == nil || wire.Value(d.Schedule.Status) != wirect.RefreshScheduleStatusEnabled || d.Schedule.Frequency == nil {
		return time.Time{}, false
	}
	every, err1 := everyOf(d.Schedule.Frequency)
	after, err2 := timeOfDay(d.Schedule)
	if err1 != nil || err2 != nil {
		return time.Time{}, false
	}
	at := now.UTC().Add(-after).Truncate(every).Add(after)
	return at, at.After(d.Looked)
}

// Run refreshes dashboards until ctx ends. What came due while no server ran is refreshed once, at its start.
func (s *Schedule) Run(ctx context.Context) {
	for {
		if err := s.Look(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("dashboards could not be refreshed", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Second):
		}
	}
}

// Look begins the refreshes that are due now.
func (s *Schedule) Look(ctx context.Context) error {
	s.service.changing.Lock()
	defer s.service.changing.Unlock()
	all, err := s.service.allDashboards(ctx)
	if err != nil {
		return err
	}
	for _, d := range all {
		at, due := d.due(s.service.Now())
		if !due {
			continue
		}
		running, err := s.service.refreshes(ctx, d)
		if err != nil {
			return err
		}
		if running {
			continue // one at a time: the next look is soon
		}
		d.Looked = at
		if err := s.refresh(ctx, &d, at); err != nil {
			s.Log.Error("a dashboard was not refreshed", "dashboard", d.Name, "err", err)
			d.Refresh = refresh{ID: d.Refresh.ID, Failure: oneLine(err.Error())}
			if err := s.service.Dashboards.SetSaved(ctx, dashboardResource, d.Name, d.content()); err != nil {
				return err
			}
		}
	}
	return nil
}

// refresh begins a dashboard's refresh as the key that set its schedule.
func (s *Schedule) refresh(ctx context.Context, d *dashboard, at time.Time) error {
	key, err := s.Key(ctx, d.Scheduler)
	switch {
	case errors.Is(err, auth.ErrKeyNotFound):
		return fmt.Errorf("the key %s, which set the refresh schedule, is no more: set it again with UpdateDashboard", d.Scheduler)
	case err != nil:
		return err
	case !key.Role.Allows(auth.Query):
		return fmt.Errorf("the key %s, which set the refresh schedule, may not query", d.Scheduler)
	}
	c := &awsapi.Call{ID: uuid.NewString(), Time: s.service.Now(), Operation: "StartDashboardRefresh", Key: key, Region: s.Home.Region, Home: s.Home}
	return s.service.refresh(ctx, c, d, refreshValues(nil, at))
}
