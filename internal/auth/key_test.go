package auth

import (
	"context"
	"errors"
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
		k, err := NewKey(name, Analyst, []string{"a"}, time.Now())
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
		key  Key
		want bool
	}{
		{Key{Role: Admin}, true}, {Key{Role: Analyst}, true}, {Key{Role: Analyst, Stores: []string{"a"}}, true}, {Key{Role: Analyst, Stores: []string{"b"}}, false},
	} {
		if got := c.key.MayRead("a"); got != c.want {
			t.Errorf("%+v: %v", c.key, got)
		}
	}
}

func TestKeysThatCannotBeMeant(t *testing.T) {
	for _, c := range []struct {
		name   string
		role   Role
		stores []string
	}{{"", Analyst, nil}, {"a b", Analyst, nil}, {"a", "root", nil}, {"a", Admin, []string{"x"}}} {
		if _, err := NewKey(c.name, c.role, c.stores, time.Now()); err == nil {
			t.Errorf("%v was made", c)
		}
	}
}
