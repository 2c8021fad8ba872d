package athena_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/schema"
)

func TestTheDataCatalog(t *testing.T) {
	s := serve(t)
	c := s.client("root", auth.Admin)
	ctx := t.Context()
	if err := s.state.AddDatabase(ctx, catalog.Database{Name: "logs", Description: "logs of all", Parameters: map[string]string{"p": "1"}}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"alb", "vpc_flow", "vpc_dns"} {
		err := s.state.AddTable(ctx, catalog.Table{Database: "logs", Name: name, ID: "id-" + name, Type: catalog.ExternalTable, Created: time.Now(), Parameters: map[string]string{"classification": "parquet"},
			Storage:       catalog.Storage{Location: "s3://b/" + name, Columns: []catalog.Column{{Name: "ip", Type: "string", Comment: "whence"}}, SerDe: catalog.SerDe{Library: catalog.ParquetSerDe}},
			PartitionKeys: []catalog.Column{{Name: "day", Type: "date"}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if x := ask(t, c, sql("CREATE VIEW one AS SELECT 1 AS n")); x.Status.State != types.QueryExecutionStateSucceeded || *x.SubstatementType != "CREATE_VIEW" {
		t.Fatalf("%+v", x.Status)
	}
	for name, federated := range map[string]bool{"trail": true, "apart": false} {
		store := catalog.NewStore(name, time.Now())
		store.Federation.Enabled = federated
		if err := s.state.AddStore(ctx, store); err != nil {
			t.Fatal(err)
		}
	}
	cat := aws.String("AwsDataCatalog")
	catalogs, err := c.ListDataCatalogs(ctx, &sdk.ListDataCatalogsInput{})
	if err != nil || len(catalogs.DataCatalogsSummary) != 1 || *catalogs.DataCatalogsSummary[0].CatalogName != *cat {
		t.Errorf("%+v, %v", catalogs, err)
	}
	if got, err := c.GetDataCatalog(ctx, &sdk.GetDataCatalogInput{Name: aws.String("awsdatacatalog")}); err != nil || got.DataCatalog.Type != types.DataCatalogTypeGlue {
		t.Errorf("%+v, %v", got, err)
	}
	databases, err := c.ListDatabases(ctx, &sdk.ListDatabasesInput{CatalogName: cat})
	var names []string
	for _, d := range databases.DatabaseList {
		names = append(names, *d.Name)
	}
	if err != nil || !slices.Equal(names, []string{"aws:cloudtrail", "default", "logs"}) {
		t.Errorf("%v, %v", names, err)
	}
	if got, err := c.GetDatabase(ctx, &sdk.GetDatabaseInput{CatalogName: cat, DatabaseName: aws.String("LOGS")}); err != nil || *got.Database.Description != "logs of all" || got.Database.Parameters["p"] != "1" {
		t.Errorf("%+v, %v", got, err)
	}
	table, err := c.GetTableMetadata(ctx, &sdk.GetTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("logs"), TableName: aws.String("alb")})
	if err != nil || *table.TableMetadata.Columns[0].Name != "ip" || *table.TableMetadata.PartitionKeys[0].Type != "date" || table.TableMetadata.Parameters["location"] != "s3://b/alb" || *table.TableMetadata.TableType != "EXTERNAL_TABLE" {
		t.Errorf("%+v, %v", table, err)
	}
	tables := func(database, expression string) string {
		in := &sdk.ListTableMetadataInput{CatalogName: cat, DatabaseName: &database, MaxResults: aws.Int32(2)}
		if expression != "" {
			in.Expression = &expression
		}
		out := ""
		for pages := sdk.NewListTableMetadataPaginator(c, in); pages.HasMorePages(); {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return code(err)
			}
			for _, m := range page.TableMetadataList {
				out += *m.Name + ":" + *m.TableType + ":" + *m.Columns[0].Name + " " + *m.Columns[0].Type + ";"
			}
		}
		return out
	}
	if got, want := tables("logs", ""), "alb:EXTERNAL_TABLE:ip string;vpc_dns:EXTERNAL_TABLE:ip string;vpc_flow:EXTERNAL_TABLE:ip string;"; got != want {
		t.Errorf("%s", got)
	}
	for _, expression := range []string{"vpc_*", "vpc.*"} {
		if got := tables("logs", expression); strings.Count(got, ";") != 2 || strings.Contains(got, "alb") {
			t.Errorf("%s: %s", expression, got)
		}
	}
	if got := tables("default", ""); got != "one:VIRTUAL_VIEW:n int;" {
		t.Errorf("views: %s", got)
	}
	for name, kind := range map[string]string{"vpc_flow_logs": schema.VPCFlow.Name, "alb_access_logs": schema.ALB.Name} {
		store := catalog.NewStore(name, time.Now())
		store.Kind = kind
		if err := s.state.AddStore(ctx, store); err != nil {
			t.Fatal(err)
		}
	}
	if got := tables("default", ""); got != "alb_access_logs:EXTERNAL_TABLE:type string;one:VIRTUAL_VIEW:n int;vpc_flow_logs:EXTERNAL_TABLE:version int;" {
		t.Errorf("stores of log formats: %s", got)
	}
	logs, err := c.GetTableMetadata(ctx, &sdk.GetTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("default"), TableName: aws.String("vpc_flow_logs")})
	if err != nil || *logs.TableMetadata.Columns[0].Name != "version" {
		t.Errorf("%+v, %v", logs, err)
	}
	if got := tables("aws:cloudtrail", ""); strings.Count(got, ":EXTERNAL_TABLE:eventversion string;") != 1 {
		t.Errorf("stores: %s", got)
	}
	for name, err := range map[string]error{
		"database": second(c.GetDatabase(ctx, &sdk.GetDatabaseInput{CatalogName: cat, DatabaseName: aws.String("none")})),
		"table":    second(c.GetTableMetadata(ctx, &sdk.GetTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("logs"), TableName: aws.String("none")})),
		"tables":   second(c.ListTableMetadata(ctx, &sdk.ListTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("none")})),
	} {
		if code(err) != "MetadataException" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"another catalog":    second(c.ListDatabases(ctx, &sdk.ListDatabasesInput{CatalogName: aws.String("other")})),
		"its making":         second(c.CreateDataCatalog(ctx, &sdk.CreateDataCatalogInput{Name: aws.String("other"), Type: types.DataCatalogTypeLambda})),
		"the catalog's":      second(c.CreateDataCatalog(ctx, &sdk.CreateDataCatalogInput{Name: cat, Type: types.DataCatalogTypeGlue})),
		"its change":         second(c.UpdateDataCatalog(ctx, &sdk.UpdateDataCatalogInput{Name: cat, Type: types.DataCatalogTypeGlue})),
		"its deletion":       second(c.DeleteDataCatalog(ctx, &sdk.DeleteDataCatalogInput{Name: cat})),
		"an odd expression":  second(c.ListTableMetadata(ctx, &sdk.ListTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("logs"), Expression: aws.String("(")})),
		"another's deletion": second(c.DeleteDataCatalog(ctx, &sdk.DeleteDataCatalogInput{Name: aws.String("other")})),
	} {
		if code(err) != "InvalidRequestException INVALID_INPUT" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUtilityStatements(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	x := ask(t, c, sql("SHOW DATABASES"))
	file := *x.ResultConfiguration.OutputLocation
	if x.StatementType != types.StatementTypeUtility || *x.SubstatementType != "SHOW_DATABASES" || !strings.HasSuffix(file, ".txt") {
		t.Fatalf("%+v", x)
	}
	got, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
	if err != nil || *got.ResultSet.Rows[0].Data[0].VarCharValue == *got.ResultSet.ResultSetMetadata.ColumnInfo[0].Name || *got.ResultSet.ResultSetMetadata.ColumnInfo[0].Name != "database_name" {
		t.Errorf("%+v, %v", got, err)
	}
	var lines []string
	for _, r := range got.ResultSet.Rows {
		lines = append(lines, *r.Data[0].VarCharValue)
	}
	if text := s.object(file); text != strings.Join(lines, "\n") {
		t.Errorf("the file is %q", text)
	}
	x = ask(t, c, sql("CREATE OR REPLACE VIEW v AS SELECT 1 AS n"))
	if text := s.object(*x.ResultConfiguration.OutputLocation); text != "" || x.StatementType != types.StatementTypeDdl {
		t.Errorf("%q, %+v", text, x)
	}
}
