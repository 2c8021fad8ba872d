// Package decode turns the bytes of log files into rows.
//
// It knows nothing of where bytes come from or rows go to. A decoder reads one object as a stream, in bounded memory, and
// accounts for every record in it: a row, or a Reject with the reason.
package decode

import (
	"io"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// Options are what a decoder can be told.
type Options struct {
	// MaxRecord is the size in bytes above which a record is rejected; 0 stands for 32 MB.
	MaxRecord int
}

// DefaultMaxRecord is Options.MaxRecord where it is 0.
const DefaultMaxRecord = 32 << 20

func (o Options) maxRecord() int {
	if o.MaxRecord <= 0 {
		return DefaultMaxRecord
	}
	return o.MaxRecord
}

// Kind is what an object turned out to hold.
type Kind uint8

// The kinds of object that CloudTrail delivers. Insight events come as Events, with eventCategory Insight.
const (
	Events Kind = iota
	Digest
)

// CloudTrail decodes one object of CloudTrail events into rows of schema.CloudTrail. These forms are read, alone or one
// after the other:
//
//   - {"Records":[…]}, as trails deliver
//     (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html);
//   - arrays of events, events one a line, events one after the other, a single event;
//   - EventBridge's {"detail-type":"… via CloudTrail","detail":{…}}
//     (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html);
//   - LookupEvents' {"Events":[{"CloudTrailEvent":"{…}"}]}
//     (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html);
//   - CloudWatch Logs' {"logEvents":[{"message":"{…}"}]} and {"events":[{"message":"{…}"}]};
//   - OpenSearch's {"aws":{"cloudtrail":{…}}}, where the event in it is as delivered.
//
// Every member of an event goes to its leaf. What the leaf would not give back exactly goes to _overflow as raw text, so
// that EventJSON gives back an event equal as JSON to the one delivered. Where an object has two members of one name, the
// last one counts.
type CloudTrail struct {
	win  window
	scan scanner
	// frames are the containers open around the window's position.
	frames []frame
	max    int
	number int64
	// closed says that the missing end of the containers has been told.
	closed bool
	err    error

	record, offset int64
	raw            []byte
	kind           Kind
	insights       int64
	// first is which member the last good record began with, of those that have columns.
	first uint8

	root      *group
	columns   []schema.Stored
	over      overflow
	clock     clock
	scratch   []byte
	timed     bool // the record has an eventTime
	again     bool // the record needs normalise
	unwrap    bool // the record may turn out to be a container
	inner     []byte
	innerScan *scanner
	leaves    leaves
}

// leaves are those that the decoder itself looks at or fills.
type leaves struct {
	source, name, category, response, overflow, issued int
	// activity says that the rows are of schema.Activity, which has but the category and the overflow.
	activity bool
}

// NewCloudTrail makes a decoder that reads r, which is text (see Decompress), into batches of layout l, which must be one
// of schema.CloudTrail or schema.Activity.
func NewCloudTrail(l *rows.Layout, r io.Reader, o Options) *CloudTrail {
	o.MaxRecord = o.maxRecord()
	d := &CloudTrail{
		root:    newGroup(l, "", l.Table.Columns),
		columns: l.Table.Columns,
		leaves:  leaves{category: l.Leaf("eventCategory"), overflow: l.Leaf("_overflow"), activity: l.Table.Name == schema.Activity.Name},
	}
	if !d.leaves.activity {
		d.leaves.source, d.leaves.name = l.Leaf("eventSource"), l.Leaf("eventName")
		d.leaves.response, d.leaves.issued = l.Leaf("responseElements"), l.Leaf("_issued_access_key_id")
	}
	d.max, d.win.start = o.MaxRecord, windowStart
	d.Reset(r)
	return d
}

// Reset makes the decoder begin a new object and keeps its memory.
func (d *CloudTrail) Reset(r io.Reader) {
	d.win.reset(r, d.win.start, d.max)
	d.frames = d.frames[:0]
	d.number, d.closed, d.err = 0, false, nil
	d.record, d.offset, d.raw, d.kind, d.insights, d.first = 0, 0, nil, Events, 0, 0
}

// Raw is the last row's event as delivered: the text of the event object. It is valid until the next call of Next or Reset.
func (d *CloudTrail) Raw() []byte { return d.raw }

// Record is the number of the last record in the object, from 0; rejected records count.
func (d *CloudTrail) Record() int64 { return d.record }

// Offset is where the last record starts in the object's text.
func (d *CloudTrail) Offset() int64 { return d.offset }

// Kind is what the object holds, as far as it has been read.
func (d *CloudTrail) Kind() Kind { return d.kind }

// Insights is how many of the object's rows are Insight events.
func (d *CloudTrail) Insights() int64 { return d.insights }

// Next decodes one record into a new row of b. It returns nil; io.EOF after the last record; a *Reject where a record did
// not become a row: b is as before, and reading can go on; ErrDigest where the object is a digest file; any other error
// where the rest cannot be read: a *ReadError.
func (d *CloudTrail) Next(b *rows.Batch) error {
	if d.err != nil {
		return d.err
	}
	err := d.next(b)
	if _, reject := err.(*Reject); err != nil && !reject {
		d.err = err
	}
	return err
}

// begin notes where a record starts.
func (d *CloudTrail) begin() {
	d.record, d.offset = d.number, d.win.offset()
	d.number++
	d.raw = nil
}
