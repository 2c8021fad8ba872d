// Package job runs statements on a schedule, each for an interval of time, and remembers what became of them.
//
// The words are Airflow's: a run is about a data interval, from one time of the schedule to the next, and begins once that is over; the
// logical date is the interval's beginning (https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/timetable.html).
package job

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"tarn/internal/definition"
	"tarn/internal/parameter"
	"tarn/internal/schedule"
	"tarn/internal/title"
)

// Definition is a job as its file says. docs/jobs.md describes the keys.
type Definition struct {
	Name        string      `yaml:"name" json:"name"`
	Description title.Title `yaml:"description" json:"description,omitempty"`
	// Schedule is cron(…) or rate(…) in TimeZone; a job without one runs on demand.
	Schedule string `yaml:"schedule" json:"schedule,omitempty"`
	TimeZone string `yaml:"time_zone" json:"timeZone,omitempty"`
	// StartDate is the day, in TimeZone, from which intervals are run.
	StartDate string `yaml:"start_date" json:"startDate,omitempty"`
	// Delay is how long after the end of an interval the schedule runs it: logs arrive late.
	Delay definition.Duration `yaml:"delay" json:"delay,omitempty"`
	// CatchUp has intervals that were missed run one after another; otherwise only the last one is.
	CatchUp bool `yaml:"catch_up" json:"catchUp,omitempty"`
	// Before are statements that are run first, SQL or File the one whose rows go to Target.
	Before []string `yaml:"before" json:"before,omitempty"`
	SQL    string   `yaml:"sql" json:"sql"`
	File   string   `yaml:"file" json:"file,omitempty"`
	// Parameters are the values of @name in the statements, beside those of the interval.
	Parameters map[string]any `yaml:"parameters" json:"parameters,omitempty"`
	// Target is database.table. PartitionBy are its partition columns; with the mode overwrite the partitions that rows come into are
	// replaced, and those that Replace names, as in proc_ymd=@ds_nodash, too; with append rows are added.
	Target      string   `yaml:"target" json:"target,omitempty"`
	PartitionBy []string `yaml:"partition_by" json:"partitionBy,omitempty"`
	Mode        string   `yaml:"mode" json:"mode,omitempty"`
	Replace     []string `yaml:"replace" json:"replace,omitempty"`
	// Export is where a copy of Target is kept as Hive has tables, brought up to date after each run: a folder's full path, or s3://….
	Export string `yaml:"export" json:"export,omitempty"`
	// A run that fails is tried again so many times, after a delay.
	Retries    int                 `yaml:"retries" json:"retries,omitempty"`
	RetryDelay definition.Duration `yaml:"retry_delay" json:"retryDelay,omitempty"`
	// Timeout ends an attempt.
	Timeout definition.Duration `yaml:"timeout" json:"timeout,omitempty"`
	// DependsOn are jobs that must have succeeded for the interval, or for later ones, first.
	DependsOn []string `yaml:"depends_on" json:"dependsOn,omitempty"`

	// Path is the file that it is from; BuiltIn says that Tarn brings it.
	Path    string `yaml:"-" json:"path,omitempty"`
	BuiltIn bool   `yaml:"-" json:"builtIn,omitempty"`

	text     []byte
	schedule schedule.Schedule
	zone     *time.Location
	start    time.Time
}

// besideKey is the line of a file that names the statement's own.
var besideKey = regexp.MustCompile(`(?m)^file:.*$`)

// Source is the text of the job's file. A statement that is in a file beside it stands in it, so that it is a job by itself.
func (d Definition) Source() []byte {
	if d.File == "" {
		return d.text
	}
	sql := "sql: |\n  " + strings.ReplaceAll(strings.TrimSpace(d.SQL), "\n", "\n  ")
	return besideKey.ReplaceAllLiteral(d.text, []byte(sql))
}

// The modes of writing.
const (
	Overwrite = "overwrite"
	Append    = "append"
)

var target = regexp.MustCompile(`^[^.\s]+\.[^.\s]+$`)

// parse reads a definition.
func parse(f definition.File) (d Definition, err error) {
	if err := f.Decode(&d); err != nil {
		return d, err
	}
	d.Path, d.BuiltIn, d.text = f.Path, f.BuiltIn, f.Text
	if d.SQL, err = f.SQL(d.SQL, d.File); err != nil {
		return d, err
	}
	if err := d.settle(); err != nil {
		return d, fmt.Errorf("%s: %w", f.Path, err)
	}
	return d, nil
}

// settle checks what the file says, and fills in what it leaves out.
func (d *Definition) settle() (err error) {
	switch {
	case !definition.IsName(d.Name):
		return fmt.Errorf("name %q: small letters, digits and underscores, 128 at most, beginning with a letter", d.Name)
	case strings.TrimSpace(d.SQL) == "":
		return fmt.Errorf("there is no sql, and no file")
	case d.Target != "" && !target.MatchString(d.Target):
		return fmt.Errorf("target %q: give database.table", d.Target)
	case d.Target == "" && (d.Mode != "" || d.PartitionBy != nil || d.Replace != nil || d.Export != ""):
		return fmt.Errorf("mode, partition_by, replace and export are about a target, and there is none")
	case d.Retries < 0 || d.Retries > 100:
		return fmt.Errorf("retries is %d: give a number from 0 to 100", d.Retries)
	case slices.Contains(d.DependsOn, d.Name):
		return fmt.Errorf("depends_on names the job itself")
	}
	if d.Target != "" && d.Mode == "" {
		d.Mode = Overwrite
	}
	if d.Target != "" && d.Mode != Overwrite && d.Mode != Append {
		return fmt.Errorf("mode is %q: choose overwrite or append", d.Mode)
	}
	if d.Mode == Append && d.Replace != nil {
		return fmt.Errorf("replace is for the mode overwrite")
	}
	if d.Retries > 0 && d.RetryDelay == 0 {
		d.RetryDelay = definition.Duration(time.Minute)
	}
	if d.zone, err = time.LoadLocation(d.TimeZone); err != nil {
		return fmt.Errorf("time_zone %q is not known: give one as in Asia/Seoul", d.TimeZone)
	}
	if d.StartDate != "" {
		if d.start, err = time.ParseInLocation(time.DateOnly, d.StartDate, d.zone); err != nil {
			return fmt.Errorf("start_date %q: give a day as in 2024-05-01", d.StartDate)
		}
	}
	for name := range d.Parameters {
		if !definition.IsName(name) || slices.Contains(ofInterval, name) {
			return fmt.Errorf("parameter %q: a name of small letters, and none of %s", name, strings.Join(ofInterval, ", "))
		}
	}
	if d.Schedule != "" {
		anchor := d.start
		if anchor.IsZero() {
			anchor = time.Unix(0, 0)
		}
		if d.schedule, err = schedule.Parse(d.Schedule, d.zone, anchor); err != nil {
			return err
		}
	}
	// Parameters are known, whatever the interval.
	v := d.values(Interval{time.Unix(0, 0), time.Unix(86400, 0)}, nil)
	for _, text := range append(slices.Concat(d.Before, d.Replace), d.SQL) {
		if _, err := parameter.Bind(text, v); err != nil {
			return err
		}
	}
	return nil
}

// Check reads a definition or a trigger in a file's text, and says what is wrong with it.
func Check(text []byte, path string) error {
	_, err := parseEither(definition.File{Text: text, Path: path, Read: os.ReadFile})
	return err
}

// Next is when the schedule comes next; zero for a job without one.
func (d Definition) Next(t time.Time) time.Time {
	if d.Schedule == "" {
		return time.Time{}
	}
	next, _ := d.schedule.Next(t)
	return next
}

// Recent is the interval of a run that no schedule asks for: the last one of the job's own that is over, or the day before.
func (d Definition) Recent(at time.Time) Interval {
	if i, ok := d.Last(at); ok {
		return i
	}
	y, m, n := at.In(d.zone).Date()
	end := time.Date(y, m, n, 0, 0, 0, 0, d.zone)
	return Interval{end.AddDate(0, 0, -1), end}
}

// Zone is the job's time zone.
func (d Definition) Zone() *time.Location { return d.zone }

// Interval is a stretch of time, with its beginning and without its end.
type Interval struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

func (i Interval) String() string {
	return i.Start.UTC().Format(time.RFC3339) + " to " + i.End.UTC().Format(time.RFC3339)
}

// On is the interval whose logical date is in a day of the job's zone: of a job without a schedule, the day itself.
func (d Definition) On(day time.Time) (Interval, bool) {
	y, m, n := day.Date()
	from := time.Date(y, m, n, 0, 0, 0, 0, d.zone)
	if d.Schedule == "" {
		return Interval{from, from.AddDate(0, 0, 1)}, true
	}
	i, ok := d.after(from.Add(-time.Nanosecond))
	return i, ok && i.Start.Before(from.AddDate(0, 0, 1))
}

// after is the first interval that begins after t.
func (d Definition) after(t time.Time) (Interval, bool) {
	start, ok := d.schedule.Next(t)
	if !ok {
		return Interval{}, false
	}
	end, ok := d.schedule.Next(start)
	return Interval{start, end}, ok
}

// Last is the last interval that was over at t.
func (d Definition) Last(t time.Time) (Interval, bool) {
	if d.Schedule == "" {
		return Interval{}, false
	}
	end, ok := d.schedule.Previous(t.Add(time.Nanosecond))
	if !ok {
		return Interval{}, false
	}
	start, ok := d.schedule.Previous(end)
	return Interval{start, end}, ok && !start.Before(d.start)
}

// Between are the intervals whose logical dates are from one day to another, both within, and that are over at now: MaxIntervals at most.
func (d Definition) Between(from, to, now time.Time) (out []Interval) {
	y, m, n := from.Date()
	at := time.Date(y, m, n, 0, 0, 0, 0, d.zone)
	y, m, n = to.Date()
	end := time.Date(y, m, n+1, 0, 0, 0, 0, d.zone)
	if d.Schedule == "" {
		for ; at.Before(end) && !at.AddDate(0, 0, 1).After(now) && len(out) < MaxIntervals; at = at.AddDate(0, 0, 1) {
			out = append(out, Interval{at, at.AddDate(0, 0, 1)})
		}
		return out
	}
	i, ok := d.after(at.Add(-time.Nanosecond))
	for ok && i.Start.Before(end) && !i.End.After(now) && len(out) < MaxIntervals {
		out = append(out, i)
		i, ok = d.after(i.Start)
	}
	return out
}

// MaxIntervals bounds a backfill.
const MaxIntervals = 100_000
