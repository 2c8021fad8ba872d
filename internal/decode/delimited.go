package decode

import (
	"bytes"
	"fmt"
	"io"

	"tarn/internal/rows"
)

// delimited decodes lines whose fields are separated by spaces, in an order that is fixed. Fields that may hold spaces are in
// quotes, and quotes in them are not escaped.
//
// A line is cut at its first quotes. Where that leaves no record, or more fields than are known, quotes may be part of a
// value: see cutAnew.
type delimited struct {
	lineReader
	// what is the name of a record, for reasons: "an access log entry of an Application Load Balancer".
	what    string
	columns []column
	// begins says whether text is how a record begins.
	begins         func(text []byte) bool
	spans          []span
	more, at, part int
	clock          clock
	logClock       logClock
	day            stepText
	time           int64
	fields         int // of the object's longest record so far
	scratch        []byte
	again          recut
}

// span is where a field is in a line.
type span struct{ from, to int }

// form is how a field is written.
type form uint8

const (
	word   form = iota // to the next space
	list               // a word that may have quotes in it
	quoted             // in quotes, without one in it
	free               // in quotes, any text
	square             // in brackets
)

// value is what a field says.
type value uint8

const (
	text    value = iota
	inside        // the text with its quotes
	number        // an integer or bigint column
	seconds       // a double column
	moment        // text that is the record's time
	logTime       // the same, as web servers write it
	address       // an address and, after the last colon, a port: two columns
	request       // a method, a URL and a protocol: three columns
)

type column struct {
	name  string
	form  form
	value value
	// end says that a line may end after the field: formats grew.
	end bool
	// request says that the field is a request line.
	request bool
	// like is what the text must be like, if that is known.
	like  func([]byte) bool
	leaf  int
	small bool
}

func newDelimited(l *rows.Layout, r io.Reader, o Options, what string, begins func([]byte) bool, columns []column) *delimited {
	d := &delimited{what: what, begins: begins, more: l.Leaf("_more"), at: l.Leaf("_time"), part: -1}
	d.columns = append([]column(nil), columns...)
	leaf := 0
	for i := range d.columns {
		c := &d.columns[i]
		c.leaf, c.small = leaf, l.Leaves[leaf].Kind == smallKind
		switch c.value {
		case address:
			leaf++
		case request:
			leaf += 2
		}
		leaf++
	}
	if l.Leaves[leaf].Path[0][0] != '_' {
		d.part = leaf
	}
	d.spans = make([]span, len(columns))
	d.again.best = make([]span, len(columns))
	d.max = o.maxRecord()
	d.Reset(r)
	return d
}

func (d *delimited) Reset(r io.Reader) {
	d.reset(r, d.max)
	d.fields = 0
}

func (d *delimited) Next(b *rows.Batch) error {
	line, err := d.read()
	if err != nil {
		return err
	}
	line = bytes.TrimRight(line, " ")
	n, rest, why := d.cut(line)
	settled := false
	if why == "" && rest == len(line) {
		b.Begin()
		if bad := d.settle(b, line, n); bad < 0 {
			settled = true
		} else {
			b.Drop()
			why = d.not(bad, line[d.spans[bad].from:d.spans[bad].to])
		}
	}
	if !settled {
		var other string
		if n, rest, other = d.cutAnew(line); other != "" {
			if why == "" || other == ambiguous {
				why = other
			}
			return d.reject(why)
		}
		b.Begin()
		if bad := d.settle(b, line, n); bad >= 0 {
			b.Drop()
			return d.reject(d.not(bad, line[d.spans[bad].from:d.spans[bad].to]))
		}
		if rest < len(line) {
			text, _ := escapeText(d.scratch[:0], line[rest:])
			b.SetString(d.more, text)
		}
	}
	if next := d.next(); len(next) > 0 && !d.begins(next) && (n < d.fields || d.fields == 0 || d.fragment(' ')) {
		b.Drop()
		return d.reject("cut in two: the next line does not begin as a record does")
	}
	if d.last && n < d.fields {
		b.Drop()
		return d.reject(fmt.Sprintf("truncated: the object ends after %d fields of this line, and lines before it have %d", n, d.fields))
	}
	d.fields = max(d.fields, n)
	return nil
}

func (d *delimited) not(i int, value []byte) string {
	return fmt.Sprintf("not %s: %s is %q", d.what, d.columns[i].name, cut(value))
}

// cut cuts a line at its first quotes. It gives the number of fields and where the text after the known ones begins, or why
// the line is no record.
func (d *delimited) cut(line []byte) (n, rest int, why string) {
	i := 0
	for k := range d.columns {
		c := &d.columns[k]
		if i > len(line) {
			if d.columns[k-1].end {
				return k, len(line), ""
			}
			return 0, 0, fmt.Sprintf("not %s: the line ends before %s", d.what, c.name)
		}
		end := closes(c, line, i)
		if end < 0 {
			return 0, 0, fmt.Sprintf("not %s: %s is not closed", d.what, c.name)
		}
		if end < len(line) && line[end] != ' ' {
			return 0, 0, d.not(k, line[i:end+1])
		}
		d.spans[k] = inner(c, line, i, end)
		i = end + 1
	}
	return len(d.columns), min(i, len(line)), ""
}

// closes is where the field that begins at i ends, at its first closing mark: the index after it; -1 where there is none.
func closes(c *column, line []byte, i int) int {
	mark := byte(' ')
	if i < len(line) {
		switch {
		case c.form == square && line[i] == '[':
			mark = ']'
		case (c.form == quoted || c.form == free) && line[i] == '"':
			mark = '"'
		}
	}
	if mark == ' ' {
		for i < len(line) && line[i] != ' ' {
			i++
		}
		return i
	}
	n := bytes.IndexByte(line[i+1:], mark)
	if n < 0 {
		return -1
	}
	return i + 1 + n + 1
}

// inner is a field without the marks around it, if they do not belong to the value.
func inner(c *column, line []byte, from, to int) span {
	open := byte('"')
	if c.form == square {
		open = '['
	}
	if c.form < quoted || c.value == inside || from == to || line[from] != open {
		return span{from, to}
	}
	return span{from + 1, to - 1}
}
