package decode

import (
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var elb = Format{
	Name: schema.ELB.Name, Title: "Classic Load Balancer access logs", Table: schema.ELB, Store: "elb_logs",
	Document: "https://docs.aws.amazon.com/athena/latest/ug/elasticloadbalancer-classic-logs.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newELB(l, r, o) },
	Path: func(key string) bool {
		name, ok := balancer(key)
		return ok && !strings.HasPrefix(name, "app.") && !strings.HasPrefix(name, "net.")
	},
	Content: func(head []byte) bool { return decodes(schema.ELB, newELB, head) },
}

// newELB decodes access logs of Classic Load Balancers
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html), with the user agent and the
// TLS fields, which came later, or without.
func newELB(l *rows.Layout, r io.Reader, o Options) *delimited {
	return newDelimited(l, r, o, "an access log entry of a Classic Load Balancer", beginsWithTime, []column{
		{name: "time", value: moment},
		{name: "elb"},
		{name: "client:port", value: address},
		{name: "backend:port", value: address},
		{name: "request_processing_time", value: seconds},
		{name: "backend_processing_time", value: seconds},
		{name: "response_processing_time", value: seconds},
		{name: "elb_status_code", like: only("0-9")},
		{name: "backend_status_code", like: only("0-9")},
		{name: "received_bytes", value: number},
		{name: "sent_bytes", value: number},
		{name: "request", form: free, value: request, request: true, end: true},
		{name: "user_agent", form: free, value: inside},
		{name: "ssl_cipher", like: cipher},
		{name: "ssl_protocol", like: protocol, end: true},
	})
}
