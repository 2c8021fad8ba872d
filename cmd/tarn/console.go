package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
	"tarn/internal/console"
	"tarn/internal/query"
)

// console is what people see.
func (a *app) console(d *dataDir, services aws, door *awsapi.Door, ring *auth.Ring, secure bool) *console.Console {
	return console.New(console.Options{
		Version: version, Demo: d.marker.Demo, Account: services.home.Account, Region: services.home.Region, Secure: secure,
		Queries: services.query, Keys: ring, Sessions: d.state, Expected: console.Expected(a.config.Delivery), Stores: d.state.Stores, Figures: lakeFigures{d}, Calls: calls{door}, Jobs: a.jobs, Alerts: a.alerts, Journal: services.journal, Log: a.log,
		Boards: d.boards(), Accounts: a.accounts(d), Shown: d.shownTime,
		Catalog: func(ctx context.Context, k auth.Key, database string) (*catalog.Snapshot, error) {
			return d.catalog.Snapshot(ctx, scopeOf(query.Statement{Key: k, Face: "console", Database: database}))
		},
	})
}

// signInLink is the console's address with a link that signs in once, as the oldest admin's key. Where others can read what the
// server prints, the address stands alone.
func (a *app) signInLink(ctx context.Context, d *dataDir, c *console.Console, url string, loopback bool) (string, error) {
	keys, err := d.state.Keys(ctx)
	if err != nil {
		return "", err
	}
	keys = slices.DeleteFunc(keys, func(k auth.Key) bool { return k.Role != auth.Admin })
	if !loopback || len(keys) == 0 {
		return url, nil
	}
	oldest := slices.MinFunc(keys, func(a, b auth.Key) int { return a.Created.Compare(b.Created) })
	return url + c.Link(oldest), nil
}

// calls has operations of AWS's APIs answered as if they had been signed.
type calls struct{ door *awsapi.Door }

// Call implements console.Calls.
func (c calls) Call(r *http.Request, k auth.Key, service, operation string, body json.RawMessage) (json.RawMessage, error) {
	i := slices.IndexFunc(c.door.Services, func(s *awsapi.Service) bool { return s.Name == service })
	if i < 0 {
		return nil, console.FromAWS(http.StatusNotFound, "NotFound", "There is no service "+service+": choose cloudtrail, athena or glue.")
	}
	call := c.door.Call(r, k, c.door.Services[i], operation)
	out, err := c.door.Serve(r.Context(), call, body)
	if f := (*wire.Error)(nil); errors.As(err, &f) {
		return nil, console.FromAWS(f.Status, f.Code, f.Message)
	}
	if err != nil {
		return nil, err
	}
	if out == nil {
		return json.RawMessage("{}"), nil
	}
	return json.Marshal(out)
}

// lakeFigures implements console.Figures.
type lakeFigures struct{ d *dataDir }

func (l lakeFigures) Totals(ctx context.Context, store string) (objects, events int64, err error) {
	return l.d.state.Totals(ctx, store)
}

func (l lakeFigures) QuarantineCount(ctx context.Context, store string) (int64, error) {
	return l.d.state.QuarantineCount(ctx, store)
}

func (l lakeFigures) Disk(context.Context) (console.Disk, error) { return l.d.disk.look(l.d.dir), nil }
