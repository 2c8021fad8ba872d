package decode

import (
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var albConnection = Format{
	Name: schema.ALBConnection.Name, Title: "ALB connection logs", Table: schema.ALBConnection, Store: "alb_connection_logs",
	Document: "https://docs.aws.amazon.com/athena/latest/ug/create-alb-connection-logs-table-partition-projection.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newALBConnection(l, r, o) },
	Path: func(key string) bool {
		base := key[strings.LastIndexByte(key, '/')+1:]
		return strings.HasPrefix(base, "conn_log.") && strings.Contains(base, "_elasticloadbalancing_")
	},
	Content: func(head []byte) bool { return decodes(schema.ALBConnection, newALBConnection, head) },
}

// newALBConnection decodes connection logs of Application Load Balancers
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html).
func newALBConnection(l *rows.Layout, r io.Reader, o Options) *delimited {
	return newDelimited(l, r, o, "a connection log entry of an Application Load Balancer", beginsWithTime, []column{
		{name: "timestamp", value: moment},
		{name: "client_ip", like: only("0-9a-fA-F.:")},
		{name: "client_port", value: number},
		{name: "listener_port", value: number},
		{name: "tls_protocol", like: protocol},
		{name: "tls_cipher", like: only("A-Za-z0-9_-")},
		{name: "tls_handshake_latency", value: seconds},
		{name: "leaf_client_cert_subject", form: free},
		{name: "leaf_client_cert_validity", like: only("A-Za-z0-9=;:.+-")},
		{name: "leaf_client_cert_serial_number", like: only("0-9A-Fa-f-")},
		{name: "tls_verify_status", end: true},
		{name: "conn_trace_id", end: true},
	})
}

// beginsWithTime reports whether text begins with a year and a month.
func beginsWithTime(t []byte) bool {
	return len(t) > 7 && digits(t[:4]) && t[4] == '-' && t[7] == '-'
}
