package schema

import (
	"fmt"
	"strconv"
	"strings"
)

// hiveKinds are Hive's plain types: https://docs.aws.amazon.com/athena/latest/ug/data-types.html.
var hiveKinds = map[string]Kind{
	"boolean": Boolean, "tinyint": Tinyint, "smallint": Smallint, "int": Integer, "integer": Integer, "bigint": Bigint,
	"float": Real, "real": Real, "double": Double, "double precision": Double, "string": Varchar, "binary": Varbinary, "date": Date, "timestamp": Timestamp,
}

var hiveNames = map[Kind]string{
	Boolean: "boolean", Tinyint: "tinyint", Smallint: "smallint", Integer: "int", Bigint: "bigint", Real: "float", Double: "double",
	Varbinary: "binary", Date: "date",
}

// ParseHive reads a type as Hive and Glue write it: array<struct<a:int,b:string>>. A Hive timestamp is Trino's timestamp(3).
func ParseHive(text string) (Type, error) {
	p := &hiveParser{rest: text}
	t, err := p.typ(0)
	if err == nil && strings.TrimSpace(p.rest) != "" {
		err = fmt.Errorf("%q after the type", strings.TrimSpace(p.rest))
	}
	if err != nil {
		return Type{}, fmt.Errorf("the Hive type %q cannot be read: %w", text, err)
	}
	return t, nil
}

// shape reads a type as ParseHive does, and keeps the case of members' names: JSON text tells them apart.
func shape(text string) *Type {
	p := &hiveParser{rest: text, cased: true}
	t, err := p.typ(0)
	if err != nil || strings.TrimSpace(p.rest) != "" {
		panic(fmt.Sprint("schema: ", text, ": ", err)) // the texts are constants
	}
	return &t
}

type hiveParser struct {
	rest string
	// cased keeps the case of members' names.
	cased bool
}

// maxHiveDepth bounds how deep types nest.
const maxHiveDepth = 100

func (p *hiveParser) typ(depth int) (Type, error) {
	if depth > maxHiveDepth {
		return Type{}, fmt.Errorf("it nests deeper than %d", maxHiveDepth)
	}
	name := strings.ToLower(strings.TrimSpace(p.until("<>(),:")))
	switch name {
	case "array":
		args, err := p.args(1, depth)
		if err != nil {
			return Type{}, err
		}
		return ArrayOf(args[0]), nil
	case "map":
		args, err := p.args(2, depth)
		if err != nil {
			return Type{}, err
		}
		return MapOf(args[0], args[1]), nil
	case "struct":
		return p.members(depth)
	case "decimal", "numeric", "varchar", "char":
		return p.sized(name)
	}
	if k, ok := hiveKinds[name]; ok {
		return Of(k), nil
	}
	if name == "" {
		return Type{}, fmt.Errorf("a type is missing")
	}
	return Type{}, fmt.Errorf("there is no type %s", name)
}

// until takes what comes before one of the characters.
func (p *hiveParser) until(stop string) string {
	i := strings.IndexAny(p.rest, stop)
	if i < 0 {
		i = len(p.rest)
	}
	out := p.rest[:i]
	p.rest = p.rest[i:]
	return out
}

func (p *hiveParser) accept(s string) bool {
	rest, ok := strings.CutPrefix(strings.TrimSpace(p.rest), s)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *hiveParser) expect(s string) error {
	if !p.accept(s) {
		return fmt.Errorf("%s is missing", s)
	}
	return nil
}

func (p *hiveParser) args(n, depth int) ([]Type, error) {
	before := "<"
	var out []Type
	for range n {
		if err := p.expect(before); err != nil {
			return nil, err
		}
		t, err := p.typ(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
		before = ","
	}
	return out, p.expect(">")
}

func (p *hiveParser) members(depth int) (Type, error) {
	t := Type{Kind: Row}
	if err := p.expect("<"); err != nil {
		return t, err
	}
	for {
		name := strings.Trim(strings.TrimSpace(p.until(":<>,")), "`")
		if name == "" {
			return t, fmt.Errorf("a member's name is missing")
		}
		if err := p.expect(":"); err != nil {
			return t, err
		}
		m, err := p.typ(depth + 1)
		if err != nil {
			return t, err
		}
		if !p.cased {
			name = strings.ToLower(name)
		}
		t.Fields = append(t.Fields, Field{Name: name, Type: m})
		if !p.accept(",") {
			return t, p.expect(">")
		}
	}
}

func (p *hiveParser) sized(name string) (Type, error) {
	var n []int
	if p.accept("(") {
		for _, s := range strings.Split(p.until(")"), ",") {
			v, err := strconv.Atoi(strings.TrimSpace(s))
			if err != nil || v < 0 {
				return Type{}, fmt.Errorf("%q is not a number", strings.TrimSpace(s))
			}
			n = append(n, v)
		}
		if err := p.expect(")"); err != nil {
			return Type{}, err
		}
	}
	switch {
	case name == "varchar" && len(n) == 1 && n[0] >= 1 && n[0] <= 65535:
		return Type{Kind: Varchar, Length: n[0]}, nil
	case name == "char" && len(n) == 1 && n[0] >= 1 && n[0] <= 255:
		return Type{Kind: Char, Length: n[0]}, nil
	case name == "varchar" || name == "char":
		return Type{}, fmt.Errorf("%s takes a length", name)
	}
	n = append(n, []int{10, 0}[min(len(n), 2):]...)
	if len(n) > 2 || n[0] < 1 || n[0] > 38 || n[1] > n[0] {
		return Type{}, fmt.Errorf("decimal takes a precision of 1 to 38 and a scale that is not above it")
	}
	return DecimalOf(n[0], n[1]), nil
}

// Hive writes a type as Hive has it; ok is false where Hive has none. Trino's timestamp(3) is the one that Hive's is.
func (t Type) Hive() (text string, ok bool) {
	switch t.Kind {
	case Varchar:
		if t.Length == Unbounded || t.Length > 65535 {
			return "string", true
		}
		return fmt.Sprintf("varchar(%d)", t.Length), t.Length > 0
	case Char:
		return fmt.Sprintf("char(%d)", t.Length), t.Length > 0 && t.Length < 256
	case Decimal:
		return fmt.Sprintf("decimal(%d,%d)", t.Precision, t.Scale), true
	case Timestamp:
		return "timestamp", t.Precision == 3
	case Array:
		e, ok := t.Elem.Hive()
		return "array<" + e + ">", ok
	case Map:
		k, ok1 := t.Key.Hive()
		v, ok2 := t.Elem.Hive()
		return "map<" + k + "," + v + ">", ok1 && ok2
	case Row:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			m, ok := f.Type.Hive()
			if !ok || f.Name == "" || strings.ContainsAny(f.Name, ":<>,`") {
				return "", false
			}
			parts[i] = strings.ToLower(f.Name) + ":" + m
		}
		return "struct<" + strings.Join(parts, ",") + ">", true
	}
	text, ok = hiveNames[t.Kind]
	return text, ok
}
