package decode

import (
	"bytes"
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var cloudTrail = Format{
	Name: schema.CloudTrail.Name, Title: "CloudTrail", Table: schema.CloudTrail, Store: "cloudtrail",
	Document: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return NewCloudTrail(l, r, o) },
	Path: func(key string) bool {
		return underService(key, "CloudTrail") || underService(key, "CloudTrail-Digest")
	},
	Content: func(head []byte) bool {
		return bytes.Contains(head, []byte(`"eventTime"`)) && bytes.Contains(head, []byte(`"eventSource"`)) ||
			bytes.Contains(head, []byte(`"CloudTrailEvent"`)) || bytes.Contains(head, []byte(`"digestS3Bucket"`))
	},
}

// underService reports whether a key is one below AWSLogs of a service's folder: AWSLogs/[o-…/]123456789012/SERVICE/….
func underService(key, service string) bool {
	_, rest, ok := strings.Cut("/"+key, "/AWSLogs/")
	for range 3 {
		if !ok {
			return false
		}
		var folder string
		if folder, rest, ok = strings.Cut(rest, "/"); ok && folder == service {
			return true
		}
	}
	return false
}
