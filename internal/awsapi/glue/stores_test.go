package glue

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glue"
	"github.com/aws/aws-sdk-go-v2/service/glue/types"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/schema"
)

// add makes an event data store.
func (w *world) add(t *testing.T, name, kind string, federated bool) catalog.EventDataStore {
	t.Helper()
	e := catalog.NewStore(name, time.Now())
	e.Kind, e.Federation.Enabled = kind, federated
	if err := w.db.AddStore(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	return e
}

// lists the tables of a database, two a page.
func (w *world) lists(t *testing.T, database, expression string) (names []string) {
	t.Helper()
	pages := glue.NewGetTablesPaginator(w, &glue.GetTablesInput{DatabaseName: &database, Expression: &expression, MaxResults: aws.Int32(2)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range page.TableList {
			names = append(names, *table.Name)
		}
	}
	return names
}

func TestEventDataStoresAreTables(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t)
	flows := w.add(t, "vpc_flow_logs", schema.VPCFlow.Name, false)
	w.add(t, "alb_access_logs", schema.ALB.Name, false)
	hidden := w.add(t, "waf_logs", schema.WAF.Name, false)
	trail := w.add(t, "trail", catalog.CloudTrail, true)
	w.add(t, "apart", catalog.CloudTrail, false)
	for _, name := range []string{"beside", "waf_logs", "zeta"} {
		_, err := w.CreateTable(ctx, &glue.CreateTableInput{DatabaseName: aws.String("default"), TableInput: &types.TableInput{Name: &name,
			StorageDescriptor: &types.StorageDescriptor{Location: aws.String("s3://b/x"), Columns: []types.Column{{Name: aws.String("n"), Type: aws.String("int")}}}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := w.lists(t, "default", ""); !slices.Equal(got, []string{"alb_access_logs", "beside", "vpc_flow_logs", "waf_logs", "zeta"}) {
		t.Error(got)
	}
	if got := w.lists(t, "default", ".*_logs"); !slices.Equal(got, []string{"alb_access_logs", "vpc_flow_logs", "waf_logs"}) {
		t.Error(got)
	}
	if got := w.lists(t, "aws:cloudtrail", ""); !slices.Equal(got, []string{trail.ID}) {
		t.Error(got)
	}
	databases := must[*glue.GetDatabasesOutput](t)(w.GetDatabases(ctx, &glue.GetDatabasesInput{}))
	if len(databases.DatabaseList) != 2 || *databases.DatabaseList[0].Name != "aws:cloudtrail" || *databases.DatabaseList[1].Name != "default" {
		t.Errorf("%+v", databases.DatabaseList)
	}
	must[*glue.GetDatabaseOutput](t)(w.GetDatabase(ctx, &glue.GetDatabaseInput{Name: aws.String("aws:cloudtrail")}))
	first := func(database, table string) string {
		got := must[*glue.GetTableOutput](t)(w.GetTable(ctx, &glue.GetTableInput{DatabaseName: &database, Name: &table})).Table
		column := got.StorageDescriptor.Columns[0]
		return *got.TableType + " " + *column.Name + " " + *column.Type
	}
	if got := first("default", "VPC_flow_logs"); got != "EXTERNAL_TABLE version int" {
		t.Error(got)
	}
	if got := first("aws:cloudtrail", trail.ID); got != "EXTERNAL_TABLE eventversion string" {
		t.Error(got)
	}
	// A table of that name hides the store.
	got := must[*glue.GetTableOutput](t)(w.GetTable(ctx, &glue.GetTableInput{DatabaseName: aws.String("default"), Name: &hidden.Name}))
	if len(got.Table.StorageDescriptor.Columns) != 1 {
		t.Errorf("%+v", got.Table)
	}
	none := must[*glue.GetPartitionsOutput](t)(w.GetPartitions(ctx, &glue.GetPartitionsInput{DatabaseName: aws.String("default"), TableName: &flows.Name}))
	if len(none.Partitions) != 0 {
		t.Errorf("%+v", none)
	}
	_, err := w.DeleteTable(ctx, &glue.DeleteTableInput{DatabaseName: aws.String("default"), Name: &flows.Name})
	if fails(t, err, "InvalidInputException"); !strings.Contains(err.Error(), "event data store") {
		t.Error(err)
	}
	_, err = w.DeleteDatabase(ctx, &glue.DeleteDatabaseInput{Name: aws.String("aws:cloudtrail")})
	fails(t, err, "EntityNotFoundException")

	// A key of one store sees that, and nothing else.
	w.key = auth.Key{ID: "TARNONE", Name: "one", Role: auth.Analyst, Stores: []string{flows.ID}}
	if got := w.lists(t, "default", ""); !slices.Equal(got, []string{"vpc_flow_logs"}) {
		t.Error(got)
	}
	_, err = w.GetTable(ctx, &glue.GetTableInput{DatabaseName: aws.String("default"), Name: aws.String("alb_access_logs")})
	fails(t, err, "AccessDeniedException")
	_, err = w.GetTables(ctx, &glue.GetTablesInput{DatabaseName: aws.String("aws:cloudtrail")})
	fails(t, err, "AccessDeniedException")
}
