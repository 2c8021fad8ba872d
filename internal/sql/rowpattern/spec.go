package rowpattern

// Spec is what to look for, and what to tell of what is found. Labels are the pattern's variables, numbered from 0. It travels as JSON.
type Spec struct {
	Labels  int
	Pattern *Pattern
	// Conditions are those of the labels; nil holds for every row.
	Conditions []*Condition
	// Anchors are the rows and the numbers that conditions are about, Classifiers the rows whose labels they are about.
	Anchors     []Anchor
	Classifiers []Navigation

	Rows Rows
	Skip Skip
	// SkipTo are the labels that SkipFirst and SkipLast are about.
	SkipTo []int
	// Navigations are told of each row that is given.
	Navigations []Navigation
	// Fallible says that a condition may fail: then each is asked for that Trino asks for.
	Fallible bool
	// Assigned says that each row of a match is given with its label, too.
	Assigned bool
}

// Pattern is a pattern or a part of one.
type Pattern struct {
	Kind  Kind
	Label int        `json:",omitempty"`
	Parts []*Pattern `json:",omitempty"`
	// Min and Max are a repetition's; Max is below 0 where it has no end.
	Min, Max  int
	Reluctant bool `json:",omitempty"`
}

// Kind is what a Pattern is.
type Kind uint8

// The kinds of pattern: A, (), ^, $, A B, A | B, PERMUTE(A, B), {- A -}, A*.
const (
	Label Kind = iota
	Empty
	Start
	End
	Sequence
	Choice
	Permutation
	Exclusion
	Repetition
)

// Rows are the rows that are given of a match.
type Rows uint8

// One row of a match; all, with matches of no rows or without; or all, and those that no match has.
const (
	One Rows = iota
	All
	AllButEmpty
	AllAndOthers
)

// Skip is where the search goes on after a match.
type Skip uint8

// The places to go on: after the match, at its second row, or at the first or the last row of a label.
const (
	SkipPast Skip = iota
	SkipNext
	SkipFirst
	SkipLast
)

// Navigation is a row of a match, seen from a row of it: FIRST(A.x, Offset) or LAST(A.x, Offset), then Physical rows on.
type Navigation struct {
	// Labels are those whose rows count, nil for all rows.
	Labels []int `json:",omitempty"`
	Last   bool  `json:",omitempty"`
	// Final says that all rows of the match count, not only those up to the row that it is seen from.
	Final    bool `json:",omitempty"`
	Offset   int  `json:",omitempty"`
	Physical int  `json:",omitempty"`
	// Classifier says that the row's label is told, not its number.
	Classifier bool `json:",omitempty"`
}

// Anchor is a row that a condition is about, seen from the row that is looked at, or a number from 0 to the number of rows.
type Anchor struct {
	Kind AnchorKind
	// Labels, Last and Offset are a Navigation's; a count is of the rows of Labels.
	Labels []int `json:",omitempty"`
	Last   bool  `json:",omitempty"`
	Offset int   `json:",omitempty"`
	// Counted is the condition that a row has to meet to be counted, nil for none. It is about the row itself.
	Counted *Condition `json:",omitempty"`
}

// AnchorKind is what an Anchor is.
type AnchorKind uint8

// The kinds of anchor: a row, the number of the match, and how many rows a label has so far.
const (
	Row AnchorKind = iota
	Number
	Count
)

// Condition is a condition of three values.
type Condition struct {
	Op   Op
	Args []*Condition `json:",omitempty"`

	// Bit is the number of a value of Table.Bits, in the row of Anchor, below 0 for none: a constant. Of the labels that Classifiers
	// have, each combination has a number of its own, the first one's label counting most slowly; the label after the last is none.
	Bit         int
	Anchor      int   `json:",omitempty"`
	Classifiers []int `json:",omitempty"`

	// Compare is =, <>, <, <=, >, >= or IS DISTINCT FROM, of two columns in the rows of two anchors.
	Compare       string `json:",omitempty"`
	Left, Right   int    `json:",omitempty"`
	LeftAt, Other int    `json:",omitempty"`
	// Pair is the number of a set of pairs, of the rows of LeftAt and Other.
	Pair int `json:",omitempty"`
}

// Op is what a Condition is.
type Op uint8

// The conditions.
const (
	And Op = iota
	Or
	Not
	Bit
	Comparison
	Pair
)
