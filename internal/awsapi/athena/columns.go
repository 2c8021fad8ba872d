package athena

import (
	"math"
	"strings"

	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// columnInfo is a result's column as Athena shows it. The names and numbers were measured on Athena by
// https://github.com/aoyagikouhei/athena-local.
func columnInfo(c analyze.Output, k kind) wireat.ColumnInfo {
	name, precision, scale := typeName(c.Type)
	if k.statement == utility && name == "varchar" {
		name, precision = "string", 0
	}
	label := columnName(c.Name, k)
	return wireat.ColumnInfo{
		CatalogName: new("hive"), SchemaName: new(""), TableName: new(""), Name: &label, Label: &label, Type: &name,
		Precision: &precision, Scale: &scale, Nullable: new("UNKNOWN"), CaseSensitive: new(name == "varchar" || name == "char"),
	}
}

// columnName is a column's name: in small letters, and with SHOW as Hive has it.
func columnName(name string, k kind) string {
	switch k.sub {
	case "SHOW_TABLES":
		return "tab_name"
	case "SHOW_VIEWS":
		return "views"
	case "SHOW_DATABASES":
		return "database_name"
	case "SHOW_CREATE_TABLE":
		return "createtab_stmt"
	}
	return strings.ToLower(name)
}

// typeName is a type without its parameters, and the numbers that stand for them.
func typeName(t schema.Type) (name string, precision, scale int32) {
	name = t.Kind.Name()
	switch t.Kind {
	case schema.Tinyint:
		return name, 3, 0
	case schema.Smallint:
		return name, 5, 0
	case schema.Integer:
		return name, 10, 0
	case schema.Bigint:
		return name, 19, 0
	case schema.Real:
		return "float", 17, 0
	case schema.Double:
		return name, 17, 0
	case schema.Decimal:
		return name, int32(t.Precision), int32(t.Scale)
	case schema.Varchar, schema.Char:
		if t.Length == schema.Unbounded {
			return name, math.MaxInt32, 0
		}
		return name, int32(t.Length), 0
	case schema.Varbinary:
		return name, 1 << 30, 0
	case schema.Time, schema.Timestamp:
		return name, 3, 0
	case schema.TimeTZ, schema.TimestampTZ:
		return name + " with time zone", 3, 0
	}
	return name, 0, 0
}
