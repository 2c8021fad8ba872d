package catalog

import (
	"context"
	"errors"
	"strings"

	"tarn/internal/schema"
)

// View is a view under its name in the schema default. Names of views differ in more than their capital letters.
type View struct {
	Name string
	schema.View
}

// Errors of the views.
var (
	ErrViewExists   = errors.New("a view of that name exists")
	ErrViewNotFound = errors.New("there is no such view")
)

// Views keeps the views.
type Views interface {
	// Views lists them by name.
	Views(ctx context.Context) ([]View, error)
	// PutView adds a view; with replace, in the place of one of its name, otherwise that is ErrViewExists.
	PutView(ctx context.Context, v View, replace bool) error
	// RemoveView fails with ErrViewNotFound where there is none.
	RemoveView(ctx context.Context, name string) error
}

func (v View) relation() *schema.Relation {
	r := &schema.Relation{Catalog: DefaultCatalog, Schema: DefaultSchema, Name: v.Name, View: &v.View}
	return r
}

func (c *Snapshot) view(name string) *schema.Relation {
	for _, v := range c.views {
		if strings.EqualFold(v.Name, name) {
			return v.relation()
		}
	}
	return nil
}
