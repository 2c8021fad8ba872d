package emit

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// cast writes CAST and TRY_CAST: https://trino.io/docs/current/functions/conversion.html.
func (e *emitter) cast(x *analyze.Cast) string {
	if lit, ok := x.X.(*analyze.Literal); ok && lit.Value == nil {
		return "CAST(NULL AS " + e.duckType(x.Span, x.T) + ")"
	}
	from := x.X.Type()
	if nested(from) || nested(x.T) {
		// One element that cannot be cast makes the whole NULL.
		if x.Try {
			text, v := e.expr(x.X), e.param()
			if !canFail(text) {
				return e.tryForm(func() string { return e.convert(text, from, x.T, false, x.Span) })
			}
			// What fails within is not the cast's.
			return "list_transform([" + text + "], lambda " + v + ": " + e.tryForm(func() string { return e.convert(v, from, x.T, false, x.Span) }) + ")[1]"
		}
	}
	return e.convert(e.expr(x.X), from, x.T, x.Try, x.Span)
}

func nested(t schema.Type) bool {
	return t.Kind == schema.Array || t.Kind == schema.Map || t.Kind == schema.Row
}

func isText(t schema.Type) bool { return t.Kind == schema.Varchar || t.Kind == schema.Char }

// convert writes the conversion of a value from one type to another.
func (e *emitter) convert(text string, from, to schema.Type, try bool, at syntax.Span) string {
	duck := e.duckType(at, to)
	switch {
	case from.Kind == schema.Unknown:
		return "CAST(" + text + " AS " + duck + ")"
	case to.Kind == schema.JSON && from.Kind != schema.JSON:
		return e.toJSON(text, from, at)
	case from.Kind == schema.JSON && to.Kind != schema.JSON:
		return e.fromJSON(text, to, to, try, at)
	case isText(from):
		return e.fromText(text, from, to, try, at)
	case isText(to):
		return e.toText(text, from, to, try, at)
	case functions.IsNumeric(from) && functions.IsNumeric(to):
		return e.convertNumber(text, from, to, try, at)
	case from.Kind == schema.Boolean || to.Kind == schema.Boolean:
		if to.Kind == schema.Boolean || functions.IsNumeric(to) {
			return "CAST(" + text + " AS " + duck + ")"
		}
	case isMoment(from) && isMoment(to):
		return e.convertMoment(text, from, to)
	case from.Kind == schema.Time || to.Kind == schema.Time:
		return e.convertTime(text, from, to, at)
	case from.Kind == to.Kind && nested(from):
		return e.convertNested(text, from, to, at)
	case from.Kind == to.Kind:
		return text
	case to.Kind == schema.IPAddress && from.Kind == schema.Varbinary:
		return native("tarn_ip_bytes", try) + "(" + text + ")"
	case to.Kind == schema.Varbinary && from.Kind == schema.IPAddress:
		return text
	case to.Kind == schema.Varbinary && from.Kind == schema.UUID:
		return "unhex(replace(CAST(" + text + " AS VARCHAR), '-', ''))"
	case to.Kind == schema.UUID && from.Kind == schema.Varbinary:
		return e.bytesToUUID(text, try, at)
	}
	e.fail(at, fmt.Errorf("the cast from %s to %s is not in Tarn yet", from, to))
	return ""
}

// native is a native's name, or that of its form for TRY_CAST.
func native(name string, try bool) string {
	if try {
		return "tarn_try_" + strings.TrimPrefix(name, "tarn_")
	}
	return name
}

func (e *emitter) bytesToUUID(text string, try bool, at syntax.Span) string {
	bad := "NULL"
	if !try {
		bad = e.failing("'INVALID_CAST_ARGUMENT: Invalid UUID binary length: ' || octet_length("+text+")", schema.Of(schema.UUID), at)
	}
	return "(CASE WHEN octet_length(" + text + ") = 16 THEN CAST(hex(" + text + ") AS UUID) WHEN " + text + " IS NOT NULL THEN " + bad + " END)"
}

// Bounds of the doubles that round to a value of an integer type.
var floatBounds = map[schema.Kind]string{
	schema.Tinyint: "> -128.5 AND %[1]s < 127.5", schema.Smallint: "> -32768.5 AND %[1]s < 32767.5",
	schema.Integer: "> -2147483648.5 AND %[1]s < 2147483647.5",
	schema.Bigint:  ">= CAST('-9223372036854775808' AS DOUBLE) AND %[1]s < CAST('9223372036854775808' AS DOUBLE)",
}

func (e *emitter) convertNumber(text string, from, to schema.Type, try bool, at syntax.Span) string {
	duck := e.duckType(at, to)
	cast := "CAST"
	if try {
		cast = "TRY_CAST"
	}
	direct := cast + "(" + text + " AS " + duck + ")"
	float := from.Kind == schema.Double || from.Kind == schema.Real
	switch {
	case from.Equal(to):
		return text
	case float && functions.IsInteger(to):
		return fmt.Sprintf("(CASE WHEN %[1]s "+floatBounds[to.Kind]+" THEN CAST(round(%[1]s) AS %[2]s) ELSE CAST(%[3]s(CAST(%[1]s AS DOUBLE), '%[4]s', '%[5]s') AS %[2]s) END)",
			text, duck, native("tarn_double_integer", try), from.Kind.Name(), to.Kind.Name())
	case float && to.Kind == schema.Decimal:
		return fmt.Sprintf("CAST(%s(CAST(%s AS DOUBLE), '%s', %d, %d) AS %s)", native("tarn_double_decimal", try), text, from.Kind.Name(), to.Precision, to.Scale, duck)
	case from.Kind == schema.Double && to.Kind == schema.Real:
		return "tarn_real(" + text + ")"
	case from.Kind == schema.Decimal && (to.Kind == schema.Double || to.Kind == schema.Real) && from.Precision > 15:
		return "CAST(CAST(" + text + " AS VARCHAR) AS " + duck + ")" // rounded once, not twice
	case narrows(from, to):
		// DuckDB compares what was cast with a literal, without the cast that fails.
		return "greatest(" + direct + ")"
	}
	return direct
}

// narrows reports whether a whole number or a decimal may be too large for another type of the two.
func narrows(from, to schema.Type) bool {
	if functions.IsInteger(from) && functions.IsInteger(to) {
		return to.Kind < from.Kind
	}
	f, t := functions.AsDecimal(from), functions.AsDecimal(to)
	return f.Kind == schema.Decimal && t.Kind == schema.Decimal && (t.Scale < f.Scale || t.Precision-t.Scale < f.Precision-f.Scale)
}

func isMoment(t schema.Type) bool {
	return t.Kind == schema.Date || t.Kind == schema.Timestamp || t.Kind == schema.TimestampTZ
}

func (e *emitter) convertMoment(text string, from, to schema.Type) string {
	if to.Zone == functions.MixedZones && from.Zone != to.Zone {
		to.Zone = from.Zone
		return "tarn_zoned(" + e.convertMoment(text, from, to) + ", " + functions.QuoteText(from.Zone) + ")"
	}
	switch {
	case from.Kind == schema.Date && to.Kind == schema.Date:
		return text
	case from.Kind == schema.Date:
		return "CAST(" + text + " AS TIMESTAMP)"
	case from.Kind == schema.TimestampTZ && to.Kind != schema.TimestampTZ:
		text = functions.Local(text, from.Zone)
	case from.Zone == functions.MixedZones && to.Precision < from.Precision:
		return "tarn_zoned(" + roundTime(functions.InstantOf(text, from.Zone), to.Precision) + ", struct_extract(" + text + ", 'z'))"
	}
	if to.Kind == schema.Date {
		return "CAST(" + text + " AS DATE)"
	}
	if to.Precision < from.Precision {
		return roundTime(text, to.Precision)
	}
	return text
}

// convertTime is to and from time, but for a timestamp, which the analyser makes of the day and the time.
func (e *emitter) convertTime(text string, from, to schema.Type, at syntax.Span) string {
	switch {
	case from.Kind == schema.Time && to.Kind == schema.Time && to.Precision >= from.Precision:
		return text
	case from.Kind == schema.Time && to.Kind == schema.Time:
		return "CAST(" + roundTime("(DATE '1970-01-01' + "+text+")", to.Precision) + " AS TIME)"
	case to.Kind == schema.Time && (from.Kind == schema.Timestamp || from.Kind == schema.TimestampTZ):
		if from.Kind == schema.TimestampTZ {
			text = functions.Local(text, from.Zone)
		}
		if from.Kind == schema.Timestamp && from.Precision > 0 {
			// Before 1970, Trino's is a second too early where there is a fraction.
			text = fmt.Sprintf("(CASE WHEN %[1]s < TIMESTAMP '1970-01-01 00:00:00' AND epoch_us(%[1]s) %% 1000000 <> 0 THEN CASE WHEN epoch_us(%[1]s) %% 86400000000 BETWEEN -86400000000 AND -86399000001 THEN %[2]s ELSE %[1]s - to_seconds(1) END ELSE %[1]s END)",
				text, e.failing("'GENERIC_INTERNAL_ERROR: value must be >= 0'", schema.TimestampOf(6), at))
		}
		if to.Precision < from.Precision {
			text = roundTime(text, to.Precision)
		}
		return "CAST(" + text + " AS TIME)"
	}
	e.fail(at, fmt.Errorf("the cast from %s to %s is not in Tarn yet", from, to))
	return ""
}

// roundTime rounds a timestamp to a number of digits of the second.
func roundTime(text string, digits int) string {
	if digits >= 6 {
		return text
	}
	unit := 1
	for range 6 - digits {
		unit *= 10
	}
	return fmt.Sprintf("tarn_round_time(%s, %d)", text, unit)
}
