package format

import (
	"fmt"
	"io"
	"math"
	"unicode/utf8"

	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// NewHive writes rows as the files of a database's tables, and of UNLOAD, have them: lines of JSON or of delimited text, or Avro.
func NewHive(f hive.Form, w io.Writer, columns []analyze.Output) (hive.Encoder, error) {
	switch f.Format {
	case "JSON":
		if f.Strict {
			return &tableJSON{NewJSON(w, columns, true), columns}, nil
		}
		return NewJSON(w, columns, true), nil
	case "TEXTFILE":
		t := NewTextFile(w, columns, f.Delimiter)
		t.strict = f.Strict
		return t, nil
	case "AVRO":
		return newAvro(f, w, columns)
	}
	return nil, fmt.Errorf("there is no format %q", f.Format)
}

// unwritable is a value that would not be read as what it is.
func unwritable(column analyze.Output, why string) error {
	return &engine.Error{Code: "HIVE_WRITER_DATA_ERROR", Message: fmt.Sprintf("column %s: %s; PARQUET and AVRO can have it", column.Name, why)}
}

// tableJSON is JSON that Hive's SerDe reads: binary values are their text there.
type tableJSON struct {
	*JSON
	columns []analyze.Output
}

// Rows is Encoder's.
func (j *tableJSON) Rows(rows []engine.Row) error {
	for _, row := range rows {
		out := make(engine.Row, len(row))
		for i, v := range row {
			var why string
			if out[i], why = forHiveJSON(j.columns[i].Type, v); why != "" {
				return unwritable(j.columns[i], why)
			}
		}
		if err := j.JSON.Rows([]engine.Row{out}); err != nil {
			return err
		}
	}
	return nil
}

// forHiveJSON gives a value as Hive's SerDe for JSON writes it, or why it cannot.
func forHiveJSON(t schema.Type, value any) (any, string) {
	switch v := value.(type) {
	case float32:
		return v, numberless(float64(v))
	case float64:
		return v, numberless(v)
	case []byte:
		if !utf8.Valid(v) {
			return nil, "in a table of JSON a binary value is text, and this one is no UTF-8"
		}
		return string(v), ""
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			var why string
			if out[i], why = forHiveJSON(*t.Elem, e); why != "" {
				return nil, why
			}
		}
		return out, ""
	case engine.Map:
		out := engine.Map{Keys: make([]any, len(v.Keys)), Values: make([]any, len(v.Values))}
		for i := range v.Keys {
			var why string
			out.Keys[i] = v.Keys[i]
			if b, ok := v.Keys[i].([]byte); ok {
				if out.Keys[i], why = forHiveJSON(*t.Key, b); why != "" {
					return nil, why
				}
			}
			if out.Values[i], why = forHiveJSON(*t.Elem, v.Values[i]); why != "" {
				return nil, why
			}
		}
		return out, ""
	case engine.Row:
		out := make(engine.Row, len(v))
		for i, m := range v {
			var why string
			if out[i], why = forHiveJSON(t.Fields[i].Type, m); why != "" {
				return nil, why
			}
		}
		return out, ""
	}
	return value, farTime(value)
}

func numberless(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Sprintf("%s is no number in JSON", schema.FloatText(f, 64))
	}
	return ""
}
