package decode

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var vpcFlow = Format{
	Name: schema.VPCFlow.Name, Title: "VPC Flow Logs", Table: schema.VPCFlow, Store: "vpc_flow_logs",
	Document: "https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs-create-table-statement.html",
	New:      func(l *rows.Layout, r io.Reader, o Options) Decoder { return newFlowFile(l, r, o) },
	Services: []string{"vpcflowlogs"},
	Path:     func(key string) bool { return Service(key) == "vpcflowlogs" || strings.Contains(key, "_vpcflowlogs_") },
	Content: func(head []byte) bool {
		line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), []byte("\n"))
		return flowHeader(bytes.TrimSuffix(line, []byte("\r"))) != nil || decodes(schema.VPCFlow, newVPCFlow, head)
	},
}

// vpcFlowLog decodes VPC flow logs (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html): of version 2 and
// all later ones, in any order of fields that the header line names. A file without a header has the fields in AWS's order of
// documents, the default format's or more of them. NODATA and SKIPDATA are rows, too.
type vpcFlowLog struct {
	ordered
	layout                              *rows.Layout
	start, end, action, status, day, at int
	headed                              bool
}

func newVPCFlow(l *rows.Layout, r io.Reader, o Options) *vpcFlowLog {
	d := &vpcFlowLog{layout: l, start: l.Leaf("start"), end: l.Leaf("end"), action: l.Leaf("action"), status: l.Leaf("log_status"),
		day: l.Leaf("date"), at: l.Leaf("_time")}
	d.separator, d.what, d.more, d.max = ' ', "a flow log record", l.Leaf("_more"), o.maxRecord()
	d.Reset(r)
	return d
}

// newFlowFile decodes flow logs as lines or as Parquet
// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html#flow-logs-s3-path).
func newFlowFile(l *rows.Layout, r io.Reader, o Options) *eitherForm {
	return newEitherForm(r, newVPCFlow(l, nil, o), newFlowParquet(l, o))
}

func newFlowParquet(l *rows.Layout, o Options) *parquetLog {
	lines := newVPCFlow(l, nil, o)
	lines.headed = true
	return &parquetLog{lines: &lines.ordered, column: flowColumn, times: []string{"start", "end"}, noTime: errNoTime, strict: true, check: lines.check,
		layout: l, max: o.maxRecord(), buffer: make([]parquet.Row, 256)}
}

func (d *vpcFlowLog) Reset(r io.Reader) {
	d.reset(r, d.max)
	d.headed, d.slots = false, nil
}

var (
	errTransitGateway = errors.New("a transit gateway flow log, whose fields are others than those of VPC flow logs: declare a table over it")
	errNoTime         = errors.New("a flow log of a custom format without start and end: its records have no time")
)

func (d *vpcFlowLog) Next(b *rows.Batch) error {
	for {
		line, err := d.read()
		if err != nil {
			return err
		}
		if c := line[0] | 0x20; c >= 'a' && c <= 'z' {
			if names := flowHeader(line); names != nil {
				d.skip()
				if d.err = d.head(names); d.err != nil {
					d.err = &ReadError{Record: d.number, Offset: d.offset, Err: d.err}
					return d.err
				}
				continue
			}
		}
		if d.slots == nil {
			d.documented(line)
		}
		return d.line(b, line)
	}
}

// flowHeader is a header line's fields; nil where the line is none.
func flowHeader(line []byte) []string {
	first, _, _ := bytes.Cut(line, []byte{' '})
	if _, ok := flowFields[string(first)]; !ok {
		return nil
	}
	names := strings.Fields(string(line))
	for _, n := range names {
		for _, c := range []byte(n) {
			if (c < 'a' || c > 'z') && c != '-' && c != '_' {
				return nil
			}
		}
	}
	return names
}

// flowFields are the names in headers, of columns and of what tells transit gateway flow logs.
var flowFields = func() map[string]bool {
	names := map[string]bool{"resource-type": true, "tgw-id": true}
	for _, c := range schema.VPCFlow.Columns {
		if c.Name[0] != '_' && c.Name != "date" {
			names[strings.ReplaceAll(c.Name, "_", "-")] = true
		}
	}
	return names
}()

func (d *vpcFlowLog) head(names []string) error {
	d.headed = true
	d.slots = named(d.layout, names, flowColumn, true)
	timed := false
	for _, s := range d.slots {
		if strings.HasPrefix(s.name, "tgw-") {
			return errTransitGateway
		}
		timed = timed || s.leaf == d.start || s.leaf == d.end
	}
	if !timed {
		return errNoTime
	}
	return nil
}

func flowColumn(field string) string {
	if field == "date" {
		return "_" // the partition's column, which is no field
	}
	return underscored(field)
}

// documented takes a line without a header to have AWS's fields in the order of the documents.
func (d *vpcFlowLog) documented(line []byte) {
	names := make([]string, 0, len(schema.VPCFlow.Columns))
	for _, c := range schema.VPCFlow.Columns {
		if c.Name != "date" && c.Name[0] != '_' {
			names = append(names, strings.ReplaceAll(c.Name, "_", "-"))
		}
	}
	n := bytes.Count(line, []byte{' '}) + 1
	d.slots = named(d.layout, names[:min(max(n, defaultFields), len(names))], flowColumn, true)
}

// defaultFields is how many fields the default format has.
const defaultFields = 14

func (d *vpcFlowLog) line(b *rows.Batch, line []byte) error {
	b.Begin()
	why := d.fields(b, line)
	if why == "" {
		why = d.check(b)
	}
	err := d.finish(b, why)
	if err != nil && !d.headed && d.number == 1 {
		d.slots = nil // that line did not tell the fields
	}
	return err
}

// check looks at the values that tell a flow log record, and sets the time.
func (d *vpcFlowLog) check(b *rows.Batch) string {
	row := b.N - 1
	seconds, ok := b.Int(d.start, row)
	if !ok {
		if seconds, ok = b.Int(d.end, row); !ok {
			return "no time: neither start nor end has one"
		}
	}
	if seconds < 0 || seconds > lastTime/1_000_000 {
		return "no time: start is not a time in seconds since 1970"
	}
	if s, ok := b.String(d.status, row); ok && s != "OK" && s != "NODATA" && s != "SKIPDATA" {
		return "not a flow log record: log-status is neither OK, NODATA nor SKIPDATA"
	}
	if s, ok := b.String(d.action, row); ok && s != "ACCEPT" && s != "REJECT" {
		return "not a flow log record: action is neither ACCEPT nor REJECT"
	}
	if !d.headed && len(d.slots) > defaultFields {
		if why := d.plausible(b); why != "" {
			return why
		}
	}
	b.SetInt(d.at, seconds*1e6)
	b.SetInt(d.day, seconds/86400)
	return ""
}

// plausible says why a line without a header does not have the documented order of fields.
func (d *vpcFlowLog) plausible(b *rows.Batch) string {
	for _, s := range d.slots[defaultFields:] {
		prefix := map[string]string{"vpc-id": "vpc-", "subnet-id": "subnet-", "instance-id": "i-", "ecs-cluster-arn": "arn:", "ecs-task-arn": "arn:"}[s.name]
		if prefix == "" || s.leaf < 0 {
			continue
		}
		if v, ok := b.String(s.leaf, b.N-1); ok && !strings.HasPrefix(v, prefix) {
			return "not a flow log record: there is no header line that names the fields, and " + s.name + " is not where the documents have it"
		}
	}
	return ""
}
