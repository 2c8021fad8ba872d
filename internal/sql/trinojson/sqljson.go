package trinojson

import (
	"strconv"
	"unicode/utf8"
)

// Spec is what a call of a SQL/JSON function says beside its arguments. It is constant in a statement, and handed on as JSON.
type Spec struct {
	Path string `json:",omitempty"`
	// Params are PASSING's names and values' types, in order.
	Params []Param `json:",omitempty"`
	// Wrapper is "", CONDITIONAL or UNCONDITIONAL; Omit is OMIT QUOTES.
	Wrapper string `json:",omitempty"`
	Omit    bool   `json:",omitempty"`
	// OnEmpty and OnError are "" (the function's own), NULL, ERROR, DEFAULT, EMPTY ARRAY, EMPTY OBJECT, TRUE, FALSE or UNKNOWN.
	OnEmpty, OnError string `json:",omitempty"`
	// Returning is the kind of json_value's result, with its length, or precision and scale.
	Returning   string `json:",omitempty"`
	Size, Scale int    `json:",omitempty"`
	// Absent is ABSENT ON NULL, Unique WITH UNIQUE KEYS.
	Absent, Unique bool `json:",omitempty"`

	parsed *Path
}

// Param is a value that a call is given, as text.
type Param struct {
	Name string `json:",omitempty"`
	// Type is integer, bigint, decimal, real, double, boolean, varchar, json (FORMAT JSON), or any other type's name.
	Type string
}

// item reads a parameter's text; nil is NULL.
func (p Param) item(text *string) (item, error) {
	if text == nil {
		return item{kind: jsonItem, json: &value{kind: null, text: "null"}}, nil
	}
	it := item{text: *text, typ: p.Type}
	switch p.Type {
	case "json":
		v, err := document(*text)
		if err != nil {
			return it, err
		}
		return itemOf(v), nil
	case "tinyint", "smallint", "integer", "bigint":
		n, err := strconv.ParseInt(*text, 10, 64)
		it.kind, it.num = numberItem, number{kind: integerNumber, i: n}
		if p.Type == "bigint" {
			it.num.kind = bigintNumber
		}
		return it, err
	case "decimal":
		n, err := parseDecimal(*text)
		it.kind, it.num = numberItem, n
		return it, err
	case "real", "double":
		f, err := strconv.ParseFloat(*text, 64)
		it.kind, it.num = numberItem, number{kind: doubleNumber, f: f}
		if p.Type == "real" {
			it.num.kind = realNumber
		}
		return it, err
	case "boolean":
		it.kind, it.truth = boolItem, *text == "true"
	case "varchar":
		return textItem(*text), nil
	default:
		it.kind = otherItem
	}
	return it, nil
}

// sqlError is a failure with Trino's code.
type sqlError struct{ code, msg string }

func (e *sqlError) Error() string { return e.code + ": " + e.msg }

var (
	errInput  = &sqlError{"JSON_INPUT_CONVERSION_ERROR", "conversion to JSON failed: "}
	errEmpty  = &sqlError{"JSON_OUTPUT_CONVERSION_ERROR", "conversion from JSON failed: JSON path found no items"}
	errMany   = &sqlError{"JSON_OUTPUT_CONVERSION_ERROR", "conversion from JSON failed: JSON path found multiple items"}
	errNoJSON = &sqlError{"JSON_OUTPUT_CONVERSION_ERROR", "conversion from JSON failed: JSON path found an item that cannot be converted to JSON"}
)

func valueError(msg string) error {
	return &sqlError{"JSON_VALUE_RESULT_ERROR", "cannot extract SQL scalar from JSON: " + msg}
}

// document reads a text's first value; an empty text is null.
func document(doc string) (*value, error) {
	r := newReader(doc)
	t, err := r.next()
	if err != nil {
		return nil, errInput
	}
	if t == end {
		return &value{kind: null, text: "null"}, nil
	}
	v, err := readTree(r)
	if err != nil {
		return nil, errInput
	}
	return v, nil
}

// Check reads the path.
func (s *Spec) Check() (err error) {
	s.parsed, err = ParseSQLPath(s.Path)
	return err
}

func (s *Spec) items(doc string, params []*string) ([]item, error) {
	v, err := document(doc)
	if err != nil {
		return nil, err
	}
	e := &evaluation{path: s.parsed, doc: itemOf(v), params: map[string]item{}}
	for i, p := range s.Params {
		if e.params[p.Name], err = p.item(params[i]); err != nil {
			return nil, err
		}
	}
	return e.eval(s.parsed.root)
}

// Exists is json_exists; nil is NULL.
func (s *Spec) Exists(doc string, params []*string) (any, error) {
	items, err := s.items(doc, params)
	if err == nil {
		return len(items) > 0, nil
	}
	switch s.OnError {
	case "ERROR":
		return nil, err
	case "TRUE":
		return true, nil
	case "UNKNOWN":
		return nil, nil
	}
	return false, nil
}

// Query is json_query; nil is NULL.
func (s *Spec) Query(doc string, params []*string) (any, error) {
	instead := func(behaviour string, err error) (any, error) {
		switch behaviour {
		case "ERROR":
			return nil, err
		case "EMPTY ARRAY":
			return "[]", nil
		case "EMPTY OBJECT":
			return "{}", nil
		}
		return nil, nil
	}
	items, err := s.items(doc, params)
	if err != nil {
		return instead(s.OnError, err)
	}
	if len(items) == 0 {
		return instead(s.OnEmpty, errEmpty)
	}
	if s.Wrapper == "" && len(items) > 1 {
		return instead(s.OnError, errMany)
	}
	values := make([]*value, len(items))
	for i, it := range items {
		v, ok := it.toJSON()
		if !ok {
			if v, ok = it.otherJSON(); !ok {
				return instead(s.OnError, errNoJSON)
			}
		}
		values[i] = v
	}
	v := values[0]
	if s.Wrapper == "UNCONDITIONAL" || s.Wrapper == "CONDITIONAL" && (len(values) > 1 || v.kind.scalar()) {
		v = &value{kind: startArray, elems: values}
	}
	if s.Omit && v.kind == text {
		return sqlText(v.text), nil
	}
	return string(v.append(nil, false)), nil
}

// Rows are the items that json_table makes a row of each, as JSON texts.
func (s *Spec) Rows(doc string, params []*string) (any, error) {
	items, err := s.items(doc, params)
	rows := make([]string, len(items))
	for i := 0; err == nil && i < len(items); i++ {
		v, ok := items[i].toJSON()
		if !ok {
			if v, ok = items[i].otherJSON(); !ok {
				err = errNoJSON
				break
			}
		}
		rows[i] = string(v.append(nil, false))
	}
	switch {
	case err == nil:
		return rows, nil
	case s.OnError == "ERROR":
		return nil, err
	}
	return []string{}, nil
}

// otherJSON: of SQL's other types, uuid and ipaddress are texts to Trino, and a date is nothing.
func (it item) otherJSON() (*value, bool) {
	switch it.typ {
	case "uuid", "ipaddress", "ipprefix":
		return &value{kind: text, text: it.text}, true
	}
	return nil, false
}

// The states of json_value's result.
const (
	StateValue = "value"
	StateEmpty = "empty"
	StateError = "error"
)

// Value is json_value: the text of a scalar that its cast to the result's type takes. nil is NULL.
func (s *Spec) Value(doc string, params []*string) (any, error) {
	v, _, err := s.value(doc, params)
	return v, err
}

// State says which of json_value's results a document has: where that is the value of a DEFAULT, it is not for Value to know.
func (s *Spec) State(doc string, params []*string) (any, error) {
	_, state, err := s.value(doc, params)
	return state, err
}

func (s *Spec) value(doc string, params []*string) (any, string, error) {
	instead := func(behaviour, state string, err error) (any, string, error) {
		if behaviour != "ERROR" {
			err = nil
		}
		return nil, state, err
	}
	items, err := s.items(doc, params)
	switch {
	case err != nil:
		return instead(s.OnError, StateError, err)
	case len(items) == 0:
		return instead(s.OnEmpty, StateEmpty, valueError("JSON path found no items"))
	case len(items) > 1:
		return instead(s.OnError, StateError, valueError("JSON path found multiple items"))
	case isNull(items[0]):
		return nil, StateValue, nil
	case items[0].kind == jsonItem:
		return instead(s.OnError, StateError, valueError("JSON path found an item that cannot be converted to an SQL value"))
	}
	v, ok := s.returned(items[0])
	if !ok && items[0].kind == boolItem && s.Returning == "varchar" { // whatever ON ERROR says
		return nil, StateError, &sqlError{"GENERIC_INTERNAL_ERROR", "Character count exceeds length limit " + strconv.Itoa(s.Size) + ": " + v}
	}
	if !ok {
		return instead(s.OnError, StateError, valueError("Cannot cast value of type "+items[0].sqlType()+" to declared return type of function JSON_VALUE: "+s.returning()))
	}
	return v, StateValue, nil
}

func (s *Spec) returning() string {
	switch {
	case s.Returning == "decimal":
		return "decimal(" + strconv.Itoa(s.Size) + "," + strconv.Itoa(s.Scale) + ")"
	case s.Size > 0:
		return s.Returning + "(" + strconv.Itoa(s.Size) + ")"
	}
	return s.Returning
}

func (it item) sqlType() string {
	switch it.kind {
	case textItemKind:
		if it.json == nil {
			return it.typ
		}
		return "varchar"
	case boolItem:
		return "boolean"
	case numberItem:
		return it.num.typeName()
	}
	return it.typ
}

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}
