package state

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/auth"
)

// TestSecretsAreSealed: neither the state file nor what SQLite has beside it shows a secret, and those that an older Tarn kept as
// they were are sealed when the state is opened.
func TestSecretsAreSealed(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	k, err := auth.NewKey("me", auth.Analyst, []string{"a"}, []string{"sales.orders"}, time.Now().UTC().Truncate(time.Microsecond))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AddKey(t.Context(), k); err != nil {
		t.Fatal(err)
	}
	const plain = "PLAINPLAINPLAINPLAINPLAINPLAINPLAINPLAIN"
	if _, err := s.sql.Exec(`INSERT INTO keys(id, secret, name, role, stores, created) VALUES ('TARNOLD', ?, 'old', 'admin', '', '')`, plain); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if got, err := s.KeyOf(t.Context(), k.ID); err != nil || got.Secret != k.Secret || got.Name != "me" || len(got.Stores) != 1 || got.Databases[0] != "sales.orders" || !got.Created.Equal(k.Created) {
		t.Errorf("%+v %v", got, err)
	}
	if got, err := s.KeyOf(t.Context(), "TARNOLD"); err != nil || got.Secret != plain {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := s.KeyOf(t.Context(), "TARNNONE"); !errors.Is(err, auth.ErrKeyNotFound) {
		t.Error(err)
	}
	list, err := s.Keys(t.Context())
	if err != nil || len(list) != 2 || list[0].Secret+list[1].Secret != "" {
		t.Errorf("%+v %v", list, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "state.db*"))
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{plain, k.Secret} {
			if strings.Contains(string(text), secret) {
				t.Errorf("%s has the secret %s", name, secret)
			}
		}
	}
	if err := os.Remove(filepath.Join(dir, KeyFile)); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.KeyOf(t.Context(), k.ID); !errors.Is(err, auth.ErrSealed) {
		t.Errorf("without the key file: %v", err)
	}
	if list, err := s.Keys(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("without the key file, the list: %v %v", list, err)
	}
}
