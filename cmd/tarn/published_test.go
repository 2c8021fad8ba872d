package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/demo"
	"tarn/internal/sample"
)

var rewritePublished = flag.Bool("rewrite-published", false, "write docs/published-queries.md")

// publishedTables are what the queries of a kind of log are asked of: the store, and views with the names of other tables.
var publishedTables = map[string][]string{
	"vpc-flow": {"vpc_flow_logs", "vpcflow", "vpcflow_days"}, "alb": {"alb_access_logs", "albint", "clb", "alb_hours"}, "clb": {"elb_logs", "clb"},
	"nlb": {"nlb_tls_logs", "nlb"}, "s3-access": {"s3_access_logs", "s3access", "alb_access_logs"}, "cloudfront": {"cloudfront_standard_logs", "cloudfront"},
	"waf": {"waf_logs", "waf"}, "route53-dns": {"route53_resolver_logs", "dns", "trail"},
}

// emptyReasons says why a published query gives no rows.
var emptyReasons = map[string]string{
	"waf-log-sample-queries-fork/005-high-frequency-check-for-high-frequency-requesters-converts": label,
	"waf-log-sample-queries-fork/006-timing-pattern":                                              label,
	"invictus-aws/022-queries-aws-route-53-domain-transferred-lock-disabled":                      domains,
	"invictus-aws/023-queries-aws-route-53-domain-transferred-to-another-account":                 domains,
	"invictus-sigma-aws/021-aws-route-53-domain-transferred-lock-disabled":                        domains,
	"invictus-sigma-aws/022-aws-route-53-domain-transferred-to-another-account":                   domains,
}

const (
	label   = "it compares a label with `…unverified%` by `=`, where LIKE is meant: no label ends in a percent sign"
	domains = "it asks a trail for a domain that is transferred, as an event of `route53.amazonaws.com`; such events are of `route53domains.amazonaws.com`"
)

// otherColumns are statements whose table has the name of one that an import makes, and other columns.
var otherColumns = map[string]bool{"incident-response-playbooks/029-athena-queries-data-access": true}

// publishedNames finds the tables of a statement.
var (
	publishedNames = regexp.MustCompile(`(?i)\b(from|join)\s+("[^"]+"(?:\."[^"]+")?|\$?\{[^}]*\}[\w.]*|[a-z_]\w*(?:\.[\w${}]+)*)`)
	cteNames       = regexp.MustCompile(`(?i)(?:\bwith|,)\s+(\w+)\s+as\s*\(`)
	dayLiterals    = regexp.MustCompile(`'(\d{4}|yyyy)([-/])(\d\d|mm)[-/](\d\d|dd)((?:[T :-].*?)?)'`)
)

// asked makes of a published statement the one that a reader would type who has the demonstration's logs: their tables, days, addresses
// and names in the place of the author's.
func asked(sql, table string, end time.Time) string {
	first := end.AddDate(0, 0, -20)
	for first.Weekday() != time.Wednesday {
		first = first.AddDate(0, 0, -1)
	}
	ctes := map[string]bool{"interval": true, "unnest": true, "https": true}
	for _, m := range cteNames.FindAllStringSubmatch(sql, -1) {
		ctes[strings.ToLower(m[1])] = true
	}
	sql = publishedNames.ReplaceAllStringFunc(sql, func(s string) string {
		m := publishedNames.FindStringSubmatch(s)
		if ctes[strings.ToLower(m[2])] {
			return s
		}
		if strings.Contains(strings.ToLower(m[2]), "cloudtrail") {
			return m[1] + " trail"
		}
		return m[1] + " " + table
	})
	sql = strings.ReplaceAll(sql, "r53_rlogs.", table+".")
	n, of := 0, len(dayLiterals.FindAllString(sql, -1))
	sql = dayLiterals.ReplaceAllStringFunc(sql, func(s string) string {
		m := dayLiterals.FindStringSubmatch(s)
		day := first // one day, or the first of several
		if n++; n > 1 && n == of {
			day = end
		} else if n > 1 {
			day = first.AddDate(0, 0, 2)
		}
		return "'" + day.Format("2006"+m[2]+"01"+m[2]+"02") + m[5] + "'"
	})
	if strings.Contains(sql, "action = 'REJECT'") {
		sql = strings.ReplaceAll(sql, "'x.x.x.x'", "'198.51.100.1'") // who knocks most
	}
	for _, r := range [][2]string{
		{`{my_query_logs_after}`, first.Format(time.DateOnly)}, {`{my_query_logs_before}`, end.Format(time.DateOnly)},
		{`{start_date}`, first.Format("2006/01/02")}, {`{end_date}`, end.Format("2006/01/02")},
		{`{my_s3_bucket}`, "miru-production-member-uploads-ap-northeast-2"}, {"AFFECTED_BUCKET", "miru-production-member-uploads-ap-northeast-2"},
		{"prefix/images/picture.jpg", "uploads/profile/100000.jpg"}, {"images/picture.jpg", "uploads/profile/100000.jpg"},
		{"'10.10.10.10'", "'10.32.4.20'"}, {"'x.x.x.x'", "'10.32.4.20'"}, {"'1.2.3.4'", "'10.32.4.20'"}, {"'1.1.1.1'", "'10.32.4.20'"},
		{"'192.0.2.1'", "'10.32.4.20'"}, {"'203.0.113.2'", "'10.32.9.15'"}, {"i-000000000000000", "i-0m1ru0prod0000020"},
		{"'111122223333'", "'333344445555'"}, {"'999888777666'", "'333344445555'"}, {"'us-east-1'", "'ap-northeast-2'"},
		{"'START_TIME'", "'01'"}, {"'END_TIME'", "'32'"}, {"'10.0.1.100'", "'10.32.4.20'"}, {"1716904800", "0"}, {"1716915600", "9999999999"},
		{"year = 2020", first.Format("year = 2006")}, {"month = 05", first.Format("month = 01")},
		{"day = 07", first.Format("day = 02")}, {"TIMESTAMP '2020-05-07", first.Format("TIMESTAMP '2006-01-02")},
		{"1596225600", "0"}, {"1596226200", "9999999999"},
		{"'203.0.113.16'", "'10.32.9.15'"}, {"vpc-00000001", "vpc-0m1ru0prod0000001"}, {"'53.21.198.66'", "'203.0.113.10'"},
		{"'XXX.YYY%'", "'203.0.113.1%'"}, {"'e9dd190d-7a43-4c06-bcea-409613d9506e'", "'scrapers'"},
		{"'INSERT_THE_TOKEN_ID_HERE'", "'awswaf:managed:token:id:dbccc1f9-04e7-abdd-c9f4-b38cc9f0956e'"},
		{"date_add('day', ?, ", "date_add('day', -30, "}, {"elb = ?", "elb IS NOT NULL"},
	} {
		sql = strings.ReplaceAll(sql, r[0], r[1])
	}
	if strings.Contains(sql, "'####'") {
		sql = strings.NewReplacer("year = '####'", first.Format("year >= '2006'"), "month = '##'", "month > '00'", "day = '##'", "day > '00'").Replace(sql)
	}
	// A threshold that the reader gives: the demonstration has few visitors.
	sql = strings.ReplaceAll(sql, "COUNT(*) >= 2000", "COUNT(*) >= 1")
	return strings.TrimRight(strings.TrimSpace(sql), "; \n")
}

// demonstrated is a data directory with the demonstration's logs of all formats, the last of which are of the day end.
func demonstrated(t *testing.T, end time.Time) string {
	t.Helper()
	logs, dir := filepath.Join(t.TempDir(), "logs"), filepath.Join(t.TempDir(), "lake")
	if _, err := demo.Write(t.Context(), logs, demo.Options{Events: 12000, Days: 30, End: end.AddDate(0, 0, 1), Logs: demo.LogFormats()}); err != nil {
		t.Fatal(err)
	}
	importFolder(t, dir, logs)
	return dir
}

// TestSampleQueriesGiveRows asks the sample queries of the formats that the demonstration has logs of.
func TestSampleQueriesGiveRows(t *testing.T) {
	dir := demonstrated(t, time.Now().UTC().Truncate(24*time.Hour))
	asked := 0
	for _, q := range sample.All() {
		if !slices.Contains(demo.LogFormats(), q.Kind) {
			continue
		}
		asked++
		if code, out, talk := tarn(t.Context(), dir, q.SQL, "query", "-o", "csv"); code != exitOK || strings.Count(out, "\n") < 2 {
			t.Errorf("%s/%s: %d %s%s", q.Kind, q.ID, code, out, talk)
		}
	}
	if asked < 46 {
		t.Errorf("%d queries", asked)
	}
}

// TestPublishedQueries asks published queries of the stores that the demonstration fills. What became of each is in
// docs/published-queries.md.
func TestPublishedQueries(t *testing.T) {
	if testing.Short() {
		t.Skip("130 statements take half a minute")
	}
	corpus, err := os.Open(filepath.Join("..", "..", "..", "shared", "corpus", "queries.jsonl"))
	if err != nil {
		t.Skip("the corpus is not there: ", err)
	}
	defer corpus.Close()
	end := time.Now().UTC().Truncate(24 * time.Hour)
	dir := demonstrated(t, end)
	views, err := os.ReadFile(filepath.Join("testdata", "published", "views.sql"))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range strings.Split(string(views), "\n\n") {
		if strings.Contains(v, "CREATE") {
			if code, _, talk := tarn(t.Context(), dir, v, "query"); code != exitOK {
				t.Fatalf("%s\n%s", v, talk)
			}
		}
	}
	type result struct{ rows, empty, refused, views int }
	results := map[string]*result{}
	var refusals, empties []string
	unchanged := 0 // those of the tables that an import makes, which are asked as they were published, too
	lines := bufio.NewScanner(corpus)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q struct{ ID, Log, Kind, Tier, SQL string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		tables, ok := publishedTables[q.Log]
		if !ok || q.Kind != "SELECT" || q.Tier != "core-logs" {
			continue
		}
		r := results[q.Log]
		if r == nil {
			r = &result{}
			results[q.Log] = r
		}
		if name := publishedNames.FindStringSubmatch(q.SQL); name != nil && name[2] == tables[0] && !otherColumns[q.ID] && !strings.ContainsAny(q.SQL, "{?") {
			if code, _, talk := tarn(t.Context(), dir, strings.TrimRight(strings.TrimSpace(q.SQL), ";"), "query", "-o", "csv"); code != exitOK {
				t.Errorf("%s does not run as it was published: %s", q.ID, errorLine(talk))
			}
			unchanged++
		}
		first := ""
		for i, table := range tables {
			sql := asked(q.SQL, table, end)
			code, out, talk := tarn(t.Context(), dir, sql, "query", "-o", "csv")
			if code != exitOK {
				if first == "" {
					first = errorLine(talk)
				}
				if i < len(tables)-1 {
					continue
				}
				r.refused++
				refusals = append(refusals, fmt.Sprintf("`%s`: %s", q.ID, first))
				break
			}
			if i > 0 {
				r.views++
			}
			if strings.Count(out, "\n") > 1 {
				r.rows++
			} else {
				r.empty++
				empties = append(empties, q.ID)
				if emptyReasons[q.ID] != "" {
					break
				}
				t.Errorf("no rows: %s\n%s", q.ID, sql)
			}
			break
		}
	}
	if unchanged < 17 {
		t.Errorf("%d statements are of the tables that an import makes", unchanged)
	}
	t.Logf("%d statements run as they were published", unchanged)
	var doc strings.Builder
	doc.WriteString(publishedHead)
	total := result{}
	for _, log := range slices.Sorted(maps.Keys(results)) {
		r := results[log]
		fmt.Fprintf(&doc, "| %s | `%s` | %d | %d | %d | %d | %d |\n", log, publishedTables[log][0], r.rows+r.empty+r.refused, r.rows, r.views, r.empty, r.refused)
		total = result{total.rows + r.rows, total.empty + r.empty, total.refused + r.refused, total.views + r.views}
	}
	fmt.Fprintf(&doc, "| all | | %d | %d | %d | %d | %d |\n", total.rows+total.empty+total.refused, total.rows, total.views, total.empty, total.refused)
	doc.WriteString("\n## Refused\n\n")
	for _, r := range refusals {
		doc.WriteString("- " + r + "\n")
	}
	if len(empties) > 0 {
		doc.WriteString("\n## Without rows\n\n")
	}
	for _, e := range empties {
		fmt.Fprintf(&doc, "- `%s`: %s\n", e, emptyReasons[e])
	}
	path := filepath.Join("..", "..", "docs", "published-queries.md")
	if *rewritePublished {
		if err := os.WriteFile(path, []byte(doc.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range append(refusals, empties...) {
		if !strings.Contains(string(want), r) {
			t.Errorf("docs/published-queries.md does not say so; go test ./cmd/tarn -run TestPublishedQueries -rewrite-published writes it: %s", r)
		}
	}
}

const publishedHead = `# Published queries over logs other than CloudTrail's

Queries that people have published for Athena, with the tables, days, addresses and names of ` + "`tarn demo`" + ` in the place of the author's.
Each is asked of the store of its kind of log, and where its columns have other names, of one of the views of
` + "`cmd/tarn/testdata/published/views.sql`" + `, which give the stores the names that tables of former years had. The test TestPublishedQueries
writes this page.

| log | store | statements | with rows | through a view | without rows | refused |
|---|---|---|---|---|---|---|
`

// errorLine is the line of talk that names an error.
func errorLine(talk string) string {
	for line := range strings.Lines(talk) {
		if rest, ok := strings.CutPrefix(line, "tarn: "); ok {
			return strings.TrimSpace(rest)
		}
	}
	return strings.TrimSpace(talk)
}
