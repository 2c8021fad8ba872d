package decode

import (
	"bytes"
	"io"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// guardDuty is GuardDuty's findings as they are exported to S3, one JSON object a line, or as EventBridge brings them
// (https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html). A finding's time is that of its last update.
var guardDuty = Format{
	Name: schema.GuardDuty.Name, Title: "GuardDuty findings", Table: schema.GuardDuty, Store: "guardduty_findings", Services: []string{"GuardDuty"},
	Document: "https://docs.aws.amazon.com/athena/latest/ug/querying-guardduty.html",
	New: func(l *rows.Layout, r io.Reader, o Options) Decoder {
		updated, created, id := l.Leaf("updatedat"), l.Leaf("createdat"), l.Leaf("id")
		var t timeText
		return newJSONLog(l, r, o, jsonShape{title: "GuardDuty", wrap: "detail", settle: func(b *rows.Batch) (int64, string) {
			micros, ok := t.read(b, updated)
			if !ok {
				micros, ok = t.read(b, created)
			}
			if _, named := b.String(id, b.N-1); !ok || !named {
				return 0, "no id, or no updatedAt that can be read"
			}
			return micros, ""
		}})
	},
	Path: func(key string) bool { return Service(key) == "GuardDuty" },
	Content: func(head []byte) bool {
		return bytes.Contains(head, []byte(`"schemaVersion"`)) && bytes.Contains(head, []byte(`:guardduty:`)) ||
			bytes.Contains(head, []byte(`"GuardDuty Finding"`))
	},
}
