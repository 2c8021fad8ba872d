package console

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"tarn/internal/audit"
	"tarn/internal/auth"
)

// TestDescription holds docs/openapi.json against a validator of OpenAPI that is not ours.
func TestDescription(t *testing.T) {
	text, err := OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	names := map[string]bool{}
	for _, r := range Routes() {
		if names[r.operation()] {
			t.Errorf("two routes are called %s", r.operation())
		}
		names[r.operation()] = true
		if r.Changes && r.Name == "" {
			t.Errorf("%s %s changes something and is not recorded", r.Method, r.Path)
		}
	}
}

var placeholder = regexp.MustCompile(`\{\w+\}`)

// TestCatalogues holds the texts of the languages equal: the same keys with the same values in them, and none empty.
func TestCatalogues(t *testing.T) {
	read := func(language string) (m map[string]string) {
		text, err := os.ReadFile(filepath.Join("../../web/i18n", language+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatal(language, err)
		}
		return m
	}
	places := func(text string) []string {
		all := placeholder.FindAllString(text, -1)
		slices.Sort(all)
		return slices.Compact(all)
	}
	english := read("en")
	for _, language := range []string{"ko", "ja"} {
		other := read(language)
		for key, text := range english {
			switch there, ok := other[key]; {
			case !ok:
				t.Errorf("%s has no %s", language, key)
			case strings.TrimSpace(there) == "":
				t.Errorf("%s of %s is empty", key, language)
			case !slices.Equal(places(text), places(there)):
				t.Errorf("%s of %s has %v, in English %v", key, language, places(there), places(text))
			}
		}
		for key := range other {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %s, which English has not", language, key)
			}
		}
	}
}

// keyring is one key.
type keyring struct{ auth.Key }

func (k keyring) KeyOf(_ context.Context, id string) (auth.Key, error) {
	if id != k.ID {
		return auth.Key{}, auth.ErrKeyNotFound
	}
	return k.Key, nil
}

// notes is a Journal in memory.
type notes struct{ events []audit.Event }

func (n *notes) Ready() error { return nil }
func (n *notes) Append(_ context.Context, e audit.Event, _ bool) error {
	n.events = append(n.events, e)
	return nil
}

func started(t *testing.T) (*Console, auth.Key, *notes, *time.Time) {
	k, err := auth.NewKey("ann", auth.Analyst, nil, nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	now, journal := time.Now(), &notes{}
	c := New(Options{Keys: keyring{k}, Journal: journal, Sessions: &drawer{}, Now: func() time.Time { return now }})
	t.Cleanup(c.Close)
	return c, k, journal, &now
}

func send(c *Console, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://tarn.example"+path, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w
}

// TestSession signs in by each way, and is signed out by each.
func TestSession(t *testing.T) {
	c, k, journal, now := started(t)
	link := func() string { _, secret, _ := strings.Cut(c.Link(k), "#link="); return `{"link":"` + secret + `"}` }
	used := link()
	for _, body := range []string{`{"id":"` + k.ID + `","secret":"` + k.Secret + `"}`, `{"token":"` + k.Token() + `"}`, `{"token":"` + k.ID + ":" + k.Secret + `"}`, used} {
		w := send(c, "POST", "/api/v1/session", body, "X-Tarn", "1")
		cookies := w.Result().Cookies()
		if w.Code != 200 || len(cookies) != 1 {
			t.Fatalf("%s: %d %s", body, w.Code, w.Body)
		}
		if o := cookies[0]; !o.HttpOnly || o.SameSite != http.SameSiteStrictMode || o.Path != "/" || len(o.Value) < 40 {
			t.Errorf("the cookie is %s", o)
		}
		if strings.Contains(w.Body.String(), k.Secret) {
			t.Error("the answer has the secret")
		}
		if w := send(c, "GET", "/api/v1/session", "", "Cookie", cookies[0].String()); w.Code != 200 || !strings.Contains(w.Body.String(), `"name":"ann"`) {
			t.Errorf("with the cookie: %d %s", w.Code, w.Body)
		}
		send(c, "DELETE", "/api/v1/session", "", "Cookie", cookies[0].String(), "X-Tarn", "1")
		if w := send(c, "GET", "/api/v1/session", "", "Cookie", cookies[0].String()); w.Code != 401 {
			t.Errorf("after signing out: %d", w.Code)
		}
	}
	late := link()
	*now = now.Add(linkLife + time.Second)
	for what, body := range map[string]string{"a used link": used, "an old link": late, "no secret": `{"id":"` + k.ID + `"}`, "another secret": `{"token":"` + k.ID + `.x"}`, "nothing": `{}`} {
		if w := send(c, "POST", "/api/v1/session", body, "X-Tarn", "1"); w.Code != 401 || len(w.Result().Cookies()) > 0 {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
	w := send(c, "POST", "/api/v1/session", `{"token":"`+k.Token()+`"}`, "X-Tarn", "1")
	kept := w.Result().Cookies()[0].String()
	*now = now.Add(sessionLife + time.Second)
	if w := send(c, "GET", "/api/v1/session", "", "Cookie", kept); w.Code != 401 {
		t.Errorf("a session that nobody used: %d", w.Code)
	}
	var outcomes []string
	for _, e := range journal.events {
		if e.EventName != "ConsoleLogin" {
			t.Errorf("recorded: %v", e)
		}
		outcomes = append(outcomes, e.UserIdentity.UserName+" "+e.ErrorMessage+" "+string(e.ResponseElements))
	}
	slices.Sort(outcomes) // the failures come in no order
	const in, out = `ann  {"ConsoleLogin":"Success"}`, `Failed authentication {"ConsoleLogin":"Failure"}`
	want := []string{"HIDDEN_DUE_TO_SECURITY_REASONS " + out, "HIDDEN_DUE_TO_SECURITY_REASONS " + out, "HIDDEN_DUE_TO_SECURITY_REASONS " + out, in, in, in, in, in, "ann " + out, "ann " + out}
	if !slices.Equal(outcomes, want) {
		t.Errorf("recorded: %q", outcomes)
	}
	for _, e := range journal.events {
		if text, _ := json.Marshal(e); strings.Contains(string(text), k.Secret) {
			t.Errorf("the record has the secret: %s", text)
		}
	}
	if w := send(c, "GET", "/api/v1/session", "", "Authorization", "Bearer "+k.Token()); w.Code != 200 {
		t.Errorf("a bearer token: %d", w.Code)
	}
}

// TestSessionsOutliveTheServer: a cookie is good after a restart, until its session is over or its key is gone; what is kept does not sign in.
func TestSessionsOutliveTheServer(t *testing.T) {
	k, err := auth.NewKey("ann", auth.Analyst, nil, nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	now, kept := time.Now(), &drawer{}
	server := func(keys auth.Finder) *Console {
		c := New(Options{Keys: keys, Journal: &notes{}, Sessions: kept, Now: func() time.Time { return now }})
		t.Cleanup(c.Close)
		return c
	}
	who := func(c *Console, cookie string) int {
		return send(c, "GET", "/api/v1/session", "", "Cookie", "tarn_session="+cookie).Code
	}
	signIn := func() string {
		return send(server(keyring{k}), "POST", "/api/v1/session", `{"token":"`+k.Token()+`"}`, "X-Tarn", "1").Result().Cookies()[0].Value
	}
	value := signIn()
	for range 20 { // used every 11 hours
		if now = now.Add(11 * time.Hour); now.Sub(k.Created) > sessionMost {
			break
		}
		if code := who(server(keyring{k}), value); code != 200 {
			t.Fatalf("after a restart, %v after signing in: %d", now.Sub(k.Created), code)
		}
	}
	if code := who(server(keyring{k}), value); code != 401 {
		t.Errorf("after more than seven days: %d", code)
	}
	value = signIn()
	all, _ := kept.AllSaved(t.Context(), ofSessions)
	if len(all) != 1 || strings.Contains(string(all[0]), value) {
		t.Errorf("kept are %q", all)
	}
	var o openSession
	if err := json.Unmarshal(all[0], &o); err != nil || who(server(keyring{k}), o.Name) != 401 {
		t.Errorf("what is kept signs in: %v", err)
	}
	if code := who(server(keyring{}), value); code != 401 {
		t.Errorf("without its key: %d", code)
	}
	if all, _ := kept.AllSaved(t.Context(), ofSessions); len(all) != 0 {
		t.Errorf("a session of a key that is gone is kept: %q", all)
	}
}

// TestOtherPages: what a browser sends for another page is refused, and what a role may not do.
func TestOtherPages(t *testing.T) {
	c, k, journal, _ := started(t)
	bearer := "Bearer " + k.Token()
	for what, header := range map[string][]string{
		"no header of ours": {},
		"another origin":    {"X-Tarn", "1", "Origin", "http://evil.example"},
		"another port":      {"X-Tarn", "1", "Origin", "http://tarn.example:81"},
		"another site":      {"X-Tarn", "1", "Sec-Fetch-Site", "cross-site"},
		"a neighbour":       {"X-Tarn", "1", "Sec-Fetch-Site", "same-site"},
		"no origin at all":  {"X-Tarn", "1", "Origin", "null"},
	} {
		if w := send(c, "DELETE", "/api/v1/session", "", header...); w.Code != 403 {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
	if w := send(c, "DELETE", "/api/v1/session", "", "X-Tarn", "1", "Origin", "http://tarn.example", "Sec-Fetch-Site", "same-origin"); w.Code != 200 {
		t.Errorf("its own page: %d", w.Code)
	}
	journal.events = nil
	w := send(c, "POST", "/api/v1/jobs/x/run", `{}`, "X-Tarn", "1", "Authorization", bearer)
	if w.Code != 403 || !strings.Contains(w.Body.String(), "AccessDenied") || len(journal.events) != 1 || journal.events[0].ErrorCode != "AccessDenied" {
		t.Errorf("an analyst runs a job: %d %s %v", w.Code, w.Body, journal.events)
	}
	if w := send(c, "POST", "/api/v1/queries", `{"sq":1}`, "X-Tarn", "1", "Authorization", bearer); w.Code != 400 {
		t.Errorf("a member that is not known: %d %s", w.Code, w.Body)
	}
	if w := send(c, "GET", "/api/v1/nothing", "", "Authorization", bearer); w.Code != 404 {
		t.Errorf("a route that is not there: %d", w.Code)
	}
}

// TestPage: the page may load from its own server only, its styles know a nonce that changes, and every address of the app has it.
func TestPage(t *testing.T) {
	c, _, _, _ := started(t)
	seen := map[string]bool{}
	for _, path := range []string{"/", "/query", "/stores/x"} {
		w := send(c, "GET", path, "")
		policy := w.Header().Get("Content-Security-Policy")
		nonce := regexp.MustCompile(`'nonce-([A-Z0-9]{26})'`).FindStringSubmatch(policy)
		if w.Code != 200 || nonce == nil || seen[nonce[1]] || !strings.Contains(w.Body.String(), nonce[1]) || strings.Contains(w.Body.String(), nonceMark) {
			t.Errorf("%s: %d %s", path, w.Code, policy)
			continue
		}
		seen[nonce[1]] = true
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "script-src 'self';") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("the policy is %s", policy)
		}
		if regexp.MustCompile(`<script[^>]*>[^<]|\sstyle=|\son\w+=`).MatchString(w.Body.String()) {
			t.Errorf("%s has an inline script or style: %s", path, w.Body)
		}
		if foreign := regexp.MustCompile(`(src|href)="https?:`).FindString(w.Body.String()); foreign != "" {
			t.Errorf("%s loads from elsewhere: %s", path, foreign)
		}
	}
	w := send(c, "GET", "/assets/index.js", "", "Accept-Encoding", "gzip")
	if w.Code != 200 || w.Header().Get("Content-Encoding") != "gzip" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/javascript") {
		t.Errorf("a file: %d %v", w.Code, w.Header())
	}
	if again := send(c, "GET", "/assets/index.js", "", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("the same file again: %d", again.Code)
	}
	if w := send(c, "GET", "/assets/none.js", ""); w.Code != 404 {
		t.Errorf("a file that is not there: %d", w.Code)
	}
}

// firstPage bounds what is loaded before the editor and the charts, compressed.
const firstPage = 60_000

func TestFirstPageIsSmall(t *testing.T) {
	a := newApp()
	total := len(a.page)
	// What the page names, and what that imports by itself; the rest is loaded when it is shown.
	seen := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		f := a.files[name]
		if f == nil || seen[name] {
			return
		}
		seen[name] = true
		total += len(f.gzipped)
		for _, m := range regexp.MustCompile(`(?:from|import)\s*"\./([^"]+)"`).FindAllStringSubmatch(string(f.raw), -1) {
			add("/assets/" + m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`).FindAllStringSubmatch(string(a.page), -1) {
		add(m[1])
	}
	for _, name := range []string{"/assets/home.js", "/assets/home.css", "/assets/ko.js"} {
		add(name)
	}
	t.Logf("the first page is %d bytes compressed", total)
	if total > firstPage {
		t.Errorf("the first page is %d bytes compressed, more than %d", total, firstPage)
	}
}

// TestTwoServersOnOneMachine: a browser sends both what either has set, and stays signed in to both.
func TestTwoServersOnOneMachine(t *testing.T) {
	c, k, _, _ := started(t)
	name := func(host string, secure bool) string {
		c.Secure = secure
		r := httptest.NewRequest("POST", "http://"+host+"/api/v1/session", strings.NewReader(`{"token":"`+k.Token()+`"}`))
		r.Header.Set("X-Tarn", "1")
		w := httptest.NewRecorder()
		c.ServeHTTP(w, r)
		return w.Result().Cookies()[0].Name
	}
	if a, b := name("127.0.0.1:8901", false), name("127.0.0.1:8902", false); a == b {
		t.Errorf("both are called %s", a)
	}
	if got := name("tarn.example", true); got != "__Host-tarn_session" {
		t.Errorf("with TLS it is called %s", got)
	}
}
