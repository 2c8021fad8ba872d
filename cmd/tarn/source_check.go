package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/arrival"
	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/decode"
	"tarn/internal/query"
	"tarn/internal/source"
	"tarn/internal/sql/syntax"
	"tarn/internal/state"
	"tarn/internal/term"
)

func newSourceCheckCommand(a *app) *cobra.Command {
	var output string
	e := arrival.Expected{}
	var days int
	cmd := &cobra.Command{
		Use:   "check [ID|ADDRESS …]",
		Short: "Say which account's or region's logs do not come, since when, and why",
		Long: `Looks at the sources, the ledger of what was read and the lake, and says for each account and region
when the last object came, when its last event was, and, where nothing comes, since when and the likely
reason: a trail that somebody stopped, an account that the bucket's policy leaves out, a wrong prefix, a
permission that is missing, objects that cannot be read. The accounts and regions that are expected are
given, or those of 'delivery:' in tarn.yaml, or those that ever delivered.

Sources are asked for the objects of the last days, and for one object; nothing is imported.

Exit codes: 0 all that is expected comes; 3 something does not; 1 the check could not be made; 2 wrong usage.`,
		Example: `  tarn source check
  tarn source check s3://my-trail-bucket/AWSLogs/ --account 111122223333,444455556666 --region us-east-1 --late 6h`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if e.Late <= 0 || days < 1 {
				return usageError("--late and --days are to be more than nothing")
			}
			for _, account := range e.Accounts {
				if !accountForm.MatchString(account) {
					return usageError("--account %s: an account has twelve digits", account)
				}
			}
			d, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			sources, err := d.checked(ctx, args)
			if err != nil {
				return err
			}
			e.Now = time.Now().UTC()
			if len(e.Accounts) == 0 {
				e.Accounts = a.config.Delivery.Accounts
			}
			if len(e.Regions) == 0 {
				e.Regions = a.config.Delivery.Regions
			}
			lines, err := a.check(ctx, d, sources, e, days)
			if err != nil {
				return err
			}
			bad := slices.ContainsFunc(lines, func(l arrival.Line) bool { return !l.State.Good() })
			if err := a.printArrivals(d, lines, output); err != nil {
				return err
			}
			if bad {
				return &exitError{code: exitIncomplete, err: errors.New("not all that is expected comes"), quiet: true}
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&e.Accounts, "account", nil, "the `accounts` that are expected")
	f.StringSliceVar(&e.Regions, "region", nil, "the `regions` that are expected, of each account")
	f.DurationVar(&e.Late, "late", 24*time.Hour, "the `time` after which something should have come")
	f.IntVar(&days, "days", 7, "the `days` for which sources are listed; older objects are known from the ledger")
	outputFlag(cmd, &output)
	return cmd
}

// checked are the sources that were named, or all.
func (d *dataDir) checked(ctx context.Context, names []string) ([]source.Source, error) {
	all, err := d.state.Sources(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, usageError("there are no sources; 'tarn source add' adds one")
	}
	if len(names) == 0 {
		return all, nil
	}
	var out []source.Source
	for _, name := range names {
		path, _ := filepath.Abs(name)
		n := len(out)
		for _, s := range all {
			if s.ID == name || s.URI == name || s.URI == path {
				out = append(out, s)
			}
		}
		if len(out) == n {
			return nil, usageError("%v: %s; 'tarn source list' lists those that are there", state.ErrNoSource, name)
		}
	}
	return out, nil
}

func (a *app) printArrivals(d *dataDir, lines []arrival.Line, output string) error {
	if output == "json" {
		return a.printJSON(lines)
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%sSource\tLogs\tAccount\tRegion\tState\tLast object\tLast event\tWhy\n", d.demo())
	at := func(t time.Time) string {
		if t.IsZero() {
			return "-"
		}
		return t.UTC().Format("2006-01-02 15:04")
	}
	or := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", l.Source, or(l.Logs), or(l.Account), or(l.Region), l.State, at(l.LastObject), at(l.LastEvent), term.Safe(l.Reason))
	}
	return w.Flush()
}

// check looks at the sources one after another. What the lake and the ledger know is looked up once.
func (a *app) check(ctx context.Context, d *dataDir, sources []source.Source, e arrival.Expected, days int) ([]arrival.Line, error) {
	since := e.Now.AddDate(0, 0, -days)
	stores, err := d.state.Stores(ctx)
	if err != nil {
		return nil, err
	}
	s, err := a.queries(ctx)
	if err != nil {
		return nil, err
	}
	var looks []*arrival.Look
	known := map[string]bool{}
	for _, src := range sources {
		looks = append(looks, lookAt(src))
	}
	why := map[string]string{}
	if err := d.state.Quarantine(ctx, "", false, func(q state.QuarantineEntry) error {
		why[q.Object.URI] = q.Reason
		return nil
	}); err != nil {
		return nil, err
	}
	if err := d.state.Objects(ctx, func(o state.LedgerObject) error {
		known[o.Object.URI] = true
		for _, l := range looks {
			if below(o.Object.URI, l.URI) {
				ledger(l, o, since, why[o.Object.URI])
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	var oldest time.Time
	for i, l := range looks {
		listSource(ctx, sources[i], l, since, known)
		for _, seen := range l.Seen {
			if seen.LastObject.Before(since) && (oldest.IsZero() || seen.LastObject.Before(oldest)) && !seen.LastObject.IsZero() {
				oldest = seen.LastObject
			}
		}
	}
	if oldest.IsZero() || oldest.After(since) {
		oldest = since
	}
	events, err := lastEvents(ctx, s, stores, oldest.AddDate(0, 0, -1))
	if err != nil {
		return nil, err
	}
	for _, l := range looks {
		for p, seen := range l.Seen {
			seen.LastEvent = events[arrival.Place{Account: p.Account, Region: p.Region, Kind: p.Kind}]
		}
	}
	stops, err := stopsSince(ctx, s, stores, oldest.Add(-2*time.Hour))
	if err != nil {
		return nil, err
	}
	lines := []arrival.Line{}
	for i, l := range looks {
		l.Stops = stops
		expected := e
		expected.Accounts, expected.Regions = limited(e.Accounts, sources[i].Accounts), limited(e.Regions, sources[i].Regions)
		lines = append(lines, l.Judge(expected)...)
	}
	return lines, nil
}

// below reports whether an object is below a source's address.
func below(object, address string) bool {
	if !strings.Contains(address, "://") && object != address {
		address = strings.TrimSuffix(address, "/") + "/"
	}
	return strings.HasPrefix(object, address)
}

// limited are those that are expected of a source that is read for some only.
func limited(expected, limit []string) []string {
	if len(limit) == 0 {
		return expected
	}
	if len(expected) == 0 {
		return limit
	}
	return slices.DeleteFunc(slices.Clone(expected), func(s string) bool { return !slices.Contains(limit, s) })
}

func lookAt(src source.Source) *arrival.Look {
	l := &arrival.Look{ID: src.ID, URI: src.URI, Kind: "CloudTrail"}
	l.Bucket, _, _ = blob.SplitURI(src.URI)
	if f, ok := decode.ByName(src.Format); ok {
		if l.Kind = ""; len(f.Services) > 0 {
			l.Kind = f.Services[0]
		}
	}
	return l
}

// written is when a file was closed, as its name has it.
var written = regexp.MustCompile(`_(\d{8}T\d{4})Z_`)

// arrived is when an object of the ledger came, as near as can be told: its name's time, or the end of its folder's day.
func arrived(o state.LedgerObject, p source.Place) time.Time {
	if m := written.FindStringSubmatch(o.Object.URI); m != nil {
		if t, err := time.Parse("20060102T1504", m[1]); err == nil {
			return t
		}
	}
	if day, err := time.Parse(time.DateOnly, string(p.Day)); err == nil && day.AddDate(0, 0, 1).Before(o.Imported) {
		return day.AddDate(0, 0, 1)
	}
	return o.Imported
}

// ledger adds what the ledger has of an object.
func ledger(l *arrival.Look, o state.LedgerObject, since time.Time, why string) {
	p := source.Parse(o.Object.URI)
	seen, digest := l.At(p)
	if seen == nil {
		return
	}
	at := arrived(o, p)
	if digest {
		seen.Digest = later(seen.Digest, at)
		return
	}
	seen.LastObject = later(seen.LastObject, at)
	if o.Imported.Before(since) {
		return
	}
	seen.Read++
	if o.Quarantined > 0 && o.Events == 0 && o.Duplicates == 0 {
		seen.Broken++
		if seen.Why == "" {
			seen.Why = why
		}
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// listSource asks the source for the objects of the last days, and for the content of the youngest.
func listSource(ctx context.Context, src source.Source, l *arrival.Look, since time.Time, known map[string]bool) {
	bucket, root, err := src.Open(ctx)
	if err != nil {
		l.Err = err
		return
	}
	var youngest source.Found
	plan := src.Plan(source.State{})
	plan.Full = true
	if since.After(plan.From) {
		plan.From = since
	}
	_, l.Err = source.Walk(ctx, bucket, root, plan, func(f source.Found) error {
		if f.Err != nil || f.Skip != "" {
			return nil
		}
		seen, digest := l.At(f.Place)
		if seen == nil {
			return nil
		}
		if digest {
			seen.Digest = later(seen.Digest, f.ModTime)
			return nil
		}
		seen.LastObject = later(seen.LastObject, f.ModTime)
		if !known[bucket.URI(f.Key)] {
			seen.Waiting++
		}
		if f.ModTime.After(youngest.ModTime) {
			youngest = f
		}
		return nil
	})
	if l.Err != nil {
		return
	}
	if youngest.Key != "" {
		l.Err = readable(ctx, bucket, youngest.Object)
	}
	if len(l.Seen) == 0 && l.Bucket != "" {
		l.Elsewhere = elsewhere(ctx, bucket)
	}
}

// readable reads the beginning of an object: a permission, or a key, may be missing that listing does not need.
func readable(ctx context.Context, bucket blob.Bucket, o blob.Object) error {
	body, err := bucket.Open(ctx, o)
	if err != nil {
		return err
	}
	defer body.Close()
	if _, err := body.Read(make([]byte, 1)); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// elsewhere finds AWSLogs/ in a bucket, at most one folder deep.
func elsewhere(ctx context.Context, bucket blob.Bucket) string {
	prefixes := []string{""}
	for e, err := range bucket.List(ctx, blob.ListOptions{Folders: true, Limit: 100}) {
		if err != nil {
			return ""
		}
		if e.Prefix {
			prefixes = append(prefixes, e.Key)
		}
	}
	for _, p := range prefixes {
		for _, err := range bucket.List(ctx, blob.ListOptions{Prefix: p + "AWSLogs/", Limit: 1}) {
			if err == nil {
				return bucket.URI(p + "AWSLogs/")
			}
		}
	}
	return ""
}

// lastEvents are the times of the youngest events, by service's folder, account and region, of all stores.
func lastEvents(ctx context.Context, s *query.Service, stores []catalog.EventDataStore, since time.Time) (map[arrival.Place]time.Time, error) {
	out := map[arrival.Place]time.Time{}
	for _, store := range stores {
		if store.Status == catalog.PendingDeletion || store.BuiltIn || store.Kind == catalog.Activity {
			continue
		}
		text, place := lastEventsSQL(store, since)
		err := eachRow(ctx, s, text, func(row []any) {
			at, ok := row[len(row)-1].(float64)
			if !ok {
				return
			}
			p := place(row)
			out[p] = later(out[p], time.UnixMilli(int64(at*1000)).UTC())
		})
		if err != nil {
			return nil, fmt.Errorf("the last events of %s: %w", store.Name, err)
		}
	}
	return out, nil
}

// lastEventsSQL asks a store, and tells the place of a row. Events of CloudTrail say whose they are; other logs are their object's.
func lastEventsSQL(store catalog.EventDataStore, since time.Time) (string, func(row []any) arrival.Place) {
	after := "TIMESTAMP '" + since.UTC().Format("2006-01-02 15:04:05") + "'"
	if store.Kind == catalog.CloudTrail {
		return `SELECT recipientAccountId, awsRegion, to_unixtime(max(eventTime)) FROM ` + syntax.Quote(store.Name) + ` WHERE eventTime > ` + after + ` GROUP BY 1, 2`, func(row []any) arrival.Place {
			account, _ := row[0].(string)
			region, _ := row[1].(string)
			return arrival.Place{Kind: "CloudTrail", Account: account, Region: region}
		}
	}
	return `SELECT "$path", to_unixtime(max(_time)) FROM ` + syntax.Quote(store.Name) + ` WHERE _time > ` + after + ` GROUP BY 1`, func(row []any) arrival.Place {
		path, _ := row[0].(string)
		p := source.Parse(path)
		return arrival.Place{Kind: p.Kind, Account: p.Account, Region: p.Region}
	}
}

// stopsSince are the calls that may have ended a delivery, of all stores of CloudTrail's events.
func stopsSince(ctx context.Context, s *query.Service, stores []catalog.EventDataStore, since time.Time) ([]arrival.Stop, error) {
	var out []arrival.Stop
	for _, store := range stores {
		if store.Kind != catalog.CloudTrail || store.Status == catalog.PendingDeletion || store.BuiltIn {
			continue
		}
		text := `SELECT to_unixtime(eventTime), eventName, recipientAccountId, awsRegion,
			coalesce(element_at(requestParameters, 'name'), element_at(requestParameters, 'trailName'), element_at(requestParameters, 'bucketName')),
			coalesce(userIdentity.arn, userIdentity.invokedBy, userIdentity.type), sourceIPAddress
			FROM ` + syntax.Quote(store.Name) + ` WHERE eventTime > TIMESTAMP '` + since.UTC().Format("2006-01-02 15:04:05") + `' AND errorCode IS NULL
			AND eventName IN ('` + strings.Join(arrival.StopEvents(), "', '") + `')`
		err := eachRow(ctx, s, text, func(row []any) {
			at, _ := row[0].(float64)
			c := arrival.Stop{Time: time.UnixMilli(int64(at * 1000)).UTC()}
			for i, to := range []*string{&c.Event, &c.Account, &c.Region, &c.Target, &c.By, &c.Address} {
				*to, _ = row[i+1].(string)
			}
			out = append(out, c)
		})
		if err != nil {
			return nil, fmt.Errorf("what may have ended deliveries, in %s: %w", store.Name, err)
		}
	}
	slices.SortFunc(out, func(a, b arrival.Stop) int { return a.Time.Compare(b.Time) })
	return out, nil
}

// eachRow runs a statement of Tarn's own.
func eachRow(ctx context.Context, s *query.Service, text string, do func(row []any)) error {
	x, err := s.Start(ctx, query.Statement{SQL: text, Once: true})
	if err != nil {
		return err
	}
	rows, err := s.Stream(ctx, x.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for {
		page, err := rows.Next(ctx, 1000)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, row := range page {
			do(row)
		}
	}
}
