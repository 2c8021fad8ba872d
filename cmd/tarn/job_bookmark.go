package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

// bookmarkInfo is what -o json prints of a bookmark.
type bookmarkInfo struct {
	Job      string    `json:"job"`
	Bookmark time.Time `json:"bookmark,omitzero"`
	Paused   bool      `json:"paused"`
	Reset    time.Time `json:"reset,omitzero"`
}

func newJobBookmarkCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "bookmark", Short: "How far a job's schedule has come", Args: cobra.NoArgs,
		Long: `A job's bookmark is the end of the last interval that its schedule has done. Reset, the schedule goes on
from another time; paused, runs do not move it.`,
	}
	var output string
	show := &cobra.Command{
		Use: "show NAME", Short: "Show a job's bookmark", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		RunE: func(cmd *cobra.Command, args []string) error {
			j, d, err := a.job(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			s, err := j.Store.JobSettings(cmd.Context(), d.Name)
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(bookmarkInfo{d.Name, s.Bookmark, s.Paused, s.Reset})
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
	outputFlag(show, &output)
	var to string
	reset := &cobra.Command{
		Use: "reset NAME", Short: "Have the schedule begin anew, or go on from a day", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Example: `  tarn job bookmark reset cloudtrail_daily --to 2024-05-01`,
		RunE: func(cmd *cobra.Command, args []string) error {
			j, d, err := a.job(cmd.Context(), args[0])
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
