package serde

import (
	"fmt"
	"math/big"
)

// mapBuilder gathers the entries of a map. An entry whose key is NULL is left out; of those with equal keys the first stays, or
// the last.
type mapBuilder struct {
	last    bool
	entries Map
	places  map[any]int
}

func newMapBuilder(last bool) *mapBuilder { return &mapBuilder{last: last, entries: Map{}} }

// scanned is up to how many entries the keys are looked through, which is faster than a hash.
const scanned = 8

func (m *mapBuilder) put(key, value any) {
	if key == nil {
		return
	}
	k := mapKey(key)
	i := m.find(k)
	switch {
	case i < 0:
		if m.places != nil {
			m.places[k] = len(m.entries)
		}
		m.entries = append(m.entries, [2]any{key, value})
	case m.last:
		// The place in the order is the last one's, too; an entry that is gone is left as a hole until done.
		m.entries[i][0] = nil
		if m.places != nil {
			m.places[k] = len(m.entries)
		}
		m.entries = append(m.entries, [2]any{key, value})
	}
}

func (m *mapBuilder) find(k any) int {
	if m.places == nil && len(m.entries) < scanned {
		for i, e := range m.entries {
			if e[0] != nil && mapKey(e[0]) == k {
				return i
			}
		}
		return -1
	}
	if m.places == nil {
		m.places = map[any]int{}
		for i, e := range m.entries {
			if e[0] != nil {
				m.places[mapKey(e[0])] = i
			}
		}
	}
	if i, ok := m.places[k]; ok {
		return i
	}
	return -1
}

// mapKey gives a key that Go can compare.
func mapKey(key any) any {
	switch k := key.(type) {
	case *big.Int:
		return k.String()
	case []byte:
		return string(k)
	case []any, Map:
		return fmt.Sprintf("%#v", k)
	}
	return key
}

func (m *mapBuilder) done() Map {
	out := m.entries[:0]
	for _, e := range m.entries {
		if e[0] != nil {
			out = append(out, e)
		}
	}
	return out
}
