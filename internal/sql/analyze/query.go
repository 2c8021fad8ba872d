package analyze

import (
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// Catalog answers which relations exist.
type Catalog interface {
	// Lookup finds a relation by the parts of its name as written in the statement, quotes removed: {"cloudtrail"},
	// {"aws:cloudtrail", "<id>"}, {"<id>"}. It returns nil and no error for a name it does not know.
	Lookup(parts []string) (*schema.Relation, error)
	// Names lists the relations that may be named without qualification, for suggestions.
	Names() []string
}

// Options are what a statement's meaning depends on beside the catalog.
type Options struct {
	// Lake says that the statement came as CloudTrail Lake SQL.
	Lake bool
	// Now is the statement's start: now(), current_date and the like are constant during it. Zero means time.Now.
	Now time.Time
	// Text is the statement's text, for an engine that reads it again.
	Text string
	// User is who asks, for current_user.
	User string
	// Parameters are the values of `?`, as SQL expressions: 'us-east-1', 42. With Describe they have none, and Query.Parameters
	// says which types the statement wants.
	Parameters []string
	Describe   bool
	// View is the full name of the view that the statement is to be: it must not read itself.
	View string
	// Size is how many bytes a relation's data files have, 0 where nobody knows; it may be nil.
	Size func(*schema.Relation) int64
}

// Query is a statement with its meaning settled: names resolved, types known, functions chosen.
type Query struct {
	Columns []Output
	// Scans are the reads of relations, in the order of the text. Each is read once.
	Scans []*Scan
	Notes []Note
	// Text is the text that the tree and its places come from; empty where the caller did not give it.
	Text string
	// Parameters are the types of `?` under Options.Describe.
	Parameters []schema.Type
	// Root is the typed tree.
	Root *Node
	// Plain are the places of the text that are not plain Trino, and what they mean.
	Plain []Plain
	// Hidden says that a hidden column is used.
	Hidden bool
	// NamesUser says that the answer depends on who asks: current_user is in it, or in a view.
	NamesUser bool
}

// Plain is a place of a statement's text that Trino would not read as Tarn does: a relation of the catalog, a text that is
// compared with a time on CloudTrail Lake, a parameter.
type Plain struct {
	syntax.Span
	// Scan is the relation that stands there; Alias is the name it goes by where the text gives it none.
	Scan  *Scan
	Alias string
	// View is the view that stands there, its text with places of its own.
	View *PlainView
	// Text stands for the place where it is no relation.
	Text string
	// Star says that the place is a star over hidden columns: it stays where the query uses none of them. Text is empty where no text names its columns.
	Star bool
}

// PlainView is a view's text, and what it gave when it was made.
type PlainView struct {
	Text    string
	Plain   []Plain
	Columns []schema.ViewColumn
}

// Note is a word of help about a statement that runs: it never changes the answer.
type Note struct {
	syntax.Span
	Text string
}

// Scan is one read of a relation.
type Scan struct {
	Relation *schema.Relation
	// Columns are the stored top-level columns that the statement uses.
	Columns []string
	// Where holds for every row that the statement wants of this scan. It is for leaving out files.
	Where []schema.Predicate
	// Bounds are those of Where on a stored time that DuckDB cannot tell from the statement's own conditions, which are over
	// another face of it.
	Bounds []schema.Predicate
}

// Origin is the relation of which a column of the result is a column, nil where it is computed.
func (q *Query) Origin(i int) *schema.Relation {
	s, ok := q.Root.Body.(*Select)
	if !ok || i >= len(s.Items) {
		return nil
	}
	if r, ok := s.Items[i].(*Ref); ok && r.Column.Scan != nil {
		return r.Column.Scan.Relation
	}
	return nil
}

// Unnamed reports whether a column of the result has no name but _col and its number.
func (q *Query) Unnamed(i int) bool { return q.Root.Columns[i].Name == "" }
