// Package icebergrest serves the lake's tables to other engines, as the read side of Apache Iceberg's REST catalog.
//
// The API is https://github.com/apache/iceberg/blob/main/open-api/rest-catalog-open-api.yaml. Storage credentials are not
// handed out: who may load a table follows Tarn's keys, and who may read its files is for the storage to decide.
package icebergrest

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/auth"
)

// Namespace holds the event data stores. The tables of a database are in the namespace of its name.
const Namespace = "tarn"

// Tables are what the lake has to show.
type Tables interface {
	// Namespaces lists those that a key sees.
	Namespaces(ctx context.Context, k auth.Key) ([]string, error)
	// Tables lists the names that a key may load. A namespace that the key does not see has none.
	Tables(ctx context.Context, k auth.Key, namespace string) ([]string, error)
	// Table gives a table's metadata, or ErrNoTable, also where the key may not read it.
	Table(ctx context.Context, k auth.Key, namespace, name string) (Metadata, error)
}

// Metadata is a table's metadata file: https://iceberg.apache.org/spec/#table-metadata.
type Metadata struct {
	Location string
	JSON     []byte
}

// ErrNoTable says that there is no table of a name.
var ErrNoTable = errors.New("no such table")

// Handler serves the catalog. Its paths begin with /v1.
func Handler(tables Tables, keys auth.Keys, record Record, log *slog.Logger) http.Handler {
	s := &server{tables: tables, keys: keys, record: record, log: log}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/oauth/tokens", s.token)
	handle := func(pattern, name string, do func(http.ResponseWriter, *http.Request, auth.Key) error) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			n := &noted{ResponseWriter: w, server: s, request: r, name: name}
			var err error
			n.key, err = s.authenticate(r)
			if err == nil {
				err = do(n, r, n.key)
			}
			if err != nil {
				s.fail(n, r, err)
			}
		})
	}
	handle("GET /v1/config", "GetConfig", s.config)
	handle("GET /v1/namespaces", "ListNamespaces", s.namespaces)
	handle("GET /v1/namespaces/{namespace}", "LoadNamespaceMetadata", s.namespace)
	handle("GET /v1/namespaces/{namespace}/tables", "ListTables", s.list)
	handle("GET /v1/namespaces/{namespace}/tables/{table}", "LoadTable", s.load)
	handle("POST /v1/namespaces/{namespace}/tables/{table}/metrics", "ReportMetrics", s.metrics)
	handle("GET /v1/namespaces/{namespace}/views", "ListViews", s.views)
	handle("GET /v1/namespaces/{namespace}/views/{view}", "LoadView", func(http.ResponseWriter, *http.Request, auth.Key) error {
		return &failure{http.StatusNotFound, "NoSuchViewException", "there are no views in this catalog"}
	})
	handle("/v1/", "", func(_ http.ResponseWriter, r *http.Request, _ auth.Key) error {
		return &failure{http.StatusNotAcceptable, "UnsupportedOperationException", "Tarn's catalog is for reading: it has no " + r.Method + " " + r.URL.Path}
	})
	return mux
}

type server struct {
	tables Tables
	keys   auth.Keys
	record Record
	log    *slog.Logger
}

// failure is an error as the API has it.
type failure struct {
	status        int
	kind, message string
}

func (f *failure) Error() string { return f.message }

func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	f := s.failed(w, r, err)
	if f.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="tarn"`)
	}
	answer(w, f.status, map[string]any{"error": map[string]any{"message": f.message, "type": f.kind, "code": f.status}})
}

// failed gives an error as the API has it.
func (s *server) failed(w http.ResponseWriter, r *http.Request, err error) *failure {
	var f *failure
	if !errors.As(err, &f) {
		s.log.Error("iceberg catalog", "path", r.URL.Path, "err", err)
		f = &failure{http.StatusInternalServerError, "InternalServerError", "the catalog failed; the server's log says why"}
	}
	if n, ok := w.(*noted); ok {
		n.failed = f
	}
	return f
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

var refused = &failure{http.StatusUnauthorized, "NotAuthorizedException", "a bearer token is needed: 'tarn key create' makes one"}

func (s *server) authenticate(r *http.Request) (auth.Key, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return auth.Key{}, refused
	}
	k, err := auth.CheckToken(r.Context(), s.keys, strings.TrimSpace(token))
	switch {
	case errors.Is(err, auth.ErrRefused):
		err = refused
	case err == nil && !k.Role.Allows(auth.Query):
		err = &failure{http.StatusForbidden, "ForbiddenException", "a key of the role " + string(k.Role) + " may not read tables"}
	}
	return k, err
}

// token is OAuth 2's grant of client credentials, in which the ID and the secret of a key are told: the token is the key's own.
func (s *server) token(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	id, secret, basic := r.BasicAuth()
	if err := r.ParseForm(); err == nil && !basic {
		id, secret = r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	}
	if r.PostForm.Get("grant_type") != "client_credentials" {
		answer(w, http.StatusBadRequest, map[string]string{"error": "unsupported_grant_type", "error_description": "grant_type has to be client_credentials"})
		return
	}
	k, err := auth.Check(r.Context(), s.keys, id, secret)
	switch {
	case errors.Is(err, auth.ErrRefused):
		answer(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client", "error_description": "there is no such key: 'tarn key create' makes one"})
	case err != nil:
		s.fail(w, r, err)
	default:
		answer(w, http.StatusOK, map[string]any{"access_token": k.Token(), "token_type": "bearer", "issued_token_type": "urn:ietf:params:oauth:token-type:access_token", "expires_in": 86400})
	}
}

func (s *server) config(w http.ResponseWriter, _ *http.Request, _ auth.Key) error {
	answer(w, http.StatusOK, map[string]any{
		"defaults": map[string]string{}, "overrides": map[string]string{},
		"endpoints": []string{
			"GET /v1/{prefix}/namespaces", "GET /v1/{prefix}/namespaces/{namespace}", "HEAD /v1/{prefix}/namespaces/{namespace}",
			"GET /v1/{prefix}/namespaces/{namespace}/tables", "GET /v1/{prefix}/namespaces/{namespace}/tables/{table}",
			"HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}", "POST /v1/{prefix}/namespaces/{namespace}/tables/{table}/metrics",
		},
	})
	return nil
}

func (s *server) namespaces(w http.ResponseWriter, r *http.Request, k auth.Key) error {
	names, err := s.tables.Namespaces(r.Context(), k)
	if err != nil {
		return err
	}
	list := [][]string{}
	parent := r.URL.Query().Get("parent")
	if parent != "" && !slices.Contains(names, parent) {
		return noNamespace(parent)
	}
	if parent == "" {
		for _, name := range names {
			list = append(list, []string{name})
		}
	}
	answer(w, http.StatusOK, map[string]any{"namespaces": list})
	return nil
}

func noNamespace(name string) error {
	return &failure{http.StatusNotFound, "NoSuchNamespaceException", "Namespace does not exist: " + strings.ReplaceAll(name, "\x1f", ".")}
}

// inNamespace gives the namespace of a request.
func (s *server) inNamespace(r *http.Request, k auth.Key) (string, error) {
	name := r.PathValue("namespace")
	names, err := s.tables.Namespaces(r.Context(), k)
	if err == nil && !slices.Contains(names, name) {
		err = noNamespace(name)
	}
	return name, err
}

func (s *server) namespace(w http.ResponseWriter, r *http.Request, k auth.Key) error {
	namespace, err := s.inNamespace(r, k)
	if err != nil {
		return err
	}
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	answer(w, http.StatusOK, map[string]any{"namespace": []string{namespace}, "properties": map[string]string{}})
	return nil
}

type identifier struct {
	Namespace []string `json:"namespace"`
	Name      string   `json:"name"`
}

func (s *server) list(w http.ResponseWriter, r *http.Request, k auth.Key) error {
	namespace, err := s.inNamespace(r, k)
	if err != nil {
		return err
	}
	names, err := s.tables.Tables(r.Context(), k, namespace)
	if err != nil {
		return err
	}
	page, next, err := paged(names, r.URL.Query())
	if err != nil {
		return err
	}
	list := make([]identifier, len(page))
	for i, name := range page {
		list[i] = identifier{[]string{namespace}, name}
	}
	out := map[string]any{"identifiers": list}
	if next != "" {
		out["next-page-token"] = next
	}
	answer(w, http.StatusOK, out)
	return nil
}

// paged cuts a page out of a list, where a client asks for one. The token is the place to go on from.
func paged(names []string, q url.Values) (page []string, next string, err error) {
	if !q.Has("pageToken") || !q.Has("pageSize") {
		return names, "", nil
	}
	size, err := strconv.Atoi(q.Get("pageSize"))
	from := 0
	if token := q.Get("pageToken"); err == nil && token != "" {
		from, err = strconv.Atoi(token)
	}
	if err != nil || size < 1 || from < 0 {
		return nil, "", &failure{http.StatusBadRequest, "BadRequestException", "pageSize has to be a number from 1 on, and pageToken one that the catalog gave"}
	}
	from = min(from, len(names))
	to := from + min(size, len(names)-from)
	if to < len(names) {
		next = strconv.Itoa(to)
	}
	return names[from:to], next, nil
}

func (s *server) load(w http.ResponseWriter, r *http.Request, k auth.Key) error {
	namespace, err := s.inNamespace(r, k)
	if err != nil {
		return err
	}
	name := r.PathValue("table")
	m, err := s.tables.Table(r.Context(), k, namespace, name)
	if errors.Is(err, ErrNoTable) {
		return &failure{http.StatusNotFound, "NoSuchTableException", "Table does not exist: " + namespace + "." + name}
	}
	if err != nil {
		return err
	}
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	// A metadata file never changes, so that its name tells its content.
	tag := strconv.Quote(m.Location + r.URL.Query().Get("snapshots"))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	metadata := m.JSON
	switch which := r.URL.Query().Get("snapshots"); which {
	case "", "all":
	case "refs":
		if metadata, err = referenced(metadata); err != nil {
			return err
		}
	default:
		return &failure{http.StatusBadRequest, "BadRequestException", "snapshots has to be all or refs"}
	}
	answer(w, http.StatusOK, map[string]any{"metadata-location": m.Location, "metadata": json.RawMessage(metadata), "config": map[string]string{}})
	return nil
}

// referenced leaves out the snapshots that no branch or tag names.
func referenced(metadata []byte) ([]byte, error) {
	var all map[string]json.RawMessage
	var part struct {
		Snapshots []json.RawMessage `json:"snapshots"`
		Refs      map[string]struct {
			ID int64 `json:"snapshot-id"`
		} `json:"refs"`
	}
	if err := errors.Join(json.Unmarshal(metadata, &all), json.Unmarshal(metadata, &part)); err != nil {
		return nil, err
	}
	wanted := map[int64]bool{}
	for _, ref := range part.Refs {
		wanted[ref.ID] = true
	}
	kept := []json.RawMessage{}
	for _, raw := range part.Snapshots {
		var s struct {
			ID int64 `json:"snapshot-id"`
		}
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, err
		}
		if wanted[s.ID] {
			kept = append(kept, raw)
		}
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return nil, err
	}
	all["snapshots"] = text
	return json.Marshal(all)
}

// metrics takes a scan report, and keeps its size in the log alone.
func (s *server) metrics(w http.ResponseWriter, r *http.Request, k auth.Key) error {
	namespace, err := s.inNamespace(r, k)
	if err != nil {
		return err
	}
	if _, err := s.tables.Table(r.Context(), k, namespace, r.PathValue("table")); errors.Is(err, ErrNoTable) {
		return &failure{http.StatusNotFound, "NoSuchTableException", "Table does not exist: " + namespace + "." + r.PathValue("table")}
	} else if err != nil {
		return err
	}
	var report struct {
		Type string `json:"report-type"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&report); err != nil || report.Type == "" {
		return &failure{http.StatusBadRequest, "BadRequestException", "this is not a report"}
	}
	s.log.Info("iceberg catalog", "report", report.Type, "table", r.PathValue("table"), "key", k.ID)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *server) views(w http.ResponseWriter, r *http.Request, k auth.Key) error {
	if _, err := s.inNamespace(r, k); err != nil {
		return err
	}
	answer(w, http.StatusOK, map[string]any{"identifiers": []identifier{}})
	return nil
}
