package syntax

// Call is a function call, with all that an aggregate or a window function may carry.
type Call struct {
	Span
	Name     *Name
	Distinct bool
	// Mode is RUNNING or FINAL, which are of row pattern recognition; "" where nothing was said.
	Mode string
	// Star is count(*), with a Label count(label.*).
	Star    bool
	Label   *Ident
	Args    []Expr
	OrderBy []*SortItem
	// Overflow is LISTAGG's ON OVERFLOW clause.
	Overflow *Overflow
	// WithinGroup is WITHIN GROUP (ORDER BY …).
	WithinGroup []*SortItem
	Filter      Expr
	// Nulls is "", "IGNORE" or "RESPECT".
	Nulls string
	Over  *Window
}

// Overflow is ON OVERFLOW ERROR, or TRUNCATE ['filler'] WITH|WITHOUT COUNT.
type Overflow struct {
	Span
	Truncate bool
	Filler   *Text
	Count    bool
}

// Window is OVER name, or OVER (…).
type Window struct {
	Span
	// Name is the window that is used as it is (OVER name); Base the one that is refined (OVER (base ORDER BY …)).
	Name, Base  *Ident
	PartitionBy []Expr
	OrderBy     []*SortItem
	Frame       *Frame
}

// Frame is a window's frame; Last is nil when only the start was given.
type Frame struct {
	Span
	Unit        string // ROWS, RANGE or GROUPS
	First, Last *Bound
}

// Bound is one end of a frame.
type Bound struct {
	Span
	// Kind is UNBOUNDED PRECEDING, UNBOUNDED FOLLOWING, CURRENT ROW, PRECEDING or FOLLOWING.
	Kind string
	// Value goes with PRECEDING and FOLLOWING.
	Value Expr
}

// Type is a type as written: varchar(10), timestamp(3) with time zone, array(row(a bigint)).
type Type struct {
	Span
	// Name is upper case: VARCHAR, DOUBLE for DOUBLE PRECISION, INTERVAL DAY TO SECOND.
	Name string
	// Numbers are the parameters in parentheses that are numbers, Args those that are types, Fields a row's.
	Numbers  []int
	Args     []*Type
	Fields   []*TypeField
	WithZone bool
}

// TypeField is a row type's member; Name may be nil.
type TypeField struct {
	Span
	Name *Ident
	Type *Type
}
