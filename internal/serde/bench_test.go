package serde_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"tarn/internal/serde"
)

const regexSerDe = "org.apache.hadoop.hive.serde2.RegexSerDe"

// albColumns and albRegex are AWS's: https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table.html.
const (
	albColumns = "type string, time string, elb string, client_ip string, client_port int, target_ip string, target_port int, request_processing_time double, target_processing_time double, response_processing_time double, elb_status_code int, target_status_code string, received_bytes bigint, sent_bytes bigint, request_verb string, request_url string, request_proto string, user_agent string, ssl_cipher string, ssl_protocol string, target_group_arn string, trace_id string, domain_name string, chosen_cert_arn string, matched_rule_priority string, request_creation_time string, actions_executed string, redirect_url string, lambda_error_reason string, target_port_list string, target_status_code_list string, classification string, classification_reason string, conn_trace_id string"
	albRegex   = `([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([^ ]*)[:-]([0-9]*) ([-.0-9]*) ([-.0-9]*) ([-.0-9]*) (|[-0-9]*) (-|[-0-9]*) ([-0-9]*) ([-0-9]*) "([^ ]*) (.*) (- |[^ ]*)" "([^"]*)" ([A-Z0-9-_]+) ([A-Za-z0-9.-]*) ([^ ]*) "([^"]*)" "([^"]*)" "([^"]*)" ([-.0-9]*) ([^ ]*) "([^"]*)" "([^"]*)" "([^ ]*)" "([^\s]+?)" "([^\s]+)" "([^ ]*)" "([^ ]*)" ?([^ ]*)? ?( .*)?`
	albLine    = `https 2024-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "GET https://www.example.com:443/a/b?c=d&e=f HTTP/1.1" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012" 1 2024-07-02T22:22:48.364000Z "authenticate,forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90` + "\n"
)

func benchmark(b *testing.B, def serde.Table, content string) {
	b.Helper()
	f, err := serde.New(def)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	before, read := cpu(), 0
	for b.Loop() {
		read += len(content)
		n, full := 0, 0
		if err := f.Read(strings.NewReader(content), "a.txt", func(row []any) error {
			n++
			if row[0] != nil {
				full++
			}
			return nil
		}); err != nil || n == 0 || full != n {
			b.Fatal(n, full, err)
		}
	}
	// Beside other work on the machine, the processor's time says more than the clock's.
	b.ReportMetric(float64(read)/1e6/(cpu()-before).Seconds(), "MB/cpu-s")
}

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkRegexALB(b *testing.B) {
	benchmark(b, table(b, regexSerDe, albColumns+", rest string", "input.regex", strings.Replace(albRegex, ` ?( .*)?`, `( .*)?`, 1)), strings.Repeat(albLine, 2000))
}

func sample(b *testing.B, name string) string {
	b.Helper()
	raw, err := os.ReadFile("../../../shared/data/" + name)
	if err != nil {
		b.Skip(err)
	}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			b.Fatal(err)
		}
		if raw, err = io.ReadAll(z); err != nil {
			b.Fatal(err)
		}
	}
	return string(raw)
}

func benchmarkLog(b *testing.B, def serde.Table, file string, megabytes int) {
	content := sample(b, file)
	benchmark(b, def, strings.Repeat(content, max(1, megabytes<<20/len(content))))
}

func BenchmarkCloudTrail(b *testing.B) {
	def := table(b, cloudTrail, cloudTrailColumns)
	benchmarkLog(b, def, "s3layout-invictus/AWSLogs/218007301253/CloudTrail/us-east-1/2023/07/10/218007301253_CloudTrail_us-east-1_20230710T1205Z_zs3JGxETHr59VpkX.json.gz", 2)
}

func BenchmarkOpenXWAF(b *testing.B) {
	benchmarkLog(b, table(b, openX, "timestamp bigint, formatversion int, webaclid string, action string, terminatingrulematchdetails array<struct<conditiontype:string,location:string>>, httprequest struct<clientip:string,country:string,headers:array<struct<name:string,value:string>>,uri:string,args:string,httpversion:string,httpmethod:string,requestid:string>"), "aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/waf.log", 2)
}

func BenchmarkHiveJSON(b *testing.B) {
	benchmarkLog(b, table(b, hiveJSON, "account_id string, api_id string, integration_latency string, status_code string, waf_response_code string, xray_trace_id string"), "aws-centralized-logging/source/constructs/lambda/microbatch/test/data/apigateway1.log", 2)
}

func BenchmarkLazySimpleVPC(b *testing.B) {
	line := "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n"
	benchmark(b, table(b, "", "version int, account_id string, interface_id string, srcaddr string, dstaddr string, srcport int, dstport int, protocol bigint, packets bigint, bytes bigint, start bigint, stop bigint, action string, log_status string", "field.delim", " "), strings.Repeat(line, 20000))
}

func BenchmarkCSV(b *testing.B) {
	line := `"2 123456789010","eni-1235b8ca123456789",172.31.16.139,"say ""hi""",20641,22` + "\n"
	benchmark(b, table(b, "org.apache.hadoop.hive.serde2.OpenCSVSerde", "a string, b string, c string, d string, e int, f int"), strings.Repeat(line, 20000))
}

func BenchmarkRegexS3(b *testing.B) {
	benchmarkLog(b, table(b, regexSerDe, "bucket_owner string, bucket_name string, request_datetime string, remote_ip string, requester string, request_id string, operation string, key string, request_uri string, http_status int, error_code string, bytes_sent bigint, object_size bigint, total_time int, turn_around_time int, referrer string, user_agent string, version_id string, host_id string, signature_version string, cipher_suite string, authentication_type string, host_header string, tls_version string, access_point_arn string, acl_required string",
		"input.regex", `([^ ]*) ([^ ]*) \[(.*?)\] ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) (-|[0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) ([^ ]*)(?: ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*))?(?: ([^ ]*) ([^ ]*))?.*$`), "aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/s3.log", 2)
}

func BenchmarkGrokApache(b *testing.B) {
	line := `198.51.100.7 - Li [10/Oct/2019:13:55:36 -0700] "GET /logo.gif HTTP/1.0" 200 232` + "\n"
	benchmark(b, table(b, grokSerDe, "client_ip string, client_id string, user_id string, request_received_time string, client_request string, server_status string, returned_obj_size string",
		"input.format", `^%{IPV4:client_ip} %{DATA:client_id} %{USERNAME:user_id} %{GREEDYDATA:request_received_time} %{QUOTEDSTRING:client_request} %{DATA:server_status} %{DATA: returned_obj_size}$`), strings.Repeat(line, 5000))
}
