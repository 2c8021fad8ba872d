package decode

import (
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var albHealth = Format{
	Name: schema.ALBHealth.Name, Title: "ALB health check logs", Table: schema.ALBHealth, Store: "alb_health_check_logs",
	Document: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newALBHealth(l, r, o) },
	Path: func(key string) bool {
		base := key[strings.LastIndexByte(key, '/')+1:]
		return strings.HasPrefix(base, "health_check_log_") && strings.Contains(base, "_elasticloadbalancing_")
	},
	Content: func(head []byte) bool { return decodes(schema.ALBHealth, newALBHealth, head) },
}

// newALBHealth decodes health check logs of Application Load Balancers
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html#health-check-log-entry-format).
func newALBHealth(l *rows.Layout, r io.Reader, o Options) *delimited {
	return newDelimited(l, r, o, "a health check log entry of an Application Load Balancer", beginsWithType, []column{
		{name: "type", like: only("a-z0-9")},
		{name: "time", value: moment},
		{name: "latency", value: seconds},
		{name: "target_addr", value: address},
		{name: "target_group_id"},
		{name: "status", like: only("A-Z")},
		{name: "status_code", like: only("0-9-")},
		{name: "reason_code", end: true},
	})
}
