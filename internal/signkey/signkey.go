// Package signkey keeps the RSA keys that query results are signed with.
//
// A key signs for a while; then it is archived: its private half goes, its public half stays, so that what it signed can be
// verified for good. CloudTrail's algorithms are SHA-256 with RSA, PKCS #1 v1.5:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-custom-validation.html.
package signkey

import (
	"crypto"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"sync"
	"time"
)

// Lifetime is how long a key signs. A key's validity begins Overlap before it is made: what ended then may be signed by it.
const (
	Lifetime = 90 * 24 * time.Hour
	Overlap  = 24 * time.Hour
	bits     = 2048
)

// Key is the public half of a key.
type Key struct {
	// Fingerprint is the MD5 of Public in hexadecimal digits, as CloudTrail names its keys.
	Fingerprint string `json:"fingerprint"`
	// From and Until are when the key was good for signing.
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	// Public is the key in PKCS #1, DER.
	Public []byte `json:"public"`
}

// Keys are a folder of keys. It is safe for concurrent use by one process.
type Keys struct {
	dir string
	now func() time.Time
	mu  sync.Mutex
	all []kept
}

// Open opens a folder of keys, which only its owner can read, and makes it where there is none. A nil now is the clock.
func Open(dir string, now func() time.Time) (*Keys, error) {
	if now == nil {
		now = time.Now
	}
	k := &Keys{dir: dir, now: now}
	err := k.load()
	if err == nil {
		_, err = k.current()
	}
	if err != nil {
		return nil, fmt.Errorf("the keys in %s: %w", dir, err)
	}
	return k, nil
}

// Sign signs a text with the current key, and gives the signature and the key's fingerprint.
func (k *Keys) Sign(text []byte) (signature []byte, fingerprint string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	c, err := k.current()
	if err != nil {
		return nil, "", fmt.Errorf("the signing key: %w", err)
	}
	private, err := x509.ParsePKCS1PrivateKey(c.Private)
	if err != nil {
		return nil, "", fmt.Errorf("the signing key %s is damaged: %w", c.Fingerprint, err)
	}
	sum := sha256.Sum256(text)
	signature, err = rsa.SignPKCS1v15(rand.Reader, private, crypto.SHA256, sum[:])
	return signature, c.Fingerprint, err
}

// Public gives the keys that were valid at some time from start to end, the youngest first.
func (k *Keys) Public(start, end time.Time) []Key {
	k.mu.Lock()
	defer k.mu.Unlock()
	var out []Key
	for i := len(k.all) - 1; i >= 0; i-- {
		if c := k.all[i].Key; !c.From.After(end) && !c.Until.Before(start) {
			out = append(out, c)
		}
	}
	return out
}

// Rotate archives the current key and makes another.
func (k *Keys) Rotate() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.rotate()
}

func (k *Keys) rotate() error {
	now := k.now().UTC().Truncate(time.Second)
	private, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return err
	}
	public := x509.MarshalPKCS1PublicKey(&private.PublicKey)
	sum := md5.Sum(public)
	made := kept{Private: x509.MarshalPKCS1PrivateKey(private), Key: Key{
		Fingerprint: hex.EncodeToString(sum[:]), From: now.Add(-Overlap), Until: now.Add(Lifetime), Public: public,
	}}
	// The new one is there before the old one loses its private half.
	if err := k.save(made); err != nil {
		return err
	}
	for i, c := range k.all {
		if c.Private == nil {
			continue
		}
		c.Private, c.Until = nil, earlier(now, c.Until)
		if err := k.save(c); err != nil {
			return err
		}
		k.all[i] = c
	}
	k.all = append(k.all, made)
	return nil
}

// current is the key that signs now.
func (k *Keys) current() (kept, error) {
	if n := len(k.all); n > 0 && k.all[n-1].Private != nil && k.now().Before(k.all[n-1].Until) {
		return k.all[n-1], nil
	}
	if err := k.rotate(); err != nil {
		return kept{}, err
	}
	return k.all[len(k.all)-1], nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
