package cloudtrail

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

// Saved keeps contents under names; *state.DB is one. A dashboard is one of the kind dashboardResource.
type Saved interface {
	// Saved gives a content, nil where there is none, and AllSaved all of a kind, in the order of their names.
	Saved(ctx context.Context, kind, name string) ([]byte, error)
	AllSaved(ctx context.Context, kind string) ([][]byte, error)
	// AddSaved reports false where there is one of that name, SetSaved replaces it, RemoveSaved reports whether there was one.
	AddSaved(ctx context.Context, kind, name string, content []byte) (bool, error)
	SetSaved(ctx context.Context, kind, name string, content []byte) error
	RemoveSaved(ctx context.Context, kind, name string) (bool, error)
}

// dashboard is a custom dashboard as it is kept: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetDashboard.html.
type dashboard struct {
	Name      string                  `json:"name"`
	Protected bool                    `json:"protected,omitempty"`
	Schedule  *wirect.RefreshSchedule `json:"schedule,omitempty"`
	// Scheduler is the ID of the key that set the schedule, and Looked the time since when no refresh is due.
	Scheduler string          `json:"scheduler,omitempty"`
	Looked    time.Time       `json:"looked,omitzero"`
	Widgets   []wirect.Widget `json:"widgets"`
	Created   time.Time       `json:"created"`
	Updated   time.Time       `json:"updated"`
	Changed   bool            `json:"changed,omitempty"`
	Refresh   refresh         `json:"refresh,omitzero"`
}

// refresh is a dashboard's last one.
type refresh struct {
	ID string `json:"id"`
	// Queries are the IDs of the widgets' queries, by their aliases.
	Queries map[string]string `json:"queries"`
	// Failure says why widgets' queries were not begun.
	Failure string `json:"failure,omitempty"`
}

func dashboardARN(h awsapi.Home, name string) *string {
	return new(h.ARN("cloudtrail", dashboardResource+"/"+name))
}

func (d dashboard) content() []byte {
	text, err := json.Marshal(d)
	if err != nil {
		panic(err) // texts and times always have a form
	}
	return text
}

// dashboard finds one by its name or ARN.
func (s *service) dashboard(ctx context.Context, c *awsapi.Call, name string) (d dashboard, err error) {
	id := name
	if strings.HasPrefix(name, "arn:") {
		kind, of, ok := resourceOf(c.Home, name)
		if !ok || kind != dashboardResource {
			return d, noDashboard(name)
		}
		id = of
	}
	text, err := s.Dashboards.Saved(ctx, dashboardResource, id)
	if err == nil && text == nil {
		err = noDashboard(name)
	}
	if err != nil {
		return d, err
	}
	return readDashboard(text)
}

func readDashboard(text []byte) (d dashboard, err error) {
	if err := json.Unmarshal(text, &d); err != nil {
		return d, fmt.Errorf("a dashboard: %w", err)
	}
	return d, nil
}

func noDashboard(name string) *wire.Error {
	return wire.Fail("ResourceNotFoundException", "The dashboard %s was not found.", name)
}

// hasDashboard reports whether there is a dashboard of a name.
func (s *service) hasDashboard(ctx context.Context, name string) (bool, error) {
	if s.Dashboards == nil {
		return false, nil
	}
	text, err := s.Dashboards.Saved(ctx, dashboardResource, name)
	return text != nil, err
}

// allDashboards lists the dashboards, in the order of their names.
func (s *service) allDashboards(ctx context.Context) ([]dashboard, error) {
	if s.Dashboards == nil {
		return nil, nil
	}
	texts, err := s.Dashboards.AllSaved(ctx, dashboardResource)
	if err != nil {
		return nil, err
	}
	out := make([]dashboard, len(texts))
	for i, text := range texts {
		if out[i], err = readDashboard(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}
