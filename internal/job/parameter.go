package job

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// ofInterval are the parameters that every run has. ds is the logical date in the job's zone, as in Airflow.
var ofInterval = []string{"data_interval_start", "data_interval_end", "logical_date", "ds", "ds_nodash", "time_zone"}

// Values are parameters with their values, as SQL.
type Values map[string]string

// values are those of a run.
func (d Definition) values(i Interval, given map[string]string) Values {
	stamp := func(t time.Time) string { return "TIMESTAMP '" + t.UTC().Format("2006-01-02 15:04:05.000") + "'" }
	day := i.Start.In(d.zone)
	v := Values{
		"data_interval_start": stamp(i.Start), "data_interval_end": stamp(i.End), "logical_date": "DATE '" + day.Format(time.DateOnly) + "'",
		"ds": text(day.Format(time.DateOnly)), "ds_nodash": text(day.Format("20060102")), "time_zone": text(d.zone.String()),
	}
	for name, value := range d.Parameters {
		v[name] = literal(value)
	}
	for name, value := range given {
		if old, ok := d.Parameters[name]; ok {
			v[name], _ = literalLike(old, value)
		}
	}
	return v
}

func text(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func literal(value any) string {
	switch v := value.(type) {
	case nil:
		return "NULL"
	case bool:
		return strconv.FormatBool(v)
	case int, int64, uint64:
		return fmt.Sprint(v)
	case float64:
		return strconv.FormatFloat(v, 'e', -1, 64)
	case time.Time:
		return "TIMESTAMP '" + v.UTC().Format("2006-01-02 15:04:05.000") + "'"
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = literal(x)
		}
		return "ARRAY[" + strings.Join(parts, ", ") + "]"
	}
	return text(fmt.Sprint(value))
}

// literalLike is a value given as a text, of the kind that a parameter's own value has; ok is false where it is of another.
func literalLike(old any, value string) (sql string, ok bool) {
	var v any = value
	var err error
	switch old.(type) {
	case bool:
		v, err = strconv.ParseBool(value)
	case int, int64, uint64:
		v, err = strconv.ParseInt(value, 10, 64)
	case float64:
		v, err = strconv.ParseFloat(value, 64)
	}
	return literal(v), err == nil
}

// Check fails where values are given for parameters that the job has not, or of another kind than they are.
func (d Definition) Check(given map[string]string) error {
	for name, value := range given {
		old, ok := d.Parameters[name]
		if !ok {
			return fmt.Errorf("there is no parameter %s: the job's parameters are %s", name, cmp.Or(strings.Join(slices.Sorted(maps.Keys(d.Parameters)), ", "), "none"))
		}
		if _, ok := literalLike(old, value); !ok {
			return fmt.Errorf("parameter %s: %q is of another kind than %v", name, value, old)
		}
	}
	return nil
}

// Bind puts values in the places of @name. Texts in quotes and remarks are left as they are.
func Bind(sql string, v Values) (string, error) {
	return bind(sql, v, func(s string) string { return s })
}

// BindText is Bind for what is no SQL: a value is its text.
func BindText(s string, v Values) (string, error) {
	return bind(s, v, func(s string) string {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "TIMESTAMP "), "DATE ")
		if len(s) > 1 && s[0] == '\'' {
			return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
		}
		return s
	})
}

func bind(sql string, v Values, form func(string) string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(sql); {
		end := i + 1
		switch c := sql[i]; {
		case c == '\'' || c == '"' || c == '`':
			end = after(sql, i+1, string(c))
		case strings.HasPrefix(sql[i:], "--"):
			end = after(sql, i, "\n")
		case strings.HasPrefix(sql[i:], "/*"):
			end = after(sql, i+2, "*/")
		case c == '@':
			for end < len(sql) && (sql[end] == '_' || sql[end] >= 'a' && sql[end] <= 'z' || sql[end] >= '0' && sql[end] <= '9') {
				end++
			}
			value, ok := v[sql[i+1:end]]
			if !ok {
				return "", fmt.Errorf("there is no parameter @%s: there are %s", sql[i+1:end], strings.Join(v.names(), ", "))
			}
			b.WriteString(form(value))
			i = end
			continue
		}
		b.WriteString(sql[i:end])
		i = end
	}
	return b.String(), nil
}

// after is the place after the next stop.
func after(s string, from int, stop string) int {
	if n := strings.Index(s[from:], stop); n >= 0 {
		return from + n + len(stop)
	}
	return len(s)
}

func (v Values) names() []string {
	out := make([]string, 0, len(v))
	for name := range v {
		out = append(out, "@"+name)
	}
	sort.Strings(out)
	return out
}
