package console

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/account"
	"tarn/internal/auth"
)

// drawer keeps what is saved in memory.
type drawer struct{ all sync.Map }

func (s *drawer) Saved(_ context.Context, kind, name string) ([]byte, error) {
	text, _ := s.all.Load(kind + "/" + name)
	out, _ := text.([]byte)
	return out, nil
}

func (s *drawer) SetSaved(_ context.Context, kind, name string, content []byte) error {
	s.all.Store(kind+"/"+name, content)
	return nil
}

func (s *drawer) AllSaved(_ context.Context, kind string) (out [][]byte, err error) {
	s.all.Range(func(name, text any) bool {
		if strings.HasPrefix(name.(string), kind+"/") {
			out = append(out, text.([]byte))
		}
		return true
	})
	return out, nil
}

func (s *drawer) RemoveSaved(_ context.Context, kind, name string) (bool, error) {
	_, had := s.all.LoadAndDelete(kind + "/" + name)
	return had, nil
}

func TestAccountNamesAreReadByAllAndImportedByAdmins(t *testing.T) {
	admin, err := auth.NewKey("root", auth.Admin, nil, nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	journal := &notes{}
	c := New(Options{Keys: keyring{admin}, Journal: journal, Accounts: account.Book{Configured: account.Names{"111122223333": "운영"}, Store: &drawer{}}})
	t.Cleanup(c.Close)
	as := func(method, body string) string {
		w := send(c, method, "/api/v1/accounts", body, "X-Tarn", "1", "Authorization", "Bearer "+admin.Token())
		return w.Result().Status + " " + w.Body.String()
	}
	const configured = `{"id":"111122223333","name":"운영","configured":true}`
	for _, step := range []struct{ method, body, want string }{
		{"GET", "", `{"accounts":[` + configured + `]}`},
		// tarn.yaml's name goes before the file's.
		{"PUT", `{"text":"id,name\n111122223333,prod\n444455556666,staging\n"}`, `{"accounts":[{"id":"444455556666","name":"staging"},` + configured + `]}`},
		{"PUT", `{"text":"444455556666,test"}`, `{"accounts":[{"id":"444455556666","name":"test"},` + configured + `]}`},
		{"PUT", `{"text":"44445555,test"}`, `400 Bad Request`},
		{"GET", "", `{"accounts":[{"id":"444455556666","name":"test"},` + configured + `]}`},
		{"PUT", `{"text":""}`, `{"accounts":[` + configured + `]}`},
	} {
		if got := as(step.method, step.body); !strings.Contains(got, step.want) {
			t.Errorf("%s %s: %s, want %s", step.method, step.body, got, step.want)
		}
	}
	if n := len(journal.events); n != 4 || journal.events[0].EventName != "ImportAccountNames" {
		t.Errorf("recorded: %v", journal.events)
	}
	reader, k, _, _ := started(t)
	if w := send(reader, "PUT", "/api/v1/accounts", `{"text":""}`, "X-Tarn", "1", "Authorization", "Bearer "+k.Token()); w.Code != 403 {
		t.Errorf("an analyst imports names: %d", w.Code)
	}
}
