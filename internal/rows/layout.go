// Package rows holds rows in columns: the form in which a decoder hands them to the lake.
package rows

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// Layout is a table's columns taken apart into leaves, in Parquet's order (depth first).
type Layout struct {
	Table  *schema.Table
	Leaves []LeafInfo
	// Lists has one entry an array column; nested arrays do not occur.
	Lists []ListInfo

	paths map[string]int
}

// LeafInfo describes one leaf column.
type LeafInfo struct {
	// Path are the member names from the column down, without Parquet's list and element levels.
	Path []string
	// Kind is Varchar (also for JSON text), Boolean, Integer, Bigint, Double, Date or Timestamp.
	Kind schema.Kind
	// ID is the Iceberg field ID.
	ID int
	// MaxDef is the definition level of a value that is there. Every column and member is optional.
	MaxDef uint32
	// List is the index in Layout.Lists of the array the leaf belongs to, or -1.
	List             int
	Search, Distinct bool
}

// ListInfo describes an array of rows.
type ListInfo struct {
	Column string
	// First and End are the leaves of the element: [First, End).
	First, End int
}

// NewLayout takes a table apart.
func NewLayout(t *schema.Table) *Layout {
	l := &Layout{Table: t, paths: map[string]int{}}
	for _, c := range t.Columns {
		l.add(c, nil, 0, -1)
	}
	return l
}

func (l *Layout) add(c schema.Stored, parent []string, def uint32, list int) {
	path := append(append([]string(nil), parent...), c.Name)
	switch c.Kind {
	case schema.Row:
		l.paths[strings.Join(path, ".")] = len(l.Leaves)
		for _, m := range c.Members {
			l.add(m, path, def+1, list)
		}
	case schema.Array:
		if list >= 0 {
			panic("rows: nested arrays are not supported: " + strings.Join(path, "."))
		}
		first := len(l.Leaves)
		l.Lists = append(l.Lists, ListInfo{Column: c.Name, First: first})
		// Levels of a three-level list: the array, one element, the element's row, the member.
		for _, m := range c.Members {
			l.add(m, path, def+3, len(l.Lists)-1)
		}
		l.Lists[len(l.Lists)-1].End = len(l.Leaves)
	default:
		kind := c.Kind
		if kind == schema.JSON {
			kind = schema.Varchar
		}
		l.paths[strings.Join(path, ".")] = len(l.Leaves)
		l.Leaves = append(l.Leaves, LeafInfo{Path: path, Kind: kind, ID: c.ID, MaxDef: def + 1, List: list, Search: c.Search, Distinct: c.Distinct})
	}
}

// Leaf returns the index of the leaf at a dotted path, as in userIdentity.arn; it panics on a path that is not there.
func (l *Layout) Leaf(path string) int {
	i, ok := l.paths[path]
	if !ok || strings.Join(l.Leaves[i].Path, ".") != path {
		panic(fmt.Sprintf("rows: no leaf %s in table %s", path, l.Table.Name))
	}
	return i
}

// Has reports whether there is a leaf at a dotted path.
func (l *Layout) Has(path string) bool {
	i, ok := l.paths[path]
	return ok && i < len(l.Leaves) && strings.Join(l.Leaves[i].Path, ".") == path
}

// Group returns the leaves [first, end) below the row at a dotted path, and its definition level when it is there.
func (l *Layout) Group(path string) (first, end int, def uint32) {
	depth := strings.Count(path, ".") + 1
	first, ok := l.paths[path]
	if !ok {
		panic(fmt.Sprintf("rows: no row %s in table %s", path, l.Table.Name))
	}
	end = first
	for end < len(l.Leaves) && len(l.Leaves[end].Path) > depth && strings.Join(l.Leaves[end].Path[:depth], ".") == path {
		end++
	}
	return first, end, uint32(depth)
}
