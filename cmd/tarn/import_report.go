package main

import (
	"fmt"
	"text/tabwriter"

	"tarn/internal/ingest"
)

// printReport writes the report of an import to stdout, and its first problems to stderr.
func (a *app) printReport(output string, d *dataDir, into string, r ingest.Report) error {
	told := int64(len(r.Problems))
	for _, p := range r.Problems {
		more := ""
		if told += p.More; p.More > 0 {
			more = fmt.Sprintf("; and %s more in this object", grouped(p.More))
		}
		if p.Record >= 0 {
			a.say("%s: record %d at offset %d: %s%s", p.Object, p.Record, p.Offset, p.Reason, more)
		} else {
			a.say("%s: %s%s", p.Object, p.Reason, more)
		}
	}
	for n, uri := range r.Unrecognised {
		if n == 10 {
			a.say("… and %d more that are in no known format", r.Objects.Unrecognised-10)
			break
		}
		a.say("%s: not recognised: it is in no format that Tarn knows; --format NAME reads it as one", uri)
	}
	if total := r.Objects.Failed + r.Events.Quarantined; len(r.Problems) > 0 && total > int64(len(r.Problems)) {
		if total > told {
			a.say("… and %s more in other objects", grouped(total-told))
		}
		a.say("'tarn quarantine list' lists them all")
	}
	if output == "json" {
		return a.printJSON(r)
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%sImport into %s\n", d.demo(), into)
	fmt.Fprintf(w, "  Objects\t%s found\t%s new, %s skipped, %s failed", grouped(r.Objects.Found), grouped(r.Objects.New), grouped(r.Objects.Skipped), grouped(r.Objects.Failed))
	if r.Objects.Digests > 0 {
		fmt.Fprintf(w, ", %s digests", grouped(r.Objects.Digests))
	}
	if r.Objects.Archived > 0 {
		fmt.Fprintf(w, ", %s archived", grouped(r.Objects.Archived))
	}
	if r.Objects.Unrecognised > 0 {
		fmt.Fprintf(w, ", %s not recognised", grouped(r.Objects.Unrecognised))
	}
	fmt.Fprintf(w, "\n  Events\t%s in\t%s duplicates, %s quarantined", grouped(r.Events.In), grouped(r.Events.Duplicates), grouped(r.Events.Quarantined))
	if r.Events.Conflicts > 0 {
		fmt.Fprintf(w, " (%s of them conflicts)", grouped(r.Events.Conflicts))
	}
	if r.Events.LeftOut > 0 {
		fmt.Fprintf(w, ", %s left out by the store's selectors", grouped(r.Events.LeftOut))
	}
	text := "JSON"
	if len(r.Formats) > 0 {
		text = "text"
	}
	fmt.Fprintf(w, "\n  Read\t%s\t%s of %s\n", byteCount(r.Bytes), byteCount(r.DecodedBytes), text)
	fmt.Fprintf(w, "  Written\t%s\t%s files, %s commits\n", byteCount(r.DataBytes), grouped(int64(r.DataFiles)), grouped(int64(r.Commits)))
	fmt.Fprintf(w, "  Time\t%.1f s\t%s events a second\n", r.Seconds, grouped(int64(r.EventsPerSec)))
	if r.Interrupted {
		fmt.Fprintf(w, "  Interrupted: run the same command again to go on\n")
	}
	if err := w.Flush(); err != nil || len(r.Formats) < 2 {
		return err
	}
	fmt.Fprintf(w, "\n  FORMAT\tSTORE\tFOUND\tNEW\tSKIPPED\tFAILED\tIN\tDUPLICATES\tQUARANTINED\n")
	for _, f := range r.Formats {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", f.Format, f.Store, grouped(f.Objects.Found), grouped(f.Objects.New), grouped(f.Objects.Skipped),
			grouped(f.Objects.Failed), grouped(f.Events.In), grouped(f.Events.Duplicates), grouped(f.Events.Quarantined))
	}
	if n := r.Objects.Unrecognised; n > 0 {
		fmt.Fprintf(w, "  not recognised\t\t%s\n", grouped(n))
	}
	return w.Flush()
}
