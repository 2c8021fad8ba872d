package analyze

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// scope is what names mean at a place: the fields of the relations in reach, and what is around them.
type scope struct {
	parent *scope
	fields []field
	// boundary marks the outermost scope of a subquery: what is found beyond it is the subquery's reference to the outside.
	boundary *[]*Ref
	// lambda marks a scope of parameters, which are no columns.
	lambda bool
	// outputs marks the scope of ORDER BY: its fields are the items of SELECT.
	outputs bool
	// pattern marks the scope of MEASURES and DEFINE.
	pattern *recognizer
	// ctes are the WITH queries in reach.
	ctes map[string]*CTE
}

// field is a name in a scope, and the expression it stands for.
type field struct {
	// qualifier is the relation's alias or the parts of its name.
	qualifier []string
	name      string
	column    *Column
	// x is what a USING column stands for; nil for the column itself.
	x Expr
	// argument gives the value of an inline function's parameter, anew for each use; nil for all else.
	argument func() Expr
	hidden   bool
	// refused is the kind of join that keeps UNNEST and LATERAL from using this field.
	refused syntax.JoinKind
}

func (f *field) matches(prefix []string, name string) bool {
	if !strings.EqualFold(f.name, name) || len(prefix) > len(f.qualifier) {
		return false
	}
	rest := f.qualifier[len(f.qualifier)-len(prefix):]
	for i, p := range prefix {
		if !strings.EqualFold(p, rest[i]) {
			return false
		}
	}
	return true
}

func (f *field) typeOf() schema.Type {
	if f.x != nil {
		return f.x.Type()
	}
	return f.column.T
}

// resolve finds a column by name, here or around. It gives nil where there is none.
func (a *analyzer) resolve(s *scope, prefix []string, name string, at syntax.Span) Expr {
	var crossed []*[]*Ref
	sealed := false
	for ; s != nil; s = s.parent {
		var found *field
		for i := range s.fields {
			f := &s.fields[i]
			if !f.matches(prefix, name) {
				continue
			}
			if found != nil && found.column != f.column {
				a.fail(at, syntax.AmbiguousName, "Column '%s' is ambiguous", strings.Join(append(prefix[:len(prefix):len(prefix)], name), "."))
			}
			found = f
		}
		if found != nil {
			if sealed || s.pattern != nil && crossed != nil {
				a.fail(at, syntax.NotSupported, "Reference to column '%s' from outer scope not allowed in this context", strings.ToLower(strings.Join(append(prefix[:len(prefix):len(prefix)], name), ".")))
			}
			if found.refused != "" {
				a.fail(at, syntax.InvalidColumnReference, "LATERAL reference not allowed in %s JOIN", found.refused)
			}
			return a.fieldExpr(found, crossed, at)
		}
		if s.boundary != nil {
			crossed = append(crossed, s.boundary)
		}
		sealed = sealed || s.pattern != nil
	}
	return nil
}

func (a *analyzer) fieldExpr(f *field, crossed []*[]*Ref, at syntax.Span) Expr {
	switch {
	case f.argument != nil:
		return f.argument()
	case f.x != nil:
		if crossed != nil {
			a.volatile++
		}
		return f.x
	}
	a.usesHidden = a.usesHidden || f.hidden
	r := a.ref(f.column, at)
	for _, list := range crossed {
		*list = append(*list, r)
	}
	return r
}

// ref is a column's value; a column of a scan is marked as used.
func (a *analyzer) ref(c *Column, at syntax.Span) *Ref {
	if c.Scan != nil {
		c.Scan.use(c.Source)
	}
	if c.Of != nil {
		c.Of.carry(a)
	}
	return &Ref{typed{c.T, at}, c}
}

func (s *Scan) use(c *schema.Column) {
	if c.Computed == schema.EventJSON {
		for i := range s.Relation.Columns {
			if o := &s.Relation.Columns[i]; o.From != "" && (o.From[0] != '_' || o.From == "_overflow") {
				s.useStored(o.From)
			}
		}
		s.useStored("_overflow")
		return
	}
	s.useStored(c.From)
}

func (s *Scan) useStored(name string) {
	for _, have := range s.Columns {
		if have == name {
			return
		}
	}
	s.Columns = append(s.Columns, name)
}

// cte finds a WITH query by name.
func (s *scope) cte(name string) *CTE {
	for ; s != nil; s = s.parent {
		if c := s.ctes[strings.ToLower(name)]; c != nil {
			return c
		}
	}
	return nil
}

// names lists the columns in reach, for suggestions.
func (s *scope) names() []string {
	var list []string
	for ; s != nil; s = s.parent {
		for _, f := range s.fields {
			if !f.hidden && f.name != "" {
				list = append(list, f.name)
			}
		}
	}
	return list
}
