package decode

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"tarn/internal/rows"
)

// BenchmarkJSONFormats decodes each format's sample again and again, each time with other numbers in it: from text to rows.
func BenchmarkJSONFormats(b *testing.B) {
	for _, f := range Formats {
		shape, ok := jsonFormats[f.Name]
		if !ok {
			continue
		}
		files, _ := filepath.Glob("testdata/" + f.Name + "/*")
		slices.Sort(files)
		sample, err := os.ReadFile(files[len(files)-1])
		if err != nil {
			b.Fatal(err)
		}
		var text []byte
		for i := 0; len(text) < 8<<20; i++ {
			text = append(text, bytes.ReplaceAll(sample, []byte("111122223333"), fmt.Appendf(nil, "%012d", i%5000))...)
			if shape.list == "" {
				text = append(text, '\n')
			}
		}
		b.Run(f.Name, func(b *testing.B) {
			l := rows.NewLayout(f.Table)
			batch := rows.NewBatch(l, 20_000)
			in := bytes.NewReader(text)
			d := f.New(l, in, Options{})
			b.SetBytes(int64(len(text)))
			n := 0
			begun := cpuTime()
			for b.Loop() {
				in.Reset(text)
				d.Reset(in)
				batch.Reset()
				var err error
				for err == nil {
					err = d.Next(batch)
				}
				if err != io.EOF {
					b.Fatal(err)
				}
				n += batch.N
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/record")
			reportCPU(b, begun, int64(b.N)*int64(len(text)))
		})
	}
}

// cpuTime is what the process has taken of its processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// reportCPU reports the megabytes a second of processor: what others do on the machine counts less.
func reportCPU(b *testing.B, begun time.Duration, bytes int64) {
	if spent := cpuTime() - begun; spent > 0 {
		b.ReportMetric(float64(bytes)/1e6/spent.Seconds(), "MB/cpu-s")
	}
}
