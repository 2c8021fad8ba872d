package digest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/dashboard"
	"tarn/internal/notify"
	"tarn/internal/picture"
	"tarn/internal/query"
	"tarn/internal/query/format"
)

// Ask is what of a dashboard is sent.
type Ask struct {
	// Range is relative, as in 7d; the dashboard's own where it is empty.
	Range    string
	Filters  map[string]string
	Zone     *time.Location
	Language string
	// Panels are the names of those that are sent; all where there are none.
	Panels []string
}

// What of a panel stands in the message, and how much of a mail's files is taken along. Most mail servers refuse letters of more than 25 MB,
// in which files take a third more than their bytes.
const (
	shownRows = 10
	maxFiles  = 14 << 20
)

// words are those of reports, by language.
var words = map[string]struct{ before, none, failed, missing, cut string }{
	"en": {"than in the time before", "Nothing in this time", "Could not be asked: ", "There are no logs of this kind: ", "Files that would have made the letter too long were left out."},
	"ko": {"이전 기간 대비", "이 기간에 데이터가 없습니다", "조회하지 못했습니다: ", "이 종류의 로그가 없습니다: ", "메일이 너무 커지는 파일은 첨부하지 않았습니다."},
	"ja": {"前の期間との比較", "この期間にデータはありません", "照会できませんでした: ", "この種類のログがありません: ", "メールが大きくなりすぎるファイルは添付していません。"},
}

// Message is a dashboard as a message: the figures of its numbers, the first rows of its other panels, a link, and for mails the rows and the
// picture of each panel as files. What a panel cannot say it says why; the others are sent all the same.
func (d *Digests) Message(ctx context.Context, key auth.Key, b dashboard.Definition, ask Ask) (notify.Message, error) {
	language := cmp.Or(ask.Language, "en")
	w := words[language]
	if ask.Zone == nil {
		ask.Zone = time.UTC
	}
	question := dashboard.Ask{Range: ask.Range, Filters: ask.Filters, Zone: ask.Zone}
	m := notify.Message{ID: uuid.NewString(), State: notify.Report, Thread: "report/" + b.Name, Title: b.Title.In(language), Language: language, Time: d.now().UTC()}
	names, err := d.names(ctx)
	if err != nil {
		return m, err
	}
	var span dashboard.Span
	files, left := 0, false
	attach := func(name, kind string, content []byte) {
		if files += len(content); files > maxFiles {
			left = true
			return
		}
		m.Files = append(m.Files, notify.File{Name: b.Name + "-" + name, Type: kind, Content: content})
	}
	for _, p := range b.Panels {
		if len(ask.Panels) > 0 && !slices.Contains(ask.Panels, p.Name) {
			continue
		}
		heading := p.Title.In(language)
		answer, err := d.Answers.Panel(ctx, key, b, p.Name, question)
		missing := (*dashboard.MissingError)(nil)
		switch {
		case errors.As(err, &missing):
			m.Sections = append(m.Sections, notify.Section{Title: heading, Note: w.missing + missing.Kind})
			continue
		case errors.Is(err, dashboard.ErrAsk) || ctx.Err() != nil:
			return m, err
		case err != nil:
			m.Sections = append(m.Sections, notify.Section{Title: heading, Note: w.failed + err.Error()})
			continue
		}
		span = answer.Span
		if p.Chart.Type == "number" {
			f := picture.FigureOf(p.Chart, answer)
			value := f.Text
			if f.Change != "" {
				value += " (" + f.Change + " " + w.before + ")"
			}
			m.Fields = append(m.Fields, notify.Field{Name: heading, Value: value})
		} else {
			m.Sections = append(m.Sections, section(heading, w.none, p, answer))
		}
		var csv bytes.Buffer
		e, err := format.NewSheet(&csv, answer.Columns)
		if err == nil {
			err = errors.Join(e.Rows(answer.Rows), e.Close())
		}
		if err != nil {
			return m, err
		}
		attach(p.Name+".csv", "text/csv; charset=utf-8", csv.Bytes())
		attach(p.Name+".svg", "image/svg+xml", picture.Draw(p, answer, language, names))
	}
	if !span.From.IsZero() {
		const layout = "2006-01-02 15:04"
		m.Text = span.From.In(ask.Zone).Format(layout) + " – " + span.To.In(ask.Zone).Format(layout) + " (" + ask.Zone.String() + ")"
	}
	if text := b.Description.In(language); text != "" {
		m.Text = strings.TrimSpace(text + "\n" + m.Text)
	}
	if left {
		m.Text += "\n" + w.cut
	}
	m.Accounts, m.Link = names.Of(m.Texts()...), d.link(b, ask, span)
	return m, nil
}

// section are the first rows of a panel's answer: those with the greatest numbers come first by the statement's own order, the youngest of a
// time's come last, and those are meant.
func section(title, none string, p dashboard.Panel, a dashboard.Answer) notify.Section {
	s := notify.Section{Title: title}
	if len(a.Rows) == 0 {
		s.Note = none
		return s
	}
	rows := a.Rows
	if p.Chart.Type == "line" || p.Chart.Type == "area" || (p.Chart.Type == "bar" || p.Chart.Type == "stacked") && ofTime(p, a) {
		rows = rows[max(0, len(rows)-shownRows):]
	}
	rows = rows[:min(len(rows), shownRows)]
	s.More = len(a.Rows) - len(rows)
	for _, c := range a.Columns {
		s.Columns = append(s.Columns, c.Name)
	}
	for _, r := range rows {
		s.Rows = append(s.Rows, texts(p, a, r))
	}
	return s
}

func ofTime(p dashboard.Panel, a dashboard.Answer) bool {
	for _, c := range a.Columns {
		if c.Name == p.Chart.X {
			t := c.Type.String()
			return t == "date" || strings.HasPrefix(t, "timestamp")
		}
	}
	return false
}

// texts are a row's cells for people: values of the chart with their unit, whole numbers with commas, times without zeros that say nothing.
func texts(p dashboard.Panel, a dashboard.Answer, r query.Row) []string {
	out := make([]string, len(r))
	for i, v := range r {
		text, ok := format.Cell(a.Columns[i].Type, v)
		t := a.Columns[i].Type.String()
		switch {
		case !ok:
			text = ""
		case slices.Contains(p.Chart.Y, a.Columns[i].Name):
			text = picture.AmountOf(text, p.Chart.Unit)
		case t == "bigint" || t == "integer":
			text = picture.AmountOf(text, "")
		case strings.HasPrefix(t, "timestamp"):
			text = strings.TrimSuffix(strings.TrimSuffix(text, ".000"), " 00:00:00")
		}
		out[i] = text
	}
	return out
}

// link leads to the dashboard in the console, for the time that was reported.
func (d *Digests) link(b dashboard.Definition, ask Ask, span dashboard.Span) string {
	if d.Console == "" {
		return ""
	}
	v := url.Values{}
	if !span.From.IsZero() {
		v.Set("from", span.From.UTC().Format(time.RFC3339))
		v.Set("to", span.To.UTC().Format(time.RFC3339))
	}
	for name, value := range ask.Filters {
		v.Set("f."+name, value)
	}
	return strings.TrimRight(d.Console, "/") + "/dashboards/" + url.PathEscape(b.Name) + "?" + v.Encode()
}
