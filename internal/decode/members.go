package decode

import (
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// member is an event's member that has a column.
type member struct {
	name string
	// prefix is the name as most writers put it: quoted, with a colon, without spaces.
	prefix string
	// head and tail are the prefix's first and last eight bytes.
	head, tail uint64
	kind       schema.Kind
	leaf       int
	// def is the definition level of the leaf when it is NULL and the row around it is there.
	def   uint32
	list  int
	group *group
	time  bool
}

// group is the event itself or a row column, with the members that have columns. Names that begin with an underscore are
// Tarn's own and never a member's.
type group struct {
	name       string
	members    []member
	first, end int
	def        uint32
	// follow guesses the next member: follow[k+1] is the one that came after member k last time, follow[0] the first.
	follow [64]uint8
	// long[n] are the members whose name has n bytes.
	long [40][]uint8
}

func newGroup(l *rows.Layout, path string, columns []schema.Stored) *group {
	g := &group{}
	if path != "" {
		g.name = path[strings.LastIndexByte(path, '.')+1:]
		g.first, g.end, g.def = l.Group(path)
		path += "."
	}
	lists := 0
	for _, c := range columns {
		if c.Name[0] == '_' {
			continue
		}
		m := member{name: c.Name, kind: c.Kind, def: g.def}
		switch c.Kind {
		case schema.Row:
			m.group = newGroup(l, path+c.Name, c.Members)
		case schema.Array:
			m.list = lists
			lists++
			m.group = newElement(l, lists-1, c.Members)
		default:
			m.leaf = l.Leaf(path + c.Name)
			m.time = path == "" && c.Name == l.Table.Time
		}
		g.add(m)
	}
	return g
}

// newElement makes the group for the elements of an array of rows.
func newElement(l *rows.Layout, list int, columns []schema.Stored) *group {
	g := &group{}
	for i, c := range columns {
		g.add(member{name: c.Name, kind: c.Kind, leaf: l.Lists[list].First + i})
	}
	return g
}

func (g *group) add(m member) {
	m.prefix = `"` + m.name + `":`
	if len(m.prefix) >= 8 {
		m.head, m.tail = load([]byte(m.prefix), 0), load([]byte(m.prefix), len(m.prefix)-8)
	}
	n := len(g.members)
	if n+1 == len(g.follow) || len(m.name) >= len(g.long) {
		panic("decode: too many members, or too long a name: " + m.name)
	}
	g.follow[n] = uint8(n)
	g.long[len(m.name)] = append(g.long[len(m.name)], uint8(n))
	g.members = append(g.members, m)
	g.follow[n+1] = 0
}

// starts says whether the text at i is the member's prefix.
func (m *member) starts(t []byte, i int) bool {
	n := len(m.prefix)
	if n < 8 {
		return string(t[i:i+n]) == m.prefix
	}
	return load(t, i) == m.head && load(t, i+n-8) == m.tail && (n <= 16 || string(t[i+8:i+n-8]) == m.prefix[8:n-8])
}

// find returns the index of the member with a name, or -1.
func (g *group) find(name []byte) int {
	if len(name) < len(g.long) {
		for _, i := range g.long[len(name)] {
			if g.members[i].name == string(name) {
				return int(i)
			}
		}
	}
	return -1
}
