package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/schedule"
	"tarn/internal/title"
)

// Report is when a dashboard is sent, and to whom.
type Report struct {
	// Schedule is cron(…) or rate(…), in TimeZone, which is also that of the days and hours in the report.
	Schedule string `yaml:"schedule" json:"schedule"`
	TimeZone string `yaml:"time_zone,omitempty" json:"timeZone,omitempty"`
	// Notifiers are the names of those of tarn.yaml.
	Notifiers []string `yaml:"notifiers" json:"notifiers"`
	// Language is en, ko or ja; English where it is left out.
	Language string `yaml:"language,omitempty" json:"language,omitempty"`
	// Range is the time that is reported, the dashboard's own where it is left out.
	Range string `yaml:"range,omitempty" json:"range,omitempty"`
	// Filters are values of the dashboard's filters, Panels the names of those that are sent: all where there are none.
	Filters map[string]string `yaml:"filters,omitempty" json:"filters,omitempty"`
	Panels  []string          `yaml:"panels,omitempty" json:"panels,omitempty"`
}

func (r *Report) settle(d Definition) error {
	zone, err := r.Zone()
	if err != nil {
		return err
	}
	if _, err := schedule.Parse(r.Schedule, zone, time.Unix(0, 0)); err != nil {
		return err
	}
	if len(r.Notifiers) == 0 {
		return fmt.Errorf("notifiers names nobody")
	}
	if !slices.Contains(title.Languages, cmp.Or(r.Language, title.Languages[0])) {
		return fmt.Errorf("language %q is not known: choose %s", r.Language, strings.Join(title.Languages, ", "))
	}
	if _, err := parseSpan(cmp.Or(r.Range, d.Range)); err != nil {
		return err
	}
	for name := range r.Filters {
		if !slices.ContainsFunc(d.Filters, func(f Filter) bool { return f.Name == name }) {
			return fmt.Errorf("there is no filter %s", name)
		}
	}
	for _, name := range r.Panels {
		if !slices.ContainsFunc(d.Panels, func(p Panel) bool { return p.Name == name }) {
			return fmt.Errorf("there is no panel %s", name)
		}
	}
	return nil
}

// Zone is the time zone of the report.
func (r *Report) Zone() (*time.Location, error) {
	zone, err := time.LoadLocation(r.TimeZone)
	if err != nil {
		err = fmt.Errorf("time_zone %q is not known: give one as in Asia/Seoul", r.TimeZone)
	}
	return zone, err
}

// Due is the last time at or before now at which the report is to be sent; ok is false where there was none.
func (r *Report) Due(now time.Time) (at time.Time, ok bool) {
	zone, err := r.Zone()
	if err != nil {
		return at, false
	}
	s, err := schedule.Parse(r.Schedule, zone, time.Unix(0, 0))
	if err != nil {
		return at, false
	}
	return s.Previous(now.Add(time.Second))
}
