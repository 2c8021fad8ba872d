package clients

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// TestGoSDK prints a line of JSON for each flow, as the other clients do.
func TestGoSDK(t *testing.T) {
	endpoint := os.Getenv("TARN_ENDPOINT")
	if endpoint == "" {
		t.Skip("make conformance-clients runs this")
	}
	ctx := t.Context()
	// setup
	settings, err := config.LoadDefaultConfig(ctx, config.WithRegion("us-east-1"), config.WithBaseEndpoint(endpoint))
	client := athena.NewFromConfig(settings)
	// end
	if err != nil {
		t.Fatal(err)
	}
	say(map[string]any{"version": version("github.com/aws/aws-sdk-go-v2/service/athena")})
	table := `"aws:cloudtrail"."` + os.Getenv("TARN_STORE") + `"`
	flow(t, "Athena: a query and its pages", "StartQueryExecution, GetQueryExecution, GetQueryResults", func() error {
		x, err := ask(ctx, client, "SELECT count(*) AS n FROM "+table)
		if err != nil {
			return err
		}
		page, err := athena.NewGetQueryResultsPaginator(client, &athena.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId}).NextPage(ctx)
		if err != nil || len(page.ResultSet.Rows) != 2 || *page.ResultSet.Rows[0].Data[0].VarCharValue != "n" {
			return fmt.Errorf("%+v, %w", page, err)
		}
		return nil
	})
	flow(t, "Athena: a typed error", "StartQueryExecution", func() error {
		_, err := ask(ctx, client, "SELECT FROM")
		var invalid *types.InvalidRequestException
		if !errors.As(err, &invalid) || aws.ToString(invalid.AthenaErrorCode) != "MALFORMED_QUERY" {
			return fmt.Errorf("%w", err)
		}
		return nil
	})
	flow(t, "Athena: the result file in S3", "S3 GetObject", func() error {
		x, err := ask(ctx, client, "SELECT 1 AS n")
		if err != nil {
			return err
		}
		bucket, key, _ := strings.Cut(strings.TrimPrefix(*x.ResultConfiguration.OutputLocation, "s3://"), "/")
		files := s3.NewFromConfig(settings, func(o *s3.Options) { o.UsePathStyle = true })
		got, err := files.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key})
		if err != nil {
			return err
		}
		defer got.Body.Close()
		text, err := io.ReadAll(got.Body)
		if err != nil || string(text) != "\"n\"\n\"1\"\n" {
			return fmt.Errorf("%q, %w", text, err)
		}
		return nil
	})
	flow(t, "CloudTrail Lake: stores", "ListEventDataStores", func() error {
		got, err := cloudtrail.NewFromConfig(settings).ListEventDataStores(ctx, &cloudtrail.ListEventDataStoresInput{})
		if err != nil || len(got.EventDataStores) == 0 {
			return fmt.Errorf("%+v, %w", got, err)
		}
		return nil
	})
}

func ask(ctx context.Context, c *athena.Client, sql string) (*types.QueryExecution, error) {
	started, err := c.StartQueryExecution(ctx, &athena.StartQueryExecutionInput{QueryString: &sql})
	if err != nil {
		return nil, err
	}
	for {
		got, err := c.GetQueryExecution(ctx, &athena.GetQueryExecutionInput{QueryExecutionId: started.QueryExecutionId})
		if err != nil {
			return nil, err
		}
		switch x := got.QueryExecution; x.Status.State {
		case types.QueryExecutionStateQueued, types.QueryExecutionStateRunning:
			time.Sleep(20 * time.Millisecond)
		case types.QueryExecutionStateSucceeded:
			return x, nil
		default:
			return nil, errors.New(aws.ToString(x.Status.StateChangeReason))
		}
	}
}

func flow(t *testing.T, name, operations string, run func() error) {
	began, note := time.Now(), ""
	err := run()
	if err != nil {
		note = err.Error()
		t.Errorf("%s: %v", name, err)
	}
	say(map[string]any{"flow": name, "operations": operations, "ok": err == nil, "note": note, "seconds": time.Since(began).Round(10 * time.Millisecond).Seconds()})
}

func say(line map[string]any) {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
}

// version is a module's in go.mod: a test's own build information has none.
func version(module string) string {
	text, _ := exec.Command("go", "list", "-m", "-f", "{{.Version}}", module).Output()
	return strings.TrimSpace(string(text))
}
