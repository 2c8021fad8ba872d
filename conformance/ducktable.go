package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// Rows reach Tarn as a Parquet file that DuckDB writes from literals.

// known are a table's columns whose types Tarn has; it knows nothing of the others.
func (t *table) known() []int {
	var out []int
	for i, c := range t.columns {
		if _, err := functions.DuckType(c.typ); err == nil {
			out = append(out, i)
		}
	}
	return out
}

// selectText is the query that gives a table's rows.
func (t *table) selectText() (string, error) {
	var b strings.Builder
	columns := t.known()
	for n, row := range append([][]any{nil}, t.rows...) {
		if n > 0 {
			b.WriteString("\nUNION ALL ")
		}
		b.WriteString("SELECT ")
		for j, i := range columns {
			if j > 0 {
				b.WriteString(", ")
			}
			var value any
			if row != nil {
				value = row[i]
			}
			x, err := duckLiteral(t.columns[i].typ, value)
			if err != nil {
				return "", fmt.Errorf("row %d, column %s: %w", n, t.columns[i].name, err)
			}
			b.WriteString(x + " AS " + quoteName(t.columns[i].name))
		}
		if n == 0 {
			b.WriteString(" WHERE false")
		}
	}
	return b.String(), nil
}

// duckLiteral writes a value of a test table in the form in which Tarn keeps its type in DuckDB.
func duckLiteral(t schema.Type, value any) (string, error) {
	d, err := functions.DuckType(t)
	if err != nil {
		return "", err
	}
	if value == nil {
		return "NULL::" + d, nil
	}
	switch t.Kind {
	case schema.Varchar:
		return functions.QuoteText(plain(value)) + "::" + d, nil
	case schema.Varbinary:
		return "unhex(" + quoteText(plain(value)) + ")", nil
	case schema.IPAddress:
		ip, err := netip.ParseAddr(plain(value))
		if err != nil {
			return "", err
		}
		b := ip.As16()
		return "unhex(" + quoteText(hex.EncodeToString(b[:])) + ")", nil
	case schema.TimestampTZ:
		return quoteText(strings.TrimSuffix(plain(value), " UTC")) + "::" + d, nil
	case schema.Char:
		return quoteText(strings.TrimRight(plain(value), " ")) + "::" + d, nil
	case schema.JSON:
		s, err := jsonText(value)
		return quoteText(s) + "::" + d, err
	case schema.Array:
		list, ok := value.([]any)
		if !ok {
			return "", fmt.Errorf("%v is no array", value)
		}
		xs := make([]string, len(list))
		for i, v := range list {
			if xs[i], err = duckLiteral(*t.Elem, v); err != nil {
				return "", err
			}
		}
		return "[" + strings.Join(xs, ", ") + "]::" + d, nil
	case schema.Map:
		object, ok := value.(map[string]any)
		if !ok {
			return "", fmt.Errorf("%v is no object", value)
		}
		var keys, values []string
		for _, k := range sortedKeys(object) {
			key, err := duckLiteral(*t.Key, k)
			if err != nil {
				return "", err
			}
			v, err := duckLiteral(*t.Elem, object[k])
			if err != nil {
				return "", err
			}
			keys, values = append(keys, key), append(values, v)
		}
		return "map([" + strings.Join(keys, ", ") + "], [" + strings.Join(values, ", ") + "])::" + d, nil
	case schema.Row:
		list, ok := value.([]any)
		if !ok || len(list) != len(t.Fields) {
			return "", fmt.Errorf("%v is no row of %d members", value, len(t.Fields))
		}
		xs := make([]string, len(list))
		for i, v := range list {
			x, err := duckLiteral(t.Fields[i].Type, v)
			if err != nil {
				return "", err
			}
			xs[i] = quoteName(functions.Member(t, i)) + " := " + x
		}
		return "struct_pack(" + strings.Join(xs, ", ") + ")::" + d, nil
	}
	return quoteText(plain(value)) + "::" + d, nil
}

func plain(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(value)
}
