package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// Rows reach Trino as JSON text, which it casts: to texts first, and these to the columns' types, because Trino casts JSON to
// few types. A value is thus what Trino reads from its text, and
//
//	varbinary   hexadecimal digits; not within another value
//	json        any JSON, numbers as short as can be; null is NULL
//
// Columns of interval types cannot be had: Parquet has no negative ones.

// load creates the tables in Trino, unless they are there. One that breaks off leaves a schema without the last table, `loaded`.
func (c *trino) load(ctx context.Context, ts *tables) error {
	there, err := c.run(ctx, "SELECT 1 FROM memory."+c.tables+".loaded")
	if err != nil || there.code == "" {
		return err
	}
	if _, err := c.must(ctx, "CREATE SCHEMA IF NOT EXISTS memory."+c.tables); err != nil {
		return err
	}
	for _, name := range append(ts.names, "loaded") {
		if _, err := c.must(ctx, "DROP TABLE IF EXISTS "+quoteName(name)); err != nil {
			return err
		}
	}
	for _, name := range ts.names {
		if err := c.create(ctx, ts.byName[name]); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	for _, a := range ts.aliases {
		if _, err := c.must(ctx, "CREATE OR REPLACE VIEW "+quoteName(a[0])+" AS SELECT * FROM "+quoteName(a[1])); err != nil {
			return err
		}
	}
	_, err = c.must(ctx, "CREATE TABLE loaded AS SELECT 1 AS x")
	return err
}

// maxStatement is below Trino's own limit, query.max-length.
const maxStatement = 600_000

func (c *trino) create(ctx context.Context, t *table) error {
	begin := "CREATE TABLE " + quoteName(t.name) + " AS "
	for from := 0; from < len(t.rows) || from == 0; {
		var rows []string
		size, to := 0, from
		for to < len(t.rows) && size < maxStatement {
			row, err := jsonText(t.rows[to])
			if err != nil {
				return err
			}
			rows = append(rows, row)
			size += len(row)
			to++
		}
		if _, err := c.must(ctx, begin+t.selected(rows)); err != nil {
			return err
		}
		begin = "INSERT INTO " + quoteName(t.name) + " "
		from = max(to, 1)
	}
	return nil
}

func (t *table) selected(rows []string) string {
	var outer, members []string
	for i, c := range t.columns {
		members = append(members, fmt.Sprintf("c%d %s", i, textual(c.typ)))
		x := fmt.Sprintf("c%d", i)
		switch c.typ.Kind {
		case schema.Varbinary:
			x = "from_hex(" + x + ")"
		case schema.JSON:
			x = fmt.Sprintf("IF(json_format(%s) <> 'null', %s)", x, x)
		default:
			x = "CAST(" + x + " AS " + sqlType(c.typ) + ")"
		}
		outer = append(outer, x+" AS "+quoteName(c.name))
	}
	return "SELECT " + strings.Join(outer, ", ") + " FROM UNNEST(CAST(json_parse(" + quoteText("["+strings.Join(rows, ",")+"]") +
		") AS array(row(" + strings.Join(members, ", ") + ")))) AS t"
}

// textual is a type with every scalar as text.
func textual(t schema.Type) string {
	switch t.Kind {
	case schema.JSON:
		return "json"
	case schema.Array:
		return "array(" + textual(*t.Elem) + ")"
	case schema.Map:
		return "map(" + textual(*t.Key) + ", " + textual(*t.Elem) + ")"
	case schema.Row:
		members := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			members[i] = textual(f.Type)
		}
		return "row(" + strings.Join(members, ", ") + ")"
	}
	return "varchar"
}

// sqlType is a type as it is written in SQL: with the names of a row's members quoted.
func sqlType(t schema.Type) string { return t.String() }

func quoteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// jsonText is compact, with the members of objects in order, as Trino keeps JSON.
func jsonText(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}
