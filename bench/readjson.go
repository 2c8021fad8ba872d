package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver that database/sql opens

	"tarn/internal/schema"
)

// readJSONResult is what DuckDB wrote.
type readJSONResult struct {
	Rows, Bytes int64
	Version     string
}

// readJSON is a child: LOGS FILE. It does with DuckDB alone what one would do without Tarn. The columns are given, which spares
// DuckDB the guessing; they are those that an event has.
func readJSON(ctx context.Context, args []string) (any, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	files, _, err := logFiles(args[0])
	if err != nil {
		return nil, err
	}
	var delivered []schema.Stored
	for _, c := range schema.CloudTrail.Columns {
		if !strings.HasPrefix(c.Name, "_") {
			delivered = append(delivered, c)
		}
	}
	text := `COPY (SELECT * FROM (SELECT unnest(r) FROM (SELECT unnest(Records) AS r FROM read_json(` + list(files) + `,
		columns = {Records: '` + structOf(delivered) + `[]'}, maximum_object_size = 1000000000)))
		ORDER BY eventTime) TO ` + quote(args[1]) + ` (FORMAT parquet, COMPRESSION zstd)`
	var out readJSONResult
	done, err := db.ExecContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if out.Rows, err = done.RowsAffected(); err != nil {
		return nil, err
	}
	info, err := os.Stat(args[1])
	if err != nil {
		return nil, err
	}
	out.Bytes = info.Size()
	return out, db.QueryRowContext(ctx, "SELECT version()").Scan(&out.Version)
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func list(paths []string) string {
	quoted := make([]string, len(paths))
	for i, p := range paths {
		quoted[i] = quote(p)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// structOf is DuckDB's type of a row with these members.
func structOf(members []schema.Stored) string {
	parts := make([]string, len(members))
	for i, m := range members {
		kind := strings.ToUpper(m.Kind.Name())
		switch m.Kind {
		case schema.Row:
			kind = structOf(m.Members)
		case schema.Array:
			kind = structOf(m.Members) + "[]"
		}
		parts[i] = fmt.Sprintf(`"%s" %s`, m.Name, kind)
	}
	return "STRUCT(" + strings.Join(parts, ", ") + ")"
}
