package emit_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
	"tarn/internal/sql/syntax"
)

// BenchmarkTranslate is the whole way from text to DuckDB's text, without DuckDB.
func BenchmarkTranslate(b *testing.B) {
	const sql = `SELECT eventTime, eventName, userIdentity.arn, sourceIPAddress, element_at(responseElements, 'ConsoleLogin') FROM cloudtrail WHERE eventTime > '2022-01-10 04:26:59.713433' AND sourceIPAddress <> '211.60.50.190' AND awsRegion IN ('us-east-1', 'us-west-2') ORDER BY eventTime DESC LIMIT 5`
	for b.Loop() {
		if _, _, err := translate(sql); err != nil {
			b.Fatal(err)
		}
	}
}

// anyTable takes every name for the Athena table of CloudTrail.
type anyTable struct{ catalog }

func (c anyTable) Lookup(parts []string) (*schema.Relation, error) {
	if r, err := c.catalog.Lookup(parts); r != nil || err != nil {
		return r, err
	}
	return athenaRelation, nil
}

// BenchmarkCorpus translates each of the corpus' statements that are about CloudTrail, and reports the percentiles. 95 in 100 are
// meant to take less than 2 ms.
func BenchmarkCorpus(b *testing.B) {
	f, err := os.Open("../../../../shared/corpus/queries.jsonl")
	if err != nil {
		b.Skip("the corpus of public statements is not here: ", err)
	}
	defer f.Close()
	var statements []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var s struct{ Kind, SQL string }
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			b.Fatal(err)
		}
		sql := strings.ReplaceAll(strings.ReplaceAll(s.SQL, "<event_data_store_ID>", storeID), "$EDS_ID", storeID)
		if _, err := translateAny(sql); err == nil {
			statements = append(statements, sql)
		}
	}
	took := make([]time.Duration, 0, len(statements))
	for b.Loop() {
		took = took[:0]
		for _, sql := range statements {
			start := time.Now()
			_, _ = translateAny(sql)
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	at := func(percent int) float64 {
		return float64(took[(len(took)-1)*percent/100].Microseconds())
	}
	b.ReportMetric(float64(len(statements)), "statements")
	b.ReportMetric(at(50), "µs/p50")
	b.ReportMetric(at(95), "µs/p95")
	b.ReportMetric(at(99), "µs/p99")
	b.ReportMetric(at(100), "µs/max")
}

func translateAny(sql string) (string, error) {
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return "", err
	}
	q, err := analyze.Analyze(stmt, anyTable{}, analyze.Options{Now: now})
	if err != nil {
		return "", err
	}
	return emit.DuckDB(q, func(*analyze.Scan) (string, error) { return "events", nil })
}
