package format

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// Text writes a value as Athena and CloudTrail Lake do: 2022-01-11 00:27:12.000, {ConsoleLogin=Failure}, [a, b]. NULL is empty,
// and null within another value.
func Text(t schema.Type, value any) string {
	if value == nil {
		return ""
	}
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float32:
		return schema.FloatText(float64(v), 32)
	case float64:
		return schema.FloatText(v, 64)
	case engine.Decimal:
		return v.String()
	case []byte:
		return octets(v)
	case engine.Date:
		return functions.DateText(v.Time())
	case engine.TimeOfDay:
		return clock(time.UnixMicro(int64(v)).UTC(), "15:04:05", t.Precision)
	case time.Time:
		s := functions.DateText(v) + clock(v, " 15:04:05", t.Precision)
		if t.Kind == schema.TimestampTZ {
			s += " " + v.Location().String()
		}
		return s
	case engine.Interval:
		return interval(t, v)
	case []any:
		return list(v, t.Elem)
	case engine.Map:
		return pairs(len(v.Keys), func(i int) (string, string) { return inner(t.Key, v.Keys[i]), inner(t.Elem, v.Values[i]) })
	case engine.Row:
		return pairs(len(v), func(i int) (string, string) {
			f := field(t, i)
			return f.Name, inner(&f.Type, v[i])
		})
	}
	return fmt.Sprint(value)
}

func inner(t *schema.Type, value any) string {
	if value == nil {
		return "null"
	}
	if t == nil {
		t = &schema.Type{}
	}
	return Text(*t, value)
}

func list(values []any, elem *schema.Type) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = inner(elem, v)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func pairs(n int, at func(int) (key, value string)) string {
	out := make([]string, n)
	for i := range out {
		key, value := at(i)
		out[i] = key + "=" + value
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// field is a row's i-th member; one without a name has the name that Athena shows.
func field(t schema.Type, i int) schema.Field {
	var f schema.Field
	if i < len(t.Fields) {
		f = t.Fields[i]
	}
	if f.Name == "" {
		f.Name = "field" + strconv.Itoa(i)
	}
	return f
}

func clock(t time.Time, layout string, precision int) string {
	if precision > 0 {
		layout += "." + strings.Repeat("0", precision)
	}
	return t.Format(layout)
}

// octets writes bytes as Athena does: 65 68 3f.
func octets(b []byte) string { return strings.TrimSpace(fmt.Sprintf("% x", b)) }

// interval writes 1-2 for months, and 3 04:05:06.789 for days and time.
func interval(t schema.Type, v engine.Interval) string {
	sign := ""
	if t.Kind == schema.IntervalYearMonth {
		months := v.Months
		if months < 0 {
			sign, months = "-", -months
		}
		return fmt.Sprintf("%s%d-%d", sign, months/12, months%12)
	}
	millis := (int64(v.Days)*86400*1e6 + v.Micros) / 1000
	if millis < 0 {
		sign, millis = "-", -millis
	}
	return fmt.Sprintf("%s%d %02d:%02d:%02d.%03d", sign, millis/86400000, millis/3600000%24, millis/60000%60, millis/1000%60, millis%1000)
}
