package blob

import (
	"context"
	"errors"
	"net"
	"regexp"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

// call is a request that failed: what for, and what it needs.
type call struct {
	bucket, key, action string
	options             S3Options
}

func (c call) uri() string { return "s3://" + c.bucket + "/" + c.key }

// explain makes one sentence of what the SDK says.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
func explain(c call, err error) error {
	uri := c.uri()
	var answer *awshttp.ResponseError
	status := 0
	if errors.As(err, &answer) {
		status = answer.HTTPStatusCode()
	}
	code, message := "", ""
	var api smithy.APIError
	if errors.As(err, &api) {
		code, message = api.ErrorCode(), api.ErrorMessage()
	}
	var operation *smithy.OperationError
	if errors.As(err, &operation) && operation.ServiceID == "STS" {
		return roleError(context.Background(), uri, c.options, err)
	}
	var noKey *types.NoSuchKey
	var missing *types.NoSuchBucket
	var archived *types.InvalidObjectState
	switch {
	case errors.As(err, &archived) || code == "InvalidObjectState":
		return fail(ErrArchived, uri, err, "%s is in an archive storage class; restore it before it can be read", uri)
	case code == "NoSuchBucket" || errors.As(err, &missing):
		return noBucket(c.bucket, err)
	case expired[code]:
		return fail(ErrCredentials, uri, err, "the AWS credentials have expired or are not valid (%s); sign in again, for instance with `aws sso login`", code)
	case errors.As(err, &noKey) || status == 404:
		return fail(ErrNotFound, uri, err, "there is no object %s", uri)
	case status == 412:
		return changed(uri)
	case strings.HasPrefix(code, "KMS."):
		return fail(ErrRefused, uri, err, "%s cannot be decrypted: %s; see to its KMS key", uri, strings.TrimSuffix(message, "."))
	case status == 301 || code == "PermanentRedirect" || code == "AuthorizationHeaderMalformed":
		return fail(ErrRegion, uri, err, "bucket %s is in another region, which it did not tell; name it with --bucket-region", c.bucket)
	case status == 401 || status == 403 || code == "AccessDenied":
		return refusal(c, message, err)
	case status != 0:
		if code == "" {
			code = answer.Err.Error()
		}
		return fail(ErrServer, uri, err, "reading %s: the server answers %d %s", uri, status, strings.TrimSpace(code+" "+message))
	case strings.Contains(err.Error(), "get credentials:"):
		return credentialsError(context.Background(), uri, c.options, err)
	}
	return unreachable(c, err)
}

var expired = map[string]bool{
	"ExpiredToken": true, "ExpiredTokenException": true, "TokenRefreshRequired": true, "InvalidToken": true, "RequestExpired": true,
	"InvalidAccessKeyId": true, "SignatureDoesNotMatch": true, "InvalidClientTokenId": true, "UnrecognizedClientException": true,
}

var (
	missingAction = regexp.MustCompile(`not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)(?: on (?:the )?resource:? "?([^\s"]+))?`)
	kmsMessage    = regexp.MustCompile(`(?i)\bkms\b|ciphertext refers to|customer master key`)
)

// refusal names the action that is missing. AWS tells it in newer messages; otherwise it is what the request needs.
func refusal(c call, message string, err error) error {
	e := &Error{Kind: ErrRefused, URI: c.uri(), Action: c.action, Resource: "arn:aws:s3:::" + c.bucket, cause: err}
	if c.action != "s3:ListBucket" {
		e.Resource += "/" + c.key
	}
	if m := missingAction.FindStringSubmatch(message); m != nil {
		e.Action = m[1]
		if m[2] != "" {
			e.Resource = m[2]
		}
	} else if kmsMessage.MatchString(message) {
		e.Action, e.Resource = "kms:Decrypt", "the KMS key of "+c.uri()
	}
	e.sentence = "reading " + e.URI + " was refused: " + e.Action + " on " + e.Resource + " is missing; `tarn source policy` prints what to allow"
	switch {
	case c.options.Anonymous:
		e.sentence = "reading " + e.URI + " was refused: it is not public; use AWS credentials"
	case strings.Contains(strings.ToLower(message), "requester pays") && !c.options.RequesterPays:
		e.sentence = "reading " + e.URI + " was refused: the bucket charges whoever reads; accept that with --requester-pays"
	}
	return e
}

func noBucket(name string, err error) error {
	return fail(ErrNoBucket, "s3://"+name, err, "there is no bucket %s; see to the name, the account and the endpoint", name)
}

// unreachable is for requests that got no answer.
func unreachable(c call, err error) error {
	where, why := c.options.EndpointURL, "no answer"
	if where == "" {
		where = "S3"
	}
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns):
		where, why = dns.Name, "the name is not known"
	case errors.As(err, &op) && op.Op == "dial":
		where, why = op.Addr.String(), "the connection is refused"
		if op.Timeout() {
			why = "no answer"
		}
	case strings.Contains(err.Error(), "certificate"):
		why = "its certificate is not trusted (AWS_CA_BUNDLE names another bundle)"
	case strings.Contains(err.Error(), "connection reset"), strings.Contains(err.Error(), "EOF"):
		why = "it cuts the connection"
	}
	return fail(ErrUnreachable, c.uri(), err, "%s cannot be reached for %s: %s; see to the network and the endpoint URL", where, c.uri(), why)
}
