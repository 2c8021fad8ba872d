// Package s3 answers S3's clients, as far as readers and writers of results need it, over Tarn's buckets.
//
// The protocol is REST with XML: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html. Both path style and virtual
// host style are understood, presigned URLs, and all forms of bodies that come in chunks.
package s3

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/objects"
)

// Face is the handler of S3's requests.
type Face struct {
	Buckets *objects.Buckets
	Home    awsapi.Home
	// Hosts are the server's names, as tarn.example.com: what stands before one, with a dot, is a bucket.
	Hosts []string
	// Keys finds the key that signed.
	Keys   awsapi.KeyLookup
	Record awsapi.Recorder
	Log    *slog.Logger
	// Now is the clock; time.Now by default.
	Now func() time.Time
}

// service is S3 in records of calls.
var service = &awsapi.Service{Name: "s3"}

// idle is how long a client may keep silent within a body.
const idle = time.Minute

// ServeHTTP answers one request.
func (f *Face) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := f.request(w, r)
	h := w.Header()
	h.Set("X-Amz-Request-Id", requestID(q.call))
	h.Set("X-Amz-Id-2", q.call.ID)
	// An object that a browser opens is nobody's page: it has no origin, and is what its type says.
	h.Set("Content-Security-Policy", "sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	a, err := f.answer(r.Context(), q)
	if err != nil {
		a = f.failed(q, err)
	}
	f.write(w, q, a)
}

// answer checks who asks, finds the operation, and performs and records it.
func (f *Face) answer(ctx context.Context, q *request) (*answer, error) {
	if err := q.place(f.Hosts); err != nil {
		return nil, err
	}
	if q.has("AWSAccessKeyId") || strings.HasPrefix(q.r.Header.Get("Authorization"), "AWS ") {
		return nil, fail("InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
	}
	who, signature, err := awsapi.VerifyRequest(q.r, f.Keys, f.now())
	if err != nil {
		return nil, err
	}
	if who.Service != "s3" {
		return nil, fail("AuthorizationHeaderMalformed", "The authorization header is malformed; incorrect service %q. This endpoint belongs to \"s3\".", who.Service)
	}
	q.call.Key, q.call.Region, q.presigned = who.Key, who.Region, signature.Presigned
	name, op, err := find(q)
	q.call.Operation = name
	if err != nil {
		return nil, err
	}
	q.call.ReadOnly = op.readOnly
	a, err := f.perform(ctx, q, op)
	var failed *wire.Error
	if err != nil {
		failed = f.explain(q, err)
	}
	if recordErr := f.Record.After(ctx, q.call, q.parameters(), nil, failed); recordErr != nil {
		f.Log.Error("a call could not be recorded", "request", q.call.ID, "operation", name, "err", recordErr)
		if !op.readOnly && failed == nil {
			a.close()
			return nil, unrecorded
		}
	}
	if failed != nil {
		return nil, failed
	}
	return a, nil
}

func (f *Face) perform(ctx context.Context, q *request, op operation) (*answer, error) {
	if !q.call.Key.Role.Allows(op.access) {
		return nil, denied(q)
	}
	if owner := q.r.Header.Get("X-Amz-Expected-Bucket-Owner"); owner != "" && owner != f.Home.Account {
		return nil, fail("AccessDenied", "the bucket is not of account %s", owner)
	}
	if err := op.allowed(f, q); err != nil {
		return nil, err
	}
	if !op.readOnly {
		if err := f.Record.Before(ctx, q.call); err != nil {
			f.Log.Error("calls cannot be recorded", "request", q.call.ID, "err", err)
			return nil, unrecorded
		}
	}
	return op.do(f, ctx, q)
}

var unrecorded = &wire.Error{Code: "ServiceUnavailable", Message: "the call cannot be recorded in tarn-audit, so nothing that changes something is done; the server's log says why"}

// answer is what a client gets.
type answer struct {
	status int
	header http.Header
	// document is written as XML; body as it is.
	document any
	body     io.ReadCloser
	length   int64
}

func (a *answer) close() {
	if a != nil && a.body != nil {
		a.body.Close()
	}
}

func (f *Face) write(w http.ResponseWriter, q *request, a *answer) {
	defer a.close()
	h := w.Header()
	for name, values := range a.header {
		h[name] = values
	}
	if a.document != nil {
		var text bytes.Buffer
		text.WriteString(xml.Header)
		if err := xml.NewEncoder(&text).Encode(a.document); err != nil {
			f.Log.Error("a reply could not be written", "request", q.call.ID, "err", err)
			a.status = http.StatusInternalServerError
			text.Reset()
		}
		h.Set("Content-Type", "application/xml")
		a.body, a.length = io.NopCloser(&text), int64(text.Len())
	}
	if a.body != nil {
		h.Set("Content-Length", itoa(a.length))
	}
	w.WriteHeader(a.status)
	if a.body == nil || q.r.Method == http.MethodHead {
		return
	}
	if _, err := io.Copy(&patient{w, http.NewResponseController(w)}, a.body); err != nil && q.r.Context().Err() == nil {
		f.Log.Info("a reply was broken off", "request", q.call.ID, "err", err)
		panic(http.ErrAbortHandler) // so that the client sees that it is not whole
	}
}

// patient writes as long as the other side goes on reading.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (p *patient) Write(b []byte) (int, error) {
	p.control.SetWriteDeadline(time.Now().Add(idle))
	return p.ResponseWriter.Write(b)
}

// slow reads a body as long as the other side goes on sending.
type slow struct {
	io.ReadCloser
	control *http.ResponseController
}

func (s *slow) Read(b []byte) (int, error) {
	s.control.SetReadDeadline(time.Now().Add(idle))
	n, err := s.ReadCloser.Read(b)
	if err != nil {
		s.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

func (f *Face) request(w http.ResponseWriter, r *http.Request) *request {
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = &slow{r.Body, http.NewResponseController(w)}
	}
	call := awsapi.NewCall(r, f.Home, f.now())
	call.Service = service
	return &request{r: r, call: call}
}

func (f *Face) now() time.Time {
	if f.Now != nil {
		return f.Now()
	}
	return time.Now()
}

// requestID is a request ID in S3's form: sixteen letters and digits.
func requestID(c *awsapi.Call) string {
	id, err := uuid.Parse(c.ID)
	if err != nil {
		return c.ID
	}
	return strings.ToUpper(hex.EncodeToString(id[:8]))
}

// explain is an error as a client gets it.
func (f *Face) explain(q *request, err error) *wire.Error {
	var e *wire.Error
	if errors.As(err, &e) {
		return e
	}
	if e = known(err); e != nil {
		if declared := q.r.Header.Get("X-Amz-Content-Sha256"); e.Code == "BadDigest" && len(declared) == 64 {
			e = fail("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
		}
		return e
	}
	f.Log.Error("a call failed", "request", q.call.ID, "service", "s3", "operation", q.call.Operation, "err", err)
	return fail("InternalError", "the call failed within the server, whose log says why: request %s", q.call.ID)
}
