package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/alert"
	"tarn/internal/term"
)

func newAlertRunCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "run [NAME]", Short: "Evaluate a rule, or all of them, now, and send what is due", Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeRules,
		Long: `Evaluates a rule as 'tarn up' does, beside it or without it: what it finds is told once, whoever
finds it. Messages that wait are sent, too.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			al, err := a.alerts(ctx)
			if err != nil {
				return err
			}
			var rules []alert.Rule
			if len(args) > 0 {
				r, err := al.Find(args[0])
				if err != nil {
					return err
				}
				rules = append(rules, r)
			} else {
				list, err := al.Rules(ctx)
				if err != nil {
					return err
				}
				for _, s := range list {
					if s.Enabled && len(s.Needs) == 0 {
						rules = append(rules, s.Rule)
					}
				}
			}
			all := []alert.Message{}
			var failed error
			for _, r := range rules {
				messages, err := al.Run(ctx, r, time.Now().UTC())
				if err != nil && !(len(args) == 0 && errors.Is(err, alert.ErrNoStore)) {
					failed = errors.Join(failed, fmt.Errorf("rule %s: %w", r.Name, err))
				}
				all = append(all, messages...)
			}
			failed = errors.Join(failed, al.Outbox.Deliver(ctx))
			return errors.Join(a.printMessages(all, output), failed)
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

// printMessages prints messages as people get them.
func (a *app) printMessages(list []alert.Message, output string) error {
	if output == "json" {
		return a.printJSON(list)
	}
	for _, m := range list {
		if _, err := fmt.Fprintf(term.SafeWriter{W: a.stdout}, "%s\n", m.Plain()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(a.stdout, "%d messages\n", len(list))
	return err
}

func newAlertTestCommand(a *app) *cobra.Command {
	var from, to, output string
	var step time.Duration
	cmd := &cobra.Command{
		Use: "test NAME --from TIME --to TIME", Short: "Show what a rule would have sent", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeRules,
		Long: `Evaluates a rule at each time of its schedule from one time to another, on the rows that are there
now, remembers nothing, and tells nobody. Times are days or as in 2024-05-07T12:00:00Z.`,
		Example: `  tarn alert test cis_4_03_root_usage --from 2026-10-01 --to 2026-11-01 --step 1h`,
		RunE: func(cmd *cobra.Command, args []string) error {
			first, err1 := timeFlag(from)
			last, err2 := timeFlag(to)
			if err1 != nil || err2 != nil || !first.Before(last) {
				return usageError("give --from and --to as days or times, as in --from 2024-05-01 --to 2024-05-31T12:00:00Z")
			}
			al, err := a.alerts(cmd.Context())
			if err != nil {
				return err
			}
			list, err := al.Rehearse(cmd.Context(), args[0], first, last, step)
			if err != nil {
				return err
			}
			return a.printMessages(list, output)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the first `time`")
	cmd.Flags().StringVar(&to, "to", "", "the last `time`")
	cmd.Flags().DurationVar(&step, "step", 0, "the `time` between two evaluations (default the schedule's)")
	outputFlag(cmd, &output)
	return cmd
}

// timeFlag reads a day or a time.
func timeFlag(text string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, text)
}

func newAlertSendTestCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "send-test NOTIFIER", Short: "Send a message to a notifier, to see whether it arrives", Args: cobra.ExactArgs(1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) (names []string, _ cobra.ShellCompDirective) {
			if len(args) == 0 && a.configure(cmd) == nil {
				for _, n := range a.config.Notifiers {
					names = append(names, n.Name)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			al, err := a.alerts(cmd.Context())
			if err != nil {
				return err
			}
			if err := al.SendTest(cmd.Context(), args[0]); err != nil {
				return fmt.Errorf("notifier %s: %w", args[0], err)
			}
			_, err = fmt.Fprintf(a.stdout, "%s took the message\n", args[0])
			return err
		},
	}
}

func newAlertValidateCommand(_ *app) *cobra.Command {
	return &cobra.Command{
		Use: "validate FILE...", Short: "Check files of rules, without evaluating them", Args: cobra.MinimumNArgs(1),
		Example: `  tarn alert validate alerts/*.yaml`,
		RunE: func(_ *cobra.Command, args []string) error {
			var faults []error
			for _, path := range args {
				text, err := os.ReadFile(path)
				if err == nil {
					_, err = alert.Parse(text, path, os.ReadFile)
				}
				faults = append(faults, err)
			}
			return errors.Join(faults...)
		},
	}
}
