package s3

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"

	"tarn/internal/objects"
)

// deleteObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html.
func (f *Face) deleteObject(ctx context.Context, q *request) (*answer, error) {
	if err := q.version(); err != nil {
		return nil, err
	}
	b, err := f.writable(ctx, q, q.key)
	if err != nil {
		return nil, err
	}
	if match := q.r.Header.Get("If-Match"); match != "" {
		info, err := b.Head(ctx, q.key)
		if err != nil {
			return nil, err
		}
		if !lists(match, info.ETag) {
			return nil, fail("PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
		}
	}
	return &answer{status: http.StatusNoContent}, b.Delete(ctx, q.key)
}

type deleteDocument struct {
	XMLName xml.Name `xml:"Delete"`
	Objects []struct {
		Key       string
		VersionId string
		ETag      string
	} `xml:"Object"`
	Quiet bool
}

type deleteResult struct {
	XMLName xml.Name
	Deleted []deletedMember
	Error   []deleteError
}

type deletedMember struct{ Key string }

type deleteError struct{ Key, Code, Message string }

// maxDelete is how many keys a request may name.
const maxDelete = 1000

// deleteObjects: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html.
func (f *Face) deleteObjects(ctx context.Context, q *request) (*answer, error) {
	var in deleteDocument
	if err := q.document(&in, false); err != nil {
		return nil, err
	}
	if len(in.Objects) == 0 || len(in.Objects) > maxDelete {
		return nil, malformed
	}
	b, err := f.Buckets.Open(ctx, q.bucket)
	if err != nil {
		return nil, err
	}
	out := deleteResult{XMLName: name("DeleteResult")}
	var keys []string
	for _, o := range in.Objects {
		one := *q
		one.key = o.Key
		if err := f.mayDelete(ctx, &one, o.VersionId, o.ETag); err != nil {
			e := f.explain(&one, err)
			out.Error = append(out.Error, deleteError{o.Key, e.Code, e.Message})
			continue
		}
		keys = append(keys, o.Key)
	}
	if err := b.Delete(ctx, keys...); err != nil {
		return nil, err
	}
	if !in.Quiet {
		for _, key := range keys {
			out.Deleted = append(out.Deleted, deletedMember{key})
		}
	}
	return &answer{status: http.StatusOK, document: out}, nil
}

// mayDelete checks one key of a list.
func (f *Face) mayDelete(ctx context.Context, q *request, version, etag string) error {
	switch {
	case q.key == "":
		return malformed
	case version != "" && version != "null":
		return fail("NoSuchVersion", "The specified version does not exist.")
	}
	if err := writePlace(f, q); err != nil {
		return err
	}
	b, err := f.writable(ctx, q, q.key)
	if err != nil || etag == "" {
		return err
	}
	info, err := b.Head(ctx, q.key)
	if err == nil && !lists(etag, info.ETag) {
		err = objects.ErrChanged
	}
	return err
}

// maxDocument bounds the XML of a request: 10,000 parts with their checksums, or 1,000 keys with every byte escaped.
const maxDocument = 8 << 20

var malformed = fail("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")

// document reads the XML of a request and what its headers say of it.
func (q *request) document(into any, optional bool) error {
	in, err := integrityOf(q.r.Header, "")
	if err != nil {
		return err
	}
	text, err := io.ReadAll(http.MaxBytesReader(nil, q.r.Body, maxDocument))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return fail("EntityTooLarge", "the document is longer than %d bytes", maxDocument)
	case err != nil:
		return err
	}
	if w := in.tee(); w != nil {
		w.Write(text)
	}
	if err := in.check(&objects.Info{ETag: md5Of(text)}); err != nil {
		return err
	}
	if len(bytes.TrimSpace(text)) == 0 && optional {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(into); err != nil {
		return malformed
	}
	// One document, and nothing after it.
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if c, ok := t.(xml.CharData); err != nil || !ok || len(bytes.TrimSpace(c)) > 0 {
			return malformed
		}
	}
}
