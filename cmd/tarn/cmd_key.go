package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/auth"
)

func newKeyCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "key",
		Short: "Manage the keys that clients of the server hold",
		Long: `A key lets a client ask 'tarn up'. It has the shape of an AWS access key, an ID and a secret,
and as one text, ID.SECRET, it is a bearer token. Its role says what it may do:

  admin    everything
  analyst  read stores and databases, keep queries and views, write tables
  ingest   bring events in
  auditor  read stores and databases, and the record of calls; change nothing

An analyst's and an auditor's key reads everything, or what it names: stores with --store, and
databases or single tables of them with --database. The record of calls is the store tarn-audit.

Secrets are kept encrypted with the file named key in the data directory.`,
	}
	cmd.AddCommand(newKeyCreateCommand(a), newKeyListCommand(a), newKeyDeleteCommand(a))
	return cmd
}

// createdKey is what tarn key create prints as JSON: a promise.
type createdKey struct {
	auth.Key
	Secret string `json:"secret"`
	Token  string `json:"token"`
}

func newKeyCreateCommand(a *app) *cobra.Command {
	var role, output string
	var stores, databases []string
	cmd := &cobra.Command{
		Use:   "create NAME",
		Short: "Make a key, and print its secret, which is not shown again",
		Example: `  tarn key create trino
  tarn key create auditor --store cloudtrail
  tarn key create grafana --store cloudtrail --database sales,hr.people
  tarn key create me --role admin`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, true)
			if err != nil {
				return err
			}
			var ids []string
			for _, name := range stores {
				s, err := d.findStore(ctx, name)
				if err != nil {
					return err
				}
				ids = append(ids, s.ID)
			}
			k, err := auth.NewKey(args[0], auth.Role(role), ids, databases, time.Now().UTC())
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			if err := d.state.AddKey(ctx, k); err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(createdKey{k, k.Secret, k.Token()})
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sID\t%s\n", d.demo(), k.ID)
			fmt.Fprintf(w, "Secret\t%s\n", k.Secret)
			fmt.Fprintf(w, "Token\t%s\n", k.Token())
			if err := w.Flush(); err != nil {
				return err
			}
			a.say("The secret is not shown again.")
			return nil
		},
	}
	cmd.Flags().StringVar(&role, "role", string(auth.Analyst), "the `role`: "+oneOf(auth.Roles))
	cmd.Flags().StringSliceVar(&stores, "store", nil, "only these `stores`, by name or ID")
	cmd.Flags().StringSliceVar(&databases, "database", nil, "only these `databases`, or tables as in sales.orders")
	cmd.RegisterFlagCompletionFunc("role", cobra.FixedCompletions(auth.Roles, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("store", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return a.completeStores(cmd, nil, "")
	})
	outputFlag(cmd, &output)
	return cmd
}

func newKeyListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the keys, without their secrets",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			keys, err := d.state.Keys(cmd.Context())
			if err != nil {
				return err
			}
			if output == "json" {
				if keys == nil {
					keys = []auth.Key{}
				}
				return a.printJSON(keys)
			}
			stores, err := d.state.Stores(cmd.Context())
			if err != nil {
				return err
			}
			names := map[string]string{}
			for _, s := range stores {
				names[s.ID] = s.Name
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sNAME\tID\tROLE\tREADS\tCREATED\n", d.demo())
			for _, k := range keys {
				reach := "all"
				switch {
				case !k.Role.Allows(auth.Query):
					reach = "nothing"
				case k.Limited():
					var list []string
					for _, id := range k.Stores {
						list = append(list, cmp.Or(names[id], id))
					}
					list = append(list, k.Databases...)
					reach = strings.Join(list, ", ")
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", k.Name, k.ID, k.Role, reach, k.Created.Format(time.DateTime))
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newKeyDeleteCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "delete KEY",
		Short: "Remove a key, by its name or ID; it is refused from then on",
		Args:  cobra.ExactArgs(1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) (names []string, _ cobra.ShellCompDirective) {
			if len(args) > 0 || a.configure(cmd) != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			if d, err := a.open(cmd.Context(), false); err == nil {
				keys, _ := d.state.Keys(cmd.Context())
				for _, k := range keys {
					names = append(names, k.Name)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			keys, err := d.state.Keys(cmd.Context())
			if err != nil {
				return err
			}
			k, err := auth.FindKey(keys, args[0])
			if errors.Is(err, auth.ErrKeyNotFound) {
				return fmt.Errorf("%w; 'tarn key list' lists those that are there", err)
			}
			return d.state.RemoveKey(cmd.Context(), k.ID)
		},
	}
}
