package notify_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tarn/internal/notify"
)

// service is a receiver in the place of a service of AWS, and the credentials for it.
func service(t *testing.T, answers ...http.HandlerFunc) (*receiver, *notify.AWS) {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_CONFIG_FILE", "/dev/null")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
	t.Setenv("AWS_REGION", "")
	t.Setenv("AWS_PROFILE", "")
	r := receive(t, answers...)
	return r, &notify.AWS{EndpointURL: r.URL}
}

func TestSNSPublishes(t *testing.T) {
	const ok = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`
	r, a := service(t, says(200, ok), says(200, ok), says(200, ok))
	s := &notify.SNS{AWS: a, TopicARN: "arn:aws:sns:eu-west-1:111122223333:alerts"}
	m := message("m-1")
	m.Title = "로그인\nfailed"
	if err := s.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	s = &notify.SNS{AWS: a, TopicARN: "arn:aws:sns:eu-west-1:111122223333:alerts.fifo", JSON: true}
	if err := s.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	m.Text = strings.Repeat("x", 300_000)
	if err := s.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := r.got()
	for _, g := range got {
		if !strings.Contains(g.header.Get("Authorization"), "Credential=AKIAEXAMPLE/") || !strings.Contains(g.header.Get("Authorization"), "/eu-west-1/sns/aws4_request") {
			t.Errorf("signed as %s", g.header.Get("Authorization"))
		}
	}
	text, _ := url.ParseQuery(got[0].body)
	if text.Get("Action") != "Publish" || text.Get("TopicArn") != "arn:aws:sns:eu-west-1:111122223333:alerts" || text.Get("Subject") != "[HIGH] ??? failed" || !strings.Contains(text.Get("Message"), "이영희 🚀") {
		t.Errorf("%v", text)
	}
	fifo, _ := url.ParseQuery(got[1].body)
	var detail notify.Message
	if err := json.Unmarshal([]byte(fifo.Get("Message")), &detail); err != nil || detail.ID != "m-1" || fifo.Get("MessageDeduplicationId") != "m-1" || fifo.Get("MessageGroupId") != "signin" || fifo.Has("Subject") {
		t.Errorf("%v %v", err, fifo)
	}
	long, _ := url.ParseQuery(got[2].body)
	if n := len(long.Get("Message")); n > 256<<10 || n < 1000 {
		t.Errorf("a message of %d bytes", n)
	}
}

func TestEventBridgePutsEvents(t *testing.T) {
	r, a := service(t, says(200, `{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}`), says(200, `{"FailedEntryCount":1,"Entries":[{"ErrorCode":"ThrottlingException","ErrorMessage":"slow down"}]}`))
	b := &notify.EventBridge{AWS: a, Bus: "arn:aws:events:ap-northeast-2:111122223333:event-bus/alerts"}
	if err := b.Send(t.Context(), message("m-1")); err != nil {
		t.Fatal(err)
	}
	// One that the bus did not take is no success, though the call was.
	if err := b.Send(t.Context(), message("m-2")); err == nil || !strings.Contains(err.Error(), "slow down") {
		t.Error(err)
	}
	got := r.got()[0]
	if got.header.Get("X-Amz-Target") != "AWSEvents.PutEvents" || !strings.Contains(got.header.Get("Authorization"), "/ap-northeast-2/events/aws4_request") {
		t.Errorf("%+v", got.header)
	}
	var in struct {
		Entries []struct{ Source, DetailType, Detail, EventBusName string }
	}
	var detail notify.Message
	if err := json.Unmarshal([]byte(got.body), &in); err != nil || len(in.Entries) != 1 {
		t.Fatal(err, got.body)
	}
	if err := json.Unmarshal([]byte(in.Entries[0].Detail), &detail); err != nil || detail.ID != "m-1" || in.Entries[0].Source != "tarn" || in.Entries[0].DetailType != "Tarn Alert" || in.Entries[0].EventBusName != b.Bus {
		t.Errorf("%v %+v", err, in)
	}
}

func TestAnswersOfAWS(t *testing.T) {
	answer := func(status int, code string) http.HandlerFunc {
		return says(status, `<ErrorResponse><Error><Type>Sender</Type><Code>`+code+`</Code><Message>m</Message></Error></ErrorResponse>`)
	}
	for _, c := range []struct {
		status    int
		code      string
		permanent bool
	}{{404, "NotFound", true}, {400, "InvalidParameter", true}, {403, "AuthorizationError", false}, {400, "Throttling", false}, {500, "InternalError", false}} {
		_, a := service(t, answer(c.status, c.code), answer(c.status, c.code))
		err := (&notify.SNS{AWS: a, TopicARN: "arn:aws:sns:eu-west-1:111122223333:alerts"}).Send(t.Context(), message("m"))
		var refused *notify.Refusal
		if !errors.As(err, &refused) || refused.Permanent != c.permanent {
			t.Errorf("%d %s: %v", c.status, c.code, err)
		}
	}
}
