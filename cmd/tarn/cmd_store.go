package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/catalog"
	"tarn/internal/decode"
	"tarn/internal/selector"
)

func newStoreCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "store",
		Short: "Manage event data stores",
		Long: `An event data store keeps events for a number of days, judged by their event time,
as on CloudTrail Lake. In SQL it goes by its name or its ID. Logs of other formats are kept
in stores of their kind, one table each, whose columns are those of AWS's own statements.`,
	}
	cmd.AddCommand(newStoreCreateCommand(a), newStoreListCommand(a), newStoreShowCommand(a), newStoreUpdateCommand(a), newStoreStopCommand(a), newStoreStartCommand(a), newStoreDeleteCommand(a), newStoreRestoreCommand(a))
	return cmd
}

type storeFlags struct {
	retention int
	protected bool
	name      string
	selectors string
	live      bool
	kind      string
}

func (f *storeFlags) register(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.retention, "retention", catalog.DefaultRetention, "`days` that events are kept, 7 to 3653")
	cmd.Flags().BoolVar(&f.protected, "termination-protection", true, "refuse to delete the store")
	cmd.Flags().StringVar(&f.selectors, "selectors", "", "JSON `file` of advanced event selectors, as aws cloudtrail takes them: other events are left out")
}

// choose reads the selectors that the flags name.
func (f *storeFlags) choose(cmd *cobra.Command) (selector.Selectors, error) {
	if !cmd.Flags().Changed("selectors") {
		return nil, nil
	}
	text, err := os.ReadFile(f.selectors)
	if err != nil {
		return nil, err
	}
	by, err := selector.Parse(text)
	if err != nil {
		return nil, &exitError{code: exitUsage, err: fmt.Errorf("%s: %w", f.selectors, err)}
	}
	return by, nil
}

func (f *storeFlags) apply(cmd *cobra.Command, s *catalog.EventDataStore) {
	if cmd.Flags().Changed("retention") {
		s.RetentionDays = f.retention
	}
	if cmd.Flags().Changed("termination-protection") {
		s.TerminationProtection = f.protected
	}
	if cmd.Flags().Changed("name") {
		s.Name = f.name
	}
}

func newStoreCreateCommand(a *app) *cobra.Command {
	var f storeFlags
	cmd := &cobra.Command{
		Use:   "create NAME",
		Short: "Make an event data store",
		Long: `Makes an event data store. It takes the events of the sources that name it; with --live those of
every source, from now on, as a store does that CreateEventDataStore makes. Advanced event
selectors say which events are taken; without any, all are.`,
		Example: `  tarn store create audit --retention 365
  tarn store create flows --kind vpcflow --retention 90
  tarn store create objects --live --selectors s3-objects.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			s := catalog.NewStore(args[0], time.Now().UTC())
			f.apply(cmd, &s)
			by, err := f.choose(cmd)
			if err != nil {
				return err
			}
			if s, err = f.ofKind(s.Select(by)); err != nil {
				return err
			}
			if f.live {
				s.Live, s.Ingestion = true, []catalog.Window{{From: s.Created}}
			}
			if err := s.Validate(); err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			if err := d.state.AddStore(cmd.Context(), s); err != nil {
				return err
			}
			if _, err := d.table(cmd.Context(), s); err != nil {
				return err
			}
			fmt.Fprintln(a.stdout, s.ID)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().BoolVar(&f.live, "live", false, "take what arrives at every source from now on")
	cmd.Flags().StringVar(&f.kind, "kind", catalog.CloudTrail, "the log `format` of what it keeps: "+strings.Join(formatNames(), ", "))
	cmd.RegisterFlagCompletionFunc("kind", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return formatNames(), cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

// formatNames are the kinds of stores that an import feeds.
func formatNames() []string {
	var names []string
	for _, f := range decode.Formats {
		names = append(names, f.Name)
	}
	return names
}

// ofKind makes a new store one of the kind that the flags name.
func (f *storeFlags) ofKind(s catalog.EventDataStore) (catalog.EventDataStore, error) {
	switch {
	case f.kind == catalog.CloudTrail:
		return s, nil
	case !slices.Contains(formatNames(), f.kind):
		return s, usageError("--kind %s: there is no such format; 'tarn store create --help' lists those that there are", f.kind)
	case len(s.Selectors) > 0:
		return s, usageError("--selectors and --kind %s do not go together: event selectors are for CloudTrail's events", f.kind)
	}
	return s.OfKind(f.kind), nil
}

func newStoreListCommand(a *app) *cobra.Command {
	var output, kind string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the event data stores",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			stores, err := d.state.Stores(cmd.Context())
			if err != nil {
				return err
			}
			if kind != "" {
				stores = slices.DeleteFunc(stores, func(s catalog.EventDataStore) bool { return s.Kind != kind })
			}
			if output == "json" {
				if stores == nil {
					stores = []catalog.EventDataStore{}
				}
				return a.printJSON(stores)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sNAME\tID\tKIND\tSTATUS\tRETENTION\tEVENTS\n", d.demo())
			for _, s := range stores {
				_, events, err := d.state.Totals(cmd.Context(), s.ID)
				if err != nil {
					return err
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d days\t%d\n", s.Name, s.ID, s.Kind, s.Status, s.RetentionDays, events)
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	cmd.Flags().StringVar(&kind, "kind", "", "list those of one `kind` only, as in cloudtrail or vpcflow")
	return cmd
}

// storeDetails is what tarn store show prints as JSON: a promise.
type storeDetails struct {
	catalog.EventDataStore
	Objects     int64 `json:"objects"`
	Rows        int64 `json:"rows"`
	Dropped     int64 `json:"droppedByRetention"`
	Quarantined int64 `json:"quarantined"`
	DataFiles   int   `json:"dataFiles"`
	DataBytes   int64 `json:"dataBytes"`
	Days        int   `json:"days"`
	Demo        bool  `json:"demo"`
}

func newStoreShowCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:               "show NAME|ID",
		Short:             "Show an event data store and what it holds",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeStores,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			s, table, err := d.store(ctx, args[0], false)
			if err != nil {
				return err
			}
			v := storeDetails{EventDataStore: s, Dropped: table.Dropped(), Demo: d.marker.Demo}
			if v.Objects, _, err = d.state.Totals(ctx, s.ID); err != nil {
				return err
			}
			if v.Quarantined, err = d.state.QuarantineCount(ctx, s.ID); err != nil {
				return err
			}
			days, err := table.Days(ctx)
			if err != nil {
				return err
			}
			v.Days = len(days)
			for _, day := range days {
				v.Rows += day.Rows
				v.DataBytes += day.Bytes
				v.DataFiles += len(day.Files)
			}
			if output == "json" {
				return a.printJSON(v)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sStore\t%s\n", d.demo(), s.Name)
			fmt.Fprintf(w, "ID\t%s\n", s.ID)
			fmt.Fprintf(w, "Kind\t%s\n", s.Kind)
			fmt.Fprintf(w, "Status\t%s\n", s.Status)
			if !s.DeleteAfter.IsZero() {
				fmt.Fprintf(w, "Deleted after\t%s\n", s.DeleteAfter.Format(time.DateTime))
			}
			fmt.Fprintf(w, "Retention\t%d days\n", s.RetentionDays)
			fmt.Fprintf(w, "Termination protection\t%v\n", s.TerminationProtection)
			fmt.Fprintf(w, "Takes\t%s\n", taken(s))
			fmt.Fprintf(w, "Events\t%d on %d days\n", v.Rows, v.Days)
			fmt.Fprintf(w, "Dropped by retention\t%d\n", v.Dropped)
			fmt.Fprintf(w, "Source objects\t%d\n", v.Objects)
			fmt.Fprintf(w, "In quarantine\t%d\n", v.Quarantined)
			fmt.Fprintf(w, "Data files\t%d, %s\n", v.DataFiles, byteCount(v.DataBytes))
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

// taken says which events a store takes, and from where.
func taken(s catalog.EventDataStore) string {
	text := "every event"
	if len(s.Selectors) > 0 {
		var names []string
		for i, one := range s.Selectors {
			names = append(names, cmp.Or(one.Name, fmt.Sprintf("selector %d", i+1)))
		}
		text = strings.Join(s.Selectors.Categories(), ", ") + " events, by " + strings.Join(names, ", ")
	}
	if s.Live {
		text += "; of every source, since " + s.Since().Format(time.DateTime)
	}
	return text
}

func newStoreUpdateCommand(a *app) *cobra.Command {
	var f storeFlags
	cmd := &cobra.Command{
		Use:               "update NAME|ID",
		Short:             "Change a store's name, retention, termination protection or selectors",
		Example:           "  tarn store update audit --retention 90 --termination-protection=false",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeStores,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeStore(cmd, args[0], func(s catalog.EventDataStore) (catalog.EventDataStore, error) {
				f.apply(cmd, &s)
				by, err := f.choose(cmd)
				if err != nil {
					return s, err
				}
				if by != nil && !s.OfEvents() {
					return s, usageError("%s keeps %s logs; event selectors are for CloudTrail's events", s.Name, s.Kind)
				}
				if by != nil && by.Takes(selector.ActivityAuditLog) != (s.Kind == catalog.Activity) {
					return s, usageError("%s keeps events of another category, which cannot be changed; create a store for them", s.Name)
				}
				if by != nil {
					s.Selectors, s.Reselected = by, true
				}
				s.Updated = time.Now().UTC()
				if err := s.Validate(); err != nil {
					return s, &exitError{code: exitUsage, err: err}
				}
				return s, nil
			})
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.name, "name", "", "the store's new `name`")
	return cmd
}

func newStoreStopCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "stop NAME|ID",
		Short: "Have a store take no more of what arrives",
		Long: `As StopEventDataStoreIngestion: what arrives while the store is stopped does not come into it, now or later,
but by an import. Queries are answered on. 'tarn store start' ends it.`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeStores,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeIngestion(cmd, args[0], catalog.EventDataStore.StopIngestion)
		},
	}
}

func newStoreStartCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "start NAME|ID",
		Short:             "Have a stopped store take what arrives from now on",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeStores,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeIngestion(cmd, args[0], catalog.EventDataStore.StartIngestion)
		},
	}
}

func (a *app) changeIngestion(cmd *cobra.Command, name string, change func(catalog.EventDataStore, time.Time) (catalog.EventDataStore, error)) error {
	return a.changeStore(cmd, name, func(s catalog.EventDataStore) (catalog.EventDataStore, error) {
		if s.Kind != catalog.CloudTrail {
			return s, usageError("%s keeps %s: only the ingestion of stores of trails' events is stopped and started", s.Name, s.Kind)
		}
		return change(s, time.Now().UTC())
	})
}

func newStoreDeleteCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "delete NAME|ID",
		Short: "Delete a store, for good after seven days",
		Long: `A store that is protected against termination is not deleted: take the protection away
with 'tarn store update NAME --termination-protection=false' first. For seven days the store
answers no query and can be restored; then its events go for good.`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeStores,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeStore(cmd, args[0], func(s catalog.EventDataStore) (catalog.EventDataStore, error) {
				s, err := s.Delete(time.Now().UTC())
				if errors.Is(err, catalog.ErrProtected) {
					err = fmt.Errorf("%w; 'tarn store update %s --termination-protection=false' takes the protection away", err, s.Name)
				}
				if err == nil {
					a.say("%s will be deleted for good after %s; 'tarn store restore %s' takes it back until then", s.Name, s.DeleteAfter.Format(time.DateTime), s.Name)
				}
				return s, err
			})
		},
	}
}

func newStoreRestoreCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "restore NAME|ID",
		Short:             "Take a deletion back within its seven days",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeStores,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeStore(cmd, args[0], func(s catalog.EventDataStore) (catalog.EventDataStore, error) {
				return s.Restore(time.Now().UTC())
			})
		},
	}
}

func (a *app) changeStore(cmd *cobra.Command, name string, change func(catalog.EventDataStore) (catalog.EventDataStore, error)) error {
	d, err := a.open(cmd.Context(), false)
	if err != nil {
		return err
	}
	s, err := d.findStore(cmd.Context(), name)
	if err != nil {
		return err
	}
	if s, err = change(s); err != nil {
		return err
	}
	return d.state.SetStore(cmd.Context(), s)
}

// completeStores offers the stores' names to the shell.
func (a *app) completeStores(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.storeNames(cmd), cobra.ShellCompDirectiveNoFileComp
}

func (a *app) storeNames(cmd *cobra.Command) []string {
	if a.configure(cmd) != nil {
		return nil
	}
	d, err := a.open(cmd.Context(), false)
	if err != nil {
		return nil
	}
	stores, err := d.state.Stores(cmd.Context())
	if err != nil {
		return nil
	}
	var names []string
	for _, s := range stores {
		names = append(names, s.Name)
	}
	return names
}

func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// byteCount writes a number of bytes for a person, as in 12.3 MB.
func byteCount(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	v, i := float64(n), 0
	for v >= 1000 && i < len(units)-1 {
		v /= 1000
		i++
	}
	if i == 0 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f %s", v, units[i])
}
