package audit

import (
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"
)

// Home is what part of AWS events are of.
type Home struct{ Account, Region string }

// Event begins the event of something that was asked for at home: who asked is still to be said.
func (h Home) Event(source, name string, readOnly bool, at time.Time) Event {
	return Event{
		EventVersion: Version, EventTime: Time(at), EventSource: source, EventName: name, AWSRegion: h.Region, RequestID: uuid.NewString(), EventID: uuid.NewString(),
		ReadOnly: readOnly, EventType: "AwsApiCall", ManagementEvent: true, RecipientAccountID: h.Account, EventCategory: "Management",
		RequestParameters: Part(nil), ResponseElements: Part(nil),
	}
}

// By says in an event that a request with a key asked.
func (h Home) By(e *Event, r *http.Request, k auth.Key) {
	e.SourceIPAddress, e.UserAgent = r.RemoteAddr, r.UserAgent()
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		e.SourceIPAddress = host
	}
	e.UserIdentity = Identity{Type: "IAMUser", PrincipalID: k.ID, ARN: "arn:aws:iam::" + h.Account + ":user/" + k.Name, AccountID: h.Account, AccessKeyID: k.ID, UserName: k.Name}
	if t := r.TLS; t != nil {
		e.TLSDetails = &TLS{Version: strings.ReplaceAll(tls.VersionName(t.Version), "TLS 1.", "TLSv1."), Suite: tls.CipherSuiteName(t.CipherSuite), Host: r.Host}
	}
}
