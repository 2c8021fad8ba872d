// Package sts answers STS's clients: who they are.
//
// The protocol is AWS Query, forms and XML: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.
package sts

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"tarn/internal/auth/sigv4"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
)

// Face is the handler of STS's requests.
type Face struct {
	Home awsapi.Home
	// Keys finds the key that signed.
	Keys   awsapi.KeyLookup
	Record awsapi.Recorder
	Log    *slog.Logger
	// Now is the clock; time.Now by default.
	Now func() time.Time
}

var service = &awsapi.Service{Name: "sts"}

// maxBody bounds requests, which are short forms.
const maxBody = 64 << 10

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

type identityDocument struct {
	XMLName   xml.Name
	Arn       string `xml:"GetCallerIdentityResult>Arn"`
	UserId    string `xml:"GetCallerIdentityResult>UserId"`
	Account   string `xml:"GetCallerIdentityResult>Account"`
	RequestId string `xml:"ResponseMetadata>RequestId"`
}

type errorDocument struct {
	XMLName   xml.Name
	Type      string `xml:"Error>Type"`
	Code      string `xml:"Error>Code"`
	Message   string `xml:"Error>Message"`
	RequestId string
}

// ServeHTTP answers one request.
func (f *Face) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := f.call(r)
	document, failed := f.answer(r, c)
	status := http.StatusOK
	if failed != nil {
		status = failed.Status
		if status == 0 {
			status = http.StatusBadRequest
		}
		kind := "Sender"
		if status >= 500 {
			kind = "Receiver"
		}
		document = errorDocument{xml.Name{Space: namespace, Local: "ErrorResponse"}, kind, failed.Code, failed.Message, c.ID}
	}
	text, err := xml.Marshal(document)
	if err != nil {
		f.Log.Error("a reply could not be written", "request", c.ID, "err", err)
		status = http.StatusInternalServerError
	}
	h := w.Header()
	h.Set("Content-Type", "text/xml")
	h.Set("X-Amzn-RequestId", c.ID)
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(text)
}

func (f *Face) answer(r *http.Request, c *awsapi.Call) (any, *wire.Error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return nil, &wire.Error{Code: "RequestEntityTooLarge", Message: "the request is longer than 64 KB, or broke off", Status: http.StatusRequestEntityTooLarge}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	who, _, err := awsapi.VerifyRequest(r, f.Keys, c.Time)
	if err == nil && who.Service != "sts" {
		err = &wire.Error{Code: "SignatureDoesNotMatch", Message: "Credential should be scoped to correct service: 'sts'.", Status: http.StatusForbidden}
	}
	if err != nil {
		return nil, f.refusal(c, err)
	}
	c.Key, c.Region = who.Key, who.Region
	form, err := url.ParseQuery(string(body))
	if r.Method == http.MethodGet {
		form, err = url.ParseQuery(r.URL.RawQuery)
	}
	if err != nil {
		return nil, &wire.Error{Code: "MalformedQueryString", Message: "The query string contains a syntax error.", Status: http.StatusNotFound}
	}
	c.Operation, c.ReadOnly = form.Get("Action"), true
	var failed *wire.Error
	switch c.Operation {
	case "GetCallerIdentity":
	case "":
		return nil, &wire.Error{Code: "MissingAction", Message: "The request is missing an action or a required parameter."}
	default:
		failed = &wire.Error{Code: "InvalidAction", Message: "STS has GetCallerIdentity only in Tarn, and no " + c.Operation + ": Tarn gives out keys with 'tarn key create'"}
	}
	if err := f.Record.After(r.Context(), c, nil, nil, failed); err != nil {
		f.Log.Error("a call could not be recorded", "request", c.ID, "operation", c.Operation, "err", err)
	}
	if failed != nil {
		return nil, failed
	}
	// The name of a user is in the ARN; the ID stands for the key.
	return identityDocument{XMLName: xml.Name{Space: namespace, Local: "GetCallerIdentityResponse"}, Arn: c.Principal(), UserId: c.Key.ID, Account: f.Home.Account, RequestId: c.ID}, nil
}

// refusal is the error of a signature in STS's words: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html.
func (f *Face) refusal(c *awsapi.Call, err error) *wire.Error {
	var e *wire.Error
	if errors.As(err, &e) {
		return e
	}
	for _, k := range []struct {
		kind error
		code string
	}{
		{sigv4.ErrMissing, "MissingAuthenticationToken"}, {sigv4.ErrUnknownKey, "InvalidClientTokenId"}, {sigv4.ErrToken, "InvalidClientTokenId"},
		{sigv4.ErrMismatch, "SignatureDoesNotMatch"}, {sigv4.ErrPayload, "SignatureDoesNotMatch"}, {sigv4.ErrSkewed, "SignatureDoesNotMatch"},
		{sigv4.ErrExpired, "SignatureDoesNotMatch"}, {sigv4.ErrUnsigned, "SignatureDoesNotMatch"}, {sigv4.ErrMalformed, "IncompleteSignature"},
	} {
		if errors.Is(err, k.kind) {
			return &wire.Error{Code: k.code, Message: k.kind.Error(), Status: http.StatusForbidden}
		}
	}
	f.Log.Error("a call failed", "request", c.ID, "service", "sts", "err", err)
	return &wire.Error{Code: "InternalFailure", Message: "the call failed within the server, whose log says why: request " + c.ID, Status: http.StatusInternalServerError}
}

func (f *Face) call(r *http.Request) *awsapi.Call {
	now := time.Now
	if f.Now != nil {
		now = f.Now
	}
	c := awsapi.NewCall(r, f.Home, now())
	c.Service = service
	return c
}
