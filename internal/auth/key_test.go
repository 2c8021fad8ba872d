package auth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

type memory []Key

func (m *memory) Keys(context.Context) ([]Key, error) { return *m, nil }
func (m *memory) KeyOf(_ context.Context, id string) (Key, error) {
	for _, k := range *m {
		if k.ID == id {
			return k, nil
		}
	}
	return Key{}, ErrKeyNotFound
}
func (m *memory) AddKey(_ context.Context, k Key) error        { *m = append(*m, k); return nil }
func (m *memory) RemoveKey(_ context.Context, id string) error { return nil }

func TestATokenIsItsKeys(t *testing.T) {
	ctx := t.Context()
	keys := &memory{}
	for _, name := range []string{"alice", "감사"} {
		k, err := NewKey(name, Analyst, []string{"a"}, nil, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		keys.AddKey(ctx, k)
	}
	for _, k := range *keys {
		got, err := CheckToken(ctx, keys, k.Token())
		if err != nil || got.Name != k.Name {
			t.Errorf("%s: %v %v", k.Name, got, err)
		}
		for _, wrong := range []string{"", ".", k.ID, k.ID + ".", k.Token() + "x", k.Token()[:len(k.Token())-1], k.ID + "." + (*keys)[0].ID} {
			if _, err := CheckToken(ctx, keys, wrong); !errors.Is(err, ErrRefused) {
				t.Errorf("%q: %v", wrong, err)
			}
		}
	}
}

func TestWhatAKeyMayRead(t *testing.T) {
	for _, c := range []struct {
		name                                 string
		key                                  Key
		store, audit, database, table, other bool
	}{
		{"the owner", Key{}, true, true, true, true, true},
		{"admin", Key{Role: Admin}, true, true, true, true, true},
		{"analyst", Key{Role: Analyst}, true, false, true, true, true},
		{"of the store", Key{Role: Analyst, Stores: []string{"a"}}, true, false, false, false, false},
		{"of another store", Key{Role: Analyst, Stores: []string{"b"}}, false, false, false, false, false},
		{"of the record of calls", Key{Role: Analyst, Stores: []string{AuditStore}}, false, false, false, false, false},
		{"of the database", Key{Role: Analyst, Databases: []string{"sales"}}, false, false, true, true, true},
		{"of the table", Key{Role: Analyst, Databases: []string{"sales.orders"}}, false, false, true, true, false},
		{"of the store and the table", Key{Role: Auditor, Stores: []string{"a"}, Databases: []string{"sales.orders"}}, true, false, true, true, false},
		{"auditor", Key{Role: Auditor}, true, true, true, true, true},
		{"auditor of one store", Key{Role: Auditor, Stores: []string{"a"}}, true, false, false, false, false},
		{"ingest", Key{Role: Ingest}, true, false, true, true, true},
	} {
		got := []bool{c.key.MayRead("a"), c.key.MayRead(AuditStore), c.key.MayUse("sales", ""), c.key.MayUse("sales", "orders"), c.key.MayUse("sales", "other")}
		if want := []bool{c.store, c.audit, c.database, c.table, c.other}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", c.name, got, want)
		}
	}
}

// TestRing: many clients ask, and few questions reach the state; a key that is gone is refused soon.
func TestRing(t *testing.T) {
	keys := &memory{{ID: "a", Name: "a"}}
	now := time.Now()
	r := NewRing(keys)
	r.now = func() time.Time { return now }
	if k, err := r.KeyOf(t.Context(), "a"); k.Name != "a" || err != nil {
		t.Fatal(k, err)
	}
	*keys = nil
	if _, err := r.KeyOf(t.Context(), "a"); err != nil {
		t.Errorf("a moment later: %v", err)
	}
	now = now.Add(RingTime)
	if _, err := r.KeyOf(t.Context(), "a"); !errors.Is(err, ErrKeyNotFound) {
		t.Errorf("later: %v", err)
	}
	*keys = memory{{ID: "b"}}
	for i := range 3 * ringSize {
		r.KeyOf(t.Context(), fmt.Sprint(i))
	}
	if n := len(r.found); n > ringSize {
		t.Errorf("it keeps %d", n)
	}
}

func TestKeysThatCannotBeMeant(t *testing.T) {
	for _, c := range []struct {
		name   string
		role   Role
		stores []string
	}{{"", Analyst, nil}, {"a b", Analyst, nil}, {"a", "root", nil}, {"a", Admin, []string{"x"}}} {
		if _, err := NewKey(c.name, c.role, c.stores, nil, time.Now()); err == nil {
			t.Errorf("%v was made", c)
		}
	}
}
