package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tarn/internal/demo"
)

// generate writes the test tables that are made: events.jsonl from the demonstration's log files, and the logs that it does not
// have yet. They are checked in, so that a change of the demonstration does not change what has been recorded.
func (c *conformance) generate(ctx context.Context, _ []string) error {
	dir := filepath.Join(testdata, "tables")
	events, err := demoEvents(ctx)
	if err != nil {
		return err
	}
	for name, text := range map[string]string{"events.jsonl": events, "vpc_flow_logs.table": flowLogs(), "alb_logs.table": albLogs()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// wantedEvents is how many events there are to be at least.
const wantedEvents = 120

// demoEvents are some of the demonstration's events, a line each: one of each name and outcome, and then each n-th.
func demoEvents(ctx context.Context) (string, error) {
	dir, err := os.MkdirTemp("", "conformance-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	if _, err := demo.Write(ctx, dir, demo.Options{Events: 2000, Days: 6}); err != nil {
		return "", err
	}
	type event struct {
		EventTime, EventID, EventName, ErrorCode string
		text                                     string
	}
	var all []event
	err = filepath.WalkDir(filepath.Join(dir, "AWSLogs"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".json.gz") || strings.Contains(path, "Digest") || strings.Contains(path, "Insight") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return err
		}
		var file struct{ Records []json.RawMessage }
		if err := json.NewDecoder(z).Decode(&file); err != nil {
			return err
		}
		for _, r := range file.Records {
			e := event{text: string(r)}
			if err := json.Unmarshal(r, &e); err != nil {
				return err
			}
			all = append(all, e)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	slices.SortFunc(all, func(a, b event) int {
		return strings.Compare(a.EventTime+a.EventID+a.text, b.EventTime+b.EventID+b.text)
	})
	var out strings.Builder
	seen := map[string]int{}
	ids := map[string]bool{}
	every := len(all) / (wantedEvents / 2)
	for i, e := range all {
		kind := e.EventName + " " + e.ErrorCode
		if ids[e.EventID] || seen[kind] >= 1 && i%every != 0 {
			continue
		}
		ids[e.EventID] = true
		seen[kind]++
		fmt.Fprintln(&out, e.text)
	}
	return out.String(), nil
}

// flowLogs has the columns of AWS's statement for Athena:
// https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs-create-table-statement.html
func flowLogs() string {
	r := rand.New(rand.NewPCG(1, 1))
	var b strings.Builder
	b.WriteString("# VPC Flow Logs, version 5.\n")
	for _, c := range strings.Split("version int,account_id varchar,interface_id varchar,srcaddr varchar,dstaddr varchar,srcport int,dstport int,protocol bigint,packets bigint,bytes bigint,start bigint,end bigint,action varchar,log_status varchar,vpc_id varchar,subnet_id varchar,instance_id varchar,tcp_flags int,type varchar,pkt_srcaddr varchar,pkt_dstaddr varchar,region varchar,az_id varchar,sublocation_type varchar,sublocation_id varchar,pkt_src_aws_service varchar,pkt_dst_aws_service varchar,flow_direction varchar,traffic_path int,date date", ",") {
		b.WriteString(strings.Replace(c, " int", " integer", 1) + "\n")
	}
	b.WriteString("----\n")
	accounts := []string{"111122223333", "444455556666"}
	outside := []string{"198.51.100.7", "203.0.113.10", "203.0.113.77", "192.0.2.44", "52.94.5.17", "2001:db8::1f"}
	ports := []int{443, 443, 443, 80, 22, 3389, 53, 5432, 0}
	for n := range 200 {
		account := r.IntN(len(accounts))
		start := 1792972800 + n*421 + r.IntN(60)
		private := fmt.Sprintf("10.%d.%d.%d", account, r.IntN(3), 10+r.IntN(12))
		public := outside[r.IntN(len(outside))]
		source, target, direction := private, public, "egress"
		if r.IntN(2) == 0 {
			source, target, direction = public, private, "ingress"
		}
		packets := 1 + r.IntN(40)*r.IntN(40)
		port := ports[r.IntN(len(ports))]
		protocol := []int{6, 6, 6, 17, 1}[r.IntN(5)]
		action := "ACCEPT"
		if port == 22 || port == 3389 || r.IntN(9) == 0 {
			action = "REJECT"
		}
		family := "IPv4"
		if strings.Contains(public, ":") {
			family = "IPv6"
		}
		row := []any{5, accounts[account], fmt.Sprintf("eni-0%x", 0x1a2b3c4d00+account*16+r.IntN(4)), source, target, 1024 + r.IntN(60000), port, protocol, packets, packets * (40 + r.IntN(1400)), start, start + 60,
			action, "OK", fmt.Sprintf("vpc-0%d", account), fmt.Sprintf("subnet-0%d", r.IntN(3)), fmt.Sprintf("i-0%x", 0xabc0+r.IntN(6)), []int{0, 2, 3, 18, 19}[r.IntN(5)], family, source, target,
			"eu-west-1", fmt.Sprintf("euw1-az%d", 1+r.IntN(3)), nil, nil, nil, nil, direction, []any{nil, 1, 8}[r.IntN(3)], fmt.Sprintf("2026-10-%02d", 26+n*421/86400)}
		if public == "52.94.5.17" {
			row[25+len(direction)%2] = "S3"
		}
		if n%41 == 40 { // nothing was seen in the interval
			for i := 3; i < 10; i++ {
				row[i] = nil
			}
			row[12], row[13] = nil, []string{"NODATA", "SKIPDATA"}[r.IntN(2)]
		}
		b.WriteString(line(row))
	}
	return b.String()
}

// albLogs has the columns of AWS's statement for Athena:
// https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table.html
func albLogs() string {
	r := rand.New(rand.NewPCG(2, 2))
	var b strings.Builder
	b.WriteString("# Access logs of an application load balancer.\n")
	for _, c := range strings.Split("type varchar,time varchar,elb varchar,client_ip varchar,client_port integer,target_ip varchar,target_port integer,request_processing_time double,target_processing_time double,response_processing_time double,elb_status_code integer,target_status_code varchar,received_bytes bigint,sent_bytes bigint,request_verb varchar,request_url varchar,request_proto varchar,user_agent varchar,ssl_cipher varchar,ssl_protocol varchar,target_group_arn varchar,trace_id varchar,domain_name varchar,chosen_cert_arn varchar,matched_rule_priority varchar,request_creation_time varchar,actions_executed varchar,redirect_url varchar,lambda_error_reason varchar,target_port_list varchar,target_status_code_list varchar,classification varchar,classification_reason varchar,conn_trace_id varchar,day varchar", ",") {
		b.WriteString(c + "\n")
	}
	b.WriteString("----\n")
	clients := []string{"198.51.100.7", "203.0.113.10", "203.0.113.77", "192.0.2.44", "192.0.2.200"}
	paths := []string{"/", "/", "/login", "/api/v1/items?id=7", "/api/v1/items?id=8&sort=%C3%BC", "/static/app.js", "/wp-login.php", "/search?q=a+b&q=c"}
	agents := []string{"curl/8.5.0", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X)", "-", "Go-http-client/2.0"}
	for n := range 200 {
		second := n * 431
		at := fmt.Sprintf("2026-10-%02dT%02d:%02d:%02d.%06dZ", 26+second/86400, second/3600%24, second/60%60, second%60, r.IntN(1000000))
		path := paths[r.IntN(len(paths))]
		status := []int{200, 200, 200, 200, 301, 304, 404, 500, 502, 403}[r.IntN(10)]
		scheme, kind, cipher, protocol, port := "https", "https", "TLS_AES_128_GCM_SHA256", "TLSv1.3", 443
		switch r.IntN(6) {
		case 0:
			scheme, kind, cipher, protocol, port = "http", "http", "-", "-", 80
		case 1:
			kind, cipher, protocol = "h2", "ECDHE-RSA-AES128-GCM-SHA256", "TLSv1.2"
		}
		var targetIP, targetPort any = fmt.Sprintf("10.0.%d.%d", r.IntN(2), 20+r.IntN(4)), 8080
		target, took, action := fmt.Sprint(status), float64(r.IntN(900000))/1e6, "forward"
		list := fmt.Sprintf("%v:8080", targetIP)
		switch status {
		case 301:
			action = "redirect"
			fallthrough
		case 502, 403:
			targetIP, targetPort, target, took, list = "-", nil, "-", -1, "-"
			if status == 403 {
				action = "waf"
			}
		}
		row := []any{kind, at, "app/web/50dc6c495c0c9188", clients[r.IntN(len(clients))], 1024 + r.IntN(60000), targetIP, targetPort, 0.001, took, 0.0, status, target, 100 + r.IntN(900), r.IntN(90000),
			[]string{"GET", "GET", "GET", "POST", "HEAD"}[r.IntN(5)], fmt.Sprintf("%s://www.example.com:%d%s", scheme, port, path), "HTTP/1.1", agents[r.IntN(len(agents))], cipher, protocol,
			"arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067", fmt.Sprintf("Root=1-%08x-%024x", 0x671ad000+n, n), "www.example.com", "session-reused", []string{"0", "1", "default"}[r.IntN(3)], at,
			action, "-", "-", list, target, "-", "-", fmt.Sprintf("TID_%08x", n), strings.ReplaceAll(at[:10], "-", "/")}
		if status == 301 {
			row[27] = "https://www.example.com:443" + path
		}
		b.WriteString(line(row))
	}
	return b.String()
}

func line(row []any) string {
	s, err := jsonText(row)
	if err != nil {
		panic(err)
	}
	return s + "\n"
}
