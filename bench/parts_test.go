package main

import "testing"

func TestShares(t *testing.T) {
	const traces = `File: bench
Type: cpu
-----------+-------------------------------------------------------
      30ms   github.com/parquet-go/parquet-go/bloom/xxhash.Sum64
             github.com/parquet-go/parquet-go/bloom.XXH64.Sum64 (inline)
             tarn/internal/lake/datafile.(*columnEncoder).bloomFilter
             tarn/internal/lake/datafile.(*Writer).writeColumn
             tarn/internal/lake.(*Writer).Write
             tarn/internal/ingest.(*committer).flush
             tarn/internal/ingest.(*worker).read
-----------+-------------------------------------------------------
      20ms   runtime.memmove
             github.com/klauspost/compress/flate.(*decompressor).huffmanBufioReader
             tarn/internal/decode.(*decompressed).Read
             tarn/internal/decode.(*CloudTrail).Next
             tarn/internal/ingest.(*worker).read
-----------+-------------------------------------------------------
      10ms   syscall.Syscall
             os.(*File).ReadAt
             tarn/internal/ingest.(*runReader).load
             tarn/internal/ingest.(*Index).Lookup
             tarn/internal/ingest.(*dedup).run
-----------+-------------------------------------------------------
       5ms   runtime.scanobject
             runtime.gcBgMarkWorker.func2
             runtime.systemstack
             runtime.gcBgMarkWorker
`
	want := map[string]float64{"write: bloom filters": 30, "decompress": 20, "tell duplicates apart": 10, "collect garbage": 5}
	for i, ms := range shares(traces) {
		if name := importParts[i].name; ms != want[name] {
			t.Errorf("%s: %v ms, want %v", name, ms, want[name])
		}
	}
}
