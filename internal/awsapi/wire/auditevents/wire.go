// Package auditevents has the structs of an AWS API as they are on the wire, and checks their members.
//
// It is written by internal/awsapi/wire/gen from botocore's service model (cloudtrail-data/2021-08-11).
package auditevents

import "tarn/internal/awsapi/wire"

// Operations are those that the structs below are for.
var Operations = map[string]wire.Operation{
	"PutAuditEvents": {
		Input:  func() wire.Shape { return new(PutAuditEventsRequest) },
		Output: func() wire.Shape { return new(PutAuditEventsResponse) },
		Errors: []string{"ChannelInsufficientPermission", "ChannelNotFound", "InvalidChannelARN", "ChannelUnsupportedSchema", "DuplicatedAuditEventId", "UnsupportedOperationException"},
	},
}

// Others are the service's operations that have no structs here.
var Others = []string{}

// AuditEvent is the API's AuditEvent.
type AuditEvent struct {
	EventData         *string `json:"eventData,omitzero"`
	EventDataChecksum *string `json:"eventDataChecksum,omitzero"`
	Id                *string `json:"id,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AuditEvent) Check(c *wire.Check, at string) {
	c.Required(s.EventData != nil, c.At(at, "eventData"))
	c.Required(s.Id != nil, c.At(at, "id"))
	if s.Id != nil {
		c.Length(*s.Id, c.At(at, "id"), 1, 128)
		c.Matches(*s.Id, c.At(at, "id"), &patterns[0])
	}
}

// AuditEventResultEntry is the API's AuditEventResultEntry.
type AuditEventResultEntry struct {
	EventID *string `json:"eventID,omitzero"`
	Id      *string `json:"id,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AuditEventResultEntry) Check(c *wire.Check, at string) {
	c.Required(s.EventID != nil, c.At(at, "eventID"))
	if s.EventID != nil {
		c.Length(*s.EventID, c.At(at, "eventID"), 1, 128)
		c.Matches(*s.EventID, c.At(at, "eventID"), &patterns[0])
	}
	c.Required(s.Id != nil, c.At(at, "id"))
	if s.Id != nil {
		c.Length(*s.Id, c.At(at, "id"), 1, 128)
		c.Matches(*s.Id, c.At(at, "id"), &patterns[0])
	}
}

// PutAuditEventsRequest is the API's PutAuditEventsRequest.
type PutAuditEventsRequest struct {
	AuditEvents []AuditEvent `json:"auditEvents,omitzero"`
	ChannelArn  *string      `json:"-"` // in the querystring
	ExternalId  *string      `json:"-"` // in the querystring
}

// Check notes the members that the API does not take.
func (s *PutAuditEventsRequest) Check(c *wire.Check, at string) {
	c.Required(s.AuditEvents != nil, c.At(at, "auditEvents"))
	if s.AuditEvents != nil {
		c.Size(len(s.AuditEvents), c.At(at, "auditEvents"), 1, 100)
	}
	for i, e := range s.AuditEvents {
		e.Check(c, c.Item(c.At(at, "auditEvents"), i))
	}
	c.Required(s.ChannelArn != nil, c.At(at, "channelArn"))
	if s.ChannelArn != nil {
		c.Matches(*s.ChannelArn, c.At(at, "channelArn"), &patterns[1])
	}
	if s.ExternalId != nil {
		c.Length(*s.ExternalId, c.At(at, "externalId"), 2, 1224)
		c.Matches(*s.ExternalId, c.At(at, "externalId"), &patterns[2])
	}
}

// PutAuditEventsResponse is the API's PutAuditEventsResponse.
type PutAuditEventsResponse struct {
	Failed     []ResultErrorEntry      `json:"failed,omitzero"`
	Successful []AuditEventResultEntry `json:"successful,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PutAuditEventsResponse) Check(c *wire.Check, at string) {
	c.Required(s.Failed != nil, c.At(at, "failed"))
	if s.Failed != nil {
		c.Size(len(s.Failed), c.At(at, "failed"), 0, 100)
	}
	for i, e := range s.Failed {
		e.Check(c, c.Item(c.At(at, "failed"), i))
	}
	c.Required(s.Successful != nil, c.At(at, "successful"))
	if s.Successful != nil {
		c.Size(len(s.Successful), c.At(at, "successful"), 0, 100)
	}
	for i, e := range s.Successful {
		e.Check(c, c.Item(c.At(at, "successful"), i))
	}
}

// ResultErrorEntry is the API's ResultErrorEntry.
type ResultErrorEntry struct {
	ErrorCode    *string `json:"errorCode,omitzero"`
	ErrorMessage *string `json:"errorMessage,omitzero"`
	Id           *string `json:"id,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultErrorEntry) Check(c *wire.Check, at string) {
	c.Required(s.ErrorCode != nil, c.At(at, "errorCode"))
	if s.ErrorCode != nil {
		c.Length(*s.ErrorCode, c.At(at, "errorCode"), 1, 128)
	}
	c.Required(s.ErrorMessage != nil, c.At(at, "errorMessage"))
	if s.ErrorMessage != nil {
		c.Length(*s.ErrorMessage, c.At(at, "errorMessage"), 1, 1024)
	}
	c.Required(s.Id != nil, c.At(at, "id"))
	if s.Id != nil {
		c.Length(*s.Id, c.At(at, "id"), 1, 128)
		c.Matches(*s.Id, c.At(at, "id"), &patterns[0])
	}
}

var patterns = [...]wire.Pattern{
	{Text: "^[-_A-Za-z0-9]+$"},
	{Text: "^arn:.*$"},
	{Text: "^[\\w+=,.@:\\/-]*$"},
}
