// Package parameter is the named parameters of statements that files hold: @name, with a typed value in its place.
//
// A value becomes a literal of Trino's, so that the statement is typed as if it had been written with it.
package parameter

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
)

// Values are parameters with their values, as SQL.
type Values map[string]string

// Text is a varchar.
func Text(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Timestamp is a timestamp(3), of UTC.
func Timestamp(t time.Time) string {
	return "TIMESTAMP '" + t.UTC().Format("2006-01-02 15:04:05.000") + "'"
}

// Date is a date.
func Date(day time.Time) string { return "DATE '" + day.Format(time.DateOnly) + "'" }

// Literal is a value of a YAML file as SQL: a boolean, an integer, a double, a timestamp, an array of them, or a varchar.
func Literal(value any) string {
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
		return Timestamp(v)
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = Literal(x)
		}
		return "ARRAY[" + strings.Join(parts, ", ") + "]"
	}
	return Text(fmt.Sprint(value))
}

// Like is the literal of a value that is given as a text, of the kind that another has; ok is false where it is of another kind.
func Like(other any, value string) (sql string, ok bool) {
	var v any = value
	var err error
	switch other.(type) {
	case bool:
		v, err = strconv.ParseBool(value)
	case int, int64, uint64:
		v, err = strconv.ParseInt(value, 10, 64)
	case float64:
		v, err = strconv.ParseFloat(value, 64)
	}
	return Literal(v), err == nil
}

// OfStore is the name of the parameter that stands for a store of a kind, as in @alb_connection.
func OfStore(kind string) string { return strings.ReplaceAll(kind, "-", "_") }

// Kind is the kind of store that a parameter stands for; empty where it stands for none.
func Kind(name string) string {
	if t := schema.TableOf(strings.ReplaceAll(name, "_", "-")); t != nil {
		return t.Name
	}
	return ""
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

// Names are the parameters of a statement, each once, in the order in which they come.
func Names(sql string) (names []string) {
	walk(sql, func(string) {}, func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	})
	return names
}

func bind(sql string, v Values, form func(string) string) (string, error) {
	var b strings.Builder
	var err error
	walk(sql, func(text string) { b.WriteString(text) }, func(name string) {
		value, ok := v[name]
		if !ok && err == nil {
			err = fmt.Errorf("there is no parameter @%s: there are %s", name, v.names())
		}
		b.WriteString(form(value))
	})
	if err != nil {
		return "", err
	}
	return b.String(), nil
}

// walk tells a statement's parameters from the text around them.
func walk(sql string, text, name func(string)) {
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
			name(sql[i+1 : end])
			i = end
			continue
		}
		text(sql[i:end])
		i = end
	}
}

// after is the place after the next stop.
func after(s string, from int, stop string) int {
	if n := strings.Index(s[from:], stop); n >= 0 {
		return from + n + len(stop)
	}
	return len(s)
}

func (v Values) names() string {
	names := slices.Sorted(maps.Keys(v))
	for i, name := range names {
		names[i] = "@" + name
	}
	return strings.Join(names, ", ")
}
