package emit_test

import "testing"

// BenchmarkTranslate is the whole way from text to DuckDB's text, without DuckDB.
func BenchmarkTranslate(b *testing.B) {
	const sql = `SELECT eventTime, eventName, userIdentity.arn, sourceIPAddress, element_at(responseElements, 'ConsoleLogin') FROM cloudtrail WHERE eventTime > '2022-01-10 04:26:59.713433' AND sourceIPAddress <> '211.60.50.190' AND awsRegion IN ('us-east-1', 'us-west-2') ORDER BY eventTime DESC LIMIT 5`
	for b.Loop() {
		if _, _, err := translate(sql); err != nil {
			b.Fatal(err)
		}
	}
}
