package notify

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
)

// SNS publishes messages to a topic: a text for people, or JSON for programs, which has the form of the webhook's data. A FIFO topic drops what
// it had in the last five minutes, by the message's ID (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
type SNS struct {
	*AWS
	TopicARN string
	JSON     bool
}

// maxSNS is how long a message of SNS may be, in bytes.
const maxSNS = 256 << 10

// Send implements Notifier.
func (s *SNS) Send(ctx context.Context, m Message) error {
	cfg, err := s.config(ctx, regionOf(s.TopicARN))
	if err != nil {
		return err
	}
	text, err := s.text(m)
	if len(text) > maxSNS {
		text, err = s.text(m.short())
	}
	if err != nil {
		return err
	}
	in := &sns.PublishInput{TopicArn: aws.String(s.TopicARN), Message: aws.String(text), MessageAttributes: map[string]types.MessageAttributeValue{}}
	for name, value := range map[string]string{"id": m.ID, "rule": m.Rule, "severity": m.Severity, "state": string(m.State)} {
		if value != "" {
			in.MessageAttributes[name] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(value)}
		}
	}
	if subject := ascii(m.named().heading(), 100); subject != "" && !strings.HasSuffix(s.TopicARN, ".fifo") {
		in.Subject = aws.String(subject)
	}
	if strings.HasSuffix(s.TopicARN, ".fifo") {
		group := m.Rule
		if group == "" {
			group = "tarn"
		}
		in.MessageGroupId, in.MessageDeduplicationId = aws.String(group), aws.String(m.ID)
	}
	_, err = sns.NewFromConfig(cfg).Publish(ctx, in)
	if err != nil {
		return refusalOf(err)
	}
	return nil
}

func (s *SNS) text(m Message) (string, error) {
	if !s.JSON {
		return m.Plain(), nil
	}
	raw, err := json.Marshal(m)
	return string(raw), err
}

// ascii is a subject as SNS takes it: characters of ASCII on one line, less than so many.
func ascii(s string, n int) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case b.Len() >= n-1:
			return strings.TrimSpace(b.String())
		case r < ' ':
			b.WriteByte(' ')
		case r > '~':
			b.WriteByte('?')
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}
