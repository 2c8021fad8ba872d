package duckdb

import (
	"fmt"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

// from gives the FROM text that reads a set of files: columns under their stored names, typed as the table says, whatever the
// files' own age. What a file lacks is NULL, at any depth. Which of the forms is used where was measured
// (docs/decisions/2026-11-21-duckdb-old-files.md).
func from(files *engine.FileSet, columns []string, template func(*schema.Table) (string, error)) (string, error) {
	stored, err := choose(files.Table, columns)
	if err != nil {
		return "", err
	}
	switch {
	case len(files.Paths) == 0:
		return fromNothing(stored), nil
	case files.Uniform:
		// The first file says which columns there are, and the others are opened when their turn comes.
		return "read_parquet(" + pathList(files.Paths) + ", hive_partitioning = false)", nil
	case flat(stored):
		// By field ID, which reads nested columns whole, and their members' statistics not at all.
		return "read_parquet(" + pathList(files.Paths) + ", schema = " + fieldMap(stored) + ")", nil
	}
	first, err := template(files.Table)
	if err != nil {
		return "", err
	}
	// By name: every file's footer is read before the first row, and nested columns are read by member.
	return "read_parquet(" + pathList(append([]string{first}, files.Paths...)) + ", union_by_name = true, hive_partitioning = false)", nil
}

func fromNothing(columns []schema.Stored) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = "NULL::" + typeText(c) + " AS " + quoteName(c.Name)
	}
	return "(SELECT " + strings.Join(out, ", ") + " WHERE false)"
}

func fieldMap(columns []schema.Stored) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = fmt.Sprintf("%d: {name: %s, type: %s, default_value: NULL}", c.ID, quote(c.Name), quote(typeText(c)))
	}
	return "MAP {" + strings.Join(out, ", ") + "}"
}

func pathList(paths []string) string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = quote(p)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func flat(columns []schema.Stored) bool {
	for _, c := range columns {
		if c.Members != nil {
			return false
		}
	}
	return true
}

// choose finds the columns by name. A statement that uses none still has rows to count: it gets the event time, or the first.
func choose(t *schema.Table, names []string) ([]schema.Stored, error) {
	if len(names) == 0 {
		names = []string{t.Time}
	}
	if names[0] == "" {
		return t.Columns[:1], nil
	}
	out := make([]schema.Stored, 0, len(names))
next:
	for _, name := range names {
		for _, c := range t.Columns {
			if c.Name == name {
				out = append(out, c)
				continue next
			}
		}
		return nil, fmt.Errorf("table %s has no column %s", t.Name, name)
	}
	return out, nil
}

var kindText = map[schema.Kind]string{
	schema.Boolean: "BOOLEAN", schema.Integer: "INTEGER", schema.Bigint: "BIGINT", schema.Double: "DOUBLE", schema.Varchar: "VARCHAR",
	schema.Timestamp: "TIMESTAMP", schema.Date: "DATE", schema.Varbinary: "BLOB", schema.JSON: "VARCHAR",
}

// typeText is a stored column's DuckDB type.
func typeText(c schema.Stored) string {
	switch c.Kind {
	case schema.Row, schema.Array:
		members := make([]string, len(c.Members))
		for i, m := range c.Members {
			members[i] = quoteName(m.Name) + " " + typeText(m)
		}
		s := "STRUCT(" + strings.Join(members, ", ") + ")"
		if c.Kind == schema.Array {
			s += "[]"
		}
		return s
	}
	return kindText[c.Kind]
}

func quote(s string) string     { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
func quoteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
