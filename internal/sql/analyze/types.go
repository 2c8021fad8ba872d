package analyze

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// typeOf reads a type as written in a CAST, whose place an error names.
func (a *analyzer) typeOf(at syntax.Span, t *syntax.Type) schema.Type {
	typ, err := Type(t)
	if err != nil {
		a.failAs(at, syntax.TypeMismatch, err)
	}
	return typ
}

// ParseType reads a type's text, as in a catalog: varchar(10), array(row(a bigint)).
func ParseType(s string) (schema.Type, error) {
	t, err := syntax.ParseType(s)
	if err != nil {
		return schema.Type{}, err
	}
	return Type(t)
}

// Type gives the meaning of a type as written.
func Type(t *syntax.Type) (schema.Type, error) { return typeOf(t, schema.KindOf) }

func typeOf(t *syntax.Type, kindOf func(name string, zone bool) (schema.Kind, error)) (schema.Type, error) {
	kind, err := kindOf(t.Name, t.WithZone)
	if err != nil {
		return schema.Type{}, err
	}
	typ := schema.Of(kind)
	number := func(i, otherwise int) int {
		if i < len(t.Numbers) {
			return t.Numbers[i]
		}
		return otherwise
	}
	bad := func() (schema.Type, error) {
		return typ, &syntax.Error{Span: t.Span, Code: syntax.TypeMismatch, Msg: "Unknown type: " + strings.ToLower(syntax.Print(t))}
	}
	args := make([]schema.Type, len(t.Args))
	for i, arg := range t.Args {
		if args[i], err = typeOf(arg, kindOf); err != nil {
			return typ, err
		}
	}
	switch kind {
	case schema.Varchar, schema.Char:
		typ.Length = number(0, typ.Length)
		if kind == schema.Char && typ.Length > 65536 {
			return bad()
		}
	case schema.Decimal:
		typ.Precision, typ.Scale = number(0, 38), number(1, 0)
		if typ.Precision < 1 || typ.Precision > 38 {
			return typ, &syntax.Error{Span: t.Span, Code: syntax.InvalidFunctionArgument, Msg: fmt.Sprintf("DECIMAL precision must be in range [1, 38]: %d", typ.Precision)}
		}
		if typ.Scale > typ.Precision {
			return typ, &syntax.Error{Span: t.Span, Code: syntax.InvalidFunctionArgument, Msg: fmt.Sprintf("DECIMAL scale must be in range [0, precision (%d)]: %d", typ.Precision, typ.Scale)}
		}
	case schema.Time, schema.TimeTZ, schema.Timestamp, schema.TimestampTZ:
		typ.Precision = number(0, 3)
		if typ.Precision > 12 {
			return bad()
		}
	case schema.Array:
		if len(args) != 1 {
			return bad()
		}
		return schema.ArrayOf(args[0]), nil
	case schema.Map:
		if len(args) != 2 {
			return bad()
		}
		return schema.MapOf(args[0], args[1]), nil
	case schema.Row:
		for _, f := range t.Fields {
			ft, err := typeOf(f.Type, kindOf)
			if err != nil {
				return typ, err
			}
			field := schema.Field{Type: ft}
			if f.Name != nil {
				field.Name = f.Name.Name
			}
			typ.Fields = append(typ.Fields, field)
		}
	default:
		if t.Numbers != nil || t.Args != nil {
			return bad()
		}
	}
	return typ, nil
}
