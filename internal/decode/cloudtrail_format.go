package decode

import (
	"bytes"
	"io"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var cloudTrail = Format{
	Name: schema.CloudTrail.Name, Title: "CloudTrail", Table: schema.CloudTrail, Store: "cloudtrail",
	Document: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return NewCloudTrail(l, r, o) },
	Services: []string{"CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight"},
	Path: func(key string) bool {
		switch Service(key) {
		case "CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight":
			return true
		}
		return false
	},
	Content: func(head []byte) bool {
		return bytes.Contains(head, []byte(`"eventTime"`)) || bytes.Contains(head, []byte(`"CloudTrailEvent"`)) || bytes.Contains(head, []byte(`"digestS3Bucket"`))
	},
}
