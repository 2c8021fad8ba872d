package serde_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tarn/internal/serde"
)

const shared = "../../../shared/"

// published are the statements of the corpus that declare a table read by a SerDe.
func published(t *testing.T, class string) map[string]serde.Table {
	t.Helper()
	f, err := os.Open(shared + "corpus/queries.jsonl")
	if err != nil {
		t.Skip("the corpus is not there: ", err)
	}
	defer f.Close()
	out := map[string]serde.Table{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q struct{ ID, Log, SQL string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.ToLower(q.SQL), "create external table") || !strings.Contains(q.SQL, class) {
			continue
		}
		def := table(t, class, declared(q.SQL))
		for _, m := range property.FindAllStringSubmatch(q.SQL, -1) {
			def.Properties[m[1]] = unquoted(m[2] + m[3])
		}
		out[q.Log+" "+q.ID] = def
	}
	return out
}

var property = regexp.MustCompile(`['"]([\w.]+)['"]\s*=\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")`)

// unquoted reads a string of Hive's.
func unquoted(s string) string {
	return regexp.MustCompile(`\\(.)`).ReplaceAllStringFunc(s, func(m string) string {
		if strings.Contains(`\"'`, m[1:]) {
			return m[1:]
		}
		return m
	})
}

var comment = regexp.MustCompile("(?i)\\s+COMMENT\\s+'[^']*'|`|--[^\n]*\n|/\\*(?s:.*?)\\*/")

// declared gives the columns of a statement.
func declared(sql string) string {
	sql = comment.ReplaceAllString(sql, "")
	open := strings.Index(sql, "(")
	depth := 0
	for i, c := range sql[open:] {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return strings.Join(strings.Fields(sql[open+1:open+i]), " ")
			}
		}
	}
	return ""
}

// The files of testdata/logs.txt are real logs, each read by a definition that was published for its kind. Beside stand the number
// of rows, how many of them are not all NULL, and a digest of what Trino 476 read of them (see TestTrino for the flags).
func TestLogs(t *testing.T) {
	definitions := published(t, regexSerDe)
	lazy := trinoFormats["TEXTFILE"]
	definitions["vpc-flow aws"] = table(t, lazy, "version int, account_id string, interface_id string, srcaddr string, dstaddr string, srcport int, dstport int, protocol bigint, packets bigint, bytes bigint, start bigint, `end` bigint, action string, log_status string", "field.delim", " ", "skip.header.line.count", "1")
	definitions["cloudfront aws"] = table(t, lazy, "`date` date, time string, x_edge_location string, sc_bytes bigint, c_ip string, cs_method string, cs_host string, cs_uri_stem string, sc_status int, cs_referrer string, cs_user_agent string, cs_uri_query string", "field.delim", "\t", "skip.header.line.count", "2")
	definitions["waf aws"] = table(t, openX, "`timestamp` bigint, formatversion int, webaclid string, terminatingruleid string, terminatingrulematchdetails array<struct<conditiontype:string,sensitivitylevel:string,location:string,matcheddata:array<string>>>, action string, rulegrouplist array<struct<rulegroupid:string,terminatingrule:struct<ruleid:string,action:string>,nonterminatingmatchingrules:array<struct<ruleid:string>>,excludedrules:string>>, httprequest struct<clientip:string,country:string,headers:array<struct<name:string,value:string>>,uri:string,args:string,httpversion:string,httpmethod:string,requestid:string>")
	definitions["apigateway json"] = table(t, openX, "account_id string, api_id string, integration_latency string, status_code int, response_length bigint, waf_response_code string, webacl_arn string, xray_trace_id string")

	file := "testdata/logs.txt"
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(string(want)), "\n") {
		words := strings.Fields(line)
		def, ok := definitions[words[0]+" "+words[1]]
		if !ok {
			t.Fatalf("there is no definition %s %s", words[0], words[1])
		}
		content, err := os.ReadFile(shared + "data/" + words[2])
		if err != nil {
			t.Fatal(err)
		}
		def = sqlNames(def)
		if *trinoURL != "" {
			r := &recorded{format: trinoName(def.SerDe), def: def, name: words[2], content: content}
			line = strings.Join(words[:3], " ") + " " + digest(t, strings.FieldsFunc(r.ask(t), func(c rune) bool { return c == '\n' }))
		}
		out.WriteString(line + "\n")
		var rows []string
		f, err := serde.New(def)
		if err != nil {
			t.Fatal(line, err)
		}
		if err := f.Read(bytes.NewReader(content), words[2], func(row []any) error {
			cells := make([]any, len(row))
			for i, v := range row {
				cells[i] = plain(v, def.Columns[i].Type)
			}
			text, err := json.Marshal(cells)
			rows = append(rows, string(text))
			return err
		}); err != nil {
			t.Error(line, err)
		}
		if got := strings.Join(words[:3], " ") + " " + digest(t, rows); got != line {
			t.Errorf("got  %s\nwant %s", got, line)
		}
	}
	if *trinoURL != "" {
		if err := os.WriteFile(file, []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// sqlNames takes the quotes off the columns' names.
func sqlNames(def serde.Table) serde.Table {
	for i := range def.Columns {
		def.Columns[i].Name = strings.ToLower(strings.Trim(def.Columns[i].Name, "`"))
	}
	return def
}

func trinoName(class string) string {
	for name, c := range trinoFormats {
		if c == class {
			return name
		}
	}
	return ""
}

// digest counts the rows and those that are not all NULL, and sums them up.
func digest(t *testing.T, rows []string) string {
	t.Helper()
	sum, full := sha256.New(), 0
	for _, row := range rows {
		v := parsed(t, row)
		if slices.ContainsFunc(v.([]any), func(v any) bool { return v != nil }) {
			full++
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(append(text, '\n'))
	}
	return fmt.Sprintf("%d %d %x", len(rows), full, sum.Sum(nil)[:8])
}
