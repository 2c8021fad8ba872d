package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Sealer encrypts the secrets of keys, so that a copy of the state alone does not give them away. Signatures are checked with the
// secret itself, so that a hash of it would not do. The cipher is AES-256-GCM; its key is a file of 32 random bytes in base64.
type Sealer struct {
	path string

	mu   sync.Mutex
	aead cipher.AEAD
}

// sealed begins what a Sealer wrote.
const sealed = "sealed:"

// ErrSealed says that a secret cannot be read.
var ErrSealed = errors.New("the secrets of the keys cannot be read")

// NewSealer makes one whose key is in the file of a path, or will be: the file is made with the first secret.
func NewSealer(path string) *Sealer { return &Sealer{path: path} }

// Sealed reports whether a text is one of Seal's.
func Sealed(text string) bool { return strings.HasPrefix(text, sealed) }

// Seal encrypts the secret of a key.
func (s *Sealer) Seal(id, secret string) (string, error) {
	aead, err := s.cipher(true)
	if err != nil {
		return "", err
	}
	return sealed + base64.StdEncoding.EncodeToString(aead.Seal(nil, nil, []byte(secret), []byte(id))), nil
}

// Open decrypts what Seal gave for a key.
func (s *Sealer) Open(id, text string) (string, error) {
	aead, err := s.cipher(false)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w: the file %s is missing; put it back from where it was kept, or delete the keys and make new ones", ErrSealed, s.path)
	}
	if err != nil {
		return "", err
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(text, sealed))
	if err != nil {
		return "", fmt.Errorf("%w: that of %s is damaged", ErrSealed, id)
	}
	secret, err := aead.Open(nil, nil, raw, []byte(id))
	if err != nil {
		return "", fmt.Errorf("%w: that of %s was encrypted with another file than %s", ErrSealed, id, s.path)
	}
	return string(secret), nil
}

func (s *Sealer) cipher(create bool) (cipher.AEAD, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.aead != nil {
		return s.aead, nil
	}
	text, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) && create {
		if err := s.create(); err != nil {
			return nil, fmt.Errorf("making the key file: %w", err)
		}
		text, err = os.ReadFile(s.path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the key file: %w", err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%w: %s is damaged", ErrSealed, s.path)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	s.aead, err = cipher.NewGCMWithRandomNonce(block)
	return s.aead, err
}

// create makes the file, whole or not at all; another process may make it at the same time.
func (s *Sealer) create() error {
	key := make([]byte, 32)
	rand.Read(key)
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+"-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), s.path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
