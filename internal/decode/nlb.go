package decode

import (
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var nlb = Format{
	Name: schema.NLB.Name, Title: "NLB access logs", Table: schema.NLB, Store: "nlb_tls_logs",
	Document: "https://docs.aws.amazon.com/athena/latest/ug/networkloadbalancer-classic-logs.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newNLB(l, r, o) },
	Path:     func(key string) bool { name, ok := balancer(key); return ok && strings.HasPrefix(name, "net.") },
	Content:  func(head []byte) bool { return decodes(schema.NLB, newNLB, head) },
}

// newNLB decodes access logs of Network Load Balancers, which have TLS listeners' connections
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html).
func newNLB(l *rows.Layout, r io.Reader, o Options) *delimited {
	return newDelimited(l, r, o, "an access log entry of a Network Load Balancer", func(t []byte) bool {
		i := 0
		for i < len(t) && t[i] >= 'a' && t[i] <= 'z' {
			i++
		}
		return i > 0 && i+2 < len(t) && t[i] == ' ' && t[i+1]-'0' <= 9 && t[i+2] == '.'
	}, []column{
		{name: "type", like: only("a-z")},
		{name: "version", like: only("0-9.")},
		{name: "time", value: moment},
		{name: "elb"},
		{name: "listener"},
		{name: "client:port", value: address},
		{name: "destination:port", value: address},
		{name: "connection_time", value: seconds},
		{name: "tls_handshake_time", value: seconds},
		{name: "received_bytes", value: number},
		{name: "sent_bytes", value: number},
		{name: "incoming_tls_alert", value: number},
		{name: "chosen_cert_arn"},
		{name: "chosen_cert_serial"},
		{name: "tls_cipher"},
		{name: "tls_protocol_version"},
		{name: "tls_named_group"},
		{name: "domain_name", end: true},
		{name: "alpn_fe_protocol"},
		{name: "alpn_be_protocol"},
		{name: "alpn_client_preference_list", form: list, end: true},
		{name: "tls_connection_creation_time", end: true},
	})
}
