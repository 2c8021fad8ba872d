package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/demo"
)

func newDemoCommand(a *app) *cobra.Command {
	var o demo.Options
	var end, logs string
	cmd := &cobra.Command{
		Use:   "demo DIR",
		Short: "Write a demonstration organisation's logs",
		Long: `Writes the logs of a made-up organisation into a folder, in the layout that AWS uses in S3,
with a story in them, and truth.json, which counts what is there: CloudTrail's of all
accounts, and besides those of a network, load balancers, a firewall, a bucket and a
distribution, findings and configurations. The same seed, days and events give the same bytes.

A data directory that the demonstration is imported into holds nothing else, and says DEMO.`,
		Example: `  tarn demo /tmp/logs
  tarn --data /tmp/lake import /tmp/logs
  tarn demo /tmp/large --events 1000000 --days 90 --logs none`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if end != "" {
				t, err := time.Parse(time.DateOnly, end)
				if err != nil {
					return &exitError{code: exitUsage, err: fmt.Errorf("--end %q is not a day; write it as in 2026-11-01", end)}
				}
				o.End = t
			}
			if info, err := os.Stat(args[0]); err == nil && !info.IsDir() {
				return usageError("%s is a file; name a new folder", args[0])
			}
			switch logs {
			case "all":
				o.Logs = demo.LogFormats()
			case "none":
			default:
				o.Logs = strings.Split(logs, ",")
			}
			for _, l := range o.Logs {
				if !slices.Contains(demo.LogFormats(), l) {
					return usageError("--logs: %q is none of %s", l, strings.Join(demo.LogFormats(), ", "))
				}
			}
			truth, err := demo.Write(cmd.Context(), args[0], o)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "DEMO %s events of %d accounts in %s objects (%s, %s of JSON) in %s\n",
				grouped(int64(truth.Events)), len(truth.Accounts), grouped(int64(truth.Objects)), byteCount(truth.Bytes), byteCount(truth.JSONBytes), args[0])
			if records, objects := truth.LogRecords(); objects > 0 {
				fmt.Fprintf(a.stdout, "DEMO %s records of %d other formats in %s objects\n", grouped(int64(records)), len(truth.Logs), grouped(int64(objects)))
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.Int64Var(&o.Seed, "seed", 1, "another seed gives another organisation")
	f.IntVar(&o.Days, "days", 30, "`days` that the logs cover")
	f.IntVar(&o.Events, "events", 30_000, "distinct events, at least those of the story")
	f.StringVar(&logs, "logs", "all", "`formats` to write besides CloudTrail's: all, none, or names as in vpcflow,alb")
	f.StringVar(&end, "end", "", "the `day` after the last one (default "+demo.DefaultEnd.Format(time.DateOnly)+")")
	return cmd
}
