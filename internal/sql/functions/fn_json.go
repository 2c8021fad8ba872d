package functions

import (
	"fmt"
	"strings"
)

// https://trino.io/docs/current/functions/json.html
//
// JSON values are kept as their text.
var jsons = []*Function{
	scalar("json_extract_scalar", "the scalar at a path, as text", by("(varchar, varchar) -> varchar", jsonScalar), by("(json, varchar) -> varchar", jsonScalar)),
	scalar("json_extract", "the value at a path, as JSON", by("(varchar, varchar) -> json", jsonExtract), by("(json, varchar) -> json", jsonExtract)),
	scalar("json_parse", "a text read as JSON", on("(varchar) -> json", "tarn_json_parse($1)")),
	scalar("json_format", "JSON as its text", on("(json) -> varchar", "$1")),
	scalar("json_array_length", "number of elements", on("(varchar) -> bigint", "tarn_json_array_length($1)"), on("(json) -> bigint", "tarn_json_array_length($1)")),
	scalar("json_size", "number of members or elements at a path", by("(varchar, varchar) -> bigint", jsonSize), by("(json, varchar) -> bigint", jsonSize)),
	scalar("is_json_scalar", "whether it is no object and no array", on("(varchar) -> boolean", "tarn_json_is_scalar($1)"), on("(json) -> boolean", "tarn_json_is_scalar($1)")),
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

func plainKey(key string) bool { return key != "" && !strings.ContainsAny(key, "\"\\*\x00") }

// jsonPath reads a literal path into DuckDB's form; DuckDB's is "" where only our own function will do.
func jsonPath(c *Call) (duck string, err error) {
	s, ok := c.Args[1].Str()
	if !ok {
		return "", fmt.Errorf("%s is in Tarn with a literal path only, so far", c.Name)
	}
	steps, err := parsePath(s)
	if err != nil {
		return "", fmt.Errorf("%s: %w", c.Name, err)
	}
	var b strings.Builder
	b.WriteByte('$')
	for _, step := range steps {
		if !plainKey(step.key) || step.isIndex {
			return "", nil
		}
		b.WriteString(`."` + step.key + `"`)
	}
	return b.String(), nil
}

func jsonScalar(c *Call) (string, error) {
	path, err := jsonPath(c)
	if err != nil {
		return "", err
	}
	native := "tarn_json_scalar($1, $2)"
	if path == "" || path == "$" || !c.Args[0].ValidJSON {
		return Fill(native, c)
	}
	p := QuoteText(path)
	return Fill(strings.ReplaceAll("(CASE WHEN coalesce(json_type($1, PATH), 'NULL') IN ('VARCHAR', 'BOOLEAN', 'NULL') THEN json_extract_string($1, PATH) WHEN json_type($1, PATH) IN ('OBJECT', 'ARRAY') THEN NULL ELSE "+native+" END)", "PATH", p), c)
}

func jsonExtract(c *Call) (string, error) {
	if _, err := jsonPath(c); err != nil {
		return "", err
	}
	return Fill("tarn_json_extract($1, $2)", c)
}

func jsonSize(c *Call) (string, error) {
	if _, err := jsonPath(c); err != nil {
		return "", err
	}
	return Fill("tarn_json_size($1, $2)", c)
}
