package main

import (
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// TestCopiesOfTheRecordOfCalls that an admin makes, as tables or files, are for those who may read the record itself.
func TestCopiesOfTheRecordOfCalls(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	keys := map[string]createdKey{}
	for _, role := range []string{"admin", "analyst", "auditor"} {
		_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", role, "--role", role)
		keys[role] = created(t, out, talk)
	}
	s := up(t, dir)
	ctx := t.Context()
	if _, err := s.s3Client(keys["admin"]).CreateBucket(ctx, &s3.CreateBucketInput{Bucket: sdk.String("copies")}); err != nil {
		t.Fatal(err)
	}
	run := func(role, sql string) string {
		t.Helper()
		at := s.athenaClient(keys[role])
		q, err := at.StartQueryExecution(ctx, &athena.StartQueryExecutionInput{QueryString: &sql, ResultConfiguration: &types.ResultConfiguration{OutputLocation: sdk.String("s3://copies/results-" + role + "/")}})
		if err != nil {
			return err.Error()
		}
		x, err := endOf(ctx, at, q.QueryExecutionId)
		if err != nil {
			t.Fatal(err)
		}
		if x.Status.State != types.QueryExecutionStateSucceeded {
			return sdk.ToString(x.Status.StateChangeReason)
		}
		return ""
	}
	// The console sees the store by its name, Athena's API does not see it.
	typed := func(role, sql string) string {
		t.Helper()
		var x struct{ ID, State, Error string }
		call := func(method, path, body string) {
			r, _ := http.NewRequest(method, strings.TrimSuffix(s.url, "/iceberg")+"/api/v1/queries"+path, strings.NewReader(body))
			r.Header.Set("Authorization", "Bearer "+keys[role].Token)
			r.Header.Set("X-Tarn", "1")
			reply, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer reply.Body.Close()
			text, _ := io.ReadAll(reply.Body)
			var failed struct {
				Error struct{ Message string }
			}
			json.Unmarshal(text, &x)
			json.Unmarshal(text, &failed)
			if x.Error = failed.Error.Message; reply.StatusCode != http.StatusOK {
				x.State, x.Error = "FAILED", string(text)
			}
		}
		body, _ := json.Marshal(map[string]string{"sql": sql})
		for call("POST", "", string(body)); x.State == "QUEUED" || x.State == "RUNNING"; call("GET", "/"+x.ID+"?wait=1", "") {
		}
		if x.State != "FINISHED" {
			return x.State + " " + x.Error
		}
		return ""
	}
	for _, sql := range []string{
		`CREATE TABLE copied WITH (external_location = 's3://copies/table/') AS SELECT eventName, userAgent FROM "tarn-audit"`,
		`UNLOAD (SELECT eventName FROM "tarn-audit") TO 's3://copies/unloaded/' WITH (format = 'PARQUET')`,
		`UNLOAD (SELECT eventName FROM "tarn-audit") TO 's3://copies/unloaded-json/' WITH (format = 'JSON')`,
		`CREATE TABLE mixed WITH (external_location = 's3://copies/mixed/') AS SELECT CAST('plain' AS varchar) AS eventname`,
		`INSERT INTO mixed SELECT eventName FROM "tarn-audit"`,
		`CREATE VIEW seen AS SELECT eventName FROM "tarn-audit"`,
	} {
		if failed := typed("admin", sql); failed != "" {
			t.Fatal(sql, failed)
		}
	}
	if failed := typed("admin", `CREATE TABLE iced WITH (table_type = 'ICEBERG', is_external = false, location = 's3://copies/iced/') AS SELECT eventName FROM "tarn-audit"`); !strings.Contains(failed, "cannot keep who may read the record of calls") {
		t.Errorf("an Iceberg table: %q", failed)
	}
	for _, table := range []string{"copied", "mixed"} {
		for role, may := range map[string]bool{"admin": true, "analyst": false} {
			if failed := run(role, "SELECT eventname FROM "+table); (failed == "") != may {
				t.Errorf("%s reads %s: %q", role, table, failed)
			}
		}
	}
	for _, table := range []string{`"tarn-audit"`, "seen"} {
		for role, may := range map[string]bool{"admin": true, "auditor": true, "analyst": false} {
			if failed := typed(role, "SELECT * FROM "+table); (failed == "") != may {
				t.Errorf("%s reads %s: %q", role, table, failed)
			}
		}
	}
	list, err := s.s3Client(keys["admin"]).ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: sdk.String("copies")})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, o := range list.Contents {
		if !strings.HasPrefix(*o.Key, "table/") && !strings.HasPrefix(*o.Key, "unloaded") {
			continue
		}
		seen++
		for role, may := range map[string]bool{"admin": true, "analyst": false} {
			_, err := s.s3Client(keys[role]).GetObject(ctx, &s3.GetObjectInput{Bucket: sdk.String("copies"), Key: o.Key})
			if (err == nil) != may {
				t.Errorf("%s reads %s: %v", role, *o.Key, err)
			}
		}
	}
	if seen < 3 {
		t.Errorf("%d files are there", seen)
	}
	s.end(t)
}
