package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/job"
	"tarn/internal/term"
)

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
  tarn job run errors_daily --param least=20`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, d, err := a.job(ctx, args[0])
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
	cmd.Flags().StringArrayVar(&params, "param", nil, "a parameter's `value`, as in least=20")
	outputFlag(cmd, &output)
	return cmd
}

// ran says what a run did.
func (a *app) ran(d job.Definition, r job.Run) error {
	what := term.Things(r.Rows, "row", "rows")
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
		if !ok {
			return nil, fmt.Errorf("--param %s: give name=value", p)
		}
		out[name] = value
	}
	return out, d.Check(out)
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
	var params []string
	var again bool
	cmd := &cobra.Command{
		Use: "backfill NAME --from DAY --to DAY", Short: "Run a job for many intervals, one after another", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Long: `Runs a job for each interval whose logical date is from one day to another, both among them.
Intervals that have succeeded are left out, so that a backfill that was ended goes on where it was;
--rerun runs them again. Ctrl-C ends it after what is written is whole.`,
		Example: `  tarn job backfill cloudtrail_daily --from 2024-05-01 --to 2024-05-31
  tarn job backfill cloudtrail_daily --from 2024-05-07 --to 2024-05-07 --rerun
  tarn job backfill errors_daily --from 2024-05-01 --to 2024-05-31 --param least=20 --rerun`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, d, err := a.job(ctx, args[0])
			if err != nil {
				return err
			}
			given, err := paramsOf(d, params)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
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
			if len(intervals) == job.MaxIntervals {
				return usageError("from %s to %s there are %d intervals or more: give fewer days", from, to, job.MaxIntervals)
			}
			runs, failed := []job.Run{}, 0
			begun := time.Now()
			progress := term.NewProgress(a.stderr, time.Second)
			for n, i := range intervals {
				progress.Show(fmt.Sprintf("%s %d of %d, %s", term.Bar(float64(n)/float64(len(intervals)), 20), n, len(intervals), i.Start.In(d.Zone()).Format("2006-01-02 15:04")))
				r, err := j.Run(ctx, job.Request{Job: d, Interval: i, By: "backfill", Parameters: given, Again: again})
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
	cmd.Flags().StringArrayVar(&params, "param", nil, "a parameter's `value`, as in least=20")
	cmd.Flags().BoolVar(&again, "rerun", false, "run intervals that have succeeded again, too")
	outputFlag(cmd, &output)
	return cmd
}
