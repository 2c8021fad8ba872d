package format

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"unicode/utf8"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// JSON writes one array of objects, or an object a line. Numbers keep every digit; arrays, maps and rows are JSON's own; what is
// JSON in SQL is JSON here; bytes are base64; times are text; NaN and the infinities are text.
type JSON struct {
	w       *bufio.Writer
	columns []analyze.Output
	names   [][]byte
	lines   bool
	rows    int
	buf     []byte
}

// NewJSON makes an encoder. Columns of the same name get a number.
func NewJSON(w io.Writer, columns []analyze.Output, lines bool) *JSON {
	j := &JSON{w: bufio.NewWriterSize(w, 64<<10), columns: columns, lines: lines}
	for _, name := range unique(columns) {
		j.names = append(j.names, append(quoted(nil, name), ':'))
	}
	return j
}

// Rows is Encoder's.
func (j *JSON) Rows(rows []engine.Row) error {
	for _, row := range rows {
		b := j.buf[:0]
		switch {
		case j.lines:
		case j.rows == 0:
			b = append(b, "[\n"...)
		default:
			b = append(b, ",\n"...)
		}
		j.rows++
		b = append(b, '{')
		for i, value := range row {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(append(b, j.names[i]...), j.columns[i].Type, value)
		}
		b = append(b, '}')
		if j.lines {
			b = append(b, '\n')
		}
		j.buf = b
		if _, err := j.w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// Close is Encoder's.
func (j *JSON) Close() error {
	switch {
	case j.lines:
	case j.rows == 0:
		j.w.WriteString("[]\n")
	default:
		j.w.WriteString("\n]\n")
	}
	return j.w.Flush()
}

func appendJSON(b []byte, t schema.Type, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float32:
		return number(b, float64(v), 32)
	case float64:
		return number(b, v, 64)
	case engine.Decimal:
		return append(b, v.String()...)
	case []byte:
		return quoted(b, base64.StdEncoding.EncodeToString(v))
	case string:
		if t.Kind == schema.JSON && json.Valid([]byte(v)) {
			return append(b, v...)
		}
		return quoted(b, v)
	case []any:
		return sequence(b, '[', ']', len(v), func(b []byte, i int) []byte { return appendJSON(b, deref(t.Elem), v[i]) })
	case engine.Map:
		return sequence(b, '{', '}', len(v.Keys), func(b []byte, i int) []byte {
			b = append(quoted(b, Text(deref(t.Key), v.Keys[i])), ':')
			return appendJSON(b, deref(t.Elem), v.Values[i])
		})
	case engine.Row:
		return sequence(b, '{', '}', len(v), func(b []byte, i int) []byte {
			f := field(t, i)
			return appendJSON(append(quoted(b, f.Name), ':'), f.Type, v[i])
		})
	}
	return quoted(b, Text(t, value))
}

func deref(t *schema.Type) schema.Type {
	if t == nil {
		return schema.Type{}
	}
	return *t
}

func sequence(b []byte, open, end byte, n int, at func([]byte, int) []byte) []byte {
	b = append(b, open)
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = at(b, i)
	}
	return append(b, end)
}

func number(b []byte, f float64, bits int) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return quoted(b, schema.FloatText(f, bits))
	}
	layout := byte('f')
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		layout = 'e'
	}
	return strconv.AppendFloat(b, f, layout, -1, bits)
}

const hex = "0123456789abcdef"

// quoted writes a JSON text. Control characters, the second set of them included, are escaped: what is written may go to a
// terminal. Bytes that are no UTF-8 become U+FFFD.
func quoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '"' || c == '\\':
				b = append(b, '\\', c)
			case c == '\n':
				b = append(b, '\\', 'n')
			case c == '\t':
				b = append(b, '\\', 't')
			case c == '\r':
				b = append(b, '\\', 'r')
			case c < ' ' || c == 0x7f:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			default:
				b = append(b, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b = append(b, `\ufffd`...)
		case r < 0xa0 || r == 0x2028 || r == 0x2029:
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return append(b, '"')
}
