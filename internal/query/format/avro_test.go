package format

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/twmb/avro/ocf"

	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// A partitioned table has as many files open as partitions. They do not have a compressor each: at this level one takes 12 MB or more.
func TestOpenAvroFilesShareCompressors(t *testing.T) {
	columns := []analyze.Output{{Name: "a", Type: schema.Of(schema.Varchar)}}
	files := make([]bytes.Buffer, 60)
	encoders := make([]*avroFile, len(files))
	row := engine.Row{strings.Repeat("many of the same ", 1000)}
	for i := range encoders {
		var err error
		if encoders[i], err = newAvro(hive.Form{Format: "AVRO", Compression: "ZSTD", Level: 19}, &files[i], columns); err != nil {
			t.Fatal(err)
		}
		for range 100 {
			if err := encoders[i].Rows([]engine.Row{row}); err != nil {
				t.Fatal(err)
			}
		}
	}
	runtime.GC()
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapAlloc > 200<<20 {
		t.Errorf("%d files take %d MB", len(files), m.HeapAlloc>>20)
	}
	for i, e := range encoders {
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := ocf.NewReader(&files[i])
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for ; err == nil; n++ {
			var got struct {
				A *string `avro:"a"`
			}
			if err = r.Decode(&got); err == nil && *got.A != row[0] {
				t.Fatal(*got.A)
			}
		}
		if err != io.EOF || n != 101 {
			t.Fatal(n, err)
		}
	}
}
