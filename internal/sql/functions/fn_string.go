package functions

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// https://trino.io/docs/current/functions/string.html
//
// Both count code points. DuckDB folds case and turns texts round in its own way where they are not ASCII, and takes empty
// arguments for what Trino does not: those go to natives.
var strs = []*Function{
	scalar("lower", "lower case", on("(varchar(n)) -> varchar(n)", "tarn_lower($1)"), on("(char(n)) -> char(n)", "tarn_lower($1)")),
	scalar("upper", "upper case", on("(varchar(n)) -> varchar(n)", "tarn_upper($1)"), on("(char(n)) -> char(n)", "tarn_upper($1)")),
	scalar("length", "number of characters, or bytes",
		on("(varchar) -> bigint", "length($1)"), on("(varbinary) -> bigint", "octet_length($1)"),
		by("(char(n)) -> bigint", func(c *Call) (string, error) {
			return Fill(fmt.Sprintf("(CASE WHEN $1 IS NOT NULL THEN CAST(%d AS BIGINT) END)", c.Args[0].Type.Length), c)
		})),
	scalar("concat", "the arguments joined; NULL if any is",
		by("(varchar...) -> varchar", several("concatenation ", "($|| )")), by("(varbinary...) -> varbinary", several("concatenation ", "($|| )")), on("(array(T), array(T)...) -> array(T)", "CAST(($|| ) AS $type)"),
		by("(char(x), char(y)) -> char(x)", func(c *Call) (string, error) {
			return Fill("rtrim("+charText("$1", c.Args[0].Type)+" || $2, ' ')", c)
		}).typed(func(args []schema.Type, t schema.Type) schema.Type {
			t.Length = min(longestChar, args[0].Length+args[1].Length)
			return t
		}),
		on("(array(T), T) -> array(T)", "(CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN list_append($1, $2) END)"), on("(T, array(T)) -> array(T)", "(CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN list_prepend($1, $2) END)")),
	scalar("concat_ws", "the arguments joined by the first, without NULLs",
		by("(varchar...) -> varchar", several("", "concat_ws($*)")), by("(varchar, array(varchar)) -> varchar", func(c *Call) (string, error) {
			if _, ok := c.Args[0].Str(); ok {
				return Fill("tarn_join($2, $1)", c)
			}
			return Fill("tarn_concat_ws($1, $2)", c)
		})),
	scalar("substr substring", "the text from a position, counted from 1 or from the end",
		by("(varchar(n), bigint) -> varchar(n)", substr), by("(varchar(n), bigint, bigint) -> varchar(n)", substr),
		by("(char(n), bigint) -> varchar(n)", substr), by("(char(n), bigint, bigint) -> varchar(n)", substr),
		on("(varbinary, bigint) -> varbinary", "tarn_bytes_substr($1, $2, 9223372036854775807)"), on("(varbinary, bigint, bigint) -> varbinary", "tarn_bytes_substr($1, $2, $3)")),
	trimming("trim", "without white space, or these characters, at both ends"),
	trimming("ltrim", "without white space, or these characters, at the start"),
	trimming("rtrim", "without white space, or these characters, at the end"),
	scalar("replace", "every occurrence of a text replaced, or removed",
		on("(varchar(x), varchar) -> varchar(x)", "replace($1, $2, '')"),
		by("(varchar(x), varchar(y), varchar(z)) -> varchar(x)", unlessEmpty(1, "replace($1, $2, $3)", "tarn_replace_empty($1, $3)")).typed(func(args []schema.Type, t schema.Type) schema.Type {
			return textOf(length(args[0])*(length(args[2])+1) + length(args[2]))
		})),
	scalar("reverse", "backwards", on("(varchar(n)) -> varchar(n)", "tarn_reverse($1)"), on("(array(T)) -> array(T)", "list_reverse($1)"), on("(varbinary) -> varbinary", "tarn_bytes_reverse($1)"),
		by("(char(n)) -> char(n)", func(c *Call) (string, error) {
			// Of a literal, Trino fails where spaces come to the end.
			if !c.Args[0].Const {
				return Fill("tarn_reverse("+charText("$1", c.Args[0].Type)+")", c)
			}
			return Fill("(CASE WHEN starts_with("+charText("$1", c.Args[0].Type)+", ' ') THEN {fail GENERIC_INTERNAL_ERROR: Slice representing Char should not have trailing spaces} ELSE tarn_reverse("+charText("$1", c.Args[0].Type)+") END)", c)
		})),
	scalar("split", "the parts between delimiters",
		by("(varchar(x), varchar) -> array(varchar(x))", unlessEmpty(1, "string_split($1, $2)", "tarn_split($1, $2, 2147483647)")),
		on("(varchar(x), varchar, bigint) -> array(varchar(x))", "tarn_split($1, $2, $3)")),
	scalar("split_part", "the n-th part between delimiters; NULL past the last", by("(varchar(x), varchar, bigint) -> varchar(x)", splitPart)),
	scalar("split_to_map", "a map of the pairs in a text", on("(varchar, varchar, varchar) -> map(varchar, varchar)", "tarn_split_to_map($1, $2, $3)")),
	scalar("split_to_multimap", "a map of the pairs in a text, a key's values in an array",
		on("(varchar, varchar, varchar) -> map(varchar, array(varchar))", "tarn_split_to_multimap($1, $2, $3)")),
	scalar("strpos", "position of the first, or n-th, occurrence, from the end if negative; 0 for none",
		on("(varchar, varchar) -> bigint", "CAST(strpos($1, $2) AS BIGINT)"), on("(varchar, varchar, bigint) -> bigint", "tarn_strpos($1, $2, $3)")),
	scalar("index", "position of the first occurrence, as Teradata has it", on("(varchar, varchar) -> bigint", "CAST(strpos($1, $2) AS BIGINT)")),
	scalar("starts_with", "whether it begins with a text", on("(varchar, varchar) -> boolean", "starts_with($1, $2)")),
	scalar("lpad", "filled up or cut at the left", pads("lpad")...),
	scalar("rpad", "filled up or cut at the right", pads("rpad")[:2]...),
	scalar("chr", "the character of a code point", on("(bigint) -> varchar(1)", "tarn_chr($1)")),
	scalar("codepoint", "the code point of a character", on("(varchar(1)) -> integer", "tarn_codepoint($1)")),
	scalar("translate", "characters replaced by others", on("(varchar, varchar, varchar) -> varchar", "tarn_translate($1, $2, $3)")),
	scalar("levenshtein_distance", "edit distance", on("(varchar, varchar) -> bigint", "tarn_levenshtein($1, $2)")),
	scalar("hamming_distance", "number of characters that differ", on("(varchar, varchar) -> bigint", "tarn_hamming($1, $2)")),
	scalar("luhn_check", "whether a number's last digit checks it", on("(varchar) -> boolean", "tarn_luhn($1)")),
	scalar("char2hexint", "the characters in hexadecimal, in UTF-16, as Teradata has it", on("(varchar) -> varchar", "tarn_utf16_hex($1)")),
	scalar("word_stem", "the stem of a word, of English or of another language", on("(varchar(x)) -> varchar(x)", "tarn_word_stem($1, 'en')"), on("(varchar(x), varchar(2)) -> varchar(x)", "tarn_word_stem($1, $2)")),
	scalar("soundex", "how a word sounds", on("(varchar) -> varchar(4)", "tarn_soundex($1)")),
	scalar("normalize", "a Unicode normal form", on("(varchar, varchar) -> varchar", "tarn_normalize($1, $2)")),
	scalar("to_utf8", "the bytes of a text", on("(varchar) -> varbinary", "encode($1)"),
		by("(char(n)) -> varbinary", func(c *Call) (string, error) { return Fill("encode("+charText("$1", c.Args[0].Type)+")", c) })),
	scalar("from_utf8", "the text of bytes, with a replacement for what is none", on("(varbinary) -> varchar", "tarn_from_utf8($1)"),
		on("(varbinary, bigint) -> varchar", "tarn_from_utf8_code($1, $2)"), on("(varbinary, varchar) -> varchar", "tarn_from_utf8_text($1, $2)")),
}

// trimming is a row of trim, ltrim or rtrim. A char is cut on its text without the spaces at its end, and has none after it.
func trimming(name, doc string) *Function {
	var overloads []*Overload
	for _, t := range []string{"varchar(n)", "char(n)"} {
		overloads = append(overloads, on("("+t+") -> varchar(n)", "tarn_"+name+"($1)"))
	}
	overloads = append(overloads, on("(varchar(n), varchar) -> varchar(n)", name+"($1, $2)"))
	overloads = append(overloads, on("(char(n), varchar) -> varchar(n)", "rtrim("+name+"($1, $2), ' ')"))
	return scalar(name, doc, overloads...)
}

// whiteSpace are the characters that Trino trims, as a DuckDB text.
var whiteSpace = QuoteText("\t\n\v\f\r\x1c\x1d\x1e\x1f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000")

// charText is a char's text with the spaces that it is filled up with, as a template.
func charText(form string, t schema.Type) string {
	if t.Kind != schema.Char {
		return form
	}
	return fmt.Sprintf("rpad(%s, %d, ' ')", form, t.Length)
}

// length is how long a text may be, in a number that can be reckoned with.
func length(t schema.Type) int {
	if t.Length == schema.Unbounded {
		return longestText
	}
	return t.Length
}

const longestText = 1<<31 - 1

// textOf is varchar(n), without a length where it is too great.
func textOf(n int) schema.Type {
	t := schema.Of(schema.Varchar)
	if n < longestText {
		t.Length = n
	}
	return t
}

// several is a form that takes two arguments or more.
func several(what, form string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		if len(c.Args) < 2 {
			return "", fmt.Errorf("There must be two or more %sarguments", what)
		}
		return Fill(form, c)
	}
}

// substr: Trino gives ” for position 0, for one outside the text and for a length below 1.
func substr(c *Call) (string, error) {
	text := charText("$1", c.Args[0].Type)
	from, known := c.Args[1].Value.(int64)
	plain := known && from > 0 && from < 1<<31
	form := "tarn_substr(" + text + ", $2)"
	if len(c.Args) == 3 {
		form = "tarn_substr3(" + text + ", $2, $3)"
		if n, ok := c.Args[2].Value.(int64); ok && n > 0 && n < 1<<31 && plain {
			form = "substr(" + text + ", $2, $3)"
		}
	} else if plain {
		form = "substr(" + text + ", $2)"
	}
	return Fill(form, c)
}

// unlessEmpty is a form that Trino and DuckDB agree on but for an empty argument i.
func unlessEmpty(i int, form, empty string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		arg := fmt.Sprintf("$%d", i+1)
		switch s, ok := c.Args[i].Str(); {
		case !ok:
			return Fill("(CASE WHEN "+arg+" = '' THEN "+empty+" WHEN "+arg+" IS NOT NULL THEN "+form+" END)", c)
		case s == "":
			return Fill(empty, c)
		}
		return Fill(form, c)
	}
}

// splitPart: an index from 1 on and a delimiter are what DuckDB's lists serve.
func splitPart(c *Call) (string, error) {
	const plain, native = "string_split($1, $2)[$3]", "tarn_split_part($1, $2, $3)"
	var where []string
	n, ok := c.Args[2].Value.(int64)
	switch {
	case ok && (n < 1 || n >= 1<<31):
		return Fill(native, c)
	case !ok:
		where = append(where, "$3 BETWEEN 1 AND 2147483647")
	}
	switch d, ok := c.Args[1].Str(); {
	case ok && d == "":
		return Fill(native, c)
	case !ok:
		where = append(where, "$2 <> ''")
	}
	if where == nil {
		return Fill(plain, c)
	}
	return Fill("(CASE WHEN "+strings.Join(where, " AND ")+" THEN "+plain+" ELSE "+native+" END)", c)
}

// pads are the overloads of lpad and rpad; DuckDB's own serves a length that is known and reasonable.
func pads(name string) []*Overload {
	pad := func(c *Call) (string, error) {
		text := charText("$1", c.Args[0].Type)
		n, ok := c.Args[1].Value.(int64)
		with, known := c.Args[2].Str()
		if ok && known && n >= 0 && n <= 1000 && with != "" {
			return Fill(fmt.Sprintf("%s(%s, %d, $3)", name, text, n), c)
		}
		return Fill("tarn_"+name+"("+text+", $2, $3)", c)
	}
	return []*Overload{by("(varchar, bigint, varchar) -> varchar", pad), on("(varbinary, bigint, varbinary) -> varbinary", "tarn_bytes_"+name+"($1, $2, $3)"),
		by("(char(n), bigint, varchar) -> varchar", pad)}
}
