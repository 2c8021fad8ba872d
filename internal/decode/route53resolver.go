package decode

import (
	"bytes"
	"io"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// route53Resolver is Route 53 Resolver's query logs: one JSON object a query
// (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html).
var route53Resolver = Format{
	Name: schema.Route53Resolver.Name, Title: "Route 53 Resolver query logs", Table: schema.Route53Resolver, Store: "route53_resolver_logs",
	Services: []string{"vpcdnsquerylogs"},
	Document: "https://docs.aws.amazon.com/athena/latest/ug/querying-r53-resolver-logs-creating-the-table.html",
	New: func(l *rows.Layout, r io.Reader, o Options) Decoder {
		at, date := l.Leaf("query_timestamp"), l.Leaf("date")
		var t timeText
		return newJSONLog(l, r, o, jsonShape{title: "Route 53 Resolver", settle: func(b *rows.Batch) (int64, string) {
			micros, ok := t.read(b, at)
			if !ok {
				return 0, "no query_timestamp that can be read"
			}
			b.SetString(date, t.day.text(micros, wholeDay, "2006/01/02"))
			return micros, ""
		}})
	},
	Path: func(key string) bool { return Service(key) == "vpcdnsquerylogs" },
	Content: func(head []byte) bool {
		return bytes.Contains(head, []byte(`"query_timestamp"`)) && bytes.Contains(head, []byte(`"query_name"`))
	},
}

// timeText reads times that records have as ISO 8601.
type timeText struct {
	clock clock
	day   stepText
}

// read gives the time in a text leaf of the last row, in microseconds.
func (t *timeText) read(b *rows.Batch, leaf int) (micros int64, ok bool) {
	text, ok := b.String(leaf, b.N-1)
	if !ok {
		return 0, false
	}
	micros, _, ok = t.clock.read([]byte(text))
	return micros, ok && micros >= minMillis*1000 && micros <= maxMillis*1000
}
