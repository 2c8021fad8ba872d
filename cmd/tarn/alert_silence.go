package main

import (
	"fmt"
	"os/user"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/alert"
	"tarn/internal/notify"
	"tarn/internal/term"
)

func newAlertSilenceCommand(a *app) *cobra.Command {
	var s alert.Silence
	var labels []string
	var length time.Duration
	var until string
	cmd := &cobra.Command{
		Use: "silence [NAME]", Short: "Keep a rule's messages back for a time", Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeRules,
		Long: `Keeps messages back: those of a rule, or of all rules where none is named, about groups that have the
labels. What happens meanwhile is in the history. Prints the silence's ID.`,
		Example: `  tarn alert silence cis_4_10_security_group_changes --for 2h --comment 'release'
  tarn alert silence --label recipientAccountId=111122223333 --until 2026-12-01`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s.Rule, s.Labels = strings.Join(args, ""), map[string]string{}
			for _, l := range labels {
				name, value, ok := strings.Cut(l, "=")
				if !ok {
					return usageError("--label %s: give name=value", l)
				}
				s.Labels[name] = value
			}
			switch {
			case (length > 0) == (until != ""):
				return usageError("give one of --for and --until")
			case until != "":
				var err error
				if s.Ends, err = timeFlag(until); err != nil {
					return usageError("--until %s: give a day or a time, as in 2026-12-01T12:00:00Z", until)
				}
			default:
				s.Ends = time.Now().Add(length)
			}
			if u, err := user.Current(); err == nil {
				s.By = u.Username
			}
			al, err := a.alerts(ctx)
			if err != nil {
				return err
			}
			id, err := al.Silence(ctx, s)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.stdout, id)
			return err
		},
	}
	cmd.Flags().StringArrayVar(&labels, "label", nil, "only groups with this `label`, as in awsRegion=us-east-1")
	cmd.Flags().DurationVar(&length, "for", 0, "so `long`, as in 2h")
	cmd.Flags().StringVar(&until, "until", "", "until a day or a `time`")
	cmd.Flags().StringVar(&s.Comment, "comment", "", "why")
	return cmd
}

func newAlertSilencesCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "silences", Short: "List the silences that go on or are to come", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			al, err := a.alerts(cmd.Context())
			if err != nil {
				return err
			}
			list, err := al.Silences(cmd.Context())
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(list)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tRule\tLabels\tUntil\tBy\tComment")
			for _, s := range list {
				rule := s.Rule
				if rule == "" {
					rule = "all"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, rule, term.Safe(labelsText(s.Labels)), moment(s.Ends), term.Safe(s.By), term.Safe(s.Comment))
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newAlertUnsilenceCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "unsilence ID", Short: "End a silence", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			al, err := a.alerts(cmd.Context())
			if err != nil {
				return err
			}
			return al.Unsilence(cmd.Context(), args[0])
		},
	}
}

func newAlertOutboxCommand(a *app) *cobra.Command {
	var output string
	var max int
	var retry bool
	cmd := &cobra.Command{
		Use: "outbox", Short: "List messages, whether they were sent, and why not", Args: cobra.NoArgs,
		Long: `Lists the messages of the last 30 days, the youngest first. A message is tried for a day; --retry has
those that were given up tried again.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			al, err := a.alerts(ctx)
			if err != nil {
				return err
			}
			if retry {
				n, err := al.Outbox.Retry(ctx)
				if err != nil {
					return err
				}
				a.say("%d messages wait again", n)
			}
			list, err := al.Outbox.Store.OutboxEntries(ctx, max)
			if err != nil {
				return err
			}
			if output == "json" {
				if list == nil {
					list = []notify.Entry{}
				}
				return a.printJSON(list)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Time\tNotifier\tMessage\tState\tTries\tError")
			for _, e := range list {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", moment(e.Created), e.Notifier, term.Safe(e.Message.Title), e.Progress, e.Attempts, term.Safe(firstLine(e.Error)))
			}
			return w.Flush()
		},
	}
	cmd.Flags().IntVar(&max, "max", 100, "at most so `many`")
	cmd.Flags().BoolVar(&retry, "retry", false, "have messages that were given up tried again")
	outputFlag(cmd, &output)
	return cmd
}
