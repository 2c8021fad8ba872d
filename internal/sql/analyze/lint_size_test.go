package analyze

import (
	"strings"
	"testing"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// notes are what is said beside a statement over tables of so many bytes.
func notes(t *testing.T, sql string, bytes int64) string {
	t.Helper()
	stmt, err := syntax.Parse(sql)
	if err != nil {
		t.Fatal(sql, err)
	}
	q, err := Analyze(stmt, oneTable{}, Options{Size: func(*schema.Relation) int64 { return bytes }})
	if err != nil {
		t.Fatal(sql, err)
	}
	var out []string
	for _, n := range q.Notes {
		out = append(out, n.Text)
	}
	return strings.Join(out, "; ")
}

func TestLargeStoreWithoutTime(t *testing.T) {
	for _, c := range []struct {
		sql   string
		bytes int64
		want  string
	}{
		{`SELECT count(*) FROM lake WHERE eventName = 'x'`, 5 << 30, "no condition bounds eventTime: all of 5.0 GB is read"},
		{`SELECT count(*) FROM athena`, 1 << 30, "no condition bounds eventtime: all of 1.0 GB is read"},
		{`SELECT * FROM lake ORDER BY eventTime DESC LIMIT 10`, 5 << 30, "all of 5.0 GB"},
		{`SELECT count(*) FROM lake WHERE eventTime IS NOT NULL`, 5 << 30, "all of 5.0 GB"},
		{`SELECT count(*) FROM lake AS a JOIN lake AS b ON a.eventID = b.eventID WHERE a.eventTime > '2022-01-01'`, 5 << 30, "all of 5.0 GB"},
		// A bound on either side, a small store, or the first rows that come.
		{`SELECT count(*) FROM lake WHERE eventTime > '2022-01-01'`, 5 << 30, ""},
		{`SELECT count(*) FROM lake WHERE eventTime < TIMESTAMP '2022-01-01 00:00:00' AND eventName = 'x'`, 5 << 30, ""},
		{`SELECT count(*) FROM lake WHERE eventTime BETWEEN now() - INTERVAL '1' DAY AND now()`, 5 << 30, ""},
		{`SELECT count(*) FROM athena WHERE from_iso8601_timestamp(eventtime) > now() - INTERVAL '90' DAY`, 5 << 30, ""},
		{`SELECT count(*) FROM athena WHERE eventtime >= '2022-01-01T00:00:00Z'`, 5 << 30, ""},
		{`SELECT count(*) FROM lake`, 5 << 20, ""},
		{`SELECT count(*) FROM lake`, 0, ""},
		{`SELECT * FROM lake LIMIT 10`, 5 << 30, ""},
	} {
		if got := notes(t, c.sql, c.bytes); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.sql, got, c.want)
		}
	}
}

func TestWholeDocument(t *testing.T) {
	for sql, want := range map[string]string{
		`SELECT 1 FROM athena WHERE requestparameters = '{"bucketName":"b"}'`:                           "json_extract_scalar(requestparameters, '$.member')",
		`SELECT 1 FROM athena WHERE responseelements IN (' {"x": 1}')`:                                  "whole text",
		`SELECT 1 FROM athena WHERE json_extract_scalar(requestparameters, '$.bucketName') = '{b}'`:     "",
		`SELECT 1 FROM athena WHERE requestparameters LIKE '{"bucketName":%' AND responseelements = ''`: "",
	} {
		if got := notes(t, sql, 0); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s\n got %q\nwant %q", sql, got, want)
		}
	}
}
