package main

import (
	"fmt"
	"regexp"
	"strings"
)

const (
	eventStore  = "dd9b02cd-cf28-4ad1-9e01-0123456789ab" // events, in tables.txt
	configStore = "8f1b02cd-cf28-4ad1-9e01-0123456789ab" // configuration items
	githubStore = "9a2b02cd-cf28-4ad1-9e01-0123456789ab" // events from outside of AWS
)

// blanks are what authors leave for the reader to fill in. A value is given in the order of the occurrences, the last one for all
// that follow.
var blanks = []struct {
	pattern *regexp.Regexp
	values  []string
}{
	{regexp.MustCompile(`\{\{replace with your (?:event )?data store id\}\}`), []string{githubStore}},
	{regexp.MustCompile(`(?i)<EDS[ _]ID>|\$EDS_ID|<event[ _-]data[ _-]store[ _-]id>|\{store_id\}|\{table\}|\$__table\b|\bevent_data_store_ID\b`), []string{eventStore}},
	{regexp.MustCompile(`\bXXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX\b|\bEXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE\b|\bdd9b02cd-cf28-4ad1(?:-x+)+\b(?: << event data store ID)?`), []string{eventStore}},
	{regexp.MustCompile(`\bconfig_event_data_store_ID\b`), []string{configStore}},
	{regexp.MustCompile(`FROM %s`), []string{"FROM " + eventStore}},
	{regexp.MustCompile(`'%s'`), []string{"'2022-01-10 04:26:59.713433'"}},
	{regexp.MustCompile(`\{column_1\}, \{column_2\}`), []string{"eventName, eventTime"}},
	{regexp.MustCompile(`\$__timeFilter\(time\)`), []string{"eventTime > '2026-10-28 00:00:00'"}},
	{regexp.MustCompile(`\$\{date_filter\}|\{start\}`), []string{"2026-10-26 00:00:00", "2026-10-31 00:00:00"}},
	{regexp.MustCompile(`\{end\}`), []string{"2026-10-31 00:00:00"}},
	{regexp.MustCompile(`\$\{LBLogsBucketName\}`), []string{"logs"}},
	{regexp.MustCompile(`\{my_query_logs_after\}`), []string{"2026-10-26"}},
	{regexp.MustCompile(`\{my_query_logs_before\}`), []string{"2026-10-31"}},
	{regexp.MustCompile(`\{my_s3_bucket\}`), []string{"amzn-s3-demo-bucket"}},
	{regexp.MustCompile(`<aws-security-lake-region>`), []string{"us_east_1"}},
	{regexp.MustCompile(`(?:\{database\}|cloud_forensics)\.vpc_flow_logs`), []string{"forensics.forensic_vpc_flow_logs"}},
	{regexp.MustCompile(`\{database\}`), []string{"forensics"}},
	{regexp.MustCompile(`\{start_date\}`), []string{"2024/06/01"}},
	{regexp.MustCompile(`\{end_date\}`), []string{"2024/06/30"}},
	{regexp.MustCompile(`\{escaped_arn\}`), []string{`arn:aws:sts::\d+:assumed-role`}},
	{regexp.MustCompile(`"<database>"\."<table>"`), []string{`"logs"."flow_table"`}},
	{regexp.MustCompile(`\$\{ database_and_table_name \}`), []string{"logs.s3_access_table"}},
	{regexp.MustCompile(`\$\{module\.label_table\.id\}`), []string{"module_label_table"}},
	{regexp.MustCompile(`\$\{flow_log_athena_table\}`), []string{"flow_log_athena_table"}},
	{regexp.MustCompile(`<your_(?:cloudtrail_)?table(?:_name)?>`), []string{"cloudtrail_logs"}},
	{regexp.MustCompile(`DATABASE\.TABLE`), []string{"logs.cloudtrail_table"}},
	{regexp.MustCompile(`<instance id such as (i-\d+)>`), []string{"i-123456789012"}},
	{regexp.MustCompile(`'####'`), []string{"'2026'"}},
	{regexp.MustCompile(`'##'`), []string{"'10'", "'28'"}},
	{regexp.MustCompile(`'START_TIME'`), []string{"'2026-10-26T00:00:00Z'"}},
	{regexp.MustCompile(`'END_TIME'`), []string{"'2026-10-31T00:00:00Z'"}},
	{regexp.MustCompile(`DATE\('yyyy-mm-dd'\)`), []string{"DATE('2026-10-27')"}},
	{regexp.MustCompile(`'x\.x\.x\.x'`), []string{"'203.0.113.10'"}},
	{regexp.MustCompile(`\$\{vpcEndpointId\}`), []string{"vpce-0123456789abcdef0"}},
	{regexp.MustCompile(`'\{year\}'`), []string{"'2026'"}},
	{regexp.MustCompile(`'\{month\}'`), []string{"'10'"}},
	{regexp.MustCompile(`\{(username|accesskeyid|alb_table_name|clb_table_name|nlb_table_name)\}`), []string{"$1"}},
}

// fill gives a statement of the corpus as its author's reader would run it. n is its number.
func fill(p *published, n int) string {
	sql := strings.ReplaceAll(p.SQL, "<TABLE>", fmt.Sprintf("sigma_%d", n))
	glue := `"logs"."cloudtrail_table"`
	if p.Log == "s3-access" {
		glue = `"logs"."s3_access_table"`
	}
	sql = strings.ReplaceAll(sql, `"{my_glue_db}"."{my_glue_tbl}"`, glue)
	for _, b := range blanks {
		i := 0
		sql = b.pattern.ReplaceAllStringFunc(sql, func(found string) string {
			v := b.values[min(i, len(b.values)-1)]
			i++
			if strings.Contains(v, "$1") {
				v = b.pattern.ReplaceAllString(found, v)
			}
			return v
		})
	}
	return strings.TrimRight(strings.TrimSpace(sql), "; \n")
}
