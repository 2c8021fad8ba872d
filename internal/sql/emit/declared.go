package emit

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// declaredJSON reads JSON text of a declared shape as a value of the column's type: the same but for the case of its members'
// names. What the text lacks, or has of another type, is NULL.
func declaredJSON(text string, shape, declared schema.Type) string {
	duck, err := functions.DuckType(declared)
	if err != nil {
		panic(failure{err})
	}
	return "CAST(from_json(" + text + ", " + functions.QuoteText(jsonShape(shape)) + ") AS " + duck + ")"
}

// jsonShape is a type as DuckDB's from_json has it: https://duckdb.org/docs/stable/data/json/json_functions.html#transforming-json-to-nested-types.
func jsonShape(t schema.Type) string {
	switch t.Kind {
	case schema.Array:
		return "[" + jsonShape(*t.Elem) + "]"
	case schema.Row:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			parts[i] = `"` + f.Name + `":` + jsonShape(f.Type)
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	duck, err := functions.DuckType(t)
	if err != nil {
		panic(failure{err})
	}
	return `"` + duck + `"`
}
