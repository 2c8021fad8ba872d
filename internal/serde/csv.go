package serde

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarn/internal/schema"
)

// csv is OpenCSVSerde: https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html. All it reads is text; Athena makes numbers,
// booleans, days and milliseconds of it where the column is of such a type.
type csv struct {
	columns                  []Column
	separator, quote, escape rune
	nullInvalid              bool
}

func newCSV(t *Table) (func() reader, error) {
	c := &csv{columns: t.Columns, nullInvalid: t.flag("use.null.for.invalid.data", false)}
	for _, p := range []struct {
		name      string
		otherwise rune
		to        *rune
	}{{"separatorChar", ',', &c.separator}, {"quoteChar", '"', &c.quote}, {"escapeChar", '\\', &c.escape}} {
		*p.to = p.otherwise
		if v, _ := t.property(p.name); v != "" {
			*p.to, _ = utf8.DecodeRuneInString(v)
		}
	}
	if c.escape == '"' {
		c.escape = '\\' // Hive has it so
	}
	switch {
	case c.separator == 0:
		return nil, metadata("CSV not supported: separatorChar cannot be the null character")
	case c.separator == c.quote:
		return nil, metadata("CSV not supported: separatorChar and quoteChar cannot be the same")
	case c.separator == c.escape:
		return nil, metadata("CSV not supported: separatorChar and escapeChar cannot be the same")
	case c.quote == c.escape && c.quote != 0:
		return nil, metadata("CSV not supported: quoteChar and escapeChar cannot be the same")
	}
	if err := plainColumns(t); err != nil {
		return nil, err
	}
	return newLineReader(t, func() func([]byte, []any) error {
		var fields []string
		return func(line []byte, row []any) error {
			if len(line) == 0 {
				return nil
			}
			fields = c.split(fields[:0], validText(string(line)))
			for i, f := range fields {
				v, err := c.value(f, &c.columns[i])
				if err != nil {
					return err
				}
				row[i] = v
			}
			return nil
		}
	})
}

// split cuts a line into at most as many fields as there are columns, as opencsv 2.3 does, quirks included: a last field whose
// quotes do not end is left out.
func (c *csv) split(fields []string, s string) []string {
	if !strings.ContainsRune(s, c.quote) && !strings.ContainsRune(s, c.escape) {
		for len(fields) < len(c.columns) {
			i := strings.IndexRune(s, c.separator)
			if i < 0 {
				return append(fields, s)
			}
			fields = append(fields, s[:i])
			s = s[i+utf8.RuneLen(c.separator):]
		}
		return fields
	}
	var field []byte
	quoted, inField := false, false
	for pos := 0; pos < len(s) && len(fields) < len(c.columns); {
		r, size := utf8.DecodeRuneInString(s[pos:])
		next, nextSize := utf8.DecodeRuneInString(s[pos+size:])
		if nextSize == 0 {
			next = -1
		}
		switch {
		case r == c.escape:
			if (quoted || inField) && (next == c.quote || next == c.escape) {
				field = utf8.AppendRune(field, next)
				pos += nextSize
			}
		case r == c.quote:
			if (quoted || inField) && next == c.quote {
				field = utf8.AppendRune(field, next)
				pos += nextSize
			} else {
				if next >= 0 && next != c.separator && c.within(s, pos) {
					// A quote in the middle of a field is a part of it, but for spaces before it.
					if len(field) > 0 && strings.TrimFunc(string(field), unicode.IsSpace) == "" {
						field = field[:0]
					} else {
						field = utf8.AppendRune(field, r)
					}
				}
				quoted = !quoted
			}
			inField = !inField
		case r == c.separator && !quoted:
			fields = append(fields, string(field))
			field = field[:0]
			inField = false
		default:
			for pos+size < len(s) && c.plain(s[pos+size]) {
				size++
			}
			field = append(field, s[pos:pos+size]...)
			inField = true
		}
		pos += size
	}
	if len(fields) < len(c.columns) && !quoted {
		fields = append(fields, string(field))
	}
	return fields
}

// plain tells that a byte is a character of its own without a meaning.
func (c *csv) plain(b byte) bool {
	r := rune(b)
	return r < utf8.RuneSelf && r != c.separator && r != c.quote && r != c.escape
}

// within tells that a quote is neither among the first three characters of the line nor behind a separator.
func (c *csv) within(s string, pos int) bool {
	if pos < 12 && utf8.RuneCountInString(s[:pos]) <= 2 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:pos])
	return before != c.separator
}

// value makes a value of a field's text as Athena does.
func (c *csv) value(s string, col *Column) (any, error) {
	switch col.Type.Kind {
	case schema.Varchar, schema.Char:
		return text(s, col.Type), nil
	case schema.Boolean:
		if strings.EqualFold(s, "true") || strings.EqualFold(s, "false") {
			return strings.EqualFold(s, "true"), nil
		}
	case schema.Date: // days since 1970
		if n, err := strconv.ParseInt(s, 10, 32); err == nil {
			return int32(n), nil
		}
	case schema.Timestamp: // milliseconds since 1970
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			if v, ok := ofMillis(n).micros(col.Type); ok {
				return v, nil
			}
		}
	default:
		if v := plainValue(s, col.Type); v != nil {
			return v, nil
		}
	}
	if c.nullInvalid {
		return nil, nil
	}
	hint := ""
	if s == "" {
		hint = ". OpenCSVSerde has no NULL: make the column string and use NULLIF and CAST, or set use.null.for.invalid.data"
	}
	return nil, &Error{Code: codeBadData, Message: "Error parsing field value '" + s + "' for field " + col.Name + ": For input string: " + strconv.Quote(s) + hint}
}
