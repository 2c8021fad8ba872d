package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tarn/internal/account"
	"tarn/internal/term"
)

// accounts are the names of tarn.yaml and those that were imported.
func (a *app) accounts(d *dataDir) account.Book {
	return account.Book{Configured: a.config.Accounts, Store: d.state}
}

func newAccountCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "account",
		Short: "Names of AWS accounts",
		Long: `What people call AWS accounts stands beside the accounts' IDs in the console and in messages. The
names are in tarn.yaml, under accounts, or in a file that is imported; those of tarn.yaml go
before.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(newAccountListCommand(a), newAccountImportCommand(a))
	return cmd
}

func newAccountListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "list", Short: "List the names", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			list, err := a.accounts(d).List(cmd.Context())
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(list)
			}
			w := tabwriter.NewWriter(term.SafeWriter{W: a.stdout}, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tNAME\tFROM")
			for _, x := range list {
				from := "import"
				if x.Configured {
					from = "tarn.yaml"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\n", x.ID, x.Name, from)
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

// maxAccountFile bounds a file of names, in bytes: an organisation of ten thousand accounts takes a tenth of it.
const maxAccountFile = 16 << 20

func newAccountImportCommand(a *app) *cobra.Command {
	var none bool
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Read names from a file", Args: cobra.MaximumNArgs(1),
		Long: `Reads CSV with a column of IDs and one of names, or what 'aws organizations list-accounts' prints;
- is the standard input. The names take the place of all that were imported before.`,
		Example: `  tarn account import accounts.csv
  aws organizations list-accounts | tarn account import -
  tarn account import --none`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if none == (len(args) == 1) {
				return &exitError{code: exitUsage, err: fmt.Errorf("give a file, or --none to have no imported names")}
			}
			var names account.Names
			if !none {
				text, err := a.readAccounts(args[0])
				if err != nil {
					return err
				}
				if names, err = account.Read(text); err != nil {
					return fmt.Errorf("%s: %w", args[0], err)
				}
			}
			d, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			if err := a.accounts(d).Import(cmd.Context(), names); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "%d accounts have names\n", len(names))
			return err
		},
	}
	cmd.Flags().BoolVar(&none, "none", false, "have no imported names")
	return cmd
}

func (a *app) readAccounts(name string) ([]byte, error) {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxAccountFile+1))
	if err == nil && len(text) > maxAccountFile {
		err = fmt.Errorf("%s is larger than %d MB: a file of names has a line an account", name, maxAccountFile>>20)
	}
	return text, err
}
