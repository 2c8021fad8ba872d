package format

import (
	"bufio"
	"io"
	"strconv"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// TextFile writes rows as Hive's TEXTFILE has them: a line a row, the values apart by the character 1 or another, those within
// arrays, maps and rows by 2, then 3; NULL is \N. Nothing is escaped.
// https://cwiki.apache.org/confluence/display/Hive/LanguageManual+DDL#LanguageManualDDL-RowFormats&SerDe.
type TextFile struct {
	w         *bufio.Writer
	columns   []analyze.Output
	delimiter string
}

// NewTextFile writes to w. delimiter is Hive's own where it is empty.
func NewTextFile(w io.Writer, columns []analyze.Output, delimiter string) *TextFile {
	if delimiter == "" {
		delimiter = "\x01"
	}
	return &TextFile{bufio.NewWriter(w), columns, delimiter}
}

// Rows is Encoder's.
func (f *TextFile) Rows(rows []engine.Row) error {
	for _, row := range rows {
		for i, v := range row {
			if i > 0 {
				f.w.WriteString(f.delimiter)
			}
			f.w.WriteString(hiveText(f.columns[i].Type, v, 2))
		}
		if err := f.w.WriteByte('\n'); err != nil {
			return err
		}
	}
	return nil
}

// Close is Encoder's.
func (f *TextFile) Close() error { return f.w.Flush() }

// hiveText writes a value; what it is made of is apart by the character level, and what that is made of by the next.
func hiveText(t schema.Type, value any, level byte) string {
	switch v := value.(type) {
	case nil:
		return `\N`
	case []byte:
		return string(v)
	case float32:
		return strconv.FormatFloat(float64(v), 'g', -1, 32)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []any:
		return joined(len(v), level, func(i int) string { return hiveText(*t.Elem, v[i], level+1) })
	case engine.Map:
		return joined(len(v.Keys), level, func(i int) string {
			return hiveText(*t.Key, v.Keys[i], level+2) + string(rune(level+1)) + hiveText(*t.Elem, v.Values[i], level+2)
		})
	case engine.Row:
		return joined(len(v), level, func(i int) string { return hiveText(t.Fields[i].Type, v[i], level+1) })
	}
	return Text(t, value)
}

func joined(n int, between byte, at func(int) string) string {
	s := ""
	for i := range n {
		if i > 0 {
			s += string(rune(between))
		}
		s += at(i)
	}
	return s
}
