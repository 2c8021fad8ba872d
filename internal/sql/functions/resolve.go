package functions

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// Lambda is the type of an argument that is a lambda, before its body can be typed: Params is how many it takes. A resolver
// calls Body with the parameters' types.
type Lambda struct {
	Params int
	Body   func(params []schema.Type) (schema.Type, error)
}

// Resolved is a chosen overload: the types that the arguments are to be turned into, and the result's.
type Resolved struct {
	Overload *Overload
	Args     []schema.Type
	Result   schema.Type
}

// candidate is an overload that takes the arguments, after coercions of some cost.
type candidate struct {
	*Resolved
	sig  *Signature
	cost int
}

// Resolve chooses the overload of f for arguments of these types, as Trino's FunctionBinder does: one that needs no coercion, or else
// the most specific of those that do. lambdas has an entry for each argument that is one, else nil.
func Resolve(f *Function, args []schema.Type, lambdas []*Lambda) (*Resolved, error) {
	var fits []candidate
	var bodyErr error
	for _, o := range f.Overloads {
		sig, err := o.Parsed()
		if err != nil {
			return nil, err
		}
		r, cost, err := try(sig, args, lambdas)
		if err != nil {
			bodyErr = err
			continue
		}
		if r == nil {
			continue
		}
		r.Overload = o
		if o.Result != nil {
			r.Result = o.Result(r.Args, r.Result)
		}
		fits = append(fits, candidate{r, sig, cost})
		if cost == 0 && !sig.generic() {
			break
		}
	}
	switch {
	case len(fits) == 0 && bodyErr != nil:
		return nil, bodyErr
	case len(fits) == 0:
		return nil, unexpected(f, args, lambdas)
	}
	return choose(fits, args, lambdas)
}

func choose(fits []candidate, args []schema.Type, lambdas []*Lambda) (*Resolved, error) {
	best := slices.MinFunc(fits, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), compareBool(a.sig.generic(), b.sig.generic()))
	})
	if best.cost == 0 || len(fits) == 1 || slices.ContainsFunc(lambdas, func(l *Lambda) bool { return l != nil }) {
		return best.Resolved, nil
	}
	specific := mostSpecific(fits)
	if len(specific) == 1 {
		return specific[0].Resolved, nil
	}
	if !slices.ContainsFunc(args, func(t schema.Type) bool { return t.Kind == schema.Unknown }) {
		return best.Resolved, nil
	}
	// Those that only NULLs have to be cast for come first. Where all give NULLs of one type, any does.
	if only := slices.DeleteFunc(slices.Clone(fits), func(c candidate) bool {
		for i, t := range args {
			if t.Kind != schema.Unknown && !t.Equal(c.Args[i]) {
				return true
			}
		}
		return false
	}); len(only) > 0 {
		specific = only
	}
	for _, c := range specific[1:] {
		if !c.Result.Equal(specific[0].Result) {
			return nil, ambiguous(specific)
		}
	}
	return specific[0].Resolved, nil
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// mostSpecific are the candidates whose arguments no other candidate's coerce to.
func mostSpecific(fits []candidate) []candidate {
	var out []candidate
next:
	for _, c := range fits {
		for i := range out {
			if c.coversLess(out[i]) {
				out[i] = c
				continue next
			}
			if out[i].coversLess(c) {
				continue next
			}
		}
		out = append(out, c)
	}
	return out
}

// coversLess reports whether c's arguments can be given to d.
func (c candidate) coversLess(d candidate) bool {
	r, _, err := try(d.sig, c.Args, nil)
	return err == nil && r != nil
}

func ambiguous(of []candidate) error {
	var b strings.Builder
	b.WriteString("Could not choose a best candidate operator. Explicit type casts must be added.\nCandidates are:\n")
	for _, c := range of {
		names := make([]string, len(c.Args))
		for i, t := range c.Args {
			names[i] = t.String()
		}
		fmt.Fprintf(&b, "\t * (%s):%s\n", strings.Join(names, ","), c.Result)
	}
	return &syntax.Error{Code: syntax.AmbiguousFunctionCall, Msg: b.String()}
}

// try matches one signature: plain arguments first, then the lambdas, whose parameters they settle.
func try(sig *Signature, args []schema.Type, lambdas []*Lambda) (*Resolved, int, error) {
	if len(args) != len(sig.Args) && !(sig.Variadic && len(args) >= len(sig.Args)) {
		return nil, 0, nil
	}
	pat := func(i int) pattern { return sig.Args[min(i, len(sig.Args)-1)] }
	b := &bindings{types: map[string]schema.Type{}, numbers: map[string]int{}}
	cost := 0
	for i, t := range args {
		isLambda := lambdas != nil && lambdas[i] != nil
		if isLambda != (pat(i).kind == schema.Function && pat(i).variable == "") {
			return nil, 0, nil
		}
		if isLambda {
			continue
		}
		c := b.match(pat(i), t)
		if c < 0 {
			return nil, 0, nil
		}
		cost += c
	}
	r := &Resolved{Args: make([]schema.Type, len(args))}
	if fits, err := b.matchLambdas(r, pat, lambdas); !fits || err != nil {
		return nil, 0, err
	}
	for name, t := range b.types {
		if b.allowed(name, t) < 0 {
			return nil, 0, nil
		}
	}
	for i, t := range args {
		if lambdas != nil && lambdas[i] != nil {
			continue
		}
		p := pat(i)
		r.Args[i] = p.concrete(b)
		if p.variable == "" && t.Kind == p.kind && p.args == nil {
			r.Args[i] = t // varchar takes varchar(5) as it is
		}
		if t.Kind == schema.TimestampTZ && p.kind == t.Kind {
			r.Args[i].Zone = t.Zone
		}
	}
	r.Result = sig.Result.concrete(b)
	if r.Result.Kind == schema.TimestampTZ && sig.Result.variable == "" {
		for _, t := range args {
			if t.Kind == schema.TimestampTZ {
				r.Result.Zone = t.Zone
			}
		}
	}
	return r, cost, nil
}

// matchLambdas types the lambdas with what the other arguments have bound. A result may widen a variable that parameters are of,
// such as the state of reduce: then all are typed again.
func (b *bindings) matchLambdas(r *Resolved, pat func(int) pattern, lambdas []*Lambda) (bool, error) {
	for again, rounds := true, 0; again; rounds++ {
		if rounds == 4 {
			return false, &syntax.Error{Code: "GENERIC_INTERNAL_ERROR", Msg: "SignatureBinder.iterativeSolve does not converge after 4 iterations."}
		}
		again = false
		for i, l := range lambdas {
			if l == nil {
				continue
			}
			parts := pat(i).args
			if l.Params != len(parts)-1 {
				return false, nil
			}
			params := make([]schema.Type, len(parts)-1)
			for j := range params {
				params[j] = parts[j].concrete(b)
			}
			result, err := l.Body(params)
			if err != nil {
				return false, err
			}
			want := parts[len(parts)-1]
			if c := b.match(want, result); c < 0 || want.variable == "" && result.Kind == schema.Unknown {
				return false, nil
			}
			fn := schema.Type{Kind: schema.Function}
			for j, p := range params {
				again = again || !parts[j].concrete(b).Equal(p)
				fn.Fields = append(fn.Fields, schema.Field{Type: p})
			}
			fn.Fields = append(fn.Fields, schema.Field{Type: parts[len(parts)-1].concrete(b)})
			r.Args[i] = fn
		}
	}
	return true, nil
}

// LambdaParams is how many parameters a lambda has that is argument i of n; -1 where none can be.
func (f *Function) LambdaParams(i, n int) int {
	for _, o := range f.Overloads {
		if sig, err := o.Parsed(); err == nil && len(sig.Args) == n && sig.Args[i].kind == schema.Function && sig.Args[i].variable == "" {
			return len(sig.Args[i].args) - 1
		}
	}
	return -1
}

// unexpected words a failed resolution as Trino does.
func unexpected(f *Function, args []schema.Type, lambdas []*Lambda) error {
	names := make([]string, len(args))
	for i, t := range args {
		names[i] = t.String()
		if lambdas != nil && lambdas[i] != nil {
			names[i] = "function"
		}
	}
	var expected []string
	for _, o := range f.Overloads {
		left, _, _ := strings.Cut(o.Signature, " -> ")
		expected = append(expected, f.Name+strings.ReplaceAll(strings.ReplaceAll(left, "(p, s)", "(p,s)"), "...", ""))
	}
	sort.Strings(expected)
	return fmt.Errorf("Unexpected parameters (%s) for function %s. Expected: %s", strings.Join(names, ", "), f.Name, strings.Join(expected, ", "))
}
