package cloudtrail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
)

// Schedule refreshes the dashboards whose schedule says so. New gives it its service. A refresh runs as the key that the dashboard names, which
// is the one that set the schedule, and sees what that one sees then.
type Schedule struct {
	Home awsapi.Home
	// Key finds a key by its name or ID.
	Key func(ctx context.Context, id string) (auth.Key, error)
	Log *slog.Logger

	service *service
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
	all, _ := s.service.Boards.Load()
	for _, of := range all {
		at, due := of.Schedule.Due(s.service.Now())
		if !due {
			continue
		}
		d, err := s.service.remembered(ctx, of)
		if err != nil {
			return err
		}
		if !at.After(d.kept.Looked) {
			continue
		}
		running, err := s.service.refreshes(ctx, d)
		if err != nil {
			return err
		}
		if running {
			continue // one at a time: the next look is soon
		}
		d.kept.Looked = at
		if err := s.refresh(ctx, &d, at); err != nil {
			s.Log.Error("a dashboard was not refreshed", "dashboard", d.Name, "err", err)
			d.kept.Refresh = refresh{ID: d.kept.Refresh.ID, Failure: oneLine(err.Error())}
			if err := s.service.remember(ctx, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// refresh begins a dashboard's refresh as the key that set its schedule.
func (s *Schedule) refresh(ctx context.Context, d *board, at time.Time) error {
	key, err := auth.Key{Role: auth.Admin}, error(nil)
	if d.As != "" {
		key, err = s.Key(ctx, d.As)
	}
	switch {
	case errors.Is(err, auth.ErrKeyNotFound):
		return fmt.Errorf("the key %s, which set the refresh schedule, is no more: set it again with UpdateDashboard", d.As)
	case err != nil:
		return err
	case !key.Role.Allows(auth.Query):
		return fmt.Errorf("the key %s, which set the refresh schedule, may not query", d.As)
	}
	c := &awsapi.Call{ID: uuid.NewString(), Time: s.service.Now(), Operation: "StartDashboardRefresh", Key: key, Region: s.Home.Region, Home: s.Home}
	return s.service.refresh(ctx, c, d, refreshValues(nil, at))
}
