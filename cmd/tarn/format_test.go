package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tarn/internal/state"
)

// formatLogs are the logs of the lakes in testdata/format*.tar.gz: two days, a record in quarantine, a copy with other content,
// a digest, and members that no column holds.
var formatLogs = map[string]string{
	"a.json": `{"Records":[
{"eventVersion":"1.08","eventTime":"2024-05-06T23:59:59Z","eventID":"f-1","eventName":"ListBuckets","readOnly":"true","awsRegion":"eu-west-1","userIdentity":{"type":"IAMUser","userName":"kim","accessKeyId":"AKIAEXAMPLE"}},
{"eventVersion":"1.08","eventTime":"2024-05-07T00:00:01Z","eventID":"f-2","eventName":"GetObject","requestParameters":{"n":9007199254740993,"text":"a\u0026b"},"unknown":{"deep":[1.688560107857E9,null]}},
{"eventVersion":"1.08","eventID":"f-3"}]}`,
	"b.json": `{"Records":[{"eventVersion":"1.08","eventTime":"2024-05-07T00:00:01Z","eventID":"f-2","eventName":"Forged"}]}`,
	"111122223333_CloudTrail-Digest_eu-west-1_trail_eu-west-1_20240507T000000Z.json": `{"awsAccountId":"111122223333","digestStartTime":"2024-05-06T23:00:00Z","digestEndTime":"2024-05-07T00:00:00Z","digestS3Bucket":"trail","digestS3Object":"x","digestPublicKeyFingerprint":"f","digestSignatureAlgorithm":"SHA256withRSA","newestEventTime":null,"oldestEventTime":null,"previousDigestS3Bucket":null,"previousDigestS3Object":null,"previousDigestHashValue":null,"previousDigestHashAlgorithm":null,"previousDigestSignature":null,"logFiles":[]}`,
}

const formatRows = `f-1,2024-05-06 23:59:59.000,ListBuckets,kim,
f-2,2024-05-07 00:00:01.000,GetObject,,9007199254740993`

// TestFormats opens a lake of every format that there has been, as a user does who moved it here: relocate, ask, import, tidy.
// The present format's is made with -rewrite where it is missing; one that is there is never made again.
func TestFormats(t *testing.T) {
	present := filepath.Join("testdata", fmt.Sprintf("format%d.tar.gz", state.Format))
	if _, err := os.Stat(present); errors.Is(err, fs.ErrNotExist) {
		if !*rewrite {
			t.Fatalf("%s is missing: run with -rewrite, and keep it for all time", present)
		}
		makeFormat(t, present)
	}
	lakes, _ := filepath.Glob("testdata/format*.tar.gz")
	for _, path := range lakes {
		t.Run(filepath.Base(path), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "lake")
			unpack(t, path, dir)
			if code, _, talk := tarn(t.Context(), dir, "", "store", "list"); code != exitFailed || !strings.Contains(talk, "relocate") {
				t.Fatalf("a lake from elsewhere is opened as it is: %d: %s", code, talk)
			}
			must := func(args ...string) string {
				t.Helper()
				code, out, talk := tarn(t.Context(), dir, "", args...)
				if code != exitOK {
					t.Fatalf("%v ends with %d: %s%s", args, code, out, talk)
				}
				return out
			}
			must("relocate")
			const rows = "SELECT eventID, eventTime, eventName, userIdentity.userName, element_at(requestParameters, 'n') FROM cloudtrail ORDER BY 1"
			same := func() {
				t.Helper()
				if got := ask(t, dir, rows); got != formatRows {
					t.Errorf("other rows:\n%s\nwant\n%s", got, formatRows)
				}
				if got := ask(t, dir, `SELECT kind, event_id, record FROM tarn.quarantine ORDER BY 1`); got != "conflict,f-2,0\nrecord,,2" {
					t.Errorf("other records in quarantine:\n%s", got)
				}
				must("verify")
			}
			same()
			if got := ask(t, dir, "SELECT json_extract_scalar(eventJson, '$.unknown.deep[0]') FROM cloudtrail WHERE eventID = 'f-2'"); got != "1.688560107857E9" {
				t.Errorf("a number is %s", got)
			}
			var digests int
			if err := openState(t, dir).QueryRow(`SELECT count(*) FROM digests`).Scan(&digests); err != nil || digests != 1 {
				t.Errorf("%d digests: %v", digests, err)
			}
			if out := must("source", "list"); !strings.Contains(out, "/logs") {
				t.Errorf("the source is gone: %s", out)
			}
			// The same logs at another place bring nothing; what is new comes in and can be told from it.
			logs := writeFormatLogs(t)
			r := importFolder(t, dir, logs)
			if r.Events.In != 0 || r.Events.Duplicates != 2 {
				t.Errorf("%+v", r.Events)
			}
			os.WriteFile(filepath.Join(logs, "c.json"), []byte(event("f-4", "2024-05-07T12:00:00Z")), 0o600)
			if r := importFolder(t, dir, filepath.Join(logs, "c.json")); r.Events.In != 1 {
				t.Errorf("%+v", r.Events)
			}
			must("compact")
			if got := ask(t, dir, rows); got != formatRows+"\nf-4,2024-05-07 12:00:00.000,E,," {
				t.Errorf("after an import and a compaction:\n%s", got)
			}
			must("verify")
		})
	}
}

func writeFormatLogs(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "logs")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range formatLogs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// makeFormat packs a lake as this Tarn makes it.
func makeFormat(t *testing.T, path string) {
	// A place that says nothing of the machine, since the lake's metadata names it.
	base := filepath.Join(os.TempDir(), "tarn-format")
	if err := os.Mkdir(base, 0o755); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(base)
	if err := os.Rename(writeFormatLogs(t), filepath.Join(base, "logs")); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(base, "lake")
	for _, args := range [][]string{
		{"store", "create", "cloudtrail"}, {"source", "add", filepath.Join(base, "logs")},
		{"import", filepath.Join(base, "logs", "a.json")}, {"import"},
	} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK && code != exitIncomplete {
			t.Fatalf("%v: %s", args, talk)
		}
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, _ := gzip.NewWriterLevel(f, gzip.BestCompression)
	w := tar.NewWriter(z)
	if err := w.AddFS(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
}

func unpack(t *testing.T, path, dir string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.Typeflag == tar.TypeDir {
			if err := os.MkdirAll(to, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		content, err := io.ReadAll(r)
		if err == nil {
			err = errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, content, 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
	}
	if !slices.Contains(names, markerFile) {
		t.Fatalf("%s holds no data directory", path)
	}
}
