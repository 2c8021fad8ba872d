package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/job"
	"tarn/internal/term"
)

func newJobCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "job",
		Short: "Statements on a schedule",
		Long: `A job is a file of YAML in the folder jobs of the data directory, or in the one that tarn.yaml
names: a statement, the schedule, and the table that the rows go to. Each run is about an
interval of time, and a second run for the same interval replaces what the first one wrote.
'tarn up' follows the schedules; the commands here run jobs by hand, also beside a server.
Jobs that Tarn brings are listed, too; 'tarn job enable' has their schedules followed.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(newJobListCommand(a), newJobShowCommand(a), newJobRunCommand(a), newJobBackfillCommand(a), newJobRunsCommand(a), newJobEnableCommand(a, true), newJobEnableCommand(a, false),
		newJobTriggerCommand(a), newJobExportCommand(a), newJobBookmarkCommand(a), newJobValidateCommand(a))
	return cmd
}

// jobInfo is what -o json prints of a job.
type jobInfo struct {
	job.Definition
	Enabled  bool      `json:"enabled"`
	Bookmark time.Time `json:"bookmark,omitzero"`
	Next     time.Time `json:"next,omitzero"`
	Last     *job.Run  `json:"last,omitempty"`
}

func (a *app) jobInfo(ctx context.Context, j *job.Jobs, d job.Definition) (jobInfo, error) {
	info := jobInfo{Definition: d}
	s, err := j.Store.JobSettings(ctx, d.Name)
	if err != nil {
		return info, err
	}
	info.Bookmark = s.Bookmark
	if info.Enabled, err = j.Enabled(ctx, d); err != nil {
		return info, err
	}
	info.Next = d.Next(time.Now())
	runs, err := j.Store.JobRuns(ctx, d.Name, 1)
	if len(runs) > 0 {
		info.Last = &runs[0]
	}
	return info, err
}

func newJobListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "list", Short: "List the jobs, their schedules and last runs", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			j, err := a.jobs(ctx)
			if err != nil {
				return err
			}
			files := j.Load()
			infos := []jobInfo{}
			for _, d := range files.Jobs {
				info, err := a.jobInfo(ctx, j, d)
				if err != nil {
					return err
				}
				infos = append(infos, info)
			}
			for _, fault := range files.Faults {
				a.say("%v", fault)
			}
			if output == "json" {
				return a.printJSON(infos)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Name\tSchedule\tFollowed\tTarget\tLast run\tState")
			for _, i := range infos {
				last, state := "never", ""
				if i.Last != nil {
					last, state = i.Last.Start.In(i.Zone()).Format("2006-01-02 15:04"), string(i.Last.State)
				}
				followed := "no"
				if i.Enabled && i.Schedule != "" {
					followed = "yes"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", i.Name, strings.TrimSpace(cmp.Or(i.Schedule, "on demand")+" "+i.TimeZone), followed, i.Target, last, state)
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newJobShowCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "show NAME", Short: "Show a job", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Example: `  tarn job show cloudtrail_daily`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, err := a.jobs(ctx)
			if err != nil {
				return err
			}
			d, err := j.Find(args[0])
			if err != nil {
				return err
			}
			info, err := a.jobInfo(ctx, j, d)
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(info)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			line := func(name, value string) {
				if value != "" {
					fmt.Fprintf(w, "%s\t%s\n", name, value)
				}
			}
			line("Name", d.Name)
			line("File", d.Path)
			line("Description", d.Description)
			line("Schedule", strings.TrimSpace(cmp.Or(d.Schedule, "on demand")+" "+d.TimeZone))
			if !info.Next.IsZero() {
				line("Next", info.Next.In(d.Zone()).Format(time.RFC3339))
			}
			line("Target", d.Target)
			line("Partitions", strings.Join(d.PartitionBy, ", "))
			line("Mode", d.Mode)
			line("After", strings.Join(d.DependsOn, ", "))
			for _, name := range slices.Sorted(maps.Keys(d.Parameters)) {
				line("@"+name, fmt.Sprint(d.Parameters[name]))
			}
			if info.Last != nil {
				line("Last run", runLine(*info.Last, d))
				line("Error", info.Last.Error)
			}
			if err := w.Flush(); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "\n%s\n", strings.TrimSpace(d.SQL))
			return err
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func runLine(r job.Run, d job.Definition) string {
	return fmt.Sprintf("%s, %s, %d rows", r.Start.In(d.Zone()).Format("2006-01-02 15:04"), r.State, r.Rows)
}

func newJobRunCommand(a *app) *cobra.Command {
	var date, output string
	var params []string
	var again bool
	cmd := &cobra.Command{
		Use: "run NAME", Short: "Run a job now, for an interval", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Long: `Runs a job for the interval whose logical date is the given day, in the job's time zone; by default
for the last interval that is over. An interval that has succeeded is not run again, unless --rerun says
so: its rows then replace those of the run before.`,
		Example: `  tarn job run cloudtrail_daily --date 2024-05-07
  tarn job run cloudtrail_daily --date 2024-05-07 --rerun
  tarn job run top_errors --param limit=20`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, err := a.jobs(ctx)
			if err != nil {
				return err
			}
			d, err := j.Find(args[0])
			if err != nil {
				return err
			}
			given, err := paramsOf(d, params)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			interval, err := intervalOf(d, date)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			begun := time.Now()
			r, err := j.Run(ctx, job.Request{Job: d, Interval: interval, By: "manual", Parameters: given, Again: again})
			if output == "json" && r.ID != "" {
				return errors.Join(a.printJSON(r), err)
			}
			if err != nil {
				return fmt.Errorf("job %s, %s: %w", d.Name, interval, err)
			}
			if r.Begun.Before(begun) {
				_, err := fmt.Fprintf(a.stdout, "%s  %s: done before; --rerun runs it again\n", d.Name, r.Start.In(d.Zone()).Format("2006-01-02 15:04"))
				return err
			}
			return a.ran(d, r)
		},
	}
	cmd.Flags().BoolVar(&again, "rerun", false, "run an interval that has succeeded again")
	cmd.Flags().StringVar(&date, "date", "", "the logical `date` of the interval, as in 2024-05-07")
	cmd.Flags().StringArrayVar(&params, "param", nil, "a parameter's `value`, as in limit=20")
	outputFlag(cmd, &output)
	return cmd
}

// ran says what a run did.
func (a *app) ran(d job.Definition, r job.Run) error {
	what := fmt.Sprintf("%d rows", r.Rows)
	if d.Target != "" {
		what += " into " + d.Target
	}
	if len(r.Partitions) > 0 && len(r.Partitions) < 6 {
		what += ", " + strings.Join(r.Partitions, ", ")
	} else if len(r.Partitions) > 0 {
		what += fmt.Sprintf(", %d partitions", len(r.Partitions))
	}
	_, err := fmt.Fprintf(a.stdout, "%s  %s: %s, %s\n", d.Name, r.Start.In(d.Zone()).Format("2006-01-02 15:04"), what, term.Time(r.Ended.Sub(r.Begun)))
	return err
}

// paramsOf reads --param.
func paramsOf(d job.Definition, list []string) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range list {
		name, value, ok := strings.Cut(p, "=")
		if _, known := d.Parameters[name]; !ok || !known {
			return nil, fmt.Errorf("--param %s: give name=value; the job's parameters are %s", p, cmp.Or(strings.Join(slices.Sorted(maps.Keys(d.Parameters)), ", "), "none"))
		}
		out[name] = value
	}
	return out, nil
}

func intervalOf(d job.Definition, date string) (job.Interval, error) {
	now := time.Now()
	if date == "" {
		return d.Recent(now), nil
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return job.Interval{}, fmt.Errorf("--date %s: give a day as in 2024-05-07", date)
	}
	i, ok := d.On(day)
	if !ok {
		return i, fmt.Errorf("--date %s: the schedule %s has no interval that begins on that day", date, d.Schedule)
	}
	return i, nil
}

func newJobBackfillCommand(a *app) *cobra.Command {
	var from, to, output string
	var again bool
	cmd := &cobra.Command{
		Use: "backfill NAME --from DAY --to DAY", Short: "Run a job for many intervals, one after another", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Long: `Runs a job for each interval whose logical date is from one day to another, both among them.
Intervals that have succeeded are left out, so that a backfill that was ended goes on where it was;
--rerun runs them again. Ctrl-C ends it after what is written is whole.`,
		Example: `  tarn job backfill cloudtrail_daily --from 2024-05-01 --to 2024-05-31
  tarn job backfill cloudtrail_daily --from 2024-05-07 --to 2024-05-07 --rerun`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, err := a.jobs(ctx)
			if err != nil {
				return err
			}
			d, err := j.Find(args[0])
			if err != nil {
				return err
			}
			first, err1 := time.Parse(time.DateOnly, from)
			last, err2 := time.Parse(time.DateOnly, to)
			if err1 != nil || err2 != nil || last.Before(first) {
				return &exitError{code: exitUsage, err: errors.New("give --from and --to as days, as in --from 2024-05-01 --to 2024-05-31")}
			}
			intervals := d.Between(first, last, time.Now())
			if len(intervals) == 0 {
				return &exitError{code: exitUsage, err: fmt.Errorf("no interval of the job lies between %s and %s and is over", from, to)}
			}
			runs, failed := []job.Run{}, 0
			begun := time.Now()
			progress := term.NewProgress(a.stderr, time.Second)
			for n, i := range intervals {
				progress.Show(fmt.Sprintf("%s %d of %d, %s", term.Bar(float64(n)/float64(len(intervals)), 20), n, len(intervals), i.Start.In(d.Zone()).Format("2006-01-02 15:04")))
				r, err := j.Run(ctx, job.Request{Job: d, Interval: i, By: "backfill", Again: again})
				if ctx.Err() != nil {
					progress.Clear()
					a.say("ended after %d of %d intervals; the same command goes on from there", n, len(intervals))
					return context.Cause(ctx)
				}
				if err != nil {
					progress.Clear()
					a.say("%s: %v", i, err)
					failed++
				} else if output != "json" {
					progress.Clear()
					if r.Begun.Before(begun) {
						fmt.Fprintf(a.stdout, "%s  %s: done before\n", d.Name, r.Start.In(d.Zone()).Format("2006-01-02 15:04"))
					} else if err := a.ran(d, r); err != nil {
						return err
					}
				}
				runs = append(runs, r)
			}
			progress.Clear()
			if output == "json" {
				if err := a.printJSON(runs); err != nil {
					return err
				}
			}
			if failed > 0 {
				return fmt.Errorf("%d of %d intervals failed; the same command tries those again", failed, len(intervals))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the first logical `date`")
	cmd.Flags().StringVar(&to, "to", "", "the last logical `date`")
	cmd.Flags().BoolVar(&again, "rerun", false, "run intervals that have succeeded again, too")
	outputFlag(cmd, &output)
	return cmd
}

func newJobRunsCommand(a *app) *cobra.Command {
	var output string
	var max int
	cmd := &cobra.Command{
		Use: "runs [NAME]", Short: "List what became of runs, the youngest first", Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeJobs,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, err := a.jobs(ctx)
			if err != nil {
				return err
			}
			name := ""
			if len(args) > 0 {
				if _, err := j.Find(args[0]); err != nil {
					return err
				}
				name = args[0]
			}
			runs, err := j.Store.JobRuns(ctx, name, max)
			if err != nil {
				return err
			}
			if output == "json" {
				if runs == nil {
					runs = []job.Run{}
				}
				return a.printJSON(runs)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Job\tInterval\tState\tBy\tTries\tRows\tRead\tTook\tError")
			for _, r := range runs {
				took := ""
				if !r.Ended.IsZero() {
					took = term.Time(r.Ended.Sub(r.Begun))
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", r.Job, r.Interval, r.State, r.By, r.Attempt, r.Rows, term.Bytes(r.Bytes), took, term.Safe(firstLine(r.Error)))
			}
			return w.Flush()
		},
	}
	cmd.Flags().IntVar(&max, "max", 100, "at most so `many`")
	outputFlag(cmd, &output)
	return cmd
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func newJobEnableCommand(a *app, on bool) *cobra.Command {
	use, short := "enable NAME", "Have a job's schedule followed"
	if !on {
		use, short = "disable NAME", "Have a job's schedule followed no longer"
	}
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		RunE: func(cmd *cobra.Command, args []string) error {
			j, err := a.jobs(cmd.Context())
			if err != nil {
				return err
			}
			return j.Enable(cmd.Context(), args[0], on)
		},
	}
}

func newJobTriggerCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "trigger NAME", Short: "Start a trigger's jobs now, at once", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			j, err := a.jobs(cmd.Context())
			if err != nil {
				return err
			}
			runs, err := j.Trigger(cmd.Context(), args[0])
			for _, r := range runs {
				if d, findErr := j.Find(r.Job); findErr == nil && r.State == job.Success {
					if err := a.ran(d, r); err != nil {
						return err
					}
				}
			}
			return err
		},
	}
}

func newJobBookmarkCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "bookmark", Short: "How far a job's schedule has come", Args: cobra.NoArgs,
		Long: `A job's bookmark is the end of the last interval that its schedule has done. Reset, the schedule goes on
from another time; paused, runs do not move it.`,
	}
	show := &cobra.Command{
		Use: "show NAME", Short: "Show a job's bookmark", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		RunE: func(cmd *cobra.Command, args []string) error {
			j, err := a.jobs(cmd.Context())
			if err != nil {
				return err
			}
			d, err := j.Find(args[0])
			if err != nil {
				return err
			}
			s, err := j.Store.JobSettings(cmd.Context(), d.Name)
			if err != nil {
				return err
			}
			at := "none: the schedule has done nothing yet"
			if !s.Bookmark.IsZero() {
				at = s.Bookmark.In(d.Zone()).Format(time.RFC3339)
			}
			if s.Paused {
				at += " (paused)"
			}
			_, err = fmt.Fprintln(a.stdout, at)
			return err
		},
	}
	var to string
	reset := &cobra.Command{
		Use: "reset NAME", Short: "Have the schedule begin anew, or go on from a day", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Example: `  tarn job bookmark reset cloudtrail_daily --to 2024-05-01`,
		RunE: func(cmd *cobra.Command, args []string) error {
			j, err := a.jobs(cmd.Context())
			if err != nil {
				return err
			}
			d, err := j.Find(args[0])
			if err != nil {
				return err
			}
			at := time.Time{}
			if to != "" {
				if at, err = time.ParseInLocation(time.DateOnly, to, d.Zone()); err != nil {
					return &exitError{code: exitUsage, err: fmt.Errorf("--to %s: give a day as in 2024-05-01", to)}
				}
			}
			return j.ResetBookmark(cmd.Context(), args[0], at)
		},
	}
	reset.Flags().StringVar(&to, "to", "", "the `day` to go on from, in the job's time zone")
	cmd.AddCommand(show, reset)
	for _, on := range []bool{true, false} {
		use, short := "pause NAME", "Have runs leave the bookmark where it is"
		if !on {
			use, short = "resume NAME", "Have runs move the bookmark again"
		}
		cmd.AddCommand(&cobra.Command{
			Use: use, Short: short, Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
			RunE: func(cmd *cobra.Command, args []string) error {
				j, err := a.jobs(cmd.Context())
				if err != nil {
					return err
				}
				return j.PauseBookmark(cmd.Context(), args[0], on)
			},
		})
	}
	return cmd
}

func newJobValidateCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "validate FILE...", Short: "Check files of jobs, without running them", Args: cobra.MinimumNArgs(1),
		Example: `  tarn job validate jobs/*.yaml`,
		RunE: func(_ *cobra.Command, args []string) error {
			var faults []error
			for _, path := range args {
				text, err := os.ReadFile(path)
				if err == nil {
					err = job.Check(text, path)
				}
				faults = append(faults, err)
			}
			return errors.Join(faults...)
		},
	}
}

// completeJobs offers the jobs' names to the shell.
func (a *app) completeJobs(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 || a.configure(cmd) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	j, err := a.jobs(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, d := range j.Load().Jobs {
		names = append(names, d.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
