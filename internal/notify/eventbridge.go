package notify

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
)

// EventBridge puts messages onto an event bus, with the source "tarn" and the detail type "Tarn Alert"; the detail has the form of the
// webhook's data. What listens tells by detail.id what it has had.
type EventBridge struct {
	*AWS
	// Bus is the name or the ARN of the bus.
	Bus string
}

// maxEvent is how long an entry may be, in bytes (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html), less what is not the detail.
const maxEvent = 255 << 10

// Send implements Notifier.
func (b *EventBridge) Send(ctx context.Context, m Message) error {
	cfg, err := b.config(ctx, regionOf(b.Bus))
	if err != nil {
		return err
	}
	detail, err := json.Marshal(m)
	if len(detail) > maxEvent {
		detail, err = json.Marshal(m.short())
	}
	if err != nil {
		return err
	}
	out, err := eventbridge.NewFromConfig(cfg).PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
		EventBusName: aws.String(b.Bus), Source: aws.String("tarn"), DetailType: aws.String("Tarn Alert"), Detail: aws.String(string(detail)), Time: aws.Time(m.Time),
	}}})
	if err != nil {
		return refusalOf(err)
	}
	if out.FailedEntryCount > 0 && len(out.Entries) > 0 {
		return fmt.Errorf("EventBridge did not take the event: %s: %s", aws.ToString(out.Entries[0].ErrorCode), aws.ToString(out.Entries[0].ErrorMessage))
	}
	return nil
}
