package query

import (
	"context"
	"errors"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/sql/syntax"
)

// database is a database's name as a statement has it: name, or catalog.name.
func (s *session) database(n *syntax.Name) (string, error) {
	name := n.Parts[len(n.Parts)-1].Name
	if k := len(n.Parts); k > 2 || k == 2 && !strings.EqualFold(n.Parts[0].Name, catalog.DefaultCatalog) {
		return "", refused(n, syntax.NotSupported, "databases are made in the catalog %s only", catalog.DefaultCatalog)
	}
	lower, ok := catalog.DataName(name)
	if catalog.Reserved(lower) {
		return "", refused(n, syntax.GenericUserError, "the database %s is Tarn's own: choose another name", syntax.QuoteName(name))
	}
	if !ok {
		return "", refused(n, syntax.GenericUserError, "%s is no name for a database", syntax.QuoteName(name))
	}
	if s.service.options.Tables == nil {
		return "", refused(n, syntax.NotSupported, "databases are kept in a data directory, and there is none yet")
	}
	return lower, nil
}

func (s *session) createSchema(c *syntax.CreateSchema) (*work, error) {
	name, err := s.database(c.Name)
	if err != nil {
		return nil, err
	}
	d := catalog.Database{Name: name, Created: s.now.UTC()}
	if c.Comment != nil {
		d.Description = c.Comment.Value
	}
	if c.Location != nil {
		if err := checkPlace(c.Location, c.Location.Value); err != nil {
			return nil, err
		}
		d.Location = c.Location.Value
	}
	for _, p := range c.Pairs {
		if d.Parameters == nil {
			d.Parameters = map[string]string{}
		}
		d.Parameters[p.Name.Value] = p.Value.Value
	}
	if err := s.mayWrite(c, "create schema "+name, name, "", d.Location); err != nil {
		return nil, err
	}
	if err := s.mayName(c, "create schema "+name, d.Location); err != nil {
		return nil, err
	}
	return act(func(ctx context.Context) error {
		err := s.service.options.Tables.AddDatabase(ctx, d)
		if errors.Is(err, catalog.ErrDatabaseExists) {
			if c.IfNotExists {
				return nil
			}
			err = refused(c, schemaExists, "Schema '%s.%s' already exists", catalog.DefaultCatalog, name)
		}
		return err
	}), nil
}

func (s *session) dropSchema(d *syntax.DropSchema) (*work, error) {
	name, err := s.database(d.Name)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(d, "drop schema "+name, name, "", ""); err != nil {
		return nil, err
	}
	l, err := s.lister(d)
	if err != nil {
		return nil, err
	}
	missing := refused(d, syntax.SchemaNotFound, "Schema '%s.%s' does not exist", catalog.DefaultCatalog, name)
	there, err := l.HasSchema(catalog.DefaultCatalog, name)
	switch {
	case err != nil:
		return nil, err
	case !there && d.IfExists:
		return act(nothing), nil
	case !there:
		return nil, missing
	case name == catalog.DefaultSchema:
		return nil, refused(d, syntax.NotSupported, "the database default is always there")
	}
	return act(func(ctx context.Context) error {
		err := s.service.options.Tables.RemoveDatabase(ctx, name, d.Cascade)
		switch {
		case errors.Is(err, catalog.ErrDatabaseNotFound) && d.IfExists:
			return nil
		case errors.Is(err, catalog.ErrDatabaseNotFound):
			return missing
		case errors.Is(err, catalog.ErrDatabaseNotEmpty):
			return refused(d, schemaNotEmpty, "Cannot drop non-empty schema '%s'", name)
		}
		return err
	}), nil
}
