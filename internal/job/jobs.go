package job

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/definition"
)

//go:embed builtin
var builtin embed.FS

// Jobs are those of the files in folders, and those that Tarn brings. The first of a name counts.
type Jobs struct {
	// Folders have *.yaml.
	Folders []string
	Store   Store
	// Locks is a folder for the jobs' locks.
	Locks string
	Queries
	// Committed reports whether a run's rows are in a table.
	Committed func(ctx context.Context, database, table, run string) (bool, error)
	// Export brings the copy of a table that is kept at a place up to date.
	Export func(ctx context.Context, database, table, place string) error
	Now    func() time.Time
	// Say tells a person what happens; it may be nil.
	Say func(format string, args ...any)
}

func (j *Jobs) now() time.Time {
	if j.Now != nil {
		return j.Now()
	}
	return time.Now()
}

func (j *Jobs) say(format string, args ...any) {
	if j.Say != nil {
		j.Say(format, args...)
	}
}

// Files are the definitions and the triggers that could be read, and errors about those that could not.
type Files struct {
	Jobs     []Definition
	Triggers []Trigger
	Faults   []error
}

// either is what a file of jobs defines: a job, or a trigger.
type either struct {
	job     *Definition
	trigger *Trigger
}

func (e either) name() string {
	if e.trigger != nil {
		return "trigger " + e.trigger.Name
	}
	return e.job.Name
}

func parseEither(f definition.File) (either, error) {
	if isTrigger(f.Text) {
		t, err := parseTrigger(f)
		return either{trigger: &t}, err
	}
	d, err := parse(f)
	return either{job: &d}, err
}

var kind = &definition.Kind[either]{What: "job", BuiltIn: builtin, Parse: parseEither, Name: either.name}

// Load reads all files.
func (j *Jobs) Load() Files {
	var f Files
	all, faults := kind.Load(j.Folders...)
	f.Faults = faults
	for _, e := range all {
		if e.trigger != nil {
			f.Triggers = append(f.Triggers, *e.trigger)
		} else {
			f.Jobs = append(f.Jobs, *e.job)
		}
	}
	for _, d := range f.Jobs {
		for _, name := range d.DependsOn {
			if _, ok := f.job(name); !ok {
				f.Faults = append(f.Faults, fmt.Errorf("%s: depends_on names %s, and there is no such job", d.Path, name))
			}
		}
	}
	needs := map[string][]string{}
	for _, d := range f.Jobs {
		needs[d.Name] = d.DependsOn
	}
	for _, d := range f.Jobs {
		for _, name := range d.DependsOn {
			if back := way(name, d.Name, needs); back != nil {
				f.Faults = append(f.Faults, fmt.Errorf("%s: depends_on goes in a circle, and none of its jobs ever runs: %s waits for %s", d.Path, d.Name, strings.Join(back, " waits for ")))
				break
			}
		}
	}
	places := map[string]Definition{}
	for _, d := range f.Jobs {
		if d.Export == "" {
			continue
		}
		place := strings.TrimRight(d.Export, "/")
		if o, ok := places[place]; !ok {
			places[place] = d
		} else if !strings.EqualFold(o.Target, d.Target) {
			f.Faults = append(f.Faults, fmt.Errorf("%s: export: %s is where %s exports to, and a place is for one table", d.Path, d.Export, o.Name))
		}
	}
	for _, t := range f.Triggers {
		for _, name := range append(t.names(), t.After...) {
			if _, ok := f.job(name); !ok {
				f.Faults = append(f.Faults, fmt.Errorf("%s: the trigger names %s, and there is no such job", t.Path, name))
			}
		}
		for _, s := range t.Jobs {
			if d, ok := f.job(s.Job); ok {
				if err := d.Check(s.Parameters); err != nil {
					f.Faults = append(f.Faults, fmt.Errorf("%s: %s: %w", t.Path, s.Job, err))
				}
			}
		}
	}
	f.breakCircles()
	return f
}

// breakCircles leaves out triggers that would start what starts them, without end.
func (f *Files) breakCircles() {
	starts := map[string][]string{}
	for _, t := range f.Triggers {
		for _, name := range t.After {
			starts[name] = append(starts[name], t.names()...)
		}
	}
	f.Triggers = slices.DeleteFunc(f.Triggers, func(t Trigger) bool {
		for _, name := range t.After {
			for _, started := range t.names() {
				if back := way(started, name, starts); back != nil {
					f.Faults = append(f.Faults, fmt.Errorf("%s: the trigger is left out, because what it starts starts it again: %s starts %s", t.Path, name, strings.Join(back, " starts ")))
					return true
				}
			}
		}
		return false
	})
}

// way goes from a name to another along edges, both among it; nil where there is none.
func way(from, to string, edges map[string][]string) []string {
	before := map[string]string{from: ""}
	for todo := []string{from}; len(todo) > 0; todo = todo[1:] {
		if todo[0] == to {
			var all []string
			for at := to; at != ""; at = before[at] {
				all = append([]string{at}, all...)
			}
			return all
		}
		for _, next := range edges[todo[0]] {
			if _, seen := before[next]; !seen {
				before[next] = todo[0]
				todo = append(todo, next)
			}
		}
	}
	return nil
}

func (f *Files) job(name string) (Definition, bool) {
	i := slices.IndexFunc(f.Jobs, func(d Definition) bool { return d.Name == name })
	if i < 0 {
		return Definition{}, false
	}
	return f.Jobs[i], true
}

// Trigger gives a trigger by its name.
func (f *Files) Trigger(name string) (Trigger, error) {
	var known []string
	for _, t := range f.Triggers {
		if t.Name == name {
			return t, nil
		}
		known = append(known, t.Name)
	}
	err := fmt.Errorf("there is no trigger %s; there are %s", name, strings.Join(known, ", "))
	return Trigger{}, errors.Join(append([]error{err}, f.Faults...)...)
}

// Find gives a job by its name. Where its file cannot be read, the error says so.
func (j *Jobs) Find(name string) (Definition, error) {
	f := j.Load()
	if d, ok := f.job(name); ok {
		return d, nil
	}
	var known []string
	for _, d := range f.Jobs {
		known = append(known, d.Name)
	}
	err := fmt.Errorf("%w: %s; there are %s", ErrNotFound, name, strings.Join(known, ", "))
	return Definition{}, errors.Join(append([]error{err}, f.Faults...)...)
}

// Enabled reports whether a job's schedule is followed.
func (j *Jobs) Enabled(ctx context.Context, d Definition) (bool, error) {
	s, err := j.Store.JobSettings(ctx, d.Name)
	if s.Enabled != nil {
		return *s.Enabled, err
	}
	return !d.BuiltIn, err
}

// change changes what is set of a job.
func (j *Jobs) change(ctx context.Context, name string, change func(*Settings)) error {
	if _, err := j.Find(name); err != nil {
		return err
	}
	s, err := j.Store.JobSettings(ctx, name)
	if err != nil {
		return err
	}
	change(&s)
	return j.Store.SetJobSettings(ctx, name, s)
}

// Enable has a job's schedule followed, or not.
func (j *Jobs) Enable(ctx context.Context, name string, on bool) error {
	return j.change(ctx, name, func(s *Settings) { s.Enabled = &on })
}

// ResetBookmark moves the bookmark: the schedule goes on with the first interval that begins then or later, and runs again what it has run
// before, unless the job's mode is append.
func (j *Jobs) ResetBookmark(ctx context.Context, name string, to time.Time) error {
	return j.change(ctx, name, func(s *Settings) { s.Bookmark, s.Reset = to, j.now().UTC() })
}

// PauseBookmark has runs of the schedule leave the bookmark where it is, or move it again.
func (j *Jobs) PauseBookmark(ctx context.Context, name string, on bool) error {
	return j.change(ctx, name, func(s *Settings) { s.Paused = on })
}
