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
func sampleFiles(t *testing.T, set string, f func(name string, data []byte)) {
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
		if !strings.HasSuffix(path, ".zip") {
			f(path, data)
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
			f(path+"/"+e.Name, data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestExplore(t *testing.T) {
	es, _ := os.ReadDir(sampleRoot)
	for _, e := range es {
		t.Run(e.Name(), func(t *testing.T) {
			sampleFiles(t, e.Name(), func(name string, data []byte) {
				r, err := Decompress(bytes.NewReader(data))
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				res := readAll(t, r, Options{})
				t.Logf("%s: %d rows, %d rejects, %v kind %d", name[len(sampleRoot):], res.batch.N, len(res.rejects), res.err, res.kind)
				for i, r := range res.rejects {
					if i < 6 {
						t.Logf("   %v (%d)", r, r.Length)
					}
				}
			})
		})
	}
}
