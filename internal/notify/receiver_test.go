package notify_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tarn/internal/notify"
)

// received is a request as a receiver had it.
type received struct {
	header http.Header
	body   string
	path   string
}

// receiver is an HTTP server that keeps what it gets, and answers as it is told: 200 where nothing is said.
type receiver struct {
	*httptest.Server
	mu      sync.Mutex
	all     []received
	answers []http.HandlerFunc
}

func receive(t *testing.T, answers ...http.HandlerFunc) *receiver {
	t.Helper()
	r := &receiver{answers: answers}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

// says answers with a status and a text.
func says(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, text)
	}
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	r.mu.Lock()
	r.all = append(r.all, received{q.Header, string(body), q.URL.Path})
	var answer http.HandlerFunc
	if len(r.answers) > 0 {
		answer, r.answers = r.answers[0], r.answers[1:]
	}
	r.mu.Unlock()
	if answer != nil {
		answer(w, q)
	}
}

func (r *receiver) got() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]received(nil), r.all...)
}

// secret is a text in a file.
func secret(t *testing.T, text string) notify.Secret {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return notify.Secret{File: path}
}

// loopback lets a test reach its own receiver.
var loopback = notify.Guard{Allowed: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}

// message is one as a rule sends it.
func message(id string) notify.Message {
	return notify.Message{
		ID: id, Rule: "signin", Thread: "signin/1", State: notify.Firing, Severity: "high", Title: "Console sign-in from elsewhere", Text: "kim & lee <kim@example.com> signed in",
		Labels: map[string]string{"account": "111122223333"}, Fields: []notify.Field{{Name: "account", Value: "111122223333"}},
		Columns: []string{"eventTime", "user"}, Rows: [][]string{{"2024-05-07 12:00:00.000", "kim"}, {"2024-05-07 12:01:00.000", "이영희 🚀"}},
		Link: "https://tarn.example.com/query?sql=SELECT+1", Time: time.Date(2024, 5, 7, 12, 5, 0, 0, time.UTC),
	}
}
