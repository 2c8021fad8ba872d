package analyze

import (
	"tarn/internal/sql/rowpattern"
	"tarn/internal/sql/syntax"
)

// Recognition is MATCH_RECOGNIZE. Labels are numbered.
type Recognition struct {
	ID    int
	Input Relation
	// Carried are the columns of the input that are used.
	Carried   []*Carried
	Partition []*Carried
	// Keys are the partition's, Order the order's, over carried columns.
	Keys  []Expr
	Order []SortKey
	// Labels are the names of the pattern's variables.
	Labels  []string
	Pattern *rowpattern.Pattern
	Rows    rowpattern.Rows
	Skip    rowpattern.Skip
	SkipTo  []int
	// Defines are the conditions of the labels, nil where there is none.
	Defines []*PatternDefine
	// Reads are the rows that Measures read, Aggregates what they aggregate.
	Measures   []*PatternMeasure
	Reads      []*PatternRead
	Aggregates []*PatternAggregate
	// Number is the match's.
	Number *Column
	// Columns are the output: columns of the input, and measures.
	Columns []*Column
	syntax  *syntax.MatchRecognize
}

// Carried is a column of the input, under a column of its own.
type Carried struct {
	X      Expr
	Column *Column
	of     *Recognition
	used   bool
	field  *field
}

// carry has the column carried along.
func (c *Carried) carry(a *analyzer) {
	if !c.used {
		c.used = true
		c.X = a.fieldExpr(c.field, nil, c.of.syntax.Span)
		c.of.Carried = append(c.of.Carried, c)
	}
}

// PatternDefine is the condition of a label, over the columns of Reads and Counts and the match's number.
type PatternDefine struct {
	X      Expr
	Reads  []*PatternRead
	Counts []*PatternCount
}

// PatternMeasure is a measure, over the columns of the Reads and the Aggregates and the match's number.
type PatternMeasure struct {
	X      Expr
	Column *Column
}

// PatternRead is a row that is navigated to. Columns are its values, Classifier is its label.
type PatternRead struct {
	rowpattern.Navigation
	Columns    []ReadColumn
	Classifier *Column
}

// ReadColumn is a carried column in another row.
type ReadColumn struct{ Of, As *Column }

// PatternAggregate is an aggregation over the rows of labels (nil for all), of the whole match or up to the row that is looked at. It is over
// the columns of Row.
type PatternAggregate struct {
	Labels []int
	Final  bool
	X      *Aggregate
	Row    *PatternRead
	Column *Column
}

// PatternCount is how many rows of labels (nil for all) there are up to the row that is looked at, of those for which Counted holds, which
// is over the columns of Row, or nil.
type PatternCount struct {
	Labels  []int
	Counted Expr
	Row     *PatternRead
	Column  *Column
}

// key is the expression of the input that a column of the partition's key stands for.
func (r *Recognition) key(c *Column) Expr {
	for _, p := range r.Partition {
		if c.Of == p {
			return p.X
		}
	}
	return nil
}

// column gives a row's value of a carried column.
func (r *PatternRead) column(a *analyzer, of *Column) *Column {
	for _, c := range r.Columns {
		if c.Of == of {
			return c.As
		}
	}
	as := a.column(of.Name, of.T)
	r.Columns = append(r.Columns, ReadColumn{of, as})
	return as
}

// Used reports whether the column is carried.
func (c *Carried) Used() bool { return c.used }

// At is the relation's place in the text.
func (r *Recognition) At() syntax.Span { return r.syntax.Span }
