package functions

import (
	"fmt"
	"math"
	"strings"
	"time"

	"tarn/internal/sql/trinotime"
)

// timeNatives are the functions of times that DuckDB has no equal form for. A zone is its canonical name, ” for UTC.
var timeNatives = []Native{
	{Name: "tarn_zone", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "a zone's canonical name", Fn: func(a []any) (any, error) {
		z, err := trinotime.Zone(a[0].(string))
		return z, invalid(err)
	}},
	{Name: "tarn_offset_zone", Args: []string{"BIGINT"}, Result: "VARCHAR", Doc: "the zone of an offset in minutes", Fn: func(a []any) (any, error) {
		z, err := trinotime.OffsetZone(a[0].(int64))
		return z, invalid(err)
	}},
	{Name: "tarn_zoned", Args: []string{"TIMESTAMP", "VARCHAR"}, Result: "ZONED", Doc: "a time with a zone of its own",
		Fn: func(a []any) (any, error) { return Zoned{a[0].(time.Time), a[1].(string)}, nil }},
	{Name: "tarn_rezoned", Args: []string{"TIMESTAMP", "VARCHAR"}, Result: "ZONED", Doc: "at_timezone", Fn: func(a []any) (any, error) {
		z, err := trinotime.Zone(a[1].(string))
		return Zoned{a[0].(time.Time), z}, invalid(err)
	}},
	{Name: "tarn_with_zone", Args: []string{"TIMESTAMP", "VARCHAR"}, Result: "ZONED", Doc: "with_timezone", Fn: func(a []any) (any, error) {
		z, err := trinotime.Zone(a[1].(string))
		return Zoned{trinotime.Instant(a[0].(time.Time), z), z}, invalid(err)
	}},
	{Name: "tarn_unix_zoned", Args: []string{"TIMESTAMP", "VARCHAR"}, Result: "ZONED", Doc: "from_unixtime in a zone", Fn: func(a []any) (any, error) {
		z, err := trinotime.Zone(a[1].(string))
		if err != nil {
			return nil, coded("NOT_SUPPORTED", "Time zone not supported: "+a[1].(string))
		}
		return Zoned{a[0].(time.Time), z}, nil
	}},
	{Name: "tarn_wall_of", Args: []string{"ZONED"}, Result: "TIMESTAMP", Doc: "the clock of a time with a zone of its own", Fn: func(a []any) (any, error) {
		z := a[0].(Zoned)
		return trinotime.Wall(z.At, z.Zone), nil
	}},
	{Name: "tarn_parse_zoned", Args: []string{"VARCHAR", "VARCHAR"}, Result: "ZONED", Doc: "parse_datetime", Fn: func(a []any) (any, error) {
		p, err := trinotime.Joda(a[1].(string))
		if err != nil {
			return nil, invalid(err)
		}
		return zoned(p.Parse(a[0].(string)))
	}},
	{Name: "tarn_iso8601_zoned", Args: []string{"VARCHAR"}, Result: "ZONED", Doc: "from_iso8601_timestamp", Fn: func(a []any) (any, error) { return zoned(trinotime.ISO(a[0].(string))) }},
	{Name: "tarn_wall", Args: []string{"TIMESTAMP", "VARCHAR"}, Result: "TIMESTAMP", Doc: "an instant's clock in a zone",
		Fn: func(a []any) (any, error) { return trinotime.Wall(a[0].(time.Time), a[1].(string)), nil }},
	{Name: "tarn_instant_near", Args: []string{"TIMESTAMP", "VARCHAR", "TIMESTAMP"}, Result: "TIMESTAMP", Doc: "when a zone's clock shows this, with the offset of another instant if it can be",
		Fn: func(a []any) (any, error) {
			return trinotime.InstantNear(a[0].(time.Time), a[1].(string), a[2].(time.Time)), nil
		}},
	{Name: "tarn_months_between", Args: []string{"TIMESTAMP", "TIMESTAMP"}, Result: "BIGINT", Doc: "date_diff in months",
		Fn: func(a []any) (any, error) { return trinotime.MonthsBetween(a[0].(time.Time), a[1].(time.Time)), nil }},
	{Name: "tarn_date_format", Args: []string{"TIMESTAMP", "VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "date_format of an instant in a zone", Fn: writes(trinotime.MySQL)},
	{Name: "tarn_format_datetime", Args: []string{"TIMESTAMP", "VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "format_datetime of an instant in a zone", Fn: writes(trinotime.Joda)},
	{Name: "tarn_format_clock", Args: []string{"TIMESTAMP", "VARCHAR"}, Result: "VARCHAR", Doc: "format_datetime of a timestamp without zone", Fn: func(a []any) (any, error) {
		p, err := trinotime.Joda(a[1].(string))
		if err != nil {
			return nil, invalid(err)
		}
		if p.HasZone() {
			return nil, coded("INVALID_FUNCTION_ARGUMENT", "format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this type does not contain TZ information")
		}
		s, err := p.Format(a[0].(time.Time), "")
		return s, invalid(err)
	}},
	{Name: "tarn_to_char", Args: []string{"TIMESTAMP", "VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "to_char of an instant in a zone", Fn: writes(trinotime.Teradata)},
	{Name: "tarn_to_timestamp", Args: []string{"VARCHAR", "VARCHAR"}, Result: "TIMESTAMP", Doc: "to_timestamp", Fn: reads(trinotime.Teradata)},
	{Name: "tarn_date_parse", Args: []string{"VARCHAR", "VARCHAR"}, Result: "TIMESTAMP", Doc: "date_parse", Fn: reads(trinotime.MySQL)},
	{Name: "tarn_parse_datetime", Args: []string{"VARCHAR", "VARCHAR"}, Result: "TIMESTAMP", Doc: "parse_datetime, the instant", Fn: reads(trinotime.Joda)},
	{Name: "tarn_iso8601", Args: []string{"VARCHAR"}, Result: "TIMESTAMP", Doc: "from_iso8601_timestamp, the instant", Fn: func(a []any) (any, error) {
		t, _, err := trinotime.ISO(a[0].(string))
		return storable(t, err)
	}},
	{Name: "tarn_iso8601_date", Args: []string{"VARCHAR"}, Result: "TIMESTAMP", Doc: "from_iso8601_date", Fn: func(a []any) (any, error) {
		t, err := trinotime.ISODate(a[0].(string))
		if days := t.Unix() / 86400; err == nil && days > math.MaxInt32 {
			return nil, coded("GENERIC_INTERNAL_ERROR", fmt.Sprintf("Value %d exceeds MAX_INT for type date", days))
		} else if err == nil && days < math.MinInt32 {
			return nil, coded("GENERIC_INTERNAL_ERROR", fmt.Sprintf("Value %d is less than MIN_INT for type date", days))
		}
		if y := t.Year(); err == nil && (y < -290000 || y > 294000) {
			return nil, coded("NOT_SUPPORTED", "days of this year are not in Tarn")
		}
		return storable(t, err)
	}},
	{Name: "tarn_to_iso8601", Args: []string{"TIMESTAMP", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "to_iso8601 of an instant in a zone, with so many digits", Fn: func(a []any) (any, error) {
		s, err := trinotime.WriteISO(a[0].(time.Time), a[1].(string), int(a[2].(int32)))
		if err != nil {
			return nil, coded("INVALID_ARGUMENTS", err.Error())
		}
		return s, nil
	}},
	{Name: "tarn_offset", Args: []string{"TIMESTAMP", "VARCHAR"}, Result: "BIGINT", Doc: "a zone's offset at an instant, in seconds", Fn: func(a []any) (any, error) {
		_, offset := a[0].(time.Time).In(trinotime.Location(a[1].(string))).Zone()
		return int64(offset), nil
	}},
	{Name: "tarn_duration", Args: []string{"VARCHAR"}, Result: "BIGINT", Doc: "parse_duration, in milliseconds", Fn: func(a []any) (any, error) {
		n, err := trinotime.Duration(a[0].(string))
		return n, invalid(err)
	}},
	{Name: "tarn_human_seconds", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "human_readable_seconds", Fn: func(a []any) (any, error) {
		s, err := trinotime.HumanSeconds(a[0].(float64))
		return s, invalid(err)
	}},
}

type codedError struct{ code, msg string }

func (e *codedError) Error() string { return e.code + ": " + e.msg }

func coded(code, msg string) error { return &codedError{code, msg} }

// invalid gives an error the code that most errors of these functions have, unless it has one.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	if msg := err.Error(); strings.HasPrefix(msg, "NOT_SUPPORTED: ") || strings.HasPrefix(msg, "GENERIC_INTERNAL_ERROR: ") {
		return err
	}
	return coded("INVALID_FUNCTION_ARGUMENT", err.Error())
}

// storable refuses times that do not go into 64 bits of microseconds.
func storable(t time.Time, err error) (any, error) {
	if err != nil {
		return nil, invalid(err)
	}
	if y := t.Year(); y < -290000 || y > 294000 {
		return nil, coded("INVALID_FUNCTION_ARGUMENT", "Millis overflow: the year is out of range")
	}
	return t.Truncate(time.Millisecond), nil
}

func writes(read func(string) (*trinotime.Pattern, error)) func([]any) (any, error) {
	return func(a []any) (any, error) {
		p, err := read(a[1].(string))
		if err != nil {
			return nil, invalid(err)
		}
		s, err := p.Format(a[0].(time.Time), a[2].(string))
		return s, invalid(err)
	}
}

func reads(read func(string) (*trinotime.Pattern, error)) func([]any) (any, error) {
	return func(a []any) (any, error) {
		p, err := read(a[1].(string))
		if err != nil {
			return nil, invalid(err)
		}
		t, _, err := p.Parse(a[0].(string))
		return storable(t, err)
	}
}

func zoned(t time.Time, zone string, err error) (any, error) {
	if _, err := storable(t, err); err != nil {
		return nil, err
	}
	return Zoned{t.Truncate(time.Millisecond), zone}, nil
}
