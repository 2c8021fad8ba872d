package cloudtrail

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireaudit "tarn/internal/awsapi/wire/auditevents"
	"tarn/internal/catalog"
	"tarn/internal/decode"
)

// Journal keeps events from outside AWS until they are in their stores.
type Journal interface {
	// Keep is durable when it returns: each event, one line of JSON, comes into every one of the stores, once. Where it fails,
	// none comes into any, or all come into all. An event that was kept before and differs in its ingestion time only is the same.
	Keep(ctx context.Context, stores []string, events [][]byte) error
}

// AuditEvents answers the service cloudtrail-data: PutAuditEvents
// (https://docs.aws.amazon.com/awscloudtraildata/latest/APIReference/API_PutAuditEvents.html).
type AuditEvents struct {
	*service
	Journal Journal
	Door    *awsapi.Door
}

// NewAuditEvents makes it of the options that New gets.
func NewAuditEvents(o Options, j Journal, d *awsapi.Door) *AuditEvents {
	return &AuditEvents{service: newService(o), Journal: j, Door: d}
}

const putAuditEvents = "PutAuditEvents"

// maxPut bounds a request, in bytes: 1 MB of events, and what JSON puts around them.
const maxPut = 2 << 20

// Answers reports whether a request is one for this handler.
func (a *AuditEvents) Answers(r *http.Request) bool {
	return r.URL.Path == "/"+putAuditEvents && r.Header.Get("X-Amz-Target") == ""
}

// ServeHTTP answers one call.
func (a *AuditEvents) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, putAuditEvents+" is a POST", http.StatusMethodNotAllowed)
		return
	}
	asked := r.URL.Query()
	model := wireaudit.Operations[putAuditEvents]
	model.Input = func() wire.Shape {
		in := &wireaudit.PutAuditEventsRequest{}
		if asked.Has("channelArn") {
			in.ChannelArn = new(asked.Get("channelArn"))
		}
		if asked.Has("externalId") {
			in.ExternalId = new(asked.Get("externalId"))
		}
		// The API takes a channel's ID, too, though the pattern of its model is an ARN's.
		if in.ChannelArn != nil && uuid.Validate(*in.ChannelArn) == nil {
			*in.ChannelArn = channelARN(a.Door.Home, *in.ChannelArn)
		}
		return in
	}
	a.Door.ServeREST(w, r, &awsapi.Service{
		Name: "cloudtrail-data", Operations: map[string]awsapi.Operation{putAuditEvents: {Model: model, Access: auth.Put, Do: awsapi.Do(a.put)}},
	}, putAuditEvents, maxPut)
}

func (a *AuditEvents) put(ctx context.Context, c *awsapi.Call, in *wireaudit.PutAuditEventsRequest) (*wireaudit.PutAuditEventsResponse, error) {
	ch, err := a.channelOf(ctx, c, in)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, e := range in.AuditEvents {
		if seen[*e.Id] {
			return nil, wire.Fail("DuplicatedAuditEventId", "Two or more entries in the request have the same event ID: %s", *e.Id)
		}
		seen[*e.Id] = true
	}
	stores, err := a.open(ctx, ch)
	if err != nil {
		return nil, err
	}
	out := &wireaudit.PutAuditEventsResponse{Failed: []wireaudit.ResultErrorEntry{}, Successful: []wireaudit.AuditEventResultEntry{}}
	var lines [][]byte
	for _, e := range in.AuditEvents {
		made := enriched{Call: c, Channel: channelARN(c.Home, ch.ID), ID: eventID(ch, e), Now: a.Now().UTC()}
		line, failed := made.event(e)
		if failed != nil {
			out.Failed = append(out.Failed, wireaudit.ResultErrorEntry{Id: e.Id, ErrorCode: new(failed.code), ErrorMessage: new(failed.message)})
			continue
		}
		lines = append(lines, line)
		out.Successful = append(out.Successful, wireaudit.AuditEventResultEntry{Id: e.Id, EventID: new(made.ID)})
	}
	if len(lines) > 0 {
		if err := a.Journal.Keep(ctx, stores, lines); err != nil {
			return nil, err
		}
	}
	// What was kept was kept: the client is not to bring it again.
	if err := a.note(ctx, ch, out); err != nil {
		a.Log.Error("what a channel brought could not be noted", "channel", ch.ID, "err", err)
	}
	return out, nil
}

// eventID follows from the channel, the client's ID and the event, so that a request that is made again brings nothing twice.
func eventID(ch catalog.Channel, e wireaudit.AuditEvent) string {
	content := decode.ContentHash([]byte(*e.EventData))
	name := append([]byte(*e.Id+"\x00"), content[:]...)
	return uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceURL, []byte(channelResource+"/"+ch.ID)), name).String()
}

// channelOf finds the channel that a request names, and checks that the caller may use it.
func (a *AuditEvents) channelOf(ctx context.Context, c *awsapi.Call, in *wireaudit.PutAuditEventsRequest) (catalog.Channel, error) {
	arn := *in.ChannelArn
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 && parts[2] == "cloudtrail" && parts[4] != c.Home.Account {
		return catalog.Channel{}, wire.Fail("ChannelInsufficientPermission", "The caller's account ID must be the same as the channel owner's account ID.")
	}
	id, ok := idOf(c.Home, channelResource, arn)
	if !ok {
		return catalog.Channel{}, wire.Fail("InvalidChannelARN", "The specified channel ARN is not a valid channel ARN: %s", arn)
	}
	all, err := a.Channels.Channels(ctx)
	if err != nil {
		return catalog.Channel{}, err
	}
	at := slices.IndexFunc(all, func(ch catalog.Channel) bool { return ch.ID == id })
	if at < 0 {
		return catalog.Channel{}, wire.Fail("ChannelNotFound", "The channel could not be found: %s", arn)
	}
	policy, err := a.Policies.Policy(ctx, channelResource+"/"+id)
	if err != nil {
		return catalog.Channel{}, err
	}
	if ids := externalIDs(policy); len(ids) > 0 && !slices.Contains(ids, wire.ValueOr(in.ExternalId, "")) {
		return catalog.Channel{}, wire.Fail("ChannelInsufficientPermission", "The channel's resource policy asks for another external ID.")
	}
	for _, store := range all[at].Stores {
		if !c.Key.MayRead(store) {
			return catalog.Channel{}, wire.Fail("ChannelInsufficientPermission", "The key does not reach every event data store of the channel.")
		}
	}
	return all[at], nil
}

// open are those of the channel's stores that take events.
func (a *AuditEvents) open(ctx context.Context, ch catalog.Channel) ([]string, error) {
	all, err := a.Stores.Stores(ctx)
	if err != nil {
		return nil, err
	}
	var open []string
	for _, e := range all {
		if ch.Feeds(e.ID) && e.Status == catalog.Enabled {
			open = append(open, e.ID)
		}
	}
	if len(open) == 0 {
		return nil, wire.Fail("UnsupportedOperationException", "None of the channel's event data stores takes events.")
	}
	return open, nil
}

// note keeps when the channel brought something, for GetChannel.
func (a *AuditEvents) note(ctx context.Context, ch catalog.Channel, out *wireaudit.PutAuditEventsResponse) error {
	now := a.Now().UTC()
	ch.Ingestion.Attempt, ch.Ingestion.Error = now, ""
	if n := len(out.Successful); n > 0 {
		ch.Ingestion.AttemptEvent, ch.Ingestion.Success, ch.Ingestion.SuccessEvent = *out.Successful[n-1].EventID, now, *out.Successful[n-1].EventID
	}
	if n := len(out.Failed); n > 0 {
		ch.Ingestion.AttemptEvent, ch.Ingestion.Error = *out.Failed[n-1].Id, *out.Failed[n-1].ErrorCode
	}
	return a.Channels.SetAttempts(ctx, ch.ID, ch.Ingestion)
}

// enriched is an event with what CloudTrail adds to it
// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-integration-event-schema.html).
type enriched struct {
	*awsapi.Call
	Channel, ID string
	Now         time.Time
}

func (m enriched) event(e wireaudit.AuditEvent) ([]byte, *unfit) {
	data, failed := checkActivity(e, m.Home.Account)
	if failed != nil {
		return nil, failed
	}
	line, err := json.Marshal(struct {
		EventVersion       string            `json:"eventVersion"`
		EventCategory      string            `json:"eventCategory"`
		EventType          string            `json:"eventType"`
		EventID            string            `json:"eventID"`
		EventTime          string            `json:"eventTime"`
		AwsRegion          string            `json:"awsRegion"`
		RecipientAccountID string            `json:"recipientAccountId"`
		Metadata           map[string]string `json:"metadata"`
		EventData          json.RawMessage   `json:"eventData"`
	}{
		EventVersion: "1.08", EventCategory: "ActivityAuditLog", EventType: "ActivityLog", EventID: m.ID, EventTime: data.time.Format(time.RFC3339),
		AwsRegion: m.Region, RecipientAccountID: m.Home.Account,
		Metadata:  map[string]string{"ingestionTime": m.Now.Format(time.RFC3339), "channelARN": m.Channel},
		EventData: json.RawMessage(*e.EventData),
	})
	if err != nil {
		return nil, &unfit{"InvalidData", "the event is not JSON: " + err.Error()}
	}
	return line, nil
}
