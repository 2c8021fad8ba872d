package cloudtrail

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	wireaudit "tarn/internal/awsapi/wire/auditevents"
)

// unfit says why an event is not taken, in the codes of the API.
type unfit struct{ code, message string }

func refuse(code, format string, args ...any) *unfit {
	return &unfit{code, fmt.Sprintf(format, args...)}
}

// activity is what is looked at of an event from outside AWS.
type activity struct{ time time.Time }

// field is a member of an event's data: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-integration-event-schema.html.
type field struct {
	name     string
	required bool
	// most is the longest text in characters, or JSON in bytes.
	most int
	json bool
}

var activityFields = []field{
	{"version", true, 256, false}, {"userIdentity", true, 0, true}, {"userAgent", false, 1024, false}, {"eventSource", true, 1024, false},
	{"eventName", true, 1024, false}, {"eventTime", true, 64, false}, {"UID", true, 1024, false}, {"requestParameters", false, 100 << 10, true},
	{"responseElements", false, 100 << 10, true}, {"errorCode", false, 256, false}, {"errorMessage", false, 256, false}, {"sourceIPAddress", false, 64, false},
	{"recipientAccountId", true, 12, false}, {"additionalEventData", false, 28 << 10, true},
}

var identityFields = []field{{"type", true, 128, false}, {"principalId", true, 1024, false}, {"details", false, 0, true}}

// checkActivity checks an event as the API's schema has it; account is the channel's.
func checkActivity(e wireaudit.AuditEvent, account string) (activity, *unfit) {
	var out activity
	text := *e.EventData
	if e.EventDataChecksum != nil {
		sum := sha256.Sum256([]byte(text))
		if base64.StdEncoding.EncodeToString(sum[:]) != *e.EventDataChecksum {
			return out, refuse("InvalidChecksum", "the checksum is not that of eventData")
		}
	}
	var data map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &data); err != nil || data == nil {
		return out, refuse("InvalidData", "eventData is not a JSON object")
	}
	texts, failed := checkFields("eventData", data, activityFields)
	if failed != nil {
		return out, failed
	}
	var identity map[string]json.RawMessage
	if err := json.Unmarshal(data["userIdentity"], &identity); err != nil {
		return out, refuse("InvalidData", "eventData.userIdentity is not a JSON object")
	}
	if _, failed := checkFields("eventData.userIdentity", identity, identityFields); failed != nil {
		return out, failed
	}
	if texts["recipientAccountId"] != account {
		return out, refuse("InvalidRecipient", "eventData.recipientAccountId is not %s, the account of the channel", account)
	}
	if strings.HasSuffix(texts["eventSource"], ".amazonaws.com") {
		return out, refuse("InvalidEventSource", "eventData.eventSource %s is a service of AWS", texts["eventSource"])
	}
	if ip := texts["sourceIPAddress"]; ip != "" {
		if _, err := netip.ParseAddr(ip); err != nil {
			return out, refuse("InvalidData", "eventData.sourceIPAddress is not an IP address")
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, texts["eventTime"]); err == nil {
			out.time = t.UTC().Truncate(time.Second)
			return out, nil
		}
	}
	return out, refuse("InvalidData", "eventData.eventTime is not a time as in 2024-01-31T12:00:00Z")
}

// checkFields checks the members of an object, and gives its texts.
func checkFields(at string, data map[string]json.RawMessage, fields []field) (map[string]string, *unfit) {
	texts := map[string]string{}
	for _, f := range fields {
		v, there := data[f.name]
		if !there || string(v) == "null" {
			if f.required {
				return nil, refuse("FieldNotFound", "%s.%s is missing", at, f.name)
			}
			continue
		}
		if f.json {
			if len(v) == 0 || v[0] != '{' {
				return nil, refuse("InvalidData", "%s.%s is not a JSON object", at, f.name)
			}
			if f.most > 0 && len(v) > f.most {
				return nil, refuse("FieldTooLong", "%s.%s has %d bytes: at most %d are taken", at, f.name, len(v), f.most)
			}
			continue
		}
		var s string
		if err := json.Unmarshal(v, &s); err != nil {
			return nil, refuse("InvalidData", "%s.%s is not a text", at, f.name)
		}
		if n := utf8.RuneCountInString(s); n > f.most {
			return nil, refuse("FieldTooLong", "%s.%s has %d characters: at most %d are taken", at, f.name, n, f.most)
		}
		if s == "" && f.required {
			return nil, refuse("FieldNotFound", "%s.%s is empty", at, f.name)
		}
		texts[f.name] = s
	}
	return texts, nil
}
