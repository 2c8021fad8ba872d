package format

import (
	"fmt"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/schema"
)

// nodeOf is a Trino type's Parquet node, optional.
func nodeOf(t schema.Type) (parquet.Node, error) {
	n, err := required(t)
	if err != nil {
		return nil, err
	}
	return parquet.Optional(n), nil
}

func required(t schema.Type) (parquet.Node, error) {
	switch t.Kind {
	case schema.Boolean:
		return parquet.Leaf(parquet.BooleanType), nil
	case schema.Tinyint:
		return parquet.Int(8), nil
	case schema.Smallint:
		return parquet.Int(16), nil
	case schema.Integer:
		return parquet.Int(32), nil
	case schema.Bigint:
		return parquet.Int(64), nil
	case schema.Real:
		return parquet.Leaf(parquet.FloatType), nil
	case schema.Double:
		return parquet.Leaf(parquet.DoubleType), nil
	case schema.Decimal:
		return parquet.Decimal(t.Scale, t.Precision, parquet.FixedLenByteArrayType(decimalBytes(t.Precision))), nil
	case schema.Varbinary:
		return parquet.Leaf(parquet.ByteArrayType), nil
	case schema.Date:
		return parquet.Date(), nil
	case schema.Time:
		return parquet.TimeAdjusted(parquet.Microsecond, false), nil
	case schema.Timestamp:
		return parquet.TimestampAdjusted(parquet.Microsecond, false), nil
	case schema.TimestampTZ:
		return parquet.Timestamp(parquet.Microsecond), nil
	case schema.JSON:
		return parquet.JSON(), nil
	case schema.Array:
		elem, err := nodeOf(*t.Elem)
		if err != nil {
			return nil, err
		}
		return parquet.List(elem), nil
	case schema.Map:
		key, err := required(*t.Key)
		if err != nil {
			return nil, err
		}
		if !key.Leaf() {
			return nil, fmt.Errorf("Parquet has no form for %s: a key must be plain", t)
		}
		value, err := nodeOf(*t.Elem)
		if err != nil {
			return nil, err
		}
		return parquet.Map(key, value), nil
	case schema.Row:
		g := make(ordered, len(t.Fields))
		for i := range t.Fields {
			f := field(t, i)
			n, err := nodeOf(f.Type)
			if err != nil {
				return nil, err
			}
			g[i] = member{Node: n, name: f.Name}
		}
		return g.node(), nil
	}
	return parquet.String(), nil
}

// ordered are a group's members in their own order: parquet.Group sorts by name.
type ordered []member

type member struct {
	parquet.Node
	name string
}

func (m member) Name() string { return m.name }

func (o ordered) node() parquet.Node {
	g := parquet.Group{}
	for _, m := range o {
		g[m.name] = m.Node
	}
	return orderedGroup{Group: g, members: o}
}

type orderedGroup struct {
	parquet.Group
	members ordered
}

func (g orderedGroup) Fields() []parquet.Field {
	out := make([]parquet.Field, len(g.members))
	for i, m := range g.members {
		out[i] = groupField{Field: fieldNamed(g.Group, m.name), member: m}
	}
	return out
}

// groupField is parquet.Group's own field, which knows how to find a value in a Go one, in another place.
type groupField struct {
	parquet.Field
	member
}

func (f groupField) Name() string { return f.name }

func fieldNamed(g parquet.Group, name string) parquet.Field {
	for _, f := range g.Fields() {
		if f.Name() == name {
			return f
		}
	}
	panic("a group without its own member " + name)
}
