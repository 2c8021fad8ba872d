package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var cloudFront = Format{
	Name: schema.CloudFront.Name, Title: "CloudFront standard logs", Table: schema.CloudFront, Store: "cloudfront_standard_logs",
	Document: "https://docs.aws.amazon.com/athena/latest/ug/create-cloudfront-table-standard-logs.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newCloudFrontFile(l, r, o) },
	Path: func(key string) bool {
		return cloudFrontKey.MatchString(path.Base(key))
	},
	Content: func(head []byte) bool {
		if text := bytes.TrimLeft(head, "\ufeff \t\r\n"); len(text) > 0 && text[0] == '{' && !bytes.Contains(text, []byte(`"x-edge-`)) && !bytes.Contains(text, []byte(`"cs-uri-stem"`)) {
			return false
		}
		return decodes(schema.CloudFront, newCloudFront, head)
	},
}

// cloudFrontKey is a log file's name: the distribution's ID, the hour, and an ID
// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html).
var cloudFrontKey = regexp.MustCompile(`^E[0-9A-Z]{10,14}\.\d{4}-\d\d-\d\d-\d\d\.[0-9A-Za-z]{8,}(\.json|\.parquet)?(\.gz)?$`)

// cloudFrontLog decodes CloudFront's standard logs: W3C's extended log format, whose #Fields line names the fields of the lines
// that follow, and may come again with others
// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html). Lines without one have
// the fields in AWS's order, as many as files of the years had. Standard logging (v2) also writes a JSON object a line, whose
// members have the fields' names
// (https://docs.aws.amazon.com/athena/latest/ug/create-cloudfront-table-manual-json.html).
type cloudFrontLog struct {
	ordered
	layout         *rows.Layout
	day, clock, at int
	headed         bool
	members        map[string]*slot // of JSON, by their names
	seen           map[int]bool     // the columns that a line of JSON has had
}

func newCloudFront(l *rows.Layout, r io.Reader, o Options) *cloudFrontLog {
	d := &cloudFrontLog{layout: l, members: map[string]*slot{}, seen: map[int]bool{}, day: l.Leaf("date"), clock: l.Leaf("time"), at: l.Leaf("_time")}
	d.separator, d.what, d.more, d.max = '\t', "a CloudFront log entry", l.Leaf("_more"), o.maxRecord()
	d.Reset(r)
	return d
}

// newCloudFrontFile decodes CloudFront's logs as lines or as Parquet, which standard logging (v2) writes: all of it text.
func newCloudFrontFile(l *rows.Layout, r io.Reader, o Options) *eitherForm {
	return newEitherForm(r, newCloudFront(l, nil, o), newCloudFrontParquet(l, o))
}

func newCloudFrontParquet(l *rows.Layout, o Options) *parquetLog {
	lines := newCloudFront(l, nil, o)
	return &parquetLog{lines: &lines.ordered, column: cloudFrontColumn, times: []string{"date"}, noTime: errNoDate, check: lines.stamp,
		layout: l, max: o.maxRecord(), buffer: make([]parquet.Row, 256)}
}

var errNoDate = errors.New("a CloudFront log without date and time: its records have no time")

func (d *cloudFrontLog) Reset(r io.Reader) {
	d.reset(r, d.max)
	d.headed, d.slots = false, nil
}

func (d *cloudFrontLog) Next(b *rows.Batch) error {
	for {
		line, err := d.read()
		if err != nil {
			return err
		}
		if line[0] == '#' {
			d.skip()
			if fields, ok := bytes.CutPrefix(line, []byte("#Fields:")); ok {
				d.headed = true
				d.slots = named(d.layout, strings.Fields(string(fields)), cloudFrontColumn, false)
			}
			continue
		}
		if line[0] == '{' && !d.headed {
			b.Begin()
			if why := d.object(b, line); why != "" {
				b.Drop()
				return d.reject(why)
			}
			return nil
		}
		if d.slots == nil {
			d.documented(line)
		}
		b.Begin()
		err = d.finish(b, d.line(b, line))
		if err != nil && !d.headed && d.number == 1 {
			d.slots = nil // that line did not tell the fields
		}
		return err
	}
}

func (d *cloudFrontLog) line(b *rows.Batch, line []byte) string {
	if why := d.fields(b, line); why != "" {
		return why
	}
	return d.stamp(b)
}

// mostMembers is how many names of JSON's members are kept from line to line.
const mostMembers = 1000

// object reads a line of JSON into the row that b has begun.
func (d *cloudFrontLog) object(b *rows.Batch, line []byte) string {
	d.rest = d.rest[:0]
	clear(d.seen)
	in := json.NewDecoder(bytes.NewReader(line))
	in.UseNumber()
	if _, err := in.Token(); err != nil {
		return "corrupt JSON: " + err.Error()
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return "corrupt JSON: " + err.Error()
		}
		value, err := in.Token()
		if err != nil {
			return "corrupt JSON: " + err.Error()
		}
		if _, nested := value.(json.Delim); nested {
			return fmt.Sprintf("not a CloudFront log entry: %s is no text", cut([]byte(name.(string))))
		}
		text := fmt.Sprint(value)
		if value == nil || text == "-" {
			continue
		}
		s := d.member(name.(string))
		if d.seen[s.leaf] || !d.set(b, s, []byte(text)) {
			d.keep(s.name, []byte(text))
		} else {
			d.seen[s.leaf] = true
		}
	}
	if _, err := in.Token(); err != nil {
		return "corrupt JSON: " + err.Error()
	}
	if _, err := in.Token(); err != io.EOF {
		return "corrupt JSON: more than an object"
	}
	if len(d.rest) > 0 {
		text, _ := escapeText(d.scratch[:0], d.rest)
		b.SetString(d.more, text)
	}
	return d.stamp(b)
}

// member is the slot of JSON's member.
func (d *cloudFrontLog) member(name string) *slot {
	s := d.members[name]
	if s == nil {
		s = &named(d.layout, []string{name}, cloudFrontColumn, false)[0]
		if len(d.members) < mostMembers {
			d.members[name] = s
		}
	}
	return s
}

// stamp sets the row's time, or says why it has none.
func (d *cloudFrontLog) stamp(b *rows.Batch) string {
	row := b.N - 1
	days, ok := b.Int(d.day, row)
	if !ok {
		return "no time: date is not there, or not one"
	}
	text, ok := b.String(d.clock, row)
	if !ok || len(text) != 8 || text[2] != ':' || text[5] != ':' {
		return "no time: time is not there, or not one"
	}
	h, ok1 := two([]byte(text[:2]))
	m, ok2 := two([]byte(text[3:5]))
	s, ok3 := two([]byte(text[6:8]))
	if !ok1 || !ok2 || !ok3 || h > 23 || m > 59 || s > 60 {
		return "no time: time is not one"
	}
	b.SetInt(d.at, days*dayMicros+int64(h*3600+m*60+s)*1e6)
	return ""
}

// cloudFrontColumn is the column of a field.
func cloudFrontColumn(field string) string {
	switch field {
	case "cs(Host)":
		return "cs_host"
	case "cs(Referer)", "cs_referer":
		return "cs_referrer"
	case "cs(User-Agent)":
		return "cs_user_agent"
	case "cs(Cookie)":
		return "cs_cookie"
	}
	return underscored(field)
}

// documented takes a line without #Fields to have AWS's fields, as many as files had at a time: up to cs-protocol-version
// until 2018, up to fle-encrypted-fields until 2019, up to sc-range-end since.
func (d *cloudFrontLog) documented(line []byte) {
	n := bytes.Count(line, []byte{'\t'}) + 1
	if n != 24 && n != 26 {
		n = 33
	}
	names := make([]string, n)
	for i := range names {
		names[i] = schema.CloudFront.Columns[i].Name
	}
	d.slots = named(d.layout, names, underscored, false)
}
