package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tarn/internal/demo"
	"tarn/internal/ingest"
)

// importFolder imports a folder into a data directory and gives the report.
func importFolder(t *testing.T, dir, logs string, args ...string) (r ingest.Report) {
	t.Helper()
	code, out, talk := tarn(t.Context(), dir, "", append([]string{"import", logs, "-o", "json"}, args...)...)
	if code != exitOK && code != exitIncomplete {
		t.Fatalf("the import ends with %d: %s", code, talk)
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if n := r.Events.In + r.Events.Duplicates + r.Events.Quarantined; n != r.Events.Records {
		t.Errorf("%d records were read, and %d are accounted for: %+v", r.Events.Records, n, r.Events)
	}
	if n := r.Objects.New + r.Objects.Skipped + r.Objects.Failed + r.Objects.Digests + r.Objects.Archived + r.Objects.Unrecognised; n != r.Objects.Found {
		t.Errorf("%d objects were found, and %d are accounted for: %+v", r.Objects.Found, n, r.Objects)
	}
	return r
}

// count is the answer of a statement with one number.
func count(t *testing.T, dir, sql string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(ask(t, dir, sql), &n); err != nil {
		t.Errorf("%s: %v", sql, err)
	}
	return n
}

// TestTruth compares what SQL says of the demonstration with what its writer counted.
func TestTruth(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	code, _, talk := tarn(t.Context(), dir, "", "demo", logs, "--logs", "none", "--events", "2000", "--days", "5")
	if code != exitOK {
		t.Fatalf("%d: %s", code, talk)
	}
	truth, err := demo.ReadTruth(logs)
	if err != nil {
		t.Fatal(err)
	}
	r := importFolder(t, dir, logs)
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"events in", int(r.Events.In), truth.Events + truth.Insights},
		{"duplicates", int(r.Events.Duplicates), truth.Duplicates},
		{"conflicts", int(r.Events.Conflicts), truth.Conflicts},
		{"quarantined", int(r.Events.Quarantined), truth.Conflicts},
		{"insights", int(r.Events.Insights), truth.Insights},
		{"digests", int(r.Objects.Digests), truth.DigestFiles},
		{"log files", int(r.Objects.New), truth.LogFiles + truth.InsightFiles},
		{"conflicts in quarantine", count(t, dir, "SELECT count(*) FROM tarn.quarantine WHERE kind = 'conflict'"), truth.Conflicts},
		{"distinct IDs", count(t, dir, "SELECT count(DISTINCT eventID) FROM cloudtrail WHERE eventCategory <> 'Insight'"), truth.Events},
		{"misplaced", count(t, dir, `SELECT count(*) FROM cloudtrail WHERE eventCategory <> 'Insight' AND regexp_extract("$path", '/(\d{4}/\d\d/\d\d)/', 1) <> date_format(eventTime, '%Y/%m/%d') AND "$path" NOT LIKE '%/trail2/%'`), truth.Misplaced},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
	for by, want := range map[string]map[string]int{
		"date_format(eventTime, '%Y-%m-%d')": truth.ByDay, "recipientAccountId": truth.ByAccount, "eventName": truth.ByEvent, "errorCode": truth.ByError,
	} {
		counts(t, dir, by, want)
	}
	for _, c := range truth.Chapters {
		ids := ask(t, dir, "SELECT eventID FROM cloudtrail WHERE eventID IN ('"+strings.Join(c.Events, "','")+"') ORDER BY 1")
		want := slices.Compact(slices.Sorted(slices.Values(c.Events)))
		if got := strings.Split(ids, "\n"); !slices.Equal(got, want) {
			t.Errorf("chapter %s: %d events, want %d", c.Name, len(got), len(want))
		}
	}
	if again := importFolder(t, dir, logs, "--again"); again.Events.In != 0 {
		t.Errorf("imported again, %d events came in", again.Events.In)
	}
}

// counts compares counts by an expression with the truth's.
func counts(t *testing.T, dir, by string, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	answer := ask(t, dir, "SELECT count(*), "+by+" FROM cloudtrail WHERE eventCategory <> 'Insight' AND "+by+" IS NOT NULL GROUP BY 2")
	for _, line := range strings.Split(answer, "\n") {
		var n int
		number, name, _ := strings.Cut(line, ",")
		fmt.Sscan(number, &n)
		got[name] = n
	}
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s = %s: %d, want %d", by, name, got[name], want[name])
		}
	}
	for name := range got {
		if want[name] == 0 {
			t.Errorf("%s = %s: %d, want none", by, name, got[name])
		}
	}
}

// shared is a folder of logs as others have published them, which lies beside a checkout.
func shared(t *testing.T) string {
	dir := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the published logs are not there: %v", err)
	}
	return dir
}

func TestInvictus(t *testing.T) {
	logs := filepath.Join(shared(t), "s3layout-invictus")
	dir := filepath.Join(t.TempDir(), "lake")
	importFolder(t, dir, logs)
	check := func() {
		t.Helper()
		const all = "2900,2900,300,102,178"
		got := ask(t, dir, `SELECT count(*), count(DISTINCT eventID), count(errorCode), count_if(errorCode = 'ThrottlingException'), count_if(eventName = 'Decrypt') FROM cloudtrail`)
		if got != all {
			t.Errorf("%s, want %s", got, all)
		}
	}
	check()
	if again := importFolder(t, dir, logs, "--again"); again.Events.In != 0 || again.Events.Duplicates != 2900 {
		t.Errorf("imported again: %+v", again.Events)
	}
	check()
}

// TestPublishedLogs imports whatever is there, logs of other services and documents among it: every record is a row, a
// duplicate, or in quarantine.
func TestPublishedLogs(t *testing.T) {
	data := shared(t)
	sets, err := os.ReadDir(data)
	if err != nil {
		t.Fatal(err)
	}
	events := map[string]int{"s3layout-invictus": 2900, "opensearch-catalog": 841, "stratus-red-team": 310, "grycap-cloudtrail-tracker": 142, "cloud-custodian": 21}
	for _, set := range sets {
		t.Run(set.Name(), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "lake")
			r := importFolder(t, dir, filepath.Join(data, set.Name()))
			in := r.Events.In
			if len(r.Formats) == 0 {
				r.Formats = []ingest.FormatReport{{Format: "cloudtrail", Store: "cloudtrail", Events: r.Events}}
			}
			for _, f := range r.Formats {
				var store storeDetails
				_, out, talk := tarn(t.Context(), dir, "", "store", "show", f.Store, "-o", "json")
				if err := json.Unmarshal([]byte(out), &store); err != nil {
					t.Fatalf("%v: %s", err, talk)
				}
				// Some are older than the ten years that a store keeps.
				if n := count(t, dir, "SELECT count(*) FROM "+f.Store); n != int(f.Events.In-store.Dropped) {
					t.Errorf("%d records are in %s, %d were taken in, and %d dropped", n, f.Store, f.Events.In, store.Dropped)
				}
			}
			if r.Formats[0].Format == "cloudtrail" {
				in = r.Formats[0].Events.In
			}
			if n := count(t, dir, "SELECT count(*) FROM tarn.quarantine"); n != int(r.Events.Quarantined+r.Objects.Failed) {
				t.Errorf("%d records are in quarantine: %+v %+v", n, r.Events, r.Objects)
			}
			if want := events[set.Name()]; want > 0 && int(in) != want {
				t.Errorf("%d events are in, want %d", in, want)
			}
		})
	}
}
