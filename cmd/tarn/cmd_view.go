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
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// views lists the views of all databases.
func (d *dataDir) views(ctx context.Context) ([]catalog.Table, error) {
	databases, err := d.state.Databases(ctx, "", 0)
	var views []catalog.Table
	for _, database := range databases {
		tables, err := d.state.Tables(ctx, database.Name, "", 0)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			if t.View != nil {
				views = append(views, t)
			}
		}
	}
	return views, err
}

// view finds a view by its name, with its database before it or not.
func (d *dataDir) view(ctx context.Context, name string) (catalog.Table, error) {
	database, table, ok := strings.Cut(strings.ToLower(name), ".")
	if !ok {
		database, table = catalog.DefaultSchema, database
	}
	t, err := d.state.Table(ctx, database, table)
	if errors.Is(err, catalog.ErrTableNotFound) || errors.Is(err, catalog.ErrDatabaseNotFound) || err == nil && t.View == nil {
		err = fmt.Errorf("there is no such view: %s; 'tarn view list' lists those that are there", name)
	}
	return t, err
}

// viewName is a view's name as the commands take it.
func viewName(v catalog.Table) string {
	if v.Database == catalog.DefaultSchema {
		return v.Name
	}
	return v.Database + "." + v.Name
}

func newViewCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "view",
		Short: "Queries under a name",
		Long: `A view is a query under a name, which statements read like a table: CREATE VIEW in SQL makes one,
too. Views are kept in the data directory.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(newViewListCommand(a), newViewShowCommand(a), newViewCreateCommand(a), newViewDeleteCommand(a), newViewReportsCommand(a))
	return cmd
}

// viewInfo is what -o json prints.
type viewInfo struct {
	Name    string              `json:"name"`
	SQL     string              `json:"sql"`
	Comment string              `json:"comment,omitempty"`
	Columns []schema.ViewColumn `json:"columns"`
	Created time.Time           `json:"created"`
}

func infoOf(v catalog.Table) viewInfo {
	return viewInfo{Name: viewName(v), SQL: v.View.SQL, Comment: v.View.Comment, Columns: v.View.Columns, Created: v.View.Created}
}

func newViewListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the views",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			views, err := d.views(cmd.Context())
			if err != nil {
				return err
			}
			if output == "json" {
				list := []viewInfo{}
				for _, v := range views {
					list = append(list, infoOf(v))
				}
				return a.printJSON(list)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "NAME\tCOLUMNS\tCREATED\tCOMMENT")
			for _, v := range views {
				fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", viewName(v), len(v.View.Columns), v.View.Created.Format(time.DateTime), v.View.Comment)
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newViewShowCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:               "show NAME",
		Short:             "Show a view's query",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeViews,
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			v, err := d.view(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(infoOf(v))
			}
			r, err := v.Relation()
			if err == nil {
				_, err = fmt.Fprintln(a.stdout, query.CreateView(r))
			}
			return err
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newViewCreateCommand(a *app) *cobra.Command {
	var replace bool
	var comment, file string
	cmd := &cobra.Command{
		Use:   "create NAME ['SELECT …']",
		Short: "Make a view of a query",
		Long: `The query is the argument, a file (-f), or standard input. Every column of it needs a name.

Exit codes: 0 the view is there; 1 it could not be kept; 2 wrong usage, or the query has no meaning.`,
		Example: `  tarn view create console_logins "SELECT eventTime, userIdentity.userName AS name FROM cloudtrail WHERE eventName = 'ConsoleLogin'"`,
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o := queryOptions{file: file}
			sql, err := o.statement(a, args[1:])
			if err != nil {
				return err
			}
			before := "CREATE "
			if replace {
				before += "OR REPLACE "
			}
			name := strings.Split(args[0], ".")
			for i, part := range name {
				name[i] = syntax.Quote(part)
			}
			before += "VIEW " + strings.Join(name, ".")
			if comment != "" {
				before += " COMMENT '" + strings.ReplaceAll(comment, "'", "''") + "'"
			}
			return a.command(cmd.Context(), before+" AS\n"+sql)
		},
	}
	cmd.Flags().BoolVar(&replace, "replace", false, "put it in the place of one of its name")
	cmd.Flags().StringVar(&comment, "comment", "", "a `text` to remember it by")
	cmd.Flags().StringVarP(&file, "file", "f", "", "read the query from a `file`; - is standard input")
	return cmd
}

func newViewDeleteCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "delete NAME",
		Short:             "Delete a view",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeViews,
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			v, err := d.view(cmd.Context(), args[0])
			if err == nil {
				err = d.state.RemoveTable(cmd.Context(), v.Database, v.Name)
			}
			return err
		},
	}
}

// command runs a statement that gives no rows.
func (a *app) command(ctx context.Context, sql string) error {
	if _, err := a.open(ctx, false); err != nil {
		return err
	}
	s, err := a.queries(ctx)
	if err != nil {
		return err
	}
	x, err := s.Start(ctx, query.Statement{SQL: sql})
	if err != nil {
		return a.queryFailed(sql, err, exitUsage)
	}
	if x, err = s.Wait(ctx, x.ID); err == nil && x.Error != nil {
		err = x.Error
	}
	if err != nil {
		return a.queryFailed(sql, err, exitFailed)
	}
	return nil
}

// completeViews offers the views' names to the shell.
func (a *app) completeViews(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 || a.configure(cmd) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	d, err := a.open(cmd.Context(), false)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	views, _ := d.views(cmd.Context())
	var names []string
	for _, v := range views {
		names = append(names, viewName(v))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
