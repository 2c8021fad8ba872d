package trino

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/trinodb/trino-go-client/trino"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/trinotime"
)

// value turns what the client gives into an engine.Row's value. The client reads plain columns, and rows, as Go values, but for times (textTimes); what
// is in arrays and maps it leaves as the protocol's JSON has it: https://trino.io/docs/current/develop/client-protocol.html.
func value(v any, t schema.Type) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch t.Kind {
	case schema.Boolean:
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		return integer(v)
	case schema.Real, schema.Double:
		f, err := float(v)
		if t.Kind == schema.Real {
			return float32(f), err
		}
		return f, err
	case schema.Varbinary:
		switch v := v.(type) {
		case []byte:
			return v, nil
		case string:
			return base64.StdEncoding.DecodeString(v)
		}
	case schema.Array:
		return array(v, *t.Elem)
	case schema.Map:
		return mapping(v, t)
	case schema.Row:
		return row(v, t)
	}
	if s, ok := v.(string); ok {
		return fromText(s, t)
	}
	return nil, fmt.Errorf("%T for %s", v, t)
}

func integer(v any) (any, error) {
	switch v := v.(type) {
	case int64:
		return v, nil
	case json.Number:
		return v.Int64()
	case string: // a map's key
		return strconv.ParseInt(v, 10, 64)
	}
	return nil, fmt.Errorf("%T for an integer", v)
}

func float(v any) (float64, error) {
	switch v := v.(type) {
	case float64:
		return v, nil
	case json.Number:
		return v.Float64()
	case string:
		switch v {
		case "NaN":
			return math.NaN(), nil
		case "Infinity", "+Infinity":
			return math.Inf(1), nil
		case "-Infinity":
			return math.Inf(-1), nil
		}
		return strconv.ParseFloat(v, 64)
	}
	return 0, fmt.Errorf("%T for a floating point number", v)
}

func array(v any, elem schema.Type) (any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%T for an array", v)
	}
	out := make([]any, len(list))
	for i, e := range list {
		var err error
		if out[i], err = value(e, elem); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func mapping(v any, t schema.Type) (any, error) {
	entries, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%T for a map", v)
	}
	var m engine.Map
	for k, e := range entries {
		key, err := mapKey(k, *t.Key)
		if err != nil {
			return nil, err
		}
		val, err := value(e, *t.Elem)
		if err != nil {
			return nil, err
		}
		m.Keys, m.Values = append(m.Keys, key), append(m.Values, val)
	}
	return m, nil
}

// mapKey reads a key, which the protocol has as a text whatever its type. Of nested keys nothing can be read.
func mapKey(k string, t schema.Type) (any, error) {
	switch t.Kind {
	case schema.Boolean:
		return strconv.ParseBool(k)
	case schema.Array, schema.Map, schema.Row:
		return nil, fmt.Errorf("Trino does not tell a map's keys of type %s", t)
	}
	return value(k, t)
}

func row(v any, t schema.Type) (any, error) {
	out := make(engine.Row, len(t.Fields))
	at := func(int) any { return nil }
	switch v := v.(type) {
	case trino.Row:
		if v.Len() != len(out) {
			return nil, fmt.Errorf("%d members for %s", v.Len(), t)
		}
		at = v.Value
	case []any:
		if len(v) != len(out) {
			return nil, fmt.Errorf("%d members for %s", len(v), t)
		}
		at = func(i int) any { return v[i] }
	default:
		return nil, fmt.Errorf("%T for a row", v)
	}
	for i, f := range t.Fields {
		var err error
		if out[i], err = value(at(i), f.Type); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func fromText(s string, t schema.Type) (any, error) {
	switch t.Kind {
	case schema.Decimal:
		return decimal(s)
	case schema.IntervalDaySecond, schema.IntervalYearMonth:
		return interval(s, t.Kind)
	case schema.Date:
		when, err := clock(s)
		return engine.Date(when.Unix() / 86400), err
	case schema.Time:
		when, err := time.Parse("15:04:05.999999999", s)
		return engine.TimeOfDay(int64(when.Hour())*3600e6 + int64(when.Minute())*60e6 + int64(when.Second())*1e6 + int64(when.Nanosecond())/1000), err
	case schema.Timestamp:
		return clock(s)
	case schema.TimestampTZ:
		i := strings.LastIndexByte(s, ' ')
		if i < 0 {
			return nil, fmt.Errorf("no zone in %q", s)
		}
		zone, err := trinotime.Zone(s[i+1:])
		if err != nil {
			return nil, err
		}
		wall, err := clock(s[:i])
		when, _ := trinotime.StrictInstant(wall, zone) // of two instants the text does not tell which
		return when.In(trinotime.Location(zone)), err
	}
	return s, nil
}

// clock reads a date, or a date and a time: 2022-01-11 00:27:12.123, -0001-01-01, +12020-01-01. time.Parse has years of four digits only, and so reads
// the rest, in a year that is as long.
func clock(s string) (time.Time, error) {
	unsigned := strings.TrimLeft(s, "+-")
	digits, rest, _ := strings.Cut(unsigned, "-")
	year, err := strconv.Atoi(s[:len(s)-len(unsigned)] + digits)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no time", s)
	}
	layout := "2006-01-02 15:04:05.999999999"
	if !strings.Contains(rest, " ") {
		layout = time.DateOnly
	}
	cycle := (year%400+400)%400 + 2000 // of the Gregorian calendar
	t, err := time.Parse(layout, fmt.Sprintf("%04d-%s", cycle, rest))
	return t.AddDate(year-cycle, 0, 0), err
}

func decimal(s string) (any, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	n, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok {
		return nil, fmt.Errorf("%q is no decimal", s)
	}
	return engine.Decimal{Unscaled: n, Scale: len(fraction)}, nil
}

// interval reads 1-2 (years and months) and 2 03:00:00.000.
func interval(s string, k schema.Kind) (any, error) {
	text, negative := strings.CutPrefix(s, "-")
	sign := int64(1)
	if negative {
		sign = -1
	}
	if k == schema.IntervalYearMonth {
		var years, months int64
		if _, err := fmt.Sscanf(text, "%d-%d", &years, &months); err != nil {
			return nil, err
		}
		return engine.Interval{Months: int32(sign * (12*years + months))}, nil
	}
	var days, hours, minutes, seconds, millis int64
	if _, err := fmt.Sscanf(text, "%d %d:%d:%d.%d", &days, &hours, &minutes, &seconds, &millis); err != nil {
		return nil, err
	}
	return engine.Interval{Micros: sign * ((((days*24+hours)*60+minutes)*60+seconds)*1e6 + millis*1000)}, nil
}
