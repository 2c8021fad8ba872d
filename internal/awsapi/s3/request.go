package s3

import (
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
)

// request is a request with what it asks for.
type request struct {
	r    *http.Request
	call *awsapi.Call
	// bucket and key are what it names; empty where it names none.
	bucket, key string
	query       url.Values
	presigned   bool
}

// place reads the bucket and the key from the path, or the bucket from the host.
func (q *request) place(hosts []string) error {
	var err error
	if q.query, err = url.ParseQuery(q.r.URL.RawQuery); err != nil {
		return fail("InvalidURI", "Couldn't parse the specified URI.")
	}
	rest := strings.TrimPrefix(q.r.URL.EscapedPath(), "/")
	q.bucket = hostBucket(q.r.Host, hosts)
	if q.bucket == "" {
		q.bucket, rest, _ = strings.Cut(rest, "/")
		if q.bucket, err = url.PathUnescape(q.bucket); err != nil {
			return fail("InvalidURI", "Couldn't parse the specified URI.")
		}
	}
	if q.key, err = url.PathUnescape(rest); err != nil {
		return fail("InvalidURI", "Couldn't parse the specified URI.")
	}
	if len(q.key) > 1024 {
		return fail("KeyTooLongError", "Your key is too long")
	}
	return nil
}

// hostForm is a host name with a bucket before it: bucket.localhost, bucket.s3.localhost, and AWS's own names, as clients send them
// that were told of a proxy and not of an endpoint.
var hostForm = regexp.MustCompile(`^([a-z0-9.-]+?)\.(?:s3(?:[.-][a-z0-9-]+)?\.)?(?:localhost|amazonaws\.com)$`)

// hostBucket is the bucket of a host name, empty where it has none. own are the server's names.
func hostBucket(host string, own []string) string {
	name := host
	if i := strings.LastIndexByte(name, ':'); i >= 0 && !strings.HasSuffix(name, "]") {
		name = name[:i]
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if bucket, ok := before(name, own); ok {
		return bucket
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return ""
	}
	m := hostForm.FindStringSubmatch(name)
	if m == nil || m[1] == "s3" || strings.HasPrefix(m[1], "s3.") || strings.HasPrefix(m[1], "s3-") {
		return ""
	}
	return m[1]
}

// before is what stands before the longest of the server's names that a name ends with.
func before(name string, own []string) (bucket string, ok bool) {
	longest := ""
	for _, o := range own {
		if o = strings.ToLower(o); len(o) > len(longest) && (name == o || strings.HasSuffix(name, "."+o)) {
			longest = o
		}
	}
	if longest == "" {
		return "", false
	}
	bucket = strings.TrimSuffix(strings.TrimSuffix(name, longest), ".")
	if m := forS3.FindStringSubmatch(bucket); m != nil {
		return m[1], true
	}
	return bucket, true
}

// forS3 is what stands before a server's name where it is an address for S3, with a bucket or without.
var forS3 = regexp.MustCompile(`^(?:(.+?)\.)?s3(?:[.-][a-z0-9-]+)?$`)

// uri is what the request names, as places are written.
func (q *request) uri() string {
	if q.key == "" {
		return "s3://" + q.bucket
	}
	return "s3://" + q.bucket + "/" + q.key
}

// arn is the same as an error names it.
func (q *request) arn() string { return "arn:aws:s3:::" + strings.TrimPrefix(q.uri(), "s3://") }

// has reports whether the query string has a parameter, with a value or without.
func (q *request) has(name string) bool { return q.query.Has(name) }

// number reads a parameter that is a number from min on; standard where it is missing.
func (q *request) number(name string, standard, min, max int) (int, error) {
	text := q.query.Get(name)
	if text == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < min {
		return 0, fail("InvalidArgument", "Argument %s must be an integer between %d and %d", name, min, max)
	}
	return n, nil
}

// parameters are what the record of calls has of a request, as CloudTrail's events have it.
type parameters map[string]string

// Check implements wire.Shape.
func (parameters) Check(*wire.Check, string) {}

func (q *request) parameters() parameters {
	p := parameters{"Host": q.r.Host}
	if q.bucket != "" {
		p["bucketName"] = q.bucket
	}
	if q.key != "" {
		p["key"] = q.key
	}
	for name, values := range q.query {
		if !strings.HasPrefix(strings.ToLower(name), "x-amz-") && len(values) > 0 {
			p[name] = values[0]
		}
	}
	if source := q.r.Header.Get("X-Amz-Copy-Source"); source != "" {
		p["x-amz-copy-source"] = source
	}
	return p
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
