package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/catalog"
	"tarn/internal/term"
)

// tableInfo is what -o json prints of a table.
type tableInfo struct {
	Name string `json:"name"`
	// Kind is iceberg or files.
	Kind     string           `json:"kind"`
	Location string           `json:"location,omitempty"`
	SerDe    string           `json:"serde,omitempty"`
	Columns  []catalog.Column `json:"columns"`
	// PartitionKeys are columns, too; Partitions counts those that were added, and Projected says that properties tell them.
	PartitionKeys []catalog.Column `json:"partitionKeys"`
	Partitions    int64            `json:"partitions"`
	Projected     bool             `json:"projected"`
	Created       time.Time        `json:"created,omitzero"`
	// Definition is a statement that makes the table; of the table that show shows.
	Definition string `json:"definition,omitempty"`
}

// tablesOf lists the tables of databases, without views.
func (d *dataDir) tablesOf(ctx context.Context, database string) ([]catalog.Table, error) {
	databases := []catalog.Database{{Name: strings.ToLower(database)}}
	if database == "" {
		var err error
		if databases, err = d.state.Databases(ctx, "", 0); err != nil {
			return nil, err
		}
	} else if _, err := d.state.Database(ctx, strings.ToLower(database)); err != nil {
		return nil, err
	}
	var all []catalog.Table
	for _, db := range databases {
		tables, err := d.state.Tables(ctx, db.Name, "", 0)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			if t.View == nil && t.ViewOriginal == "" {
				all = append(all, t)
			}
		}
	}
	return all, nil
}

func (d *dataDir) tableInfo(ctx context.Context, t catalog.Table) (tableInfo, error) {
	i := tableInfo{Name: t.Database + "." + t.Name, Kind: "files", Location: t.Storage.Location, SerDe: t.Storage.SerDe.Library, Columns: t.Storage.Columns,
		PartitionKeys: t.PartitionKeys, Projected: strings.EqualFold(t.Parameters["projection.enabled"], "true"), Created: t.Created}
	if t.Iceberg() {
		i.Kind, i.SerDe = "iceberg", ""
	}
	if i.Columns == nil {
		i.Columns = []catalog.Column{}
	}
	if i.PartitionKeys == nil {
		i.PartitionKeys = []catalog.Column{}
	}
	return i, d.state.Partitions(ctx, t, nil, nil, func(catalog.Partition) (bool, error) {
		i.Partitions++
		return true, nil
	})
}

func newTableListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "list [DATABASE]",
		Short: "List the tables of databases",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			database := ""
			if len(args) > 0 {
				database = args[0]
			}
			tables, err := d.tablesOf(ctx, database)
			if err != nil {
				return err
			}
			infos := []tableInfo{}
			for _, t := range tables {
				i, err := d.tableInfo(ctx, t)
				if err != nil {
					return err
				}
				infos = append(infos, i)
			}
			if output == "json" {
				return a.printJSON(infos)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sNAME\tKIND\tCOLUMNS\tPARTITIONS\tLOCATION\n", d.demo())
			for _, i := range infos {
				fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", i.Name, i.Kind, len(i.Columns)+len(i.PartitionKeys), i.parts(), term.Safe(i.Location))
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

// parts says in a word how many partitions there are.
func (i tableInfo) parts() string {
	switch {
	case i.Projected:
		return "projected"
	case len(i.PartitionKeys) == 0:
		return "-"
	}
	return fmt.Sprint(i.Partitions)
}

func newTableShowCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "show [DATABASE.]NAME",
		Short:   "Show a table: its columns, where its rows are, its partitions, and the statement that makes it",
		Example: "  tarn table show logs.cloudtrail_logs",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			database, name, ok := strings.Cut(strings.ToLower(args[0]), ".")
			if !ok {
				database, name = catalog.DefaultSchema, database
			}
			t, err := d.state.Table(ctx, database, name)
			if errors.Is(err, catalog.ErrTableNotFound) || errors.Is(err, catalog.ErrDatabaseNotFound) || err == nil && t.View != nil {
				return fmt.Errorf("there is no such table: %s; 'tarn table list' lists those that are there", args[0])
			}
			if err != nil {
				return err
			}
			i, err := d.tableInfo(ctx, t)
			if err != nil {
				return err
			}
			if i.Definition, err = a.definition(ctx, database, name); err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(i)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sName\t%s\nKind\t%s\nLocation\t%s\n", d.demo(), i.Name, i.Kind, term.Safe(i.Location))
			if i.SerDe != "" {
				fmt.Fprintf(w, "SerDe\t%s\n", term.Safe(i.SerDe))
			}
			fmt.Fprintf(w, "Partitions\t%s\n", i.parts())
			for n, c := range append(i.Columns[:len(i.Columns):len(i.Columns)], i.PartitionKeys...) {
				label := ""
				if n == 0 {
					label = "Columns"
				}
				key := ""
				if n >= len(i.Columns) {
					key = "partition key"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", label, term.Safe(c.Name), term.Safe(c.Type), key)
			}
			if err := w.Flush(); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "\n%s\n", term.Safe(i.Definition))
			return err
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

// definition is what SHOW CREATE TABLE says.
func (a *app) definition(ctx context.Context, database, name string) (string, error) {
	s, err := a.queries(ctx)
	if err != nil {
		return "", err
	}
	var lines []string
	err = eachRow(ctx, s, "SHOW CREATE TABLE `"+strings.ReplaceAll(database, "`", "``")+"`.`"+strings.ReplaceAll(name, "`", "``")+"`", func(row []any) {
		lines = append(lines, fmt.Sprint(row[0]))
	})
	return strings.Join(lines, "\n"), err
}
