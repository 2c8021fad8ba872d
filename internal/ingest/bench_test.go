package ingest_test

import (
	"os"
	"testing"

	"tarn/internal/ingest"
)

// BenchmarkImport imports the logs of the folder in TARN_BENCH_LOGS into a fresh store.
func BenchmarkImport(b *testing.B) {
	logs := os.Getenv("TARN_BENCH_LOGS")
	if logs == "" {
		b.Skip("TARN_BENCH_LOGS names no folder")
	}
	for b.Loop() {

		dir := b.TempDir()
		s := openSetup(b, dir, true)
		r, err := ingest.New(dir, s.lake, s.table, "store", s.state, ingest.Options{Workers: 1}).Run(b.Context(), folder(logs))
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(r.DecodedBytes)
		b.ReportMetric(float64(r.DataBytes)/float64(r.Bytes), "lake/source")
		b.ReportMetric(float64(r.Events.In), "events")
		b.ReportMetric(float64(r.Commits), "commits")
	}
}
