package duckdb

import (
	"fmt"
	"strings"

	duck "github.com/duckdb/duckdb-go-bindings"
)

var typeNames = map[string]duck.Type{
	"BOOLEAN": duck.TypeBoolean, "TINYINT": duck.TypeTinyInt, "SMALLINT": duck.TypeSmallInt, "INTEGER": duck.TypeInteger,
	"BIGINT": duck.TypeBigInt, "FLOAT": duck.TypeFloat, "DOUBLE": duck.TypeDouble, "VARCHAR": duck.TypeVarchar, "BLOB": duck.TypeBlob,
	"DATE": duck.TypeDate, "TIME": duck.TypeTime, "TIMESTAMP": duck.TypeTimestamp, "TIMESTAMPTZ": duck.TypeTimestampTZ,
}

// parseType reads a DuckDB type as native functions declare it: a plain name, ZONED, X[] or MAP(X, Y). It must be destroyed.
func parseType(name string) (duck.LogicalType, error) {
	name = strings.TrimSpace(name)
	if name == "ZONED" {
		at, zone := duck.CreateLogicalType(duck.TypeTimestamp), duck.CreateLogicalType(duck.TypeVarchar)
		defer duck.DestroyLogicalType(&at)
		defer duck.DestroyLogicalType(&zone)
		return duck.CreateStructType([]duck.LogicalType{at, zone}, []string{"t", "z"}), nil
	}
	if elem, ok := strings.CutSuffix(name, "[]"); ok {
		e, err := parseType(elem)
		if err != nil {
			return e, err
		}
		defer duck.DestroyLogicalType(&e)
		return duck.CreateListType(e), nil
	}
	if entry, ok := strings.CutPrefix(name, "MAP("); ok {
		key, value, ok := strings.Cut(strings.TrimSuffix(entry, ")"), ",")
		if !ok {
			return duck.LogicalType{}, fmt.Errorf("%q is not a type", name)
		}
		k, err := parseType(key)
		if err != nil {
			return k, err
		}
		defer duck.DestroyLogicalType(&k)
		v, err := parseType(value)
		if err != nil {
			return v, err
		}
		defer duck.DestroyLogicalType(&v)
		return duck.CreateMapType(k, v), nil
	}
	kind, ok := typeNames[name]
	if !ok {
		return duck.LogicalType{}, fmt.Errorf("%q is not a type that native functions take", name)
	}
	return duck.CreateLogicalType(kind), nil
}
