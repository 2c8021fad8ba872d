package functions

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// Signature is a function's type: its arguments' and its result's, with variables.
//
// It is written as in Trino's SHOW FUNCTIONS: (array(T), function(T, boolean)) -> array(T). A single capital is a variable
// for a type; E one whose values compare, O one whose values have an order; n, p and s stand for lengths, precisions and scales.
// `...` after the last argument: once or more. varchar alone takes every varchar.
type Signature struct {
	Args     []pattern
	Result   pattern
	Variadic bool
	text     string
}

func (s *Signature) String() string { return s.text }

// generic reports whether there are variables in the arguments.
func (s *Signature) generic() bool { return slices.ContainsFunc(s.Args, pattern.generic) }

func (p pattern) generic() bool {
	return p.variable != "" || slices.ContainsFunc(p.numbers, func(n number) bool { return n.name != "" }) || slices.ContainsFunc(p.args, pattern.generic)
}

// pattern is a type with variables.
type pattern struct {
	variable string
	kind     schema.Kind
	// numbers are the parameters of varchar, decimal and timestamp: a name, or "" with the number in fixed.
	numbers []number
	args    []pattern
}

type number struct {
	name  string
	fixed int
}

func parseSignature(text string) (*Signature, error) {
	left, right, ok := strings.Cut(text, " -> ")
	if !ok {
		return nil, fmt.Errorf("signature %q has no result", text)
	}
	s := &Signature{text: text, Variadic: strings.HasSuffix(left, "...)")}
	left = strings.Replace(left, "...)", ")", 1)
	if left != "()" {
		t, err := syntax.ParseType("args" + left)
		if err != nil {
			return nil, fmt.Errorf("signature %q: %w", text, err)
		}
		for _, a := range t.Args {
			p, err := patternOf(a)
			if err != nil {
				return nil, fmt.Errorf("signature %q: %w", text, err)
			}
			s.Args = append(s.Args, p)
		}
	}
	t, err := syntax.ParseType(right)
	if err == nil {
		s.Result, err = patternOf(t)
	}
	if err != nil {
		return nil, fmt.Errorf("signature %q: %w", text, err)
	}
	return s, nil
}

func patternOf(t *syntax.Type) (pattern, error) {
	if len(t.Name) == 1 && !t.WithZone && t.Args == nil {
		return pattern{variable: t.Name}, nil
	}
	var p pattern
	switch t.Name {
	case "FUNCTION":
		p.kind = schema.Function
	case "UNKNOWN":
		p.kind = schema.Unknown
	default:
		base, err := schema.KindOf(t.Name, t.WithZone)
		if err != nil {
			return p, err
		}
		p.kind = base
	}
	nested := p.kind == schema.Function || p.kind == schema.Array || p.kind == schema.Map || p.kind == schema.Row
	for _, n := range t.Numbers {
		p.numbers = append(p.numbers, number{fixed: n})
	}
	for _, a := range t.Args {
		if !nested {
			p.numbers = append(p.numbers, number{name: strings.ToLower(a.Name)})
			continue
		}
		q, err := patternOf(a)
		if err != nil {
			return p, err
		}
		p.args = append(p.args, q)
	}
	for _, f := range t.Fields {
		q, err := patternOf(f.Type)
		if err != nil {
			return p, err
		}
		p.args = append(p.args, q)
	}
	return p, nil
}

// bindings are what a signature's variables stand for in one call.
type bindings struct {
	types   map[string]schema.Type
	numbers map[string]int
}

// match binds the variables of p to what t needs, and reports what the coercion costs; a negative cost is a mismatch.
func (b *bindings) match(p pattern, t schema.Type) int {
	if p.variable != "" {
		old, ok := b.types[p.variable]
		if !ok {
			b.types[p.variable] = t
			return b.allowed(p.variable, t)
		}
		common, ok := Common(old, t)
		if !ok {
			return -1
		}
		b.types[p.variable] = common
		if common.Equal(t) && common.Equal(old) {
			return 0
		}
		return 1
	}
	if t.Kind == schema.Unknown {
		switch p.kind { // the least of its kind
		case schema.Varchar, schema.Char:
			b.number(p, schema.Type{Kind: p.kind})
		case schema.Decimal:
			b.number(p, schema.DecimalOf(1, 0))
		}
		return 1
	}
	if t.Kind != p.kind {
		to := p.concrete(b)
		if p.kind == schema.Decimal && IsInteger(t) && len(p.numbers) == 2 {
			to = AsDecimal(t)
			b.number(p, to)
			return 6 // after every integer, before real and double
		}
		if (p.kind == schema.Timestamp || p.kind == schema.TimestampTZ) && len(p.numbers) == 1 && p.numbers[0].name != "" {
			to.Precision = t.Precision // of a date, none
		}
		if !Coerces(t, to) {
			return -1
		}
		if t.Kind != schema.Date { // a day has no precision of its own
			b.number(p, to)
		}
		cost := 2 + max(0, numericRank[p.kind]-numericRank[t.Kind]) + max(0, timeRank[p.kind]-timeRank[t.Kind])
		if IsInteger(t) && numericRank[p.kind] > numericRank[schema.Decimal] {
			cost += 5
		}
		return cost
	}
	if p.kind == schema.Varchar && len(p.numbers) == 1 && p.numbers[0].name == "" && (t.Length == schema.Unbounded || t.Length > p.numbers[0].fixed) {
		return -1 // codepoint takes a varchar(1)
	}
	b.number(p, t)
	return b.matchNested(p, t)
}

func (b *bindings) allowed(variable string, t schema.Type) int {
	if variable == "O" && !Orderable(t) || variable == "E" && !Comparable(t) {
		return -1
	}
	return 0
}

func (b *bindings) matchNested(p pattern, t schema.Type) int {
	var parts []schema.Type
	switch t.Kind {
	case schema.Array:
		parts = []schema.Type{*t.Elem}
	case schema.Map:
		parts = []schema.Type{*t.Key, *t.Elem}
	case schema.Row, schema.Function:
		if len(p.args) != len(t.Fields) {
			return -1
		}
		for _, f := range t.Fields {
			parts = append(parts, f.Type)
		}
	}
	cost := 0
	for i, part := range parts {
		c := b.match(p.args[i], part)
		if c < 0 {
			return -1
		}
		cost += c
	}
	return cost
}

// number binds the length, precision and scale variables of p to those of t.
func (b *bindings) number(p pattern, t schema.Type) {
	var values []int
	switch t.Kind {
	case schema.Varchar, schema.Char:
		values = []int{t.Length}
	case schema.Decimal:
		values = []int{t.Precision, t.Scale}
	case schema.Timestamp, schema.TimestampTZ, schema.Time, schema.TimeTZ:
		values = []int{t.Precision}
	}
	for i, n := range p.numbers {
		if n.name == "" || i >= len(values) {
			continue
		}
		if old, ok := b.numbers[n.name]; !ok || values[i] > old && old != schema.Unbounded || values[i] == schema.Unbounded {
			b.numbers[n.name] = values[i]
		}
	}
}

// concrete is the type that p stands for under the bindings.
func (p pattern) concrete(b *bindings) schema.Type {
	if p.variable != "" {
		return b.types[p.variable]
	}
	t := schema.Of(p.kind)
	value := func(i, otherwise int) int {
		if i >= len(p.numbers) {
			return otherwise
		}
		if n := p.numbers[i]; n.name == "" {
			return n.fixed
		} else if v, ok := b.numbers[n.name]; ok {
			return v
		}
		return otherwise
	}
	switch p.kind {
	case schema.Varchar, schema.Char:
		t.Length = value(0, t.Length)
	case schema.Decimal:
		t.Precision, t.Scale = value(0, 38), value(1, 0)
	case schema.Timestamp, schema.TimestampTZ, schema.Time, schema.TimeTZ:
		t.Precision = value(0, t.Precision)
	case schema.Array:
		return schema.ArrayOf(p.args[0].concrete(b))
	case schema.Map:
		return schema.MapOf(p.args[0].concrete(b), p.args[1].concrete(b))
	case schema.Row, schema.Function:
		for _, a := range p.args {
			t.Fields = append(t.Fields, schema.Field{Type: a.concrete(b)})
		}
	}
	return t
}
