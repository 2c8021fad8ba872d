package console

import (
	"crypto/tls"
	"net"
	"strings"

	"github.com/google/uuid"

	"tarn/internal/audit"
)

// eventSource is what the record of calls has for the console.
const eventSource = "console.tarn"

// event is the event of a call, but for its parameters and what came of it.
func (s *Console) event(c *call, name string, readOnly bool) audit.Event {
	address, _, err := net.SplitHostPort(c.r.RemoteAddr)
	if err != nil {
		address = c.r.RemoteAddr
	}
	e := audit.Event{
		EventVersion: audit.Version, EventTime: audit.Time(s.Now()), EventSource: eventSource, EventName: name, AWSRegion: s.Region,
		SourceIPAddress: address, UserAgent: c.r.UserAgent(), RequestID: uuid.NewString(), EventID: uuid.NewString(), ReadOnly: readOnly, EventType: "AwsApiCall",
		ManagementEvent: true, RecipientAccountID: s.Account, EventCategory: "Management",
		RequestParameters: audit.Part(nil), ResponseElements: audit.Part(nil),
		UserIdentity: audit.Identity{
			Type: "IAMUser", PrincipalID: c.key.ID, ARN: "arn:aws:iam::" + s.Account + ":user/" + c.key.Name, AccountID: s.Account, AccessKeyID: c.key.ID, UserName: c.key.Name,
		},
	}
	if t := c.r.TLS; t != nil {
		e.TLSDetails = &audit.TLS{Version: strings.ReplaceAll(tls.VersionName(t.Version), "TLS 1.", "TLSv1."), Suite: tls.CipherSuiteName(t.CipherSuite), Host: c.r.Host}
	}
	return e
}
