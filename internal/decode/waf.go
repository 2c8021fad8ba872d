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
		at, minute := l.Leaf("timestamp"), l.Leaf("log_time")
		var day stepText
		return newJSONLog(l, r, o, jsonShape{title: "AWS WAF", settle: func(b *rows.Batch) (int64, string) {
			millis, ok := b.Int(at, b.N-1)
			if !ok || millis < minMillis || millis > maxMillis {
				return 0, "no timestamp that can be read"
			}
			b.SetString(minute, day.text(millis*1000, time.Minute, "2006/01/02/15/04"))
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

// Milliseconds of years that Iceberg and its readers agree on: 1 to 9999.
const (
	minMillis = -62_135_596_800_000
	maxMillis = 253_402_300_799_999
)

// stepText writes times that repeat: those of one step look the same.
type stepText struct {
	from, to int64
	out      []byte
}

// text is a time, in microseconds, in the layout of package time; step is the span within which the layout gives one text.
func (d *stepText) text(micros int64, step time.Duration, layout string) []byte {
	if micros < d.from || micros >= d.to {
		size := step.Microseconds()
		d.from = micros - ((micros%size)+size)%size
		d.to = d.from + size
		d.out = time.UnixMicro(micros).UTC().AppendFormat(d.out[:0], layout)
	}
	return d.out
}

const wholeDay = 24 * time.Hour
