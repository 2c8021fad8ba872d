package notify_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode/utf16"

	"tarn/internal/account"
	"tarn/internal/notify"
)

type slackText struct{ Type, Text string }

type slackBlock struct {
	Type     string
	Text     *slackText
	Fields   []slackText
	Elements []struct {
		Type string
		Text any
		URL  string
	}
}

// within fails where a payload breaks a limit of https://docs.slack.dev/reference/block-kit/blocks.
func within(t *testing.T, body string) []slackBlock {
	t.Helper()
	var p struct {
		Text   string
		Blocks []slackBlock
	}
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatal(err)
	}
	size := func(s string) int { return len(utf16.Encode([]rune(s))) }
	check := func(what, s string, most int) {
		if n := size(s); n == 0 || n > most {
			t.Errorf("%s has %d characters, of 1 to %d", what, n, most)
		}
		if strings.Contains(s, "<!channel>") || strings.Contains(s, "<http") {
			t.Errorf("%s has a mention or a link that a log wrote: %s", what, s)
		}
	}
	check("the text", p.Text, 4000)
	if len(p.Blocks) > 50 {
		t.Errorf("%d blocks", len(p.Blocks))
	}
	for _, b := range p.Blocks {
		switch b.Type {
		case "header":
			if b.Text.Type != "plain_text" || size(b.Text.Text) > 150 {
				t.Errorf("a header of %d", size(b.Text.Text))
			}
		case "section":
			if b.Text != nil {
				check("a section", b.Text.Text, 3000)
			}
			if len(b.Fields) > 10 || b.Text == nil && b.Fields == nil {
				t.Errorf("a section with %d fields", len(b.Fields))
			}
			for _, f := range b.Fields {
				check("a field", f.Text, 2000)
			}
		case "context", "actions":
			if len(b.Elements) == 0 || len(b.Elements) > 10 {
				t.Errorf("%s of %d", b.Type, len(b.Elements))
			}
			for _, e := range b.Elements {
				if size(e.URL) > 3000 {
					t.Errorf("an address of %d", size(e.URL))
				}
			}
		default:
			t.Errorf("a block of the type %s", b.Type)
		}
	}
	return p.Blocks
}

func TestSlackMessagesAreWithinTheLimits(t *testing.T) {
	r := receive(t)
	s := notify.NewSlack(secret(t, r.URL), loopback)
	small := message("small")
	huge := message("huge")
	nasty := strings.Repeat("&<!channel> <http://evil.example|click> 🚀한", 2000)
	huge.Title, huge.Text, huge.Link = nasty, nasty, "https://tarn.example.com/"+strings.Repeat("x", 2900)
	for i := range 60 {
		huge.Fields = append(huge.Fields, notify.Field{Name: nasty, Value: nasty})
		huge.Rows = append(huge.Rows, []string{fmt.Sprint(i), nasty})
	}
	wide := message("wide")
	wide.Columns, wide.Rows = nil, [][]string{nil}
	for i := range 200 {
		wide.Columns = append(wide.Columns, fmt.Sprint("column", i))
		wide.Rows[0] = append(wide.Rows[0], nasty)
	}
	test := notify.TestMessage("https://tarn.example.com", small.Time)
	for _, m := range []notify.Message{small, huge, wide, test, {ID: "bare", Title: "bare"}} {
		if err := s.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	got := r.got()
	var all []string
	for _, g := range got {
		within(t, g.body)
		all = append(all, g.body)
	}
	for _, want := range []string{"[HIGH] Console sign-in from elsewhere", "kim \\u0026amp; lee \\u0026lt;kim@example.com\\u0026gt; signed in", "이영희 🚀", "https://tarn.example.com/query?sql=SELECT+1", "rule signin"} {
		if !strings.Contains(all[0], want) {
			t.Errorf("the message has no %q: %s", want, all[0])
		}
	}
	if !strings.Contains(all[1], " more") {
		t.Error("nothing says that there are more rows")
	}
}

// TestPeopleReadTheNamesOfAccounts: beside the IDs, in whatever form a person reads a message; programs get the IDs as they are, and the names apart.
func TestPeopleReadTheNamesOfAccounts(t *testing.T) {
	m := message("named")
	m.Title, m.Text = "Root in 111122223333", "arn:aws:iam::111122223333:root signed in to 111122223333."
	m.Fields = []notify.Field{{Name: "recipientAccountId", Value: "111122223333"}}
	m.Columns, m.Rows = []string{"account"}, [][]string{{"111122223333"}, {"444455556666"}}
	m.Accounts = account.Names{"111122223333": "결제 <운영>"}
	r := receive(t)
	if err := errors.Join(notify.NewSlack(secret(t, r.URL), loopback).Send(t.Context(), m), notify.NewWebhook(secret(t, r.URL), notify.Secret{}, loopback).Send(t.Context(), m)); err != nil {
		t.Fatal(err)
	}
	got := r.got()
	within(t, got[0].body)
	forPeople := map[string]string{"Slack": strings.NewReplacer(`\u0026lt;`, "<", `\u0026gt;`, ">", `\u003c`, "<", `\u003e`, ">").Replace(got[0].body), "text": m.Plain(), "HTML": html.UnescapeString(m.HTML())}
	for what, text := range forPeople {
		for _, want := range []string{"Root in 결제 <운영> (111122223333)", "arn:aws:iam::111122223333:root signed in to 결제 <운영> (111122223333).", "444455556666"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s has no %q:\n%s", what, want, text)
			}
		}
		if n := strings.Count(text, "결제 <운영> (111122223333)"); n < 4 {
			t.Errorf("%s has the name %d times:\n%s", what, n, text)
		}
	}
	for _, want := range []string{`"title":"Root in 111122223333"`, `"rows":[["111122223333"],["444455556666"]]`, `"accounts":{"111122223333":`} {
		if !strings.Contains(got[1].body, want) {
			t.Errorf("the webhook has no %s: %s", want, got[1].body)
		}
	}
}
