package source

import (
	"context"

	"tarn/internal/blob"
)

// Count is a number of objects and their bytes as stored.
type Count struct {
	Objects int64 `json:"objects"`
	Bytes   int64 `json:"bytes"`
}

func (c *Count) add(o blob.Object) {
	c.Objects++
	c.Bytes += o.Size
}

// Estimate is what an import would read.
type Estimate struct {
	// New objects would be read, Known ones are imported already, Archived ones must be restored first.
	New      Count `json:"new"`
	Known    Count `json:"known"`
	Archived Count `json:"archived"`
	// Skipped are left out on purpose, Failed cannot be read, Unplaced do not tell the account or region that was asked for.
	Skipped  int64 `json:"skipped"`
	Failed   int64 `json:"failed"`
	Unplaced int64 `json:"unplaced"`
	// Accounts, Regions and Days share out the new objects as their keys tell; under "" are those that do not.
	Accounts map[string]Count `json:"accounts"`
	Regions  map[string]Count `json:"regions"`
	Days     map[Day]Count    `json:"days"`
	// Done are the requests that the estimate took, ToCome those that the import adds: one GET an object, if nothing fails.
	Done   blob.Requests `json:"done"`
	ToCome blob.Requests `json:"to_come"`
}

// Measure walks a bucket as an import would and reads nothing. known says which objects are imported already; it may be nil.
func Measure(ctx context.Context, b blob.Bucket, root string, p Plan, known func(context.Context, blob.Object) (bool, error)) (Estimate, error) {
	e := Estimate{Accounts: map[string]Count{}, Regions: map[string]Count{}, Days: map[Day]Count{}}
	walked, err := Walk(ctx, b, root, p, func(f Found) error {
		have := false
		if known != nil && f.Err == nil && f.Skip == "" {
			var err error
			if have, err = known(ctx, f.Object); err != nil {
				return err
			}
		}
		e.add(f, have)
		return nil
	})
	e.Unplaced = walked.Unplaced
	e.Done = b.Requests()
	e.ToCome = blob.Requests{Get: e.New.Objects, Bytes: e.New.Bytes}
	return e, err
}

func (e *Estimate) add(f Found, known bool) {
	switch {
	case f.Err != nil:
		e.Failed++
	case f.Skip != "":
		e.Skipped++
	case known:
		e.Known.add(f.Object)
	case f.Archived():
		e.Archived.add(f.Object)
	default:
		e.New.add(f.Object)
		share(e.Accounts, f.Place.Account, f.Object)
		share(e.Regions, f.Place.Region, f.Object)
		share(e.Days, f.Place.Day, f.Object)
	}
}

func share[K comparable](m map[K]Count, k K, o blob.Object) {
	c := m[k]
	c.add(o)
	m[k] = c
}
