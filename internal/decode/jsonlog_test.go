package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// jsonFormats are the formats whose records are JSON, with the member that holds a list of them and the one that wraps one.
var jsonFormats = map[string]struct{ list, wrap string }{
	"waf": {}, "route53resolver": {}, "guardduty": {wrap: "detail"}, "config": {list: "configurationItems"}, "config-history": {list: "configurationItems"},
	"cloudtrail-insights": {list: "Records"},
}

// TestJSONFormats compares every column of every record with what encoding/json reads.
func TestJSONFormats(t *testing.T) {
	for name := range jsonFormats {
		files, _ := filepath.Glob("testdata/" + name + "/*")
		if len(files) == 0 {
			t.Errorf("%s has no samples", name)
		}
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(path, func(t *testing.T) { compareJSON(t, name, data) })
		}
	}
}

// TestPublishedJSONLogs does so with logs that others have published.
func TestPublishedJSONLogs(t *testing.T) {
	for path, want := range map[string]struct {
		format  string
		records int
	}{
		"aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/waf.log":             {"waf", 2},
		"aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/config-history.log":  {"config-history", 2},
		"aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/config-snapshot.log": {"config", 2},
		"dpetzold-aws-log-parser/test/data/waf_log.json":                                                            {"waf", 1},
		"grafana-lambda-promtail/testdata/waflog.log.gz":                                                            {"waf", 1},
		"opensearch-catalog/integrations/observability/aws_waf/data/raw.log":                                        {"waf", 38},
	} {
		t.Run(path, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(sampleRoot, path))
			if err != nil {
				t.Skipf("no sample data: %v", err)
			}
			if f, ok := Recognise(path, Head(raw)); !ok || f.Name != want.format {
				t.Errorf("it is taken for %s, %t", f.Name, ok)
			}
			text, err := Decompress(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(text)
			if err != nil {
				t.Fatal(err)
			}
			if n := compareJSON(t, want.format, data); n != want.records {
				t.Errorf("%d records, want %d", n, want.records)
			}
		})
	}
}

func compareJSON(t *testing.T, name string, data []byte) int {
	t.Helper()
	f, _ := ByName(name)
	want, err := jsonRecords(data, jsonFormats[name].list, jsonFormats[name].wrap)
	if err != nil {
		t.Fatal(err)
	}
	b, rejects := decodeAll(t, f, data)
	if len(rejects) > 0 || b.N != len(want) {
		t.Fatalf("%d rows and rejects %v, want %d", b.N, rejects, len(want))
	}
	for row, record := range want {
		rest := compareColumns(t, b, row, f.Table.Columns, "", record)
		var more map[string]any
		if text, ok := b.String(b.Leaf("_more"), row); ok {
			if err := json.Unmarshal([]byte(text), &more); err != nil {
				t.Errorf("row %d: _more is %q: %v", row, text, err)
			}
		}
		if len(more)+len(rest) > 0 && !reflect.DeepEqual(more, rest) {
			t.Errorf("row %d: _more is\n%v, want\n%v", row, more, rest)
		}
	}
	return b.N
}

func decodeAll(t testing.TB, f Format, data []byte) (*rows.Batch, []*Reject) {
	t.Helper()
	l := rows.NewLayout(f.Table)
	b := rows.NewBatch(l, 0)
	d := f.New(l, bytes.NewReader(data), Options{})
	var rejects []*Reject
	for {
		err := d.Next(b)
		var reject *Reject
		switch {
		case errors.As(err, &reject):
			rejects = append(rejects, reject)
		case errors.Is(err, io.EOF):
			return b, rejects
		case err != nil:
			t.Fatal(err)
		}
	}
}

// jsonRecords reads records as encoding/json does.
func jsonRecords(data []byte, list, wrap string) (out []map[string]any, err error) {
	for d := json.NewDecoder(bytes.NewReader(data)); ; {
		var one map[string]any
		if err := d.Decode(&one); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return out, err
		}
		items, ok := one[list].([]any)
		if !ok {
			if inner, ok := one[wrap].(map[string]any); ok {
				one = inner
			}
			out = append(out, one)
			continue
		}
		delete(one, list)
		for _, item := range items {
			record := item.(map[string]any)
			for k, v := range one {
				record[k] = v
			}
			out = append(out, record)
		}
	}
}

// compareColumns compares the columns of a row, and returns the members that no column holds.
func compareColumns(t *testing.T, b *rows.Batch, row int, columns []schema.Stored, path string, record map[string]any) map[string]any {
	rest := map[string]any{}
members:
	for name, v := range record {
		if v == nil {
			continue
		}
		for _, c := range columns {
			if !strings.EqualFold(c.Name, name) || c.Name[0] == '_' {
				continue
			}
			if c.Kind == schema.Row {
				for k, v := range compareColumns(t, b, row, c.Members, path+c.Name+".", v.(map[string]any)) {
					rest[name+"."+k] = v
				}
				continue members
			}
			got, fits := leafValue(b, row, b.Leaf(path+c.Name), c.Kind, v)
			if !fits {
				break
			}
			if !reflect.DeepEqual(got, v) {
				t.Errorf("row %d: %s is %v, want %v", row, path+c.Name, got, v)
			}
			continue members
		}
		rest[name] = v
	}
	return rest
}

// leafValue gives a leaf's value as encoding/json would; fits is false where want is of a type that the column does not hold.
func leafValue(b *rows.Batch, row, leaf int, kind schema.Kind, want any) (got any, fits bool) {
	if kind == schema.Integer || kind == schema.Bigint {
		n, ok := b.Int(leaf, row)
		if text, isText := want.(string); isText {
			_, err := strconv.Atoi(text)
			return strconv.FormatInt(n, 10), err == nil
		}
		if !ok {
			return nil, true
		}
		return float64(n), true
	}
	text, ok := b.String(leaf, row)
	if !ok {
		return nil, true
	}
	if _, isText := want.(string); isText && kind == schema.Varchar {
		return text, true
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		return fmt.Sprintf("%q: %v", text, err), true
	}
	return got, true
}

// TestJSONFormatsDamaged: what cannot be read is set aside with its reason, and the rest is kept.
func TestJSONFormatsDamaged(t *testing.T) {
	const a, z = `{"version":"1.1","query_timestamp":"2024-05-07T13:05:01Z","query_name":"a."}`, `{"version":"1.1","query_timestamp":"2024-05-07T13:05:02Z","query_name":"z."}`
	for text, want := range map[string]string{
		"":                                   "0 rows",
		a + "\r\n" + z + "\r\n":              "2 rows",
		"\ufeff" + a:                         "1 rows",
		"[" + a + ",\n" + z + "]":            "2 rows",
		a + "\n" + `{"version":` + "\n" + z:  `2 rows, truncated`,
		a + "\n" + a[:40]:                    "1 rows, truncated",
		a + "\n{}\n" + z:                     `2 rows, not a record of Route 53 Resolver: no query_timestamp that can be read; it begins with {}`,
		"version account_id\n":               "0 rows, not JSON",
		a + strings.Repeat(" ", 300_000) + z: "2 rows",
		"\x00\x01\x02" + a:                   "0 rows, not JSON",
		"{\"query_timestamp\":\"2024-05-07T13:05:01Z\",\"query_name\":\"\xff\\ud800\"}": "1 rows",
		strings.Repeat("[", 100):              "0 rows, not JSON",
		`{"a":` + strings.Repeat("[", 20_000): "0 rows, corrupt JSON",
	} {
		f, _ := ByName("route53resolver")
		b, rejects := decodeAll(t, f, []byte(text))
		got := fmt.Sprintf("%d rows", b.N)
		for _, r := range rejects {
			got += ", " + r.Reason
		}
		if !strings.HasPrefix(got, want) || strings.Count(got, ", ") == 0 && got != want {
			t.Errorf("%.60q: %s\nwant %s", text, got, want)
		}
	}
	config, _ := ByName("config")
	data, err := os.ReadFile("testdata/config/snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	broken := bytes.Replace(data, []byte(`"resourceId":"i-1"`), []byte(`"resourceId":i-1`), 1)
	if b, rejects := decodeAll(t, config, broken); b.N != 1 || len(rejects) != 1 || !strings.HasPrefix(rejects[0].Reason, "corrupt JSON") {
		t.Errorf("a broken item: %d rows, %v", b.N, rejects)
	}
}

// FuzzJSONFormats: whatever the text, each byte of it is accounted for in bounded time, and what comes in is UTF-8 and JSON.
func FuzzJSONFormats(f *testing.F) {
	var names []string
	for name := range jsonFormats {
		names = append(names, name)
		files, _ := filepath.Glob("testdata/" + name + "/*")
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(name, data)
			f.Add(name, data[:len(data)/2])
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		format, ok := ByName(name)
		if _, isJSON := jsonFormats[name]; !ok || !isJSON {
			return
		}
		b, rejects := decodeAll(t, format, data)
		for i, r := range rejects {
			if r.Offset < 0 || r.Offset > int64(len(data)) || i > 0 && r.Offset < rejects[i-1].Offset {
				t.Errorf("a reject at %d of %d bytes", r.Offset, len(data))
			}
		}
		for i, info := range b.Layout.Leaves {
			for row := range b.N {
				if info.Kind != schema.Varchar {
					continue
				}
				if text, ok := b.String(i, row); ok && !utf8.ValidString(text) {
					t.Errorf("%v is not UTF-8: %q", info.Path, text)
				}
			}
		}
	})
}

// TestMembersThatComeTwice: the first has the column, the others are kept beside.
func TestMembersThatComeTwice(t *testing.T) {
	f, _ := ByName("waf")
	l := rows.NewLayout(f.Table)
	b := rows.NewBatch(l, 4)
	text := `{"timestamp":1714953600000,"webaclId":"x","action":"ALLOW","Action":"BLOCK","httpRequest":{"clientIp":"192.0.2.1"},"HTTPRequest":{}}` + "\n" +
		`{"timestamp":1714953600000,"webaclId":"y","action":"BLOCK"}`
	d := f.New(l, strings.NewReader(text), Options{})
	for range 2 {
		if err := d.Next(b); err != nil {
			t.Fatal(err)
		}
	}
	for row, want := range []string{`ALLOW|{"Action":"BLOCK","HTTPRequest":{}}`, "BLOCK|"} {
		action, _ := b.String(l.Leaf("action"), row)
		more, _ := b.String(l.Leaf("_more"), row)
		if got := action + "|" + more; got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
