package cloudtrail

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/catalog"
)

func (w *world) activityStore(t *testing.T, name string) string {
	t.Helper()
	return w.makeStore(t, name, func(in *cloudtrail.CreateEventDataStoreInput) {
		in.AdvancedEventSelectors = category("ActivityAuditLog")
		in.TerminationProtectionEnabled = aws.Bool(false)
	})
}

func to(arns ...string) []types.Destination {
	var out []types.Destination
	for _, a := range arns {
		out = append(out, types.Destination{Type: types.DestinationTypeEventDataStore, Location: aws.String(a)})
	}
	return out
}

func TestAChannelsLife(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, nil)
	first, second, other := w.activityStore(t, "first"), w.activityStore(t, "second"), w.makeStore(t, "management", nil)
	made, err := w.CreateChannel(ctx, &cloudtrail.CreateChannelInput{Name: aws.String("ours"), Source: aws.String("Custom"), Destinations: to(first), Tags: []types.Tag{{Key: aws.String("k")}}})
	if err != nil {
		t.Fatal(err)
	}
	for why, c := range map[string]struct {
		code string
		in   cloudtrail.CreateChannelInput
	}{
		"a second one of the source":   {"ChannelAlreadyExistsException", cloudtrail.CreateChannelInput{Name: aws.String("again"), Source: aws.String("Custom"), Destinations: to(first)}},
		"a second one of the name":     {"ChannelAlreadyExistsException", cloudtrail.CreateChannelInput{Name: aws.String("ours"), Source: aws.String("GitHub"), Destinations: to(first)}},
		"an unknown source":            {"InvalidSourceException", cloudtrail.CreateChannelInput{Source: aws.String("Nobody"), Destinations: to(first)}},
		"a store of other events":      {"InvalidEventDataStoreCategoryException", cloudtrail.CreateChannelInput{Source: aws.String("GitHub"), Destinations: to(other)}},
		"a store that is not there":    {"EventDataStoreNotFoundException", cloudtrail.CreateChannelInput{Source: aws.String("GitHub"), Destinations: to("11111111-2222-3333-4444-555555555555")}},
		"what is no store":             {"EventDataStoreARNInvalidException", cloudtrail.CreateChannelInput{Source: aws.String("GitHub"), Destinations: to("nothing")}},
		"a store twice":                {"InvalidParameterException", cloudtrail.CreateChannelInput{Source: aws.String("GitHub"), Destinations: to(first, first)}},
		"a service as its destination": {"InvalidParameterException", cloudtrail.CreateChannelInput{Source: aws.String("GitHub"), Destinations: []types.Destination{{Type: types.DestinationTypeAwsService, Location: aws.String("backup")}}}},
		"a short name":                 {"InvalidParameterException", cloudtrail.CreateChannelInput{Name: aws.String("ab"), Source: aws.String("GitHub"), Destinations: to(first)}},
	} {
		if c.in.Name == nil {
			c.in.Name = aws.String("another")
		}
		_, err := w.CreateChannel(ctx, &c.in)
		want(t, why, c.code, err)
	}
	changed, err := w.UpdateChannel(ctx, &cloudtrail.UpdateChannelInput{Channel: made.ChannelArn, Name: aws.String("theirs"), Destinations: to(first, second)})
	if err != nil || *changed.Name != "theirs" || len(changed.Destinations) != 2 || *changed.Source != "Custom" {
		t.Errorf("%+v %v", changed, err)
	}
	_, err = w.UpdateChannel(ctx, &cloudtrail.UpdateChannelInput{Channel: made.ChannelArn})
	want(t, "nothing to update", "InvalidParameterException", err)
	_, err = w.GetChannel(ctx, &cloudtrail.GetChannelInput{Channel: aws.String("none")})
	want(t, "no ARN", "ChannelARNInvalidException", err)
	_, err = w.GetChannel(ctx, &cloudtrail.GetChannelInput{Channel: aws.String("11111111-2222-3333-4444-555555555555")})
	want(t, "no channel", "ChannelNotFoundException", err)
	_, err = w.DeleteEventDataStore(ctx, &cloudtrail.DeleteEventDataStoreInput{EventDataStore: &first})
	want(t, "a store with a channel", "ChannelExistsForEDSException", err)
	list, err := w.ListChannels(ctx, &cloudtrail.ListChannelsInput{})
	if err != nil || len(list.Channels) != 1 || *list.Channels[0].Name != "theirs" || *list.Channels[0].ChannelArn != *made.ChannelArn {
		t.Errorf("%+v %v", list, err)
	}
	_, err = w.ListChannels(ctx, &cloudtrail.ListChannelsInput{NextToken: aws.String("none")})
	want(t, "a made-up token", "InvalidNextTokenException", err)
	_, err = w.DeleteChannel(ctx, &cloudtrail.DeleteChannelInput{Channel: made.ChannelArn})
	want(t, "delete", "", err)
	_, err = w.DeleteChannel(ctx, &cloudtrail.DeleteChannelInput{Channel: made.ChannelArn})
	want(t, "delete twice", "ChannelNotFoundException", err)
	_, err = w.DeleteEventDataStore(ctx, &cloudtrail.DeleteEventDataStoreInput{EventDataStore: &first})
	want(t, "a store without a channel", "", err)
}

// journal keeps what it is told.
type journal struct {
	stores []string
	events []string
	broken error
}

func (j *journal) Keep(_ context.Context, stores []string, events [][]byte) error {
	j.stores = stores
	for _, e := range events {
		j.events = append(j.events, string(e))
	}
	return j.broken
}

// An event that comes again has the ID that it had; another under the same ID of the client's has not.
func TestAnEventThatIsPutAgainHasItsID(t *testing.T) {
	var o Options
	w := newWorld(t, func(_ *world, set *Options) { o = *set })
	made, err := w.CreateChannel(t.Context(), &cloudtrail.CreateChannelInput{Name: aws.String("ours"), Source: aws.String("Custom"), Destinations: to(w.activityStore(t, "activity"))})
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{}
	door := *w.door
	door.Verify = func(*http.Request, []byte) (awsapi.Caller, error) {
		return awsapi.Caller{Key: w.key, Region: "us-east-1", Service: "cloudtrail-data"}, nil
	}
	server := httptest.NewServer(NewAuditEvents(o, j, &door))
	defer server.Close()
	put := func(id, name string) string {
		t.Helper()
		data, _ := json.Marshal(`{"version":"1","UID":"u1","userIdentity":{"type":"Person","principalId":"ann"},"eventTime":"2024-05-01T11:00:00Z","eventName":"` + name + `","eventSource":"app.example.com","recipientAccountId":"123456789012"}`)
		resp, err := http.Post(server.URL+"/PutAuditEvents?channelArn="+url.QueryEscape(*made.ChannelArn), "application/json", strings.NewReader(`{"auditEvents":[{"id":"`+id+`","eventData":`+string(data)+`}]}`))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var out struct{ Successful []struct{ EventID string } }
		if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || len(out.Successful) != 1 {
			t.Fatalf("%+v, %v, %d", out, err, resp.StatusCode)
		}
		return out.Successful[0].EventID
	}
	first := put("1", "Login")
	if again := put("1", "Login"); again != first {
		t.Errorf("%s, then %s", first, again)
	}
	if other := put("1", "Logout"); other == first {
		t.Error("another event has its ID")
	}
	if other := put("2", "Login"); other == first {
		t.Error("an event of another ID has its ID")
	}
}

func TestPutAuditEvents(t *testing.T) {
	ctx := t.Context()
	var o Options
	w := newWorld(t, func(_ *world, set *Options) { o = *set })
	store := w.activityStore(t, "activity")
	made, err := w.CreateChannel(ctx, &cloudtrail.CreateChannelInput{Name: aws.String("ours"), Source: aws.String("Custom"), Destinations: to(store)})
	if err != nil {
		t.Fatal(err)
	}
	channel := *made.ChannelArn
	j := &journal{}
	door := *w.door
	door.Verify = func(*http.Request, []byte) (awsapi.Caller, error) {
		return awsapi.Caller{Key: w.key, Region: "eu-west-1", Service: "cloudtrail-data"}, nil
	}
	server := httptest.NewServer(NewAuditEvents(o, j, &door))
	defer server.Close()
	put := func(query url.Values, body string) (int, string, string) {
		t.Helper()
		resp, err := http.Post(server.URL+"/PutAuditEvents?"+query.Encode(), "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, resp.Header.Get("X-Amzn-ErrorType"), string(text)
	}
	event := func(change string) string {
		text := `{"version":"1","UID":"u1","userIdentity":{"type":"Person","principalId":"ann","details":{"team":"red"}},"eventTime":"2024-05-01T11:00:00Z","eventName":"Login","eventSource":"app.example.com","recipientAccountId":"123456789012","sourceIPAddress":"192.0.2.1"}`
		old, replacement, _ := strings.Cut(change, " => ")
		if change != "" && !strings.Contains(text, old) {
			t.Fatalf("%q is not in the event", old)
		}
		return strings.Replace(text, old, replacement, 1)
	}
	body := func(id string, data string, more string) string {
		quoted, _ := json.Marshal(data)
		return fmt.Sprintf(`{"id":%q,"eventData":%s%s}`, id, quoted, more)
	}
	ours := url.Values{"channelArn": {channel}}
	sum := sha256.Sum256([]byte(event("")))
	status, _, text := put(ours, `{"auditEvents":[`+body("a", event(""), "")+`,`+body("b", event(""), `,"eventDataChecksum":"`+base64.StdEncoding.EncodeToString(sum[:])+`"`)+`]}`)
	var reply struct {
		Successful []struct{ ID, EventID string }
		Failed     []struct{ ID, ErrorCode, ErrorMessage string }
	}
	if err := json.Unmarshal([]byte(text), &reply); err != nil || status != http.StatusOK || len(reply.Successful) != 2 || len(reply.Failed) != 0 {
		t.Fatal(status, text, err)
	}
	if len(j.events) != 2 || len(j.stores) != 1 || !strings.HasSuffix(store, j.stores[0]) {
		t.Fatalf("%+v", j)
	}
	for _, part := range []string{
		`"eventCategory":"ActivityAuditLog"`, `"eventType":"ActivityLog"`, `"eventID":"` + reply.Successful[0].EventID + `"`, `"eventTime":"2024-05-01T11:00:00Z"`,
		`"awsRegion":"eu-west-1"`, `"metadata":{"channelARN":"` + channel + `","ingestionTime":"2024-05-01T12:00:01Z"}`, `"eventData":{"version":"1","UID":"u1"`,
	} {
		if !strings.Contains(j.events[0], part) {
			t.Errorf("%s is not in %s", part, j.events[0])
		}
	}
	for why, c := range map[string]struct{ code, event, more string }{
		"no version":                   {"FieldNotFound", event(`"version":"1", => `), ""},
		"no principal":                 {"FieldNotFound", event(`,"principalId":"ann" => `), ""},
		"an empty name":                {"FieldNotFound", event(`"Login" => ""`), ""},
		"a long version":               {"FieldTooLong", event(`"version":"1" => "version":"` + strings.Repeat("x", 257) + `"`), ""},
		"long details of the request":  {"FieldTooLong", event(`"UID" => "requestParameters":{"x":"` + strings.Repeat("x", 100<<10) + `"},"UID"`), ""},
		"another account":              {"InvalidRecipient", event(`123456789012 => 210987654321`), ""},
		"a service of AWS":             {"InvalidEventSource", event(`app.example.com => s3.amazonaws.com`), ""},
		"no time":                      {"InvalidData", event(`2024-05-01T11:00:00Z => yesterday`), ""},
		"no address":                   {"InvalidData", event(`192.0.2.1 => 192.0.2.1.1`), ""},
		"no JSON":                      {"InvalidData", `{"version":`, ""},
		"an identity that is a text":   {"InvalidData", event(`{"type":"Person","principalId":"ann","details":{"team":"red"}} => "ann"`), ""},
		"a checksum of something else": {"InvalidChecksum", event(""), `,"eventDataChecksum":"AAAA"`},
	} {
		before := len(j.events)
		status, _, text := put(ours, `{"auditEvents":[`+body("x", c.event, c.more)+`,`+body("good", event(""), "")+`]}`)
		reply.Successful, reply.Failed = nil, nil
		if err := json.Unmarshal([]byte(text), &reply); err != nil || status != http.StatusOK || len(reply.Failed) != 1 || reply.Failed[0].ErrorCode != c.code || reply.Failed[0].ID != "x" || reply.Failed[0].ErrorMessage == "" {
			t.Errorf("%s: %d %.300s", why, status, text)
		}
		if len(reply.Successful) != 1 || len(j.events) != before+1 {
			t.Errorf("%s: the other event is not in", why)
		}
	}
	got, err := w.GetChannel(ctx, &cloudtrail.GetChannelInput{Channel: &channel})
	if err != nil || got.IngestionStatus == nil || got.IngestionStatus.LatestIngestionErrorCode == nil || got.IngestionStatus.LatestIngestionSuccessTime == nil {
		t.Errorf("%+v %v", got, err)
	}
	good := `{"auditEvents":[` + body("a", event(""), "") + `]}`
	refusals := func(cases map[string][3]any) {
		t.Helper()
		for why, c := range cases {
			if status, code, text := put(c[0].(url.Values), c[1].(string)); code != c[2].(string) || status < 400 {
				t.Errorf("%s: %d %s %s", why, status, code, text)
			}
		}
	}
	refusals(map[string][3]any{
		"an ID twice":        {ours, `{"auditEvents":[` + body("a", event(""), "") + `,` + body("a", event(""), "") + `]}`, "DuplicatedAuditEventId"},
		"no events":          {ours, `{"auditEvents":[]}`, "ValidationException"},
		"too many events":    {ours, `{"auditEvents":[` + strings.TrimSuffix(strings.Repeat(body("a", "{}", "")+",", 101), ",") + `]}`, "ValidationException"},
		"an ID with a space": {ours, `{"auditEvents":[` + body("a b", event(""), "") + `]}`, "ValidationException"},
		"no JSON":            {ours, `{`, "SerializationException"},
		"no channel":         {url.Values{}, good, "ValidationException"},
		"an unknown channel": {url.Values{"channelArn": {channel[:len(channel)-36] + "11111111-2222-3333-4444-555555555555"}}, good, "ChannelNotFound"},
		"what is no channel": {url.Values{"channelArn": {"arn:aws:cloudtrail:us-east-1:123456789012:trail/x"}}, good, "InvalidChannelARN"},
		"another's channel":  {url.Values{"channelArn": {strings.Replace(channel, "123456789012", "210987654321", 1)}}, good, "ChannelInsufficientPermission"},
		"more than is taken": {ours, strings.Repeat(" ", maxPut+1), "RequestEntityTooLargeException"},
	})
	if status, code, text := put(url.Values{"channelArn": {channel[len(channel)-36:]}}, good); status != http.StatusOK {
		t.Errorf("a channel by its ID: %s %s", code, text)
	}
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root"]},"Action":"cloudtrail-data:PutAuditEvents","Resource":"` + channel + `","Condition":{"StringEquals":{"cloudtrail:ExternalId":"open sesame"}}}]}`
	if _, err := w.PutResourcePolicy(ctx, &cloudtrail.PutResourcePolicyInput{ResourceArn: &channel, ResourcePolicy: &policy}); err != nil {
		t.Fatal(err)
	}
	refusals(map[string][3]any{
		"no external ID": {ours, good, "ChannelInsufficientPermission"},
		"a wrong one":    {url.Values{"channelArn": {channel}, "externalId": {"open"}}, good, "ChannelInsufficientPermission"},
	})
	policy = strings.Replace(policy, "open sesame", "open-sesame", 1)
	if _, err := w.PutResourcePolicy(ctx, &cloudtrail.PutResourcePolicyInput{ResourceArn: &channel, ResourcePolicy: &policy}); err != nil {
		t.Fatal(err)
	}
	if status, code, text := put(url.Values{"channelArn": {channel}, "externalId": {"open-sesame"}}, good); status != http.StatusOK {
		t.Errorf("the external ID: %s %s", code, text)
	}
	w.as(auth.Key{Name: "ann", Role: auth.Analyst})
	refusals(map[string][3]any{"an analyst": {ours, good, "AccessDeniedException"}})
	w.as(auth.Key{Name: "app", Role: auth.Ingest})
	if status, _, text := put(url.Values{"channelArn": {channel}, "externalId": {"open-sesame"}}, good); status != http.StatusOK {
		t.Errorf("a key of the role ingest: %s", text)
	}
	j.broken = io.ErrShortWrite
	if status, code, text := put(url.Values{"channelArn": {channel}, "externalId": {"open-sesame"}}, good); status != http.StatusInternalServerError || strings.Contains(text, "short write") {
		t.Errorf("a journal that cannot be written: %d %s %s", status, code, text)
	}
	stores, _ := w.db.Stores(ctx)
	gone, err := stores[0].Delete(w.clock())
	if err == nil {
		err = w.db.SetStore(ctx, gone)
	}
	if err != nil || gone.Status != catalog.PendingDeletion {
		t.Fatal(err)
	}
	refusals(map[string][3]any{"no store that takes events": {url.Values{"channelArn": {channel}, "externalId": {"open-sesame"}}, good, "UnsupportedOperationException"}})
}
