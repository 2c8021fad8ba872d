package s3

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tarn/internal/objects"
)

// getObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.
func (f *Face) getObject(ctx context.Context, q *request) (*answer, error) {
	return f.read(ctx, q, true)
}

// headObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html.
func (f *Face) headObject(ctx context.Context, q *request) (*answer, error) {
	return f.read(ctx, q, false)
}

func (f *Face) read(ctx context.Context, q *request, content bool) (*answer, error) {
	if err := q.version(); err != nil {
		return nil, err
	}
	b, err := f.Buckets.Open(ctx, q.bucket)
	if err != nil {
		return nil, err
	}
	// Between two looks the object may be replaced: then it is another one that is asked for.
	for attempt := 0; ; attempt++ {
		info, err := b.Head(ctx, q.key)
		if err != nil {
			return nil, err
		}
		if !objects.Reaches(q.call.Key, info) {
			return nil, denied(q)
		}
		if err := conditions(q.r.Header, "", info); err != nil {
			return nil, err
		}
		a := &answer{status: http.StatusOK, header: headers(q, info)}
		offset, length, err := q.span(info, a)
		if err != nil {
			return nil, err
		}
		a.length = length
		a.header.Set("Content-Length", itoa(length))
		if !content {
			return a, nil
		}
		body, read, err := b.Get(ctx, q.key, offset, length)
		if err != nil {
			return nil, err
		}
		if read.ETag == info.ETag && read.Size == info.Size {
			a.body = body
			return a, nil
		}
		body.Close()
		if attempt == 10 {
			return nil, fail("OperationAborted", "A conflicting conditional operation is currently in progress against this resource. Try again.")
		}
	}
}

// version refuses versions: Tarn's buckets keep none.
func (q *request) version() error {
	if v := q.query.Get("versionId"); v != "" && v != "null" {
		return fail("NoSuchVersion", "The specified version does not exist.")
	}
	return nil
}

// headers describe an object.
func headers(q *request, info objects.Info) http.Header {
	h := http.Header{}
	for name, value := range info.Headers {
		h.Set(name, value)
	}
	for name, value := range info.Metadata {
		h.Set("X-Amz-Meta-"+name, value)
	}
	h.Set("Content-Type", info.ContentType)
	h.Set("ETag", `"`+info.ETag+`"`)
	h.Set("Last-Modified", info.Modified.UTC().Format(http.TimeFormat))
	h.Set("Accept-Ranges", "bytes")
	for name, value := range q.query {
		if header, ok := strings.CutPrefix(strings.ToLower(name), "response-"); ok && overridden[header] {
			h.Set(header, value[0])
		}
	}
	return h
}

// overridden are the headers that a request may ask for in another form.
var overridden = map[string]bool{"cache-control": true, "content-disposition": true, "content-encoding": true, "content-language": true, "content-type": true, "expires": true}

// span gives the bytes that are asked for, by Range or by a part's number.
func (q *request) span(info objects.Info, a *answer) (offset, length int64, err error) {
	number, err := q.number("partNumber", 0, 1, objects.MaxParts)
	ranged := q.r.Header.Get("Range")
	if cond := q.r.Header.Get("If-Range"); cond != "" && cond != `"`+info.ETag+`"` {
		ranged = ""
	}
	switch {
	case err != nil:
		return 0, 0, err
	case number > 0 && ranged != "":
		return 0, 0, fail("InvalidRequest", "Cannot specify both Range header and partNumber query parameter")
	case number > 0:
		if offset, length, err = partSpan(info, number); err != nil {
			return 0, 0, err
		}
		if len(info.Parts) > 0 {
			a.header.Set("X-Amz-Mp-Parts-Count", strconv.Itoa(len(info.Parts)))
		}
	default:
		var partial bool
		offset, length, partial = parseRange(ranged, info.Size)
		if length < 0 {
			e := fail("InvalidRange", "The requested range is not satisfiable")
			e.Members = map[string]any{"Content-Range": "bytes */" + itoa(info.Size)}
			return 0, 0, e
		}
		if !partial {
			checksumHeaders(q, info, a.header)
			return 0, info.Size, nil
		}
	}
	if info.Size > 0 {
		a.status = http.StatusPartialContent
		a.header.Set("Content-Range", "bytes "+itoa(offset)+"-"+itoa(offset+length-1)+"/"+itoa(info.Size))
	}
	return offset, length, nil
}

func partSpan(info objects.Info, number int) (offset, length int64, err error) {
	parts := info.Parts
	if len(parts) == 0 {
		parts = []int64{info.Size}
	}
	if number > len(parts) {
		return 0, 0, fail("InvalidPartNumber", "The requested partnumber is not satisfiable")
	}
	for _, size := range parts[:number-1] {
		offset += size
	}
	return offset, parts[number-1], nil
}

// parseRange reads a Range header of one range. Others, and those that are not understood, are as if there was none. The length
// is negative where the range is not in the object.
func parseRange(text string, size int64) (offset, length int64, partial bool) {
	spec, ok := strings.CutPrefix(text, "bytes=")
	first, last, dash := strings.Cut(strings.TrimSpace(spec), "-")
	if !ok || !dash {
		return 0, size, false
	}
	if first == "" {
		n, err := strconv.ParseUint(last, 10, 63)
		switch {
		case err != nil && !isDigits(last):
			return 0, size, false
		case err != nil:
			n = uint64(size)
		case n == 0:
			return 0, -1, true
		}
		length = min(int64(n), size)
		if size == 0 {
			return 0, -1, true
		}
		return size - length, length, true
	}
	from, err := strconv.ParseUint(first, 10, 63)
	switch {
	case err != nil && !isDigits(first):
		return 0, size, false
	case err != nil || int64(from) >= size:
		return 0, -1, true
	}
	end := uint64(size - 1)
	if last != "" {
		n, err := strconv.ParseUint(last, 10, 63)
		switch {
		case err != nil && !isDigits(last):
			return 0, size, false
		case err == nil && n < from:
			return 0, size, false
		case err == nil:
			end = min(n, end)
		}
	}
	return int64(from), int64(end-from) + 1, true
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// conditions checks a request's conditions, whose headers begin with prefix:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html and RFC 9110, section 13.2.2.
func conditions(h http.Header, prefix string, info objects.Info) error {
	failed := fail("PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
	modified := info.Modified.Truncate(time.Second)
	match, none := h.Get(prefix+"If-Match"), h.Get(prefix+"If-None-Match")
	if match != "" {
		if !lists(match, info.ETag) {
			return failed
		}
	} else if t, err := http.ParseTime(h.Get(prefix + "If-Unmodified-Since")); err == nil && modified.After(t) {
		return failed
	}
	unchanged := failed
	if prefix == "" {
		unchanged = fail("NotModified", "Not Modified")
		unchanged.Members = map[string]any{"ETag": `"` + info.ETag + `"`, "Last-Modified": info.Modified.UTC().Format(http.TimeFormat)}
	}
	if none != "" {
		if lists(none, info.ETag) {
			return unchanged
		}
	} else if t, err := http.ParseTime(h.Get(prefix + "If-Modified-Since")); err == nil && !modified.After(t) {
		return unchanged
	}
	return nil
}

// lists reports whether a condition names an ETag, or any.
func lists(condition, etag string) bool {
	for one := range strings.SplitSeq(condition, ",") {
		if one = strings.TrimSpace(one); one == "*" || objects.ETagOf(one) == etag {
			return true
		}
	}
	return false
}
