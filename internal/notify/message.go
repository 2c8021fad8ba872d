// Package notify is the way out for messages: to Slack, webhooks, mail, Amazon SNS and EventBridge, each once, through an outbox that outlives
// the process.
package notify

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/account"
)

// Message is what a person is told, in no notifier's own form yet.
type Message struct {
	// ID is the message's own, the same at every attempt and for every notifier.
	ID string `json:"id"`
	// Rule is the name of the rule that it is about; empty for a message that no rule sends.
	Rule string `json:"rule"`
	// Thread is what belongs together: messages of a thread are sent in their order.
	Thread   string `json:"thread,omitempty"`
	State    State  `json:"state"`
	Severity string `json:"severity,omitempty"`
	Title    string `json:"title"`
	// Text is in no markup.
	Text   string            `json:"text,omitempty"`
	Labels map[string]string `json:"labels,omitempty"`
	Fields []Field           `json:"fields,omitempty"`
	// Rows are the first of those that it is about, as texts, below Columns; More is how many there are beyond them.
	Columns []string   `json:"columns,omitempty"`
	Rows    [][]string `json:"rows,omitempty"`
	More    int        `json:"more,omitempty"`
	// Accounts are the names of the accounts that it speaks of. For people they stand beside the IDs; the texts above have the IDs alone.
	Accounts account.Names `json:"accounts,omitempty"`
	// Sections are tables with titles, of a report.
	Sections []Section `json:"sections,omitempty"`
	// Files go with a message where its notifier takes files: mail does.
	Files []File `json:"files,omitempty"`
	// Link leads to the rows in the console; empty where nobody said where that is.
	Link string `json:"link,omitempty"`
	// Language is the one that the message is in; English where it is empty.
	Language string `json:"language,omitempty"`
	// Time is when it came to be.
	Time time.Time `json:"time"`
}

// State is what a message says of an alert, in Prometheus' words.
type State string

// The states of messages.
const (
	Firing   State = "firing"
	Resolved State = "resolved"
	// Test is a message that is sent to see whether it arrives.
	Test State = "test"
	// Report is a message of no alert.
	Report State = "report"
)

// Field is a fact of a message, with its name.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Texts are all that a message tells a person.
func (m Message) Texts() []string {
	out := []string{m.Title, m.Text}
	for _, f := range m.Fields {
		out = append(out, f.Value)
	}
	out = append(out, slices.Concat(m.Rows...)...)
	for _, s := range m.Sections {
		out = append(append(out, s.Title, s.Note), slices.Concat(s.Rows...)...)
	}
	return out
}

// named is a message as a person reads it, with the names of accounts beside their IDs.
func (m Message) named() Message {
	if len(m.Accounts) == 0 {
		return m
	}
	m.Title, m.Text = m.Accounts.Beside(m.Title), m.Accounts.Beside(m.Text)
	m.Fields = slices.Clone(m.Fields)
	for i := range m.Fields {
		m.Fields[i].Value = m.Accounts.Beside(m.Fields[i].Value)
	}
	beside := func(rows [][]string) (out [][]string) {
		for _, row := range rows {
			row = slices.Clone(row)
			for i, value := range row {
				row[i] = m.Accounts.Beside(value)
			}
			out = append(out, row)
		}
		return out
	}
	m.Rows, m.Sections = beside(m.Rows), slices.Clone(m.Sections)
	for i, s := range m.Sections {
		m.Sections[i].Rows = beside(s.Rows)
	}
	return m
}

// Section is a table with a title. Note is said in place of a table that is not there.
type Section struct {
	Title   string     `json:"title"`
	Note    string     `json:"note,omitempty"`
	Columns []string   `json:"columns,omitempty"`
	Rows    [][]string `json:"rows,omitempty"`
	More    int        `json:"more,omitempty"`
}

// File is a file that goes with a message.
type File struct {
	Name    string `json:"name"`
	Type    string `json:"type"` // as MIME has it
	Content []byte `json:"content"`
}

// words are those of messages that nobody gave, by language.
var words = map[string]struct{ more, open string }{
	"en": {"and %d more", "Open in Tarn"},
	"ko": {"외 %d건", "Tarn에서 열기"},
	"ja": {"他 %d 件", "Tarn で開く"},
}

func (m Message) more(n int) string {
	w, ok := words[m.Language]
	if !ok {
		w = words["en"]
	}
	return fmt.Sprintf(w.more, n)
}

func (m Message) open() string {
	if w, ok := words[m.Language]; ok {
		return w.open
	}
	return words["en"].open
}

// heading is a message's first line.
func (m Message) heading() string {
	switch m.State {
	case Firing:
		if m.Severity != "" {
			return "[" + strings.ToUpper(m.Severity) + "] " + m.Title
		}
	case Resolved:
		return "[RESOLVED] " + m.Title
	case Test:
		return "[TEST] " + m.Title
	}
	return m.Title
}

// cut is a text of at most n units as JavaScript and Java count them, two for a character beyond the first 65,536; one that was longer ends in
// an ellipsis.
func cut(s string, n int) string {
	units, fits := 0, 0
	for i, r := range s {
		w := 1
		if r > 0xffff {
			w = 2
		}
		if units+w > n {
			return s[:fits] + "…"
		}
		units += w
		if units <= n-1 {
			fits = i + len(string(r))
		}
	}
	return s
}

// short is a message without its rows, and with a text that fits anywhere.
func (m Message) short() Message {
	m.More += len(m.Rows)
	m.Columns, m.Rows, m.Sections, m.Files = nil, nil, nil, nil
	m.Text = cut(m.Text, 10_000)
	return m
}

// TestMessage is a message that says nothing but that it arrived. console is the console's address, or empty.
func TestMessage(console string, now time.Time) Message {
	m := Message{ID: uuid.NewString(), State: Test, Severity: "info", Title: "A message to see whether it arrives", Text: "Nothing happened. Alerts of Tarn will look like this.", Time: now.UTC(),
		Fields: []Field{{Name: "Sent", Value: now.UTC().Format(time.RFC3339)}}, Columns: []string{"eventTime", "eventName", "sourceIPAddress"},
		Rows: [][]string{{now.UTC().Format("2006-01-02 15:04:05.000"), "ConsoleLogin", "192.0.2.1"}}}
	if console != "" {
		m.Link = strings.TrimRight(console, "/") + "/alerts"
	}
	return m
}
