package emit

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// The texts that DuckDB casts as Trino does. All others go to a function of ours, which is slower and knows the rest: white space,
// digits of other scripts, the words of the errors.
var plainTexts = map[schema.Kind]string{
	schema.Tinyint:   `-?[0-9]{1,2}`,
	schema.Smallint:  `-?[0-9]{1,4}`,
	schema.Integer:   `-?[0-9]{1,9}`,
	schema.Bigint:    `-?[0-9]{1,18}`,
	schema.Real:      `-?[0-9]{1,15}(\.[0-9]{1,15})?`,
	schema.Double:    `-?[0-9]{1,15}(\.[0-9]{1,15})?`,
	schema.Date:      `[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])`,
	schema.Timestamp: `[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]) ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]`,
	schema.UUID:      `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`,
}

func (e *emitter) fromText(text string, from, to schema.Type, try bool, at syntax.Span) string {
	duck := e.duckType(at, to)
	plain := func(pattern, value, otherwise string) string {
		return "(CASE WHEN regexp_full_match(" + text + ", '" + pattern + "') THEN " + value + " ELSE " + otherwise + " END)"
	}
	direct := "CAST(" + text + " AS " + duck + ")"
	kind := "'" + to.Kind.Name() + "'"
	switch {
	case isText(to):
		return textToText(text, from, to)
	case functions.IsInteger(to):
		return plain(plainTexts[to.Kind], direct, "CAST("+native("tarn_integer", try)+"("+text+", "+kind+") AS "+duck+")")
	case to.Kind == schema.Double || to.Kind == schema.Real:
		return plain(plainTexts[to.Kind], direct, "CAST("+native("tarn_double", try)+"("+text+", "+kind+") AS "+duck+")")
	case to.Kind == schema.Decimal:
		slow := fmt.Sprintf("CAST(%s(%s, %d, %d) AS %s)", native("tarn_decimal", try), text, to.Precision, to.Scale, duck)
		whole := min(18, to.Precision-to.Scale)
		if whole == 0 {
			return slow
		}
		pattern := fmt.Sprintf(`-?[0-9]{1,%d}`, whole)
		if to.Scale > 0 {
			pattern += fmt.Sprintf(`(\.[0-9]{1,%d})?`, min(18, to.Scale))
		}
		return plain(pattern, direct, slow)
	case to.Kind == schema.Boolean:
		bad := "NULL"
		if !try {
			bad = e.failing("'INVALID_CAST_ARGUMENT: Cannot cast ''' || "+text+" || ''' to BOOLEAN'", to, at)
		}
		return "(CASE WHEN lower(" + text + ") IN ('t', 'true', '1') THEN true WHEN lower(" + text + ") IN ('f', 'false', '0') THEN false WHEN " + text + " IS NULL THEN NULL ELSE " + bad + " END)"
	case to.Kind == schema.Date:
		return plain(plainTexts[to.Kind], direct, "(DATE '1970-01-01' + CAST("+native("tarn_date", try)+"("+text+") AS INTEGER))")
	case to.Kind == schema.Timestamp:
		pattern := plainTexts[to.Kind]
		if to.Precision > 0 {
			pattern += fmt.Sprintf(`(\.[0-9]{1,%d})?`, min(6, to.Precision))
		}
		return plain(pattern, direct, fmt.Sprintf("make_timestamp(%s(%s, %d))", native("tarn_timestamp", try), text, to.Precision))
	case to.Zone == functions.MixedZones:
		return fmt.Sprintf("%s(%s, %d)", native("tarn_timestamp_zoned", try), text, to.Precision)
	case to.Kind == schema.Time:
		return fmt.Sprintf("CAST(make_timestamp(%s(%s, %d)) AS TIME)", native("tarn_time", try), text, to.Precision)
	case to.Kind == schema.UUID:
		bad := "NULL"
		if !try {
			bad = e.failing("'INVALID_CAST_ARGUMENT: Cannot cast value to UUID: ' || "+text, to, at)
		}
		return "(CASE WHEN regexp_full_match(" + text + ", '" + plainTexts[to.Kind] + "') THEN " + direct + " WHEN " + text + " IS NOT NULL THEN " + bad + " END)"
	case to.Kind == schema.IPAddress:
		return native("tarn_ip", try) + "(" + text + ")"
	case to.Kind == schema.Varbinary:
		return "encode(" + text + ")"
	}
	e.fail(at, fmt.Errorf("the cast from varchar to %s is not in Tarn yet", to))
	return ""
}

// textToText cuts and pads.
func textToText(text string, from, to schema.Type) string {
	fits := to.Length == schema.Unbounded || from.Length != schema.Unbounded && from.Length <= to.Length
	switch {
	case from.Kind == schema.Char && to.Kind == schema.Char && fits:
		return text
	case to.Kind == schema.Char:
		if !fits {
			text = fmt.Sprintf("left(%s, %d)", text, to.Length)
		}
		return "rtrim(" + text + ", ' ')"
	case from.Kind == schema.Char:
		text = padded(text, from)
	}
	if fits {
		return text
	}
	return fmt.Sprintf("left(%s, %d)", text, to.Length)
}

// padded is a char's text with its spaces.
func padded(text string, t schema.Type) string {
	return fmt.Sprintf("rpad(%s, %d, ' ')", text, t.Length)
}

func (e *emitter) toText(text string, from, to schema.Type, try bool, at syntax.Span) string {
	var out string
	shown, checks := "", true
	switch from.Kind {
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint, schema.Decimal:
		out = "CAST(" + text + " AS VARCHAR)"
	case schema.Boolean, schema.UUID:
		out, checks = "CAST("+text+" AS VARCHAR)", false
	case schema.Double:
		out = "tarn_double_text(" + text + ")"
		shown = "(tarn_java_double(" + text + ") || ' (' || " + out + " || ')')"
	case schema.Real:
		out = "tarn_real_text(CAST(" + text + " AS DOUBLE))"
		shown = "(tarn_java_double(CAST(CAST(" + text + " AS VARCHAR) AS DOUBLE)) || ' (' || " + out + " || ')')"
	case schema.Date:
		out = "tarn_date_text(" + text + ")"
	case schema.Time:
		out, checks = "CAST("+timeText("(DATE '1970-01-01' + "+text+")", from.Precision)+" AS VARCHAR)[12:]", false
	case schema.Timestamp:
		out, checks = datedText(text, from.Precision), false
	case schema.TimestampTZ:
		zone := from.Zone
		if zone == functions.MixedZones {
			z := "struct_extract(" + text + ", 'z')"
			out, checks = "("+datedText(functions.Local(text, from.Zone), from.Precision)+" || CASE WHEN "+z+" = '' THEN ' UTC' ELSE ' ' || "+z+" END)", false
			break
		}
		if zone == "" {
			zone = "UTC"
		}
		out, checks = "("+datedText(functions.Local(text, from.Zone), from.Precision)+" || "+functions.QuoteText(" "+zone)+")", false
	case schema.IntervalDaySecond:
		out, checks = "tarn_seconds_text("+text+")", false
	case schema.IntervalYearMonth:
		out, checks = "tarn_months_text("+text+")", false
	case schema.IPAddress:
		out = "tarn_ip_text(" + text + ")"
	default:
		e.fail(at, fmt.Errorf("the cast from %s to %s is not in Tarn yet", from, to))
	}
	if shown == "" {
		shown = out
	}
	if try && !checks && to.Length != schema.Unbounded {
		try = false // what Trino does not check, TRY_CAST does not catch
	}
	if to.Length == schema.Unbounded {
		return out
	}
	if longest(from) <= to.Length {
		return out
	}
	if try {
		return fmt.Sprintf("(CASE WHEN length(%[1]s) <= %[2]d THEN %[1]s END)", out, to.Length)
	}
	return fmt.Sprintf("(CASE WHEN length(%[1]s) > %[2]d THEN tarn_too_long(%[1]s, %[3]s, %[2]d, %[4]t) ELSE %[1]s END)", out, to.Length, shown, checks)
}

// limited fails for a text that is longer than its type, in the words for what Trino does not check.
func (e *emitter) limited(out, shown string, to schema.Type, checks bool, at syntax.Span) string {
	if to.Length == schema.Unbounded {
		return out
	}
	return fmt.Sprintf("(CASE WHEN length(%[1]s) > %[2]d THEN tarn_too_long(%[1]s, %[3]s, %[2]d, %[4]t) ELSE %[1]s END)", out, to.Length, shown, checks)
}

// longest is the length that a type's texts do not exceed.
func longest(t schema.Type) int {
	switch t.Kind {
	case schema.Boolean:
		return 5
	case schema.Tinyint:
		return 4
	case schema.Smallint:
		return 6
	case schema.Integer:
		return 11
	case schema.Bigint:
		return 20
	case schema.Decimal:
		return t.Precision + 3
	case schema.Double, schema.Real:
		return 24
	}
	return 1 << 30
}

// timeText writes 2022-01-11 00:27:12.000 with as many digits as the type has.
func timeText(text string, digits int) string {
	if digits == 0 {
		return "strftime(" + text + ", '%Y-%m-%d %H:%M:%S')"
	}
	return fmt.Sprintf("left(strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%f'), %d)", text, len("2006-01-02 15:04:05.")+digits)
}

// datedText is timeText with a sign before a year of five digits.
func datedText(text string, digits int) string {
	long := strings.Replace(timeText(text, digits), fmt.Sprintf(", %d)", len("2006-01-02 15:04:05.")+digits), fmt.Sprintf(", %d)", len("12006-01-02 15:04:05.")+digits), 1)
	return "(CASE WHEN " + text + " < TIMESTAMP '10000-01-01 00:00:00' THEN " + timeText(text, digits) + " ELSE '+' || " + long + " END)"
}
