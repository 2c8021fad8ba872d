package syntax

// Statement is a whole statement: *Query, *Explain, *Show, *Describe, or one of statement.go's.
type Statement interface {
	Node
	statement()
}

// Query is a query expression: https://trino.io/docs/current/sql/select.html.
type Query struct {
	Span
	// Functions are those of WITH FUNCTION, which only the outermost query has.
	Functions []*InlineFunction

	With    *With
	Body    Body
	OrderBy []*SortItem
	Offset  Expr
	// Limit is nil for none and LIMIT ALL. With Fetch it was written FETCH FIRST.
	Limit Expr
	Fetch bool
	// Ties is FETCH FIRST … WITH TIES.
	Ties bool
}

// With is the WITH clause.
type With struct {
	Span
	Recursive bool
	Tables    []*CommonTable
}

// CommonTable is one named query of a WITH clause.
type CommonTable struct {
	Span
	Name    *Ident
	Columns []*Ident
	Query   *Query
}

// Body is what a query expression is made of: *Select, *SetOperation, *Values, *TableBody or *ParenQuery.
type Body interface {
	Node
	body()
}

// Select is SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW ….
type Select struct {
	Span
	Distinct bool
	Items    []SelectItem
	// From are the relations between commas.
	From    []Relation
	Where   Expr
	GroupBy *GroupBy
	Having  Expr
	Windows []*NamedWindow
}

// SelectItem is *SelectExpr or *SelectAll.
type SelectItem interface {
	Node
	selectItem()
}

// SelectExpr is an expression of the SELECT list; Alias may be nil.
type SelectExpr struct {
	Span
	X     Expr
	Alias *Ident
}

// SelectAll is `*`, `t.*` (Base is t) or `row.* AS (a, b)`.
type SelectAll struct {
	Span
	Base    Expr
	Aliases []*Ident
}

// GroupBy is the GROUP BY clause.
type GroupBy struct {
	Span
	Distinct bool
	Elements []*GroupElement
}

// GroupElement is one element of GROUP BY. Plain has one set; ROLLUP and CUBE have one set of one expression an entry; AUTO has none.
type GroupElement struct {
	Span
	Kind GroupKind
	Sets [][]Expr
}

// GroupKind is how a GroupElement was written.
type GroupKind uint8

// The kinds of GROUP BY element.
const (
	GroupPlain GroupKind = iota
	GroupRollup
	GroupCube
	GroupSets
	GroupAuto
)

// NamedWindow is `name AS (…)` of the WINDOW clause.
type NamedWindow struct {
	Span
	Name *Ident
	Spec *Window
}

// SetOperation is UNION, INTERSECT or EXCEPT.
type SetOperation struct {
	Span
	Op  SetOp
	All bool
	// Corresponding pairs columns by name; By are the names of CORRESPONDING BY, nil without.
	Corresponding bool
	By            []*Ident
	Left, Right   Body
}

// SetOp is the operation of a SetOperation.
type SetOp string

// The set operations.
const (
	Union     SetOp = "UNION"
	Intersect SetOp = "INTERSECT"
	Except    SetOp = "EXCEPT"
)

// Values is VALUES …; a row is any expression, *Row for several columns.
type Values struct {
	Span
	Rows []Expr
}

// TableBody is TABLE name.
type TableBody struct {
	Span
	Name *Name
}

// ParenQuery is a query in parentheses as an operand of a set operation.
type ParenQuery struct {
	Span
	Query *Query
}

// SortItem is one key of ORDER BY.
type SortItem struct {
	Span
	X    Expr
	Desc bool
	// Nulls is "", "FIRST" or "LAST".
	Nulls string
}

// Explain is EXPLAIN [ANALYZE].
type Explain struct {
	Span
	Analyze, Verbose bool
	Options          []ExplainOption
	Statement        Statement
}

// ExplainOption is TYPE or FORMAT with its value, upper case.
type ExplainOption struct{ Name, Value string }

// Show is one of the SHOW statements.
type Show struct {
	Span
	// What is TABLES, SCHEMAS, DATABASES, COLUMNS, CATALOGS, FUNCTIONS, VIEWS, PARTITIONS, TBLPROPERTIES, SESSION, STATS (FOR),
	// CREATE TABLE or CREATE VIEW.
	What string
	// In is the schema, catalog or relation asked about; nil for the session's.
	In *Name
	// Like is the pattern after LIKE, Regex the bare text of Athena's SHOW TABLES 'a*|b', or the property of SHOW TBLPROPERTIES t ('a').
	Like, Escape, Regex *Text
	// Partition is that of SHOW PARTITIONS t PARTITION (a = 'b').
	Partition *PartitionSpec
}

// Describe is DESCRIBE name [PARTITION (…)] [column.member …]; Form is "" or Athena's EXTENDED or FORMATTED.
type Describe struct {
	Span
	Form      string
	Name      *Name
	Partition *PartitionSpec
	Column    []*Ident
}

func (*Query) statement()    {}
func (*Explain) statement()  {}
func (*Show) statement()     {}
func (*Describe) statement() {}

func (*Select) body()       {}
func (*SetOperation) body() {}
func (*Values) body()       {}
func (*TableBody) body()    {}
func (*ParenQuery) body()   {}

func (*SelectExpr) selectItem() {}
func (*SelectAll) selectItem()  {}
