package duckdb

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	duck "github.com/duckdb/duckdb-go-bindings"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
	"tarn/internal/sql/functions"
)

var _ engine.Writer = (*Engine)(nil)

// rowGroup is the number of rows of a row group, as Trino writes them at most.
const rowGroup = 122880

// Write is engine.Writer's.
func (e *Engine) Write(ctx context.Context, q *analyze.Query, o engine.WriteOptions, started func()) ([]engine.Written, engine.Stats, error) {
	form := written
	if o.Iceberg != nil {
		form = writtenToIceberg
	}
	items, keys, err := form(q, o)
	if err != nil {
		return nil, engine.Stats{}, err
	}
	after := ") TO " + quote(o.Dir) + fmt.Sprintf(" (FORMAT parquet, COMPRESSION %s, ROW_GROUP_SIZE %d", compressions[o.Compression], rowGroup)
	if compressions[o.Compression] == "" {
		return nil, engine.Stats{}, fmt.Errorf("there is no compression %q", o.Compression)
	}
	if o.Level > 0 && o.Compression == "ZSTD" {
		after += fmt.Sprintf(", COMPRESSION_LEVEL %d", o.Level)
	}
	if o.Iceberg != nil {
		after += ", WRITE_BLOOM_FILTER false, FIELD_IDS " + fieldIDText(q, o)
	}
	if keys == nil {
		after = strings.Replace(after, quote(o.Dir), quote(filepath.Join(o.Dir, "rows.parquet")), 1) + ")"
	} else {
		after += ", PARTITION_BY (" + strings.Join(keys, ", ") + "), OVERWRITE_OR_IGNORE)"
	}
	var long *longKeys
	rows, err := e.beginAs(ctx, started, nil, dressing{"COPY (", after}, duck.StatementTypeCopy, func(r *result) (string, error) {
		long = &r.instance.long
		long.forget()
		text, err := emit.DuckDB(q, func(s *analyze.Scan) (string, error) { return e.scan(ctx, r, s) })
		if err != nil {
			return "", err
		}
		names := make([]string, len(q.Columns))
		for i := range names {
			names[i] = fmt.Sprintf("w%d", i)
		}
		return "SELECT " + strings.Join(items, ", ") + " FROM (" + text + ") AS w(" + strings.Join(names, ", ") + ")", nil
	})
	if err != nil {
		return nil, engine.Stats{}, err
	}
	defer rows.Close()
	for {
		if _, err := rows.Next(); err == io.EOF {
			break
		} else if err != nil {
			return nil, rows.Stats(), err
		}
	}
	files, err := filesIn(o, long)
	return files, rows.Stats(), err
}

var compressions = map[string]string{"NONE": "uncompressed", "SNAPPY": "snappy", "GZIP": "gzip", "ZSTD": "zstd", "LZ4": "lz4_raw"}

// written gives the columns as they are in files, and the names of the partition keys' own.
func written(q *analyze.Query, o engine.WriteOptions) (items, keys []string, err error) {
	data := len(q.Columns) - o.Partitions
	for i, c := range q.Columns {
		hive, ok := c.Type.Hive()
		if !ok {
			return nil, nil, &engine.Error{Code: "NOT_SUPPORTED", Message: "Unsupported Hive type: " + c.Type.String()}
		}
		column := fmt.Sprintf("w%d", i)
		if i < data {
			stored, err := schema.ParseHive(hive)
			if err != nil {
				return nil, nil, err
			}
			text, err := fileValue(column, c.Type, stored)
			if err != nil {
				return nil, nil, err
			}
			items = append(items, text+" AS "+quoteName(o.Names[i]))
			continue
		}
		key := fmt.Sprintf("tarn_key_%d", i-data)
		items = append(items, keyFolder(keyText(column, c.Type))+" AS "+key)
		keys = append(keys, key)
	}
	return items, keys, nil
}

// writtenToIceberg is written for an Iceberg table: all columns are in the files, as DuckDB has them.
func writtenToIceberg(q *analyze.Query, o engine.WriteOptions) (items, keys []string, err error) {
	for i, c := range q.Columns {
		duck, err := functions.DuckType(c.Type)
		if err != nil {
			return nil, nil, &engine.Error{Code: "NOT_SUPPORTED", Message: "Type not supported for Iceberg: " + c.Type.Display()}
		}
		items = append(items, fmt.Sprintf("CAST(w%d AS %s) AS %s", i, duck, quoteName(o.Names[i])))
	}
	for n, k := range o.Iceberg.Keys {
		key := fmt.Sprintf("tarn_key_%d", n)
		items = append(items, keyFolder(termText(k.Term, fmt.Sprintf("w%d", k.Column), q.Columns[k.Column].Type))+" AS "+key)
		keys = append(keys, key)
	}
	return items, keys, nil
}

// fieldIDText writes field IDs as COPY takes them: https://duckdb.org/docs/stable/sql/statements/copy.html.
func fieldIDText(q *analyze.Query, o engine.WriteOptions) string {
	columns := make([]string, len(o.Iceberg.IDs))
	for i, id := range o.Iceberg.IDs {
		columns[i] = quoteName(o.Names[i]) + ": " + partIDs(id, q.Columns[i].Type)
	}
	return "{" + strings.Join(columns, ", ") + "}"
}

func partIDs(id schema.FieldID, t schema.Type) string {
	own := fmt.Sprint(id.ID)
	parts := []string{"__duckdb_field_id: " + own}
	switch t.Kind {
	case schema.Array:
		parts = append(parts, "element: "+partIDs(id.Parts[0], *t.Elem))
	case schema.Map:
		parts = append(parts, "key: "+partIDs(id.Parts[0], *t.Key), "value: "+partIDs(id.Parts[1], *t.Elem))
	case schema.Row:
		for i, f := range t.Fields {
			parts = append(parts, quoteName(functions.Member(t, i))+": "+partIDs(id.Parts[i], f.Type))
		}
	default:
		return own
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// keyFolder is what names the folder that DuckDB makes of a key: v and the text in hexadecimal digits, n for NULL, or, as a folder's name
// has at most 255 bytes, k and the number that longKeys gives a long text.
func keyFolder(text string) string {
	return "CASE WHEN " + text + " IS NULL THEN 'n' WHEN strlen(" + text + ") <= 100 THEN 'v' || hex(" + text + ") ELSE 'k' || " + longKey + "(" + text + ") END"
}

// keyText is a partition key's value as Trino casts it to varchar.
func keyText(text string, t schema.Type) string {
	switch t.Kind {
	case schema.Timestamp:
		return "strftime(" + text + ", '%Y-%m-%d %H:%M:%S.%g')"
	case schema.Varchar:
		return text
	}
	return "CAST(" + text + " AS VARCHAR)"
}

// fileValue is a value as it is in a file. A timestamp has milliseconds, the members of rows have names in small letters.
func fileValue(text string, from, to schema.Type) (string, error) {
	duck, err := fileType(to)
	if err != nil {
		return "", err
	}
	now, err := functions.DuckType(from)
	if err != nil {
		return "", err
	}
	if now == duck {
		return text, nil
	}
	return "CAST(" + text + " AS " + duck + ")", nil
}

func fileType(t schema.Type) (string, error) {
	switch t.Kind {
	case schema.Timestamp:
		return "TIMESTAMP_MS", nil
	case schema.Array:
		e, err := fileType(*t.Elem)
		return e + "[]", err
	case schema.Map:
		k, err := fileType(*t.Key)
		if err != nil {
			return "", err
		}
		v, err := fileType(*t.Elem)
		return "MAP(" + k + ", " + v + ")", err
	case schema.Row:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			m, err := fileType(f.Type)
			if err != nil {
				return "", err
			}
			parts[i] = quoteName(functions.Member(t, i)) + " " + m
		}
		return "STRUCT(" + strings.Join(parts, ", ") + ")", nil
	}
	return functions.DuckType(t)
}

// filesIn lists what was written, without the files that have no rows.
func filesIn(o engine.WriteOptions, long *longKeys) ([]engine.Written, error) {
	var out []engine.Written
	err := filepath.WalkDir(o.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		w := engine.Written{Path: path}
		relative, err := filepath.Rel(o.Dir, path)
		if err != nil {
			return err
		}
		for _, folder := range strings.Split(filepath.ToSlash(filepath.Dir(relative)), "/") {
			if _, value, ok := strings.Cut(folder, "="); ok {
				v, err := long.value(value)
				if err != nil {
					return fmt.Errorf("the folder %s: %w", folder, err)
				}
				w.Values = append(w.Values, v)
			}
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		foot, err := readFooter(f, info.Size())
		if err != nil {
			return err
		}
		w.Rows, w.Bytes = foot.rows, info.Size()
		if w.Rows > 0 {
			out = append(out, w)
		}
		return nil
	})
	return out, err
}
