package notify

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

// Slack's limits (https://docs.slack.dev/reference/block-kit/blocks): blocks of a message, characters of a section's text, of a header, of a
// field, of an address, and fields of a section. fallback is what fits a notification.
const (
	slackBlocks  = 50
	slackSection = 3000
	slackHeader  = 150
	slackField   = 2000
	slackFields  = 10
	slackURL     = 3000
	fallback     = 3000
)

// Slack posts messages to an incoming webhook of Slack's, as Block Kit.
type Slack struct {
	URL    Secret
	Guard  Guard
	client *http.Client
}

// NewSlack makes a notifier for an incoming webhook.
func NewSlack(url Secret, g Guard) *Slack { return &Slack{URL: url, Guard: g, client: g.client()} }

// Send implements Notifier.
func (s *Slack) Send(ctx context.Context, m Message) error {
	address, err := s.URL.Read()
	if err != nil {
		return err
	}
	body, err := json.Marshal(slackPayload(m))
	if err != nil {
		return err
	}
	return post(ctx, s.client, address, body, nil)
}

type block map[string]any

func plainText(s string) block { return block{"type": "plain_text", "text": s, "emoji": false} }

func markdown(s string) block { return block{"type": "mrkdwn", "text": s, "verbatim": true} }

// slackEscape writes a text so that Slack shows it as it is: no mention and no link comes of what a log says.
var slackEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escaped is a text of at most n characters once it is escaped.
func escaped(s string, n int) string {
	out := slackEscape.Replace(s)
	for limit := n; ; limit = limit * 9 / 10 {
		if short := cut(out, n); short == out {
			return out
		}
		out = slackEscape.Replace(cut(s, limit))
	}
}

// slackPayload is a message as Slack takes it.
func slackPayload(m Message) any {
	m = m.named()
	blocks := []block{{"type": "header", "text": plainText(cut(m.heading(), slackHeader))}}
	if m.Text != "" {
		blocks = append(blocks, block{"type": "section", "text": markdown(escaped(m.Text, slackSection))})
	}
	var fields []block
	field := func(name, value string) {
		if value != "" {
			fields = append(fields, markdown("*"+escaped(name, 100)+"*\n"+escaped(value, slackField-200)))
		}
	}
	for _, f := range m.Fields {
		field(f.Name, f.Value)
	}
	if len(m.Rows) == 1 {
		for i, name := range m.Columns {
			field(name, m.Rows[0][i])
		}
	}
	for len(fields) > 0 && len(blocks) < slackBlocks-4 {
		n := min(slackFields, len(fields))
		blocks = append(blocks, block{"type": "section", "fields": fields[:n]})
		fields = fields[n:]
	}
	if len(m.Rows) > 1 {
		shown := 0
		for _, row := range m.Rows {
			if len(blocks) == slackBlocks-3 {
				break
			}
			var parts []string
			for i, value := range row {
				if value != "" {
					parts = append(parts, "*"+escaped(m.Columns[i], 100)+"* "+escaped(value, 300))
				}
			}
			text := strings.Join(parts, "  ")
			if cut(text, slackSection) != text {
				text = escaped(strings.Join(row, "  "), slackSection)
			}
			if text == "" {
				text = "(an empty row)"
			}
			blocks = append(blocks, block{"type": "section", "text": markdown(text)})
			shown++
		}
		m.More += len(m.Rows) - shown
	}
	if m.More > 0 {
		blocks = append(blocks, block{"type": "context", "elements": []block{markdown(m.more(m.More))}})
	}
	for i, s := range m.Sections {
		if len(blocks) >= slackBlocks-3 {
			blocks = append(blocks, block{"type": "context", "elements": []block{markdown(m.more(len(m.Sections) - i))}})
			break
		}
		blocks = append(blocks, block{"type": "section", "text": markdown(m.slackTable(s))})
	}
	if m.Link != "" && len(m.Link) <= slackURL {
		blocks = append(blocks, block{"type": "actions", "elements": []block{{"type": "button", "text": plainText(m.open()), "url": m.Link}}})
	}
	foot := m.Time.UTC().Format("2006-01-02 15:04:05 UTC")
	if m.Rule != "" {
		foot = "rule " + m.Rule + ", " + foot
	}
	blocks = append(blocks, block{"type": "context", "elements": []block{markdown(escaped(foot, 500))}})
	text := m.heading()
	if m.Text != "" {
		text += ": " + m.Text
	}
	return map[string]any{"text": escaped(text, fallback), "blocks": blocks, "unfurl_links": false, "unfurl_media": false}
}
