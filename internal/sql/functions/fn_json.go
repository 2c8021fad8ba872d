package functions

import (
	"fmt"
	"strings"

	"tarn/internal/sql/trinojson"
)

// https://trino.io/docs/current/functions/json.html
//
// JSON values are kept as their text. A path that is no path fails when it is evaluated, as in Trino.
var jsons = []*Function{
	scalar("json_extract_scalar", "the scalar at a path, as text", by("(varchar(x), varchar) -> varchar(x)", jsonScalar), by("(json, varchar) -> varchar", jsonScalar)),
	scalar("json_extract", "the value at a path, as JSON",
		on("(varchar, varchar) -> json", "tarn_json_extract($1, $2)"), on("(json, varchar) -> json", "tarn_json_extract($1, $2)")),
	scalar("json_parse", "a text read as JSON", on("(varchar) -> json", "tarn_json_parse($1)")),
	scalar("json_format", "JSON as its text", on("(json) -> varchar", "$1")),
	scalar("json_array_contains", "whether an array has an element",
		on("(varchar, boolean) -> boolean", "tarn_json_contains_boolean($1, $2)"), on("(json, boolean) -> boolean", "tarn_json_contains_boolean($1, $2)"),
		on("(varchar, bigint) -> boolean", "tarn_json_contains_bigint($1, $2)"), on("(json, bigint) -> boolean", "tarn_json_contains_bigint($1, $2)"),
		on("(varchar, double) -> boolean", "tarn_json_contains_double($1, $2)"), on("(json, double) -> boolean", "tarn_json_contains_double($1, $2)"),
		on("(varchar, varchar) -> boolean", "tarn_json_contains_varchar($1, $2)"), on("(json, varchar) -> boolean", "tarn_json_contains_varchar($1, $2)")),
	scalar("json_array_get", "the element at an index from 0, or from the end",
		on("(varchar, bigint) -> json", "tarn_json_array_get($1, $2)"), on("(json, bigint) -> json", "tarn_json_array_get($1, $2)")),
	scalar("json_array_length", "number of elements", on("(varchar) -> bigint", "tarn_json_array_length($1)"), on("(json) -> bigint", "tarn_json_array_length($1)")),
	scalar("json_size", "number of members or elements at a path",
		on("(varchar, varchar) -> bigint", "tarn_json_size($1, $2)"), on("(json, varchar) -> bigint", "tarn_json_size($1, $2)")),
	scalar("is_json_scalar", "whether it is no object and no array", on("(varchar) -> boolean", "tarn_json_is_scalar($1)"), on("(json) -> boolean", "tarn_json_is_scalar($1)")),
}

// SQLJSON are the forms behind the SQL/JSON functions, which the analyser makes of their clauses; see trinojson.Spec.
var SQLJSON = map[string]*Function{
	"exists": scalar("json_exists", "", on("(varchar, varchar, array(varchar)) -> boolean", "tarn_sqljson_exists($1, $2, $3)")),
	"query":  scalar("json_query", "", on("(varchar, varchar, array(varchar)) -> varchar", "tarn_sqljson_query($1, $2, $3)")),
	"rows":   scalar("json_table rows", "", on("(varchar, varchar, array(varchar)) -> array(varchar)", "tarn_sqljson_rows($1, $2, $3)")),
	"value":  scalar("json_value", "", on("(varchar, varchar, array(varchar)) -> varchar", "tarn_sqljson_value($1, $2, $3)")),
	"state":  scalar("json_value state", "", on("(varchar, varchar, array(varchar)) -> varchar", "tarn_sqljson_state($1, $2, $3)")),
	"object": scalar("json_object", "", on("(varchar, array(varchar), array(varchar)) -> varchar", "tarn_sqljson_object($1, $2, $3)")),
	"array":  scalar("json_array", "", on("(varchar, array(varchar)) -> varchar", "tarn_sqljson_array($1, $2)")),
	"input":  scalar("json input", "", on("(varbinary, varchar) -> varchar", "tarn_json_input($1, $2)")),
	"output": scalar("json output", "", on("(varchar, varchar) -> varbinary", "tarn_json_output($1, $2)")),
	"fail":   scalar("json fail", "", by("(varchar) -> T", func(c *Call) (string, error) { s, _ := c.Args[0].Str(); return c.Fail(s), nil })),
}

// JSONMember is the text of an object's member as the map face has it, from a valid JSON text: scalars as delivered, nested
// values verbatim, NULL for null and for what is missing. Texts, the common case, stay within DuckDB; DuckDB would rewrite the
// rest.
func JSONMember(doc, key string) string {
	native := "tarn_json_member(" + doc + ", " + QuoteText(key) + ")"
	if !plainKey(key) {
		return native
	}
	path := QuoteText(`$."` + key + `"`)
	return fmt.Sprintf("(CASE WHEN coalesce(json_type(%[1]s, %[2]s), 'NULL') IN ('VARCHAR', 'BOOLEAN', 'NULL') THEN json_extract_string(%[1]s, %[2]s) ELSE %[3]s END)", doc, path, native)
}

// JSONMemberIs is the same for a comparison by = or <> with texts, where DuckDB's own form decides alike: it writes numbers and
// nested values otherwise, but they begin as no such text does.
func JSONMemberIs(doc, key string, texts []string) (string, bool) {
	for _, s := range texts {
		if s == "" || strings.ContainsRune("-+.0123456789{[", rune(s[0])) || notNumbers[strings.ToLower(s)] {
			return "", false
		}
	}
	return "json_extract_string(" + doc + ", " + QuoteText(`$."`+key+`"`) + ")", plainKey(key)
}

var notNumbers = map[string]bool{"inf": true, "infinity": true, "nan": true}

func plainKey(key string) bool { return key != "" && !strings.ContainsAny(key, "\"\\*\x00") }

// duckPath is a path in DuckDB's form, "" where only our own function will do: a number is a member's name in an object and
// an index in an array, which DuckDB tells apart.
func duckPath(path string) string {
	steps, err := trinojson.ParsePath(path)
	if err != nil || len(steps) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteByte('$')
	for _, step := range steps {
		if !plainKey(step.Key) || step.Index >= 0 {
			return ""
		}
		b.WriteString(`."` + step.Key + `"`)
	}
	return b.String()
}

// jsonScalar reads a text of the lake, which is known to be JSON, within DuckDB: what it finds is a text more often than not.
func jsonScalar(c *Call) (string, error) {
	native := "tarn_json_scalar($1, $2)"
	path, _ := c.Args[1].Str()
	p := duckPath(path)
	if p == "" || !c.Args[0].ValidJSON {
		return Fill(native, c)
	}
	p = QuoteText(p)
	return Fill(strings.ReplaceAll("(CASE WHEN coalesce(json_type($1, PATH), 'NULL') IN ('VARCHAR', 'BOOLEAN', 'NULL') THEN json_extract_string($1, PATH) WHEN json_type($1, PATH) IN ('OBJECT', 'ARRAY') THEN NULL ELSE "+native+" END)", "PATH", p), c)
}
