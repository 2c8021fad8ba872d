package serde_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	_ "github.com/trinodb/trino-go-client/trino"

	"tarn/internal/schema"
	"tarn/internal/serde"
)

// The files of testdata/trino are tables with one file and the rows that Trino 476 reads of it; in the section tarn stand those that
// Tarn reads where it means to differ. They are recorded by
//
//	make trino && go test ./internal/serde -run TestTrino -trino http://serde@127.0.0.1:8080 -warehouse .../warehouse/hive
//
// which writes the tables into the folder of the server's file metastore (scripts/trino.sh says where it is).
var (
	trinoURL  = flag.String("trino", "", "record the answers of the Trino at this `address`")
	warehouse = flag.String("warehouse", "", "the `folder` of that Trino's file metastore")
)

// trinoFormats are Trino's names of the SerDes.
var trinoFormats = map[string]string{
	"TEXTFILE":   "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
	"OPENX_JSON": openX,
	"JSON":       hiveJSON,
	"CSV":        "org.apache.hadoop.hive.serde2.OpenCSVSerde",
	"REGEX":      "org.apache.hadoop.hive.serde2.RegexSerDe",
	"AVRO":       "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
	"ORC":        "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
}

type recorded struct {
	format, columns string
	def             serde.Table
	name            string
	content         []byte
	rows, differs   string
	archive         *txtar.Archive
}

func load(t *testing.T, file string) *recorded {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorded{archive: a}
	var properties, parameters []string
	for _, f := range a.Files {
		switch f.Name {
		case "table":
			for _, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
				word, rest, _ := strings.Cut(line, " ")
				switch word {
				case "format":
					r.format = rest
				case "columns":
					r.columns = rest
				case "property", "parameter":
					name, value, _ := strings.Cut(rest, "=")
					if strings.HasPrefix(value, `"`) {
						if value, err = strconv.Unquote(value); err != nil {
							t.Fatal(err)
						}
					}
					if word == "property" {
						properties = append(properties, name, value)
					} else {
						parameters = append(parameters, name, value)
					}
				case "file": // beside the case: it is not text
					r.name = rest
					if r.content, err = os.ReadFile(filepath.Join(filepath.Dir(file), rest)); err != nil {
						t.Fatal(err)
					}
				}
			}
		case "trino 476":
			r.rows = string(f.Data)
		case "tarn": // what Tarn gives where it is not Trino's
			r.differs = string(f.Data)
		default:
			r.name, r.content = f.Name, f.Data
		}
	}
	r.def = table(t, trinoFormats[r.format], r.columns, properties...)
	for i := 0; i < len(parameters); i += 2 {
		r.def.Parameters[parameters[i]] = parameters[i+1]
	}
	return r
}

func TestTrino(t *testing.T) {
	files, err := filepath.Glob("testdata/trino/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			r := load(t, file)
			if *trinoURL != "" {
				r.record(t, file)
			}
			r.compare(t)
		})
	}
}

// compare reads the file here, and compares row by row. Where Trino has an error, so must we.
func (r *recorded) compare(t *testing.T) {
	t.Helper()
	rows := r.rows
	if r.differs != "" {
		rows = r.differs
	}
	want := strings.Split(strings.TrimSuffix(rows, "\n"), "\n")
	if rows == "" {
		want = nil
	}
	f, err := serde.New(r.def)
	n := 0
	if err == nil {
		err = f.Read(bytes.NewReader(r.content), filepath.Base(r.name), func(row []any) error {
			if len(want) > 0 && strings.HasPrefix(want[0], "error ") {
				return nil
			}
			got := make([]any, len(row))
			for i, v := range row {
				got[i] = plain(v, r.def.Columns[i].Type)
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if n >= len(want) || !reflect.DeepEqual(parsed(t, string(text)), parsed(t, want[n])) {
				w := "no more rows"
				if n < len(want) {
					w = want[n]
				}
				t.Errorf("row %d\n  got   %s\n  Trino %s", n+1, text, w)
			}
			n++
			return nil
		})
	}
	switch failed := len(want) > 0 && strings.HasPrefix(want[0], "error "); {
	case failed && err == nil:
		t.Errorf("no error; Trino: %s", want[0])
	case failed:
		t.Logf("got %v\nTrino %s", err, want[0])
	case err != nil:
		t.Errorf("%v; Trino gives %d rows", err, len(want))
	case n < len(want):
		t.Errorf("%d rows; Trino gives %d", n, len(want))
	}
}

// plain gives a value as encoding/json can write it and as Trino's cast to json does.
func plain(v any, typ schema.Type) any {
	switch v := v.(type) {
	case nil:
		return nil
	case []byte:
		return strings.ToUpper(hex.EncodeToString(v))
	case float32:
		return json.RawMessage(floatText(float64(v), 32))
	case float64:
		return json.RawMessage(floatText(v, 64))
	case *big.Int, int32:
		if typ.Kind == schema.Decimal {
			return json.Number(show(v, typ))
		}
		return show(v, typ)
	case int64:
		if typ.Kind == schema.Timestamp {
			return show(v, typ)
		}
	case []any:
		if typ.Kind == schema.Row {
			out := map[string]any{}
			for i, e := range v {
				out[typ.Fields[i].Name] = plain(e, typ.Fields[i].Type)
			}
			return out
		}
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = plain(e, *typ.Elem)
		}
		return out
	case serde.Map:
		out := map[string]any{}
		for _, e := range v {
			out[fmt.Sprint(plain(e[0], *typ.Key))] = plain(e[1], *typ.Elem)
		}
		return out
	}
	return v
}

func floatText(f float64, bits int) string {
	if text := strconv.FormatFloat(f, 'g', -1, bits); !strings.ContainsAny(text, "NI") {
		return text
	} else {
		return strconv.Quote(strings.TrimPrefix(strings.Replace(text, "Inf", "Infinity", 1), "+"))
	}
}

// parsed reads JSON, so that equal numbers are equal.
func parsed(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return numbers(v)
}

func numbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		r, _ := new(big.Rat).SetString(v.String())
		return r.RatString()
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = numbers(v[k])
		}
	}
	return v
}

// record asks Trino, and writes its answer into the file.
func (r *recorded) record(t *testing.T, file string) {
	t.Helper()
	r.rows = r.ask(t)
	a := r.archive
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "trino 476" })
	a.Files = append(a.Files, txtar.File{Name: "trino 476", Data: []byte(r.rows)})
	if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
		t.Fatal(err)
	}
}

// ask gives Trino's answer: a line a row, or an error.
func (r *recorded) ask(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(*warehouse, "serde", "t")
	var columns []map[string]any
	var values []string
	for _, c := range r.def.Columns {
		text, _ := c.Type.Hive()
		columns = append(columns, map[string]any{"name": c.Name, "type": text, "properties": map[string]any{}})
		name := `"` + c.Name + `"`
		switch c.Type.Kind {
		case schema.Varbinary:
			name = "to_hex(" + name + ")"
		case schema.Char:
			name = "rtrim(cast(" + name + " as varchar))"
		}
		values = append(values, "json_format(cast("+name+" as json))")
	}
	r.def.Parameters["transactional"] = "false"
	meta, err := json.Marshal(map[string]any{
		"writerVersion": "476", "owner": "serde", "tableType": "MANAGED_TABLE", "dataColumns": columns, "partitionColumns": []any{},
		"parameters": r.def.Parameters, "storageFormat": r.format, "serdeParameters": r.def.Properties, "columnStatistics": map[string]any{},
	})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("trino", *trinoURL+"?catalog=hive&schema=serde")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := db.ExecContext(ctx, "create schema if not exists serde"); err != nil {
		t.Fatal(err)
	}
	os.RemoveAll(dir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{".trinoSchema": meta, filepath.Base(r.name): r.content} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	defer os.RemoveAll(dir)
	return answer(ctx, db, "select "+strings.Join(values, ", ")+" from t", len(values))
}

func answer(ctx context.Context, db *sql.DB, statement string, n int) string {
	rows, err := db.QueryContext(ctx, statement)
	if err != nil {
		return "error " + strings.ReplaceAll(err.Error(), "\n", " ") + "\n"
	}
	defer rows.Close()
	var out strings.Builder
	for rows.Next() {
		cells := make([]sql.NullString, n)
		to := make([]any, n)
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := rows.Scan(to...); err != nil {
			return "error " + err.Error() + "\n"
		}
		parts := make([]string, n)
		for i, c := range cells {
			if parts[i] = c.String; !c.Valid {
				parts[i] = "null"
			}
		}
		out.WriteString("[" + strings.Join(parts, ",") + "]\n")
	}
	if err := rows.Err(); err != nil {
		return "error " + strings.ReplaceAll(err.Error(), "\n", " ") + "\n"
	}
	return out.String()
}
