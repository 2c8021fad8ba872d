package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/catalog"
	"tarn/internal/report"
	"tarn/internal/sql/syntax"
)

func newViewReportsCommand(a *app) *cobra.Command {
	var zone, database string
	stores := map[string]string{}
	cmd := &cobra.Command{
		Use:   "reports",
		Short: "Make the views of the reports that Tarn brings",
		Long: `Makes views that answer what is asked of logs every month: users and events by month, day, hour and
service, what IAM users were created and policies attached, top errors, what root did, requests of load
balancers, rejected flows. Months, days and hours are those of a time zone. Users are people: IAM users,
root, federated users and the session names of roles. A report whose logs are not there is left out.
Views that are there are replaced.`,
		Example: `  tarn view reports --zone Asia/Seoul
  tarn view reports --zone Asia/Tokyo --database tokyo
  tarn query 'SELECT * FROM reports.monthly_users_and_events ORDER BY month'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if _, err := time.LoadLocation(zone); err != nil {
				return &exitError{code: exitUsage, err: fmt.Errorf("--zone %s is not known: give one as in Asia/Seoul", zone)}
			}
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			all, err := d.state.Stores(ctx)
			if err != nil {
				return err
			}
			if err := a.command(ctx, "CREATE DATABASE IF NOT EXISTS "+syntax.Quote(database)); err != nil {
				return err
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			for _, v := range report.Views() {
				table := stores[v.Kind()]
				if s, ok := catalog.StoreOfKind(all, v.Kind(), ""); ok && table == "" {
					table = s.Name
				}
				if table == "" {
					fmt.Fprintf(w, "%s.%s\tleft out: there are no logs of the kind %s\n", database, v.Name, v.Kind())
					continue
				}
				if err := a.command(ctx, v.Statement(zone, syntax.Quote(table), database)); err != nil {
					return err
				}
				fmt.Fprintf(w, "%s.%s\t%s\n", strings.ToLower(database), v.Name, v.Description)
			}
			return w.Flush()
		},
	}
	cmd.Flags().StringVar(&zone, "zone", "UTC", "the time `zone` of months, days and hours")
	cmd.Flags().StringVar(&database, "database", "reports", "the `database` that the views are made in")
	cmd.Flags().StringToStringVar(&stores, "store", nil, "the `stores` to read, as in cloudtrail=trails,alb=web; by default the one that is called as its kind, or else the oldest")
	return cmd
}
