package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"
)

// lakeClient is a client of CloudTrail's API with a key.
func (s *serving) lakeClient(k createdKey) *cloudtrail.Client {
	return cloudtrail.New(cloudtrail.Options{
		BaseEndpoint: sdk.String(s.aws), Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider(k.ID, k.Secret, ""), RetryMaxAttempts: 1,
	})
}

// askLake runs a query and gives its rows, as texts.
func askLake(ctx context.Context, c *cloudtrail.Client, sql string) ([]string, error) {
	begun, err := c.StartQuery(ctx, &cloudtrail.StartQueryInput{QueryStatement: &sql})
	if err != nil {
		return nil, err
	}
	for {
		r, err := c.GetQueryResults(ctx, &cloudtrail.GetQueryResultsInput{QueryId: begun.QueryId})
		if err != nil {
			return nil, err
		}
		switch r.QueryStatus {
		case types.QueryStatusQueued, types.QueryStatusRunning:
			time.Sleep(5 * time.Millisecond)
			continue
		case types.QueryStatusFinished:
		default:
			return nil, fmt.Errorf("%s: %s", r.QueryStatus, sdk.ToString(r.ErrorMessage))
		}
		var rows []string
		for _, row := range r.QueryResultRows {
			var cells []string
			for _, cell := range row {
				for _, v := range cell {
					cells = append(cells, v)
				}
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		return rows, nil
	}
}

// TestServer calls `tarn up` with AWS's own client and keys of each role, and reads the record of the calls.
func TestServer(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	ids := map[string]string{}
	for _, name := range []string{"open", "secret"} {
		os.WriteFile(filepath.Join(logs, name+".json"), []byte(event("in-"+name, "2024-05-07T00:00:00Z")), 0o600)
		for _, args := range [][]string{{"store", "create", name}, {"import", filepath.Join(logs, name+".json"), "--store", name}} {
			if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK {
				t.Fatal(args, talk)
			}
		}
		_, out, _ := tarn(t.Context(), dir, "", "store", "show", name, "-o", "json")
		var s struct{ ID string }
		if err := json.Unmarshal([]byte(out), &s); err != nil || s.ID == "" {
			t.Fatal(out, err)
		}
		ids[name] = s.ID
	}
	keys := map[string]createdKey{}
	for _, args := range [][]string{{"admin", "--role", "admin"}, {"analyst"}, {"narrow", "--store", "open"}, {"ingest", "--role", "ingest"}, {"auditor", "--role", "auditor"}} {
		code, out, talk := tarn(t.Context(), dir, "", append([]string{"key", "create", "-o", "json"}, args...)...)
		var k createdKey
		if err := json.Unmarshal([]byte(out), &k); code != exitOK || err != nil {
			t.Fatal(args, talk, err)
		}
		keys[args[0]] = k
	}
	s := up(t, dir)
	const audit = "7461726e-6175-4469-8000-000000000000"
	for _, c := range []struct{ key, store, want string }{
		{"admin", ids["secret"], "in-secret"}, {"analyst", ids["secret"], "in-secret"}, {"narrow", ids["open"], "in-open"}, {"auditor", ids["secret"], "in-secret"},
		{"narrow", ids["secret"], "refused"}, {"ingest", ids["open"], "refused"}, {"analyst", audit, "refused"}, {"narrow", audit, "refused"}, {"ingest", audit, "refused"},
		{"auditor", audit, "StartQuery"}, {"admin", audit, "StartQuery"},
	} {
		column := "eventID"
		if c.store == audit {
			column = "eventName"
		}
		rows, err := askLake(t.Context(), s.lakeClient(keys[c.key]), "SELECT DISTINCT "+column+" FROM "+c.store)
		got := strings.Join(rows, ",")
		if err != nil {
			got = "refused"
		}
		if !strings.Contains(got, c.want) || c.want == "refused" && got != c.want {
			t.Errorf("%s asks %s: %s %v, not %s", c.key, c.store, got, err, c.want)
		}
	}
	for _, name := range []string{"analyst", "narrow", "ingest", "auditor"} {
		_, err := s.lakeClient(keys[name]).CreateEventDataStore(t.Context(), &cloudtrail.CreateEventDataStoreInput{Name: sdk.String("made-by-" + name)})
		if err == nil || !strings.Contains(err.Error(), "is not authorized to perform: cloudtrail:CreateEventDataStore") {
			t.Errorf("%s makes a store: %v", name, err)
		}
	}
	forged := keys["admin"]
	forged.Secret = keys["analyst"].Secret
	if _, err := s.lakeClient(forged).ListEventDataStores(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "InvalidSignatureException") {
		t.Errorf("a forged signature: %v", err)
	}
	for what, do := range map[string]func(*cloudtrail.Client) error{
		"deleted": func(c *cloudtrail.Client) error {
			_, err := c.DeleteEventDataStore(t.Context(), &cloudtrail.DeleteEventDataStoreInput{EventDataStore: sdk.String(audit)})
			return err
		},
		"unprotected": func(c *cloudtrail.Client) error {
			_, err := c.UpdateEventDataStore(t.Context(), &cloudtrail.UpdateEventDataStoreInput{EventDataStore: sdk.String(audit), TerminationProtectionEnabled: sdk.Bool(false)})
			return err
		},
		"stopped": func(c *cloudtrail.Client) error {
			_, err := c.StopEventDataStoreIngestion(t.Context(), &cloudtrail.StopEventDataStoreIngestionInput{EventDataStore: sdk.String(audit)})
			return err
		},
	} {
		if err := do(s.lakeClient(keys["admin"])); err == nil {
			t.Errorf("the record of calls can be %s", what)
		}
	}
	if code, _, talk := tarn(t.Context(), dir, "", "import", logs, "--store", "tarn-audit"); code == exitOK || !strings.Contains(talk, "events cannot be brought into it") {
		t.Errorf("events are imported into the record of calls: %s", talk)
	}
	list, err := s.lakeClient(keys["admin"]).ListEventDataStores(t.Context(), nil)
	if err != nil || len(list.EventDataStores) != 3 || sdk.ToString(list.EventDataStores[2].Name) != "tarn-audit" {
		t.Errorf("%v %v", list, err)
	}
	rows, err := askLake(t.Context(), s.lakeClient(keys["auditor"]), "SELECT userIdentity.userName, eventName, errorCode FROM "+audit+" WHERE errorCode = 'AccessDeniedException' AND eventName = 'CreateEventDataStore'")
	if err != nil || len(rows) != 4 {
		t.Errorf("the record of refusals: %q %v", rows, err)
	}
	get := func(address, host string) (int, string) {
		r, _ := http.NewRequest("GET", address, nil)
		r.Host = host
		reply, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer reply.Body.Close()
		text, _ := io.ReadAll(reply.Body)
		return reply.StatusCode, string(text)
	}
	console := strings.TrimSuffix(s.url, "/iceberg")
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ok", "/metrics": `tarn_api_calls_total{code="AccessDeniedException",operation="CreateEventDataStore",service="cloudtrail"} 4`} {
		if status, text := get(console+path, ""); status != 200 || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
	for host, want := range map[string]int{"evil.example": 421, "localhost:8901": 200, "bucket.localhost": 200, "[::1]": 200} {
		if status, _ := get(console+"/healthz", host); status != want {
			t.Errorf("Host %s: %d", host, status)
		}
	}
	smuggle(t, strings.TrimPrefix(s.aws, "http://"))
	s.cmd.Process.Signal(os.Interrupt)
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("it ends with %v: %s", err, s.talk)
	}
	for _, k := range keys {
		if strings.Contains(s.talk.String(), k.Secret) {
			t.Error("a secret is in the log")
		}
	}
	if _, out, talk := tarn(t.Context(), dir, "", "query", `SELECT count(DISTINCT eventID) = count(*) AND count(*) > 20 FROM "tarn-audit"`, "-o", "csv"); !strings.Contains(out, "true") {
		t.Errorf("what is recorded when the server has ended: %s %s", out, talk)
	}
}

// smuggle sends requests whose length two servers could read differently. None may make one out of the rest of another.
func smuggle(t *testing.T, address string) {
	const hidden = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
	chunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(hidden), hidden)
	for name, request := range map[string]string{
		"two lengths":                  "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n" + hidden,
		"a list of lengths":            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0, 44\r\n\r\n" + hidden,
		"a length with a sign":         "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: +0\r\n\r\n" + hidden,
		"a negative length":            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n" + hidden,
		"a space before the colon":     "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length : 0\r\n\r\n" + hidden,
		"a coding that is not known":   "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n" + chunks,
		"two codings":                  "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n" + chunks,
		"a coding twice":               "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunks,
		"a chunk's size with a sign":   "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n+0\r\n\r\n" + hidden,
		"a chunk's size that is large": "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n" + hidden,
		"a length and chunks":          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
		"two hosts":                    "POST / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nContent-Length: 0\r\n\r\n",
		"no host":                      "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
		"a line's end in a header":     "POST / HTTP/1.1\r\nHost: localhost\r\nX: a\nContent-Length: 44\r\n\r\n",
		"a zero byte in a header":      "POST / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\nContent-Length: 0\r\n\r\n",
		"an address of another server": "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"a header that does not end":   "POST / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("a", 200<<10),
	} {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		c.SetDeadline(time.Now().Add(3 * time.Second))
		io.WriteString(c, request)
		if half, ok := c.(*net.TCPConn); ok {
			half.CloseWrite()
		}
		answers := bufio.NewReader(c)
		for n := 0; ; n++ {
			r, err := http.ReadResponse(answers, nil)
			if err != nil {
				break
			}
			io.Copy(io.Discard, r.Body)
			if r.StatusCode < 400 || n > 0 {
				t.Errorf("%s: answer %d is %s", name, n, r.Status)
			}
		}
		c.Close()
	}
}
