package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

func newJobExportCommand(a *app) *cobra.Command {
	var to, output string
	cmd := &cobra.Command{
		Use: "export NAME [--to PLACE]", Short: "Bring a copy of a job's table up to date, as folders of Parquet files", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeJobs,
		Long: `Keeps a copy of a job's table as Hive has tables: a folder for each partition, as in
proc_ymd=20240507, with Parquet files that need no catalog. What the copy lacks is written, then what
is no longer the table's is removed; files of other names are left alone. While files are exchanged, a
reader of the folder may see old and new rows beside each other. A place that has another table's copy
is refused. By default PLACE is what 'export:' of the job's file says.`,
		Example: `  tarn job export cloudtrail_daily --to /srv/cloudtrail_daily
  tarn job export cloudtrail_daily --to s3://team/cloudtrail_daily`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			_, d, err := a.job(ctx, args[0])
			if err != nil {
				return err
			}
			place := cmp.Or(to, d.Export)
			database, table, ok := strings.Cut(d.Target, ".")
			if place == "" || !ok {
				return &exitError{code: exitUsage, err: errors.New("give --to, and a job with a target: the job's file says none")}
			}
			if !strings.Contains(place, "://") {
				if place, err = filepath.Abs(place); err != nil {
					return err
				}
			}
			data, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			r, err := data.warehouse.Export(ctx, database, table, place)
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(r)
			}
			_, err = fmt.Fprintf(a.stdout, "%s at %s: %d files written, %d removed, %d as they were\n", d.Target, place, r.Written, r.Removed, r.Kept)
			return err
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the `place`: a folder, or s3://bucket/prefix")
	outputFlag(cmd, &output)
	return cmd
}
