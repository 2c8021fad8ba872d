package glue

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glue"
	"github.com/aws/aws-sdk-go-v2/service/glue/types"

	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/sql/analyze"
	"tarn/internal/warehouse"
)

// A table that DDL makes and one that CreateTable makes are the same, and Glue shows both.
func TestDDLAndGlueMakeTheSameTable(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	buckets := &objects.Buckets{Dir: t.TempDir(), Index: w.db}
	if err := buckets.Create(ctx, "log-bucket"); err != nil {
		t.Fatal(err)
	}
	cat := catalog.New(w.db)
	queries := query.New(query.Options{Tables: w.db, Warehouse: &warehouse.Warehouse{Tables: &hive.Tables{Data: w.db, Buckets: buckets}}, ResultDir: t.TempDir(), Catalog: func(ctx context.Context, s query.Statement) (analyze.Catalog, error) {
		return cat.Snapshot(ctx, catalog.Scope{})
	}})
	defer queries.Close()
	run := func(sql string) {
		t.Helper()
		x, err := queries.Start(ctx, query.Statement{SQL: sql})
		if err == nil {
			x, err = queries.Wait(ctx, x.ID)
		}
		if err == nil && x.Error != nil {
			err = x.Error
		}
		if err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	run("CREATE DATABASE d")
	run(`CREATE EXTERNAL TABLE d.t (a int COMMENT 'one', b struct<c:string>) COMMENT 'logs' PARTITIONED BY (dt string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
		WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true') LOCATION 's3://log-bucket/t/' TBLPROPERTIES ('classification' = 'json')`)
	run("ALTER TABLE d.t ADD PARTITION (dt = '2024-01-01')")
	got, err := w.GetTable(ctx, &glue.GetTableInput{DatabaseName: aws.String("d"), Name: aws.String("t")})
	if err != nil {
		t.Fatal(err)
	}
	made := got.Table
	if *made.TableType != "EXTERNAL_TABLE" || *made.Description != "logs" || made.Parameters["classification"] != "json" || made.Parameters["EXTERNAL"] != "TRUE" ||
		*made.StorageDescriptor.SerdeInfo.SerializationLibrary != "org.openx.data.jsonserde.JsonSerDe" || made.StorageDescriptor.SerdeInfo.Parameters["serialization.format"] != "1" {
		t.Errorf("%+v", made)
	}
	partitions, err := w.GetPartitions(ctx, &glue.GetPartitionsInput{DatabaseName: aws.String("d"), TableName: aws.String("t"), Expression: aws.String("dt = '2024-01-01'")})
	if err != nil {
		t.Fatal(err)
	}
	if p := partitions.Partitions; len(p) != 1 || p[0].Values[0] != "2024-01-01" || *p[0].StorageDescriptor.Location != "s3://log-bucket/t/dt=2024-01-01" || len(p[0].StorageDescriptor.Columns) != 2 {
		t.Errorf("%+v", p)
	}

	// The same by CreateTable, as a client that read it would.
	input := &types.TableInput{Name: aws.String("u"), Description: made.Description, Parameters: made.Parameters, PartitionKeys: made.PartitionKeys, StorageDescriptor: made.StorageDescriptor, TableType: made.TableType}
	if _, err := w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: aws.String("d"), TableInput: input}); err == nil {
		t.Fatal("a place outside of the allowed ones was named")
	}
	input.StorageDescriptor.Location = aws.String("s3://b/t/")
	if _, err := w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: aws.String("d"), TableInput: input}); err != nil {
		t.Fatal(err)
	}
	text := func(name string) string {
		t.Helper()
		table, err := w.db.Table(ctx, "d", name)
		if err != nil {
			t.Fatal(err)
		}
		table.Created, table.Updated, table.CreatedBy, table.Owner = time.Time{}, time.Time{}, "", ""
		table.Storage.Location = ""
		raw, err := json.Marshal(table)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if a, b := text("t"), text("u"); a != b {
		t.Errorf("by DDL  %s\nby Glue %s", a, b)
	}
}
