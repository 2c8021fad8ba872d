package signkey

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func verify(t *testing.T, k Key, text string, signature []byte) {
	t.Helper()
	public, err := x509.ParsePKCS1PublicKey(k.Public)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(text))
	if err := rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], signature); err != nil {
		t.Error(err)
	}
}

func TestWhatWasSignedCanBeVerifiedAfterTheKeyIsArchived(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "signing")
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	keys, err := Open(dir, clock)
	if err != nil {
		t.Fatal(err)
	}
	first, old, err := keys.Sign([]byte("text"))
	if err != nil || len(old) != 32 {
		t.Fatal(old, err)
	}
	signed := now
	now = now.Add(Lifetime + time.Hour)
	if keys, err = Open(dir, clock); err != nil {
		t.Fatal(err)
	}
	second, young, err := keys.Sign([]byte("text"))
	if err != nil || young == old {
		t.Fatal(young, err)
	}
	then, today := keys.Public(signed, signed), keys.Public(now, now)
	if len(then) != 1 || then[0].Fingerprint != old || len(today) != 1 || today[0].Fingerprint != young || len(keys.Public(signed, now)) != 2 {
		t.Fatalf("%v, %v", then, today)
	}
	verify(t, then[0], "text", first)
	verify(t, today[0], "text", second)

	text, err := os.ReadFile(filepath.Join(dir, old+".json"))
	if err != nil || strings.Contains(string(text), "private") {
		t.Errorf("an archived key has its private half: %v", err)
	}
	for _, name := range []string{old, young} {
		if info, err := os.Stat(filepath.Join(dir, name+".json")); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info.Mode(), err)
		}
	}
}

func TestRotation(t *testing.T) {
	dir := t.TempDir()
	keys, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, old, _ := keys.Sign(nil)
	if err := keys.Rotate(); err != nil {
		t.Fatal(err)
	}
	_, young, _ := keys.Sign(nil)
	if old == young {
		t.Error("the key is the same")
	}
	if keys, err = Open(dir, nil); err != nil {
		t.Fatal(err)
	}
	if _, again, _ := keys.Sign(nil); again != young {
		t.Errorf("%s signs, not %s", again, young)
	}
	if err := os.WriteFile(filepath.Join(dir, young+".json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, nil); err == nil || !strings.Contains(err.Error(), young) {
		t.Errorf("a damaged key: %v", err)
	}
}
