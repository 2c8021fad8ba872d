package awsapi

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tarn/internal/auth"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

// recorder notes what it is told.
type recorder struct {
	calls  []string
	broken error
}

func (r *recorder) Before(context.Context, *Call) error { return r.broken }

func (r *recorder) After(_ context.Context, c *Call, _ wire.Shape, _ any, failed *wire.Error) error {
	line := c.Key.Name + " " + c.Operation
	if failed != nil {
		line += " " + failed.Code
	}
	r.calls = append(r.calls, line)
	return r.broken
}

// testDoor has one service, which answers CancelQuery and DescribeQuery; role is what its caller has.
func testDoor(t *testing.T, role auth.Role) (*Door, *recorder) {
	t.Helper()
	rec := &recorder{}
	service := &Service{
		Name: "cloudtrail", Target: "CloudTrail_20131101", Invalid: "InvalidParameterException",
		Operations: map[string]Operation{
			"CancelQuery": {Model: wirect.Operations["CancelQuery"], Access: auth.Query, Do: Do(func(_ context.Context, _ *Call, in *wirect.CancelQueryRequest) (*wirect.CancelQueryResponse, error) {
				if *in.QueryId == "11111111-1111-1111-1111-111111111111" {
					return nil, errors.New("a secret of the server")
				}
				return &wirect.CancelQueryResponse{QueryId: in.QueryId, QueryStatus: new(wirect.QueryStatusCancelled)}, nil
			})},
			"ListChannels": {Model: wirect.Operations["ListChannels"], Access: auth.List, ReadOnly: true, Do: Do(func(context.Context, *Call, *wirect.ListChannelsRequest) (*wirect.ListChannelsResponse, error) {
				return &wirect.ListChannelsResponse{Channels: []wirect.Channel{}}, nil
			})},
		},
		Others: map[string]string{"CreateTrail": "Tarn reads the trails that AWS writes."},
	}
	d := &Door{
		Services: []*Service{service}, Home: Home{Account: "123456789012", Region: "us-east-1"}, Record: rec, Log: slog.New(slog.DiscardHandler),
		Verify: func(*http.Request, []byte) (Caller, error) {
			return Caller{Key: auth.Key{Name: "kim", Role: role}, Region: "eu-west-1", Service: "cloudtrail"}, nil
		},
	}
	return d, rec
}

func ask(d http.Handler, target, body string) (status int, text string) {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("X-Amz-Target", target)
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	answer, _ := io.ReadAll(w.Body)
	return w.Code, string(answer)
}

func TestTheDoor(t *testing.T) {
	const target, id = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", `{"QueryId": "01234567-89ab-cdef-0123-456789abcdef"}`
	for _, c := range []struct {
		name, target, body string
		role               auth.Role
		status             int
		want, recorded     string
	}{
		{"the command line's and boto3's target", target + "CancelQuery", id, auth.Analyst, 200, `{"QueryId":"01234567-89ab-cdef-0123-456789abcdef","QueryStatus":"CANCELLED"}`, "kim CancelQuery"},
		{"the Go SDK's target", "CloudTrail_20131101.CancelQuery", id, auth.Analyst, 200, `"CANCELLED"`, "kim CancelQuery"},
		{"an empty list is there", target + "ListChannels", `{}`, auth.Auditor, 200, `{"Channels":[]}`, "kim ListChannels"},
		{"no body at all", target + "ListChannels", ``, auth.Auditor, 200, `{"Channels":[]}`, "kim ListChannels"},
		{"members that are missing or wrong", target + "CancelQuery", `{"QueryId": "XYZ"}`, auth.Analyst, 400,
			`"__type":"InvalidParameterException","message":"2 validation errors detected: Value 'XYZ' at 'queryId' failed to satisfy constraint: Member must have length greater than or equal to 36; Value 'XYZ' at 'queryId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-f0-9\\-]+$"`, "kim CancelQuery InvalidParameterException"},
		{"a member of another type", target + "CancelQuery", `{"QueryId": 1}`, auth.Analyst, 400, `"SerializationException"`, "kim CancelQuery SerializationException"},
		{"no JSON", target + "CancelQuery", `{`, auth.Analyst, 400, `"SerializationException"`, "kim CancelQuery SerializationException"},
		{"nested deeply", target + "CancelQuery", `{"QueryId": ` + strings.Repeat("[", 1<<20), auth.Analyst, 400, `"SerializationException"`, "kim CancelQuery SerializationException"},
		{"a role that may not", target + "CancelQuery", id, auth.Ingest, 400,
			`User: arn:aws:iam::123456789012:user/kim is not authorized to perform: cloudtrail:CancelQuery on resource: * because`, "kim CancelQuery AccessDeniedException"},
		{"an operation that Tarn leaves out", target + "CreateTrail", `{}`, auth.Admin, 400, `"UnsupportedOperationException","message":"CreateTrail is not in Tarn: Tarn reads the trails that AWS writes."`, "kim CreateTrail UnsupportedOperationException"},
		{"an operation that there is not", target + "Steal", `{}`, auth.Admin, 400, `"UnknownOperationException"`, "kim Steal UnknownOperationException"},
		{"a service that there is not", "DynamoDB_20120810.GetItem", `{}`, auth.Admin, 400, `"UnknownOperationException"`, ""},
		{"a failure of the server", target + "CancelQuery", `{"QueryId": "11111111-1111-1111-1111-111111111111"}`, auth.Admin, 500, `"InternalServerException","message":"the call failed within the server, whose log says why: request `, "kim CancelQuery InternalServerException"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, rec := testDoor(t, c.role)
			status, text := ask(d, c.target, c.body)
			if status != c.status || !strings.Contains(text, c.want) || strings.Contains(text, "secret") {
				t.Errorf("%d %s; want %d %s", status, text, c.status, c.want)
			}
			if got := strings.Join(rec.calls, ", "); got != c.recorded {
				t.Errorf("recorded %q, want %q", got, c.recorded)
			}
		})
	}
}

func TestCallsThatCannotBeRecorded(t *testing.T) {
	d, rec := testDoor(t, auth.Admin)
	rec.broken = errors.New("the disk is full")
	if status, text := ask(d, "CloudTrail_20131101.CancelQuery", `{"QueryId": "01234567-89ab-cdef-0123-456789abcdef"}`); status != 503 || !strings.Contains(text, "ServiceUnavailableException") {
		t.Errorf("a write: %d %s", status, text)
	}
	if status, text := ask(d, "CloudTrail_20131101.ListChannels", `{}`); status != 200 {
		t.Errorf("a read: %d %s", status, text)
	}
}

func TestASignatureForAnotherService(t *testing.T) {
	d, rec := testDoor(t, auth.Admin)
	d.Verify = func(*http.Request, []byte) (Caller, error) { return Caller{Service: "athena"}, nil }
	if status, text := ask(d, "CloudTrail_20131101.ListChannels", `{}`); status != 400 || !strings.Contains(text, "Credential should be scoped to correct service: 'cloudtrail'") || len(rec.calls) != 0 {
		t.Errorf("%d %s %v", status, text, rec.calls)
	}
}
