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
	cmd.AddCommand(newJobListCommand(a), newJobShowCommand(a), newJobRunCommand(a), newJobBackfillCommand(a), newJobRunsCommand(a), newJobLogsCommand(a), newJobEnableCommand(a, true), newJobEnableCommand(a, false),
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
	var file bool
	cmd := &cobra.Command{
		Use: "show NAME", Short: "Show a job, or print its file", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Long: `Shows a job. With --file its file is printed as it is, and the statement with it where that is in another file:
what comes out is a job of its own, under another name.`,
		Example: `  tarn job show cloudtrail_daily
  tarn job show cloudtrail_daily --file | sed 's/Asia.Seoul/Europe\/Berlin/; s/cloudtrail_daily/berlin_daily/' > $TARN_DATA/jobs/berlin_daily.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, d, err := a.job(ctx, args[0])
			if err != nil {
				return err
			}
			info, err := a.jobInfo(ctx, j, d)
			if err != nil {
				return err
			}
			if file {
				_, err := a.stdout.Write(d.Source())
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
			line("Description", d.Description.In("en"))
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
	cmd.Flags().BoolVar(&file, "file", false, "print the job's file")
	outputFlag(cmd, &output)
	cmd.MarkFlagsMutuallyExclusive("file", "output")
	return cmd
}

func runLine(r job.Run, d job.Definition) string {
	return fmt.Sprintf("%s, %s, %s", r.Start.In(d.Zone()).Format("2006-01-02 15:04"), r.State, term.Things(r.Rows, "row", "rows"))
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
	var output string
	cmd := &cobra.Command{
		Use: "trigger [NAME]", Short: "Start a trigger's jobs now, at once", Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeTriggers,
		Long: `Starts the jobs of a trigger at once, with the parameters that its file gives, and waits for them. One that
fails does not end the others. Without a name, lists the triggers: what starts them, and what they start.`,
		Example: `  tarn job trigger
  tarn job trigger raw_to_columnar`,
		RunE: func(cmd *cobra.Command, args []string) error {
			j, err := a.jobs(cmd.Context())
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return a.listTriggers(j.Load(), output)
			}
			runs, err := j.Trigger(cmd.Context(), args[0])
			runs = slices.DeleteFunc(runs, func(r job.Run) bool { return r.ID == "" })
			if output == "json" && runs != nil {
				return errors.Join(a.printJSON(runs), err)
			}
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
	outputFlag(cmd, &output)
	return cmd
}

func (a *app) listTriggers(f job.Files, output string) error {
	for _, fault := range f.Faults {
		a.say("%v", fault)
	}
	if output == "json" {
		return a.printJSON(append([]job.Trigger{}, f.Triggers...))
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "Name\tStarted\tJobs")
	for _, t := range f.Triggers {
		started := strings.TrimSpace(cmp.Or(t.Schedule, "on demand") + " " + t.TimeZone)
		if t.After != nil {
			started = "after " + strings.Join(t.After, ", ")
		}
		var starts []string
		for _, s := range t.Jobs {
			text := s.Job
			for _, name := range slices.Sorted(maps.Keys(s.Parameters)) {
				text += fmt.Sprintf(" @%s=%s", name, term.Safe(s.Parameters[name]))
			}
			starts = append(starts, text)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", t.Name, started, strings.Join(starts, ", "))
	}
	return w.Flush()
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
	return a.completeFiles(cmd, args, func(f job.Files) (names []string) {
		for _, d := range f.Jobs {
			names = append(names, d.Name)
		}
		return names
	})
}

// completeTriggers offers the triggers' names to the shell.
func (a *app) completeTriggers(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	return a.completeFiles(cmd, args, func(f job.Files) (names []string) {
		for _, t := range f.Triggers {
			names = append(names, t.Name)
		}
		return names
	})
}

func (a *app) completeFiles(cmd *cobra.Command, args []string, names func(job.Files) []string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 || a.configure(cmd) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	j, err := a.jobs(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return names(j.Load()), cobra.ShellCompDirectiveNoFileComp
}
