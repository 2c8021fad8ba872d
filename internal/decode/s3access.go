package decode

import (
	"bytes"
	"io"
	"path"
	"regexp"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var s3Access = Format{
	Name: schema.S3Access.Name, Title: "S3 server access logs", Table: schema.S3Access, Store: "s3_access_logs",
	Document: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newS3Access(l, r, o) },
	Path:     func(key string) bool { return s3AccessKey.MatchString(path.Base(key)) },
	Content:  func(head []byte) bool { return decodes(schema.S3Access, newS3Access, head) },
}

// s3AccessKey is a log object's name: the time, and an ID
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#server-log-keyname-format). A prefix may stand right
// before it.
var s3AccessKey = regexp.MustCompile(`\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-[0-9A-F]{16}$`)

// newS3Access decodes S3 server access logs (https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html), of all
// years: the fields grew from 18 to 26.
func newS3Access(l *rows.Layout, r io.Reader, o Options) *delimited {
	return newDelimited(l, r, o, "an S3 server access log record", func(t []byte) bool {
		_, rest, ok := bytes.Cut(t, []byte{' '})
		_, rest, ok2 := bytes.Cut(rest, []byte{' '})
		return ok && ok2 && len(rest) > 0 && rest[0] == '['
	}, []column{
		{name: "bucket owner"},
		{name: "bucket"},
		{name: "time", form: square, value: logTime},
		{name: "remote IP"},
		{name: "requester"},
		{name: "request ID"},
		{name: "operation"},
		{name: "key"},
		{name: "request-URI", form: free, value: inside, request: true},
		{name: "HTTP status", like: only("0-9")},
		{name: "error code"},
		{name: "bytes sent", value: number},
		{name: "object size", value: number},
		{name: "total time", like: only("0-9-")},
		{name: "turn-around time", like: only("0-9-")},
		{name: "referer", form: free, value: inside},
		{name: "user-agent", form: free, value: inside},
		{name: "version ID", like: only("A-Za-z0-9._-"), end: true},
		{name: "host ID", like: only("A-Za-z0-9+/=-"), end: true},
		{name: "signature version", like: begun("Sig")},
		{name: "cipher suite", like: only("A-Za-z0-9_-")},
		{name: "authentication type", like: only("A-Za-z")},
		{name: "host header", end: true},
		{name: "TLS version", like: begun("TLS"), end: true},
		{name: "access point ARN", like: begun("arn:"), end: true},
		{name: "aclRequired", like: only("A-Za-z"), end: true},
	})
}
