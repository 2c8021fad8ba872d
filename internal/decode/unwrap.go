package decode

import (
	"fmt"
	"strings"

	"tarn/internal/rows"
)

// settle makes sure that the row just read, from text, is an event. Otherwise it looks for an event inside the record.
func (d *CloudTrail) settle(b *rows.Batch, text []byte) error {
	if d.again {
		// The text ends where the window goes on, so that the second reading needs a copy anyway.
		b.Drop()
		clean := normalise(text, d.columns)
		s := d.inside(clean)
		b.Begin()
		if d.event(s, b, s.space(0)+1) < 0 {
			b.Drop()
			return d.reject("corrupt JSON: "+s.why, text)
		}
	}
	if !d.timed {
		b.Drop()
		return d.open(b, text)
	}
	if d.leaves.activity {
		if over := d.over.text(); over != nil {
			b.SetString(d.leaves.overflow, over)
		}
		d.raw, d.first = text, d.root.follow[0]
		return nil
	}
	if source, ok := b.String(d.leaves.source, b.N-1); ok && strings.HasPrefix(source, "aws:") {
		b.Drop()
		return d.reject(fmt.Sprintf("not a CloudTrail event: a notification from %.40s", source), text)
	}
	if over := d.over.text(); over != nil {
		b.SetString(d.leaves.overflow, over)
	}
	if key := d.issuedKey(b); key != nil {
		b.SetString(d.leaves.issued, key)
	}
	if category, ok := b.String(d.leaves.category, b.N-1); ok && category == "Insight" {
		d.insights++
	}
	d.raw, d.first = text, d.root.follow[0]
	return nil
}

// inside returns a scanner over text, apart from the one over the window.
func (d *CloudTrail) inside(text []byte) *scanner {
	d.inner = append(append(d.inner[:0], text...), make([]byte, slack)...)
	if d.innerScan == nil {
		d.innerScan = new(scanner)
	}
	d.innerScan.set(d.inner, len(text))
	return d.innerScan
}

func (d *CloudTrail) reject(reason string, text []byte) *Reject {
	return &Reject{
		Reason: reason, Record: d.record, Offset: d.offset, Length: int64(len(text)),
		Raw: append([]byte(nil), text[:min(len(text), MaxRejectRaw)]...),
	}
}

// open looks for the event inside a record without an eventTime of its own.
func (d *CloudTrail) open(b *rows.Batch, text []byte) error {
	event, reason := d.find(text, 0)
	if reason != "" {
		return d.reject(reason, text)
	}
	if event == nil {
		d.kind = Digest
		return ErrDigest
	}
	s := d.inside(event)
	b.Begin()
	d.unwrap = false
	end := d.event(s, b, s.space(0)+1)
	if end < 0 || s.space(end) != s.end {
		b.Drop()
		return d.reject("corrupt JSON: in the event inside the record: "+s.why, text)
	}
	if !d.timed {
		b.Drop()
		return d.reject("no eventTime in the event inside the record", text)
	}
	return d.settle(b, event)
}

// find returns the text of the event inside a record, or the reason why there is none; neither for a digest file.
func (d *CloudTrail) find(text []byte, depth int) (event []byte, reason string) {
	parts, ok := listMembers(text)
	if !ok {
		return nil, "corrupt JSON: not one object"
	}
	value := func(name string) (v []byte) {
		for _, p := range parts {
			if string(p.name) == name {
				v = p.value
			}
		}
		return v
	}
	str := func(name string) (string, bool) {
		if v := value(name); len(v) > 0 && v[0] == '"' {
			out, _ := appendText(nil, v[1:len(v)-1], asUTF8)
			return string(out), true
		}
		return "", false
	}
	object := func(v []byte) bool { return len(v) > 0 && v[0] == '{' }

	if value("eventTime") != nil {
		return nil, "no eventTime that can be read: " + clip(value("eventTime"))
	}
	if value("digestS3Bucket") != nil && value("digestS3Object") != nil && value("digestStartTime") != nil {
		return nil, ""
	}
	for _, name := range []string{"CloudTrailEvent", "message"} {
		if inside, ok := str(name); ok && strings.HasPrefix(strings.TrimLeft(inside, " \t\r\n"), "{") {
			return d.findIn([]byte(inside), depth)
		}
	}
	if detail := value("detail"); object(detail) {
		if kind, ok := str("detail-type"); ok && !strings.HasSuffix(kind, "via CloudTrail") {
			return nil, fmt.Sprintf("not a CloudTrail event: EventBridge's %.60q", kind)
		}
		return d.findIn(detail, depth)
	}
	if aws := value("aws"); object(aws) {
		if inner, ok := listMembers(aws); ok {
			for _, p := range inner {
				if string(p.name) == "cloudtrail" && object(p.value) {
					return d.findIn(p.value, depth)
				}
			}
		}
	}
	if len(parts) == 0 {
		return nil, "not a CloudTrail event: an empty object"
	}
	names := make([]string, 0, 5)
	for _, p := range parts[:min(len(parts), 5)] {
		names = append(names, clip(p.raw))
	}
	if value("eventName") != nil || value("eventSource") != nil || value("eventVersion") != nil {
		return nil, "no eventTime; the record begins with " + strings.Join(names, ", ")
	}
	return nil, "not a CloudTrail event: no eventTime; the record begins with " + strings.Join(names, ", ")
}

// findIn goes one level down: text is an event, or wraps one itself, as an EventBridge event in a log group does.
func (d *CloudTrail) findIn(text []byte, depth int) (event []byte, reason string) {
	parts, ok := listMembers(text)
	if !ok {
		return nil, "corrupt JSON: in the event inside the record"
	}
	for _, p := range parts {
		if string(p.name) == "eventTime" {
			return trim(text), ""
		}
	}
	if depth == 2 {
		return nil, "not a CloudTrail event: no eventTime, however deep"
	}
	event, reason = d.find(text, depth+1)
	if event == nil && reason == "" {
		reason = "not a CloudTrail event: a digest inside a record"
	}
	return event, reason
}

func trim(text []byte) []byte {
	for len(text) > 0 && text[0] <= ' ' {
		text = text[1:]
	}
	for len(text) > 0 && text[len(text)-1] <= ' ' {
		text = text[:len(text)-1]
	}
	return text
}

// clip shortens text for a message.
func clip(text []byte) string {
	const most = 60
	if len(text) > most {
		return strings.ToValidUTF8(string(text[:most]), "") + "…"
	}
	return strings.ToValidUTF8(string(text), "")
}

// issuedKey returns the access key that the call in the last row issued, or nil
// (https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html).
func (d *CloudTrail) issuedKey(b *rows.Batch) []byte {
	name, _ := b.String(d.leaves.name, b.N-1)
	var at string
	switch name {
	case "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "GetSessionToken", "GetFederationToken":
		at = "credentials"
	case "CreateAccessKey":
		at = "accessKey"
	default:
		return nil
	}
	response, ok := b.String(d.leaves.response, b.N-1)
	if !ok || response[0] != '{' {
		return nil
	}
	s := d.inside([]byte(response))
	i := s.member(0, at)
	if i < 0 || s.b[i] != '{' {
		return nil
	}
	if i = s.member(i, "accessKeyId"); i < 0 || s.b[i] != '"' {
		return nil
	}
	end, flags := s.str(i + 1)
	if end <= i+1 {
		return nil
	}
	if flags == 0 {
		return s.b[i+1 : end]
	}
	d.scratch, _ = appendText(d.scratch[:0], s.b[i+1:end], asUTF8)
	return d.scratch
}
