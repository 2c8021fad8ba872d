package trinojson

// Path is a path of SQL/JSON: https://trino.io/docs/current/functions/json.html#json-path-language
type Path struct {
	lax  bool
	root node
	// Variables are the names that PASSING has to give, in the order of the text.
	Variables []string
}

// node is an expression of a path.
type node interface{}

type (
	literal  struct{ item item }
	context  struct{}
	current  struct{}
	last     struct{}
	variable struct{ name string }
	member   struct {
		base node
		key  string
	}
	wildcard struct{ base node }
	descend  struct {
		base node
		key  string
	}
	elementOf struct {
		base       node
		subscripts []subscript
	}
	allOf  struct{ base node }
	filter struct {
		base  node
		where predicate
	}
	method struct {
		base node
		name string
	}
	sign struct {
		x     node
		minus bool
	}
	binary struct {
		op          byte
		left, right node
	}
)

// subscript is an index, or a range where to is not nil.
type subscript struct{ from, to node }

// predicate is a condition of a filter.
type predicate interface{}

type (
	compare struct {
		op          string
		left, right node
	}
	startsWith struct{ whole, prefix node }
	exists     struct{ x node }
	not        struct{ x predicate }
	unknown    struct{ x predicate }
	logic      struct {
		and         bool
		left, right predicate
	}
)
