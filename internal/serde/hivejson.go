package serde

import (
	"regexp"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// hiveJSON is Hive's own SerDe for JSON, in HCatalog: https://docs.aws.amazon.com/athena/latest/ug/hive-json-serde.html. Every
// line is an object; the names of columns and fields are met in any case.
type hiveJSON struct {
	root    jsonCell
	formats timestampFormats
	// nestedText gives nested values in columns of text as JSON, where Hive's SerDe refuses them.
	nestedText bool
}

func newHiveJSON(t *Table) (func() reader, error) {
	if strings.TrimSpace(t.InputFormat) == cloudTrailInput {
		return newCloudTrail(t)
	}
	h, err := hiveJSONOf(t)
	if err != nil {
		return nil, err
	}
	return newLineReader(t, func() func([]byte, []any) error {
		var doc tree
		return func(line []byte, row []any) error {
			if err := doc.readStrict(string(line)); err != nil {
				return err
			}
			return h.record(&doc, row)
		}
	})
}

func hiveJSONOf(t *Table) (*hiveJSON, error) {
	formats, err := newTimestampFormats(t, true)
	if err != nil {
		return nil, err
	}
	return &hiveJSON{root: newJSONCell(rowType(t), func(field string) string { return field }), formats: formats}, nil
}

func (h *hiveJSON) record(t *tree, row []any) error {
	if t.nodes[0].kind != jsonObject {
		return badValue("Invalid JSON: start of object expected")
	}
	return h.row(t, 0, &h.root, row)
}

// columnNumber is how Hive itself names columns that have no name.
var columnNumber = regexp.MustCompile(`^_col(\d+)$`)

// place gives the field that a key is read into, or -1.
func (h *hiveJSON) place(c *jsonCell, key string) int {
	if at := c.find(key, true); len(at) > 0 {
		return at[len(at)-1]
	}
	if strings.HasPrefix(key, "_col") {
		if m := columnNumber.FindStringSubmatch(key); m != nil {
			if n, err := strconv.Atoi(m[1]); err == nil && n < len(c.fields) {
				return n
			}
		}
	}
	return -1
}

func (h *hiveJSON) row(t *tree, n int32, c *jsonCell, row []any) error {
	for child := t.nodes[n].first; child != 0; child = t.nodes[child].next {
		i := h.place(c, t.nodes[child].name)
		if i < 0 {
			continue
		}
		v, err := h.value(t, child, &c.fields[i])
		if err != nil {
			return err
		}
		row[i] = v
	}
	return nil
}

func (h *hiveJSON) value(t *tree, n int32, c *jsonCell) (any, error) {
	self := &t.nodes[n]
	if self.kind == jsonNull {
		return nil, nil
	}
	switch c.typ.Kind {
	case schema.Row:
		if self.kind != jsonObject {
			return nil, badValue("Invalid JSON: start of object expected")
		}
		out := make([]any, len(c.fields))
		return out, h.row(t, n, c, out)
	case schema.Array:
		if self.kind != jsonArray {
			return nil, badValue("Invalid JSON: start of array expected")
		}
		out := make([]any, 0, self.count)
		for child := self.first; child != 0; child = t.nodes[child].next {
			v, err := h.value(t, child, &c.fields[0])
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	case schema.Map:
		return h.entries(t, n, c)
	}
	if self.kind == jsonObject || self.kind == jsonArray {
		if h.nestedText && c.typ.Kind == schema.Varchar {
			return text(t.compact(n), c.typ), nil
		}
		return nil, badValue("Invalid JSON: %s value must be a scalar json value", c.typ.String())
	}
	return h.plain(self.text, self.kind == jsonString, c.typ)
}

func (h *hiveJSON) entries(t *tree, n int32, c *jsonCell) (any, error) {
	if t.nodes[n].kind != jsonObject {
		return nil, badValue("Invalid JSON: start of object expected")
	}
	m := newMapBuilder(true)
	for child := t.nodes[n].first; child != 0; child = t.nodes[child].next {
		key, err := h.key(t.nodes[child].name, c.key.typ)
		if err != nil {
			return nil, err
		}
		v, err := h.value(t, child, &c.fields[0])
		if err != nil {
			return nil, err
		}
		m.put(key, v)
	}
	return m.done(), nil
}

// key reads the key of a map, which is always a string.
func (h *hiveJSON) key(s string, t schema.Type) (any, error) {
	switch t.Kind {
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		n, err := strconv.ParseInt(s, 10, intBits[t.Kind])
		if err != nil {
			return nil, badValue("For input string: %q", s)
		}
		return n, nil
	case schema.Real, schema.Double:
		return floating(s, t)
	case schema.Array, schema.Map, schema.Row:
		return nil, badValue("Unsupported map key type: %s", t.Display())
	}
	return h.plain(s, true, t)
}

func floating(s string, t schema.Type) (any, error) {
	bits := 64
	if t.Kind == schema.Real {
		bits = 32
	}
	f, ok := javaFloat(s, bits)
	if !ok {
		return nil, badValue("For input string: %q", s)
	}
	if bits == 32 {
		return float32(f), nil
	}
	return f, nil
}

// plain reads a value that is not nested. A value of another type is an error, but for what is no number in a decimal: that is NULL.
func (h *hiveJSON) plain(s string, quoted bool, t schema.Type) (any, error) {
	switch t.Kind {
	case schema.Varchar, schema.Char:
		return text(s, t), nil
	case schema.Boolean:
		return strings.EqualFold(s, "true"), nil
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint, schema.Real, schema.Double:
		if quoted || s == "true" || s == "false" {
			return nil, badValue("Current token (%s) not numeric, can not use numeric value accessors", s)
		}
		if intBits[t.Kind] == 0 {
			return floating(s, t)
		}
		return jsonInteger(s, t)
	case schema.Decimal:
		if _, _, ok := bigDecimal(s); !ok {
			return nil, nil
		}
		v, why := decimal(s, t)
		if why != "" {
			return nil, badValue("%s", why)
		}
		return v, nil
	case schema.Date:
		d, ok := hiveDate(s)
		if !ok {
			return nil, badValue("Text '%s' could not be parsed as a date", s)
		}
		return d, nil
	case schema.Timestamp:
		if at, ok := h.formats.read(s); ok {
			if v, ok := at.micros(t); ok {
				return v, nil
			}
		}
		return nil, badValue("Text '%s' could not be parsed as a timestamp", s)
	}
	return []byte(s), nil // Hive takes the text itself for binary
}

// jsonInteger reads a JSON number as a whole one, from which a fraction is cut.
func jsonInteger(s string, t schema.Type) (any, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		digits, scale, ok := bigDecimal(s)
		if ok {
			digits, ok = truncated(digits, scale)
		}
		if !ok || !digits.IsInt64() {
			return nil, badValue("Numeric value (%s) out of range of %s", s, t.String())
		}
		n = digits.Int64()
	}
	low, high := int64(-1)<<(intBits[t.Kind]-1), int64(1)<<(intBits[t.Kind]-1)-1
	if t.Kind == schema.Tinyint && n > high && n <= 255 {
		return int64(int8(n)), nil // Jackson takes a byte without a sign, too
	}
	if n < low || n > high {
		return nil, badValue("Numeric value (%s) out of range of %s", s, t.String())
	}
	return n, nil
}
