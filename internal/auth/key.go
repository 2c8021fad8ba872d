// Package auth says who asks and what they may read: keys, with a role and the stores it reaches.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Key is a credential of Tarn's, in the shape of an AWS access key, so that AWS's clients can hold it.
type Key struct {
	// ID is the access key ID: TARN and sixteen letters and digits.
	ID string `json:"id"`
	// Secret is the secret access key. Signatures are checked with it, so that it is kept, sealed.
	Secret string `json:"-"`
	Name   string `json:"name"`
	Role   Role   `json:"role"`
	// Stores are the event data stores that the key may read, by ID, and Databases the databases, as in sales, or single tables of
	// them, as in sales.orders. A key that names neither may read all.
	Stores    []string  `json:"stores,omitempty"`
	Databases []string  `json:"databases,omitempty"`
	Created   time.Time `json:"created"`
}

// Finder finds keys.
type Finder interface {
	// KeyOf finds the key of an ID, with its secret, or fails with ErrKeyNotFound.
	KeyOf(ctx context.Context, id string) (Key, error)
}

// Keys keeps the keys.
type Keys interface {
	Finder
	// Keys lists the keys, without their secrets.
	Keys(ctx context.Context) ([]Key, error)
	// AddKey fails with ErrKeyExists where the name is taken.
	AddKey(ctx context.Context, k Key) error
	// RemoveKey removes the key of an ID, or fails with ErrKeyNotFound.
	RemoveKey(ctx context.Context, id string) error
}

// Errors, one a kind.
var (
	ErrKeyNotFound = errors.New("no such key")
	ErrKeyExists   = errors.New("a key of that name exists")
	// ErrRefused says that there was no valid credential.
	ErrRefused = errors.New("the credential is missing or not valid")
)

var keyName = regexp.MustCompile(`^[\pL\pN._@+\-]{1,128}$`)

var databaseName = regexp.MustCompile(`^[^\s.\p{Lu}]{1,255}(\.[^\s.\p{Lu}]{1,255})?$`)

// NewKey makes a key with a secret of 200 random bits.
func NewKey(name string, role Role, stores, databases []string, now time.Time) (Key, error) {
	if !keyName.MatchString(name) {
		return Key{}, fmt.Errorf("key name %q: give 1 to 128 letters, digits, and . _ @ + -", name)
	}
	if !slices.Contains(Roles, string(role)) {
		return Key{}, fmt.Errorf("there is no role %q: choose %s", role, strings.Join(Roles[:len(Roles)-1], ", ")+" or "+Roles[len(Roles)-1])
	}
	if role == Admin && len(stores)+len(databases) > 0 {
		return Key{}, errors.New("an admin's key reaches every store and database: leave them out, or choose another role")
	}
	for _, d := range databases {
		if !databaseName.MatchString(d) {
			return Key{}, fmt.Errorf("database %q: give a database, or one of its tables as in sales.orders, in small letters", d)
		}
	}
	return Key{
		ID: "TARN" + rand.Text()[:16], Secret: (rand.Text() + rand.Text())[:40],
		Name: name, Role: role, Stores: stores, Databases: databases, Created: now,
	}, nil
}

// Token is the key as one text, for clients that send a bearer token.
func (k Key) Token() string { return k.ID + "." + k.Secret }

// AuditStore is the ID of the built-in event data store tarn-audit, the record of calls. It is the same everywhere, so that no
// store of another name can be taken for it.
const AuditStore = "7461726e-6175-4469-8000-000000000000"

// Limited reports whether the key names what it may read.
func (k Key) Limited() bool { return k.Role != Admin && len(k.Stores)+len(k.Databases) > 0 }

// MayRead reports whether a store, by its ID, is among those that the key reaches; whether its role may read at all is for
// Role.Allows to say. The zero Key is the owner of the data directory and reaches everything.
func (k Key) MayRead(store string) bool {
	switch {
	case k.Role == "":
		return true
	case store == AuditStore && !k.Role.Allows(Audit):
		return false
	}
	return !k.Limited() || slices.Contains(k.Stores, store)
}

// MayUse reports whether the key reaches a table of a database or, where table is empty, sees that there is the database.
func (k Key) MayUse(database, table string) bool {
	switch {
	case !k.Limited(), slices.Contains(k.Databases, database):
		return true
	case table != "":
		return slices.Contains(k.Databases, database+"."+table)
	}
	return slices.ContainsFunc(k.Databases, func(d string) bool { return strings.HasPrefix(d, database+".") })
}

// MayOwn reports whether the key reaches a database as a whole, and so may make, change and drop it.
func (k Key) MayOwn(database string) bool {
	return !k.Limited() || slices.Contains(k.Databases, database)
}

// FindKey finds a key by its ID or its name.
func FindKey(keys []Key, name string) (Key, error) {
	for _, k := range keys {
		if k.ID == name || k.Name == name {
			return k, nil
		}
	}
	return Key{}, fmt.Errorf("%w: %s", ErrKeyNotFound, name)
}

// Check finds the key of an ID and a secret. The time that it takes does not depend on how much of the secret is right.
func Check(ctx context.Context, keys Finder, id, secret string) (Key, error) {
	k, err := keys.KeyOf(ctx, id)
	switch {
	case errors.Is(err, ErrKeyNotFound):
		return Key{}, ErrRefused
	case err != nil:
		return Key{}, err
	case subtle.ConstantTimeCompare([]byte(k.Secret), []byte(secret)) != 1:
		return Key{}, ErrRefused
	}
	return k, nil
}

// CheckToken finds the key of a bearer token.
func CheckToken(ctx context.Context, keys Finder, token string) (Key, error) {
	id, secret, ok := strings.Cut(token, ".")
	if !ok {
		return Key{}, ErrRefused
	}
	return Check(ctx, keys, id, secret)
}
