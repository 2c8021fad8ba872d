// Package audit keeps the record of calls: each as an event of CloudTrail's, in a journal that the store tarn-audit is fed from.
package audit

import (
	"encoding/json"
	"time"
)

// Event is a call, as CloudTrail writes one:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html.
type Event struct {
	EventVersion       string          `json:"eventVersion"`
	UserIdentity       Identity        `json:"userIdentity"`
	EventTime          string          `json:"eventTime"`
	EventSource        string          `json:"eventSource"`
	EventName          string          `json:"eventName"`
	AWSRegion          string          `json:"awsRegion"`
	SourceIPAddress    string          `json:"sourceIPAddress"`
	UserAgent          string          `json:"userAgent,omitempty"`
	ErrorCode          string          `json:"errorCode,omitempty"`
	ErrorMessage       string          `json:"errorMessage,omitempty"`
	RequestParameters  json.RawMessage `json:"requestParameters"`
	ResponseElements   json.RawMessage `json:"responseElements"`
	RequestID          string          `json:"requestID,omitempty"`
	EventID            string          `json:"eventID"`
	ReadOnly           bool            `json:"readOnly"`
	EventType          string          `json:"eventType"`
	ManagementEvent    bool            `json:"managementEvent"`
	RecipientAccountID string          `json:"recipientAccountId"`
	EventCategory      string          `json:"eventCategory"`
	TLSDetails         *TLS            `json:"tlsDetails,omitempty"`
}

// Identity is who called.
type Identity struct {
	Type        string `json:"type"`
	PrincipalID string `json:"principalId,omitempty"`
	ARN         string `json:"arn,omitempty"`
	AccountID   string `json:"accountId,omitempty"`
	AccessKeyID string `json:"accessKeyId,omitempty"`
	UserName    string `json:"userName,omitempty"`
}

// TLS is how the connection was encrypted.
type TLS struct {
	Version string `json:"tlsVersion"`
	Suite   string `json:"cipherSuite"`
	Host    string `json:"clientProvidedHostHeader,omitempty"`
}

// Version is that of CloudTrail's events that these are like.
const Version = "1.11"

// Time is a time as an event has it: whole seconds, UTC.
func Time(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// maxPart bounds what an event has of a request or an answer. CloudTrail bounds whole events at 256 KB and leaves out likewise.
const maxPart = 64 << 10

// Part is a request's parameters or an answer's elements; what is too long is left out, which it says.
func Part(text json.RawMessage) json.RawMessage {
	if len(text) == 0 {
		return json.RawMessage("null")
	}
	if len(text) > maxPart {
		text, _ = json.Marshal(map[string]any{"omitted": true, "originalSize": len(text), "reason": "longer than 64 KB"})
	}
	return text
}
