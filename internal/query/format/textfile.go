package format

import (
	"bufio"
	"cmp"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// TextFile writes rows as Hive's TEXTFILE has them: a line a row, the values apart by the character 1 or another, those within
// arrays, maps and rows by 2, then 3; NULL is \N. Nothing is escaped.
// Binary values are in base64, as Hive has them.
// https://cwiki.apache.org/confluence/display/Hive/LanguageManual+DDL#LanguageManualDDL-RowFormats&SerDe.
type TextFile struct {
	w         *bufio.Writer
	columns   []analyze.Output
	delimiter string
	// strict has values refused that are not read as what they are.
	strict bool
}

// NewTextFile writes to w. delimiter is Hive's own where it is empty.
func NewTextFile(w io.Writer, columns []analyze.Output, delimiter string) *TextFile {
	if delimiter == "" {
		delimiter = "\x01"
	}
	return &TextFile{w: bufio.NewWriter(w), columns: columns, delimiter: delimiter}
}

// Rows is Encoder's.
func (f *TextFile) Rows(rows []engine.Row) error {
	for _, row := range rows {
		for i, v := range row {
			if i > 0 {
				f.w.WriteString(f.delimiter)
			}
			text, why := hiveText(f.columns[i].Type, v, 2)
			if f.strict && why == "" && strings.Contains(text, f.delimiter) {
				why = fmt.Sprintf("a value has the field delimiter, %q, in it, which nothing escapes", f.delimiter)
			}
			if f.strict && why != "" {
				return unwritable(f.columns[i], why)
			}
			f.w.WriteString(text)
		}
		if err := f.w.WriteByte('\n'); err != nil {
			return err
		}
	}
	return nil
}

// Close is Encoder's.
func (f *TextFile) Close() error { return f.w.Flush() }

// hiveText writes a value; what it is made of is apart by the character level, and what that is made of by the next. why tells
// why it would be read as something else.
func hiveText(t schema.Type, value any, level byte) (text, why string) {
	switch v := value.(type) {
	case nil:
		return `\N`, ""
	case []byte:
		return base64.StdEncoding.EncodeToString(v), ""
	case string:
		switch {
		case v == `\N`:
			why = `the text \N stands for NULL`
		case strings.ContainsAny(v, "\n\r"):
			why = "a text has a line's end in it"
		case strings.ContainsFunc(v, func(r rune) bool { return level > 2 && r >= 2 && r < rune(level) }):
			why = "a text within an array, a map or a row has a delimiter in it, which nothing escapes"
		}
		return v, why
	case []any:
		return joined(len(v), level, func(i int) (string, string) { return hiveText(*t.Elem, v[i], level+1) })
	case engine.Map:
		return joined(len(v.Keys), level, func(i int) (string, string) {
			key, why := hiveText(*t.Key, v.Keys[i], level+2)
			value, why2 := hiveText(*t.Elem, v.Values[i], level+2)
			return key + string(rune(level+1)) + value, cmp.Or(why, why2)
		})
	case engine.Row:
		text, why = joined(len(v), level, func(i int) (string, string) { return hiveText(t.Fields[i].Type, v[i], level+1) })
		if len(v) == 1 && text == "" {
			return text, "" // unlike an array of one empty text
		}
		return text, why
	}
	return Text(t, value), farTime(value)
}

func joined(n int, between byte, at func(int) (string, string)) (s, why string) {
	for i := range n {
		if i > 0 {
			s += string(rune(between))
		}
		text, not := at(i)
		s, why = s+text, cmp.Or(why, not)
	}
	if n == 1 && why == "" && (s == "" || s == `\N`) {
		why = "an array or a row of one empty value is written as one without values, or as NULL"
	}
	return s, why
}

// farTime says why a time would not be read again.
func farTime(value any) string {
	year := 1
	switch v := value.(type) {
	case engine.Date:
		year = v.Time().Year()
	case time.Time:
		year = v.Year()
	}
	if year < 1 || year > 9999 {
		return fmt.Sprintf("the year %d does not have four digits", year)
	}
	return ""
}
