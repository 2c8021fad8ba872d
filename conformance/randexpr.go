package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"tarn/internal/schema"
)

// literals are values of each kind; the first two are the simplest.
var literals = map[schema.Kind][]string{
	schema.Boolean:           {"true", "false"},
	schema.Tinyint:           {"TINYINT '1'", "TINYINT '0'", "TINYINT '-128'", "TINYINT '127'"},
	schema.Smallint:          {"SMALLINT '1'", "SMALLINT '0'", "SMALLINT '-5'", "SMALLINT '32767'"},
	schema.Integer:           {"1", "0", "-1", "2", "7", "100", "2147483647"},
	schema.Bigint:            {"BIGINT '1'", "BIGINT '0'", "BIGINT '-3'", "10000000000", "BIGINT '60'"},
	schema.Real:              {"REAL '1.5'", "REAL '0'", "REAL '-2.25'", "REAL '0.1'"},
	schema.Double:            {"1e0", "0e0", "-1.5e0", "0.1e0", "1e10", "123.456e0", "1e-5"},
	schema.Decimal:           {"1.0", "0.00", "-2.50", "1.005", "12345.6789", "0.1"},
	schema.Varchar:           {"'a'", "''", "'abc'", "'x y'", "'é日'", "'10'", "'2022-01-11'", "' a '", "'A'", "'%'", "'a,b'"},
	schema.Char:              {"CAST('a' AS char(3))", "CAST('' AS char(3))", "CAST('ab ' AS char(3))"},
	schema.Varbinary:         {"X'61'", "X''", "X'00FF'", "to_utf8('é')"},
	schema.Date:              {"DATE '2022-01-11'", "DATE '1970-01-01'", "DATE '2020-02-29'", "DATE '1969-12-31'", "DATE '2024-12-30'"},
	schema.Time:              {"TIME '01:02:03.004'", "TIME '00:00:00.000'", "TIME '23:59:59.999'"},
	schema.Timestamp:         {"TIMESTAMP '2022-01-11 00:27:12.123'", "TIMESTAMP '1970-01-01 00:00:00.000'", "TIMESTAMP '2020-02-29 23:59:59.999'", "TIMESTAMP '1969-12-31 12:00:00.001'"},
	schema.TimestampTZ:       {"TIMESTAMP '2022-01-11 00:27:12.123 UTC'", "TIMESTAMP '1970-01-01 00:00:00.000 UTC'", "TIMESTAMP '2022-06-11 00:27:12.000 Asia/Seoul'", "TIMESTAMP '2022-03-13 03:59:59.999 America/New_York'"},
	schema.IntervalDaySecond: {"INTERVAL '1' DAY", "INTERVAL '0' SECOND", "INTERVAL '90' MINUTE", "INTERVAL -'1.5' SECOND", "INTERVAL '49' HOUR"},
	schema.IntervalYearMonth: {"INTERVAL '1' MONTH", "INTERVAL '0' YEAR", "INTERVAL '14' MONTH", "INTERVAL -'1' YEAR"},
	schema.JSON:              {"JSON '1'", "JSON 'null'", `JSON '{"a":1,"b":[1,2]}'`, `JSON '[1,"x",null]'`, `JSON '"a"'`, "JSON '2.50'"},
	schema.UUID:              {"UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'", "UUID '00000000-0000-0000-0000-000000000000'"},
	schema.IPAddress:         {"IPADDRESS '192.0.2.1'", "IPADDRESS '::1'", "IPADDRESS '10.0.0.255'"},
}

// maker makes expressions up.
type maker struct {
	r     *rand.Rand
	calls []call
	// columns are what expressions may use.
	columns []reference
	lambdas int
}

type reference struct {
	text string
	typ  schema.Type
}

// kindsToMake are types by how often they come.
var kindsToMake = []struct {
	kind   schema.Kind
	weight int
}{
	{schema.Boolean, 12}, {schema.Integer, 14}, {schema.Bigint, 14}, {schema.Double, 10}, {schema.Decimal, 8}, {schema.Varchar, 22}, {schema.Date, 6}, {schema.Timestamp, 9}, {schema.TimestampTZ, 6},
	{schema.Array, 7}, {schema.Map, 4}, {schema.Row, 3}, {schema.JSON, 4}, {schema.Varbinary, 3}, {schema.Smallint, 1}, {schema.Tinyint, 1}, {schema.Real, 2}, {schema.Char, 1}, {schema.Time, 2},
	{schema.IntervalDaySecond, 2}, {schema.IntervalYearMonth, 1}, {schema.UUID, 1}, {schema.IPAddress, 1},
}

func (m *maker) typ(depth int) schema.Type {
	total := 0
	for _, k := range kindsToMake {
		total += k.weight
	}
	for {
		n := m.r.IntN(total)
		i := 0
		for n >= kindsToMake[i].weight {
			n -= kindsToMake[i].weight
			i++
		}
		t := schema.Of(kindsToMake[i].kind)
		switch t.Kind {
		case schema.Decimal:
			t = schema.DecimalOf(pick(m.r, 3, 5, 10, 18, 20, 38), pick(m.r, 0, 1, 2))
		case schema.Char:
			t.Length = 3
		case schema.Array:
			if depth <= 0 {
				continue
			}
			t = schema.ArrayOf(m.typ(depth - 2))
		case schema.Map:
			if depth <= 0 {
				continue
			}
			t = schema.MapOf(schema.Of(pick(m.r, schema.Varchar, schema.Varchar, schema.Integer, schema.Bigint)), m.typ(depth-2))
		case schema.Row:
			if depth <= 0 {
				continue
			}
			t = schema.RowOf(schema.Field{Type: m.typ(depth - 2)}, schema.Field{Type: m.typ(depth - 2)})
		}
		return t
	}
}

var (
	orderable = func(t schema.Type) bool {
		return t.Kind != schema.Map && t.Kind != schema.JSON && flatAll(t, func(u schema.Type) bool { return u.Kind != schema.Map && u.Kind != schema.JSON })
	}
)

func flatAll(t schema.Type, is func(schema.Type) bool) bool {
	if !is(t) {
		return false
	}
	for _, f := range t.Fields {
		if !flatAll(f.Type, is) {
			return false
		}
	}
	return (t.Elem == nil || flatAll(*t.Elem, is)) && (t.Key == nil || flatAll(*t.Key, is))
}

func (m *maker) orderable() schema.Type {
	for {
		if t := m.typ(1); orderable(t) {
			return t
		}
	}
}

// leaf is a column or a literal.
func (m *maker) leaf(t schema.Type) *node {
	var fit, cast []reference
	for _, c := range m.columns {
		switch {
		case c.typ.Equal(t):
			fit = append(fit, c)
		case c.typ.Kind == t.Kind && t.Elem == nil && len(t.Fields) == 0:
			cast = append(cast, c)
		}
	}
	if len(fit) > 0 && m.r.IntN(10) < 8 {
		return leaf(t, pick(m.r, fit...).text)
	}
	if len(cast) > 0 && m.r.IntN(10) < 6 {
		return leaf(t, "CAST("+pick(m.r, cast...).text+" AS "+sqlType(t)+")")
	}
	return m.literal(t)
}

func (m *maker) literal(t schema.Type) *node {
	if m.r.IntN(25) == 0 {
		return leaf(t, "CAST(NULL AS "+sqlType(t)+")")
	}
	switch t.Kind {
	case schema.Array:
		var kids []*node
		for range m.r.IntN(4) {
			kids = append(kids, m.literal(*t.Elem))
		}
		l := listOf("ARRAY[", ", ", "]", kids...)
		return expression(t, "CAST(%s AS "+sqlType(t)+")", l)
	case schema.Map:
		keys := []*node{m.literal(*t.Key)}
		return expression(t, "CAST(MAP(%s, %s) AS "+sqlType(t)+")", listOf("ARRAY[", ", ", "]", keys...), listOf("ARRAY[", ", ", "]", m.literal(*t.Elem)))
	case schema.Row:
		var kids []*node
		for _, f := range t.Fields {
			kids = append(kids, m.literal(f.Type))
		}
		return expression(t, "CAST(ROW("+strings.Repeat(", %s", len(kids))[2:]+") AS "+sqlType(t)+")", kids...)
	}
	text := pick(m.r, literals[t.Kind]...)
	switch t.Kind {
	case schema.Decimal, schema.Timestamp, schema.TimestampTZ, schema.Time:
		if m.r.IntN(3) > 0 {
			text = "CAST(" + text + " AS " + sqlType(t) + ")"
		}
	}
	return leaf(t, text)
}

// expr makes an expression of a type.
func (m *maker) expr(t schema.Type, depth int) *node {
	if depth <= 0 || m.r.IntN(12) == 0 {
		return m.leaf(t)
	}
	if m.r.IntN(10) < 4 {
		if n := m.call(t, depth, "scalar"); n != nil {
			return n
		}
	}
	if m.r.IntN(10) < 3 {
		return m.anyForm(t, depth)
	}
	if n := m.operator(t, depth); n != nil {
		return n
	}
	if n := m.call(t, depth, "scalar"); n != nil {
		return n
	}
	return m.anyForm(t, depth)
}

// anyForm are the forms that every type has.
func (m *maker) anyForm(t schema.Type, depth int) *node {
	d := depth - 1
	b := func() *node { return m.expr(schema.Of(schema.Boolean), d) }
	x := func() *node { return m.expr(t, d) }
	switch m.r.IntN(10) {
	case 0:
		return expression(t, "CASE WHEN %s THEN %s ELSE %s END", b(), x(), x())
	case 1:
		return expression(t, "coalesce(%s, %s)", x(), x())
	case 2:
		return expression(t, "IF(%s, %s)", b(), x())
	case 3:
		return expression(t, "nullif(%s, %s)", x(), x())
	case 4:
		return expression(t, "try(%s)", x())
	case 5:
		return m.cast(t, d)
	case 6:
		return expression(t, "element_at(%s, "+pick(m.r, "1", "2", "-1")+")", m.expr(schema.ArrayOf(t), d-1))
	case 7:
		key := schema.Of(schema.Varchar)
		return expression(t, "element_at(%s, %s)", m.expr(schema.MapOf(key, t), d-1), m.leaf(key))
	case 8:
		// Of the same NULL on both sides, Trino's optimizer makes a match.
		u := m.orderable()
		return expression(t, "CASE %s WHEN "+pick(m.r, plainLiterals(u)...)+" THEN %s ELSE %s END", m.expr(u, d-1), x(), x())
	}
	if orderable(t) {
		return expression(t, pick(m.r, "greatest", "least")+"(%s, %s)", x(), x())
	}
	return x()
}

// casts are which kinds a kind is cast from.
var casts = map[schema.Kind][]schema.Kind{
	schema.Boolean: {schema.Integer, schema.Varchar, schema.Double, schema.JSON}, schema.Integer: {schema.Bigint, schema.Double, schema.Decimal, schema.Boolean, schema.Varchar, schema.Smallint, schema.JSON},
	schema.Bigint: {schema.Integer, schema.Double, schema.Decimal, schema.Varchar, schema.JSON}, schema.Smallint: {schema.Integer, schema.Boolean}, schema.Tinyint: {schema.Boolean, schema.Smallint},
	schema.Double: {schema.Integer, schema.Decimal, schema.Varchar, schema.Real, schema.Boolean, schema.JSON}, schema.Real: {schema.Double, schema.Integer, schema.Decimal},
	schema.Decimal: {schema.Integer, schema.Double, schema.Decimal, schema.Varchar, schema.Boolean, schema.Bigint},
	schema.Varchar: {schema.Integer, schema.Double, schema.Decimal, schema.Boolean, schema.Date, schema.Timestamp, schema.TimestampTZ, schema.Time, schema.Char, schema.JSON, schema.Real, schema.UUID, schema.IPAddress, schema.IntervalDaySecond, schema.IntervalYearMonth, schema.Bigint},
	schema.Char:    {schema.Varchar}, schema.Date: {schema.Timestamp, schema.TimestampTZ, schema.Varchar}, schema.Timestamp: {schema.Date, schema.TimestampTZ, schema.Timestamp, schema.Varchar},
	schema.TimestampTZ: {schema.Timestamp, schema.Date, schema.TimestampTZ}, schema.Time: {schema.Timestamp, schema.TimestampTZ},
	schema.JSON:      {schema.Integer, schema.Varchar, schema.Boolean, schema.Double, schema.Date, schema.Timestamp, schema.Decimal, schema.Array, schema.Map, schema.Row, schema.Bigint},
	schema.Varbinary: {schema.UUID, schema.IPAddress}, schema.UUID: {schema.Varchar}, schema.IPAddress: {schema.Varchar},
}

func (m *maker) cast(t schema.Type, depth int) *node {
	form := "CAST"
	if m.r.IntN(2) == 0 {
		form = "TRY_CAST"
	}
	text := form + "(%s AS " + sqlType(t) + ")"
	switch t.Kind {
	case schema.Array:
		from := m.typ(0)
		return expression(t, text, m.expr(schema.ArrayOf(from), depth))
	case schema.Map:
		return expression(t, text, m.expr(schema.MapOf(*t.Key, m.typ(0)), depth))
	}
	from := casts[t.Kind]
	if len(from) == 0 {
		return m.expr(t, depth)
	}
	u := schema.Of(pick(m.r, from...))
	switch u.Kind {
	case schema.Decimal:
		u = schema.DecimalOf(10, 2)
	case schema.Array:
		u = schema.ArrayOf(m.typ(0))
	case schema.Map:
		u = schema.MapOf(schema.Of(schema.Varchar), m.typ(0))
	case schema.Row:
		u = schema.RowOf(schema.Field{Name: "a", Type: m.typ(0)}, schema.Field{Name: "B", Type: m.typ(0)})
		return expression(t, text, expression(u, "CAST(%s AS "+sqlType(u)+")", m.expr(schema.RowOf(schema.Field{Type: u.Fields[0].Type}, schema.Field{Type: u.Fields[1].Type}), depth)))
	case schema.Char:
		u.Length = 3
	}
	return expression(t, text, m.expr(u, depth))
}

// operator makes an operator of a type's own; nil where there is none.
func (m *maker) operator(t schema.Type, depth int) *node {
	d := depth - 1
	x := func() *node { return m.expr(t, d) }
	of := func(k schema.Kind) *node { return m.expr(schema.Of(k), d) }
	switch t.Kind {
	case schema.Boolean:
		return m.condition(depth)
	case schema.Integer, schema.Bigint, schema.Smallint, schema.Tinyint, schema.Double, schema.Real:
		if m.r.IntN(8) == 0 {
			return expression(t, "(-%s)", x())
		}
		return expression(t, "(%s "+pick(m.r, "+", "-", "*", "/", "%")+" %s)", x(), x())
	case schema.Decimal:
		return expression(t, "CAST((%s "+pick(m.r, "+", "-", "*", "/", "%")+" %s) AS "+sqlType(t)+")", m.expr(schema.DecimalOf(pick(m.r, 3, 10, 18), pick(m.r, 0, 2)), d), m.expr(schema.DecimalOf(pick(m.r, 3, 5, 12), pick(m.r, 0, 2)), d))
	case schema.Varchar:
		return expression(t, "(%s || %s)", x(), x())
	case schema.Date:
		return expression(t, "(%s + %s)", x(), leaf(schema.Type{}, pick(m.r, "INTERVAL '1' DAY", "INTERVAL '1' MONTH", "INTERVAL -'1' YEAR")))
	case schema.Timestamp, schema.TimestampTZ:
		if t.Kind == schema.TimestampTZ && m.r.IntN(2) == 0 {
			return expression(t, "(%s AT TIME ZONE "+pick(m.r, "'Asia/Seoul'", "'UTC'", "'America/New_York'", "'+05:30'")+")", x())
		}
		return expression(t, "(%s "+pick(m.r, "+", "-")+" %s)", x(), of(pick(m.r, schema.IntervalDaySecond, schema.IntervalYearMonth)))
	case schema.IntervalDaySecond:
		switch m.r.IntN(4) {
		case 0:
			return expression(t, "(%s - %s)", of(schema.Timestamp), of(schema.Timestamp))
		case 1:
			return expression(t, "(%s * %s)", x(), leaf(schema.Type{}, pick(m.r, "2", "-1", "1.5e0")))
		case 2:
			return expression(t, "(%s - %s)", of(schema.Date), of(schema.Date))
		}
		return expression(t, "(%s + %s)", x(), x())
	case schema.IntervalYearMonth:
		return expression(t, "(%s + %s)", x(), x())
	case schema.Array:
		switch m.r.IntN(5) {
		case 0:
			return expression(t, "(%s || %s)", x(), x())
		case 1:
			return expression(t, "(%s || %s)", x(), m.expr(*t.Elem, d))
		case 2:
			return m.lambda(t, "filter(%s, %s -> %s)", t, schema.Of(schema.Boolean), d)
		case 3:
			from := m.typ(0)
			return m.lambda(t, "transform(%s, %s -> %s)", schema.ArrayOf(from), *t.Elem, d)
		}
		return expression(t, "CAST(%s AS "+sqlType(t)+")", listOf("ARRAY[", ", ", "]", m.expr(*t.Elem, d), m.expr(*t.Elem, d)))
	case schema.Row:
		var kids []*node
		for _, f := range t.Fields {
			kids = append(kids, m.expr(f.Type, d))
		}
		return expression(t, "CAST(ROW("+strings.Repeat(", %s", len(kids))[2:]+") AS "+sqlType(t)+")", kids...)
	}
	return nil
}

// lambda: the body may use the element.
func (m *maker) lambda(t schema.Type, text string, over, result schema.Type, depth int) *node {
	list := m.expr(over, depth)
	m.lambdas++
	param := fmt.Sprintf("e%d", m.lambdas)
	m.columns = append(m.columns, reference{param, *over.Elem}, reference{param, *over.Elem}, reference{param, *over.Elem})
	body := m.expr(result, depth)
	m.columns = m.columns[:len(m.columns)-3]
	return expression(t, strings.Replace(text, "%s -> ", param+" -> ", 1), list, body)
}

// condition is a boolean.
func (m *maker) condition(depth int) *node {
	t, d := schema.Of(schema.Boolean), depth-1
	b := func() *node { return m.expr(t, d) }
	u := m.orderable()
	x := func() *node { return m.expr(u, d) }
	v := func() *node { return m.expr(schema.Of(schema.Varchar), d) }
	switch m.r.IntN(12) {
	case 0:
		return expression(t, "(%s AND %s)", b(), b())
	case 1:
		return expression(t, "(%s OR %s)", b(), b())
	case 2:
		return expression(t, "(NOT %s)", b())
	case 3:
		return expression(t, "(%s IS "+pick(m.r, "", "NOT ")+"NULL)", m.expr(m.typ(1), d))
	case 4:
		return expression(t, "(%s "+pick(m.r, "", "NOT ")+"BETWEEN %s AND %s)", x(), x(), x())
	case 5:
		return expression(t, "(%s "+pick(m.r, "", "NOT ")+"IN %s)", x(), listOf("(", ", ", ")", x(), x(), x()))
	case 6:
		return expression(t, "(%s "+pick(m.r, "", "NOT ")+"LIKE "+pick(m.r, "'a%'", "'%b%'", "'_b_'", "''", "'%'", "'a!%' ESCAPE '!'")+")", v())
	case 7:
		return expression(t, "(%s IS "+pick(m.r, "", "NOT ")+"DISTINCT FROM %s)", x(), x())
	case 8:
		w := m.typ(1)
		return expression(t, "(%s "+pick(m.r, "=", "<>")+" %s)", m.expr(w, d), m.expr(w, d))
	case 9:
		e := m.typ(0)
		return m.lambda(t, pick(m.r, "any_match", "all_match", "none_match")+"(%s, %s -> %s)", schema.ArrayOf(e), t, d)
	}
	// Two types that Trino brings to one.
	w := u
	if group := []schema.Kind{schema.Integer, schema.Bigint, schema.Double, schema.Decimal, schema.Smallint, schema.Real}; slices.Contains(group, u.Kind) {
		w = schema.Of(pick(m.r, group...))
		if w.Kind == schema.Decimal {
			w = schema.DecimalOf(10, 2)
		}
	} else if group := []schema.Kind{schema.Date, schema.Timestamp, schema.TimestampTZ}; slices.Contains(group, u.Kind) {
		w = schema.Of(pick(m.r, group...))
	}
	return expression(t, "(%s "+pick(m.r, "=", "<>", "<", "<=", ">", ">=")+" %s)", m.expr(u, d), m.expr(w, d))
}

// call makes a call of a function that gives a type; nil where none does.
func (m *maker) call(t schema.Type, depth int, kind string) *node {
	var fit []call
	for _, f := range m.calls {
		if f.kind != kind {
			continue
		}
		if _, variable := f.result.kind(); !variable && m.r.IntN(4) > 0 {
			continue // those that give anything would come too often
		}
		if f.result.bind(t, map[string]schema.Type{}) {
			fit = append(fit, f)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	names := map[string]bool{}
	for _, f := range fit {
		names[f.name] = true
	}
	name := pick(m.r, sortedNames(names)...)
	fit = slices.DeleteFunc(fit, func(f call) bool { return f.name != name })
	return m.callOf(pick(m.r, fit...), t, depth)
}

func sortedNames(names map[string]bool) []string {
	out := make([]string, 0, len(names))
	for n := range names {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func (m *maker) callOf(f call, t schema.Type, depth int) *node {
	vars := map[string]schema.Type{}
	if !f.result.bind(t, vars) {
		return nil
	}
	var kids []*node
	var parts []string
	for i, p := range f.args {
		known := valuesFor(f.name, i)
		if known == nil {
			known = values[p.name]
		}
		if known != nil && (m.r.IntN(10) < 8 || f.kind == "window" || slices.Contains(meanings, p.name)) {
			parts = append(parts, pick(m.r, known...))
			continue
		}
		if p.name == "function" {
			return nil // filter and transform are made by lambda
		}
		u, ok := m.concrete(p, vars)
		if !ok {
			return nil
		}
		parts = append(parts, "%s")
		kids = append(kids, m.expr(u, depth-1))
	}
	return expression(t, f.name+"("+strings.Join(parts, ", ")+")", kids...)
}

// concrete gives a pattern a type, and its variables, where they are free.
func (m *maker) concrete(p pattern, vars map[string]schema.Type) (schema.Type, bool) {
	k, known := p.kind()
	if !known {
		if len(p.args) > 0 || p.name == "function" || p.name == "unknown" || slices.Contains(meanings, p.name) || len(p.name) > 2 {
			return schema.Type{}, false
		}
		if _, ok := vars[p.name]; !ok {
			vars[p.name] = m.orderable()
		}
		return vars[p.name], true
	}
	t := schema.Of(k)
	inner := make([]schema.Type, len(p.args))
	switch k {
	case schema.Array, schema.Map, schema.Row:
		for i, a := range p.args {
			var ok bool
			if inner[i], ok = m.concrete(a, vars); !ok {
				return t, false
			}
		}
	}
	switch k {
	case schema.Array:
		return schema.ArrayOf(inner[0]), true
	case schema.Map:
		return schema.MapOf(inner[0], inner[1]), true
	case schema.Row:
		for _, f := range inner {
			t.Fields = append(t.Fields, schema.Field{Type: f})
		}
	case schema.Decimal:
		t = schema.DecimalOf(pick(m.r, 3, 10, 18, 25), pick(m.r, 0, 2))
	case schema.Char:
		t.Length = 3
	case schema.Timestamp, schema.TimestampTZ:
		t.Precision = pick(m.r, 3, 3, 6, 0)
	default:
		return t, literals[k] != nil
	}
	return t, true
}
