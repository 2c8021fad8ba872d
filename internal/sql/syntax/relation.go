package syntax

// Relation is what a FROM clause holds: *Table, *Aliased, *Sampled, *MatchRecognize, *Join, *Unnest, *TableFunction, *JSONTable, *Lateral, *Derived or *ParenRelation.
type Relation interface {
	Node
	relation()
}

// Table is a relation by name.
type Table struct {
	Span
	Name *Name
	// StoreID says that the name is an event data store's ID written without quotes, as CloudTrail Lake has it.
	StoreID bool
	// Version is the expression of FOR VERSION AS OF, or FOR TIMESTAMP AS OF when VersionTime; nil for the present.
	Version     Expr
	VersionTime bool
}

// Aliased is `relation AS name (columns)`.
type Aliased struct {
	Span
	Relation Relation
	Alias    *Ident
	Columns  []*Ident
}

// Sampled is `relation TABLESAMPLE method (percentage)`.
type Sampled struct {
	Span
	Relation   Relation
	Method     string // BERNOULLI or SYSTEM
	Percentage Expr
}

// Join is a join; On and Using exclude each other, and a CROSS or NATURAL join has neither.
type Join struct {
	Span
	Kind        JoinKind
	Natural     bool
	Left, Right Relation
	On          Expr
	Using       []*Ident
}

// JoinKind is a join's kind.
type JoinKind string

// The kinds of join.
const (
	CrossJoin JoinKind = "CROSS"
	InnerJoin JoinKind = "INNER"
	LeftJoin  JoinKind = "LEFT"
	RightJoin JoinKind = "RIGHT"
	FullJoin  JoinKind = "FULL"
)

// Unnest is UNNEST(…) [WITH ORDINALITY].
type Unnest struct {
	Span
	Exprs      []Expr
	Ordinality bool
}

// TableFunction is TABLE (name (arguments)).
type TableFunction struct {
	Span
	Name *Name
	Args []*TableArgument
}

// TableArgument is an argument of a table function: an expression, TABLE(…) or DESCRIPTOR(…). Name may be nil.
type TableArgument struct {
	Span
	Name *Ident
	X    Expr
	// Table is a table or a query, perhaps with an alias, Columns what a descriptor names.
	Table   Relation
	Columns []*Ident
}

// Lateral is LATERAL (query).
type Lateral struct {
	Span
	Query *Query
}

// Derived is (query) as a relation.
type Derived struct {
	Span
	Query *Query
}

// ParenRelation is a relation in parentheses.
type ParenRelation struct {
	Span
	Relation Relation
}

func (*Table) relation()         {}
func (*Aliased) relation()       {}
func (*Sampled) relation()       {}
func (*Join) relation()          {}
func (*Unnest) relation()        {}
func (*TableFunction) relation() {}
func (*Lateral) relation()       {}
func (*Derived) relation()       {}
func (*ParenRelation) relation() {}
