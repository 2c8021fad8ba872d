package job

import (
	"bytes"
	"fmt"
	"time"

	"tarn/internal/definition"
	"tarn/internal/schedule"
)

// Trigger starts several jobs at once, as on Glue: by a schedule, after other jobs, or on demand.
type Trigger struct {
	Name     string   `yaml:"trigger" json:"name"`
	Schedule string   `yaml:"schedule" json:"schedule,omitempty"`
	TimeZone string   `yaml:"time_zone" json:"timeZone,omitempty"`
	After    []string `yaml:"after" json:"after,omitempty"`
	Jobs     []Start  `yaml:"jobs" json:"jobs"`

	Path     string `yaml:"-" json:"path,omitempty"`
	schedule schedule.Schedule
}

// Start is a job that a trigger starts, with parameters.
type Start struct {
	Job        string            `yaml:"job" json:"job"`
	Parameters map[string]string `yaml:"parameters" json:"parameters,omitempty"`
}

func isTrigger(text []byte) bool {
	return bytes.HasPrefix(text, []byte("trigger:")) || bytes.Contains(text, []byte("\ntrigger:"))
}

func parseTrigger(f definition.File) (t Trigger, err error) {
	if err := f.Decode(&t); err != nil {
		return t, err
	}
	t.Path = f.Path
	switch {
	case !definition.IsName(t.Name):
		return t, fmt.Errorf("%s: trigger %q: small letters, digits and underscores, beginning with a letter", f.Path, t.Name)
	case len(t.Jobs) == 0:
		return t, fmt.Errorf("%s: the trigger starts no jobs", f.Path)
	case t.Schedule != "" && t.After != nil:
		return t, fmt.Errorf("%s: schedule and after exclude each other", f.Path)
	}
	zone, err := time.LoadLocation(t.TimeZone)
	if err != nil {
		return t, fmt.Errorf("%s: time_zone %q is not known", f.Path, t.TimeZone)
	}
	if t.Schedule != "" {
		if t.schedule, err = schedule.Parse(t.Schedule, zone, time.Unix(0, 0)); err != nil {
			return t, fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return t, nil
}

func (t Trigger) names() (out []string) {
	for _, s := range t.Jobs {
		out = append(out, s.Job)
	}
	return out
}
