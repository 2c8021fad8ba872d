package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/blob/blobtest"
)

// TestStartImportFromS3 has a server import a trail from a real S3, with a file that cannot be read, mends that, and retries.
func TestStartImportFromS3(t *testing.T) {
	l := startS3(t)
	l.proxy.Set()
	const broken = "AWSLogs/o-demo/111122223333/CloudTrail/us-east-1/2026/10/30/111122223333_CloudTrail_us-east-1_20261030T0000Z_x.json.gz"
	l.server.Put(t, "trail", broken, []byte("not gzip"), nil)
	dir := filepath.Join(t.TempDir(), "lake")
	_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "one", "--role", "admin")
	k := created(t, out, talk)
	config := "s3:\n  - bucket: trail\n    endpoint_url: " + l.proxy.Endpoint + "\n    region: us-east-1\nplaces:\n  - prefix: s3://trail/AWSLogs/\n    roles: [admin]\n    read_only: true\n"
	if err := os.WriteFile(filepath.Join(dir, "tarn.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s := up(t, dir)
	ctx, c := t.Context(), s.lakeClient(k)
	store, err := c.CreateEventDataStore(ctx, &cloudtrail.CreateEventDataStoreInput{Name: sdk.String("imported")})
	if err != nil {
		t.Fatal(err)
	}
	source := func(uri string) *types.ImportSource {
		return &types.ImportSource{S3: &types.S3ImportSource{S3LocationUri: &uri, S3BucketRegion: sdk.String("us-east-1"), S3BucketAccessRoleArn: sdk.String("arn:aws:iam::111122223333:role/import")}}
	}
	destinations := []string{*store.EventDataStoreArn}
	_, err = c.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: destinations, ImportSource: source("s3://trail/elsewhere/")})
	if err == nil || !strings.Contains(err.Error(), "AccessDenied") {
		t.Errorf("a place outside of those that are allowed: %v", err)
	}
	begun, err := c.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: destinations, ImportSource: source("s3://trail/AWSLogs/")})
	if err != nil {
		t.Fatal(err)
	}
	await := func() *cloudtrail.GetImportOutput {
		t.Helper()
		for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			i, err := c.GetImport(ctx, &cloudtrail.GetImportInput{ImportId: begun.ImportId})
			if err != nil {
				t.Fatal(err)
			}
			if i.ImportStatus == types.ImportStatusCompleted || i.ImportStatus == types.ImportStatusFailed {
				return i
			}
			if time.Now().After(deadline) {
				t.Fatalf("the import goes on: %+v %s", i, s.talk)
			}
		}
	}
	first := await()
	if first.ImportStatus != types.ImportStatusFailed || first.ImportStatistics == nil || *first.ImportStatistics.EventsCompleted == 0 || *first.ImportStatistics.FailedEntries == 0 {
		t.Errorf("%+v %+v", first, first.ImportStatistics)
	}
	failures, err := c.ListImportFailures(ctx, &cloudtrail.ListImportFailuresInput{ImportId: begun.ImportId})
	found := false
	for _, f := range failures.Failures {
		found = found || *f.Location == "s3://trail/"+broken && f.Status == types.ImportFailureStatusFailed
	}
	if err != nil || !found {
		t.Errorf("%+v %v", failures, err)
	}
	count := func() string {
		t.Helper()
		rows, err := askLake(ctx, c, "SELECT count(*) = count(DISTINCT eventID || eventCategory) AND count(*) > 300, count(*) FROM imported")
		if err != nil || len(rows) != 1 || !strings.Contains(rows[0], "true") {
			t.Errorf("%v %v", rows, err)
		}
		return strings.Join(rows, "")
	}
	before := count()
	l.server.Put(t, "trail", broken, []byte(`{"Records":[{"eventTime":"2026-10-30T00:00:00Z","eventID":"mended","eventCategory":"Management","eventName":"X","eventSource":"ec2.amazonaws.com"}]}`), nil)
	if _, err := c.StartImport(ctx, &cloudtrail.StartImportInput{ImportId: begun.ImportId}); err != nil {
		t.Fatal(err)
	}
	await()
	if after := count(); after == before {
		t.Errorf("the mended file brings nothing: %s and %s", before, after)
	}
	rows, err := askLake(ctx, c, "SELECT eventName FROM imported WHERE eventID = 'mended'")
	if err != nil || len(rows) != 1 {
		t.Errorf("%v %v", rows, err)
	}
	// An S3 that does not answer fails the import, and says so.
	l.proxy.Set(blobtest.Fault{Kind: "LIST", Status: 403, Code: "AccessDenied"})
	begun, err = c.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: destinations, ImportSource: source("s3://trail/AWSLogs/")})
	var trouble *types.InvalidImportSourceException
	if err == nil {
		if i := await(); i.ImportStatus != types.ImportStatusFailed {
			t.Errorf("with an S3 that refuses: %+v", i)
		}
	} else if !errors.As(err, &trouble) {
		t.Error(err)
	}
	s.end(t)
}
