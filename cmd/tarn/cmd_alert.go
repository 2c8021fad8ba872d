package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/alert"
	"tarn/internal/term"
)

func newAlertCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "alert",
		Short: "Rules that watch the logs, and messages about what they find",
		Long: `A rule is a file of YAML in the folder alerts of the data directory, or in the one that tarn.yaml
names: a statement, a schedule, and what a message says. Each row that a statement finds is told
once. 'tarn up' evaluates the rules and sends the messages to the notifiers of tarn.yaml; the
commands here show what happened, and say what a rule would have sent. Rules that Tarn brings are
listed, too.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(newAlertListCommand(a), newAlertShowCommand(a), newAlertRunCommand(a), newAlertTestCommand(a), newAlertHistoryCommand(a), newAlertEnableCommand(a, true), newAlertEnableCommand(a, false),
		newAlertSilenceCommand(a), newAlertSilencesCommand(a), newAlertUnsilenceCommand(a), newAlertSendTestCommand(a), newAlertOutboxCommand(a), newAlertValidateCommand(a))
	return cmd
}

func newAlertListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "list", Short: "List the rules, and where they stand", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			al, err := a.alerts(ctx)
			if err != nil {
				return err
			}
			list, err := al.Rules(ctx)
			if err != nil {
				return err
			}
			for _, fault := range al.Load().Faults {
				a.say("%v", fault)
			}
			if output == "json" {
				return a.printJSON(list)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Name\tSeverity\tState\tGroups\tEvaluated\tNotifiers")
			for _, s := range list {
				fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\n", s.Name, s.Severity, stateOf(s), len(s.Groups), moment(s.Evaluated), strings.Join(s.Notifiers, ", "))
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

// stateOf is where a rule stands, and why it is not evaluated.
func stateOf(s alert.Status) string {
	switch {
	case !s.Enabled:
		return "disabled"
	case len(s.Needs) > 0:
		return "needs " + strings.Join(s.Needs, ", ")
	case strings.HasPrefix(s.Error, alert.ErrNoStore.Error()):
		return "no logs"
	case s.Error != "":
		return string(s.State) + ", failed"
	}
	return string(s.State)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}

// rule gives a rule by its name, with where it stands.
func (a *app) rule(ctx context.Context, name string) (*alert.Alerts, alert.Status, error) {
	al, err := a.alerts(ctx)
	if err != nil {
		return nil, alert.Status{}, err
	}
	if _, err := al.Find(name); err != nil {
		return nil, alert.Status{}, err
	}
	list, err := al.Rules(ctx)
	i := slices.IndexFunc(list, func(s alert.Status) bool { return s.Name == name })
	if err != nil || i < 0 {
		return nil, alert.Status{}, errors.Join(err, alert.ErrNotFound)
	}
	return al, list[i], nil
}

func newAlertShowCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "show NAME", Short: "Show a rule, its groups and its silences", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeRules,
		Example: `  tarn alert show console_signin_not_allowed`,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, s, err := a.rule(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(s)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			line := func(name, value string) {
				if value != "" && value != "0s" {
					fmt.Fprintf(w, "%s\t%s\n", name, term.Safe(value))
				}
			}
			length := func(d any) string { return fmt.Sprint(d) }
			line("Name", s.Name)
			line("Title", s.Title.In(cmp.Or(a.config.Alerts.Language, "en")))
			line("File", s.Path)
			line("Description", s.Description.In("en"))
			line("Reference", s.Reference)
			line("Severity", s.Severity)
			line("State", stateOf(s))
			line("Schedule", strings.TrimSpace(s.Schedule+" "+s.TimeZone))
			line("Window", length(time.Duration(s.Window)))
			line("Delay", length(time.Duration(s.Delay)))
			line("Threshold", s.Threshold)
			line("For", length(time.Duration(s.For)))
			line("Grouped by", strings.Join(s.GroupBy, ", "))
			line("Age", length(time.Duration(s.MaxAge)))
			line("Repeated", length(time.Duration(s.RepeatInterval)))
			line("Notifiers", strings.Join(s.Notifiers, ", "))
			for _, name := range slices.Sorted(maps.Keys(s.Parameters)) {
				line("@"+name, fmt.Sprint(s.Parameters[name]))
			}
			line("Evaluated", moment(s.Evaluated))
			line("Error", s.Error)
			for _, g := range s.Groups {
				line(string(g.State), fmt.Sprintf("%s since %s, %d rows, %d messages", labelsText(g.Labels), moment(g.Since), g.Rows, g.Messages))
			}
			for _, q := range s.Silences {
				line("Silence", fmt.Sprintf("%s %s until %s %s", q.ID, labelsText(q.Labels), moment(q.Ends), q.Comment))
			}
			if err := w.Flush(); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "\n%s\n", strings.TrimSpace(s.SQL))
			return err
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func labelsText(labels map[string]string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		parts = append(parts, name+"="+labels[name])
	}
	return cmp.Or(strings.Join(parts, ", "), "all")
}

func newAlertHistoryCommand(a *app) *cobra.Command {
	var output string
	var max int
	cmd := &cobra.Command{
		Use: "history [NAME]", Short: "List what happened to rules, the youngest first", Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeRules,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			al, err := a.alerts(ctx)
			if err != nil {
				return err
			}
			events, err := al.History(ctx, strings.Join(args, ""), max)
			if err != nil {
				return err
			}
			if output == "json" {
				if events == nil {
					events = []alert.Event{}
				}
				return a.printJSON(events)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Time\tRule\tState\tGroup\tRows\tTold")
			for _, e := range events {
				told := strings.Join(e.Notifiers, ", ")
				switch {
				case e.Silence != "":
					told = "silenced"
				case e.Error != "":
					told = e.Error
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", moment(e.Time), e.Rule, cmp.Or(string(e.State), "failed"), term.Safe(labelsText(e.Labels)), e.Rows, term.Safe(firstLine(told)))
			}
			return w.Flush()
		},
	}
	cmd.Flags().IntVar(&max, "max", 100, "at most so `many`")
	outputFlag(cmd, &output)
	return cmd
}

func newAlertEnableCommand(a *app, on bool) *cobra.Command {
	use, short := "enable NAME", "Have a rule evaluated"
	if !on {
		use, short = "disable NAME", "Have a rule evaluated no longer"
	}
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeRules,
		RunE: func(cmd *cobra.Command, args []string) error {
			al, err := a.alerts(cmd.Context())
			if err != nil {
				return err
			}
			return al.Enable(cmd.Context(), args[0], on)
		},
	}
}

// completeRules offers the rules' names to the shell.
func (a *app) completeRules(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 || a.configure(cmd) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	al, err := a.alerts(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, r := range al.Load().Rules {
		names = append(names, r.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
