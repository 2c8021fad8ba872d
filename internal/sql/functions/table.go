package functions

import (
	"sort"
	"strings"
	"sync"

	"tarn/internal/schema"
)

// Kind is how a function is called.
type Kind uint8

// The kinds of function. An aggregate is a window function, too.
const (
	Scalar Kind = iota
	Aggregate
	Window
)

func (k Kind) String() string { return [...]string{"scalar", "aggregate", "window"}[k] }

// Function is one of Trino's functions, and its form in DuckDB.
type Function struct {
	Name      string
	Kind      Kind
	Section   string
	Overloads []*Overload
	// Volatile functions give another value each time (random).
	Volatile bool
	// KeepsNulls says that a window function takes IGNORE NULLS.
	KeepsNulls bool
	Doc        string
}

// Overload is one signature of a function.
type Overload struct {
	Signature string
	// Duck is the form in DuckDB: $1 and so on are the arguments, $* all of them, $type the result's DuckDB type, and
	// {fail …} an expression that fails with this text. In an aggregate's or a window function's form {d} is where DISTINCT goes
	// (else after the first parenthesis), {o} ORDER BY, {n} IGNORE NULLS, and {t} FILTER and OVER (else last).
	Duck string
	// Emit writes the form where a template does not do: it looks at literals and types.
	Emit func(c *Call) (string, error)
	// Result corrects the type that the signature gives.
	Result func(args []schema.Type, result schema.Type) schema.Type

	once   sync.Once
	parsed *Signature
	err    error
}

// Parsed is the signature, read once.
func (o *Overload) Parsed() (*Signature, error) {
	o.once.Do(func() { o.parsed, o.err = parseSignature(o.Signature) })
	return o.parsed, o.err
}

// Call is a call as Emit sees it.
type Call struct {
	Name   string
	Args   []Arg
	Result schema.Type
	// Fail writes an expression that fails when it is evaluated, FailAs one of another type than the result's, FailText one whose
	// message is an expression, too.
	Fail     func(msg string) string
	FailAs   func(msg string, t schema.Type) string
	FailText func(text string) string
	// Less writes a < b of arrays or rows, which fails where a NULL within decides.
	Less func(a, b string, t schema.Type) string
	// Equal writes a = b: NULL where a NULL within decides.
	Equal func(a, b string, t schema.Type) string
	// Param is a name for a lambda's parameter that no lambda around has.
	Param func() string
	// Instant asks for the instant only, of a time whose zone differs from row to row.
	Instant bool
	// Trying says that TRY is around: DuckDB computes what is written twice outside of it, so that it must not fail.
	Trying bool
}

// Arg is an argument: its DuckDB text, and its value if it is a literal.
type Arg struct {
	Text  string
	Type  schema.Type
	Const bool
	Value any
	// Body writes a lambda's body with these texts for its parameters. Its Text is empty where Emit writes the form.
	Body func(params ...string) string
	// ValidJSON says that the text is known to be JSON or NULL: it comes from a JSON column of the lake.
	ValidJSON bool
}

// Str is a text literal's value.
func (a Arg) Str() (string, bool) {
	s, ok := a.Value.(string)
	return s, ok && a.Const
}

var table = sync.OnceValue(func() map[string]*Function {
	m := map[string]*Function{}
	for _, section := range sections {
		for _, f := range section.functions {
			f.Section = section.name
			for _, name := range strings.Fields(f.Name) {
				if m[name] != nil {
					panic("function listed twice: " + name)
				}
				g := *f
				g.Name = name
				m[name] = &g
			}
		}
	}
	return m
})

var sections = []struct {
	name      string
	functions []*Function
}{
	{"aggregate", aggregates}, {"statistics", statistics}, {"window", windows}, {"string", strs}, {"regexp", regexps}, {"json", jsons}, {"datetime", datetimes},
	{"conditional", conditionals}, {"math", maths}, {"bitwise", bitwises}, {"session", sessions}, {"array", append(arrays, lambdas...)}, {"map", maps}, {"binary", binaries}, {"url", urls}, {"conversion", conversions},
}

// Lookup finds a function by name, in any case; nil if Tarn has none of this name.
func Lookup(name string) *Function { return table()[strings.ToLower(name)] }

// All lists the functions by section, in Trino's documentation's order of sections, then by name.
func All() []*Function {
	var all []*Function
	for _, section := range sections {
		at := len(all)
		for _, f := range section.functions {
			for _, name := range strings.Fields(f.Name) {
				all = append(all, Lookup(name))
			}
		}
		part := all[at:]
		sort.Slice(part, func(i, j int) bool { return part[i].Name < part[j].Name })
	}
	return all
}

// scalar, aggregate and window build a row; Name may list several names of one function.
func scalar(name, doc string, overloads ...*Overload) *Function {
	return &Function{Name: name, Doc: doc, Overloads: overloads}
}

func aggregate(name, doc string, overloads ...*Overload) *Function {
	return &Function{Name: name, Kind: Aggregate, Doc: doc, Overloads: overloads}
}

func window(name, doc string, overloads ...*Overload) *Function {
	return &Function{Name: name, Kind: Window, Doc: doc, Overloads: overloads}
}

func on(signature, duck string) *Overload { return &Overload{Signature: signature, Duck: duck} }

func by(signature string, emit func(*Call) (string, error)) *Overload {
	return &Overload{Signature: signature, Emit: emit}
}

// typed gives an overload a rule for its result's type.
func (o *Overload) typed(result func([]schema.Type, schema.Type) schema.Type) *Overload {
	o.Result = result
	return o
}

// volatile marks a function whose calls differ.
func (f *Function) volatile() *Function {
	f.Volatile = true
	return f
}

// nulls marks a window function that takes IGNORE NULLS.
func (f *Function) nulls() *Function {
	f.KeepsNulls = true
	return f
}
