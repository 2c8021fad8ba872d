package glue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/glue"
	"github.com/aws/aws-sdk-go-v2/service/glue/types"
	"github.com/aws/smithy-go"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
	"tarn/internal/schema"
	"tarn/internal/state"
)

// world is the service behind a door, over a state file, with AWS's own client.
type world struct {
	*glue.Client
	db  *state.DB
	key auth.Key
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &world{db: db, key: auth.Key{ID: "TARNADMIN", Name: "kim", Role: auth.Admin}}
	o := Options{Data: db, Allowed: func(_ auth.Key, _ bool, place string) error {
		if strings.HasPrefix(place, "s3://b/") || place == "s3://b" {
			return nil
		}
		return errors.New("not allowed")
	}}
	tables := catalog.New(db)
	o.Catalog = func(ctx context.Context, k auth.Key) (*catalog.Snapshot, error) {
		return tables.Snapshot(ctx, catalog.Scope{Athena: true, Uses: k.MayUse, Reads: func(e catalog.EventDataStore) bool { return k.MayRead(e.ID) }})
	}
	server := httptest.NewServer(&awsapi.Door{
		Services: []*awsapi.Service{New(o)}, Home: awsapi.Home{Account: "123456789012", Region: "us-east-1"}, Record: silent{}, Log: slog.New(slog.DiscardHandler),
		Verify: func(*http.Request, []byte) (awsapi.Caller, error) {
			return awsapi.Caller{Key: w.key, Region: "us-east-1", Service: "glue"}, nil
		},
	})
	t.Cleanup(server.Close)
	w.Client = glue.New(glue.Options{BaseEndpoint: &server.URL, Region: "us-east-1", RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("TARNADMIN", "secret", "")})
	return w
}

type silent struct{}

func (silent) Before(context.Context, *awsapi.Call) error { return nil }
func (silent) After(context.Context, *awsapi.Call, wire.Shape, any, *wire.Error) error {
	return nil
}

// fails checks the name of an API's error.
func fails(t *testing.T, err error, code string) {
	t.Helper()
	var e smithy.APIError
	if !errors.As(err, &e) || e.ErrorCode() != code {
		t.Errorf("%v is not %s", err, code)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func parquetTable(name string) *types.TableInput {
	return &types.TableInput{
		Name: &name, TableType: aws.String("EXTERNAL_TABLE"), Parameters: map[string]string{"classification": "parquet"},
		PartitionKeys: []types.Column{{Name: aws.String("year"), Type: aws.String("int")}, {Name: aws.String("day"), Type: aws.String("string")}},
		StorageDescriptor: &types.StorageDescriptor{
			Columns:  []types.Column{{Name: aws.String("ID"), Type: aws.String("bigint"), Comment: aws.String("a number")}},
			Location: aws.String("s3://b/" + name + "/"), InputFormat: aws.String(catalog.ParquetInput), OutputFormat: aws.String(catalog.ParquetOutput),
			SerdeInfo:   &types.SerDeInfo{SerializationLibrary: aws.String(catalog.ParquetSerDe), Parameters: map[string]string{"serialization.format": "1"}},
			SortColumns: []types.Order{{Column: aws.String("id"), SortOrder: 1}}, SkewedInfo: &types.SkewedInfo{SkewedColumnNames: []string{"id"}},
		},
	}
}

func TestDatabases(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	for _, n := range []string{"Sales", "logs", "audit"} {
		must[*glue.CreateDatabaseOutput](t)(w.CreateDatabase(ctx, &glue.CreateDatabaseInput{DatabaseInput: &types.DatabaseInput{Name: &n, LocationUri: aws.String("s3://b/" + n)}}))
	}
	_, err := w.CreateDatabase(ctx, &glue.CreateDatabaseInput{DatabaseInput: &types.DatabaseInput{Name: aws.String("SALES")}})
	fails(t, err, "AlreadyExistsException")
	_, err = w.CreateDatabase(ctx, &glue.CreateDatabaseInput{DatabaseInput: &types.DatabaseInput{Name: aws.String("information_schema")}})
	fails(t, err, "InvalidInputException")
	_, err = w.CreateDatabase(ctx, &glue.CreateDatabaseInput{DatabaseInput: &types.DatabaseInput{Name: aws.String("x"), LocationUri: aws.String("s3://other/x")}})
	fails(t, err, "AccessDeniedException")
	_, err = w.GetDatabase(ctx, &glue.GetDatabaseInput{Name: aws.String("nope")})
	fails(t, err, "EntityNotFoundException")
	_, err = w.GetDatabase(ctx, &glue.GetDatabaseInput{Name: aws.String("sales"), CatalogId: aws.String("999999999999")})
	fails(t, err, "EntityNotFoundException")
	got := must[*glue.GetDatabaseOutput](t)(w.GetDatabase(ctx, &glue.GetDatabaseInput{Name: aws.String("Sales"), CatalogId: aws.String("123456789012")})).Database
	if *got.Name != "sales" || *got.LocationUri != "s3://b/Sales" || got.CreateTime == nil {
		t.Errorf("%+v", got)
	}
	_, err = w.UpdateDatabase(ctx, &glue.UpdateDatabaseInput{Name: aws.String("sales"), DatabaseInput: &types.DatabaseInput{Name: aws.String("sales"), Description: aws.String("d")}})
	if err != nil {
		t.Error(err)
	}
	var names []string
	pages := glue.NewGetDatabasesPaginator(w, &glue.GetDatabasesInput{MaxResults: aws.Int32(2)})
	for pages.HasMorePages() {
		for _, d := range must[*glue.GetDatabasesOutput](t)(pages.NextPage(ctx)).DatabaseList {
			names = append(names, *d.Name)
		}
	}
	if strings.Join(names, " ") != "audit default logs sales" {
		t.Errorf("%q", names)
	}
	_, err = w.GetDatabases(ctx, &glue.GetDatabasesInput{NextToken: aws.String("bogus")})
	fails(t, err, "InvalidInputException")
	must[*glue.DeleteDatabaseOutput](t)(w.DeleteDatabase(ctx, &glue.DeleteDatabaseInput{Name: aws.String("audit")}))
	_, err = w.DeleteDatabase(ctx, &glue.DeleteDatabaseInput{Name: aws.String("audit")})
	fails(t, err, "EntityNotFoundException")
	_, err = w.DeleteDatabase(ctx, &glue.DeleteDatabaseInput{Name: aws.String("default")})
	fails(t, err, "InvalidInputException")
	_, err = w.GetTables(ctx, &glue.GetTablesInput{DatabaseName: aws.String("audit")})
	fails(t, err, "EntityNotFoundException")
}

func TestTablesAndTheirVersions(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	db := aws.String("default")
	must[*glue.CreateTableOutput](t)(w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: parquetTable("Events")}))
	_, err := w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: parquetTable("events")})
	fails(t, err, "AlreadyExistsException")
	_, err = w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: aws.String("nope"), TableInput: parquetTable("events")})
	fails(t, err, "EntityNotFoundException")
	foreign := parquetTable("foreign")
	foreign.StorageDescriptor.Location = aws.String("s3://other/x/")
	_, err = w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: foreign})
	fails(t, err, "AccessDeniedException")
	twice := parquetTable("twice")
	twice.PartitionKeys = append(twice.PartitionKeys, types.Column{Name: aws.String("id"), Type: aws.String("int")})
	_, err = w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: twice})
	fails(t, err, "InvalidInputException")
	_, err = w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: parquetTable("i"), OpenTableFormatInput: &types.OpenTableFormatInput{IcebergInput: &types.IcebergInput{MetadataOperation: types.MetadataOperationCreate}}})
	fails(t, err, "InvalidInputException")

	got := must[*glue.GetTableOutput](t)(w.GetTable(ctx, &glue.GetTableInput{DatabaseName: db, Name: aws.String("EVENTS")})).Table
	if *got.Name != "events" || *got.VersionId != "0" || *got.StorageDescriptor.Columns[0].Name != "id" || *got.StorageDescriptor.Columns[0].Comment != "a number" ||
		got.StorageDescriptor.SkewedInfo.SkewedColumnNames[0] != "id" || got.StorageDescriptor.SortColumns[0].SortOrder != 1 || got.PartitionKeys[1].Type == nil ||
		*got.CatalogId != "123456789012" || time.Since(*got.CreateTime) > time.Hour || *got.CreatedBy != "arn:aws:iam::123456789012:user/kim" {
		t.Errorf("%+v", got)
	}
	second := parquetTable("events")
	second.Description = aws.String("second")
	must[*glue.UpdateTableOutput](t)(w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: db, TableInput: second, VersionId: aws.String("0")}))
	_, err = w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: db, TableInput: second, VersionId: aws.String("0")})
	fails(t, err, "ConcurrentModificationException")
	must[*glue.UpdateTableOutput](t)(w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: db, TableInput: second, SkipArchive: aws.Bool(true)}))
	_, err = w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: db, TableInput: parquetTable("nope")})
	fails(t, err, "EntityNotFoundException")

	versions := must[*glue.GetTableVersionsOutput](t)(w.GetTableVersions(ctx, &glue.GetTableVersionsInput{DatabaseName: db, TableName: aws.String("events"), MaxResults: aws.Int32(1)}))
	if *versions.TableVersions[0].VersionId != "2" || versions.NextToken == nil {
		t.Errorf("%+v", versions)
	}
	rest := must[*glue.GetTableVersionsOutput](t)(w.GetTableVersions(ctx, &glue.GetTableVersionsInput{DatabaseName: db, TableName: aws.String("events"), NextToken: versions.NextToken}))
	if len(rest.TableVersions) != 1 || *rest.TableVersions[0].VersionId != "0" || rest.TableVersions[0].Table.Description != nil {
		t.Errorf("%+v", rest)
	}
	old := must[*glue.GetTableVersionOutput](t)(w.GetTableVersion(ctx, &glue.GetTableVersionInput{DatabaseName: db, TableName: aws.String("events"), VersionId: aws.String("0")}))
	if old.TableVersion.Table.Description != nil {
		t.Errorf("%+v", old)
	}
	_, err = w.GetTableVersion(ctx, &glue.GetTableVersionInput{DatabaseName: db, TableName: aws.String("events"), VersionId: aws.String("1")})
	fails(t, err, "EntityNotFoundException")
	_, err = w.DeleteTableVersion(ctx, &glue.DeleteTableVersionInput{DatabaseName: db, TableName: aws.String("events"), VersionId: aws.String("2")})
	fails(t, err, "InvalidInputException")
	batch := must[*glue.BatchDeleteTableVersionOutput](t)(w.BatchDeleteTableVersion(ctx, &glue.BatchDeleteTableVersionInput{DatabaseName: db, TableName: aws.String("events"), VersionIds: []string{"0", "7"}}))
	if len(batch.Errors) != 1 || *batch.Errors[0].ErrorDetail.ErrorCode != "EntityNotFoundException" {
		t.Errorf("%+v", batch)
	}
	for i := range 5 {
		must[*glue.CreateTableOutput](t)(w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: parquetTable(fmt.Sprintf("t%d", i))}))
	}
	var names []string
	pages := glue.NewGetTablesPaginator(w, &glue.GetTablesInput{DatabaseName: db, Expression: aws.String("t[0-3]"), MaxResults: aws.Int32(3)})
	for pages.HasMorePages() {
		for _, d := range must[*glue.GetTablesOutput](t)(pages.NextPage(ctx)).TableList {
			names = append(names, *d.Name)
		}
	}
	if strings.Join(names, " ") != "t0 t1 t2 t3" {
		t.Errorf("%q", names)
	}
	_, err = w.GetTables(ctx, &glue.GetTablesInput{DatabaseName: db, Expression: aws.String("t[")})
	fails(t, err, "InvalidInputException")
	gone := must[*glue.BatchDeleteTableOutput](t)(w.BatchDeleteTable(ctx, &glue.BatchDeleteTableInput{DatabaseName: db, TablesToDelete: []string{"t0", "nope"}}))
	if len(gone.Errors) != 1 || *gone.Errors[0].TableName != "nope" {
		t.Errorf("%+v", gone)
	}
	must[*glue.DeleteTableOutput](t)(w.DeleteTable(ctx, &glue.DeleteTableInput{DatabaseName: db, Name: aws.String("t1")}))
	_, err = w.DeleteTable(ctx, &glue.DeleteTableInput{DatabaseName: db, Name: aws.String("t1")})
	fails(t, err, "EntityNotFoundException")
	_, err = w.GetTable(ctx, &glue.GetTableInput{DatabaseName: db, Name: aws.String("a/b")})
	fails(t, err, "InvalidInputException")
	_, err = w.CreateCrawler(ctx, &glue.CreateCrawlerInput{Name: aws.String("c"), Role: aws.String("r"), Targets: &types.CrawlerTargets{}})
	fails(t, err, "InvalidInputException")
}

func TestPartitions(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	db, table := aws.String("default"), aws.String("events")
	must[*glue.CreateTableOutput](t)(w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: parquetTable("events")}))
	partition := func(year, day string) types.PartitionInput {
		sd := *parquetTable("events").StorageDescriptor
		sd.Location = aws.String("s3://b/events/year=" + year + "/day=" + day)
		return types.PartitionInput{Values: []string{year, day}, StorageDescriptor: &sd}
	}
	var list []types.PartitionInput
	for _, y := range []string{"2022", "2023", "2024"} {
		for _, d := range []string{"2-01", "2-02", "a_b"} {
			list = append(list, partition(y, d))
		}
	}
	out := must[*glue.BatchCreatePartitionOutput](t)(w.BatchCreatePartition(ctx, &glue.BatchCreatePartitionInput{DatabaseName: db, TableName: table, PartitionInputList: append(list, list[0])}))
	if len(out.Errors) != 1 || *out.Errors[0].ErrorDetail.ErrorCode != "AlreadyExistsException" || out.Errors[0].PartitionValues[0] != "2022" {
		t.Errorf("%+v", out.Errors)
	}
	one := partition("900", catalog.HiveNull)
	must[*glue.CreatePartitionOutput](t)(w.CreatePartition(ctx, &glue.CreatePartitionInput{DatabaseName: db, TableName: table, PartitionInput: &one}))
	_, err := w.CreatePartition(ctx, &glue.CreatePartitionInput{DatabaseName: db, TableName: table, PartitionInput: &one})
	fails(t, err, "AlreadyExistsException")
	_, err = w.CreatePartition(ctx, &glue.CreatePartitionInput{DatabaseName: db, TableName: table, PartitionInput: &types.PartitionInput{Values: []string{"1"}}})
	fails(t, err, "InvalidInputException")
	_, err = w.GetPartition(ctx, &glue.GetPartitionInput{DatabaseName: db, TableName: table, PartitionValues: []string{"1", "2"}})
	fails(t, err, "EntityNotFoundException")
	got := must[*glue.GetPartitionOutput](t)(w.GetPartition(ctx, &glue.GetPartitionInput{DatabaseName: db, TableName: table, PartitionValues: []string{"2022", "2-01"}})).Partition
	if *got.StorageDescriptor.Location != "s3://b/events/year=2022/day=2-01" || got.CreationTime == nil {
		t.Errorf("%+v", got)
	}
	for expression, want := range map[string]string{
		"":            "10",
		"year = 2023": "3", "year='2023'": "3", "year > 1000 AND year < 2024": "6", "year >= 900 and day is null": "1", "day = '2-01' or day = '2-02'": "6",
		"day IN ('2-01', 'a_b') AND year BETWEEN 2022 AND 2023": "4", "day LIKE '2-%'": "6", "day like 'a_b'": "3", "NOT (day = '2-01')": "6", "year <> 2022": "7",
		"day != '2-01' AND year not in (2023, 2024)": "2", "(2022 < year)": "6", "day > '2-01'": "6", "DAY = '2-01'": "3",
	} {
		r := must[*glue.GetPartitionsOutput](t)(w.GetPartitions(ctx, &glue.GetPartitionsInput{DatabaseName: db, TableName: table, Expression: wire.Some(expression), ExcludeColumnSchema: aws.Bool(true)}))
		if got := fmt.Sprint(len(r.Partitions)); got != want || len(r.Partitions[0].StorageDescriptor.Columns) != 0 {
			t.Errorf("%s: %s, not %s", expression, got, want)
		}
	}
	for _, bad := range []string{"nope = 1", "year = x", "year", "year = 'y'", "1) UNION SELECT (1", "year = 1 FROM t", "(SELECT 1) = year", "year = 1, day = 'x'", "length(day) = 1"} {
		_, err := w.GetPartitions(ctx, &glue.GetPartitionsInput{DatabaseName: db, TableName: table, Expression: &bad})
		fails(t, err, "InvalidInputException")
	}
	var seen []string
	pages := glue.NewGetPartitionsPaginator(w, &glue.GetPartitionsInput{DatabaseName: db, TableName: table, Expression: aws.String("year > 2022"), MaxResults: aws.Int32(4)})
	for pages.HasMorePages() {
		for _, p := range must[*glue.GetPartitionsOutput](t)(pages.NextPage(ctx)).Partitions {
			seen = append(seen, strings.Join(p.Values, "/"))
		}
	}
	if len(seen) != 6 || !slices.IsSorted(seen) {
		t.Errorf("%q", seen)
	}
	parts := 0
	for i := range int32(3) {
		parts += len(must[*glue.GetPartitionsOutput](t)(w.GetPartitions(ctx, &glue.GetPartitionsInput{DatabaseName: db, TableName: table, Segment: &types.Segment{SegmentNumber: i, TotalSegments: aws.Int32(3)}})).Partitions)
	}
	if parts != 10 {
		t.Errorf("%d in the segments", parts)
	}
	moved := partition("2022", "moved")
	must[*glue.UpdatePartitionOutput](t)(w.UpdatePartition(ctx, &glue.UpdatePartitionInput{DatabaseName: db, TableName: table, PartitionValueList: []string{"2022", "2-01"}, PartitionInput: &moved}))
	_, err = w.UpdatePartition(ctx, &glue.UpdatePartitionInput{DatabaseName: db, TableName: table, PartitionValueList: []string{"2022", "2-01"}, PartitionInput: &moved})
	fails(t, err, "EntityNotFoundException")
	some := must[*glue.BatchGetPartitionOutput](t)(w.BatchGetPartition(ctx, &glue.BatchGetPartitionInput{DatabaseName: db, TableName: table, PartitionsToGet: []types.PartitionValueList{{Values: []string{"2022", "moved"}}, {Values: []string{"0", "0"}}}}))
	if len(some.Partitions) != 1 {
		t.Errorf("%+v", some)
	}
	must[*glue.DeletePartitionOutput](t)(w.DeletePartition(ctx, &glue.DeletePartitionInput{DatabaseName: db, TableName: table, PartitionValues: []string{"2022", "moved"}}))
	gone := must[*glue.BatchDeletePartitionOutput](t)(w.BatchDeletePartition(ctx, &glue.BatchDeletePartitionInput{DatabaseName: db, TableName: table, PartitionsToDelete: []types.PartitionValueList{{Values: []string{"2022", "moved"}}, {Values: []string{"2022", "2-02"}}}}))
	if len(gone.Errors) != 1 || *gone.Errors[0].ErrorDetail.ErrorCode != "EntityNotFoundException" {
		t.Errorf("%+v", gone)
	}
}

func TestViewsAreAsAthenaKeepsThem(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	db := aws.String("default")
	view := catalog.Table{Database: "default", Name: "v", Type: catalog.VirtualView, View: &schema.View{SQL: "SELECT 1 AS n", Security: "DEFINER", Columns: []schema.ViewColumn{{Name: "n", Type: "integer"}}}}
	if err := w.db.AddTable(ctx, view); err != nil {
		t.Fatal(err)
	}
	got := must[*glue.GetTableOutput](t)(w.GetTable(ctx, &glue.GetTableInput{DatabaseName: db, Name: aws.String("v")})).Table
	if !strings.HasPrefix(*got.ViewOriginalText, "/* Presto View: ") || *got.ViewExpandedText != "/* Presto View */" || *got.TableType != "VIRTUAL_VIEW" {
		t.Errorf("%+v", got)
	}
	must[*glue.CreateTableOutput](t)(w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: &types.TableInput{Name: aws.String("w"), TableType: aws.String("VIRTUAL_VIEW"), ViewOriginalText: got.ViewOriginalText, ViewExpandedText: got.ViewExpandedText}}))
	again, err := w.db.Table(ctx, "default", "w")
	if err != nil || again.View == nil || again.View.SQL != "SELECT 1 AS n" || again.View.Columns[0].Type != "integer" {
		t.Errorf("%+v %v", again, err)
	}
	_, err = w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: &types.TableInput{Name: aws.String("x"), ViewOriginalText: aws.String("/* Presto View: ??? */")}})
	fails(t, err, "InvalidInputException")
}

func TestWhoMay(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	for _, d := range []string{"sales", "hr"} {
		must[*glue.CreateDatabaseOutput](t)(w.CreateDatabase(ctx, &glue.CreateDatabaseInput{DatabaseInput: &types.DatabaseInput{Name: &d}}))
		must[*glue.CreateTableOutput](t)(w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: &d, TableInput: parquetTable("orders")}))
		must[*glue.CreateTableOutput](t)(w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: &d, TableInput: parquetTable("people")}))
	}
	w.key = auth.Key{ID: "TARNA", Name: "lee", Role: auth.Analyst, Databases: []string{"sales.orders"}}
	_, err := w.GetDatabase(ctx, &glue.GetDatabaseInput{Name: aws.String("hr")})
	fails(t, err, "AccessDeniedException")
	_, err = w.GetTable(ctx, &glue.GetTableInput{DatabaseName: aws.String("sales"), Name: aws.String("people")})
	fails(t, err, "AccessDeniedException")
	_, err = w.DeleteDatabase(ctx, &glue.DeleteDatabaseInput{Name: aws.String("sales")})
	fails(t, err, "AccessDeniedException")
	template := func(place string) error {
		t.Helper()
		in := parquetTable("orders")
		in.Parameters[catalog.LocationTemplate] = place
		_, err := w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: aws.String("sales"), TableInput: in})
		return err
	}
	fails(t, template("s3://results/${year}/${day}"), "AccessDeniedException")
	if err := template("s3://b/orders/${year}/${day}"); err != nil {
		t.Error(err)
	}
	_, err = w.UpdateDatabase(ctx, &glue.UpdateDatabaseInput{Name: aws.String("sales"), DatabaseInput: &types.DatabaseInput{Name: aws.String("sales"), Description: aws.String("mine")}})
	fails(t, err, "AccessDeniedException")
	_, err = w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: aws.String("sales"), Name: aws.String("orders"), TableInput: parquetTable("people")})
	fails(t, err, "AccessDeniedException")
	if list := must[*glue.GetTablesOutput](t)(w.GetTables(ctx, &glue.GetTablesInput{DatabaseName: aws.String("sales")})).TableList; len(list) != 1 || *list[0].Name != "orders" {
		t.Errorf("%+v", list)
	}
	if list := must[*glue.GetDatabasesOutput](t)(w.GetDatabases(ctx, &glue.GetDatabasesInput{})).DatabaseList; len(list) != 1 || *list[0].Name != "sales" {
		t.Errorf("%+v", list)
	}
	// A database is not a table's, also where it has no other.
	if err := w.db.RemoveTable(ctx, "sales", "people"); err != nil {
		t.Fatal(err)
	}
	_, err = w.DeleteDatabase(ctx, &glue.DeleteDatabaseInput{Name: aws.String("sales")})
	fails(t, err, "AccessDeniedException")
	w.key = auth.Key{ID: "TARNB", Name: "kay", Role: auth.Auditor}
	_, err = w.DeleteTable(ctx, &glue.DeleteTableInput{DatabaseName: aws.String("sales"), Name: aws.String("orders")})
	fails(t, err, "AccessDeniedException")
}

// The columns of an Iceberg table of the lake are the lake's too: they change by ALTER TABLE alone.
func TestUpdateTableLeavesIcebergTablesTheirColumns(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	db := aws.String("default")
	input := func(table func(*types.TableInput)) *types.TableInput {
		in := parquetTable("ice")
		in.Parameters = map[string]string{"table_type": "ICEBERG"}
		in.PartitionKeys = nil
		table(in)
		return in
	}
	must[*glue.CreateTableOutput](t)(w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: db, TableInput: input(func(*types.TableInput) {})}))
	for name, change := range map[string]func(*types.TableInput){
		"kind":   func(in *types.TableInput) { in.Parameters = map[string]string{"a": "b"} },
		"column": func(in *types.TableInput) { in.StorageDescriptor.Columns = in.StorageDescriptor.Columns[1:] },
	} {
		_, err := w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: db, TableInput: input(change)})
		if err == nil {
			t.Errorf("another %s was taken", name)
			continue
		}
		fails(t, err, "InvalidInputException")
	}
	must[*glue.UpdateTableOutput](t)(w.UpdateTable(ctx, &glue.UpdateTableInput{DatabaseName: db, TableInput: input(func(in *types.TableInput) { in.Description = aws.String("other") })}))
}
