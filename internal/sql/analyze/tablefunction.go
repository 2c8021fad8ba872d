package analyze

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// tableFunction is TABLE (name (…)). There is sequence: https://trino.io/docs/current/functions/table.html.
func (a *analyzer) tableFunction(f *syntax.TableFunction) (Relation, []field) {
	name := strings.ToLower(f.Name.Parts[len(f.Name.Parts)-1].Name)
	switch name {
	case "sequence":
	case "exclude_columns", "json_table":
		a.fail(f.Name.Span, syntax.NotSupported, "the table function %s is not in Tarn yet", name)
	default:
		a.fail(f.Name.Span, syntax.FunctionNotFound, "Table function '%s' not registered", f.Name.Parts[len(f.Name.Parts)-1].Name)
	}
	names := []string{"START", "STOP", "STEP"}
	values := []int64{0, 0, 1}
	given := make([]bool, 3)
	exprs := make([]Expr, 3)
	computed := false
	if len(f.Args) > len(names) {
		a.fail(f.Args[3].Span, syntax.InvalidFunctionArgument, "Too many arguments. Expected at most 3 arguments, got %d arguments", len(f.Args))
	}
	for i, arg := range f.Args {
		if (arg.Name != nil) != (f.Args[0].Name != nil) {
			a.fail(arg.Span, syntax.InvalidFunctionArgument, "All arguments must be passed by name or all must be passed positionally")
		}
		if arg.Name != nil {
			i = 0
			for i < len(names) && !strings.EqualFold(names[i], arg.Name.Name) {
				i++
			}
			if i == len(names) {
				a.fail(arg.Span, syntax.InvalidFunctionArgument, "Unexpected argument name: %s", arg.Name.Name)
			}
		}
		if given[i] {
			a.fail(arg.Span, syntax.InvalidFunctionArgument, "Duplicate argument name: %s", names[i])
		}
		given[i] = true
		if values[i], exprs[i] = a.sequenceArgument(arg, names[i]); exprs[i] != nil {
			computed = true
		}
	}
	if !given[1] {
		a.fail(f.Span, syntax.MissingArgument, "Missing argument: STOP")
	}
	switch {
	case computed:
		for i, x := range exprs {
			if x == nil {
				exprs[i] = &Literal{typed{bigint, f.Span}, values[i]}
			}
		}
	case values[1] > values[0] && values[2] <= 0:
		a.fail(f.Span, syntax.InvalidFunctionArgument, "Step must be positive for sequence [%d, %d]", values[0], values[1])
	case values[1] < values[0] && values[2] >= 0:
		a.fail(f.Span, syntax.InvalidFunctionArgument, "Step must be negative for sequence [%d, %d]", values[0], values[1])
	case values[2] == 0:
		values[2] = 1
	}
	c := a.column("sequential_number", bigint)
	s := &Sequence{ID: a.id(), Start: values[0], Stop: values[1], Step: values[2], Columns: []*Column{c}}
	if computed {
		s.Computed = exprs
	}
	return s, []field{{qualifier: []string{name}, name: c.Name, column: c}}
}

var bigint = schema.Of(schema.Bigint)

// sequenceArgument is a number, or an expression without columns that gives one.
func (a *analyzer) sequenceArgument(arg *syntax.TableArgument, name string) (int64, Expr) {
	syntax.Walk(arg.X, func(n syntax.Node) bool {
		if q, ok := n.(*syntax.Query); ok {
			a.fail(q.Span, syntax.ExpressionNotConstant, "Constant expression cannot contain a subquery")
		}
		return true
	})
	x := a.expr(arg.X, nil)
	if !functions.Coerces(x.Type(), bigint) {
		a.fail(arg.Span, syntax.TypeMismatch, "Cannot cast type %s to bigint", x.Type())
	}
	if l, ok := x.(*Literal); ok {
		if l.Value == nil {
			a.fail(arg.Span, syntax.InvalidFunctionArgument, "%s%s is null", name[:1], strings.ToLower(name[1:]))
		}
		if n, ok := l.integer(); ok {
			return n, nil
		}
	}
	if v, ok := constant(arg.X); ok && v == float64(int64(v)) {
		return int64(v), nil
	}
	a.refuseAggregates(x, "table function argument")
	return 0, a.coerce(x, bigint)
}
