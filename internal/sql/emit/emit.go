// Package emit writes an analysed statement as DuckDB SQL, or as plain Trino SQL.
package emit

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// maxText bounds the text that is emitted, as it is once macros are expanded: forms that write an argument twice grow with the depth they
// nest, and the engine does not look whether a statement was cancelled while it plans.
const maxText = 4 << 20

// DuckDB gives the statement as DuckDB SQL. scan returns the FROM text of a scan's data files, such as
// read_parquet([…], schema = MAP {…}), whose columns have the stored names of scan.Relation. The instance needs
// functions.Macros and functions.Natives, and the session's time zone UTC.
//
// The result's columns come in the order of q.Columns, under other names. Their DuckDB types are functions.DuckType's, and
// a row's members are named as functions.Member says. The error is a *syntax.Error where it has a place in the text.
func DuckDB(q *analyze.Query, scan func(*analyze.Scan) (string, error)) (sql string, err error) {
	e := &emitter{scan: scan, columns: map[*analyze.Column]string{}, ctes: map[*analyze.CTE]string{}, beside: map[*analyze.Subquery]string{}}
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(failure)
			if !ok {
				panic(r)
			}
			sql, err = "", f.err
		}
	}()
	for _, c := range q.Columns {
		if _, err := functions.DuckType(c.Type); err != nil {
			return "", &syntax.Error{Code: syntax.NotSupported, Msg: err.Error()}
		}
	}
	text := e.node(q.Root)
	if functions.Expanded(text) > maxText {
		e.tooLarge(syntax.Span{})
	}
	return text, nil
}

// emitter writes one statement. Its methods panic with a failure, which DuckDB catches.
type emitter struct {
	scan func(*analyze.Scan) (string, error)
	// columns has the text of each column in reach.
	columns map[*analyze.Column]string
	// ctes has the names of recursive tables' parts while a part is written that reads the one before.
	ctes map[*analyze.CTE]string
	// beside has the names of subqueries that are written elsewhere.
	beside map[*analyze.Subquery]string
	// trying is the number of TRY around: there, failures must be of the kind that TRY catches.
	trying int
	size   int
	// inner is above 0 within a subquery.
	inner int
	// hiding is above 0 where an aggregate's form is written, whose marks are in braces.
	hiding int
	// wanted holds for the rows that the aggregation looks at that is being written; nil: all.
	wanted analyze.Expr
	// comparing says that the arguments of the next form are compared for equality.
	comparing bool
	params    int // of lambdas that casts write
	// recursions is the number of recursive queries around.
	recursions int
}

type failure struct{ err error }

func (e *emitter) fail(at syntax.Span, err error) {
	if _, ok := err.(*syntax.Error); !ok {
		code, msg := syntax.InvalidFunctionArgument, err.Error()
		if strings.Contains(err.Error(), " in Tarn yet") || strings.Contains(err.Error(), "so far") {
			code = syntax.NotSupported
		} else if rest, ok := strings.CutPrefix(msg, string(syntax.GenericInternalError)+": "); ok {
			code, msg = syntax.GenericInternalError, rest
		}
		err = &syntax.Error{Span: at, Code: code, Msg: msg}
	}
	panic(failure{err})
}

// sized counts what has been written.
func (e *emitter) sized(at syntax.Span, s string) string {
	e.size += len(s)
	if e.size > maxText*8 || len(s) > maxText {
		e.tooLarge(at)
	}
	return s
}

func (e *emitter) tooLarge(at syntax.Span) {
	e.fail(at, &syntax.Error{Span: at, Code: syntax.StackOverflow, Msg: "statement is too large: it is too complex to be planned"})
}

func name(c *analyze.Column) string { return fmt.Sprintf(`"c%d"`, c.ID) }

func names(columns []*analyze.Column) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = name(c)
	}
	return strings.Join(parts, ", ")
}

// bind makes columns known under a relation's alias.
func (e *emitter) bind(alias string, columns []*analyze.Column) {
	for _, c := range columns {
		e.columns[c] = alias + "." + name(c)
	}
}

func (e *emitter) duckType(at syntax.Span, t schema.Type) string {
	d, err := functions.DuckType(t)
	if err != nil {
		e.fail(at, err)
	}
	return d
}
