package serde_test

import (
	"bytes"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tarn/internal/schema"
	"tarn/internal/serde"
)

// fuzzed are definitions that a file made at random is read by, each by the ending that chooses it.
func fuzzed(t testing.TB) []serde.Table {
	const columns = "a string, n int, xs array<string>, m map<string,int>, s struct<x:int,y:string>, d decimal(5,2), day date, at timestamp, ok boolean, f double, g float, t tinyint, v varchar(3), c char(4), b binary"
	const plain = "a string, n int, d decimal(5,2), day date, at timestamp, ok boolean, f double, v varchar(3)"
	ct := table(t, cloudTrail, "eventversion string, useridentity struct<type:string>, requestparameters string, resources array<struct<arn:string>>, useridentity_as_string string")
	ct.InputFormat = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
	return []serde.Table{
		table(t, "", columns, "field.delim", ",", "collection.delim", "|", "mapkey.delim", ":", "escape.delim", "\\", "skip.header.line.count", "1", "skip.footer.line.count", "1"),
		table(t, openX, columns, "mapping.n", "N", "dots.in.keys", "true"),
		table(t, hiveJSON, columns, "timestamp.formats", "yyyy-MM-dd'T'HH:mm:ss,millis"),
		ct,
		table(t, "org.apache.hadoop.hive.serde2.OpenCSVSerde", plain),
		table(t, regexSerDe, plain, "input.regex", `([^ ]*) ?([-0-9]*)[:-]?"?([^"]*)"?(?: (\d+-\d+-\d+))?(.*?)(true|false)?(x+)*(.)?`),
		table(t, grokSerDe, "a string, b string, c string", "input.format", `%{IPORHOST:a} %{QS:b} ?%{TIMESTAMP_ISO8601:c}`),
		table(t, "org.apache.hadoop.hive.serde2.MultiDelimitSerDe", columns, "field.delim", "||"),
		table(t, "org.apache.hadoop.hive.serde2.avro.AvroSerDe", columns),
	}
}

// FuzzRead: whatever a file holds, reading ends, in rows of the columns' types or in an *Error.
func FuzzRead(f *testing.F) {
	for _, glob := range []string{"testdata/trino/*", "testdata/codec/*"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			_, content, _ = bytes.Cut(content, []byte("-- a."))
			content, _, _ = bytes.Cut(content, []byte("-- trino"))
			if len(content) == 0 {
				if content, err = os.ReadFile(file); err != nil {
					f.Fatal(err)
				}
			}
			if len(content) < 64<<10 {
				for i := range 9 {
					f.Add(uint8(i), "a"+filepath.Ext(file), content)
				}
			}
		}
	}
	f.Add(uint8(3), "a.json", []byte(`{"Records":[{"eventVersion":"1","userIdentity":{"type":"x"}},{}]}`))
	var formats []*serde.Format
	definitions := fuzzed(f)
	for _, def := range definitions {
		format, err := serde.New(def)
		if err != nil {
			f.Fatal(err)
		}
		formats = append(formats, format)
	}
	f.Fuzz(func(t *testing.T, which uint8, name string, content []byte) {
		def := definitions[int(which)%len(definitions)]
		rows := 0
		err := formats[int(which)%len(formats)].Read(bytes.NewReader(content), name, func(row []any) error {
			if len(row) != len(def.Columns) {
				t.Fatalf("%d values for %d columns", len(row), len(def.Columns))
			}
			for i, v := range row {
				ofType(t, v, def.Columns[i].Type)
			}
			rows++
			return nil
		})
		if err != nil {
			if _, ok := err.(*serde.Error); !ok || strings.TrimSpace(err.Error()) == "" {
				t.Errorf("%T: %v", err, err)
			}
		}
	})
}

// ofType tells that a value is of a type.
func ofType(t *testing.T, v any, typ schema.Type) {
	t.Helper()
	ok := v == nil
	switch v := v.(type) {
	case string:
		ok = (typ.Kind == schema.Varchar || typ.Kind == schema.Char) && utf8.ValidString(v) && (typ.Length < 0 || utf8.RuneCountInString(v) <= typ.Length)
	case bool:
		ok = typ.Kind == schema.Boolean
	case int64:
		ok = typ.Kind == schema.Timestamp || typ.Kind == schema.Bigint || typ.Kind == schema.Integer && v == int64(int32(v)) || typ.Kind == schema.Tinyint && v == int64(int8(v)) || typ.Kind == schema.Smallint
	case int32:
		ok = typ.Kind == schema.Date
	case float32:
		ok = typ.Kind == schema.Real
	case float64:
		ok = typ.Kind == schema.Double
	case *big.Int:
		ok = typ.Kind == schema.Decimal && len(new(big.Int).Abs(v).String()) <= typ.Precision
	case []byte:
		ok = typ.Kind == schema.Varbinary
	case []any:
		ok = typ.Kind == schema.Array || typ.Kind == schema.Row && len(v) == len(typ.Fields)
		for i, e := range v {
			if typ.Kind == schema.Row {
				ofType(t, e, typ.Fields[i].Type)
			} else {
				ofType(t, e, *typ.Elem)
			}
		}
	case serde.Map:
		ok = typ.Kind == schema.Map
		for _, e := range v {
			if e[0] == nil {
				t.Error("NULL as a key")
			}
			ofType(t, e[0], *typ.Key)
			ofType(t, e[1], *typ.Elem)
		}
	}
	if !ok {
		t.Errorf("%T %v for %s", v, v, typ.Display())
	}
}

// FuzzNew: a definition is taken or refused, whatever its properties are.
func FuzzNew(f *testing.F) {
	f.Add(albRegex, "%{WORD:a} %{DATA: b}", "A %{B}\nB (x", ",", `{"type":"record","name":"r","fields":[{"name":"a","type":["null","int"],"default":null}]}`, "yyyy-MM-dd HH:mm:ss.SSS,millis")
	f.Add(`^(?<a>\p{Upper}\Q(\E[^\h]+?)\1$`, "^%{COMBINEDAPACHELOG}", "", "", `"string"`, "dd/MMM/uuuu'T'X")
	definitions := fuzzed(f)
	f.Fuzz(func(t *testing.T, pattern, format, custom, delimiter, literal, times string) {
		for _, def := range definitions {
			def.Properties = map[string]string{
				"input.regex": pattern, "input.format": format, "input.grokCustomPatterns": custom, "field.delim": delimiter, "separatorChar": delimiter, "escape.delim": custom,
				"quoteChar": format, "avro.schema.literal": literal, "timestamp.formats": times, "skip.header.line.count": times, "mapping." + format: pattern,
			}
			if _, err := serde.New(def); err != nil {
				if _, ok := err.(*serde.Error); !ok {
					t.Errorf("%s: %T: %v", def.SerDe, err, err)
				}
			}
		}
	})
}
