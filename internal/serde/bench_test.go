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
