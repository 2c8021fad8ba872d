package syntax

// Expr is an expression.
type Expr interface {
	Node
	expr()
}

type (
	// Ident is a name. Name is as written, quotes resolved.
	Ident struct {
		Span
		Name   string
		Quoted bool
	}

	// Name is a name of several parts.
	Name struct {
		Span
		Parts []*Ident
	}

	// Null is NULL.
	Null struct{ Span }

	// Bool is TRUE or FALSE.
	Bool struct {
		Span
		Value bool
	}

	// Text is 'text' or U&'text'.
	Text struct {
		Span
		Value string
	}

	// Binary is X'65'.
	Binary struct {
		Span
		Value []byte
	}

	// Number is a numeric literal, as written without underscores.
	Number struct {
		Span
		Kind  NumberKind
		Value string
	}

	// Typed is DATE '…', TIMESTAMP '…', IPADDRESS '…' and the like. Type is upper case.
	Typed struct {
		Span
		Type  string
		Value string
	}

	// Interval is INTERVAL [-] 'value' FROM_UNIT [TO TO_UNIT].
	Interval struct {
		Span
		Negative bool
		Value    string
		From, To string // YEAR, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND; To may be empty
	}

	// Param is `?`, counted from 0.
	Param struct {
		Span
		Index int
	}

	// Deref is base.field: a column of a relation, or a row's member.
	Deref struct {
		Span
		Base  Expr
		Field *Ident
	}

	// Subscript is base[index].
	Subscript struct {
		Span
		Base, Index Expr
	}

	// Unary is - or +.
	Unary struct {
		Span
		Op string
		X  Expr
	}

	// Arith is +, -, *, /, % or ||.
	Arith struct {
		Span
		Op          string
		OpSpan      Span
		Left, Right Expr
	}

	// AtZone is x AT TIME ZONE zone.
	AtZone struct {
		Span
		X, Zone Expr
	}

	// Compare is =, <>, <, <=, > or >=. `!=` is kept as <>.
	Compare struct {
		Span
		Op          string
		OpSpan      Span
		Left, Right Expr
	}

	// Quantified is `x op ALL|ANY (query)`; SOME is kept as ANY.
	Quantified struct {
		Span
		Op     string
		OpSpan Span
		All    bool
		X      Expr
		Query  *Query
	}

	// Between is x [NOT] BETWEEN low AND high.
	Between struct {
		Span
		Not          bool
		X, Low, High Expr
	}

	// InList is x [NOT] IN (…).
	InList struct {
		Span
		Not  bool
		X    Expr
		List []Expr
	}

	// InQuery is x [NOT] IN (query).
	InQuery struct {
		Span
		Not   bool
		X     Expr
		Query *Query
	}

	// Like is x [NOT] LIKE pattern [ESCAPE escape].
	Like struct {
		Span
		Not                bool
		X, Pattern, Escape Expr
	}

	// IsNull is x IS [NOT] NULL.
	IsNull struct {
		Span
		Not bool
		X   Expr
	}

	// IsDistinct is x IS [NOT] DISTINCT FROM y.
	IsDistinct struct {
		Span
		Not         bool
		Left, Right Expr
	}

	// Exists is EXISTS (query).
	Exists struct {
		Span
		Query *Query
	}

	// Not is NOT x.
	Not struct {
		Span
		X Expr
	}

	// Logic is AND or OR of two or more terms.
	Logic struct {
		Span
		And   bool
		Terms []Expr
	}

	// Case is CASE [operand] WHEN … THEN … ELSE … END.
	Case struct {
		Span
		Operand Expr
		Whens   []*When
		Else    Expr
	}

	// When is one branch of a Case.
	When struct {
		Span
		Cond, Result Expr
	}

	// Cast is CAST or TRY_CAST.
	Cast struct {
		Span
		Try  bool
		X    Expr
		Type *Type
	}

	// Lambda is (x, y) -> body.
	Lambda struct {
		Span
		Params []*Ident
		Body   Expr
	}

	// Row is (a, b), or ROW(a, b) when Explicit.
	Row struct {
		Span
		Explicit bool
		Items    []Expr
	}

	// Array is ARRAY[…].
	Array struct {
		Span
		Items []Expr
	}

	// Subquery is (query) as a value.
	Subquery struct {
		Span
		Query *Query
	}

	// Extract is EXTRACT(field FROM x). Field is upper case.
	Extract struct {
		Span
		Field string
		X     Expr
	}

	// Trim is TRIM([LEADING|TRAILING|BOTH] [chars] FROM x), in its long form only.
	Trim struct {
		Span
		Where    string // "", LEADING, TRAILING or BOTH
		Chars, X Expr
	}

	// Normalize is NORMALIZE(x, form). Form is as written, "" where it is not.
	Normalize struct {
		Span
		X    Expr
		Form string
	}

	// Current is CURRENT_DATE, LOCALTIMESTAMP and their kin, upper case; Precision is -1 where none is given.
	Current struct {
		Span
		Name      string
		Precision int
	}
)

// NumberKind is the type of a numeric literal.
type NumberKind uint8

// The kinds of numeric literal: 1, 1.5, 1e5.
const (
	IntegerNumber NumberKind = iota
	DecimalNumber
	DoubleNumber
)

func (*Ident) expr()      {}
func (*Null) expr()       {}
func (*Bool) expr()       {}
func (*Text) expr()       {}
func (*Binary) expr()     {}
func (*Number) expr()     {}
func (*Typed) expr()      {}
func (*Interval) expr()   {}
func (*Param) expr()      {}
func (*Deref) expr()      {}
func (*Subscript) expr()  {}
func (*Unary) expr()      {}
func (*Arith) expr()      {}
func (*AtZone) expr()     {}
func (*Compare) expr()    {}
func (*Quantified) expr() {}
func (*Between) expr()    {}
func (*InList) expr()     {}
func (*InQuery) expr()    {}
func (*Like) expr()       {}
func (*IsNull) expr()     {}
func (*IsDistinct) expr() {}
func (*Exists) expr()     {}
func (*Not) expr()        {}
func (*Logic) expr()      {}
func (*Case) expr()       {}
func (*Cast) expr()       {}
func (*Call) expr()       {}
func (*Lambda) expr()     {}
func (*Row) expr()        {}
func (*Array) expr()      {}
func (*Subquery) expr()   {}
func (*Extract) expr()    {}
func (*Trim) expr()       {}
func (*Normalize) expr()  {}
func (*Current) expr()    {}
