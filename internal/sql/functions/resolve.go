package functions

import (
	"fmt"
	"sort"
	"strings"

	"tarn/internal/schema"
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

// Resolve chooses the overload of f for arguments of these types, as Trino does: an exact match before one that needs
// coercions, and the cheapest of those. lambdas has an entry for each argument that is one, else nil.
func Resolve(f *Function, args []schema.Type, lambdas []*Lambda) (*Resolved, error) {
	var best *Resolved
	bestCost := 0
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
		if r != nil && (best == nil || cost < bestCost) {
			r.Overload = o
			best, bestCost = r, cost
			if cost == 0 {
				break
			}
		}
	}
	switch {
	case best != nil:
		if best.Overload.Result != nil {
			best.Result = best.Overload.Result(best.Args, best.Result)
		}
		return best, nil
	case bodyErr != nil:
		return nil, bodyErr
	}
	return nil, unexpected(f, args, lambdas)
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
	for i := range args {
		if lambdas == nil || lambdas[i] == nil {
			continue
		}
		parts := pat(i).args
		if lambdas[i].Params != len(parts)-1 {
			return nil, 0, nil
		}
		params := make([]schema.Type, len(parts)-1)
		for j := range params {
			params[j] = parts[j].concrete(b)
		}
		result, err := lambdas[i].Body(params)
		if err != nil {
			return nil, 0, err
		}
		if c := b.match(parts[len(parts)-1], result); c < 0 {
			return nil, 0, nil
		}
		fn := schema.Type{Kind: schema.Function}
		for _, p := range params {
			fn.Fields = append(fn.Fields, schema.Field{Type: p})
		}
		fn.Fields = append(fn.Fields, schema.Field{Type: parts[len(parts)-1].concrete(b)})
		r.Args[i] = fn
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
	}
	r.Result = sig.Result.concrete(b)
	if r.Result.Kind == schema.TimestampTZ {
		for _, t := range args {
			if t.Kind == schema.TimestampTZ {
				r.Result.Zone = t.Zone
			}
		}
	}
	return r, cost, nil
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
		expected = append(expected, f.Name+left)
	}
	sort.Strings(expected)
	return fmt.Errorf("Unexpected parameters (%s) for function %s. Expected: %s", strings.Join(names, ", "), f.Name, strings.Join(expected, ", "))
}
