package query

import (
	"context"
	"errors"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// ViewStore keeps views, each under a name in one schema.
type ViewStore interface {
	// PutView adds a view, in the place of one of its name.
	PutView(ctx context.Context, name string, v schema.View) error
	RemoveView(ctx context.Context, name string) error
}

const (
	tableExists   syntax.Code = "TABLE_ALREADY_EXISTS"
	missingColumn syntax.Code = "MISSING_COLUMN_NAME"
)

// target is a view's name in full, checked: views live in the session's schema.
func (s *session) target(n *syntax.Name) (name, full string, err error) {
	l, err := s.lister(n)
	if err != nil {
		return "", "", err
	}
	if s.service.options.Views == nil {
		return "", "", refused(n, syntax.NotSupported, "views are kept in a data directory, and there is none yet")
	}
	catalog, sch, name := s.qualified(l, n)
	home, homeSchema := l.Session()
	switch {
	case l.Schemas(catalog) == nil:
		return "", "", &Error{Kind: UserError, Code: string(syntax.CatalogNotFound), Message: "Catalog '" + catalog + "' not found"}
	case !strings.EqualFold(catalog, home), !strings.EqualFold(sch, homeSchema):
		if _, _, ok := l.Tables(catalog, sch); !ok {
			return "", "", refused(n, syntax.SchemaNotFound, "Schema '%s' does not exist", sch)
		}
		return "", "", refused(n, syntax.NotSupported, "views are in schema %s.%s only", home, homeSchema)
	}
	return name, strings.ToLower(catalog + "." + sch + "." + name), nil
}

func (s *session) createView(v *syntax.CreateView, t text) (*work, error) {
	name, full, err := s.target(v.Name)
	if err != nil {
		return nil, err
	}
	parts := []string{}
	for _, p := range v.Name.Parts {
		parts = append(parts, p.Name)
	}
	old, err := s.catalog.Lookup(parts)
	switch {
	case err != nil:
		return nil, err
	case old != nil && old.View == nil:
		return nil, refused(v, tableExists, "Table already exists: '%s'", full)
	case old != nil && !v.Replace:
		return nil, refused(v, tableExists, "View already exists: '%s'", full)
	}
	q, err := s.analyse(v.Query, t, analyze.Options{View: full})
	if err != nil {
		return nil, err
	}
	view := schema.View{SQL: t.sql[v.Query.Pos().Offset:v.Query.End().Offset], Security: v.Security, Created: time.Now().UTC()}
	if view.Security == "" {
		view.Security = "DEFINER"
	}
	if v.Comment != nil {
		view.Comment = v.Comment.Value
	}
	seen := map[string]bool{}
	for i, c := range q.Columns {
		lower := strings.ToLower(c.Name)
		switch {
		case q.Unnamed(i):
			return nil, refused(v, missingColumn, "Column name not specified at position %d", i+1)
		case seen[lower]:
			return nil, refused(v, syntax.DuplicateColumnName, "Column name '%s' specified more than once", lower)
		case c.Type.Kind == schema.Unknown:
			return nil, refused(v, syntax.ColumnTypeUnknown, "Column type is unknown: %s", lower)
		}
		seen[lower] = true
		view.Columns = append(view.Columns, schema.ViewColumn{Name: c.Name, Type: c.Type.String()})
	}
	return act(func(ctx context.Context) error { return s.service.options.Views.PutView(ctx, name, view) }), nil
}

func (s *session) dropView(v *syntax.DropView) (*work, error) {
	name, full, err := s.target(v.Name)
	var known *Error
	var place *syntax.Error
	if err != nil {
		if v.IfExists && (errors.As(err, &known) || errors.As(err, &place) && place.Code == syntax.SchemaNotFound) {
			return act(func(context.Context) error { return nil }), nil
		}
		return nil, err
	}
	parts := []string{}
	for _, p := range v.Name.Parts {
		parts = append(parts, p.Name)
	}
	old, err := s.catalog.Lookup(parts)
	switch {
	case err != nil:
		return nil, err
	case old != nil && old.View == nil:
		return nil, refused(v, syntax.GenericUserError, "View '%s' does not exist, but a table with that name exists. Did you mean DROP TABLE %s?", full, full)
	case old == nil && v.IfExists:
		return act(func(context.Context) error { return nil }), nil
	case old == nil:
		return nil, refused(v, syntax.GenericUserError, "View '%s' does not exist", full)
	}
	return act(func(ctx context.Context) error { return s.service.options.Views.RemoveView(ctx, name) }), nil
}
