package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/job"
	"tarn/internal/query"
	"tarn/internal/term"
)

// jobLog is what -o json prints of a run.
type jobLog struct {
	job.Run
	// Statements are those of the last attempt that are still in the history.
	Statements []query.Execution `json:"statements"`
}

func newJobLogsCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "logs NAME [RUN]", Short: "Show what a run did: its statements, their rows, times and errors", Args: cobra.RangeArgs(1, 2), ValidArgsFunction: a.completeJobs,
		Long: `Shows a run of a job, the youngest by default, or the one of an ID, of which the beginning is enough:
'tarn job runs -o json' has them. Of a run that was tried several times, the statements are those of the last
attempt; they are known as long as the history of queries keeps them.`,
		Example: `  tarn job logs cloudtrail_daily
  tarn job logs cloudtrail_daily 3f2a9c1e`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			j, d, err := a.job(ctx, args[0])
			if err != nil {
				return err
			}
			f := job.RunFilter{Job: d.Name, Max: 1}
			if len(args) > 1 {
				f = job.RunFilter{Job: d.Name, ID: args[1], Max: 2}
			}
			runs, err := j.Store.FindJobRuns(ctx, f)
			switch {
			case err != nil:
				return err
			case len(runs) == 0 && len(args) > 1:
				return fmt.Errorf("%s has no run %s; 'tarn job runs %s -o json' has those that there are", d.Name, args[1], d.Name)
			case len(runs) == 0:
				return fmt.Errorf("%s was never run", d.Name)
			case len(runs) > 1:
				return usageError("%s is the beginning of several runs' IDs; give more of it", args[1])
			}
			s, err := a.queries(ctx)
			if err != nil {
				return err
			}
			l := jobLog{Run: runs[0], Statements: []query.Execution{}}
			for _, id := range l.Queries {
				x, err := s.Get(ctx, id)
				if errors.Is(err, query.ErrNotFound) {
					continue
				}
				if err != nil {
					return err
				}
				l.Statements = append(l.Statements, x)
			}
			if output == "json" {
				return a.printJSON(l)
			}
			return l.print(a.stdout, d)
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func (l jobLog) print(w io.Writer, d job.Definition) error {
	at := func(t time.Time) string { return t.In(d.Zone()).Format(time.RFC3339) }
	fmt.Fprintf(w, "%s  %s, %s to %s: %s, attempt %d, by %s\n", at(l.Begun), l.Job, at(l.Start), at(l.End), l.State, l.Attempt, cmp.Or(l.By, "manual"))
	for _, name := range slices.Sorted(maps.Keys(l.Parameters)) {
		fmt.Fprintf(w, "  @%s = %s\n", name, term.Safe(l.Parameters[name]))
	}
	for _, x := range l.Statements {
		fmt.Fprintf(w, "%s  %s, %s, %s read, %s\n", at(x.Submitted), x.State, term.Things(x.Rows, "row", "rows"), term.Bytes(x.Stats.Bytes), term.Time(x.Took(time.Now())))
		for line := range strings.Lines(strings.TrimSpace(x.Statement.SQL)) {
			fmt.Fprintf(w, "    %s\n", term.Safe(strings.TrimRight(line, "\n")))
		}
		if x.Error != nil {
			fmt.Fprintf(w, "  %s\n", term.Safe(x.Error.Error()))
		}
	}
	if n := len(l.Queries) - len(l.Statements); n > 0 {
		fmt.Fprintf(w, "%s left out: the history of queries has those of tarn up only\n", term.Things(int64(n), "statement", "statements"))
	}
	for _, p := range l.Partitions {
		fmt.Fprintf(w, "  wrote %s\n", term.Safe(p))
	}
	if !l.Ended.IsZero() {
		fmt.Fprintf(w, "%s  ended after %s", at(l.Ended), term.Time(l.Ended.Sub(l.Begun)))
		if l.Error != "" {
			fmt.Fprintf(w, ": %s", term.Safe(l.Error))
		}
		fmt.Fprintln(w)
	}
	if !l.Retry.IsZero() {
		fmt.Fprintf(w, "%s  is tried again\n", at(l.Retry))
	}
	return nil
}
