package auth

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestASecretIsReadWithItsKeyFileOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	text, err := NewSealer(path).Seal("TARN1", "the secret")
	if err != nil || strings.Contains(text, "secret") || !Sealed(text) {
		t.Fatal(text, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if again, _ := NewSealer(path).Seal("TARN1", "the secret"); again == text {
		t.Error("equal secrets are seen to be equal")
	}
	if got, err := NewSealer(path).Open("TARN1", text); got != "the secret" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	for name, open := range map[string]func() (string, error){
		"of another key":   func() (string, error) { return NewSealer(path).Open("TARN2", text) },
		"changed":          func() (string, error) { return NewSealer(path).Open("TARN1", text[:len(text)-6]+"AAAAA=") },
		"no base64":        func() (string, error) { return NewSealer(path).Open("TARN1", sealed+"!") },
		"without the file": func() (string, error) { return NewSealer(path+"2").Open("TARN1", text) },
		"with another file": func() (string, error) {
			other := NewSealer(filepath.Join(t.TempDir(), "key"))
			other.Seal("x", "y")
			return other.Open("TARN1", text)
		},
	} {
		if got, err := open(); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestKeyFilesAreMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	texts := make([]string, 20)
	var all sync.WaitGroup
	for i := range texts {
		all.Go(func() { texts[i], _ = NewSealer(path).Seal("a", "b") })
	}
	all.Wait()
	for _, text := range texts {
		if got, err := NewSealer(path).Open("a", text); got != "b" || err != nil {
			t.Errorf("%q %v", got, err)
		}
	}
}
