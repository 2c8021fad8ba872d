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
	text := e.expr(x.X)
	return e.convert(text, x.X.Type(), x.T, x.Try, x.Span)
}

func isText(t schema.Type) bool { return t.Kind == schema.Varchar || t.Kind == schema.Char }

// convert writes the conversion of a value from one type to another.
func (e *emitter) convert(text string, from, to schema.Type, try bool, at syntax.Span) string {
	duck := e.duckType(at, to)
	cast := "CAST"
	if try {
		cast = "TRY_CAST"
	}
	direct := cast + "(" + text + " AS " + duck + ")"
	switch {
	case from.Kind == schema.Unknown:
		return "CAST(" + text + " AS " + duck + ")"
	case isText(from):
		return e.fromText(text, to, try, at)
	case isText(to):
		return e.toText(text, from, to, at)
	case functions.IsNumeric(from) && functions.IsNumeric(to):
		if functions.IsInteger(to) && (from.Kind == schema.Double || from.Kind == schema.Real) {
			return cast + "(round(" + text + ") AS " + duck + ")"
		}
		return direct
	case from.Kind == schema.Boolean || to.Kind == schema.Boolean:
		if to.Kind == schema.Boolean || functions.IsNumeric(to) {
			return direct
		}
	case isMoment(from) && isMoment(to):
		return e.convertMoment(text, from, to)
	case from.Kind == to.Kind && from.Kind == schema.Array:
		inner := e.convert("x", *from.Elem, *to.Elem, try, at)
		if inner == "x" {
			return text
		}
		return "list_transform(" + text + ", lambda x: " + inner + ")"
	case from.Kind == to.Kind && from.Kind == schema.Row:
		return e.convertRow(text, from, to, try, at)
	case from.Kind == to.Kind && from.Kind == schema.Map:
		return direct
	case from.Kind == to.Kind:
		return text
	case to.Kind == schema.JSON && (functions.IsInteger(from) || from.Kind == schema.Boolean):
		return "CAST(" + text + " AS VARCHAR)"
	}
	e.fail(at, fmt.Errorf("the cast from %s to %s is not in Tarn yet", from, to))
	return ""
}

func isMoment(t schema.Type) bool {
	return t.Kind == schema.Date || t.Kind == schema.Timestamp || t.Kind == schema.TimestampTZ
}

func (e *emitter) convertMoment(text string, from, to schema.Type) string {
	switch {
	case from.Kind == schema.Date && to.Kind == schema.Date:
		return text
	case from.Kind == schema.Date:
		return "CAST(" + text + " AS TIMESTAMP)"
	case from.Kind == schema.TimestampTZ && to.Kind != schema.TimestampTZ:
		text = functions.Local(text, from.Zone)
	}
	if to.Kind == schema.Date {
		return "CAST(" + text + " AS DATE)"
	}
	if to.Precision < from.Precision {
		return roundTime(text, to.Precision)
	}
	return text
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

func (e *emitter) convertRow(text string, from, to schema.Type, try bool, at syntax.Span) string {
	same := true
	parts := make([]string, len(to.Fields))
	for i, f := range to.Fields {
		member := fmt.Sprintf("struct_extract_at(%s, %d)", text, i+1)
		inner := e.convert(member, from.Fields[i].Type, f.Type, try, at)
		same = same && inner == member && functions.Member(from, i) == functions.Member(to, i)
		parts[i] = functions.Quote(functions.Member(to, i)) + " := " + inner
	}
	if same {
		return text
	}
	return "(CASE WHEN " + text + " IS NOT NULL THEN struct_pack(" + strings.Join(parts, ", ") + ") END)"
}

// Texts that Trino reads as a number, a date and a timestamp: DuckDB takes more, and rounds '1.5' to an integer.
const (
	wholePattern     = `[+-]?[0-9]+`
	numberPattern    = `\s*[+-]?(NaN|Infinity|([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)\s*`
	datePattern      = `\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\s*`
	timestampPattern = `\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]{1,12})?)?)?\s*`
)

func (e *emitter) fromText(text string, to schema.Type, try bool, at syntax.Span) string {
	duck := e.duckType(at, to)
	checked := func(pattern, value string) string {
		bad := "NULL"
		if !try {
			bad = e.failing("'Cannot cast ''' || "+text+" || ''' to "+strings.ToUpper(to.Kind.Name())+"'", to, at)
		} else {
			value = strings.Replace(value, "CAST(", "TRY_CAST(", 1)
		}
		return "(CASE WHEN " + text + " IS NULL THEN NULL WHEN regexp_full_match(" + text + ", '" + pattern + "') THEN " + value + " ELSE " + bad + " END)"
	}
	switch {
	case to.Kind == schema.Varchar && to.Length != schema.Unbounded:
		return fmt.Sprintf("left(%s, %d)", text, to.Length)
	case to.Kind == schema.Varchar:
		return text
	case functions.IsInteger(to):
		return checked(wholePattern, "CAST("+text+" AS "+duck+")")
	case functions.IsNumeric(to):
		return checked(numberPattern, "CAST("+text+" AS "+duck+")")
	case to.Kind == schema.Boolean:
		bad := "NULL"
		if !try {
			bad = e.failing("'Cannot cast ''' || "+text+" || ''' to BOOLEAN'", to, at)
		}
		return "(CASE WHEN lower(" + text + ") IN ('t', 'true', '1') THEN true WHEN lower(" + text + ") IN ('f', 'false', '0') THEN false WHEN " + text + " IS NULL THEN NULL ELSE " + bad + " END)"
	case to.Kind == schema.Date:
		return checked(datePattern, "CAST("+text+" AS DATE)")
	case to.Kind == schema.Timestamp:
		return checked(timestampPattern, roundTime("CAST("+text+" AS TIMESTAMP)", to.Precision))
	case to.Kind == schema.UUID:
		return "CAST(" + text + " AS UUID)"
	case to.Kind == schema.JSON:
		return "CAST(to_json(" + text + ") AS VARCHAR)"
	}
	e.fail(at, fmt.Errorf("the cast from varchar to %s is not in Tarn yet", to))
	return ""
}

func (e *emitter) toText(text string, from, to schema.Type, at syntax.Span) string {
	var out string
	switch from.Kind {
	case schema.Boolean, schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint, schema.Decimal, schema.UUID:
		out = "CAST(" + text + " AS VARCHAR)"
	case schema.Double:
		out = "tarn_double_text(" + text + ")"
	case schema.Real:
		out = "tarn_double_text(CAST(CAST(" + text + " AS VARCHAR) AS DOUBLE))"
	case schema.Date:
		out = "strftime(" + text + ", '%Y-%m-%d')"
	case schema.Timestamp:
		out = timeText(text, from.Precision)
	case schema.TimestampTZ:
		zone := from.Zone
		if zone == "" {
			zone = "UTC"
		}
		out = "(" + timeText(functions.Local(text, from.Zone), from.Precision) + " || " + functions.QuoteText(" "+zone) + ")"
	case schema.JSON:
		out = "tarn_json_scalar(" + text + ", '$')"
	default:
		e.fail(at, fmt.Errorf("the cast from %s to %s is not in Tarn yet", from, to))
	}
	if to.Length != schema.Unbounded {
		return fmt.Sprintf("left(%s, %d)", out, to.Length)
	}
	return out
}

// timeText writes 2022-01-11 00:27:12.000 with as many digits as the type has.
func timeText(text string, digits int) string {
	if digits == 0 {
		return "strftime(" + text + ", '%Y-%m-%d %H:%M:%S')"
	}
	return fmt.Sprintf("left(strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%f'), %d)", text, len("2006-01-02 15:04:05.")+digits)
}
