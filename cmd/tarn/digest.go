package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/auth"
	"tarn/internal/dashboard"
	"tarn/internal/digest"
	"tarn/internal/notify"
)

// digests send the dashboards of the data directory.
func (a *app) digests(ctx context.Context) (*digest.Digests, error) {
	d, err := a.open(ctx, false)
	if err != nil {
		return nil, err
	}
	s, err := a.queries(ctx)
	if err != nil {
		return nil, err
	}
	notifiers, err := a.config.notifiers()
	if err != nil {
		return nil, err
	}
	return &digest.Digests{
		Boards: d.boards(), Answers: &dashboard.Answers{Queries: s, Stores: d.state.Stores, Now: d.shownTime}, Store: d.state,
		Outbox: &notify.Outbox{Store: d.state, Notifiers: notifiers, Say: a.say}, KeyNamed: d.keyNamed, Names: a.accounts(d).Names,
		Console: a.config.Alerts.Console, Say: a.say,
	}, nil
}

func newDashboardReportCommand(a *app) *cobra.Command {
	var zone, output string
	var to []string
	var ask digest.Ask
	cmd := &cobra.Command{
		Use: "report NAME", Short: "Send a dashboard now, or write what would be sent into a folder", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeDashboards,
		Long: `A report has the figures of a dashboard's numbers, the first rows of its other panels, and a link to
the console; a mail has the rows of each panel as CSV and its picture as SVG besides. The key report
of a dashboard's file has 'tarn up' send it on a schedule; this command sends it once, at once, with
the settings of the file, as far as the flags do not say otherwise.`,
		Example: `  tarn dashboard report overview --output /tmp/report --language ko --zone Asia/Seoul
  tarn dashboard report sign_ins --to team --range 7d`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if (output == "") == (len(to) == 0) {
				return &exitError{code: exitUsage, err: errors.New("give --to NOTIFIER or --output DIR")}
			}
			d, err := a.digests(ctx)
			if err != nil {
				return err
			}
			b, err := d.Boards.Find(args[0])
			if err != nil {
				return err
			}
			if r := b.Report; r != nil {
				f := cmd.Flags()
				for flag, set := range map[string]func(){
					"range": func() { ask.Range = r.Range }, "zone": func() { zone = r.TimeZone }, "language": func() { ask.Language = r.Language },
					"filter": func() { ask.Filters = r.Filters }, "panel": func() { ask.Panels = r.Panels },
				} {
					if !f.Changed(flag) {
						set()
					}
				}
			}
			if ask.Zone, err = time.LoadLocation(zone); err != nil {
				return &exitError{code: exitUsage, err: fmt.Errorf("--zone %s is not known: give one as in Asia/Seoul", zone)}
			}
			m, err := d.Message(ctx, auth.Key{ID: userName(), Role: auth.Admin}, b, ask)
			if err != nil {
				return coded(err)
			}
			if output == "" {
				return d.Send(ctx, m, to)
			}
			if err := os.MkdirAll(output, 0o700); err != nil {
				return err
			}
			files := append([]notify.File{{Name: b.Name + ".txt", Content: []byte(m.Plain())}, {Name: b.Name + ".html", Content: []byte(m.HTML())}}, m.Files...)
			for _, file := range files {
				path := filepath.Join(output, file.Name)
				if err := os.WriteFile(path, file.Content, 0o600); err != nil {
					return err
				}
				fmt.Fprintln(a.stdout, path)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&to, "to", nil, "the `notifiers` of tarn.yaml that get it")
	f.StringVar(&output, "output", "", "the `folder` that it is written into")
	f.StringVar(&ask.Range, "range", "", "the `time` up to now, as in 24h, 30d or 12mo (default the dashboard's own)")
	f.StringVar(&zone, "zone", "UTC", "the time `zone` of days and hours")
	f.StringVar(&ask.Language, "language", language(), "the `language`: en, ko or ja")
	f.StringSliceVar(&ask.Panels, "panel", nil, "only these `panels`")
	f.StringToStringVar(&ask.Filters, "filter", nil, "values of the `filters`, as in account=111122223333")
	return cmd
}
