package hive

import (
	"strings"
	"testing"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/schema"
)

func TestPartitionNamesAreHives(t *testing.T) {
	keys := []catalog.Column{{Name: "year"}, {Name: "where=from"}}
	for want, values := range map[string][]string{
		"year=2024/where%3Dfrom=eu-west-1":     {"2024", "eu-west-1"},
		"year=2024/where%3Dfrom=a%2Fb%3Dc %25": {"2024", "a/b=c %"},
	} {
		if got := PartitionName(keys, values); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	for name, want := range map[string]bool{"a.parquet": false, "y=1/a": false, "_SUCCESS": true, ".a.crc": true, "_tmp/a": true, "y=1/.x/a": true, "a_b/c.d": false} {
		if hidden(name) != want {
			t.Errorf("%s: hidden %v", name, !want)
		}
	}
}

func TestPartitionsArePrunedByTheirValues(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		hive, value string
		op          schema.Op
		want        any
		may         bool
	}{
		{"int", "05", schema.Eq, int64(5), true}, {"int", "5", schema.Lt, int64(5), false}, {"int", "5", schema.Ge, int64(5), true},
		{"string", "2024-01", schema.Gt, "2023-12", true}, {"string", "a", schema.Eq, "b", false}, {"string", catalog.HiveNull, schema.Eq, "b", false},
		{"string", catalog.HiveNull, schema.IsNull, nil, true}, {"string", "x", schema.IsNull, nil, false}, {"string", "x", schema.NotNull, nil, true},
		{"date", "2024-05-07", schema.Le, day("2024-05-07"), true}, {"date", "2024-05-07", schema.Gt, day("2024-05-07"), false},
		{"timestamp", "2024-05-07 00:00:00.100", schema.Ge, day("2024-05-07"), true}, {"boolean", "true", schema.Eq, false, false},
		{"decimal(5,2)", "1.50", schema.Eq, "2", true}, // not tried: every file is read
		{"int", "5", schema.Eq, "5", true},             // of another type
	} {
		typ, err := schema.ParseHive(c.hive)
		if err != nil {
			t.Fatal(err)
		}
		v, _, err := keyValue(catalog.Column{Name: "k"}, typ, c.value)
		if err != nil {
			t.Errorf("%s %s: %v", c.hive, c.value, err)
		}
		p := schema.Predicate{Op: c.op}
		if c.want != nil {
			p.Values = []any{c.want}
		}
		if meets(v, p) != c.may {
			t.Errorf("%s %s %v %v: %v", c.hive, c.value, c.op, c.want, !c.may)
		}
	}
	if _, _, err := keyValue(catalog.Column{Name: "k"}, schema.Of(schema.Integer), "x"); err == nil || err.Error() != "Invalid partition value 'x' for integer partition key: k" {
		t.Error(err)
	}
}

func TestOtherFormsAreRefusedByName(t *testing.T) {
	for want, table := range map[string]catalog.Table{
		"table d.t is an Iceberg table":              {Database: "d", Name: "t", Parameters: map[string]string{"table_type": "ICEBERG"}},
		"table d.t has no SerDe and no input format": {Database: "d", Name: "t"},
	} {
		rel, err := table.Relation()
		if err != nil {
			t.Fatal(err)
		}
		if _, err = (&Tables{}).Plan(t.Context(), rel, nil, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Error(err)
		}
	}
	for _, bad := range []string{"file:///etc/", "s3://", "s3://UPPER/x", "s3://../x", "/etc", "s3a://bucket/x"} {
		if IsPlace(bad) {
			t.Errorf("%s is a place", bad)
		}
	}
}
