package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tarn/internal/demo"
)

// convertedColumns are the converted tables of awslabs/athena-glue-service-logs, as its catalog managers give them, but for two of vpcflow's
// that outgrow an int.
// Source: https://github.com/awslabs/athena-glue-service-logs/tree/master/athena_glue_service_logs
var convertedColumns = map[string]string{
	"cloudtrail": `eventversion varchar, json_useridentity varchar, eventtime timestamp(6), eventsource varchar, eventname varchar, awsregion varchar,
		sourceipaddress varchar, useragent varchar, json_requestparameters varchar, json_responseelements varchar, requestid varchar, eventid varchar,
		eventtype varchar, recipientaccountid varchar, errorcode varchar, errormessage varchar, apiversion varchar, json_additionaleventdata varchar,
		vpcendpointid varchar, readonly boolean, resources array(row(arn varchar, accountid varchar, type varchar)), region varchar`,
	"vpcflow": `version integer, account varchar, interfaceid varchar, sourceaddress varchar, destinationaddress varchar, sourceport integer,
		destinationport integer, protocol integer, numpackets bigint, numbytes bigint, starttime timestamp(6), endtime timestamp(6), action varchar,
		logstatus varchar, region varchar`,
	"alb": "type varchar, " + balancerColumns + `, target_group_arn varchar, trace_id varchar, domain_name varchar, chosen_cert_arn varchar,
		matched_rule_priority varchar, request_creation_time timestamp(6), actions_executed varchar, redirect_url varchar, region varchar`,
	"elb": balancerColumns + ", region varchar",
	"s3_access": `bucket_owner varchar, bucket varchar, time timestamp(6), remote_ip varchar, requester varchar, request_id varchar, operation varchar,
		key varchar, request_uri varchar, http_status varchar, error_code varchar, bytes_sent varchar, object_size varchar, total_time varchar,
		turnaround_time varchar, referrer varchar, user_agent varchar, version_id varchar`,
	"cloudfront": `time timestamp(6), location varchar, bytes bigint, requestip varchar, method varchar, host varchar, uri varchar, status integer,
		referrer varchar, useragent varchar, querystring varchar, cookie varchar, resulttype varchar, requestid varchar, hostheader varchar,
		requestprotocol varchar, requestbytes bigint, timetaken double, xforwardedfor varchar, sslprotocol varchar, sslcipher varchar,
		responseresulttype varchar, httpversion varchar`,
}

const balancerColumns = `time timestamp(6), elb varchar, client_ip_port varchar, target_ip_port varchar, request_processing_time double,
	target_processing_time double, response_processing_time double, elb_status_code varchar, target_status_code varchar, received_bytes bigint,
	sent_bytes bigint, request_verb varchar, request_url varchar, request_proto varchar, user_agent varchar, ssl_cipher varchar, ssl_protocol varchar`

// convertedSums ask each table for its rows by day, and a number that the files' lines have, too.
var convertedSums = map[string]string{
	"cloudtrail": "count(DISTINCT eventid)", "vpcflow": "sum(numbytes)", "alb": "sum(received_bytes + sent_bytes)", "elb": "sum(received_bytes + sent_bytes)",
	"s3_access": "count_if(operation = 'REST.GET.OBJECT')", "cloudfront": "sum(bytes)",
}

// tally is what a day has: rows, and the sum.
type tally map[string][2]int64

func (t tally) add(day string, n int64) {
	d := t[day]
	t[day] = [2]int64{d[0] + 1, d[1] + n}
}

// tallied reads the log files as their documents describe them, without Tarn: a table's rows by day.
func tallied(t *testing.T, dir string) map[string]tally {
	t.Helper()
	all := map[string]tally{}
	for table := range convertedColumns {
		all[table] = tally{}
	}
	number := func(s string) int64 { n, _ := strconv.ParseInt(s, 10, 64); return n }
	seen := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if r, err := gzip.NewReader(bytes.NewReader(content)); err == nil {
			if content, err = io.ReadAll(r); err != nil {
				return err
			}
		}
		var fields []string // that a first line names
		lines := bufio.NewScanner(bytes.NewReader(content))
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			line := lines.Text()
			f := strings.Fields(line)
			switch {
			case strings.Contains(path, "/CloudTrail/"):
				var file struct {
					Records []struct{ EventID, EventTime string }
				}
				if err := json.Unmarshal([]byte(line), &file); err != nil {
					return err
				}
				for _, r := range file.Records {
					if !seen[r.EventID] {
						seen[r.EventID] = true
						all["cloudtrail"].add(r.EventTime[:10], 1)
					}
				}
			case strings.Contains(path, "/vpcflowlogs/"):
				if fields == nil {
					fields = f
					continue
				}
				at := func(name string) string { return f[slices.Index(fields, name)] }
				all["vpcflow"].add(time.Unix(number(at("start")), 0).UTC().Format(time.DateOnly), number(at("bytes")))
			case strings.Contains(path, "/elasticloadbalancing/") && strings.Contains(path, "_app."):
				all["alb"].add(f[1][:10], number(f[10])+number(f[11]))
			case strings.Contains(path, "/elasticloadbalancing/"):
				all["elb"].add(f[0][:10], number(f[9])+number(f[10]))
			case strings.Contains(path, "s3-access-logs"):
				at, err := time.Parse("[02/Jan/2006:15:04:05", f[2])
				if err != nil {
					return err
				}
				n := int64(0)
				if f[7] == "REST.GET.OBJECT" {
					n = 1
				}
				all["s3_access"].add(at.Format(time.DateOnly), n)
			case strings.Contains(path, "cloudfront-logs") && !strings.HasPrefix(line, "#"):
				all["cloudfront"].add(f[0], number(f[3]))
			}
		}
		return lines.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRawToColumnar: the six jobs convert what there is, then nothing, then the day that is new.
func TestRawToColumnar(t *testing.T) {
	logs, held, dir := filepath.Join(t.TempDir(), "logs"), t.TempDir(), filepath.Join(t.TempDir(), "lake")
	end := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	formats := []string{"vpcflow", "alb", "elb", "s3access", "cloudfront"}
	if _, err := demo.Write(t.Context(), logs, demo.Options{Events: 1500, Days: 4, End: end, Logs: formats}); err != nil {
		t.Fatal(err)
	}
	want := tallied(t, logs)
	last := end.AddDate(0, 0, -1)
	late := map[string]string{}
	err := filepath.WalkDir(logs, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		for _, form := range []string{"2006/01/02/", "2006-01-02-", "20060102T"} {
			if strings.Contains(path, last.Format(form)) {
				rel, _ := filepath.Rel(logs, path)
				late[path] = filepath.Join(held, strings.ReplaceAll(rel, "/", "_"))
				return os.Rename(path, late[path])
			}
		}
		return nil
	})
	if err != nil || len(late) < 20 {
		t.Fatal(len(late), err)
	}
	type run struct {
		Job        string
		State      string
		Rows       int64
		Partitions []string
		Error      string
	}
	convert := func() []run {
		t.Helper()
		if code, out, talk := tarn(t.Context(), dir, "", "job", "trigger", "raw_to_columnar"); code != exitOK {
			t.Fatalf("%d: %s%s", code, out, talk)
		}
		var all []run
		for _, name := range []string{"cloudtrail", "vpc_flow", "alb", "elb", "s3_access", "cloudfront"} {
			_, out, _ := tarn(t.Context(), dir, "", "job", "runs", "raw_to_columnar_"+name, "--max", "1", "-o", "json")
			var runs []run
			if err := json.Unmarshal([]byte(out), &runs); err != nil || len(runs) != 1 {
				t.Fatalf("%v: %s", err, out)
			}
			all = append(all, runs...)
		}
		return all
	}
	check := func(want map[string]tally) {
		t.Helper()
		for table, sum := range convertedSums {
			var rows []string
			for _, day := range slices.Sorted(maps.Keys(want[table])) {
				d := want[table][day]
				rows = append(rows, fmt.Sprintf("%s,%d,%d", day, d[0], d[1]))
			}
			if got := ask(t, dir, "SELECT year || '-' || month || '-' || day, count(*), coalesce("+sum+", 0) FROM aws_service_logs."+table+" GROUP BY 1 ORDER BY 1"); got != strings.Join(rows, "\n") {
				t.Errorf("%s has\n%s\nand the files have\n%s", table, got, strings.Join(rows, "\n"))
			}
		}
	}
	importFolder(t, dir, logs)
	for _, r := range convert() {
		if r.State != "success" || r.Rows == 0 {
			t.Errorf("%+v", r)
		}
	}
	check(tallied(t, logs))
	for table, columns := range convertedColumns {
		columns = strings.Join(strings.Fields(columns), " ") + ", year varchar, month varchar, day varchar"
		got := ask(t, dir, "SELECT array_join(array_agg(column_name || ' ' || data_type ORDER BY ordinal_position), ', ') FROM information_schema.columns WHERE table_schema = 'aws_service_logs' AND table_name = '"+table+"'")
		if got = strings.Trim(got, `"`); got != columns {
			t.Errorf("%s has the columns\n%s\nand not\n%s", table, got, columns)
		}
	}
	for _, r := range convert() {
		if r.State != "success" || r.Rows != 0 || len(r.Partitions) > 0 {
			t.Errorf("nothing is new, and a run is %+v", r)
		}
	}
	for path, from := range late {
		if err := os.Rename(from, path); err != nil {
			t.Fatal(err)
		}
	}
	importFolder(t, dir, logs)
	for _, r := range convert() {
		if r.State != "success" || r.Rows == 0 {
			t.Errorf("%+v", r)
		}
		for _, p := range r.Partitions {
			// Trails and flow logs bring late what happened just before midnight.
			if !strings.HasSuffix(p, last.Format("year=2006/month=01/day=02")) && !strings.HasSuffix(p, last.AddDate(0, 0, -1).Format("year=2006/month=01/day=02")) {
				t.Errorf("%s wrote %s, which has no new rows", r.Job, p)
			}
		}
	}
	check(want)
}
