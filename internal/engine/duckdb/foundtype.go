package duckdb

import (
	"fmt"
	"strings"

	duck "github.com/duckdb/duckdb-go-bindings"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// foundType is the type that a file's column, or a part of it, has in DuckDB.
type foundType struct {
	name     string
	id       duck.Type
	children []foundType // an array's element, a map's key and value, a row's members
}

// columnsOf gives the columns of a Parquet file.
func (n *conn) columnsOf(path string) ([]foundType, error) {
	s, err := n.prepare("SELECT * FROM read_parquet(" + pathList([]string{path}) + ", hive_partitioning = false)")
	if err != nil {
		return nil, err
	}
	defer s.close()
	out := make([]foundType, s.width())
	for i := range out {
		t := s.columnType(i)
		out[i] = foundOf(duck.PreparedStatementColumnName(s.prepared, duck.IdxT(i)), t)
		duck.DestroyLogicalType(&t)
	}
	return out, nil
}

func foundOf(name string, t duck.LogicalType) foundType {
	f := foundType{name: name, id: duck.GetTypeId(t)}
	add := func(name string, child duck.LogicalType) {
		f.children = append(f.children, foundOf(name, child))
		duck.DestroyLogicalType(&child)
	}
	switch f.id {
	case duck.TypeList:
		add("", duck.ListTypeChildType(t))
	case duck.TypeMap:
		add("", duck.MapTypeKeyType(t))
		add("", duck.MapTypeValueType(t))
	case duck.TypeStruct:
		for i := range duck.StructTypeChildCount(t) {
			add(duck.StructTypeChildName(t, i), duck.StructTypeChildType(t, i))
		}
	}
	return f
}

// readable lists, by the declared kind, DuckDB's types that Trino's Parquet reader takes for it.
var readable = map[schema.Kind][]duck.Type{
	schema.Boolean:  {duck.TypeBoolean},
	schema.Tinyint:  integers,
	schema.Smallint: integers,
	schema.Integer:  integers,
	schema.Bigint:   integers,
	schema.Real:     {duck.TypeFloat},
	schema.Double:   {duck.TypeDouble, duck.TypeFloat},
	schema.Decimal:  append([]duck.Type{duck.TypeDecimal}, integers...),
	schema.Varchar:  append([]duck.Type{duck.TypeVarchar, duck.TypeBlob, duck.TypeEnum}, integers...),
	schema.Char:     {duck.TypeVarchar, duck.TypeBlob, duck.TypeEnum},
	schema.Varbinary: {
		duck.TypeBlob, duck.TypeVarchar, duck.TypeEnum,
	},
	schema.Date:      {duck.TypeDate},
	schema.Timestamp: {duck.TypeTimestamp, duck.TypeTimestampS, duck.TypeTimestampMS, duck.TypeTimestampNS, duck.TypeTimestampTZ},
	schema.Array:     {duck.TypeList},
	schema.Map:       {duck.TypeMap},
	schema.Row:       {duck.TypeStruct},
}

var integers = []duck.Type{duck.TypeTinyInt, duck.TypeSmallInt, duck.TypeInteger, duck.TypeBigInt, duck.TypeUTinyInt, duck.TypeUSmallInt, duck.TypeUInteger}

// as writes the value of a file's column as its declared type.
func (t foundType) as(text string, want schema.Type, elements []format.SchemaElement) (string, error) {
	ok := false
	for _, id := range readable[want.Kind] {
		ok = ok || id == t.id
	}
	if !ok {
		return "", fmt.Errorf("Unsupported Trino column type (%s) for Parquet column (%s)", want, parquetName(t.name, elements))
	}
	target, err := functions.DuckType(want)
	if err != nil {
		return "", err
	}
	switch want.Kind {
	case schema.Varchar, schema.Char:
		if t.id == duck.TypeBlob {
			text = "decode(" + text + ")"
		} else if t.id != duck.TypeVarchar {
			text = "CAST(" + text + " AS VARCHAR)"
		}
		if want.Length != schema.Unbounded {
			text = fmt.Sprintf("substr(%s, 1, %d)", text, want.Length)
		}
		if want.Kind == schema.Char {
			text = "rtrim(" + text + ", ' ')"
		}
		return text, nil
	case schema.Varbinary:
		if t.id == duck.TypeBlob {
			return unprobed(text), nil
		}
		return "encode(CAST(" + text + " AS VARCHAR))", nil
	case schema.Real, schema.Double:
		return unprobed("CAST(" + text + " AS " + target + ")"), nil
	case schema.Timestamp:
		return t.time(text, want.Precision, elements), nil
	case schema.Array:
		return t.list(text, want, elements)
	case schema.Map:
		return t.pairs(text, want, elements)
	case schema.Row:
		return t.row(text, want, elements)
	}
	return "CAST(" + text + " AS " + target + ")", nil
}

// unprobed keeps comparisons of a value away from the file's bloom filters. DuckDB 1.5.5 asks them for the text of a varbinary
// (https://github.com/duckdb/duckdb/pull/23829) and for one of the two zeros of a float, and then leaves out rows that match.
func unprobed(text string) string { return "greatest(" + text + ")" }

// time: a timestamp(3) is the nearest millisecond; one of Iceberg, of six digits, is as it lies there.
func (t foundType) time(text string, precision int, elements []format.SchemaElement) string {
	at := "CAST(" + text + " AS TIMESTAMP)"
	if precision >= 6 || t.id == duck.TypeTimestampS || t.id == duck.TypeTimestampMS || inMillis(t.name, elements) {
		return at
	}
	return "make_timestamp(epoch_us(" + at + ") + 500 - ((epoch_us(" + at + ") + 500) % 1000 + 1000) % 1000)"
}

// inMillis reports whether a top-level column's times are whole milliseconds.
func inMillis(name string, elements []format.SchemaElement) bool {
	for i := 1; name != "" && i < len(elements); i++ {
		el := elements[i]
		if el.Name != name {
			continue
		}
		return el.ConvertedType.Valid && el.ConvertedType.V == deprecated.TimestampMillis || strings.HasPrefix(el.LogicalType.String(), "TIMESTAMP(") && strings.Contains(el.LogicalType.String(), "MILLIS")
	}
	return false
}

func (t foundType) list(text string, want schema.Type, elements []format.SchemaElement) (string, error) {
	x := fmt.Sprintf("x%d", len(text))
	inner, err := t.children[0].as(x, *want.Elem, elements)
	if err != nil || inner == x {
		return text, err
	}
	return "list_transform(" + text + ", lambda " + x + ": " + inner + ")", nil
}

func (t foundType) pairs(text string, want schema.Type, elements []format.SchemaElement) (string, error) {
	x := fmt.Sprintf("x%d", len(text))
	key, err := t.children[0].as(x, *want.Key, elements)
	if err != nil {
		return "", err
	}
	value, err := t.children[1].as(x, *want.Elem, elements)
	if err != nil || key == x && value == x {
		return text, err
	}
	return "(CASE WHEN " + text + " IS NOT NULL THEN map(list_transform(map_keys(" + text + "), lambda " + x + ": " + key + "), list_transform(map_values(" + text + "), lambda " + x + ": " + value + ")) END)", nil
}

func (t foundType) row(text string, want schema.Type, elements []format.SchemaElement) (string, error) {
	parts := make([]string, len(want.Fields))
	same := len(want.Fields) == len(t.children)
	for i, f := range want.Fields {
		label := functions.Member(want, i)
		value := ""
		for j, c := range t.children {
			if strings.EqualFold(c.name, f.Name) {
				member := "struct_extract(" + text + ", " + quote(c.name) + ")"
				var err error
				if value, err = c.as(member, f.Type, elements); err != nil {
					return "", err
				}
				same = same && i == j && c.name == label && value == member
			}
		}
		if value == "" {
			null, err := functions.DuckType(f.Type)
			if err != nil {
				return "", err
			}
			value, same = "CAST(NULL AS "+null+")", false
		}
		parts[i] = quoteName(label) + " := " + value
	}
	if same {
		return text, nil
	}
	return "(CASE WHEN " + text + " IS NOT NULL THEN struct_pack(" + strings.Join(parts, ", ") + ") END)", nil
}

// parquetName describes a file's column as Trino does: [a] optional int32 a.
func parquetName(name string, elements []format.SchemaElement) string {
	for _, el := range elements[1:] {
		if el.Name != name {
			continue
		}
		kind := "group"
		if el.Type.Valid {
			kind = strings.ToLower(el.Type.V.String())
			if kind == "byte_array" {
				kind = "binary"
			}
		}
		repeated := "required"
		if el.RepetitionType.Valid {
			repeated = strings.ToLower(el.RepetitionType.V.String())
		}
		annotation := el.LogicalType.String()
		if annotation == "" && el.ConvertedType.Valid {
			annotation = map[deprecated.ConvertedType]string{deprecated.UTF8: "STRING", deprecated.Date: "DATE"}[el.ConvertedType.V]
		}
		if annotation != "" {
			annotation = " (" + annotation + ")"
		}
		return fmt.Sprintf("[%s] %s %s %s%s", strings.ToLower(name), repeated, kind, name, annotation)
	}
	return name
}
