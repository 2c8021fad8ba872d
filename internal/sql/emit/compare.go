package emit

import (
	"fmt"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// compare writes a comparison. DuckDB's differs in that NaN equals itself and is above all numbers, and in that a NULL within an
// array, a map or a row is a value like any other.
func (e *emitter) compare(x *analyze.Compare) string {
	l, r := e.order(x.Left), e.order(x.Right)
	if x.Op == "IS DISTINCT FROM" {
		return e.distinct(l, r, x.Left.Type())
	}
	if x.Op == "=" || x.Op == "<>" {
		if member, ok := e.memberIs(x.Left, x.Right); ok {
			l = member
		} else if member, ok := e.memberIs(x.Right, x.Left); ok {
			r = member
		}
	}
	if x.Op == "=" || x.Op == "<>" {
		l, r = held(x.Left, l, x.Right), held(x.Right, r, x.Left)
	}
	return e.compared(x.Op, l, r, x.Left.Type(), plainNumber(x.Left), plainNumber(x.Right))
}

// held keeps DuckDB from deciding date_trunc(unit, x) = literal without x: for a time that is no start of the unit it says false, of NULL too.
func held(x analyze.Expr, text string, other analyze.Expr) string {
	c, ok := x.(*analyze.Call)
	if !ok || c.Function.Name != "date_trunc" {
		return text
	}
	unit, ok := c.Args[0].(*analyze.Literal)
	at, ok2 := uncast(other).(*analyze.Literal)
	if !ok || !ok2 {
		return text
	}
	if t, isTime := at.Value.(time.Time); isTime && !startOf(fmt.Sprint(unit.Value), t) {
		return "greatest(" + text + ")"
	}
	return text
}

// startOf reports whether a time is surely the start of a unit.
func startOf(unit string, t time.Time) bool {
	midnight := t.Equal(t.Truncate(24*time.Hour)) && t.Unix()%86400 == 0
	switch strings.ToLower(unit) {
	case "second":
		return t.Nanosecond() == 0
	case "minute":
		return t.Nanosecond() == 0 && t.Second() == 0
	case "hour":
		return t.Nanosecond() == 0 && t.Second() == 0 && t.Minute() == 0
	case "day":
		return midnight
	case "month":
		return midnight && t.Day() == 1
	case "year":
		return midnight && t.YearDay() == 1
	}
	return false
}

// distinct writes l IS DISTINCT FROM r. To DuckDB maps whose entries come in another order differ.
func (e *emitter) distinct(l, r string, t schema.Type) string {
	if !hasMap(t) {
		return "(" + l + " IS DISTINCT FROM " + r + ")"
	}
	form := func(differ string) string {
		return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR %[2]s IS NULL THEN (%[1]s IS NULL) <> (%[2]s IS NULL) ELSE %[3]s END)", l, r, differ)
	}
	x, i := e.param(), e.param()
	switch t.Kind {
	case schema.Map:
		return form(fmt.Sprintf("cardinality(%[1]s) <> cardinality(%[2]s) OR NOT tarn_all(list_transform(map_keys(%[1]s), lambda %[3]s: map_contains(%[2]s, %[3]s) AND NOT %[4]s))", l, r, x,
			e.distinct(fmt.Sprintf("map_extract_value(%s, %s)", l, x), fmt.Sprintf("map_extract_value(%s, %s)", r, x), *t.Elem)))
	case schema.Array:
		return form(fmt.Sprintf("len(%[1]s) <> len(%[2]s) OR tarn_any(list_transform(%[1]s, lambda %[3]s, %[4]s: %[5]s))", l, r, x, i, e.distinct(x, fmt.Sprintf("list_extract(%s, %s)", r, i), *t.Elem)))
	}
	parts := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		parts[i] = e.distinct(fmt.Sprintf("struct_extract_at(%s, %d)", l, i+1), fmt.Sprintf("struct_extract_at(%s, %d)", r, i+1), f.Type)
	}
	return form(strings.Join(parts, " OR "))
}

func hasMap(t schema.Type) bool { return functions.Within(t, functions.IsMap) }

// plainNumber reports whether an expression is never NaN or NULL.
func plainNumber(x analyze.Expr) bool {
	for {
		c, ok := x.(*analyze.Cast)
		if !ok {
			break
		}
		x = c.X
		if k := x.Type().Kind; k >= schema.Tinyint && k <= schema.Bigint || k == schema.Decimal {
			if _, literal := x.(*analyze.Literal); !literal {
				return false
			}
		}
	}
	l, ok := x.(*analyze.Literal)
	if !ok || l.Value == nil {
		return false
	}
	f, ok := l.Value.(float64)
	return !ok || f == f
}

// odd reports whether DuckDB compares a type otherwise.
func odd(t schema.Type) bool {
	return t.Kind == schema.Double || t.Kind == schema.Real || nested(t)
}

// compared compares two texts of a type. lnum and rnum say that a side is a number, neither NaN nor NULL.
func (e *emitter) compared(op, l, r string, t schema.Type, lnum, rnum bool) string {
	plain := "(" + l + " " + op + " " + r + ")"
	switch {
	case t.Kind == schema.Double || t.Kind == schema.Real:
		return floats(op, l, r, lnum, rnum)
	case t.Kind == schema.Char && op != "=" && op != "<>":
		// The shorter one counts as padded: what is below a space is below its end.
		length := "CAST(greatest(length(" + l + "), length(" + r + ")) AS INTEGER)"
		return "(rpad(" + l + ", " + length + ", ' ') " + op + " rpad(" + r + ", " + length + ", ' '))"
	case !nested(t):
		return plain
	case op == "=":
		return e.equal(l, r, t)
	case op == "<>":
		return "(NOT " + e.equal(l, r, t) + ")"
	}
	return e.ordered(op, l, r, t)
}

// floats compares doubles or reals: with NaN everything is false, but <> is true.
func floats(op, l, r string, lnum, rnum bool) string {
	plain := "(" + l + " " + op + " " + r + ")"
	above := map[string]string{"=": "lr", "<>": "lr", "<": "r", "<=": "r", ">": "l", ">=": "l"}[op]
	if op == "=" || op == "<>" {
		above = "l" // NaN equals NaN only
		if lnum {
			above = ""
		}
		if rnum {
			above = ""
		}
	}
	join := " AND NOT isnan("
	if op == "<>" {
		join = " OR isnan("
	}
	switch {
	case above == "" || above == "l" && lnum || above == "r" && rnum:
		return plain
	case above == "l" && rnum:
		return "(" + plain + join + l + "))"
	case above == "r" && lnum:
		return "(" + plain + join + r + "))"
	}
	macro := map[string]string{"=": "tarn_eq", "<>": "tarn_ne", "<": "tarn_lt", "<=": "tarn_le", ">": "tarn_gt", ">=": "tarn_ge"}[op]
	return macro + "(" + l + ", " + r + ")"
}

// equal writes l = r of a nested type: false if any part differs, otherwise NULL if any part is NULL.
func (e *emitter) equal(l, r string, t schema.Type) string {
	if t.Kind != schema.Row && e.alone(l, r) {
		return e.packed(l, r, func(l, r string) string { return e.equal(l, r, t) })
	}
	switch t.Kind {
	case schema.Row:
		return e.once(l, r, func(l, r string) string {
			parts := make([]string, len(t.Fields))
			for i, f := range t.Fields {
				parts[i] = e.compared("=", fmt.Sprintf("struct_extract_at(%s, %d)", l, i+1), fmt.Sprintf("struct_extract_at(%s, %d)", r, i+1), f.Type, false, false)
			}
			return fmt.Sprintf("(CASE WHEN %s IS NOT NULL AND %s IS NOT NULL THEN %s END)", l, r, strings.Join(parts, " AND "))
		})
	case schema.Array:
		x, i := e.param(), e.param()
		return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR %[2]s IS NULL THEN NULL WHEN len(%[1]s) <> len(%[2]s) THEN false ELSE tarn_all(list_transform(%[1]s, lambda %[3]s, %[4]s: %[5]s)) END)",
			l, r, x, i, e.compared("=", x, fmt.Sprintf("list_extract(%s, %s)", r, i), *t.Elem, false, false))
	}
	x := e.param()
	return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR %[2]s IS NULL THEN NULL WHEN cardinality(%[1]s) <> cardinality(%[2]s) THEN false ELSE tarn_all(list_transform(map_keys(%[1]s), lambda %[3]s: map_contains(%[2]s, %[3]s) AND %[4]s)) END)",
		l, r, x, e.compared("=", fmt.Sprintf("map_extract_value(%s, %s)", l, x), fmt.Sprintf("map_extract_value(%s, %s)", r, x), *t.Elem, false, false))
}

// ordered writes l < r and the like of arrays and rows: the first parts that differ decide. A NULL that is met before fails.
func (e *emitter) ordered(op, l, r string, t schema.Type) string {
	if t.Kind != schema.Row && e.alone(l, r) {
		return e.packed(l, r, func(l, r string) string { return e.ordered(op, l, r, t) })
	}
	fail := func(message string) string {
		return e.failing("'NOT_SUPPORTED: "+message+"'", schema.Of(schema.Boolean), syntax.Span{})
	}
	null := func(l, r, then string) string {
		return fmt.Sprintf("(CASE WHEN %s IS NOT NULL AND %s IS NOT NULL THEN %s END)", l, r, then)
	}
	strict := op[:1]
	part := func(op, x, y string, t schema.Type) string {
		if functions.IsFloat(t) { // here NaN equals itself and is the greatest, as in DuckDB
			return "(" + x + " " + op + " " + y + ")"
		}
		return e.compared(op, x, y, t, false, false)
	}
	if t.Kind == schema.Row {
		return e.once(l, r, func(l, r string) string {
			form := ""
			for i, f := range t.Fields {
				x, y := fmt.Sprintf("struct_extract_at(%s, %d)", l, i+1), fmt.Sprintf("struct_extract_at(%s, %d)", r, i+1)
				form += fmt.Sprintf(" WHEN %s IS NULL OR %s IS NULL THEN %s WHEN %s THEN %s", x, y, fail("ROW comparison not supported for fields with null elements"),
					part("<>", x, y, f.Type), part(strict, x, y, f.Type))
			}
			return null(l, r, fmt.Sprintf("CASE%s ELSE %t END", form, op != strict))
		})
	}
	i := e.param()
	x, y := fmt.Sprintf("list_extract(%s, %s)", l, i), fmt.Sprintf("list_extract(%s, %s)", r, i)
	differ := fmt.Sprintf("list_filter(range(1, least(len(%s), len(%s)) + 1), lambda %s: NOT coalesce(%s, false))[1]", l, r, i, part("=", x, y, *t.Elem))
	decide := fmt.Sprintf("CASE WHEN %[1]s IS NULL THEN len(%[2]s) %[3]s len(%[4]s) WHEN %[5]s IS NULL OR %[6]s IS NULL THEN %[7]s ELSE %[8]s END", i, l, op, r, x, y,
		fail("ARRAY comparison not supported for arrays with null elements"), part(strict, x, y, *t.Elem))
	return null(l, r, fmt.Sprintf("list_transform([%s], lambda %s: %s)[1]", differ, i, decide))
}

// long is a text that is not written several times: each part of a row would repeat it, and so would the parts' parts.
const long = 200

// once is a form of two texts, each evaluated once where it is long.
func (e *emitter) once(l, r string, form func(l, r string) string) string {
	if len(l) <= long && len(r) <= long {
		return form(l, r)
	}
	return e.let([]string{l, r}, func(n []string) string { return form(n[0], n[1]) })
}

func (e *emitter) between(x *analyze.Between) string {
	if isValue(x.X) && isValue(x.High) && !isValue(x.Low) { // to Trino, two literals decide before the rest
		return "(CASE WHEN " + e.compare(&analyze.Compare{Op: "<=", Left: x.X, Right: x.High}) + " THEN " + e.compare(&analyze.Compare{Op: ">=", Left: x.X, Right: x.Low}) + " ELSE FALSE END)"
	}
	if high := e.order(x.High); !odd(x.X.Type()) && x.X.Type().Kind != schema.Char {
		v, low := e.order(x.X), e.order(x.Low)
		if canFail(high) { // and is left alone where the lower bound decides
			return "(" + v + " >= " + low + " AND (CASE WHEN (" + v + " >= " + low + ") IS NOT FALSE THEN " + v + " <= " + high + " END))"
		}
		return "(" + v + " BETWEEN " + low + " AND " + high + ")"
	}
	v, t := e.order(x.X), x.X.Type()
	above := e.compared(">=", v, e.order(x.Low), t, plainNumber(x.X), plainNumber(x.Low))
	below := e.compared("<=", v, e.order(x.High), t, plainNumber(x.X), plainNumber(x.High))
	if canFail(above) || canFail(below) {
		below = "(CASE WHEN " + above + " IS NOT FALSE THEN " + below + " END)"
	}
	return "(" + above + " AND " + below + ")"
}

// isValue reports whether an expression is a literal other than NULL.
func isValue(x analyze.Expr) bool {
	l, ok := uncast(x).(*analyze.Literal)
	return ok && l.Value != nil
}

func (e *emitter) in(x *analyze.In) string {
	t := x.X.Type()
	if _, query := x.List[0].(*analyze.Subquery); query && len(x.List) == 1 { // IN ((SELECT …)) takes a value, not a query's rows
		return e.compare(&analyze.Compare{Op: "=", Left: x.X, Right: x.List[0]})
	}
	plain := !odd(t)
	if t.Kind == schema.Double || t.Kind == schema.Real {
		plain = true
		for _, item := range x.List {
			l, ok := item.(*analyze.Literal)
			plain = plain && (plainNumber(item) || ok && l.Value == nil)
		}
	}
	if plain {
		parts := make([]string, len(x.List))
		for i, item := range x.List {
			parts[i] = e.order(item)
		}
		text := e.order(x.X)
		if member, ok := e.memberIs(x.X, x.List...); ok {
			text = member
		}
		list := strings.Join(parts, ", ")
		if l, ok := x.X.(*analyze.Literal); ok && canFail(list) { // DuckDB would leave the rest alone where one item is the literal
			if l.Value == nil {
				return "CAST(NULL AS BOOLEAN)"
			}
			return "tarn_contains([" + list + "], " + text + ")"
		}
		return "(" + text + " IN (" + list + "))"
	}
	v := e.order(x.X)
	parts := make([]string, len(x.List))
	for i, item := range x.List {
		parts[i] = e.compared("=", v, e.order(item), t, false, plainNumber(item))
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// guarded bounds how many terms of one AND or OR are kept from being evaluated by those before them: each adds a level.
const guarded = 64

// logic writes AND and OR. A term that can fail is evaluated where the others leave the answer open, as in Trino; DuckDB evaluates
// all of them, and in an order of its own. Terms that cannot fail come first: they stay conditions that leave out files.
func (e *emitter) logic(x *analyze.Logic) string {
	op, open := " OR ", " IS NOT TRUE"
	if x.And {
		op, open = " AND ", " IS NOT FALSE"
	}
	var all, safe, risky []string
	for _, t := range x.Terms {
		text := e.expr(t)
		all = append(all, text)
		if canFail(text) {
			risky = append(risky, text)
		} else {
			safe = append(safe, text)
		}
	}
	if len(risky) == 0 || len(all) == 1 || len(risky) > guarded {
		return "(" + strings.Join(all, op) + ")"
	}
	rest := risky[len(risky)-1]
	for i := len(risky) - 2; i >= 0; i-- {
		rest = "(" + risky[i] + op + "(CASE WHEN " + risky[i] + open + " THEN " + rest + " END))"
	}
	if len(safe) == 0 {
		return rest
	}
	before := safe[0]
	if len(safe) > 1 {
		before = "(" + strings.Join(safe, op) + ")"
	}
	return "(" + strings.Join(safe, op) + op + "(CASE WHEN " + before + open + " THEN " + rest + " END))"
}

// canFail reports whether a text's evaluation may end the statement: it raises an error, or calls a function of ours that may.
func canFail(text string) bool {
	if strings.Contains(text, "error(") {
		return true
	}
	for {
		_, rest, found := strings.Cut(text, "tarn_")
		if !found {
			return false
		}
		name := rest
		if i := strings.IndexFunc(rest, func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9') }); i >= 0 {
			name = rest[:i]
			if rest[i] == '(' && !sure[name] && !strings.HasPrefix(name, "try_") {
				return true
			}
		}
		text = rest[len(name):]
	}
}

// sure are functions of ours that never fail, without tarn_. One that is not here is taken to.
var sure = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(`all any bit_count bytes_reverse cbrt contains date_text double_text eq from_utf8 ge gt half_up
		hash_double hash_long hash_real instant instant_near interval_micros interval_months ip_text join json_array_length json_double json_extract
		json_is_scalar json_map json_member json_scalar json_size le lower lower_other lt luhn merge_overflow millis months months_between
		months_text ne offset real real_text reverse reverse_other round round_time seconds_text spread substr substr3 to_base32 upper
		upper_other url_encode url_parameter url_part url_port wall wall_of zone zoned`) {
		m[name] = true
	}
	return m
}()

// canonical writes a value so that equal maps are equal to DuckDB.
func (e *emitter) canonical(text string, t schema.Type) string {
	if !hasMap(t) {
		return text
	}
	return functions.Canonical(e.param, text, t)
}

// alone reports whether two values must not be written within a lambda: they hold a subquery, or may be columns of a query around, which a lambda's
// body cannot reach.
func (e *emitter) alone(l, r string) bool {
	return e.inner > 0 || strings.Contains(l, "SELECT ") || strings.Contains(r, "SELECT ")
}

// packed writes a form of two values that are outside of its lambdas.
func (e *emitter) packed(l, r string, form func(l, r string) string) string {
	inner := e.inner
	e.inner = 0
	defer func() { e.inner = inner }()
	p := e.param()
	return "list_transform([struct_pack(l := " + l + ", r := " + r + ")], lambda " + p + ": " + form(p+".l", p+".r") + ")[1]"
}
