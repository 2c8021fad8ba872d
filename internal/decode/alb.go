package decode

import (
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var alb = Format{
	Name: schema.ALB.Name, Title: "ALB access logs", Table: schema.ALB, Store: "alb_access_logs",
	Document: "https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table-partition-projection.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newALB(l, r, o) },
	Path:     func(key string) bool { name, ok := balancer(key); return ok && strings.HasPrefix(name, "app.") },
	Content:  func(head []byte) bool { return decodes(schema.ALB, newALB, head) },
}

// balancer is what a load balancer's log file is named after in its key: app.NAME.ID and net.NAME.ID, or a Classic Load
// Balancer's name
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format).
// Connection logs and health check logs are named otherwise.
func balancer(key string) (name string, ok bool) {
	base := key[strings.LastIndexByte(key, '/')+1:]
	account, rest, ok := strings.Cut(base, "_elasticloadbalancing_")
	if !ok || len(account) != 12 {
		return "", false
	}
	_, name, ok = strings.Cut(rest, "_")
	return name, ok
}

// newALB decodes access logs of Application Load Balancers
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format),
// of all years: the fields grew from 18 to 34.
func newALB(l *rows.Layout, r io.Reader, o Options) *delimited {
	return newDelimited(l, r, o, "an access log entry of an Application Load Balancer", beginsWithType, albColumns)
}

// beginsWithType reports whether text begins with a kind of connection and a year.
func beginsWithType(t []byte) bool {
	i := 0
	for i < len(t) && (t[i] >= 'a' && t[i] <= 'z' || t[i] >= '0' && t[i] <= '9') {
		i++
	}
	return i > 0 && i+1 < len(t) && t[i] == ' ' && t[i+1]-'0' <= 9
}

var albColumns = []column{
	{name: "type", like: only("a-z0-9")},
	{name: "time", value: moment},
	{name: "elb"},
	{name: "client:port", value: address},
	{name: "target:port", value: address},
	{name: "request_processing_time", value: seconds},
	{name: "target_processing_time", value: seconds},
	{name: "response_processing_time", value: seconds},
	{name: "elb_status_code", value: number},
	{name: "target_status_code", like: only("0-9")},
	{name: "received_bytes", value: number},
	{name: "sent_bytes", value: number},
	{name: "request", form: free, value: request, request: true},
	{name: "user_agent", form: free},
	{name: "ssl_cipher", like: cipher},
	{name: "ssl_protocol", like: protocol},
	{name: "target_group_arn"},
	{name: "trace_id", form: quoted, end: true},
	{name: "domain_name", form: quoted},
	{name: "chosen_cert_arn", form: quoted, end: true},
	{name: "matched_rule_priority", like: only("0-9-"), end: true},
	{name: "request_creation_time", end: true},
	{name: "actions_executed", form: quoted, end: true},
	{name: "redirect_url", form: quoted, end: true},
	{name: "error_reason", form: quoted, end: true},
	{name: "target:port_list", form: quoted},
	{name: "target_status_code_list", form: quoted, end: true},
	{name: "classification", form: quoted},
	{name: "classification_reason", form: quoted, end: true},
	{name: "conn_trace_id", end: true},
	{name: "transformed_host", form: quoted},
	{name: "transformed_uri", form: quoted},
	{name: "request_transform_status", form: quoted, end: true},
}
