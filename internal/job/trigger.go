package job

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

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

// ParseTrigger reads a trigger.
func ParseTrigger(text []byte, path string) (Trigger, error) {
	var t Trigger
	if err := yaml.UnmarshalWithOptions(text, &t, yaml.Strict()); err != nil {
		return t, fmt.Errorf("%s: %s", path, strings.TrimRight(yaml.FormatError(err, false, true), "\n"))
	}
	t.Path = path
	switch {
	case !names.MatchString(t.Name):
		return t, fmt.Errorf("%s: trigger %q: small letters, digits and underscores, beginning with a letter", path, t.Name)
	case len(t.Jobs) == 0:
		return t, fmt.Errorf("%s: the trigger starts no jobs", path)
	case t.Schedule != "" && t.After != nil:
		return t, fmt.Errorf("%s: schedule and after exclude each other", path)
	}
	zone, err := time.LoadLocation(t.TimeZone)
	if err != nil {
		return t, fmt.Errorf("%s: time_zone %q is not known", path, t.TimeZone)
	}
	if t.Schedule != "" {
		if t.schedule, err = schedule.Parse(t.Schedule, zone, time.Unix(0, 0)); err != nil {
			return t, fmt.Errorf("%s: %w", path, err)
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
