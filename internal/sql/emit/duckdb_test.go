package emit_test

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

const storeID = "dd9b02cd-cf28-4ad1-9e01-0123456789ab"

// now is the start of every statement in the tests.
var now = time.Date(2022, 1, 11, 0, 30, 0, 0, time.UTC)

// catalog has one event data store, under its ID and its name, and one Athena table over the same rows.
type catalog struct{}

var (
	lakeRelation   = &schema.Relation{Catalog: "aws:cloudtrail", Schema: "default", Name: storeID, Columns: schema.LakeColumns(schema.CloudTrail), Lake: true, Source: "events", Versioned: true}
	athenaRelation = &schema.Relation{Catalog: "awsdatacatalog", Schema: "default", Name: "cloudtrail_logs", Columns: schema.AthenaColumns(schema.CloudTrail), Source: "events"}
)

func (catalog) Lookup(parts []string) (*schema.Relation, error) {
	switch name := strings.ToLower(parts[len(parts)-1]); {
	case name == storeID || name == "cloudtrail":
		return lakeRelation, nil
	case name == "named":
		return &schema.Relation{Catalog: "awsdatacatalog", Schema: "default", Name: "named", View: &schema.View{SQL: "SELECT eventName AS n, 1 AS one FROM cloudtrail",
			Columns: []schema.ViewColumn{{Name: "n", Type: "varchar"}, {Name: "one", Type: "bigint"}}}}, nil
	case strings.HasPrefix(name, "cloudtrail_logs"):
		return athenaRelation, nil
	}
	return nil, nil
}

func (catalog) Names() []string { return []string{"cloudtrail", "cloudtrail_logs"} }

// open makes an in-memory DuckDB with the macros, the functions of ours, and the table of events.
func open(t testing.TB) *sql.DB {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range functions.Natives() {
		if n.Name == "tarn_merge_overflow" {
			n.Fn = func(a []any) (any, error) {
				return strings.TrimSuffix(a[0].(string), "}") + "," + strings.TrimPrefix(a[1].(string), "{"), nil
			}
		}
		if err := duckdb.RegisterScalarUDF(conn, n.Name, udf{n}); err != nil {
			t.Fatal(n.Name, err)
		}
	}
	conn.Close()
	for _, m := range append(functions.Macros(), "SET TimeZone = 'UTC'", eventsTable()) {
		if _, err := db.Exec(m); err != nil {
			t.Fatal(m, err)
		}
	}
	return db
}

// udf registers a Native.
type udf struct{ n functions.Native }

func (u udf) Config() duckdb.ScalarFuncConfig {
	c := duckdb.ScalarFuncConfig{ResultTypeInfo: typeInfo(u.n.Result), SpecialNullHandling: u.n.Nulls}
	for _, a := range u.n.Args {
		c.InputTypeInfos = append(c.InputTypeInfos, typeInfo(a))
	}
	return c
}

func (u udf) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{RowExecutor: func(args []driver.Value) (any, error) {
		list := make([]any, len(args))
		for i, a := range args {
			list[i] = a
			if m, ok := a.(map[string]any); ok && u.n.Args[i] == "ZONED" {
				list[i] = functions.Zoned{At: m["t"].(time.Time), Zone: m["z"].(string)}
			}
		}
		v, err := u.n.Fn(list)
		if z, ok := v.(functions.Zoned); ok {
			return map[string]any{"t": z.At, "z": z.Zone}, err
		}
		if p, ok := v.(functions.Pairs); ok {
			m := duckdb.OrderedMap{}
			for i, k := range p.Keys {
				if p.Values[i] == nil {
					m.Set(k, nil)
				} else {
					m.Set(k, *p.Values[i])
				}
			}
			return m, err
		}
		return v, err
	}}
}

func typeInfo(name string) duckdb.TypeInfo {
	plain := map[string]duckdb.Type{"VARCHAR": duckdb.TYPE_VARCHAR, "BIGINT": duckdb.TYPE_BIGINT, "INTEGER": duckdb.TYPE_INTEGER, "DOUBLE": duckdb.TYPE_DOUBLE, "BOOLEAN": duckdb.TYPE_BOOLEAN, "TIMESTAMP": duckdb.TYPE_TIMESTAMP, "BLOB": duckdb.TYPE_BLOB, "FLOAT": duckdb.TYPE_FLOAT}
	if name == "ZONED" {
		t, _ := duckdb.NewStructEntry(typeInfo("TIMESTAMP"), "t")
		z, _ := duckdb.NewStructEntry(typeInfo("VARCHAR"), "z")
		info, _ := duckdb.NewStructInfo(t, z)
		return info
	}
	if value, ok := strings.CutPrefix(name, "MAP(VARCHAR, "); ok {
		m, err := duckdb.NewMapInfo(typeInfo("VARCHAR"), typeInfo(strings.TrimSuffix(value, ")")))
		if err != nil {
			panic(fmt.Sprint(name, ": ", err))
		}
		return m
	}
	if elem, ok := strings.CutSuffix(name, "[]"); ok {
		list, err := duckdb.NewListInfo(typeInfo(elem))
		if err != nil {
			panic(fmt.Sprint(name, ": ", err))
		}
		return list
	}
	info, err := duckdb.NewTypeInfo(plain[name])
	if err != nil {
		panic(fmt.Sprint(name, ": ", err))
	}
	return info
}

// translate takes a statement to DuckDB's text.
func translate(text string) (string, *analyze.Query, error) {
	stmt, err := syntax.Parse(text)
	if err != nil {
		return "", nil, err
	}
	q, err := analyze.Analyze(stmt, catalog{}, analyze.Options{Now: now})
	if err != nil {
		return "", nil, err
	}
	out, err := emit.DuckDB(q, func(*analyze.Scan) (string, error) { return "events", nil })
	return out, q, err
}
