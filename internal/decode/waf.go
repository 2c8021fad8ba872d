package decode

import (
	"bytes"
	"io"
	"path"
	"strings"
	"time"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// waf is AWS WAF's logs: one JSON object a request
// (https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html).
var waf = Format{
	Name: schema.WAF.Name, Title: "AWS WAF logs", Table: schema.WAF, Store: "waf_logs", Services: []string{"WAFLogs"},
	Document: "https://docs.aws.amazon.com/athena/latest/ug/create-waf-table-partition-projection.html",
	New: func(l *rows.Layout, r io.Reader, o Options) Decoder {
		at, minute, date := l.Leaf("timestamp"), l.Leaf("log_time"), l.Leaf("date")
		var minutes, days stepText
		return newJSONLog(l, r, o, jsonShape{title: "AWS WAF", settle: func(b *rows.Batch) (int64, string) {
			millis, ok := b.Int(at, b.N-1)
			if !ok || millis < minMillis || millis > maxMillis {
				return 0, "no timestamp that can be read"
			}
			b.SetString(minute, minutes.text(millis*1000, time.Minute, "2006/01/02/15/04"))
			b.SetString(date, days.text(millis*1000, wholeDay, "2006/01/02"))
			return millis * 1000, ""
		}})
	},
	// WAF itself delivers into WAFLogs, Firehose into any folder, and both the stream's and the bucket's name begin with aws-waf-logs-.
	Path: func(key string) bool {
		return Service(key) == "WAFLogs" || strings.HasPrefix(path.Base(key), "aws-waf-logs-")
	},
	Content: func(head []byte) bool {
		return bytes.Contains(head, []byte(`"webaclId"`)) && bytes.Contains(head, []byte(`"httpRequest"`))
	},
}
