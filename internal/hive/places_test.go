package hive_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"golang.org/x/sys/unix"

	"tarn/internal/auth"
	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
	"tarn/internal/objects"
)

func TestTablesInABucketOfS3(t *testing.T) {
	server := blobtest.StartS3(t)
	server.Setenv(t)
	l := newLab(t)
	proxy := blobtest.StartProxy(t, server.Endpoint)
	l.buckets.S3 = map[string]blob.S3Options{"corp": blobtest.Options(proxy.Endpoint), "none": blobtest.Options(server.Endpoint)}
	server.Put(t, "corp", "raw/y=1/a.json.gz", []byte(zipped(`{"n":1}`+"\n"+`{"n":2}`)), nil)
	server.Put(t, "corp", "raw/y=2/b ü+.json", []byte(`{"n":3}`), nil)
	raw := l.table("raw", "s3://corp/raw/", openX, "n int", "y int")
	l.partition(raw, "", "1")
	l.partition(raw, "", "2")
	l.want(`SELECT n, y, "$path" FROM raw ORDER BY n`, "1|1|s3://corp/raw/y=1/a.json.gz\n2|1|s3://corp/raw/y=1/a.json.gz\n3|2|s3://corp/raw/y=2/b ü+.json")
	server.Put(t, "corp", "raw/y=2/b ü+.json", []byte(`{"n":30}`), nil)
	l.want("SELECT sum(n) FROM raw", "33")
	l.converted("2 of 2 files, 1 converted, partitions 2 of 2")
	// One is replaced between its listing and its reading: what is there now is read.
	server.Put(t, "corp", "raw/y=2/b ü+.json", []byte(`{"n":40}`), nil)
	proxy.Set(blobtest.Fault{Kind: "HEAD", Key: "raw/y=2/", Times: 1, Before: func() { server.Put(t, "corp", "raw/y=2/b ü+.json", []byte(`{"n":400}`), nil) }})
	l.want("SELECT sum(n) FROM raw", "403")
	if proxy.Hits() != 1 {
		t.Error("nothing was replaced")
	}
	proxy.Set(blobtest.Fault{Kind: "LIST", Status: 403, Code: "AccessDenied"})
	if got := l.ask("SELECT sum(n) FROM raw"); !strings.HasPrefix(got, "GENERIC_EXTERNAL: s3://corp/raw/y=1/ cannot be read: ") {
		t.Error(got)
	}

	l = newLab(t)
	l.buckets.S3 = map[string]blob.S3Options{"corp": blobtest.Options(server.Endpoint), "none": blobtest.Options(server.Endpoint)}
	l.key = auth.Key{ID: "TARNKIM", Role: auth.Admin}
	l.buckets.Places = []objects.Place{{Prefix: "s3://corp", Roles: []auth.Role{auth.Admin}}, {Prefix: "s3://none", Roles: []auth.Role{auth.Admin}}}
	for _, sql := range []string{
		"CREATE TABLE p WITH (external_location = 's3://corp/p/', partitioned_by = ARRAY['k']) AS SELECT n, CAST(n % 3 AS varchar) AS k FROM UNNEST(sequence(1, 100)) AS s(n)",
		"INSERT INTO p VALUES (1000, '7')",
		"UNLOAD (SELECT n FROM p WHERE k = '1') TO 's3://corp/u/' WITH (format = 'PARQUET')",
	} {
		if got := l.ask(sql); got != "" {
			t.Fatal(got)
		}
	}
	l.want("SELECT k, count(*), sum(n) FROM p GROUP BY 1 ORDER BY 1", "0|33|1683\n1|34|1717\n2|33|1650\n7|1|1000")
	if s := l.last.Stats; /* UNLOAD brought one */ s.Fetched != 3 || s.FetchedBytes == 0 || s.FetchedBytes >= s.Bytes {
		t.Errorf("%+v", s)
	}
	l.want("SELECT sum(n) FROM p WHERE k = '7'", "1000")
	if s := l.last.Stats; s.Fetched != 0 || s.Files != 1 || s.Partitions != 1 || s.TotalPartitions != 4 {
		t.Errorf("%+v", s)
	}
	// Others see the files, and whose they are.
	list, err := server.Client().ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("corp"), Prefix: aws.String("u/")})
	if err != nil || len(list.Contents) != 1 {
		t.Fatal(list, err)
	}
	object, err := server.Client().GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("corp"), Key: list.Contents[0].Key})
	if err != nil {
		t.Fatal(err)
	}
	defer object.Body.Close()
	if content, err := io.ReadAll(object.Body); err != nil || !bytes.HasPrefix(content, []byte("PAR1")) || object.Metadata["tarn-writer"] != "TARNKIM" {
		t.Errorf("%d bytes, %v, %v", len(content), object.Metadata, err)
	}
	// A place that is not empty, and a bucket that is not there.
	if got := l.ask("UNLOAD (SELECT 1 AS n) TO 's3://corp/u/' WITH (format = 'PARQUET')"); !strings.HasPrefix(got, "HIVE_PATH_ALREADY_EXISTS") {
		t.Error(got)
	}
	l.table("none", "s3://none/t/", openX, "n int", "")
	for _, sql := range []string{"SELECT * FROM none", "UNLOAD (SELECT 1 AS n) TO 's3://none/u/' WITH (format = 'PARQUET')"} {
		if got := l.ask(sql); !strings.HasPrefix(got, "GENERIC_EXTERNAL: ") {
			t.Error(got)
		}
	}
}

// Lists of S3 do not tell that an object has what the record of calls says.
func TestTheRecordOfCallsInABucketOfS3(t *testing.T) {
	server := blobtest.StartS3(t)
	l := newLab(t)
	l.buckets.S3 = map[string]blob.S3Options{"corp": blobtest.Options(server.Endpoint)}
	server.Setenv(t)
	server.Put(t, "corp", "other", nil, nil)
	b, err := l.buckets.Open(t.Context(), "corp")
	if err == nil {
		_, err = b.Put(t.Context(), "calls/a.json", strings.NewReader(`{"n":1}`), objects.PutOptions{Writer: "TARNADMIN", Audit: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	l.table("calls", "s3://corp/calls/", openX, "n int", "")
	l.buckets.Places = []objects.Place{{Prefix: "s3://corp", Roles: []auth.Role{auth.Admin, auth.Analyst}}, {Prefix: "s3://", Roles: []auth.Role{auth.Admin, auth.Analyst}}}
	l.key = auth.Key{ID: "TARNKIM", Role: auth.Analyst}
	if got := l.ask("SELECT n FROM calls"); !strings.HasPrefix(got, "PERMISSION_DENIED: ") {
		t.Error(got)
	}
	admin, analyst := auth.Key{ID: "TARNADMIN", Role: auth.Admin}, l.key
	l.key = admin
	l.want("SELECT n FROM calls", "1")
	l.want("CREATE TABLE copied AS SELECT n FROM calls", "")
	l.want("SELECT n FROM copied", "1")
	// What is kept of it now is no way to it, nor is what was made of it.
	l.key = analyst
	for _, sql := range []string{"SELECT n FROM calls", "SELECT n FROM copied"} {
		if got := l.ask(sql); !strings.HasPrefix(got, "PERMISSION_DENIED: ") {
			t.Errorf("%s: %s", sql, got)
		}
	}
	other := openLab(t, l.dir) // as another process sees it
	other.buckets.S3, other.buckets.Places, other.key = l.buckets.S3, l.buckets.Places, analyst
	if got := other.ask("SELECT n FROM calls"); !strings.HasPrefix(got, "PERMISSION_DENIED: ") {
		t.Error(got)
	}
}

func TestAFolderOfThisMachineIsItsOwnersOnly(t *testing.T) {
	l := newLab(t)
	dir := filepath.Join(t.TempDir(), "my logs")
	l.write(dir+"/a.json", `{"n":1}`)
	l.write(dir+"/below/b.json", `{"n":2}`)
	location := "file://" + strings.ReplaceAll(dir, " ", "%20") + "/"
	l.table("t", location, openX, "n int", "")
	l.want(`SELECT n, "$path" FROM t ORDER BY n`, "1|file://"+dir+"/a.json\n2|file://"+dir+"/below/b.json")
	l.write(dir+"/a.json", `{"n":10}`)
	l.want("SELECT sum(n) FROM t", "12")
	l.table("gone", location+"not/there/", openX, "n int", "")
	l.want("SELECT count(*) FROM gone", "0")
	// Parquet, too.
	if got := l.ask("CREATE TABLE p WITH (external_location = 's3://own/p/') AS SELECT 5 AS n"); got != "" {
		t.Fatal(got)
	}
	own, err := l.buckets.Open(t.Context(), "own")
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := own.List(t.Context(), "p/", "", 1)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	r, _, err := own.Get(t.Context(), files[0].Key, 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	content, _ := io.ReadAll(r)
	r.Close()
	l.write(dir+"-p/x.parquet", string(content))
	table := l.table("q", "file://"+strings.ReplaceAll(dir, " ", "%20")+"-p", "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", "n int", "")
	l.want("SELECT n FROM "+table.Name, "5")

	l.key = auth.Key{ID: "TARNROOT", Role: auth.Admin}
	for _, name := range []string{"t", "q", "gone"} {
		if got := l.ask("SELECT * FROM " + name); !strings.Contains(got, "Access Denied: Cannot select from table d."+name) || !strings.Contains(got, "at the command line only") {
			t.Error(got)
		}
	}
}

// A link is not followed, and does not leave rows out without a word: not one that was there, and not one that took a file's place.
func TestLinksInAFolder(t *testing.T) {
	l := newLab(t)
	dir, other := t.TempDir(), t.TempDir()
	l.write(dir+"/a.json", `{"n":1}`)
	l.write(other+"/b.json", `{"n":2}`)
	l.table("t", "file://"+dir+"/", openX, "n int", "")
	l.want("SELECT n FROM t", "1")
	for _, link := range []struct{ to, name string }{{other + "/b.json", "b.json"}, {other, "folder"}, {other + "/none", "c.json"}, {other + "/b.json", "a.json"}} {
		at := filepath.Join(dir, link.name)
		os.Remove(at)
		if err := os.Symlink(link.to, at); err != nil {
			t.Fatal(err)
		}
		if got := l.ask("SELECT n FROM t"); !strings.HasPrefix(got, "HIVE_CANNOT_OPEN_SPLIT: file://"+at+" is a symbolic link") {
			t.Error(got)
		}
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		if link.name == "a.json" {
			l.want("SELECT n FROM t", "")
		} else {
			l.want("SELECT n FROM t", "1")
		}
	}
	// Names that Hive passes over are passed over.
	if err := os.Symlink(other, filepath.Join(dir, "_tmp")); err != nil {
		t.Fatal(err)
	}
	l.want("SELECT n FROM t", "")
}

// A table may have more partitions than a process may have files open, and a folder's name is Hive's: a value's slash is %2F in it.
func TestManyFoldersOfThisMachine(t *testing.T) {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	few := limit
	few.Cur = 300
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &few); err != nil {
		t.Fatal(err)
	}
	defer unix.Setrlimit(unix.RLIMIT_NOFILE, &limit)
	l := newLab(t)
	dir := t.TempDir()
	for i := range 1000 {
		l.write(fmt.Sprintf("%s/k=%d%%2F서울 %%25/a.json", dir, i), fmt.Sprintf(`{"n":%d}`, i))
	}
	table := l.table("t", "file://"+dir+"/", openX, "n int", "k string")
	repaired, err := l.tables.Repair(t.Context(), table)
	if err != nil || len(repaired.Added) != 1000 {
		t.Fatal(len(repaired.Added), err)
	}
	l.want("SELECT count(*), sum(n) FROM t", "1000|499500")
	l.want("SELECT n, k FROM t WHERE k = '7/서울 %'", "7|7/서울 %")
	if repaired, err = l.tables.Repair(t.Context(), table); err != nil || len(repaired.Added)+len(repaired.Missing) != 0 {
		t.Errorf("%+v, %v", repaired, err)
	}
}
