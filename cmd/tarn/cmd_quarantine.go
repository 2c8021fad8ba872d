package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"tarn/internal/blob"
	"tarn/internal/decode"
	"tarn/internal/ingest"
	"tarn/internal/source"
	"tarn/internal/state"
)

func newQuarantineCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "quarantine",
		Short: "Look at what could not be read, and try again",
		Long: `Records that could not become events are set aside with the reason, the object and the
place in it: damaged JSON, records without a time, and copies of a stored event with other
content. In SQL they are the table tarn.quarantine.`,
	}
	cmd.AddCommand(newQuarantineListCommand(a), newQuarantineShowCommand(a), newQuarantineRetryCommand(a))
	return cmd
}

// quarantineEntry is an entry as JSON: a promise.
type quarantineEntry struct {
	ID       string    `json:"id"`
	Store    string    `json:"store"`
	Object   string    `json:"object"`
	Record   int64     `json:"record"`
	Offset   int64     `json:"offset"`
	Kind     string    `json:"kind"`
	Reason   string    `json:"reason"`
	EventID  string    `json:"eventID,omitempty"`
	Time     time.Time `json:"time"`
	Resolved time.Time `json:"resolved,omitzero"`
	Raw      string    `json:"raw,omitempty"`
}

func entryJSON(e state.QuarantineEntry, raw bool) quarantineEntry {
	out := quarantineEntry{e.ID, e.Store, e.Object.URI, e.Record, e.Offset, e.Kind, e.Reason, e.EventID, e.Time, e.Resolved, ""}
	if raw {
		out.Raw = string(e.Raw)
	}
	return out
}

func newQuarantineListCommand(a *app) *cobra.Command {
	var store, output string
	var all bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what is in quarantine",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			id, err := d.storeID(ctx, store)
			if err != nil {
				return err
			}
			if output == "json" {
				entries := []quarantineEntry{}
				err := d.state.Quarantine(ctx, id, all, func(e state.QuarantineEntry) error {
					entries = append(entries, entryJSON(e, false))
					return nil
				})
				if err != nil {
					return err
				}
				return a.printJSON(entries)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sID\tKIND\tOBJECT\tRECORD\tREASON\n", d.demo())
			err = d.state.Quarantine(ctx, id, all, func(e state.QuarantineEntry) error {
				record := "-"
				if e.Record >= 0 {
					record = fmt.Sprint(e.Record)
				}
				_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", e.ID[:8], e.Kind, tail(harmless(e.Object.URI), 60), record, harmless(e.Reason))
				return err
			})
			if err != nil {
				return err
			}
			return w.Flush()
		},
	}
	cmd.Flags().StringVar(&store, "store", "", "only this `store`")
	cmd.Flags().BoolVar(&all, "all", false, "also what a later reading resolved")
	outputFlag(cmd, &output)
	return cmd
}

// tail keeps the end of a text that is too long.
func tail(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return "…" + string(r[len(r)-n+1:])
	}
	return s
}

// harmless takes control characters out of a text that came from outside.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '�'
		}
		return r
	}, s)
}

func (d *dataDir) storeID(ctx context.Context, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	s, err := d.findStore(ctx, name)
	return s.ID, err
}

func newQuarantineShowCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show an entry with the record as it was delivered",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			e, err := d.state.QuarantineByID(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if output == "json" {
				return a.printJSON(entryJSON(e, true))
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "ID\t%s\nKind\t%s\nReason\t%s\nObject\t%s\nVersion\t%s\nETag\t%s\nRecord\t%d\nOffset\t%d\nEvent\t%s\nTime\t%s\n",
				e.ID, e.Kind, harmless(e.Reason), harmless(e.Object.URI), e.Object.Version, harmless(e.Object.ETag), e.Record, e.Offset, harmless(e.EventID), e.Time.Format(time.DateTime))
			if !e.Resolved.IsZero() {
				fmt.Fprintf(w, "Resolved\t%s\n", e.Resolved.Format(time.DateTime))
			}
			if err := w.Flush(); err != nil {
				return err
			}
			if len(e.Raw) > 0 {
				fmt.Fprintf(a.stdout, "\n%s\n", harmless(string(e.Raw)))
			}
			return nil
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newQuarantineRetryCommand(a *app) *cobra.Command {
	var all bool
	var store string
	cmd := &cobra.Command{
		Use:   "retry [ID …]",
		Short: "Read the objects of entries again",
		Long: `Reads the objects again that the entries came from. What is in the store already is told to
be there, so that nothing is doubled; entries that the reading does not find again are resolved.`,
		Example: "  tarn quarantine retry --all",
		RunE: func(cmd *cobra.Command, args []string) error {
			if all == (len(args) > 0) {
				return &exitError{code: exitUsage, err: errors.New("give the IDs of entries, or --all")}
			}
			return a.retry(cmd.Context(), store, args)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "all entries that stand")
	cmd.Flags().StringVar(&store, "store", "", "only this `store`")
	return cmd
}

func (a *app) retry(ctx context.Context, storeName string, ids []string) error {
	d, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	storeID, err := d.storeID(ctx, storeName)
	if err != nil {
		return err
	}
	// The objects to read again, by store.
	objects := map[string]map[string]bool{}
	add := func(e state.QuarantineEntry) error {
		if objects[e.Store] == nil {
			objects[e.Store] = map[string]bool{}
		}
		objects[e.Store][e.Object.URI] = true
		return nil
	}
	for _, id := range ids {
		e, err := d.state.QuarantineByID(ctx, id)
		if err != nil {
			return err
		}
		add(e)
	}
	if len(ids) == 0 {
		if err := d.state.Quarantine(ctx, storeID, false, add); err != nil {
			return err
		}
	}
	sources, err := d.state.Sources(ctx)
	if err != nil {
		return err
	}
	var resolved int64
	for store, uris := range objects {
		n, err := a.retryStore(ctx, d, store, uris, sources)
		resolved += n
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(a.stdout, "%s%d entries resolved\n", d.demo(), resolved)
	return nil
}

func (a *app) retryStore(ctx context.Context, d *dataDir, storeID string, uris map[string]bool, sources []source.Source) (resolved int64, err error) {
	store, table, err := d.store(ctx, storeID, false)
	if err != nil {
		return 0, err
	}
	begun := time.Now().UTC()
	format, _ := decode.ByName(store.Kind) // events of other kinds are read as CloudTrail's
	importer := ingest.New(d.dir, d.lake, table, store.ID, d.state, ingest.Options{Format: format, Again: true, MinFree: a.config.Import.MinFreeDisk, MaxRecord: a.config.Import.MaxRecord, Log: a.log, Say: func(s string) { a.say("%s", s) }})
	report, err := importer.Run(ctx, func(ctx context.Context, yield func(ingest.Found) error) error {
		for uri := range uris {
			f := ingest.Found{Object: ingest.Object{URI: uri}}
			bucket, key, err := blob.Open(ctx, uri, sourceOptions(uri, sources))
			if err == nil {
				var o blob.Object
				if o, _, err = bucket.Head(ctx, key); err == nil {
					f = foundObject(bucket, source.Found{Object: o})
				}
			}
			f.Err = err
			if err := yield(f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, p := range report.Problems {
		a.say("%s: %s", harmless(p.Object), harmless(p.Reason))
	}
	for uri := range uris {
		n, err := d.state.Resolve(ctx, store.ID, uri, begun)
		if err != nil {
			return resolved, err
		}
		resolved += n
	}
	return resolved, nil
}

// sourceOptions are those of the followed source that an object lies under.
func sourceOptions(uri string, sources []source.Source) blob.S3Options {
	for _, s := range sources {
		if strings.HasPrefix(uri, s.URI) {
			return s.S3
		}
	}
	return blob.S3Options{}
}
