package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestRulesAndJobsOnTrino: with engine: trino a rule's statement runs on the cluster, and each row is told of once; a job's rows are written by Tarn,
// and the cluster reads them with the next statement.
func TestRulesAndJobsOnTrino(t *testing.T) {
	if os.Getenv("TARN_ENGINES") == "" {
		t.Skip("scripts/engines.sh installs the engines, and runs this")
	}
	l := newBucketLake(t, 1)
	dir := l.dir("100MB")
	for day := 1; day <= 3; day++ {
		for n := range day {
			alarm(t, dir, fmt.Sprintf("%d-%d", day, n), time.Date(2024, 4, day, 12, n, 0, 0, time.UTC))
		}
	}
	var key createdKey
	out, _ := l.run(dir, exitOK, "key", "create", "engines", "--role", "admin", "-o", "json")
	if err := json.Unmarshal([]byte(out), &key); err != nil {
		t.Fatal(err)
	}
	s := up(t, dir)
	config := onTrino(t, l, dir, s.url, key.Token, "8095")
	// The server beside it knows neither the rules nor the jobs: only commands with this configuration do.
	p, folder := newPager(t), t.TempDir()
	for path, text := range map[string]string{
		filepath.Join(folder, "address"): p.URL,
		filepath.Join(folder, "alerts", "alarm.yaml"): "name: alarm\nschedule: rate(1 minute)\n" +
			"sql: SELECT eventTime, eventID FROM @cloudtrail WHERE eventTime >= @from AND eventTime < @to AND eventName = 'Alarm' ORDER BY eventTime\n",
		filepath.Join(folder, "jobs", "daily.yaml"): `name: daily
schedule: cron(0 0 * * ? *)
start_date: 2024-04-01
sql: SELECT eventname, count(*) AS n, @ds AS day FROM cloudtrail WHERE eventTime >= @data_interval_start AND eventTime < @data_interval_end GROUP BY eventname
target: default.daily
partition_by: [day]
`,
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, fmt.Sprintf("jobs: %[1]s/jobs\nnotifiers:\n- {name: pager, type: webhook, url_file: %[1]s/address, allow: [127.0.0.1]}\nalerts: {notifiers: [pager], folder: %[1]s/alerts}\n", folder)...)
	if err := os.WriteFile(config, text, 0o600); err != nil {
		t.Fatal(err)
	}
	onCluster := func(args ...string) string {
		t.Helper()
		out, _ := l.run(dir, exitOK, append([]string{"--config", config}, args...)...)
		return out
	}

	// The rule.
	expect := func(want string) {
		t.Helper()
		onCluster("alert", "run", "alarm")
		if got := p.told(); got != want {
			t.Fatalf("told of %q, want %q", got, want)
		}
	}
	alarm(t, dir, "history", time.Now().AddDate(-1, 0, 0))
	expect("")
	alarm(t, dir, "one", time.Now().Add(-3*time.Hour))
	expect("one")
	alarm(t, dir, "two", time.Now().Add(-time.Minute))
	expect("one two")
	expect("one two")
	if n := strings.Count(ranOn(t, string(text)), "'Alarm'"); n < 4 {
		t.Errorf("the cluster was asked %d times for the rule", n)
	}

	// The job.
	onCluster("job", "backfill", "daily", "--from", "2024-04-01", "--to", "2024-04-03")
	onCluster("job", "run", "daily", "--date", "2024-04-02") // again
	const want = "day,eventname,n\n2024-04-01,Alarm,1\n2024-04-02,Alarm,2\n2024-04-03,Alarm,3\n"
	if got := onCluster("query", "-o", "csv", "SELECT day, eventname, n FROM default.daily ORDER BY day"); got != want {
		t.Errorf("the cluster finds\n%s, want\n%s", got, want)
	}
	if !strings.Contains(ranOn(t, string(text)), `"daily"`) {
		t.Error("the cluster was not asked for the job's table")
	}
}

// ranOn gives the statements that a cluster has run for Tarn; config is the tarn.yaml that names it.
func ranOn(t *testing.T, config string) string {
	t.Helper()
	address := regexp.MustCompile(`url: http://tarn@(\S+)`).FindStringSubmatch(config)[1]
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/v1/query", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Trino-User", "tarn")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var list []struct {
		Query   string `json:"query"`
		Session struct {
			Source string `json:"source"`
		} `json:"session"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, q := range list {
		if q.Session.Source == "tarn" {
			b.WriteString(q.Query + "\n")
		}
	}
	return b.String()
}
