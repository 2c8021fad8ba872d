package icebergrest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/catalog"
	"github.com/apache/iceberg-go/catalog/rest"
	"github.com/apache/iceberg-go/table"

	"tarn/internal/auth"
	"tarn/internal/icebergrest"
)

// store has the tables audit and events, in files as a catalog writes them, and keys that reach both, one, and none of them.
type store struct {
	keys  []auth.Key
	files map[string]string

	mu       sync.Mutex
	recorded []string
}

func (s *store) record(_ *http.Request, k auth.Key, name string, parameters json.RawMessage, code, _ string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recorded = append(s.recorded, fmt.Sprintf("%s %s %s %s", k.Name, name, parameters, code))
}

func (s *store) Keys(context.Context) ([]auth.Key, error) { return s.keys, nil }
func (s *store) KeyOf(_ context.Context, id string) (auth.Key, error) {
	return auth.FindKey(s.keys, id)
}
func (s *store) AddKey(context.Context, auth.Key) error  { return errors.ErrUnsupported }
func (s *store) RemoveKey(context.Context, string) error { return errors.ErrUnsupported }
func (s *store) Namespaces(_ context.Context, k auth.Key) ([]string, error) {
	if k.MayUse("sales", "") {
		return []string{"sales", "tarn"}, nil
	}
	return []string{"tarn"}, nil
}

func (s *store) Tables(_ context.Context, k auth.Key, namespace string) (names []string, _ error) {
	if namespace == "sales" {
		return []string{"orders"}, nil
	}
	for name := range s.files {
		if k.MayRead(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

func (s *store) Table(_ context.Context, k auth.Key, namespace, name string) (icebergrest.Metadata, error) {
	path, ok := s.files[name]
	if namespace == "sales" {
		path, ok = s.files["events"], name == "orders" && k.MayUse("sales", "orders")
	} else {
		ok = ok && k.MayRead(name)
	}
	if !ok {
		return icebergrest.Metadata{}, icebergrest.ErrNoTable
	}
	text, err := os.ReadFile(path)
	return icebergrest.Metadata{Location: path, JSON: text}, err
}

func serve(t *testing.T) (*store, *httptest.Server) {
	t.Helper()
	s := &store{files: map[string]string{}}
	for _, k := range []struct {
		name   string
		role   auth.Role
		stores []string
	}{{"all", auth.Admin, nil}, {"one", auth.Analyst, []string{"events"}}, {"none", auth.Analyst, []string{"gone"}}} {
		key, err := auth.NewKey(k.name, k.role, k.stores, nil, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		s.keys = append(s.keys, key)
	}
	for _, name := range []string{"audit", "events"} {
		schema := iceberg.NewSchema(0, iceberg.NestedField{ID: 1, Name: "eventID", Type: iceberg.PrimitiveTypes.String})
		m, err := table.NewMetadata(schema, iceberg.UnpartitionedSpec, table.UnsortedSortOrder, "file:///lake/"+name, iceberg.Properties{"format-version": "2"})
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		s.files[name] = filepath.Join(t.TempDir(), name+".metadata.json")
		if err := os.WriteFile(s.files[name], text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(icebergrest.Handler(s, s, s.record, slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)
	return s, server
}

// The client is iceberg-go's own.
func TestAClientReadsTheCatalog(t *testing.T) {
	ctx := t.Context()
	s, server := serve(t)
	for key, want := range map[int]string{0: "audit events", 1: "events", 2: ""} {
		for how, option := range map[string]rest.Option{"token": rest.WithOAuthToken(s.keys[key].Token()), "credential": rest.WithCredential(s.keys[key].ID + ":" + s.keys[key].Secret)} {
			cat, err := rest.NewCatalog(ctx, "tarn", server.URL, option)
			if err != nil {
				t.Fatalf("%s: %v", how, err)
			}
			var names []string
			for ident, err := range cat.ListTables(ctx, table.Identifier{"tarn"}) {
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, ident[len(ident)-1])
			}
			if got := strings.Join(names, " "); got != want {
				t.Errorf("by %s, key %s lists %q, want %q", how, s.keys[key].Name, got, want)
			}
			for name := range s.files {
				loaded, err := cat.LoadTable(ctx, table.Identifier{"tarn", name})
				switch {
				case strings.Contains(want, name) && (err != nil || loaded.Schema().Field(0).Name != "eventID"):
					t.Errorf("%s: %v", name, err)
				case !strings.Contains(want, name) && !errors.Is(err, catalog.ErrNoSuchTable):
					t.Errorf("key %s may not load %s: %v", s.keys[key].Name, name, err)
				}
			}
			if ok, err := cat.CheckNamespaceExists(ctx, table.Identifier{"tarn"}); err != nil || !ok {
				t.Error(ok, err)
			}
			if _, err := cat.LoadNamespaceProperties(ctx, table.Identifier{"other"}); !errors.Is(err, catalog.ErrNoSuchNamespace) {
				t.Error(err)
			}
		}
	}
}

func TestAnswers(t *testing.T) {
	s, server := serve(t)
	all, one := "Bearer "+s.keys[0].Token(), "Bearer "+s.keys[1].Token()
	get := func(method, path, authorization string, header ...string) (int, string, http.Header) {
		t.Helper()
		r, _ := http.NewRequest(method, server.URL+path, bytes.NewReader([]byte(`{"report-type":"scan-report"}`)))
		if authorization != "" {
			r.Header.Set("Authorization", authorization)
		}
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(body), resp.Header
	}
	for _, c := range []struct {
		method, path, authorization string
		status                      int
		text                        string
	}{
		{"GET", "/v1/config", "", 401, "NotAuthorizedException"},
		{"GET", "/v1/config", "Bearer nonsense", 401, "tarn key create"},
		{"GET", "/v1/config", "Basic " + s.keys[0].Token(), 401, "NotAuthorizedException"},
		{"GET", "/v1/config?warehouse=any", all, 200, `"endpoints"`},
		{"GET", "/v1/namespaces", all, 200, `[["sales"],["tarn"]]`},
		{"GET", "/v1/namespaces", one, 200, `[["tarn"]]`},
		{"GET", "/v1/namespaces/sales", all, 200, `"namespace":["sales"]`},
		{"GET", "/v1/namespaces/sales", one, 404, "NoSuchNamespaceException"},
		{"GET", "/v1/namespaces/sales/tables", all, 200, `{"namespace":["sales"],"name":"orders"}`},
		{"HEAD", "/v1/namespaces/sales/tables/orders", all, 204, ""},
		{"HEAD", "/v1/namespaces/sales/tables/orders", one, 404, ""},
		{"GET", "/v1/namespaces/tarn/tables/orders", all, 404, "tarn.orders"},
		{"GET", "/v1/namespaces/sales/tables/events", all, 404, "sales.events"},
		{"POST", "/v1/namespaces/sales/tables/orders/metrics", all, 204, ""},
		{"GET", "/v1/namespaces?parent=tarn", all, 200, `[]`},
		{"GET", "/v1/namespaces?parent=no%1Fsuch", all, 404, "no.such"},
		{"HEAD", "/v1/namespaces/tarn", all, 204, ""},
		{"HEAD", "/v1/namespaces/none", all, 404, ""},
		{"GET", "/v1/namespaces/none/tables", all, 404, "NoSuchNamespaceException"},
		{"GET", "/v1/namespaces/tarn/tables?pageToken=&pageSize=1", all, 200, `"next-page-token":"1"`},
		{"GET", "/v1/namespaces/tarn/tables?pageToken=1&pageSize=1", all, 200, `"events"`},
		{"GET", "/v1/namespaces/tarn/tables?pageToken=99&pageSize=9223372036854775807", all, 200, `[]`},
		{"GET", "/v1/namespaces/tarn/tables?pageToken=-1&pageSize=1", all, 400, "BadRequestException"},
		{"HEAD", "/v1/namespaces/tarn/tables/events", all, 204, ""},
		{"HEAD", "/v1/namespaces/tarn/tables/none", all, 404, ""},
		{"GET", "/v1/namespaces/tarn/tables/..%2F..%2Fetc", all, 404, "NoSuchTableException"},
		{"GET", "/v1/namespaces/tarn/tables/events?snapshots=refs", all, 200, `"snapshots":[]`},
		{"GET", "/v1/namespaces/tarn/tables/events?snapshots=some", all, 400, "BadRequestException"},
		{"POST", "/v1/namespaces/tarn/tables/events/metrics", all, 204, ""},
		{"POST", "/v1/namespaces/tarn/tables/none/metrics", all, 404, "NoSuchTableException"},
		{"GET", "/v1/namespaces/tarn/views", all, 200, `[]`},
		{"GET", "/v1/namespaces/tarn/views/v", all, 404, "NoSuchViewException"},
		{"DELETE", "/v1/namespaces/tarn/tables/events", all, 406, "for reading"},
		{"POST", "/v1/namespaces/tarn/tables/events", all, 406, "UnsupportedOperationException"},
		{"POST", "/v1/transactions/commit", all, 406, "UnsupportedOperationException"},
	} {
		if status, body, _ := get(c.method, c.path, c.authorization); status != c.status || !strings.Contains(body, c.text) {
			t.Errorf("%s %s: %d %s, want %d %s", c.method, c.path, status, body, c.status, c.text)
		}
	}
	// Each is recorded once, but for those without a key.
	if len(s.recorded) != 32 {
		t.Errorf("%d requests are recorded: %q", len(s.recorded), s.recorded)
	}
	for _, want := range []string{
		`all GetConfig null `, `one LoadNamespaceMetadata {"namespace":"sales"} NoSuchNamespaceException`, `all ListTables {"namespace":"sales"} `,
		`all LoadTable {"namespace":"tarn","table":"events"} `, `all LoadTable {"namespace":"tarn","table":"none"} NoSuchTableException`,
		`all Unknown {"method":"POST","path":"/v1/transactions/commit"} UnsupportedOperationException`,
	} {
		if !slices.Contains(s.recorded, want) {
			t.Errorf("%q is not among %q", want, s.recorded)
		}
	}
	const path = "/v1/namespaces/tarn/tables/events"
	_, _, header := get("GET", path, all)
	if status, body, _ := get("GET", path, all, "If-None-Match", header.Get("ETag")); status != 304 || body != "" {
		t.Errorf("unchanged: %d %s", status, body)
	}
	if _, body, _ := get("GET", path, all); strings.Contains(body, s.keys[0].Secret) {
		t.Error("a secret is told")
	}
}

func TestTokens(t *testing.T) {
	s, server := serve(t)
	for _, c := range []struct {
		form   url.Values
		status int
	}{
		{url.Values{"grant_type": {"client_credentials"}, "client_id": {s.keys[0].ID}, "client_secret": {s.keys[0].Secret}, "scope": {"catalog"}}, 200},
		{url.Values{"grant_type": {"client_credentials"}, "client_id": {s.keys[0].ID}, "client_secret": {s.keys[1].Secret}}, 401},
		{url.Values{"grant_type": {"client_credentials"}}, 401},
		{url.Values{"grant_type": {"password"}}, 400},
		{url.Values{"junk": {strings.Repeat("x", 1<<17)}}, 400},
	} {
		resp, err := http.PostForm(server.URL+"/v1/oauth/tokens", c.form)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != c.status {
			t.Errorf("%v: %d, want %d", c.form, resp.StatusCode, c.status)
		}
	}
}
