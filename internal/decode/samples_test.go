package decode

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sampleRoot = "../../../shared/data"

// sampleFiles calls f with every file of a set, what lies in zip archives included.
func sampleFiles(t testing.TB, set string, f func(name string, data []byte)) {
	t.Helper()
	root := filepath.Join(sampleRoot, set)
	if _, err := os.Stat(root); err != nil {
		t.Skipf("no sample data: %v", err)
	}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(path, "_LICENCE") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
		if !strings.HasSuffix(path, ".zip") {
			f(name, data)
			return nil
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return err
		}
		for _, e := range z.File {
			in, err := e.Open()
			if err != nil {
				return err
			}
			data, err := io.ReadAll(in)
			if err != nil {
				return err
			}
			f(name+"/"+e.Name, data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func eachInvictus(t testing.TB, f func(name string, data []byte)) {
	sampleFiles(t, "s3layout-invictus", f)
}

func read(t testing.TB, data []byte) result {
	t.Helper()
	r, err := Decompress(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	return readAll(t, r, Options{})
}

// TestSamples reads every file of every set, of whatever format, and counts what became of the records.
func TestSamples(t *testing.T) {
	for _, want := range []struct {
		set           string
		rows, rejects int
	}{
		{"amazon-cloudfront-log-analysis", 0, 40},
		{"aws-centralized-logging", 4, 248},
		{"cloud-custodian", 23, 14},
		{"cloudtrail-rs-fixtures", 0, 18},
		{"crowdsecurity-hub", 13, 17},
		{"dpetzold-aws-log-parser", 0, 21},
		{"elastic-otel-components", 2, 7},
		{"grafana-lambda-promtail", 2, 19},
		{"grycap-cloudtrail-tracker", 142, 2},
		{"jsherz-alb", 0, 1},
		{"opensearch-catalog", 890, 177},
		{"otrf-security-datasets", 0, 106},
		{"s3layout-invictus", 2900, 0},
		{"slatesuraj-vpc", 0, 1},
		{"stratus-red-team", 310, 0},
		{"streamalert", 0, 54},
		{"trailscraper", 7, 1},
	} {
		t.Run(want.set, func(t *testing.T) {
			n, rejects := 0, 0
			sampleFiles(t, want.set, func(name string, data []byte) {
				res := read(t, data)
				if res.err != nil {
					t.Errorf("%s: %v", name, res.err)
				}
				n += res.batch.N
				rejects += len(res.rejects)
				for _, r := range res.rejects {
					if r.Reason == "" || r.Length == 0 || len(r.Raw) == 0 {
						t.Errorf("%s: %v: %d bytes, %d kept", name, r, r.Length, len(r.Raw))
					}
				}
			})
			if n != want.rows || rejects != want.rejects {
				t.Errorf("%d rows and %d rejects, want %d and %d", n, rejects, want.rows, want.rejects)
			}
		})
	}
}

func TestInvictus(t *testing.T) {
	ids, codes, names := map[string]int{}, map[string]int{}, map[string]int{}
	n, failed := 0, 0
	eachInvictus(t, func(name string, data []byte) {
		b := read(t, data).batch
		for row := range b.N {
			n++
			id, _ := b.String(layout.Leaf("eventID"), row)
			ids[id]++
			eventName, _ := b.String(layout.Leaf("eventName"), row)
			names[eventName]++
			if code, ok := b.String(layout.Leaf("errorCode"), row); ok {
				failed++
				codes[code]++
			}
		}
	})
	if n != 2900 || len(ids) != 2900 || failed != 300 || codes["ThrottlingException"] != 102 || names["Decrypt"] != 178 {
		t.Errorf("%d rows, %d IDs, %d failed, %d throttled, %d Decrypt", n, len(ids), failed, codes["ThrottlingException"], names["Decrypt"])
	}
}
