package syntax

// JSON is a call of one of the SQL/JSON functions, whose arguments have a grammar of their own:
// https://trino.io/docs/current/functions/json.html#json-path-language
type JSON struct {
	Span
	Name string // JSON_EXISTS, JSON_QUERY, JSON_VALUE, JSON_OBJECT or JSON_ARRAY
	// Input, Path and Passing are those of JSON_EXISTS, JSON_QUERY and JSON_VALUE; PathName follows the path with AS.
	Input    *JSONValue
	Path     *Text
	PathName *Ident
	Passing  []*JSONArgument
	// Members are JSON_OBJECT's, and JSON_ARRAY's with no Key.
	Members []*JSONMember
	// Nulls is "", NULL or ABSENT (ON NULL); Unique is "", WITH or WITHOUT (UNIQUE KEYS).
	Nulls, Unique string
	// Returning may be nil; Format and Encoding belong to it.
	Returning *Type
	Format    bool
	Encoding  string
	// Wrapper is "", WITHOUT, CONDITIONAL or UNCONDITIONAL; Quotes is "", KEEP or OMIT, Scalar says ON SCALAR STRING.
	Wrapper, Quotes string
	Scalar          bool
	// OnEmpty and OnError are "" or what to do: NULL, ERROR, DEFAULT (with a value), EMPTY ARRAY, EMPTY OBJECT, TRUE, FALSE, UNKNOWN.
	OnEmpty, OnError           string
	EmptyDefault, ErrorDefault Expr
}

// JSONValue is a value with FORMAT JSON [ENCODING …].
type JSONValue struct {
	Span
	X        Expr
	Format   bool
	Encoding string
}

// JSONArgument is a value of PASSING, and its name.
type JSONArgument struct {
	Span
	Value *JSONValue
	Name  *Ident
}

// JSONMember is a member of an object, or an element of an array.
type JSONMember struct {
	Span
	Key   Expr
	Value *JSONValue
}

func (*JSON) expr() {}

func jsonChildren(k *kids, x *JSON) {
	add(k, x.Input)
	add(k, x.Path)
	add(k, x.PathName)
	add(k, x.Passing...)
	add(k, x.Members...)
	add(k, x.Returning)
	addAll(k, x.EmptyDefault, x.ErrorDefault)
}
