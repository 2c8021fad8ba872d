package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/source"
	"tarn/internal/state"
)

// sourceFlags say how a source is read; import and source add share them.
type sourceFlags struct {
	s3         blob.S3Options
	pathStyle  bool
	store      string
	format     string
	from, to   string
	accounts   []string
	regions    []string
	cmdChanged func(string) bool
}

func (f *sourceFlags) register(a *app, cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.store, "store", catalog.DefaultStore, "the event data `store`, by name or ID, for the records of its kind")
	fl.StringVar(&f.format, "format", "auto", "what the objects hold: auto finds it out, or "+strings.Join(formatNames(), ", "))
	fl.StringVar(&f.from, "from", "", "the first `day` to read, as in 2024-01-31; folders are walked with a day's margin")
	fl.StringVar(&f.to, "to", "", "the last `day` to read")
	fl.StringSliceVar(&f.accounts, "account", nil, "only these `accounts`")
	fl.StringSliceVar(&f.regions, "region", nil, "only these AWS `regions`")
	fl.StringVar(&f.s3.Profile, "profile", "", "the AWS `profile` to read with")
	fl.StringVar(&f.s3.RoleARN, "role-arn", "", "the `role` to assume")
	fl.StringVar(&f.s3.ExternalID, "external-id", "", "the external `ID` that the role asks for")
	fl.StringVar(&f.s3.EndpointURL, "endpoint-url", "", "another S3 server's `address`")
	fl.StringVar(&f.s3.Region, "bucket-region", "", "the bucket's `region`; found by itself if not given")
	fl.BoolVar(&f.pathStyle, "path-style", false, "put the bucket into the path; the default with --endpoint-url")
	fl.BoolVar(&f.s3.RequesterPays, "requester-pays", false, "accept that requests are charged to your account")
	fl.BoolVar(&f.s3.Anonymous, "no-sign-request", false, "read a public bucket without credentials")
	cmd.RegisterFlagCompletionFunc("store", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return a.storeNames(cmd), cobra.ShellCompDirectiveNoFileComp
	})
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(append([]string{"auto"}, formatNames()...), cobra.ShellCompDirectiveNoFileComp))
	f.cmdChanged = fl.Changed
}

// source makes a source of an address and the flags.
func (f *sourceFlags) source(ctx context.Context, a *app, d *dataDir, uri string) (source.Source, error) {
	var s source.Source
	usage := func(format string, args ...any) error {
		return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
	}
	if f.format != "auto" && !slices.Contains(formatNames(), f.format) {
		return s, usage("--format %s: there is no such format; 'tarn import --help' lists those that there are", f.format)
	}
	if f.cmdChanged("path-style") {
		f.s3.PathStyle = &f.pathStyle
	}
	var err error
	s = source.Source{ID: newSourceID(), URI: uri, S3: f.s3, Store: f.store, Format: f.format, Accounts: f.accounts, Regions: f.regions, Created: time.Now().UTC()}
	if !strings.Contains(uri, "://") {
		if s.URI, err = filepath.Abs(uri); err != nil {
			return s, err
		}
	}
	if s.From, err = parseDay(f.from); err != nil {
		return s, usage("--from: %v", err)
	}
	if s.To, err = parseDay(f.to); err != nil {
		return s, usage("--to: %v", err)
	}
	if !s.From.IsZero() && !s.To.IsZero() && s.To.Before(s.From) {
		return s, usage("--to %s lies before --from %s", f.to, f.from)
	}
	for _, account := range f.accounts {
		if len(account) != 12 || strings.Trim(account, "0123456789") != "" {
			return s, usage("--account %s: an account has twelve digits", account)
		}
	}
	return s, nil
}

func parseDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, fmt.Errorf("%q is not a day; write it as in 2024-01-31", s)
	}
	return t, nil
}

func newSourceCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Keep the buckets and folders that imports follow",
		Long: `Sources are imported by 'tarn import' without an address, and followed by
'tarn import --watch'.`,
	}
	cmd.AddCommand(newSourceAddCommand(a), newSourceListCommand(a), newSourceCheckCommand(a), newSourceRemoveCommand(a), newSourcePolicyCommand(a))
	return cmd
}

func newSourceAddCommand(a *app) *cobra.Command {
	var f sourceFlags
	cmd := &cobra.Command{
		Use:     "add PATH|s3://BUCKET/PREFIX",
		Short:   "Add a bucket or folder, after a look whether it can be read",
		Example: "  tarn source add s3://my-trail-bucket/AWSLogs/ --profile audit",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, true)
			if err != nil {
				return err
			}
			s, err := f.source(ctx, a, d, args[0])
			if err != nil {
				return err
			}
			if err := d.keepDemoApart(ctx, s.URI); err != nil {
				return err
			}
			// The store by its ID: it can be renamed, and the source's progress is kept by it.
			store, _, err := d.store(ctx, s.Store, true)
			if err != nil {
				return err
			}
			s.Store = store.ID
			bucket, prefix, err := s.Open(ctx)
			if err != nil {
				return err
			}
			for _, err := range bucket.List(ctx, blob.ListOptions{Prefix: prefix, Limit: 1}) {
				if err != nil {
					return err
				}
			}
			if err := d.state.PutSource(ctx, s); err != nil {
				return err
			}
			fmt.Fprintln(a.stdout, s.ID)
			a.say("'tarn import' reads it now, 'tarn import --watch' goes on reading")
			return nil
		},
	}
	f.register(a, cmd)
	return cmd
}

func newSourceListCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the sources",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			sources, err := d.state.Sources(cmd.Context())
			if err != nil {
				return err
			}
			if output == "json" {
				if sources == nil {
					sources = []source.Source{}
				}
				return a.printJSON(sources)
			}
			stores, err := d.state.Stores(cmd.Context())
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "%sID\tADDRESS\tSTORE\tFORMAT\n", d.demo())
			for _, s := range sources {
				if store, err := catalog.FindStore(stores, s.Store); err == nil {
					s.Store = store.Name
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.ID, s.URI, s.Store, s.Format)
			}
			return w.Flush()
		},
	}
	outputFlag(cmd, &output)
	return cmd
}

func newSourceRemoveCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID|ADDRESS",
		Short: "Stop following a source; what was imported stays",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			err = d.state.RemoveSource(ctx, args[0])
			if path, absErr := filepath.Abs(args[0]); errors.Is(err, state.ErrNoSource) && absErr == nil && d.state.RemoveSource(ctx, path) == nil {
				return nil
			}
			if errors.Is(err, state.ErrNoSource) {
				err = fmt.Errorf("%w; 'tarn source list' lists those that are there", err)
			}
			return err
		},
	}
}

func newSourcePolicyCommand(a *app) *cobra.Command {
	var o source.PolicyOptions
	cmd := &cobra.Command{
		Use:   "policy s3://BUCKET/PREFIX",
		Short: "Print the least IAM policy that reading a bucket needs",
		Long: `Prints the least IAM policy with which a bucket's logs can be read. It allows no write
action: Tarn never writes to a log bucket.`,
		Example: `  tarn source policy s3://my-trail-bucket/AWSLogs/
  tarn source policy s3://my-trail-bucket/AWSLogs/ --kms-key arn:aws:kms:us-east-1:123456789012:key/…`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := source.Policy(args[0], o)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			fmt.Fprintln(a.stdout, strings.TrimSuffix(text, "\n"))
			return nil
		},
	}
	cmd.Flags().StringSliceVar(&o.KMSKeys, "kms-key", nil, "the `ARN` of a key that the objects are encrypted with")
	cmd.Flags().BoolVar(&o.Versions, "versions", false, "allow reading object versions")
	cmd.Flags().StringVar(&o.Region, "bucket-region", "", "a `region` of the bucket's partition, as in cn-north-1")
	return cmd
}
