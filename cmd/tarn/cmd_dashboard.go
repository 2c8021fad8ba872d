package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/query/format"
	"tarn/internal/term"
	"tarn/internal/title"
)

func newDashboardCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dashboard",
		Short: "Pages of charts",
		Long: `A dashboard is a file of YAML in the folder dashboards of the data directory: panels, each a
statement and a chart, over a range of time. Those that Tarn brings are listed, too. The console
shows them; the commands here list them, check files, and print what the panels have.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(newDashboardListCommand(a), newDashboardShowCommand(a), newDashboardRunCommand(a), newDashboardReportCommand(a), newDashboardValidateCommand(a))
	return cmd
}

// boards are the dashboards of the data directory.
func (a *app) boards(ctx context.Context) (dashboard.Boards, error) {
	d, err := a.open(ctx, false)
	if err != nil {
		return dashboard.Boards{}, err
	}
	return d.boards(), nil
}

func (d *dataDir) boards() dashboard.Boards {
	return dashboard.Boards{Folder: filepath.Join(d.dir, "dashboards")}
}

// shownTime is now; in a demonstration, whose days do not go on, it is the end of the last one.
func (d *dataDir) shownTime() time.Time {
	now := time.Now()
	ctx := context.Background()
	stores, err := d.state.Stores(ctx)
	if !d.marker.Demo || err != nil {
		return now
	}
	last := int32(-1)
	for _, s := range stores {
		if s.Kind != catalog.CloudTrail || s.BuiltIn {
			continue
		}
		if t, err := d.table(ctx, s); err == nil {
			days, _ := t.Days(ctx)
			for day := range days {
				last = max(last, day)
			}
		}
	}
	if end := time.Unix(86400*(int64(last)+1), 0); last >= 0 && end.Before(now) {
		return end
	}
	return now
}

// language is the one of the environment, as far as titles have it.
func language() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if code, _, _ := strings.Cut(os.Getenv(name), "_"); slices.Contains(title.Languages, code) {
			return code
		}
	}
	return title.Languages[0]
}

func newDashboardListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "list", Short: "List the dashboards", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := a.boards(cmd.Context())
			if err != nil {
				return err
			}
			boards, faults := b.Load()
			for _, fault := range faults {
				a.say("%v", fault)
			}
			if output == "json" {
				return a.printJSON(boards)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Name\tPanels\tRange\tTitle")
			for _, d := range boards {
				fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", d.Name, len(d.Panels), d.Range, d.Title.In(language()))
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newDashboardShowCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Print a dashboard's file", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeDashboards,
		Example: `  tarn dashboard show sign_ins > $TARN_DATA/dashboards/my_sign_ins.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := a.boards(cmd.Context())
			if err != nil {
				return err
			}
			text, err := b.Source(args[0])
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(text)
			return err
		},
	}
}

func newDashboardRunCommand(a *app) *cobra.Command {
	var zone, output string
	var panels []string
	ask := dashboard.Ask{}
	cmd := &cobra.Command{
		Use: "run NAME", Short: "Print what a dashboard's panels have", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeDashboards,
		Example: `  tarn dashboard run overview --range 24h
  tarn dashboard run users --zone Asia/Seoul --panel monthly
  tarn dashboard run iam --filter account=111122223333 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			var err error
			if ask.Zone, err = time.LoadLocation(zone); err != nil {
				return &exitError{code: exitUsage, err: fmt.Errorf("--zone %s is not known: give one as in Asia/Seoul", zone)}
			}
			b, err := a.boards(ctx)
			if err != nil {
				return err
			}
			d, err := b.Find(args[0])
			if err != nil {
				return err
			}
			s, err := a.queries(ctx)
			if err != nil {
				return err
			}
			answers := &dashboard.Answers{Queries: s, Stores: a.data.state.Stores, Now: a.data.shownTime}
			for _, p := range d.Panels {
				if len(panels) > 0 && !slices.Contains(panels, p.Name) {
					continue
				}
				answer, err := answers.Panel(ctx, auth.Key{ID: userName(), Role: auth.Admin}, d, p.Name, ask)
				missing := (*dashboard.MissingError)(nil)
				if errors.As(err, &missing) && output != "json" {
					a.say("%s: %v", p.Title.In(language()), err)
					continue
				}
				if err != nil {
					return fmt.Errorf("panel %s: %w", p.Name, coded(err))
				}
				if err := a.printPanel(p, answer, output); err != nil {
					return err
				}
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&ask.Range, "range", "", "the `time` up to now, as in 24h, 30d or 12mo (default the dashboard's own)")
	f.StringVar(&zone, "zone", "UTC", "the time `zone` of days and hours")
	f.StringSliceVar(&panels, "panel", nil, "only these `panels`")
	f.StringToStringVar(&ask.Filters, "filter", nil, "values of the `filters`, as in account=111122223333")
	f.StringToStringVar(&ask.Stores, "store", nil, "the `stores` to read, as in cloudtrail=trails; by default the one that is called as its kind, or else the oldest")
	outputFlag(cmd, &output)
	return cmd
}

// printPanel prints a panel's rows under its title; as JSON, one object a panel.
func (a *app) printPanel(p dashboard.Panel, answer dashboard.Answer, output string) error {
	if output == "json" {
		var rows strings.Builder
		e, err := format.New("json", &rows, answer.Columns)
		if err == nil {
			err = errors.Join(e.Rows(answer.Rows), e.Close())
		}
		if err != nil {
			return err
		}
		return a.printJSON(struct {
			Panel string          `json:"panel"`
			From  time.Time       `json:"from"`
			To    time.Time       `json:"to"`
			Rows  json.RawMessage `json:"rows"`
		}{p.Name, answer.Span.From, answer.Span.To, json.RawMessage(rows.String())})
	}
	fmt.Fprintf(a.stdout, "%s\n\n", term.Safe(p.Title.In(language())))
	width, colour := term.Terminal(a.stdout)
	t := format.NewTable(a.stdout, answer.Columns, width, colour)
	if err := errors.Join(t.Rows(answer.Rows), t.Close()); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.stdout)
	return err
}

func newDashboardValidateCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "validate FILE...", Short: "Check files of dashboards, without asking anything", Args: cobra.MinimumNArgs(1),
		Example: `  tarn dashboard validate dashboards/*.yaml`,
		RunE: func(_ *cobra.Command, args []string) error {
			var faults []error
			for _, path := range args {
				text, err := os.ReadFile(path)
				if err == nil {
					_, err = dashboard.Parse(text, path)
				}
				faults = append(faults, err)
			}
			return errors.Join(faults...)
		},
	}
}

// completeDashboards offers the dashboards' names to the shell.
func (a *app) completeDashboards(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 || a.configure(cmd) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	b, err := a.boards(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	boards, _ := b.Load()
	for _, d := range boards {
		names = append(names, d.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
