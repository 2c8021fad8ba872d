package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/athena"
	"tarn/internal/awsapi/cloudtrail"
	"tarn/internal/awsapi/glue"
)

// raw calls an operation as it is written, and gives the answer and the code of its error.
func (s *serving) raw(t *testing.T, k createdKey, service, operation, body string) (out map[string]any, code string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, s.aws, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", map[string]string{"cloudtrail": "CloudTrail_20131101", "athena": "AmazonAthena", "glue": "AWSGlue"}[service]+"."+operation)
	hash := sha256.Sum256([]byte(body))
	if err := v4.NewSigner().SignHTTP(t.Context(), sdk.Credentials{AccessKeyID: k.ID, SecretAccessKey: k.Secret}, r, hex.EncodeToString(hash[:]), service, "us-east-1", time.Now()); err != nil {
		t.Fatal(err)
	}
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	text, _ := io.ReadAll(reply.Body)
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&out); err != nil {
		t.Fatalf("%s answers %s: %s", operation, reply.Status, text)
	}
	if reply.StatusCode >= 500 {
		t.Errorf("%s %s answers %s: %s", operation, body, reply.Status, text)
	}
	code, _ = out["__type"].(string)
	return out, code
}

// TestDeclaredErrors provokes the errors that the operations of AWS's APIs declare, and holds docs/aws-errors.md: of each error
// of each operation, whether it was provoked here or by another test, or why it cannot be.
func TestDeclaredErrors(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "one", "--role", "admin")
	k := created(t, out, talk)
	s := up(t, dir)
	seen := map[string]bool{}
	call := func(service, operation, body string) map[string]any {
		t.Helper()
		out, code := s.raw(t, k, service, operation, body)
		if code != "" {
			seen[service+"."+operation+"."+code] = true
		}
		return out
	}
	w := &errorWorld{call: call, names: map[string]string{}}
	if _, err := s.s3Client(k).CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: sdk.String("empty-logs")}); err != nil {
		t.Fatal(err)
	}
	w.prepare(t)
	for _, service := range []string{"cloudtrail", "athena", "glue"} {
		for _, c := range explicit[service] {
			call(service, c.operation, w.fill(c.body))
		}
		// What takes things away comes last.
		operations := slices.SortedFunc(maps.Keys(inputs[service]), func(a, b string) int {
			return cmp.Or(cmp.Compare(late(a), late(b)), cmp.Compare(a, b))
		})
		for _, operation := range operations {
			w.vary(t, service, operation, inputs[service][operation])
		}
	}
	s.end(t)

	path := filepath.Join("..", "..", "docs", "aws-errors.md")
	text, missing := errorTable(seen)
	if len(missing) > unprovoked {
		t.Errorf("%d errors are not provoked, and have no reason: %q", len(missing), missing)
	}
	if *rewrite {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != text {
		t.Errorf("docs/aws-errors.md is not what was found; go test ./cmd/tarn -run TestDeclaredErrors -rewrite writes it (%v)", err)
	}
}

func late(operation string) int {
	if strings.HasPrefix(operation, "Delete") || strings.HasPrefix(operation, "Restore") || strings.HasPrefix(operation, "BatchDelete") {
		return 1
	}
	return 0
}

// errorWorld has things of each kind, which names stand for.
type errorWorld struct {
	call  func(service, operation, body string) map[string]any
	names map[string]string
}

func (w *errorWorld) fill(body string) string {
	for name, v := range w.names {
		body = strings.ReplaceAll(body, "{"+name+"}", v)
	}
	return body
}

func (w *errorWorld) prepare(t *testing.T) {
	text := func(out map[string]any, member string) string {
		v, _ := out[member].(string)
		if v == "" {
			t.Fatalf("no %s in %v", member, out)
		}
		return v
	}
	for name, store := range map[string]string{"S": "plain", "G": "leaving", "T": "stopped", "F": "federated", "W": "watched"} {
		w.names[name] = text(w.call("cloudtrail", "CreateEventDataStore", `{"Name":"`+store+`-store","TerminationProtectionEnabled":false}`), "EventDataStoreArn")
	}
	w.names["P"] = text(w.call("cloudtrail", "CreateEventDataStore", `{"Name":"protected-store"}`), "EventDataStoreArn")
	w.names["A"] = text(w.call("cloudtrail", "CreateEventDataStore", `{"Name":"activity-store","AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","Equals":["ActivityAuditLog"]}]}]}`), "EventDataStoreArn")
	w.names["I"] = text(w.call("cloudtrail", "CreateEventDataStore", `{"Name":"insight-store","AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Insight"]}]}]}`), "EventDataStoreArn")
	w.names["import"] = text(w.call("cloudtrail", "StartImport", w.fill(`{"Destinations":["{S}"],"ImportSource":{"S3":{"S3LocationUri":"s3://empty-logs/","S3BucketRegion":"us-east-1","S3BucketAccessRoleArn":"arn:aws:iam::123456789012:role/f"}}}`)), "ImportId")
	for range 500 {
		if status := text(w.call("cloudtrail", "GetImport", w.fill(`{"ImportId":"{import}"}`)), "ImportStatus"); status != "INITIALIZING" && status != "IN_PROGRESS" {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.call("cloudtrail", "DeleteEventDataStore", w.fill(`{"EventDataStore":"{G}"}`))
	w.call("cloudtrail", "StopEventDataStoreIngestion", w.fill(`{"EventDataStore":"{T}"}`))
	w.call("cloudtrail", "EnableFederation", w.fill(`{"EventDataStore":"{F}","FederationRoleArn":"arn:aws:iam::123456789012:role/f"}`))
	w.names["B"] = strings.Replace(w.names["S"], w.names["S"][strings.LastIndex(w.names["S"], "/")+1:], "7461726e-6175-4469-8000-000000000000", 1)
	w.names["N"] = strings.Replace(w.names["B"], "7461726e-6175-4469-8000-000000000000", "00000000-0000-4000-8000-000000000000", 1)
	w.names["C"] = text(w.call("cloudtrail", "CreateChannel", w.fill(`{"Name":"channel","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{A}"}]}`)), "ChannelArn")
	w.names["D"] = text(w.call("cloudtrail", "CreateDashboard", w.fill(`{"Name":"board"}`)), "DashboardArn")
	w.names["Q"] = text(w.call("cloudtrail", "StartQuery", w.fill(`{"QueryStatement":"SELECT eventID FROM `+w.names["S"][strings.LastIndex(w.names["S"], "/")+1:]+`"}`)), "QueryId")
	w.names["id"] = w.names["S"][strings.LastIndex(w.names["S"], "/")+1:]
	w.names["gone"] = w.names["G"][strings.LastIndex(w.names["G"], "/")+1:]
	w.names["X"] = text(w.call("athena", "StartQueryExecution", `{"QueryString":"SELECT 1"}`), "QueryExecutionId")
	w.call("athena", "CreateWorkGroup", `{"Name":"group"}`)
	w.call("athena", "CreateWorkGroup", `{"Name":"off"}`)
	w.call("athena", "UpdateWorkGroup", `{"WorkGroup":"off","State":"DISABLED"}`)
	w.names["NQ"] = text(w.call("athena", "CreateNamedQuery", `{"Name":"q","Database":"default","QueryString":"SELECT 1"}`), "NamedQueryId")
	w.call("athena", "CreatePreparedStatement", `{"StatementName":"prepared","WorkGroup":"primary","QueryStatement":"SELECT 1"}`)
	w.call("glue", "CreateDatabase", `{"DatabaseInput":{"Name":"db"}}`)
	w.call("glue", "CreateTable", `{"DatabaseName":"db","TableInput":{"Name":"tab","StorageDescriptor":{"Columns":[{"Name":"n","Type":"int"}],"Location":"s3://tab/"},"PartitionKeys":[{"Name":"p","Type":"string"}]}}`)
	w.call("glue", "CreatePartition", `{"DatabaseName":"db","TableName":"tab","PartitionInput":{"Values":["a"]}}`)
}

// odd are values that are put in place of a member's.
var odd = []any{
	"", "x", "!!", "arn:aws:s3:::x", "arn:aws:cloudtrail:bad", "{N}", "{G}", "{T}", "{B}", "{A}", "{C}", "{D}", "{F}", "{P}", "{S}", "{Q}", "00000000-0000-4000-8000-000000000000", "nothere",
	"arn:aws:cloudtrail:us-east-1:000000000000:channel/00000000-0000-4000-8000-000000000000", "arn:aws:cloudtrail:us-east-1:000000000000:dashboard/nothere", json.Number("0"), json.Number("-1"), json.Number("100000"),
	"arn:aws:cloudtrail:us-east-1:111111111111:eventdatastore/00000000-0000-4000-8000-000000000000", []any{}, []any{"{N}"}, []any{"{G}"}, []any{"{C}", "{S}"}, []any{"x"}, []any{"arn:aws:cloudtrail:bad"},
}

// vary calls an operation with each member of its input in turn left out, and with odd values in its place.
func (w *errorWorld) vary(t *testing.T, service, operation, body string) {
	t.Helper()
	var in map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		t.Fatalf("%s: %v", operation, err)
	}
	for _, member := range slices.Sorted(maps.Keys(in)) {
		was := in[member]
		delete(in, member)
		w.send(service, operation, in)
		for _, v := range odd {
			in[member], _ = json.Marshal(v)
			w.send(service, operation, in)
		}
		in[member] = was
	}
}

func (w *errorWorld) send(service, operation string, in map[string]json.RawMessage) {
	text, _ := json.Marshal(in)
	w.call(service, operation, w.fill(string(text)))
}

// unprovoked is how many errors are neither provoked nor have a reason why they cannot come; docs/aws-errors.md shows them.
const unprovoked = 0

// errorTable writes docs/aws-errors.md.
func errorTable(seen map[string]bool) (string, []string) {
	var b strings.Builder
	var missing []string
	b.WriteString("# Errors of AWS's operations\n\nMade by `go test ./cmd/tarn -run TestDeclaredErrors -rewrite`. The errors that the operations declare which Tarn answers, and of each\n" +
		"whether a test provokes it, or why none does. What is slanted could come, and no test provokes it yet. *provoked*: by that test, which calls `tarn up`.\n")
	for _, s := range []*awsapi.Service{cloudtrail.New(cloudtrail.Options{}), athena.New(athena.Options{}), glue.New(glue.Options{})} {
		fmt.Fprintf(&b, "\n## %s\n\n| operation | provoked | by other tests | not provoked |\n|---|---|---|---|\n", s.Name)
		why := map[string]string{}
		for _, name := range slices.Sorted(maps.Keys(s.Operations)) {
			var columns [3][]string
			for _, code := range slices.Sorted(slices.Values(s.Operations[name].Model.Errors)) {
				key := s.Name + "." + name + "." + code
				test := cmp.Or(provokedBy[key], provokedBy[s.Name+".*."+code])
				reason := cmp.Or(impossible[key], impossible[s.Name+".*."+code], impossible["*.*."+code])
				switch {
				case seen[key]:
					columns[0] = append(columns[0], code)
				case test != "":
					columns[1] = append(columns[1], code+" ("+test+")")
				case reason != "":
					columns[2] = append(columns[2], code)
					why[code] = reason
				default:
					columns[2] = append(columns[2], "*"+code+"*")
					missing = append(missing, key)
				}
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, strings.Join(columns[0], ", "), strings.Join(columns[1], ", "), strings.Join(columns[2], ", "))
		}
		b.WriteString("\n| error that is not provoked | why |\n|---|---|\n")
		for _, code := range slices.Sorted(maps.Keys(why)) {
			fmt.Fprintf(&b, "| %s | %s |\n", code, why[code])
		}
	}
	return b.String(), missing
}
