package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tarn/internal/auth"
)

func newTableMaterialiseCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "materialise DATABASE.TABLE", Short: "Convert a table over files in full, and show it to other engines", Args: cobra.ExactArgs(1),
		Long: `Converts all files of a table that Hive's DDL made, and keeps its rows as an Iceberg table of the lake,
which the Iceberg REST catalog then shows in the database's namespace, with four columns more: tarn_path,
tarn_file_size, tarn_file_modified_time and, where the table has partitions, tarn_partition. Partitions
whose files have changed since are written anew, each in one moment; others are left. What other engines
see is as of the last time.`,
		Example: "  tarn table materialise logs.trail",
		RunE: func(cmd *cobra.Command, args []string) error {
			database, name, ok := strings.Cut(strings.ToLower(args[0]), ".")
			if !ok {
				return usageError("%s: give database.table", args[0])
			}
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			if _, err := a.queries(cmd.Context()); err != nil { // the engine that writes
				return err
			}
			t, err := d.state.Table(cmd.Context(), database, name)
			if err != nil {
				return err
			}
			if t.Iceberg() || t.View != nil {
				return errors.New(args[0] + " is no table over files: other engines see Iceberg tables as they are, and views not at all")
			}
			rel, err := t.Relation()
			if err != nil {
				return err
			}
			progress, done := a.counter("written", "partitions")
			c, err := d.warehouse.Materialise(auth.With(cmd.Context(), auth.Key{}), rel, progress)
			done()
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(map[string]any{"table": database + "." + name, "lakeTable": c.Name, "partitions": len(c.Partitions), "written": c.Written, "rows": c.Rows})
			}
			_, err = fmt.Fprintf(a.stdout, "%s%s.%s: %d partitions, %d of them written with %s rows; other engines see it as it is now\n", d.demo(), database, name, len(c.Partitions), c.Written, grouped(c.Rows))
			return err
		},
	}
	outputFlag(cmd, &output)
	return cmd
}
