package analyze

import (
	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// Expr is an expression with its type. Where operands have to be of one type, a Cast has made them so.
type Expr interface {
	Type() schema.Type
	At() syntax.Span
}

// typed is what every expression has.
type typed struct {
	T    schema.Type
	Span syntax.Span
}

// Type is the expression's type.
func (t typed) Type() schema.Type { return t.T }

// At is the expression's place in the text.
func (t typed) At() syntax.Span { return t.Span }

// Column is a column of a relation, known by its identity.
type Column struct {
	ID   int
	Name string
	T    schema.Type
	// Scan and Source say that it is a declared column of a relation that is read.
	Scan   *Scan
	Source *schema.Column
	// Of is a column of a row pattern's input that this column of its output is.
	Of *Carried
	// Row and Unnest say that it is the one member of the rows that an UNNEST is of.
	Row    schema.Type
	Unnest place
}

type (
	// Literal is a constant. Value is nil, bool, int64, float64, string (varchar, decimal, JSON), []byte, time.Time (UTC: date,
	// timestamps) or Interval.
	Literal struct {
		typed
		Value any
	}

	// Ref is a column's value.
	Ref struct {
		typed
		Column *Column
	}

	// Member is a row's member.
	Member struct {
		typed
		X     Expr
		Index int
		// Quoted says that the text has the name in quotes: to Trino, which compares texts, it is another expression then.
		Quoted bool
	}

	// Call is a scalar function.
	Call struct {
		typed
		Function *functions.Function
		Overload *functions.Overload
		Args     []Expr
	}

	// Aggregate is an aggregate function.
	Aggregate struct {
		typed
		Function *functions.Function
		Overload *functions.Overload
		Args     []Expr
		Distinct bool
		Filter   Expr
		Order    []SortKey
		Overflow *syntax.Overflow
	}

	// Grouping is grouping(…), over keys of the group.
	Grouping struct {
		typed
		Args []Expr
	}

	// Window is a function over a window.
	Window struct {
		typed
		Function *functions.Function
		Overload *functions.Overload
		Args     []Expr
		Distinct bool
		Filter   Expr
		// Sort is the order that an aggregate takes its arguments in, Overflow LISTAGG's.
		Sort        []SortKey
		Overflow    *syntax.Overflow
		IgnoreNulls bool
		Partition   []Expr
		Order       []SortKey
		// Frame is the text's frame; its bounds' values are in First and Last.
		Frame       *syntax.Frame
		First, Last Expr
	}

	// Cast turns a value into its type T. Implicit ones were not written.
	Cast struct {
		typed
		X        Expr
		Try      bool
		Implicit bool
	}

	// Arith is +, -, *, /, %, or || (of texts, binaries, or arrays).
	Arith struct {
		typed
		Op          string
		Left, Right Expr
	}

	// Negate is -x.
	Negate struct {
		typed
		X Expr
	}

	// Compare is =, <>, <, <=, >, >=, or "IS DISTINCT FROM".
	Compare struct {
		typed
		Op          string
		Left, Right Expr
	}

	// Between is x BETWEEN low AND high.
	Between struct {
		typed
		X, Low, High Expr
	}

	// In is x IN (…).
	In struct {
		typed
		X    Expr
		List []Expr
	}

	// Like is x LIKE pattern ESCAPE escape; Escape may be nil.
	Like struct {
		typed
		X, Pattern, Escape Expr
	}

	// IsNull is x IS NULL.
	IsNull struct {
		typed
		X Expr
	}

	// Not is NOT x.
	Not struct {
		typed
		X Expr
	}

	// Logic is AND or OR.
	Logic struct {
		typed
		And   bool
		Terms []Expr
	}

	// Case is CASE; with an Operand, the conditions are values to compare it with.
	Case struct {
		typed
		Operand Expr
		Whens   []When
		Else    Expr
	}

	// When is a branch of a Case.
	When struct{ Cond, Result Expr }

	// Special is coalesce, nullif, greatest, least or try.
	Special struct {
		typed
		Name string
		Args []Expr
	}

	// Lambda is a function argument.
	Lambda struct {
		typed
		Params []*Column
		Body   Expr
	}

	// Row and Array build values.
	Row struct {
		typed
		Items []Expr
	}
	// Array is ARRAY[…].
	Array struct {
		typed
		Items []Expr
	}

	// Subscript is array[index] or map[key], which fail where there is nothing.
	Subscript struct {
		typed
		X, Index Expr
	}

	// AtZone shows an instant in its type's zone.
	AtZone struct {
		typed
		X Expr
	}

	// Subquery is a scalar subquery, EXISTS, x IN, or x op ALL|ANY.
	Subquery struct {
		typed
		Kind  SubqueryKind
		X     Expr
		Op    string
		All   bool
		Query *Node
		// Strict says that x IN is a filter: NaN, or an array or a row with a NULL in it, is then in no query.
		Strict bool
		// outer are the references of the query to columns around it.
		outer []*Ref
		// source tells it from other subqueries at the same place; nil where each is itself only.
		source syntax.Expr
	}
)

// Correlated reports whether the subquery uses what is around it.
func (x *Subquery) Correlated() bool { return len(x.outer) > 0 }

// SubqueryKind is how a subquery is used.
type SubqueryKind uint8

// The kinds of subquery.
const (
	ScalarQuery SubqueryKind = iota
	ExistsQuery
	InQuery
	QuantifiedQuery
)

// Interval is an interval's value: months, or microseconds.
type Interval struct{ Months, Micros int64 }

// SortKey is a key of ORDER BY. Trino has NULLs last unless told otherwise, ascending or descending.
type SortKey struct {
	X          Expr
	Desc       bool
	NullsFirst bool
}

// operands lists an expression's direct operands, for reading and for replacing.
func operands(x Expr) []*Expr {
	var list []*Expr
	add := func(ps ...*Expr) {
		for _, p := range ps {
			if *p != nil {
				list = append(list, p)
			}
		}
	}
	all := func(xs []Expr) {
		for i := range xs {
			add(&xs[i])
		}
	}
	keys := func(ks []SortKey) {
		for i := range ks {
			add(&ks[i].X)
		}
	}
	switch x := x.(type) {
	case *Member:
		add(&x.X)
	case *Call:
		all(x.Args)
	case *Aggregate:
		all(x.Args)
		add(&x.Filter)
		keys(x.Order)
	case *Grouping:
		all(x.Args)
	case *Window:
		all(x.Args)
		add(&x.Filter)
		all(x.Partition)
		keys(x.Order)
		keys(x.Sort)
		add(&x.First, &x.Last)
	case *Cast:
		add(&x.X)
	case *Arith:
		add(&x.Left, &x.Right)
	case *Negate:
		add(&x.X)
	case *Compare:
		add(&x.Left, &x.Right)
	case *Between:
		add(&x.X, &x.Low, &x.High)
	case *In:
		add(&x.X)
		all(x.List)
	case *Like:
		add(&x.X, &x.Pattern, &x.Escape)
	case *IsNull:
		add(&x.X)
	case *Not:
		add(&x.X)
	case *Logic:
		all(x.Terms)
	case *Case:
		add(&x.Operand)
		for i := range x.Whens {
			add(&x.Whens[i].Cond, &x.Whens[i].Result)
		}
		add(&x.Else)
	case *Special:
		all(x.Args)
	case *Lambda:
		add(&x.Body)
	case *Row:
		all(x.Items)
	case *Array:
		all(x.Items)
	case *Subscript:
		add(&x.X, &x.Index)
	case *AtZone:
		add(&x.X)
	case *Subquery:
		add(&x.X)
	}
	return list
}

// Each calls f for x and everything below it, subqueries' queries left out.
func Each(x Expr, f func(Expr)) {
	f(x)
	for _, o := range operands(x) {
		Each(*o, f)
	}
}

// contains reports whether f holds for x or anything below it, subqueries left out.
func contains(x Expr, f func(Expr) bool) bool {
	if f(x) {
		return true
	}
	for _, o := range operands(x) {
		if contains(*o, f) {
			return true
		}
	}
	return false
}
