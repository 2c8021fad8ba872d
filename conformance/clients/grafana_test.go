package clients

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/goccy/go-yaml"
)

// provisioning is a file of Grafana's folder provisioning/datasources.
const provisioning = `
# setup
# provisioning/datasources/tarn.yaml; the calls that the data source makes were run with these settings, not Grafana itself.
apiVersion: 1
datasources:
  - name: Tarn
    type: grafana-athena-datasource
    jsonData:
      authType: keys
      defaultRegion: us-east-1
      endpoint: http://127.0.0.1:8900
      catalog: AwsDataCatalog
      database: default
      workgroup: primary
      outputLocation: s3://BUCKET/PREFIX/
    secureJsonData:
      accessKey: TARN…
      secretKey: …
# end
`

// TestGrafana makes the calls of Grafana's Athena data source, in its order, with the members that it reads without looking
// whether they are there: https://github.com/grafana/athena-datasource/tree/main/pkg/athena.
func TestGrafana(t *testing.T) {
	endpoint := os.Getenv("TARN_ENDPOINT")
	if endpoint == "" {
		t.Skip("make conformance-clients runs this")
	}
	ctx := t.Context()
	g := grafana{results: os.Getenv("TARN_RESULTS")}
	var file struct {
		Datasources []struct {
			JSONData struct{ Catalog, Database, Workgroup string } `yaml:"jsonData"`
		}
	}
	if err := yaml.Unmarshal([]byte(provisioning), &file); err != nil {
		t.Fatal(err)
	}
	set := file.Datasources[0].JSONData
	g.catalog, g.database, g.workgroup = set.Catalog, set.Database, set.Workgroup
	settings, err := config.LoadDefaultConfig(ctx, config.WithRegion("us-east-1"), config.WithBaseEndpoint(endpoint), config.WithAppID("grafana"))
	if err != nil {
		t.Fatal(err)
	}
	g.Client = athena.NewFromConfig(settings)
	say(map[string]any{"version": "its calls, through aws-sdk-go-v2 " + version("github.com/aws/aws-sdk-go-v2/service/athena")})
	store := os.Getenv("TARN_STORE")
	flow(t, "Save & test", "GetWorkGroup, StartQueryExecution, GetQueryExecution, GetQueryResults", func() error {
		rows, err := g.query(ctx, "SELECT 1")
		return want(rows, err, "1")
	})
	flow(t, "The editor's lists", "ListDataCatalogs, ListDatabases, ListWorkGroups, ListTableMetadata, GetTableMetadata", func() error {
		return g.lists(ctx, store)
	})
	table := `"aws:cloudtrail"."` + store + `"`
	flow(t, "A panel with the macros of time", "GetWorkGroup, StartQueryExecution, GetQueryExecution, GetQueryResults", func() error {
		const sql = "SELECT FROM_UNIXTIME(FLOOR(TO_UNIXTIME(eventtime)/3600)*3600) AS time, count(*) AS events FROM %s " +
			"WHERE eventtime BETWEEN TIMESTAMP '2000-01-01 00:00:00' AND TIMESTAMP '2100-01-01 00:00:00' GROUP BY 1 ORDER BY 1"
		rows, err := g.query(ctx, fmt.Sprintf(sql, table))
		if err == nil && (len(rows) < 10 || strings.Join(g.types, " ") != "timestamp with time zone bigint") {
			err = fmt.Errorf("%d rows of %v", len(rows), g.types)
		}
		return err
	})
	flow(t, "A table of many rows", "GetQueryResults, in pages", func() error {
		rows, err := g.query(ctx, "SELECT eventid, eventtime, eventname, useridentity.arn FROM "+table+" ORDER BY eventtime DESC LIMIT 2500")
		if err == nil && len(rows) != 2500 {
			err = fmt.Errorf("%d rows", len(rows))
		}
		return err
	})
	flow(t, "A statement that fails", "GetQueryExecution", func() error {
		_, err := g.query(ctx, "SELECT foo FROM "+table)
		if err == nil || !strings.Contains(err.Error(), "COLUMN_NOT_FOUND") {
			return fmt.Errorf("it says %w", err)
		}
		return nil
	})
	flow(t, "A panel that is left", "StopQueryExecution", func() error { return g.stopped(ctx) })
}

type grafana struct {
	*athena.Client
	catalog, database, workgroup, results string
	types                                 []string
}

func (g *grafana) start(ctx context.Context, sql string) (*string, error) {
	group, err := g.GetWorkGroup(ctx, &athena.GetWorkGroupInput{WorkGroup: &g.workgroup})
	if err != nil {
		return nil, err
	}
	in := &athena.StartQueryExecutionInput{
		QueryString: &sql, WorkGroup: &g.workgroup, QueryExecutionContext: &types.QueryExecutionContext{Catalog: &g.catalog, Database: &g.database},
		ResultConfiguration: &types.ResultConfiguration{OutputLocation: &g.results},
	}
	if *group.WorkGroup.Configuration.EngineVersion.EffectiveEngineVersion != "Athena engine version 2" {
		in.ResultReuseConfiguration = &types.ResultReuseConfiguration{ResultReuseByAgeConfiguration: &types.ResultReuseByAgeConfiguration{Enabled: false, MaxAgeInMinutes: aws.Int32(60)}}
	}
	out, err := g.StartQueryExecution(ctx, in)
	if err != nil {
		return nil, err
	}
	return out.QueryExecutionId, nil
}

// await gives a query's end, as an error where it is no success.
func (g *grafana) await(ctx context.Context, id *string) error {
	for {
		out, err := g.GetQueryExecution(ctx, &athena.GetQueryExecutionInput{QueryExecutionId: id})
		if err != nil {
			return err
		}
		switch status := out.QueryExecution.Status; status.State {
		case types.QueryExecutionStateFailed, types.QueryExecutionStateCancelled:
			return errors.New(*status.StateChangeReason)
		case types.QueryExecutionStateSucceeded:
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// query gives the rows of a statement, without their header.
func (g *grafana) query(ctx context.Context, sql string) ([][]string, error) {
	id, err := g.start(ctx, sql)
	if err != nil {
		return nil, err
	}
	if err := g.await(ctx, id); err != nil {
		return nil, err
	}
	var rows [][]string
	var next *string
	for {
		page, err := g.GetQueryResults(ctx, &athena.GetQueryResultsInput{QueryExecutionId: id, NextToken: next})
		if err != nil {
			return nil, err
		}
		g.types = nil
		for _, c := range page.ResultSet.ResultSetMetadata.ColumnInfo {
			g.types = append(g.types, *c.Type)
		}
		for i, r := range page.ResultSet.Rows {
			var row []string
			for j, d := range r.Data {
				if next == nil && i == 0 && *d.VarCharValue != *page.ResultSet.ResultSetMetadata.ColumnInfo[j].Name {
					return nil, fmt.Errorf("the first row is no header: %s", *d.VarCharValue)
				}
				row = append(row, aws.ToString(d.VarCharValue))
			}
			if next != nil || i > 0 {
				rows = append(rows, row)
			}
		}
		if next = page.NextToken; next == nil {
			return rows, nil
		}
	}
}

func (g *grafana) lists(ctx context.Context, store string) error {
	catalogs, err := g.ListDataCatalogs(ctx, &athena.ListDataCatalogsInput{})
	if err != nil || *catalogs.DataCatalogsSummary[0].CatalogName != g.catalog {
		return fmt.Errorf("catalogs: %v %w", catalogs, err)
	}
	groups, err := g.ListWorkGroups(ctx, &athena.ListWorkGroupsInput{})
	if err != nil || *groups.WorkGroups[0].Name == "" {
		return fmt.Errorf("workgroups: %v %w", groups, err)
	}
	databases, err := g.ListDatabases(ctx, &athena.ListDatabasesInput{CatalogName: &g.catalog})
	if err != nil {
		return err
	}
	found := false
	for _, d := range databases.DatabaseList {
		tables, err := g.ListTableMetadata(ctx, &athena.ListTableMetadataInput{CatalogName: &g.catalog, DatabaseName: d.Name})
		if err != nil {
			return err
		}
		for _, t := range tables.TableMetadataList {
			one, err := g.GetTableMetadata(ctx, &athena.GetTableMetadataInput{CatalogName: &g.catalog, DatabaseName: d.Name, TableName: t.Name})
			if err != nil || *one.TableMetadata.Columns[0].Name == "" {
				return fmt.Errorf("table %s.%s: %w", *d.Name, *t.Name, err)
			}
			found = found || *t.Name == store
		}
	}
	if !found {
		return errors.New("the federated store is not in the lists")
	}
	return nil
}

func (g *grafana) stopped(ctx context.Context) error {
	id, err := g.start(ctx, "SELECT count(*) FROM UNNEST(sequence(1, 9000)) a(x), UNNEST(sequence(1, 9000)) b(y), UNNEST(sequence(1, 9000)) c(z) WHERE x + y = z * 3")
	if err != nil {
		return err
	}
	if _, err := g.StopQueryExecution(ctx, &athena.StopQueryExecutionInput{QueryExecutionId: id}); err != nil {
		return err
	}
	if err := g.await(ctx, id); err == nil {
		return errors.New("the query went on")
	}
	return nil
}

func want(rows [][]string, err error, cell string) error {
	if err == nil && (len(rows) != 1 || rows[0][0] != cell) {
		err = fmt.Errorf("%q", rows)
	}
	return err
}
