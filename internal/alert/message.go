package alert

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/google/uuid"

	"tarn/internal/notify"
)

// view is what a message's template sees.
type view struct {
	Rule, Title, Severity string
	State                 State
	Labels                map[string]string
	// Row is the first of Rows, by the columns' names in small letters. Count is how many rows there are.
	Row   map[string]string
	Rows  []map[string]string
	Count int
	// More is how many there are beside the first.
	More int
	// Value is that of the threshold's column.
	Value         string
	From, To, Now time.Time
}

var functions = template.FuncMap{
	"join": strings.Join,
	// distinct are the values of a column, once each, in order.
	"distinct": func(column string, rows []map[string]string) []string {
		var out []string
		for _, r := range rows {
			if v := r[strings.ToLower(column)]; v != "" && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
		return out
	},
	"or_none": func(s string) string {
		if s == "" {
			return "none"
		}
		return s
	},
}

func parseMessage(name, text string) (*template.Template, error) {
	if text == "" {
		return nil, nil
	}
	t, err := template.New(name).Option("missingkey=zero").Funcs(functions).Parse(text)
	if err != nil {
		return nil, fmt.Errorf("message: %w", err)
	}
	return t, nil
}

// shown is how many rows a message has.
const shown = 20

// maxCell bounds a value in a message, in bytes: logs hold whole policies.
const maxCell = 1000

func itoa(n int) string { return strconv.Itoa(n) }

// write makes a message about a group.
func (r Rule) write(e evaluation, columns []string, d due) Message {
	m := Message{
		ID: uuid.NewString(), Rule: r.Name, Thread: r.Name + "/" + groupOf(d.group.Labels), State: notify.State(d.state), Severity: r.Severity,
		Title: r.Title.In(e.language), Link: e.link, Time: e.Now, Labels: maps.Clone(r.Labels),
	}
	if m.Title == "" {
		m.Title = r.Name
	}
	if m.Labels == nil {
		m.Labels = map[string]string{}
	}
	for _, name := range r.GroupBy {
		if v, ok := d.group.Labels[name]; ok {
			m.Labels[name] = v
			m.Fields = append(m.Fields, notify.Field{Name: name, Value: v})
		}
	}
	if r.threshold.column != "" && d.group.Value != "" {
		m.Fields = append(m.Fields, notify.Field{Name: r.threshold.column, Value: d.group.Value})
	}
	v := view{Rule: r.Name, Title: m.Title, Severity: r.Severity, State: d.state, Labels: m.Labels, Count: len(d.rows), More: max(0, len(d.rows)-1), Value: d.group.Value,
		Row: map[string]string{}, From: e.From, To: e.To, Now: e.Now}
	for _, row := range d.rows {
		v.Rows = append(v.Rows, row.Values)
	}
	if len(d.rows) > 0 {
		v.Row = d.rows[0].Values
		m.Columns = columns
	}
	for _, row := range d.rows[:min(len(d.rows), shown)] {
		texts := make([]string, len(row.Texts))
		for i, text := range row.Texts {
			if texts[i] = text; len(text) > maxCell {
				texts[i] = strings.ToValidUTF8(text[:maxCell], "") + "…"
			}
		}
		m.Rows = append(m.Rows, texts)
	}
	m.More = max(0, len(d.rows)-shown)
	switch {
	case d.state == Resolved:
		m.Text = "Firing since " + d.group.Fired.UTC().Format(time.RFC3339) + ", and no longer."
	case r.message != nil:
		var b bytes.Buffer
		if err := r.message.Execute(&b, v); err != nil {
			// What happened is told all the same.
			b.Reset()
			fmt.Fprintf(&b, "(the rule's message cannot be written: %v)", err)
		}
		m.Text = strings.TrimSpace(b.String())
	default:
		m.Text = r.Description.In(e.language)
	}
	m.Accounts = e.names.Of(m.Texts()...)
	return m
}

// maxLink is what Slack takes for an address.
const maxLink = 2900

// linkTo is the console's page with a rule's statement, or with the rule, where that would be too long.
func linkTo(console, rule, sql string) string {
	if console == "" {
		return ""
	}
	console = strings.TrimRight(console, "/")
	if link := console + "/query?sql=" + url.QueryEscape(sql); len(link) <= maxLink {
		return link
	}
	return console + "/alerts/" + url.PathEscape(rule)
}
