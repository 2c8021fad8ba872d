package functions

import "fmt"

// https://trino.io/docs/current/functions/string.html
var strs = []*Function{
	scalar("lower", "lower case", on("(varchar(n)) -> varchar(n)", "lower($1)")),
	scalar("upper", "upper case", on("(varchar(n)) -> varchar(n)", "upper($1)")),
	scalar("length char_length character_length", "number of characters, or bytes", on("(varchar) -> bigint", "length($1)"), on("(varbinary) -> bigint", "octet_length($1)")),
	scalar("concat", "the arguments joined; NULL if any is",
		on("(varchar, varchar...) -> varchar", "($|| )"), on("(varbinary, varbinary...) -> varbinary", "($|| )"), on("(array(T), array(T)...) -> array(T)", "($|| )"),
		on("(array(T), T) -> array(T)", "(CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN list_append($1, $2) END)"), on("(T, array(T)) -> array(T)", "(CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN list_prepend($1, $2) END)")),
	scalar("concat_ws", "the arguments joined by the first, without NULLs", on("(varchar, varchar...) -> varchar", "concat_ws($*)"),
		on("(varchar, array(varchar)) -> varchar", "array_to_string($2, $1)")),
	scalar("substr substring", "the text from a position, counted from 1 or from the end", by("(varchar(n), bigint) -> varchar(n)", substr), by("(varchar(n), bigint, bigint) -> varchar(n)", substr)),
	scalar("trim", "without white space, or these characters, at both ends", on("(varchar(n)) -> varchar(n)", "trim($1, "+whiteSpace+")"), on("(varchar(n), varchar) -> varchar(n)", "trim($1, $2)")),
	scalar("ltrim", "without white space at the start", on("(varchar(n)) -> varchar(n)", "ltrim($1, "+whiteSpace+")"), on("(varchar(n), varchar) -> varchar(n)", "ltrim($1, $2)")),
	scalar("rtrim", "without white space at the end", on("(varchar(n)) -> varchar(n)", "rtrim($1, "+whiteSpace+")"), on("(varchar(n), varchar) -> varchar(n)", "rtrim($1, $2)")),
	scalar("replace", "every occurrence of a text replaced, or removed",
		by("(varchar, varchar) -> varchar", notEmpty(1, "replace($1, $2, '')")), by("(varchar, varchar, varchar) -> varchar", notEmpty(1, "replace($1, $2, $3)"))),
	scalar("reverse", "backwards", on("(varchar(n)) -> varchar(n)", "reverse($1)"), on("(array(T)) -> array(T)", "list_reverse($1)")),
	scalar("split", "the parts between delimiters", by("(varchar, varchar) -> array(varchar)", notEmpty(1, "string_split($1, $2)"))),
	scalar("split_part", "the n-th part between delimiters; NULL past the last",
		by("(varchar, varchar, bigint) -> varchar", func(c *Call) (string, error) {
			if n, ok := c.Args[2].Value.(int64); !ok || n < 1 {
				return "", fmt.Errorf("split_part is in Tarn with a literal index from 1 on only, so far")
			}
			return notEmpty(1, "string_split($1, $2)[$3]")(c)
		})),
	scalar("strpos", "position of the first occurrence, 0 for none", on("(varchar, varchar) -> bigint", "CAST(strpos($1, $2) AS BIGINT)")),
	scalar("starts_with", "whether it begins with a text", on("(varchar, varchar) -> boolean", "starts_with($1, $2)")),
	scalar("ends_with", "whether it ends with a text", on("(varchar, varchar) -> boolean", "ends_with($1, $2)")),
	scalar("lpad", "filled up or cut at the left", by("(varchar, bigint, varchar) -> varchar", notEmpty(2, "lpad($1, CAST($2 AS INTEGER), $3)"))),
	scalar("rpad", "filled up or cut at the right", by("(varchar, bigint, varchar) -> varchar", notEmpty(2, "rpad($1, CAST($2 AS INTEGER), $3)"))),
	scalar("chr", "the character of a code point", on("(bigint) -> varchar(1)", "chr(CAST($1 AS INTEGER))")),
	scalar("codepoint", "the code point of a character", on("(varchar) -> integer", "unicode($1)")),
	scalar("translate", "characters replaced by others", on("(varchar, varchar, varchar) -> varchar", "translate($1, $2, $3)")),
	scalar("levenshtein_distance", "edit distance", on("(varchar, varchar) -> bigint", "levenshtein($1, $2)")),
	scalar("to_utf8", "the bytes of a text", on("(varchar) -> varbinary", "encode($1)")),
	scalar("from_utf8", "the text of bytes", on("(varbinary) -> varchar", "decode($1)")),
}

// whiteSpace are the characters that Trino trims, as a DuckDB constant.
const whiteSpace = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31) || chr(8232) || chr(8233) || chr(12288) || chr(5760)"

// substr: Trino gives ” for position 0, for one outside the text and for a length below 1.
func substr(c *Call) (string, error) {
	from, known := c.Args[1].Value.(int64)
	form := "tarn_substr($1, $2)"
	if len(c.Args) == 3 {
		form = "tarn_substr3($1, $2, $3)"
		if n, ok := c.Args[2].Value.(int64); ok && n > 0 && known && from > 0 {
			form = "substr($1, $2, $3)"
		}
	} else if known && from > 0 {
		form = "substr($1, $2)"
	}
	return Fill(form, c)
}

// notEmpty is a form that Trino and DuckDB agree on but for an empty argument i, which has to be a literal that is not.
func notEmpty(i int, form string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		if s, ok := c.Args[i].Str(); ok && s == "" {
			return "", fmt.Errorf("%s with an empty text as argument %d is not in Tarn yet", c.Name, i+1)
		} else if !ok {
			form := form
			arg := fmt.Sprintf("$%d", i+1)
			return Fill("CASE WHEN "+arg+" = '' THEN {fail "+c.Name+" with an empty text is not in Tarn yet} ELSE "+form+" END", c)
		}
		return Fill(form, c)
	}
}
