package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"tarn/internal/blob"
	"tarn/internal/source"
)

// What a core reads of compressed logs in a second, and what the lake takes of their size: as make bench measures, rounded
// to the careful side.
const (
	bytesPerSecond = 12_000_000
	lakeShare      = 0.7
)

// estimated is what a dry run prints as JSON: a promise.
type estimated struct {
	source.Estimate
	// Seconds are of one core, without the network's; DiskBytes is what the lake will take.
	Seconds   float64 `json:"seconds"`
	DiskBytes int64   `json:"disk_bytes"`
}

// estimate walks a source, reads nothing, and prints what an import would do.
func (o *importOptions) estimate(ctx context.Context, a *app, known func(context.Context, blob.Object) (bool, error), bucket blob.Bucket, root string, plan source.Plan) error {
	measured, err := source.Measure(ctx, bucket, root, plan, known)
	if err != nil {
		return err
	}
	e := estimated{Estimate: measured, Seconds: float64(measured.New.Bytes) / bytesPerSecond, DiskBytes: int64(float64(measured.New.Bytes) * lakeShare)}
	if o.output == "json" {
		return a.printJSON(e)
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "To read\t%s objects\t%s\n", grouped(e.New.Objects), byteCount(e.New.Bytes))
	fmt.Fprintf(w, "Read before\t%s objects\t%s\n", grouped(e.Known.Objects), byteCount(e.Known.Bytes))
	if e.Archived.Objects > 0 {
		fmt.Fprintf(w, "Archived\t%s objects\t%s, to be restored first\n", grouped(e.Archived.Objects), byteCount(e.Archived.Bytes))
	}
	if e.Failed > 0 {
		fmt.Fprintf(w, "Not readable\t%s objects\n", grouped(e.Failed))
	}
	if e.Unplaced > 0 {
		fmt.Fprintf(w, "Left out\t%s objects\twhose key tells no account or region\n", grouped(e.Unplaced))
	}
	if e.Done.List > 0 {
		fmt.Fprintf(w, "Requests\t%s LIST\tmade just now; %s GET to come\n", grouped(e.Done.List), grouped(e.ToCome.Get))
	}
	fmt.Fprintf(w, "Time\tabout %v\ton one core, without the network\n", max(time.Second, time.Duration(e.Seconds*float64(time.Second)).Round(time.Second)))
	fmt.Fprintf(w, "Disk\tabout %s\n", byteCount(e.DiskBytes))
	if err := w.Flush(); err != nil {
		return err
	}
	shares(a, "ACCOUNT", e.Accounts)
	shares(a, "REGION", e.Regions)
	if days := slices.Sorted(maps.Keys(e.Days)); len(days) > 1 {
		first := days[0]
		if first == "" {
			first = days[1]
		}
		fmt.Fprintf(a.stdout, "\nFolders of %s to %s\n", first, days[len(days)-1])
	}
	return nil
}

func shares(a *app, title string, counts map[string]source.Count) {
	if len(counts) < 2 {
		return
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "\n%s\tOBJECTS\tSIZE\n", title)
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(w, "%s\t%s\t%s\n", cmp.Or(name, "not told"), grouped(counts[name].Objects), byteCount(counts[name].Bytes))
	}
	w.Flush()
}
