package serde

import (
	"io"
	"strconv"

	"tarn/internal/schema"
)

// cloudTrail reads CloudTrail's files: a row a record of Records. A file without Records, as CloudTrail's digests are, has no
// rows. https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
type cloudTrail struct {
	json    *hiveJSON
	columns int
	// wholes are the columns that hold a whole member as JSON, whatever its type: requestParameters and its like are objects
	// without a schema.
	wholes map[string]int
}

// withoutSchema are the members that Athena gives as the text of their JSON. userIdentity_as_string is beside userIdentity.
var withoutSchema = []string{"requestparameters", "responseelements", "additionaleventdata", "serviceeventdetails"}

const identityText = "useridentity_as_string"

func newCloudTrail(t *Table) (func() reader, error) {
	h, err := hiveJSONOf(t)
	if err != nil {
		return nil, err
	}
	h.nestedText = true
	for _, name := range withoutSchema {
		for _, i := range h.root.find(name, true) {
			if k := h.root.fields[i].typ.Kind; k != schema.Varchar {
				return nil, metadata("the column %s is %s; the CloudTrail input format gives it as string", name, h.root.fields[i].typ.Display())
			}
		}
	}
	c := &cloudTrail{json: h, columns: len(t.Columns), wholes: map[string]int{}}
	for _, i := range h.root.find(identityText, true) {
		c.wholes["useridentity"] = i
	}
	return func() reader { return c }, nil
}

func (c *cloudTrail) read(in io.Reader, yield func(row []any) error) error {
	var doc tree
	row := make([]any, c.columns)
	n := 0
	return eachRecord(in, func(record []byte) error {
		n++
		where := "record " + strconv.Itoa(n)
		if err := doc.readStrict(validText(string(record))); err != nil {
			return at(err, where)
		}
		clear(row)
		if err := c.json.record(&doc, row); err != nil {
			return at(err, where)
		}
		c.identity(&doc, row)
		return yield(row)
	})
}

// identity fills the column useridentity_as_string.
func (c *cloudTrail) identity(t *tree, row []any) {
	i, ok := c.wholes["useridentity"]
	if !ok {
		return
	}
	for child := t.nodes[0].first; child != 0; child = t.nodes[child].next {
		if t.nodes[child].name == "userIdentity" && t.nodes[child].kind != jsonNull {
			row[i] = text(t.compact(child), c.json.root.fields[i].typ)
		}
	}
}

// compact writes a node as Jackson does.
func (t *tree) compact(n int32) string {
	return string(t.appendCompact(nil, n))
}

func (t *tree) appendCompact(out []byte, n int32) []byte {
	self := &t.nodes[n]
	switch self.kind {
	case jsonNull:
		return append(out, "null"...)
	case jsonLiteral:
		return append(out, self.text...)
	case jsonString:
		return appendJacksonString(out, self.text)
	case jsonArray:
		out = append(out, '[')
		for child := self.first; child != 0; child = t.nodes[child].next {
			if child != self.first {
				out = append(out, ',')
			}
			out = t.appendCompact(out, child)
		}
		return append(out, ']')
	}
	out = append(out, '{')
	for child := self.first; child != 0; child = t.nodes[child].next {
		if child != self.first {
			out = append(out, ',')
		}
		out = append(appendJacksonString(out, t.nodes[child].name), ':')
		out = t.appendCompact(out, child)
	}
	return append(out, '}')
}

func appendJacksonString(out []byte, s string) []byte {
	out = append(out, '"')
	for i := 0; i < len(s); i++ {
		out = appendJSONByte(out, s[i], "0123456789ABCDEF")
	}
	return append(out, '"')
}
