package awsapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireathena "tarn/internal/awsapi/wire/athena"
)

// book is a journal in memory, that can be made to fail.
type book struct {
	events  []audit.Event
	durable []bool
	ready   error
	append  error
}

func (b *book) Ready() error { return b.ready }
func (b *book) Append(_ context.Context, e audit.Event, durable bool) error {
	if b.append == nil {
		b.events, b.durable = append(b.events, e), append(b.durable, durable)
	}
	return b.append
}

// TestRecord calls a service with a write, a read and an operation that fails, and looks at what is recorded.
func TestRecord(t *testing.T) {
	done := 0
	service := &awsapi.Service{Name: "athena", Target: "AmazonAthena", Operations: map[string]awsapi.Operation{
		"CreateWorkGroup": {Model: wireathena.Operations["CreateWorkGroup"], Access: auth.Manage, Do: awsapi.Do(func(context.Context, *awsapi.Call, *wireathena.CreateWorkGroupInput) (*wireathena.CreateWorkGroupOutput, error) {
			done++
			return &wireathena.CreateWorkGroupOutput{}, nil
		})},
		"GetWorkGroup": {Model: wireathena.Operations["GetWorkGroup"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(func(_ context.Context, _ *awsapi.Call, in *wireathena.GetWorkGroupInput) (*wireathena.GetWorkGroupOutput, error) {
			if *in.WorkGroup == "none" {
				return nil, wire.Fail("InvalidRequestException", "WorkGroup is not found.")
			}
			return &wireathena.GetWorkGroupOutput{}, nil
		})},
	}}
	b := &book{}
	key := auth.Key{ID: "TARNKEY", Name: "alice", Role: auth.Admin}
	door := &awsapi.Door{
		Services: []*awsapi.Service{service}, Home: awsapi.Home{Account: "123456789012", Region: "eu-central-1"}, Record: awsapi.Record{Journal: b}, Log: slog.New(slog.DiscardHandler),
		Verify: func(*http.Request, []byte) (awsapi.Caller, error) {
			return awsapi.Caller{Key: key, Region: "us-west-2", Service: "athena"}, nil
		},
		Now: func() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 5e8, time.UTC) },
	}
	call := func(operation, body string) (int, string) {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("X-Amz-Target", "AmazonAthena."+operation)
		r.Header.Set("User-Agent", "test")
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	call("CreateWorkGroup", `{"Name": "wg", "Configuration": {"ResultConfiguration": {"OutputLocation": "s3://a/b"}}, "Tags": [{"Key": "K", "Value": "V"}]}`)
	call("GetWorkGroup", `{"WorkGroup": "wg"}`)
	call("GetWorkGroup", `{"WorkGroup": "none"}`)
	key.Role = auth.Ingest
	call("CreateWorkGroup", `{"Name": "wg2"}`)
	key.Role = auth.Admin
	var got []string
	for i, e := range b.events {
		e.EventID, e.RequestID = "", ""
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(text))
		if b.durable[i] == e.ReadOnly {
			t.Errorf("%s: durable %t", e.EventName, b.durable[i])
		}
	}
	const who = `{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"TARNKEY","arn":"arn:aws:iam::123456789012:user/alice","accountId":"123456789012","accessKeyId":"TARNKEY","userName":"alice"},"eventTime":"2026-11-25T12:00:00Z","eventSource":"athena.amazonaws.com",`
	const from = `"awsRegion":"us-west-2","sourceIPAddress":"192.0.2.1","userAgent":"test",`
	const end = `"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"123456789012","eventCategory":"Management"}`
	want := []string{
		who + `"eventName":"CreateWorkGroup",` + from + `"requestParameters":{"configuration":{"resultConfiguration":{"outputLocation":"s3://a/b"}},"name":"wg","tags":[{"key":"K","value":"V"}]},"responseElements":null,"eventID":"","readOnly":false,` + end,
		who + `"eventName":"GetWorkGroup",` + from + `"requestParameters":{"workGroup":"wg"},"responseElements":null,"eventID":"","readOnly":true,` + end,
		who + `"eventName":"GetWorkGroup",` + from + `"errorCode":"InvalidRequestException","errorMessage":"WorkGroup is not found.","requestParameters":{"workGroup":"none"},"responseElements":null,"eventID":"","readOnly":true,` + end,
		who + `"eventName":"CreateWorkGroup",` + from + `"errorCode":"AccessDeniedException","errorMessage":"User: arn:aws:iam::123456789012:user/alice is not authorized to perform: athena:CreateWorkGroup on resource: * because no identity-based policy allows the athena:CreateWorkGroup action","requestParameters":{"name":"wg2"},"responseElements":null,"eventID":"","readOnly":false,` + end,
	}
	if len(got) != len(want) {
		t.Fatalf("%d events", len(got))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("event %d\n%s\nis not\n%s", i, got[i], want[i])
		}
	}

	// Where calls cannot be recorded, nothing is changed, and what reads is served.
	done, b.ready, b.append = 0, errors.New("no space"), errors.New("no space")
	if status, body := call("CreateWorkGroup", `{"Name": "wg3"}`); status != 503 || !strings.Contains(body, "cannot be recorded") || done != 0 {
		t.Errorf("%d %s, done %d times", status, body, done)
	}
	if status, body := call("GetWorkGroup", `{"WorkGroup": "wg"}`); status != 200 {
		t.Errorf("%d %s", status, body)
	}
}
