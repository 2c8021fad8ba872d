package analyze

import "tarn/internal/sql/syntax"

// Node is a query expression: a body, then an order and a part of the rows.
type Node struct {
	With    []*CTE
	Body    Body
	Order   []SortKey // over Columns; a Select's own order is in the Select
	Offset  Expr
	Limit   Expr
	Ties    bool
	Columns []*Column
}

// CTE is a query of a WITH clause.
type CTE struct {
	ID        int
	Name      string
	Query     *Node
	Recursive bool
	// Columns are what the query gives, under the names it was given.
	Columns []*Column
	refs    int
}

// Body is *Select, *SetOperation, *Values or *Nested.
type Body interface{}

// Select is one SELECT.
type Select struct {
	// From is nil for a SELECT without FROM.
	From  Relation
	Where Expr
	// Group is nil where nothing is aggregated. With it, Having, Items and Order are over its columns.
	Group    *Group
	Having   Expr
	Items    []Expr
	Distinct bool
	Order    []SortKey
}

// Group is a GROUP BY, or the one group of an aggregation without.
type Group struct {
	Keys       []Expr
	KeyColumns []*Column
	// Sets are the grouping sets, as indexes of Keys; nil for one set of all.
	Sets       [][]int
	Aggregates []Expr // *Aggregate or *Grouping
	AggColumns []*Column
}

// SetOperation is UNION, INTERSECT or EXCEPT. The operands' columns have the same types.
type SetOperation struct {
	Op          syntax.SetOp
	All         bool
	Left, Right *Node
}

// Values is VALUES. Every row has one expression a column.
type Values struct{ Rows [][]Expr }

// Nested is a query in parentheses.
type Nested struct{ Query *Node }

// Relation is *ScanRelation, *Derived, *CTERelation, *Unnest, *Sequence, *Recognition or *Join.
type Relation interface{}

// ScanRelation reads a relation of the catalog.
type ScanRelation struct {
	ID      int
	Scan    *Scan
	Columns []*Column
	// Sample is a percentage, 0 for all rows; Method BERNOULLI or SYSTEM.
	Sample float64
	Method string
}

// Derived is a query as a relation; Lateral may use what stands before it.
type Derived struct {
	ID      int
	Query   *Node
	Columns []*Column
	Lateral bool
	Sample  float64
	Method  string
}

// CTERelation is a use of a WITH clause's query.
type CTERelation struct {
	ID      int
	CTE     *CTE
	Columns []*Column
}

// Unnest is UNNEST. The columns are those of each argument in turn (an array one, an array of rows one a member, a map two),
// then the ordinality.
type Unnest struct {
	ID    int
	Exprs []Expr
	// Whole says that an array of rows has one column, the row: see unnestWhole.
	Whole      bool
	Columns    []*Column
	Ordinality bool
	place      place
}

// Sequence is TABLE (sequence (…)). Computed are the three numbers where one of them is not in the text.
type Sequence struct {
	ID                int
	Start, Stop, Step int64
	Computed          []Expr
	Columns           []*Column
}

// Join is a join; On is nil for CROSS.
type Join struct {
	Kind        syntax.JoinKind
	Left, Right Relation
	On          Expr
}
