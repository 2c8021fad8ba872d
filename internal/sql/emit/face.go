package emit

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
)

// value writes a column or a member. Of a stored column, only the leaf that is wanted is converted.
func (e *emitter) value(x analyze.Expr) string {
	if text, stored, ok := e.stored(x); ok {
		return e.face(text, stored, x.Type())
	}
	switch x := x.(type) {
	case *analyze.Ref:
		if s := x.Column.Source; s != nil && s.Computed == schema.EventJSON {
			return eventJSON(e.columns[x.Column], x.Column.Scan.Relation)
		}
		return e.columns[x.Column]
	case *analyze.Member:
		return fmt.Sprintf("struct_extract_at(%s, %d)", e.expr(x.X), x.Index+1)
	}
	return ""
}

// stored gives the stored form of a column or of a member of one, before any conversion.
func (e *emitter) stored(x analyze.Expr) (text string, stored schema.Type, ok bool) {
	switch x := x.(type) {
	case *analyze.Ref:
		s := x.Column.Source
		if s == nil || s.From == "" {
			return "", stored, false
		}
		return e.columns[x.Column] + "." + functions.Quote(s.From), s.Stored, true
	case *analyze.Member:
		base, t, ok := e.stored(x.X)
		if !ok || t.Kind != schema.Row {
			return "", stored, false
		}
		i := memberOf(t, x.X.Type().Fields[x.Index].Name)
		if i < 0 {
			return "", stored, false
		}
		return "struct_extract(" + base + ", " + functions.QuoteText(t.Fields[i].Name) + ")", t.Fields[i].Type, true
	}
	return "", stored, false
}

// memberOf finds a declared member among the stored ones.
func memberOf(stored schema.Type, name string) int {
	for i, f := range stored.Fields {
		if strings.EqualFold(f.Name, name) {
			return i
		}
	}
	return -1
}

// face converts a stored value to its declared type, as schema.Column says.
func (e *emitter) face(text string, stored, declared schema.Type) string {
	switch {
	case stored.Kind == schema.JSON && stored.Elem != nil:
		return declaredJSON(text, *stored.Elem, declared)
	case stored.Kind == schema.JSON && declared.Kind == schema.Map:
		return "tarn_json_map(" + text + ")"
	case stored.Kind == schema.JSON && declared.Kind == schema.Row:
		parts := make([]string, len(declared.Fields))
		for i, f := range declared.Fields {
			parts[i] = functions.Quote(functions.Member(declared, i)) + " := " + functions.JSONMember(text, f.Name)
		}
		return "(CASE WHEN json_type(" + text + ") = 'OBJECT' THEN struct_pack(" + strings.Join(parts, ", ") + ") END)"
	case stored.Kind == schema.JSON:
		return "nullif(" + text + ", 'null')"
	case stored.Kind == schema.Timestamp && declared.Kind == schema.Varchar:
		return "strftime(" + text + ", '%Y-%m-%dT%H:%M:%SZ')"
	case stored.Kind == schema.Boolean && declared.Kind == schema.Varchar:
		return "CAST(" + text + " AS VARCHAR)"
	case stored.Kind == schema.Array && declared.Kind == schema.Array:
		inner := e.face("x", *stored.Elem, *declared.Elem)
		if inner == "x" {
			return text
		}
		return "list_transform(" + text + ", lambda x: " + inner + ")"
	case stored.Kind == schema.Row && declared.Kind == schema.Row:
		return e.rowFace(text, stored, declared)
	case stored.Kind != declared.Kind:
		duck, err := functions.DuckType(declared)
		if err != nil {
			panic(failure{err})
		}
		return "CAST(" + text + " AS " + duck + ")"
	}
	return text
}

func (e *emitter) rowFace(text string, stored, declared schema.Type) string {
	same := len(stored.Fields) == len(declared.Fields)
	parts := make([]string, len(declared.Fields))
	for i, f := range declared.Fields {
		label := functions.Quote(functions.Member(declared, i))
		j := memberOf(stored, f.Name)
		if j < 0 {
			duck, err := functions.DuckType(f.Type)
			if err != nil {
				panic(failure{err})
			}
			same = false
			parts[i] = label + " := CAST(NULL AS " + duck + ")"
			continue
		}
		member := "struct_extract(" + text + ", " + functions.QuoteText(stored.Fields[j].Name) + ")"
		inner := e.face(member, stored.Fields[j].Type, f.Type)
		same = same && i == j && inner == member && stored.Fields[j].Name == f.Name
		parts[i] = label + " := " + inner
	}
	if same {
		return text
	}
	return "(CASE WHEN " + text + " IS NOT NULL THEN struct_pack(" + strings.Join(parts, ", ") + ") END)"
}

// jsonMember: a literal key of a map that is stored as JSON text is read from the text; no map is built.
func (e *emitter) jsonMember(m, key analyze.Expr) (doc, k string, ok bool) {
	lit, isLit := uncast(key).(*analyze.Literal)
	if !isLit {
		return "", "", false
	}
	k, isText := lit.Value.(string)
	text, stored, isStored := e.stored(uncast(m))
	if !isText || !isStored || stored.Kind != schema.JSON || stored.Elem != nil || m.Type().Kind != schema.Map {
		return "", "", false
	}
	return text, k, true
}

// memberIs writes element_at of such a map where it is compared with literals only, by = or <>.
func (e *emitter) memberIs(x analyze.Expr, values ...analyze.Expr) (string, bool) {
	call, ok := uncast(x).(*analyze.Call)
	if !ok || call.Function.Name != "element_at" {
		return "", false
	}
	doc, key, ok := e.jsonMember(call.Args[0], call.Args[1])
	if !ok {
		return "", false
	}
	texts := make([]string, len(values))
	for i, v := range values {
		if texts[i], ok = literalText(uncast(v)); !ok || v.Type().Kind != schema.Varchar {
			return "", false
		}
	}
	return functions.JSONMemberIs(doc, key, texts)
}
