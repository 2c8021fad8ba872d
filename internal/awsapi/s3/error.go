package s3

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"

	"tarn/internal/auth/sigv4"
	"tarn/internal/awsapi/wire"
	"tarn/internal/objects"
)

// statuses are those of the codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList. 400 is not in it.
var statuses = map[string]int{
	"AccessDenied": 403, "BucketAlreadyExists": 409, "BucketAlreadyOwnedByYou": 409, "BucketNotEmpty": 409, "ExpiredToken": 400, "InternalError": 500,
	"InvalidAccessKeyId": 403, "InvalidRange": 416, "MethodNotAllowed": 405, "MissingContentLength": 411, "NoSuchBucket": 404, "NoSuchKey": 404,
	"NoSuchUpload": 404, "NoSuchVersion": 404, "NotImplemented": 501, "NotModified": 304, "OperationAborted": 409, "PreconditionFailed": 412,
	"RequestTimeTooSkewed": 403, "ServiceUnavailable": 503, "SignatureDoesNotMatch": 403, "InvalidPartNumber": 416,
}

func fail(code, format string, args ...any) *wire.Error {
	return &wire.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

func denied(q *request) *wire.Error {
	return fail("AccessDenied", "User: %s is not authorized to perform: s3:%s on resource: %q because no identity-based policy allows the s3:%s action",
		q.call.Principal(), q.call.Operation, q.arn(), q.call.Operation)
}

// kinds are the errors of the packages below, in S3's words.
var kinds = []struct {
	kind          error
	code, message string
}{
	{objects.ErrNoBucket, "NoSuchBucket", "The specified bucket does not exist"},
	{objects.ErrNoObject, "NoSuchKey", "The specified key does not exist."},
	{objects.ErrNoUpload, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."},
	{objects.ErrSmall, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"},
	{objects.ErrPart, "InvalidPart", "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."},
	{objects.ErrNotEmpty, "BucketNotEmpty", "The bucket you tried to delete is not empty"},
	{objects.ErrExists, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"},
	{objects.ErrChanged, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"},
	{objects.ErrName, "InvalidBucketName", "The specified bucket is not valid."},
	{sigv4.ErrMissing, "AccessDenied", "Access Denied"},
	{sigv4.ErrUnknownKey, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."},
	{sigv4.ErrToken, "InvalidToken", "The provided token is malformed or otherwise invalid."},
	{sigv4.ErrMismatch, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method."},
	{sigv4.ErrSkewed, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large."},
	{sigv4.ErrExpired, "AccessDenied", "Request has expired"},
	{io.ErrUnexpectedEOF, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header"},
}

// known is an error of a kind that clients are told of, nil for others.
func known(err error) *wire.Error {
	for _, k := range kinds {
		if errors.Is(err, k.kind) {
			return fail(k.code, "%s", k.message)
		}
	}
	switch {
	case errors.Is(err, objects.ErrForbidden), errors.Is(err, sigv4.ErrUnsigned):
		return fail("AccessDenied", "%v", err)
	case errors.Is(err, sigv4.ErrMalformed):
		return fail("AuthorizationHeaderMalformed", "%v", err)
	case errors.Is(err, sigv4.ErrPayload):
		return fail("BadDigest", "The body is not what was signed or announced: %v", err)
	}
	return nil
}

type errorDocument struct {
	XMLName    xml.Name `xml:"Error"`
	Code       string
	Message    string
	BucketName string `xml:",omitempty"`
	Key        string `xml:",omitempty"`
	Resource   string `xml:",omitempty"`
	RequestId  string
	HostId     string
}

// failed is an error as an answer. One to HEAD has no body, and neither has 304.
func (f *Face) failed(q *request, err error) *answer {
	e := f.explain(q, err)
	status := e.Status
	if status == 0 {
		status = statuses[e.Code]
	}
	if status == 0 {
		status = http.StatusBadRequest
	}
	a := &answer{status: status, header: http.Header{}}
	if status != http.StatusNotModified {
		a.document = errorDocument{Code: e.Code, Message: e.Message, BucketName: q.bucket, Key: q.key, Resource: q.r.URL.Path, RequestId: requestID(q.call), HostId: q.call.ID}
	}
	for name, v := range e.Members {
		if text, ok := v.(string); ok {
			a.header.Set(name, text)
		}
	}
	return a
}
