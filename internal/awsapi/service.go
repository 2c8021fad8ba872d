package awsapi

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/awsapi/wire"
)

// Service is one of the AWS services that are answered.
type Service struct {
	// Name is the service's signing name, as in cloudtrail: also what its event source begins with.
	Name string
	// Target is the end of the prefix in X-Amz-Target, as in CloudTrail_20131101.
	Target string
	// Invalid is the error of members that the API does not take: ValidationException where it is empty. It is used where the
	// operation declares it.
	Invalid string
	// InvalidMembers are further members of that error.
	InvalidMembers map[string]any
	// Operations are those that are answered, Others the rest of the API's, with the reason why not.
	Operations map[string]Operation
	Others     map[string]string
	// Unsupported is the error of Others.
	Unsupported string
}

// Operation is one of a service's.
type Operation struct {
	Model wire.Operation
	// Access is what a key's role has to allow.
	Access auth.Access
	// ReadOnly says that it changes nothing: it is served, too, when calls cannot be recorded.
	ReadOnly bool
	// Do answers. Its input is what Model.Input makes, decoded and checked. An error that is not a *wire.Error is the server's
	// own fault.
	Do func(ctx context.Context, c *Call, in wire.Shape) (any, error)
}

// Call is a call of an operation by someone who may.
type Call struct {
	// ID is the request ID that the reply carries.
	ID      string
	Time    time.Time
	Service *Service
	// Operation is its name.
	Operation string
	// ReadOnly says that it changes nothing.
	ReadOnly bool
	Key      auth.Key
	// Region is the one that the request is signed for.
	Region string
	// Home is where Tarn says to be.
	Home Home
	// Address and UserAgent are the client's.
	Address, UserAgent string
	// Host is the address that the client used, for answers with addresses in them.
	Host string
	// TLS is how the connection is encrypted, nil where it is not.
	TLS *tls.ConnectionState
}

// NewCall is the call that a request makes, as far as it says without being read.
func NewCall(r *http.Request, home Home, now time.Time) *Call {
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		address = r.RemoteAddr
	}
	return &Call{ID: uuid.NewString(), Time: now, Home: home, Address: address, UserAgent: r.UserAgent(), Host: r.Host, TLS: r.TLS}
}

// Home is the place in AWS that Tarn stands for. It is what ARNs have.
type Home struct {
	// Account has twelve digits, Region is as in us-east-1, Organization as in o-exampleorgid or empty.
	Account, Region, Organization string
}

// ARN is the name of a thing of a service at home, as in arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/….
func (h Home) ARN(service, resource string) string {
	return "arn:aws:" + service + ":" + h.Region + ":" + h.Account + ":" + resource
}

// Do makes an operation's function of one with its types.
func Do[I any, P interface {
	*I
	wire.Shape
}, O any](do func(context.Context, *Call, *I) (O, error)) func(context.Context, *Call, wire.Shape) (any, error) {
	return func(ctx context.Context, c *Call, in wire.Shape) (any, error) {
		p, ok := in.(P)
		if !ok {
			return nil, errors.New("the operation's input is of another type")
		}
		return do(ctx, c, (*I)(p))
	}
}

// decode reads an operation's input.
func decode(model wire.Operation, body []byte) (wire.Shape, error) {
	if model.Input == nil {
		return nil, nil
	}
	in := model.Input()
	if len(body) == 0 {
		body = []byte("{}")
	}
	err := json.Unmarshal(body, in)
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return nil, wire.Fail("SerializationException", "%s: a JSON %s cannot be converted to %s", kind.Field, kind.Value, kind.Type)
	case err != nil:
		return nil, wire.Fail("SerializationException", "the request is not JSON as the API has it: %v", err)
	}
	return in, nil
}
