package analyze

import (
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// tableFunction is TABLE (name (…)). There are sequence and exclude_columns: https://trino.io/docs/current/functions/table.html.
func (a *analyzer) tableFunction(f *syntax.TableFunction, outer *scope) (Relation, []field) {
	written := f.Name.Parts[len(f.Name.Parts)-1].Name
	switch strings.ToLower(written) {
	case "sequence":
		return a.sequence(f)
	case "exclude_columns":
		return a.excludeColumns(f, outer)
	}
	a.fail(f.Name.Span, syntax.FunctionNotFound, "Table function '%s' not registered", written)
	return nil, nil
}

// tableArguments gives a table function's arguments in the order of its parameters; nil stands for one that is not given.
func (a *analyzer) tableArguments(f *syntax.TableFunction, names ...string) []*syntax.TableArgument {
	given := make([]*syntax.TableArgument, len(names))
	if len(f.Args) > len(names) {
		a.fail(f.Args[len(names)].Span, syntax.InvalidFunctionArgument, "Too many arguments. Expected at most %d arguments, got %d arguments", len(names), len(f.Args))
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
		if given[i] != nil {
			a.fail(arg.Span, syntax.InvalidFunctionArgument, "Duplicate argument name: %s", names[i])
		}
		given[i] = arg
	}
	return given
}

// kindOf names what an argument is.
func kindOf(arg *syntax.TableArgument) string {
	switch {
	case arg.Table != nil:
		return "table"
	case arg.Columns != nil:
		return "descriptor"
	}
	return "expression"
}

func (a *analyzer) argumentIs(arg *syntax.TableArgument, name, kind string) {
	if got := kindOf(arg); got != kind {
		a.fail(arg.Span, syntax.InvalidFunctionArgument, "Invalid argument %s. Expected %s, got %s", name, kind, got)
	}
}

// excludeColumns is a relation without some of its columns.
func (a *analyzer) excludeColumns(f *syntax.TableFunction, outer *scope) (Relation, []field) {
	names := []string{"INPUT", "COLUMNS"}
	args := a.tableArguments(f, names...)
	for i, kind := range []string{"table", "descriptor"} {
		if args[i] == nil {
			a.fail(f.Span, syntax.MissingArgument, "Missing argument: %s", names[i])
		}
		a.argumentIs(args[i], names[i], kind)
	}
	rel, fields := a.relation(args[0].Table, outer, nil)
	if s, ok := rel.(*ScanRelation); ok {
		a.named(s.Scan)
	}
	var missing []string
	drop := map[string]bool{}
	for _, id := range args[1].Columns {
		name := strings.ToLower(id.Name)
		if !slices.ContainsFunc(fields, func(f field) bool { return !f.hidden && strings.EqualFold(f.name, name) }) {
			missing = append(missing, name)
		}
		drop[name] = true
	}
	if missing != nil {
		a.fail(args[1].Span, syntax.InvalidFunctionArgument, "Excluded columns: [%s] not present in the table", strings.Join(missing, ", "))
	}
	var kept []field
	for _, f := range fields {
		if !f.hidden && !drop[strings.ToLower(f.name)] {
			f.qualifier = []string{"exclude_columns"}
			kept = append(kept, f)
		}
	}
	if kept == nil {
		a.fail(f.Span, syntax.InvalidFunctionArgument, "All columns are excluded")
	}
	return rel, kept
}

// sequence is the numbers from one to another.
func (a *analyzer) sequence(f *syntax.TableFunction) (Relation, []field) {
	names := []string{"START", "STOP", "STEP"}
	values := []int64{0, 0, 1}
	exprs := make([]Expr, 3)
	computed := false
	args := a.tableArguments(f, names...)
	for i, arg := range args {
		if arg == nil {
			continue
		}
		a.argumentIs(arg, names[i], "expression")
		if values[i], exprs[i] = a.sequenceArgument(arg, names[i]); exprs[i] != nil {
			computed = true
		}
	}
	if args[1] == nil {
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
	return s, []field{{qualifier: []string{"sequence"}, name: c.Name, column: c}}
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
