package main

import "github.com/spf13/cobra"

func newTableCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{Use: "table", Short: "Tables of databases"}
	cmd.AddCommand(newTableListCommand(a), newTableShowCommand(a), newTableMaterialiseCommand(a))
	return cmd
}
