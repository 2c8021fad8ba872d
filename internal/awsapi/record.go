package awsapi

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/google/uuid"

	"tarn/internal/audit"
	"tarn/internal/awsapi/wire"
)

// Journal keeps events: audit.Journal does.
type Journal interface {
	Ready() error
	Append(ctx context.Context, e audit.Event, durable bool) error
}

// Record is a Recorder that writes each call as an event of CloudTrail's.
type Record struct{ Journal Journal }

// Before implements Recorder.
func (r Record) Before(context.Context, *Call) error { return r.Journal.Ready() }

// After implements Recorder.
func (r Record) After(ctx context.Context, c *Call, in wire.Shape, out any, failed *wire.Error) error {
	e := eventOf(c)
	e.RequestParameters = audit.Part(elements(in))
	if failed != nil {
		e.ErrorCode, e.ErrorMessage = failed.Code, failed.Message
	} else if !c.ReadOnly {
		e.ResponseElements = audit.Part(elements(out))
	}
	return r.Journal.Append(ctx, e, !c.ReadOnly)
}

// eventOf is the event of a call, but for its parameters and what came of it.
func eventOf(c *Call) audit.Event {
	e := audit.Event{
		EventVersion: audit.Version, EventTime: audit.Time(c.Time), EventSource: c.Service.Name + ".amazonaws.com", EventName: c.Operation, AWSRegion: c.Region,
		SourceIPAddress: c.Address, UserAgent: c.UserAgent, RequestID: c.ID, EventID: uuid.NewString(), ReadOnly: c.ReadOnly, EventType: "AwsApiCall",
		ManagementEvent: true, RecipientAccountID: c.Home.Account, EventCategory: "Management",
		RequestParameters: audit.Part(nil), ResponseElements: audit.Part(nil),
		UserIdentity: audit.Identity{
			Type: "IAMUser", PrincipalID: c.Key.ID, ARN: c.Principal(), AccountID: c.Home.Account, AccessKeyID: c.Key.ID, UserName: c.Key.Name,
		},
	}
	if c.TLS != nil {
		e.TLSDetails = &audit.TLS{Version: strings.ReplaceAll(tls.VersionName(c.TLS.Version), "TLS 1.", "TLSv1."), Suite: tls.CipherSuiteName(c.TLS.CipherSuite), Host: c.Host}
	}
	return e
}

// QueryOf is the ID of the query that a call is about, empty where it is about none.
func QueryOf(in, out any) string {
	for _, v := range []any{in, out} {
		s := reflect.Indirect(reflect.ValueOf(v))
		if s.Kind() != reflect.Struct {
			continue
		}
		for _, name := range []string{"QueryId", "QueryExecutionId"} {
			if f := s.FieldByName(name); f.IsValid() && f.Kind() == reflect.Pointer && !f.IsNil() && f.Elem().Kind() == reflect.String {
				return f.Elem().String()
			}
		}
	}
	return ""
}

// elements are the members of a struct of an API as CloudTrail writes them: their names begin with a small letter, and those that
// are absent are not there. It is nil for a struct without any.
func elements(v any) json.RawMessage {
	m, _ := element(reflect.ValueOf(v)).(map[string]any)
	if len(m) == 0 {
		return nil
	}
	text, err := json.Marshal(m)
	if err != nil {
		text, _ = json.Marshal(map[string]any{"omitted": true, "reason": err.Error()})
	}
	return text
}

func element(v reflect.Value) any {
	if !v.IsValid() {
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return element(v.Elem())
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
			return v.Interface()
		}
		out := make([]any, v.Len())
		for i := range out {
			out[i] = element(v.Index(i))
		}
		return out
	case reflect.Map:
		out := map[string]any{}
		for _, k := range v.MapKeys() {
			out[k.String()] = element(v.MapIndex(k))
		}
		return out
	case reflect.Struct:
		if t, ok := v.Interface().(wire.Time); ok {
			return audit.Time(t.Time)
		}
		out := map[string]any{}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !f.IsExported() || name == "-" || v.Field(i).IsZero() {
				continue
			}
			if name == "" {
				name = f.Name
			}
			out[strings.ToLower(name[:1])+name[1:]] = element(v.Field(i))
		}
		return out
	}
	return v.Interface()
}
