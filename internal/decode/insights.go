package decode

import (
	"bytes"
	"io"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// insights is CloudTrail Insights events in a table of their own. An import that is not told this format takes them as what they
// are, CloudTrail's events, into the store of the others: CloudTrail Lake's queries and event history look for them there.
var insights = Format{
	Name: schema.Insights.Name, Title: "CloudTrail Insights events", Table: schema.Insights, Store: "cloudtrail_insights", Services: []string{"CloudTrail-Insight"},
	Document: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html",
	New: func(l *rows.Layout, r io.Reader, o Options) Decoder {
		at, date, detail := l.Leaf("eventtime"), l.Leaf("day"), l.Leaf("insightdetails.state")
		var t timeText
		return newJSONLog(l, r, o, jsonShape{title: "CloudTrail Insights", list: "Records", wrap: "detail", settle: func(b *rows.Batch) (int64, string) {
			micros, ok := t.read(b, at)
			if !ok {
				return 0, "no eventTime that can be read"
			}
			if _, ok := b.String(detail, b.N-1); !ok {
				return 0, "no insightDetails"
			}
			b.SetString(date, t.day.text(micros, wholeDay, "2006/01/02"))
			return micros, ""
		}})
	},
	Asked:   true,
	Path:    func(key string) bool { return Service(key) == "CloudTrail-Insight" },
	Content: func(head []byte) bool { return bytes.Contains(head, []byte(`"insightDetails"`)) },
}
