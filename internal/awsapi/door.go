// Package awsapi answers AWS's clients: it tells services apart, has signatures checked, decides who may, and records each call.
//
// CloudTrail, Athena and Glue speak AWS JSON 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html): the operation
// is in the header X-Amz-Target. Services are the packages below.
package awsapi

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/awsapi/wire"
)

// Door is the handler of all services that speak AWS JSON.
type Door struct {
	Services []*Service
	Home     Home
	// Verify checks a request's signature.
	Verify func(r *http.Request, body []byte) (Caller, error)
	Record Recorder
	Log    *slog.Logger
	// Now is the clock; time.Now by default.
	Now func() time.Time
}

// Caller is who signed a request, and for what.
type Caller struct {
	Key auth.Key
	// Region and Service are of the signature's scope.
	Region, Service string
}

// Recorder records calls. Before is asked before an operation that changes something, which is refused when calls cannot be
// recorded; After is told of every call before its reply is sent.
type Recorder interface {
	Before(ctx context.Context, c *Call) error
	After(ctx context.Context, c *Call, in wire.Shape, out any, failed *wire.Error) error
}

// maxBody bounds requests. PutAuditEvents takes 1 MB: https://docs.aws.amazon.com/awscloudtraildata/latest/APIReference/API_PutAuditEvents.html.
const maxBody = 4 << 20

// Answers reports whether a request is one for this handler.
func (d *Door) Answers(r *http.Request) bool { return r.Header.Get("X-Amz-Target") != "" }

// ServeHTTP answers one call.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	target := r.Header.Get("X-Amz-Target")
	// CloudTrail's clients differ in what comes before the service's name.
	prefix, name, _ := cutLast(target, ".")
	if _, last, found := cutLast(prefix, "."); found {
		prefix = last
	}
	s := d.service(prefix)
	call := d.call(r, s, name)
	if s == nil || r.Method != http.MethodPost || r.URL.Path != "/" {
		d.fail(w, call, wire.Fail("UnknownOperationException", "there is no operation %q here", target))
		return
	}
	var out any
	body, err := d.admit(w, r, call, maxBody)
	if err == nil {
		out, err = d.Serve(r.Context(), call, body)
	}
	if err != nil {
		d.fail(w, call, err)
		return
	}
	d.reply(w, call, http.StatusOK, out)
}

// Serve answers a call whose signature is known to be good, and records it.
func (d *Door) Serve(ctx context.Context, c *Call, body []byte) (any, error) {
	op, known := c.Service.Operations[c.Operation]
	if !known {
		failed := wire.Fail("UnknownOperationException", "%s has no operation %q", c.Service.Name, c.Operation)
		if why, other := c.Service.Others[c.Operation]; other {
			failed = wire.Fail(cmp.Or(c.Service.Unsupported, "UnsupportedOperationException"), "%s is not in Tarn: %s", c.Operation, why)
		}
		if err := d.Record.After(ctx, c, nil, nil, failed); err != nil {
			d.Log.Error("a call could not be recorded", "request", c.ID, "operation", c.Operation, "err", err)
		}
		return nil, failed
	}
	c.ReadOnly = op.ReadOnly
	in, out, err := d.perform(ctx, c, op, body)
	failed := d.failure(c, err)
	if recordErr := d.Record.After(ctx, c, in, out, failed); recordErr != nil {
		d.Log.Error("a call could not be recorded", "request", c.ID, "operation", c.Operation, "err", recordErr)
		if !op.ReadOnly && failed == nil {
			return nil, unrecorded
		}
	}
	if failed != nil {
		return nil, failed
	}
	return out, nil
}

func (d *Door) perform(ctx context.Context, c *Call, op Operation, body []byte) (in wire.Shape, out any, err error) {
	if in, err = decode(op.Model, body); err != nil {
		return nil, nil, err
	}
	if in != nil {
		var check wire.Check
		in.Check(&check, "")
		if message := check.Err(); message != "" {
			code := c.Service.Invalid
			if !slices.Contains(op.Model.Errors, code) {
				code = "ValidationException"
			}
			failed := wire.Fail(code, "%s", message)
			if code == c.Service.Invalid {
				failed.Members = c.Service.InvalidMembers
			}
			return in, nil, failed
		}
	}
	if !c.Key.Role.Allows(op.Access) {
		return in, nil, Denied(c, "*")
	}
	if !op.ReadOnly {
		if err := d.Record.Before(ctx, c); err != nil {
			d.Log.Error("calls cannot be recorded", "request", c.ID, "err", err)
			return in, nil, unrecorded
		}
	}
	out, err = op.Do(ctx, c, in)
	return in, out, err
}

var unrecorded = &wire.Error{Code: "ServiceUnavailableException", Status: http.StatusServiceUnavailable,
	Message: "the call cannot be recorded in tarn-audit, so nothing that changes something is done; the server's log says why"}

// Denied is the error of a call that the key's role does not allow, as AWS words it.
func Denied(c *Call, resource string) *wire.Error {
	return wire.Fail("AccessDeniedException", "User: %s is not authorized to perform: %s:%s on resource: %s because no identity-based policy allows the %s:%s action",
		c.Principal(), c.Service.Name, c.Operation, resource, c.Service.Name, c.Operation)
}

// Principal is the ARN of the key that calls.
func (c *Call) Principal() string { return "arn:aws:iam::" + c.Home.Account + ":user/" + c.Key.Name }

func (d *Door) service(target string) *Service {
	for _, s := range d.Services {
		if s.Target != "" && s.Target == target {
			return s
		}
	}
	return nil
}

func (d *Door) call(r *http.Request, s *Service, operation string) *Call {
	now := time.Now
	if d.Now != nil {
		now = d.Now
	}
	c := NewCall(r, d.Home, now())
	c.Service, c.Operation = s, operation
	return c
}

// Call is the call of an operation that a request makes for a key, where another than the door knows that it is the key's: the
// console does, which has the key's session.
func (d *Door) Call(r *http.Request, k auth.Key, s *Service, operation string) *Call {
	c := d.call(r, s, operation)
	c.Key, c.Region = k, d.Home.Region
	return c
}

// admit reads a request's body, limit bytes at most, and has its signature checked: then the call has its key.
func (d *Door) admit(w http.ResponseWriter, r *http.Request, c *Call, limit int64) (body []byte, err error) {
	if body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, limit)); err != nil {
		return nil, &wire.Error{Code: "RequestEntityTooLargeException", Message: fmt.Sprintf("the request is longer than %d bytes, or broke off", limit), Status: http.StatusRequestEntityTooLarge}
	}
	who, err := d.Verify(r, body)
	if err == nil && who.Service != c.Service.Name {
		err = wire.Fail("InvalidSignatureException", "Credential should be scoped to correct service: '%s'. ", c.Service.Name)
	}
	c.Key, c.Region = who.Key, who.Region
	return body, err
}

// failure is an error as a client gets it: one that is not of the API is the server's own, and its text stays in the log.
func (d *Door) failure(c *Call, err error) *wire.Error {
	var f *wire.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f):
		return f
	}
	if errors.Is(err, context.Canceled) {
		// 499 is what servers note where the client has gone; nobody reads the reply.
		return &wire.Error{Code: "RequestAbortedException", Message: "the client ended the request", Status: 499}
	}
	d.Log.Error("a call failed", "request", c.ID, "operation", c.Operation, "err", err)
	return &wire.Error{Code: "InternalServerException", Message: "the call failed within the server, whose log says why: request " + c.ID, Status: http.StatusInternalServerError}
}

func (d *Door) fail(w http.ResponseWriter, c *Call, err error) {
	f := d.failure(c, err)
	body := map[string]any{"__type": f.Code, "message": f.Message}
	for name, v := range f.Members {
		body[name] = v
	}
	w.Header().Set("X-Amzn-ErrorType", f.Code)
	status := f.Status
	if status == 0 {
		status = http.StatusBadRequest
	}
	d.reply(w, c, status, body)
}

func (d *Door) reply(w http.ResponseWriter, c *Call, status int, body any) {
	if body == nil {
		body = struct{}{}
	}
	text, err := json.Marshal(body)
	if err != nil {
		d.Log.Error("a reply could not be written", "request", c.ID, "err", err)
		status, text = http.StatusInternalServerError, []byte(`{"__type":"InternalServerException","message":"the reply could not be written"}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/x-amz-json-1.1")
	h.Set("X-Amzn-RequestId", c.ID)
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(text)
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
