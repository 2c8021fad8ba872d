package serde_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"tarn/internal/schema"
	"tarn/internal/serde"
)

// table reads a table's definition as a test writes it: "name type, name type".
func table(t testing.TB, class, columns string, properties ...string) serde.Table {
	t.Helper()
	out := serde.Table{SerDe: class, Properties: map[string]string{}, Parameters: map[string]string{}}
	depth, from := 0, 0
	add := func(s string) {
		name, typ, _ := strings.Cut(strings.TrimSpace(s), " ")
		if name == "" {
			return
		}
		parsed, err := schema.ParseHive(typ)
		if err != nil {
			t.Fatal(err)
		}
		out.Columns = append(out.Columns, serde.Column{Name: name, Type: parsed})
	}
	for i, c := range columns {
		switch c {
		case '<', '(':
			depth++
		case '>', ')':
			depth--
		case ',':
			if depth == 0 {
				add(columns[from:i])
				from = i + 1
			}
		}
	}
	add(columns[from:])
	for i := 0; i+1 < len(properties); i += 2 {
		out.Properties[properties[i]] = properties[i+1]
	}
	return out
}

// read reads a file of a table, and writes its rows as a test can show them, a line each, with the error last.
func read(t testing.TB, def serde.Table, name, content string) string {
	t.Helper()
	f, err := serde.New(def)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = f.Read(strings.NewReader(content), name, func(row []any) error {
		for i, v := range row {
			if i > 0 {
				out.WriteString(" | ")
			}
			out.WriteString(show(v, def.Columns[i].Type))
		}
		out.WriteString("\n")
		return nil
	})
	if err != nil {
		fmt.Fprintln(&out, "error:", err)
	}
	return out.String()
}

// show writes a value.
func show(v any, typ schema.Type) string {
	if v == nil {
		return "NULL"
	}
	switch v := v.(type) {
	case *big.Int:
		digits := v.String()
		if typ.Scale == 0 {
			return digits
		}
		sign := ""
		if v.Sign() < 0 {
			sign, digits = "-", digits[1:]
		}
		if n := typ.Scale + 1 - len(digits); n > 0 {
			digits = strings.Repeat("0", n) + digits
		}
		return sign + digits[:len(digits)-typ.Scale] + "." + digits[len(digits)-typ.Scale:]
	case int32:
		return time.Unix(int64(v)*86400, 0).UTC().Format("2006-01-02")
	case int64:
		if typ.Kind == schema.Timestamp {
			return time.UnixMicro(v).UTC().Format("2006-01-02 15:04:05.000")
		}
	case []byte:
		return fmt.Sprintf("X'%x'", v)
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			if typ.Kind == schema.Row {
				parts[i] = typ.Fields[i].Name + "=" + show(e, typ.Fields[i].Type)
			} else {
				parts[i] = show(e, *typ.Elem)
			}
		}
		if typ.Kind == schema.Row {
			return "{" + strings.Join(parts, ", ") + "}"
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case serde.Map:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = show(e[0], *typ.Key) + "→" + show(e[1], *typ.Elem)
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	return fmt.Sprint(v)
}

func check(t *testing.T, got, want string) {
	t.Helper()
	if want = strings.TrimPrefix(want, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const (
	openX      = "org.openx.data.jsonserde.JsonSerDe"
	hiveJSON   = "org.apache.hive.hcatalog.data.JsonSerDe"
	cloudTrail = "com.amazon.emr.hive.serde.CloudTrailSerde"
)

func TestLazySimple(t *testing.T) {
	def := table(t, "", "a string, n int, xs array<string>, m map<string,int>, s struct<x:int,y:string>, d decimal(5,2), day date, at timestamp, b binary, ok boolean",
		"field.delim", ",", "collection.delim", "|", "mapkey.delim", ":")
	check(t, read(t, def, "a.txt", "one,1,a|b,k:1|l:2,7|seven,1.005,2024-02-30,2024-01-01 00:00:00.1236,YWJj,TRUE\r\n"+
		"\\N,x,\\N,\\N,\\N,9999.99,bad,2024-01-01,\\N,yes\n"+
		"short\n"+
		"last,12.9,,,1,1,,,,false,too,many"), `
one | 1 | [a, b] | (k→1, l→2) | {x=7, y=seven} | 1.01 | 2024-03-01 | 2024-01-01 00:00:00.124 | X'616263' | true
NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL
short | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL
last | 12 | [] | () | {x=1, y=NULL} | 1.00 | NULL | NULL | X'' | false
`)
}

func TestOpenXJSON(t *testing.T) {
	def := table(t, openX, "ts bigint, userid string, action string, s struct<inner:array<int>>, m map<string,double>, a_b string",
		"mapping.ts", "@timestamp", "dots.in.keys", "true")
	check(t, read(t, def, "a.json", `{"@timestamp": "0x10", "UserId": 7, "action": {"b": [1, 2.50, "x\/y"], "a": null}, "s": {"inner": 5}, "m": {"k": "1.5"}, "a.b": true}
["1", u2, three]
not json
{"action": "unfinished
`), `
16 | 7 | {"b":[1,2.50,"x/y"],"a":null} | {inner=[5]} | (k→1.5) | true
1 | u2 | three | NULL | NULL | NULL
NULL | NULL | NULL | NULL | NULL | NULL
error: HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: Unterminated string at 23 [character 24 line 1] (a.json, line 4)
`)
}

func TestCloudTrail(t *testing.T) {
	def := table(t, cloudTrail, "eventversion string, useridentity struct<type:string,sessioncontext:struct<attributes:struct<mfaauthenticated:string>>>, requestparameters string, resources array<struct<arn:string>>, readonly string, missing string")
	def.InputFormat = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
	check(t, read(t, def, "a.json", `{"Records": [
 {"eventVersion": "1.08", "userIdentity": {"type": "IAMUser", "sessionContext": {"attributes": {"mfaAuthenticated": "false"}}},
  "requestParameters": {"bucketName": "b", "n": [1, {"x": "a\u001f\/é"}]}, "resources": [{"ARN": "arn:1"}], "readOnly": true},
 {"eventVersion": "1.09", "requestParameters": null}
]}`), `
1.08 | {type=IAMUser, sessioncontext={attributes={mfaauthenticated=false}}} | {"bucketName":"b","n":[1,{"x":"a\u001F/é"}]} | [{arn=arn:1}] | true | NULL
1.09 | NULL | NULL | NULL | NULL | NULL
`)
	check(t, read(t, def, "digest.json", `{"awsAccountId":"1","logFiles":[{"s3Object":"Records"}]}`), "")
	check(t, read(t, def, "cut.json", `{"Records":[{"eventVersion":"1"},{"eventVer`), `
1 | NULL | NULL | NULL | NULL | NULL
error: HIVE_CURSOR_ERROR: Unexpected end-of-input: expected close marker for OBJECT (cut.json)
`)
}

func TestRegexRefuses(t *testing.T) {
	for _, c := range []struct{ columns, pattern, want string }{
		{"a string, b string", "(.*)", "HIVE_INVALID_METADATA: Number of matching groups doesn't match the number of columns: input.regex has 1 groups, the table has 2 columns"},
		{"a string", "(", "HIVE_INVALID_METADATA: input.regex cannot be read: "},
		{"a string", "", "HIVE_INVALID_METADATA: the property input.regex is missing; RegexSerDe reads lines by it"},
		{"a array<string>", "(.*)", "NOT_SUPPORTED: Unsupported column type: array(varchar) of column a"},
	} {
		_, err := serde.New(table(t, regexSerDe, c.columns, "input.regex", c.pattern))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.pattern, err, c.want)
		}
	}
}

// A pattern that goes back over a line without end gives its answer where places can be remembered, and else stops, and says where.
func TestRegexTooLong(t *testing.T) {
	lines := "aab\n" + strings.Repeat("a", 60) + "cb\n"
	check(t, read(t, table(t, regexSerDe, "a string", "input.regex", "((?:a|aa)*)b"), "a.txt", lines), "aa\nNULL\n")
	check(t, read(t, table(t, regexSerDe, "a string, b string", "input.regex", `((?:a|aa)*)(a?)\2b`), "a.txt", lines), `
aa | 
error: HIVE_CURSOR_ERROR: input.regex takes too long for this line: EXCEEDED_TIME_LIMIT: The regular expression takes too long on this text: it goes back over the text again and again (a.txt, line 2)
`)
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ class, input, columns, property, want string }{
		{"com.example.SerDe", "", "a string", "", "HIVE_UNSUPPORTED_FORMAT: the SerDe com.example.SerDe is not known; known are "},
		{"org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "a string", "", "HIVE_UNSUPPORTED_FORMAT: org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe: files of Parquet are read by the engine, not by a SerDe"},
		{"org.apache.hadoop.hive.ql.io.orc.OrcSerde", "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat", "a string", "", "HIVE_UNSUPPORTED_FORMAT: org.apache.hadoop.hive.ql.io.orc.OrcSerde: files of ORC are not read"},
		{openX, "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat", "a string", "", "HIVE_UNSUPPORTED_FORMAT: the input format org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat is not read by the SerDe " + openX},
		{"", "", "a string", "skip.header.line.count=x", "HIVE_INVALID_METADATA: Invalid value for skip.header.line.count property: x"},
		{"", "", "a string", "line.delim=|", `HIVE_INVALID_METADATA: line.delim is "|"; only a line feed ends a line`},
		{"", "", "a string", "field.delim=||", `HIVE_INVALID_METADATA: field.delim is "||"; LazySimpleSerDe takes one byte, MultiDelimitSerDe several`},
		{"", "", "a " + strings.Repeat("array<", 8) + "int" + strings.Repeat(">", 8), "", "HIVE_INVALID_METADATA: Number of levels of nesting supported for LazySimpleSerde is 7"},
		{openX, "", "a timestamp", "timestamp.formats=yyyy-QQ", `HIVE_INVALID_METADATA: timestamp.formats: the pattern "yyyy-QQ": `},
		{hiveJSON, "", "a timestamp", `timestamp.formats=yyyy\`, `HIVE_INVALID_METADATA: Invalid 'timestamp.formats' property value 'yyyy\': unterminated escape at end of value`},
		{cloudTrail, "", "requestparameters map<string,string>", "", "HIVE_INVALID_METADATA: the column requestparameters is map(varchar, varchar); the CloudTrail input format gives it as string"},
		{"org.apache.hadoop.hive.serde2.OpenCSVSerde", "", "a string", "quoteChar=,", "HIVE_INVALID_METADATA: CSV not supported: separatorChar and quoteChar cannot be the same"},
		{"org.apache.hadoop.hive.serde2.avro.AvroSerDe", "", "a string", "avro.schema.literal={", "HIVE_INVALID_METADATA: avro.schema.literal cannot be read: "},
	} {
		name, value, _ := strings.Cut(c.property, "=")
		def := table(t, c.class, c.columns, name, value)
		def.InputFormat = c.input
		_, err := serde.New(def)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// Athena makes values of other types of CSV's text: https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html.
func TestCSVTypes(t *testing.T) {
	def := table(t, "org.apache.hadoop.hive.serde2.OpenCSVSerde", "n int, big bigint, f double, ok boolean, at timestamp, day date, s string")
	const content = "\"1\",2,1.5,TRUE,1579059880000,18276,x\n1,,1.5,true,0,0,\n"
	check(t, read(t, def, "a.csv", content), `
1 | 2 | 1.5 | true | 2020-01-15 03:44:40.000 | 2020-01-15 | x
error: HIVE_BAD_DATA: Error parsing field value '' for field big: For input string: "". OpenCSVSerde has no NULL: make the column string and use NULLIF and CAST, or set use.null.for.invalid.data (a.csv, line 2)
`)
	def.Parameters["use.null.for.invalid.data"] = "TRUE"
	check(t, read(t, def, "a.csv", content), `
1 | 2 | 1.5 | true | 2020-01-15 03:44:40.000 | 2020-01-15 | x
1 | NULL | 1.5 | true | 1970-01-01 00:00:00.000 | 1970-01-01 | 
`)
}

func TestMultiDelimit(t *testing.T) {
	def := table(t, "org.apache.hadoop.hive.contrib.serde2.MultiDelimitSerDe", "a string, xs array<int>, m map<string,string>", "field.delim", "||", "collection.delim", "|", "mapkey.delim", ":")
	check(t, read(t, def, "a.txt", "one||1|2||k:v\n||\\N||\nx|y\n"), `
one | [1, 2] | (k→v)
 | NULL | ()
x|y | NULL | NULL
`)
}

// A row with more values than memory should hold is refused.
func TestTooManyValues(t *testing.T) {
	for class, content := range map[string]string{openX: `{"xs":[` + strings.Repeat(",", 5<<20) + "]}", "": strings.Repeat("\x02", 5<<20)} {
		if got := read(t, table(t, class, "xs array<string>"), "a.txt", content); got != "error: HIVE_BAD_DATA: a row holds more than 4194304 values (a.txt, line 1)\n" {
			t.Errorf("%s: %.200s", class, got)
		}
	}
}

// The commonest mistake: an object over several lines. The words are Athena's.
func TestOpenXPretty(t *testing.T) {
	check(t, read(t, table(t, openX, "a string"), "a.json", "{\n  \"a\": 1\n}\n"), `
error: HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: A JSONObject text must end with '}' at 2 [character 3 line 1] (a.json, line 1)
`)
}

// What is not UTF-8 is read as Java's decoder does.
func TestInvalidText(t *testing.T) {
	def := table(t, "", "a string")
	for content, want := range map[string]string{"a\xffb": "a\ufffdb", "\xe6\x97a": "\ufffda", "\xe6\x97\xe6\x97\xa5": "\ufffd日", "\xf0\x9f\x98": "\ufffd", "\xed\xa0\x80": "\ufffd\ufffd\ufffd", "\xc0\xaf": "\ufffd\ufffd", "\xf4\x90\x80\x80": "\ufffd\ufffd\ufffd\ufffd"} {
		if got := read(t, def, "a.txt", content); got != want+"\n" {
			t.Errorf("%q: got %q, want %q", content, got, want)
		}
	}
}
