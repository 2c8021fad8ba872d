package hive_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
)

// Projected partitions, the raw files in them and their packs, in a folder and in a bucket of S3.
func TestProjectedPartitionsOfRawFiles(t *testing.T) {
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		l := newLab(t)
		projectedRawFiles(l, "file://"+dir, func(key, content string) { l.write(dir+"/"+key, content) }, func(key string) {
			if err := os.Remove(dir + "/" + key); err != nil {
				t.Fatal(err)
			}
		})
	})
	t.Run("S3", func(t *testing.T) {
		server := blobtest.StartS3(t)
		server.Setenv(t)
		l := newLab(t)
		l.buckets.S3 = map[string]blob.S3Options{"corp": blobtest.Options(server.Endpoint)}
		projectedRawFiles(l, "s3://corp", func(key, content string) { server.Put(t, "corp", key, []byte(content), nil) }, func(key string) {
			if _, err := server.Client().DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: aws.String("corp"), Key: aws.String(key)}); err != nil {
				t.Fatal(err)
			}
		})
	})
}

func projectedRawFiles(l *lab, place string, put func(key, content string), remove func(key string)) {
	for day := 1; day <= 5; day++ {
		put(fmt.Sprintf("logs/2024/01/%02d/a.json.gz", day), zipped(fmt.Sprintf(`{"n":%d,"m":"x%d"}`, day, day)))
		put(fmt.Sprintf("logs/2024/01/%02d/b.json", day), fmt.Sprintf(`{"n":%d}`, 10*day))
	}
	table := l.table("t", place+"/logs/", openX, "n int", "day string", "projection.enabled=true", "projection.day.type=date", "projection.day.format=yyyy/MM/dd",
		"projection.day.range=2024/01/01,2024/12/31", "storage.location.template="+place+"/logs/${day}/")
	const some = "SELECT day, sum(n) FROM t WHERE day BETWEEN '2024/01/02' AND '2024/01/03' GROUP BY 1 ORDER BY 1"
	if got := l.ask("EXPLAIN " + some); !strings.HasSuffix(strings.TrimSpace(got), "d.t: partitions 2 of 366") {
		l.Error(got)
	}
	l.want(some, "2024/01/02|22\n2024/01/03|33")
	l.converted("4 of 4 files, 4 converted, partitions 2 of 366")
	l.want(some, "2024/01/02|22\n2024/01/03|33")
	l.converted("4 of 4 files, 0 converted, partitions 2 of 366")
	l.want("SELECT sum(n) FROM t", "165")
	l.converted("10 of 10 files, 6 converted, partitions 366 of 366")
	// A file that is gone is gone from the answer, one that is new comes, and nothing else is read anew.
	remove("logs/2024/01/02/b.json")
	put("logs/2024/01/03/c.json", `{"n":300}`)
	l.want(some, "2024/01/02|2\n2024/01/03|333")
	l.converted("4 of 4 files, 1 converted, partitions 2 of 366")
	// Other columns are read anew.
	var err error
	if table, err = l.db.Table(l.Context(), "d", "t"); err != nil {
		l.Fatal(err)
	}
	table.Storage.Columns = columnsOf("n bigint; m string")
	if err := l.db.SetTable(l.Context(), "t", table, false); err != nil {
		l.Fatal(err)
	}
	l.want("SELECT n, m FROM t WHERE day = '2024/01/03' ORDER BY n", "3|x3\n30|NULL\n300|NULL")
	l.converted("3 of 3 files, 3 converted, partitions 1 of 366")
}
