package hive

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/schema"
)

// now is the moment of these tests: in Seoul it is the 26th already.
var testNow = time.Date(2026, 11, 25, 23, 7, 8, 0, time.UTC)

// projectedTable is a table of keys, name and type, with properties.
func projectedTable(keys string, properties ...string) catalog.Table {
	t := catalog.Table{Database: "d", Name: "t", Storage: catalog.Storage{Location: "s3://b/t"}, Parameters: map[string]string{"projection.enabled": "TRUE"}}
	for k := range strings.SplitSeq(keys, ",") {
		name, typ, _ := strings.Cut(k, " ")
		t.PartitionKeys = append(t.PartitionKeys, catalog.Column{Name: name, Type: typ})
	}
	for _, p := range properties {
		name, value, _ := strings.Cut(p, "=")
		t.Parameters[name] = value
	}
	return t
}

// listParts gives parts' names, without their key where there is one key only.
func listParts(t catalog.Table, parts []part) string {
	var out []string
	for _, p := range parts {
		name := p.name
		if len(t.PartitionKeys) == 1 {
			name = *p.values[0]
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

// The examples are of https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html, and of published tables.
func TestProjectedValues(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateTime, s+" 00:00:00")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	where := func(op schema.Op, values ...any) []schema.Predicate {
		return []schema.Predicate{{Column: "k", Op: op, Values: values}}
	}
	for _, c := range []struct {
		typ        string
		properties string // of the key k, with ; between
		where      []schema.Predicate
		want       string
		total      int
	}{
		{"string", "type=enum;values=A,B, C ,D", nil, "A B  C  D", 4},
		{"string", "type= ENUM ;values=A,B,C", where(schema.In, "C", "Z", "A"), "A C", 3},
		{"int", "type=enum;values=1,2,10", where(schema.Gt, int64(1)), "2 10", 3},

		{"int", "type=integer;range=0,3", nil, "0 1 2 3", 4},
		{"bigint", "type=integer;range= -1 , 8675309 ;interval=1000000", where(schema.Lt, int64(2999999)), "-1 999999 1999999", 9},
		{"string", "type=integer;range=1,3;digits=2", nil, "01 02 03", 3},
		{"string", "type=integer;range=1,3;interval=2", nil, "1 3", 2},
		{"string", "type=integer;range=0001,9999;digits=4", where(schema.Ge, "9998"), "9998 9999", 9999},
		{"string", "type=integer;range=1,12;digits=2", where(schema.Eq, "5"), "", 12},
		{"string", "type=integer;range=1,12;digits=2", where(schema.Eq, "05"), "05", 12},
		{"int", "type=integer;range=1,12;digits=2", where(schema.Eq, int64(5)), "05", 12},
		{"string", "type=integer;range=5,100", where(schema.Gt, "98"), "99", 96}, // as texts
		{"string", "type=integer;range=5,100", where(schema.In, "100", "7", "007", "4"), "100 7", 96},
		{"bigint", "type=integer;range=-4611686018427387904,4611686018427387902", where(schema.In, int64(-5), int64(1<<61)), "-5 2305843009213693952", 2147483647},
		{"bigint", "type=integer;range=-9223372036854775808,9223372036854775807", nil, "ERROR INVALID_TABLE_PROPERTY it has more than 9223372036854775807 values", 0},
		{"string", "type=integer;range=0,9223372036854775806;digits=19", where(schema.Le, "0000000000000000001"), "0000000000000000000 0000000000000000001", 2147483647},

		{"string", "type=date;format=yyyyMM;range=201701,201704", nil, "201701 201702 201703 201704", 4},
		{"string", "type=date;format=yyyy-MM;range=2017-01,2018-12;interval=2;interval.unit=MONTHS", where(schema.Lt, "2017-06"), "2017-01 2017-03 2017-05", 12},
		{"string", "type=date;format=dd-MM-yyyy;range=30-12-2010,02-01-2011", nil, "30-12-2010 31-12-2010 01-01-2011 02-01-2011", 4},
		{"string", "type=date;format=dd-MM-yyyy;range=01-01-2010,12-31-2018", nil, "ERROR INVALID_TABLE_PROPERTY '12-31-2018' is no date of the format 'dd-MM-yyyy'", 0},
		{"string", "type=date;format=dd-MM-yyyy;range=01-01-2010,31-12-2018", where(schema.In, "05-02-2016", "31-02-2016", "5-2-2016"), "05-02-2016", 3287},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01,NOW", where(schema.Ge, "2026/11/24"), "2026/11/24 2026/11/25", 2155},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01, NOW + 1 DAY ", where(schema.Gt, "2026/11/24"), "2026/11/25 2026/11/26", 2156},
		{"string", "type=date;format=yyyy/MM/dd;range=NOW-3YEARS,NOW", where(schema.Lt, "2023/11/27"), "2023/11/25 2023/11/26", 1097},
		{"string", "type=date;format=yyyy-MM;range=NOW-1MONTHS,NOW+1MONTH", nil, "2026-10 2026-11 2026-12", 3},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01,NOW", []schema.Predicate{{Column: "k", Op: schema.Ge, Values: []any{"2024/05/07"}}, {Column: "k", Op: schema.Lt, Values: []any{"2024/05/09"}}, {Column: "other", Op: schema.Eq, Values: []any{"x"}}}, "2024/05/07 2024/05/08", 2155},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01,NOW", where(schema.Eq, "2024/5/7"), "", 2155},
		{"string", "type=date;format=yyyy-MM-dd-HH-mm;range=2022-01-01-00-00,NOW;interval=1;interval.unit=HOURS", where(schema.Ge, "2026-11-25-22-00"), "2026-11-25-22-00 2026-11-25-23-00", 42960},
		{"string", "type=date;format=yyyy/MM/dd/HH;range=NOW-2HOURS,NOW;interval=1;interval.unit=hours", nil, "2026/11/25/21 2026/11/25/22 2026/11/25/23", 3},
		{"string", "type=date;format=yyyy/MM/dd;range=2024/01/01,2024/01/03;interval=12;interval.unit=HOURS", nil, "2024/01/01 2024/01/02 2024/01/03", 5},
		{"string", "type=date;format=yyyy;range=2023,2026;interval=1;interval.unit=YEARS", nil, "2023 2024 2025 2026", 4},
		{"string", "type=date;format='day'=yyyy-MM-dd;range=day=2024-02-28,day=2024-03-01", nil, "day=2024-02-28 day=2024-02-29 day=2024-03-01", 3},
		{"string", "type=date;format=dd MMM, yyyy;range=30 Jan, 2024,01 Feb, 2024", nil, "30 Jan, 2024 31 Jan, 2024 01 Feb, 2024", 3},
		{"string", "type=date;format=yy-MM-dd;range=69-12-31,70-01-01", nil, "69-12-31 70-01-01", 2},
		{"date", "type=date;format=yyyy/MM/dd;range=2021/01/01,NOW", where(schema.Gt, day("2026-11-23")), "2026-11-24 2026-11-25", 2155},
		{"date", "type=date;format=dd.MM.yyyy;range=01.01.2021,NOW", where(schema.In, day("2026-11-23"), day("2020-11-23")), "2026-11-23", 2155},
		{"timestamp", "type=date;format=yyyy/MM/dd/HH;range=2021/01/01/00,NOW;interval=1;interval.unit=HOURS", where(schema.Lt, day("2021-01-01").Add(time.Hour)), "2021-01-01 00:00:00", 51720},
		{"int", "type=date;format=yyyyMMdd;range=20240101,20240103", where(schema.Lt, int64(20240102)), "20240101", 3},
		{"string", "type=date;format=yyyy/MM/dd;range=NOW+1DAYS,NOW", nil, "", 0},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01,NOW", where(schema.IsNull), "", 2155},
		// A hundred years of seconds, with a condition.
		{"string", "type=date;format=yyyy-MM-dd HH:mm:ss;range=1970-01-01 00:00:00,2070-01-01 00:00:00;interval=1;interval.unit=SECONDS", where(schema.Eq, "2024-02-29 12:00:01"), "2024-02-29 12:00:01", 2147483647},
		{"string", "type=injected", where(schema.Eq, "a/b"), "a/b", 1},
		{"bigint", "type=injected", where(schema.In, int64(7), int64(8), int64(7)), "7 8", 1},

		{"string", "type=date;format=yyyy-MM-dd HH:mm:ss;range=1970-01-01 00:00:00,2070-01-01 00:00:00;interval=1;interval.unit=SECONDS", nil, "ERROR EXCEEDED_PARTITION_LIMIT give a condition on k", 0},
		{"bigint", "type=integer;range=0,1000000", nil, "ERROR EXCEEDED_PARTITION_LIMIT 1000001 and more", 0},
		{"string", "type=integer;range=0,1000000", where(schema.Gt, "5"), "ERROR EXCEEDED_PARTITION_LIMIT", 0},
		{"string", "type=injected", nil, "ERROR CONSTRAINT_VIOLATION For the injected projected partition column k, the WHERE clause must contain only static equality conditions", 0},
		{"string", "type=injected", where(schema.Gt, "a"), "ERROR CONSTRAINT_VIOLATION", 0},
		{"string", "", nil, "ERROR HIVE_METASTORE_ERROR Table d.t is configured for partition projection, but the following partition columns are missing projection configuration: [k]", 0},
		{"string", "type=list", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.type 'list' is not valid: it is enum, integer, date or injected", 0},
		{"string", "type=enum", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.values is missing", 0},
		{"string", "type=integer;range=1", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.range '1'", 0},
		{"string", "type=integer;range=3,1", nil, "ERROR INVALID_TABLE_PROPERTY the first bound is above the second", 0},
		{"string", "type=integer;range=1,3;interval=0", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.interval '0'", 0},
		{"string", "type=integer;range=1,3;digits=x", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.digits 'x'", 0},
		{"date", "type=integer;range=1,3", nil, "ERROR INVALID_TABLE_PROPERTY has no whole numbers", 0},
		{"string", "type=date;format=yyyy/MM/dd", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.range is missing", 0},
		{"string", "type=date;range=2021/01/01,NOW", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.format is missing", 0},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01,TOMORROW", nil, "ERROR INVALID_TABLE_PROPERTY 'TOMORROW' is no date of the format 'yyyy/MM/dd', and not relative as in NOW-3YEARS", 0},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01,2020/01/01", nil, "ERROR INVALID_TABLE_PROPERTY the first date is after the last", 0},
		{"string", "type=date;format=yyyy/MM/dd;range=NOW-99999999YEARS,NOW", nil, "ERROR INVALID_TABLE_PROPERTY so far there are no dates", 0},
		{"string", "type=date;format=yyyy/MM/dd/HH;range=2021/01/01/00,NOW", nil, "ERROR INVALID_TABLE_PROPERTY projection.k.interval.unit is missing", 0},
		{"string", "type=date;format=yyyy/MM/dd;range=2021/01/01,NOW;interval.unit=FORTNIGHTS", nil, "ERROR INVALID_TABLE_PROPERTY interval.unit 'FORTNIGHTS'", 0},
		{"string", "type=date;format=yyyy/MM/dd VV;range=2021/01/01,NOW", nil, "ERROR INVALID_TABLE_PROPERTY the letter V of Java's patterns is not in Tarn", 0},
		{"boolean", "type=date;format=yyyy;range=2021,NOW;interval.unit=YEARS", nil, "ERROR INVALID_TABLE_PROPERTY has no dates", 0},
	} {
		var properties []string
		for p := range strings.SplitSeq(c.properties, ";") {
			properties = append(properties, "projection.k."+p)
		}
		table := projectedTable("k "+c.typ, properties...)
		start := time.Now()
		parts, total, err := project(table, c.where, testNow)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s %s: took %v", c.typ, c.properties, d)
		}
		if kind, ok := strings.CutPrefix(c.want, "ERROR "); ok {
			code, text, _ := strings.Cut(kind, " ")
			if err == nil || !strings.Contains(err.Error(), text) || !strings.Contains(fmt.Sprintf("%+v", err), code) && code == "" {
				t.Errorf("%s %s: %v", c.typ, c.properties, err)
			}
			continue
		}
		if got := listParts(table, parts); err != nil || got != c.want || total != c.total {
			t.Errorf("%s %s where %v:\n got %q of %d, %v\nwant %q of %d", c.typ, c.properties, c.where, got, total, err, c.want, c.total)
		}
	}
}

func TestProjectedPlaces(t *testing.T) {
	properties := []string{
		"projection.account.type=enum", "projection.account.values=1,2", "projection.region.type=enum", "projection.region.values=us-east-1,eu west=1",
		"projection.day.type=date", "projection.day.format=yyyy/MM/dd", "projection.day.range=2024/01/01,2024/01/02",
	}
	table := projectedTable("account string,region string,day string", properties...)
	where := []schema.Predicate{{Column: "account", Op: schema.Eq, Values: []any{"2"}}, {Column: "day", Op: schema.Gt, Values: []any{"2024/01/01"}}}
	places := func(table catalog.Table) string {
		t.Helper()
		parts, total, err := project(table, where, testNow)
		if err != nil {
			return err.Error()
		}
		if total != 8 {
			t.Errorf("%d partitions in all", total)
		}
		var out []string
		for _, p := range parts {
			out = append(out, p.location)
		}
		return strings.Join(out, " ")
	}
	if got, want := places(table), "s3://b/t/account=2/region=us-east-1/day=2024%2F01%2F02/ s3://b/t/account=2/region=eu west%3D1/day=2024%2F01%2F02/"; got != want {
		t.Errorf("%s", got)
	}
	for template, want := range map[string]string{
		"s3://b/AWSLogs/${account}/CloudTrail/${region}/${day}": "s3://b/AWSLogs/2/CloudTrail/us-east-1/2024/01/02 s3://b/AWSLogs/2/CloudTrail/eu west=1/2024/01/02",
		"s3://b/${Account}/${REGION}/${account}/${day}/":        "s3://b/2/us-east-1/2/2024/01/02/ s3://b/2/eu west=1/2/2024/01/02/",
		"s3://b/${account}/${day}":                              "the property storage.location.template 's3://b/${account}/${day}' of table d.t has no ${region}: it needs each partition key",
		"s3://b/${account}/${region}/${day}/${hour}":            "the property storage.location.template 's3://b/${account}/${region}/${day}/${hour}' of table d.t has ${hour}, which is no partition key",
	} {
		table.Parameters["storage.location.template"] = template
		if got := places(table); got != want {
			t.Errorf("%s: %s", template, got)
		}
	}
	// A date's value is Hive's, its place the format's.
	dates := projectedTable("dt date", "projection.dt.type=date", "projection.dt.format=yyyyMMdd", "projection.dt.range=20240101,20240101", "storage.location.template=s3://b/${dt}")
	parts, _, err := project(dates, nil, testNow)
	if err != nil || parts[0].location != "s3://b/20240101" || parts[0].name != "dt=2024-01-01" || *parts[0].values[0] != "2024-01-01" {
		t.Errorf("%+v %v", parts, err)
	}
	for value, want := range map[string]bool{"true": true, " True ": true, "false": false, "": false, "1": false} {
		table.Parameters["projection.enabled"] = value
		if Projected(table) != want {
			t.Errorf("projection.enabled %q", value)
		}
	}
	if Projected(catalog.Table{Parameters: map[string]string{"projection.enabled": "true"}}) {
		t.Error("a table without partition keys")
	}
}

// Many keys of few values are bounded, too: 200 × 200 × 200 combinations.
func TestProjectedCombinationsAreBounded(t *testing.T) {
	table := projectedTable("a int,b int,c int", "projection.a.type=integer", "projection.a.range=1,200", "projection.b.type=integer", "projection.b.range=1,200", "projection.c.type=integer", "projection.c.range=1,200")
	if _, _, err := project(table, nil, testNow); err == nil || !strings.Contains(err.Error(), "8000000 and more projected partitions") {
		t.Error(err)
	}
	parts, total, err := project(table, []schema.Predicate{{Column: "b", Op: schema.Eq, Values: []any{int64(7)}}}, testNow)
	if err != nil || len(parts) != 40000 || total != 8_000_000 {
		t.Errorf("%d of %d, %v", len(parts), total, err)
	}
}

func FuzzProjection(f *testing.F) {
	f.Add("string", "date", "yyyy/MM/dd", "2021/01/01,NOW", "1", "DAYS", "2024/01/01")
	f.Add("int", "integer", "2", "1,12", "1", "", "05")
	f.Add("string", "date", "dd MMM yyyy HH:mm", "01 Jan 2021 00:00,NOW-1HOUR", "7", "MINUTES", "x")
	f.Fuzz(func(t *testing.T, typ, kind, format, bounds, interval, unit, value string) {
		table := projectedTable("k "+strings.ReplaceAll(typ, ",", ""), "projection.k.type="+kind, "projection.k.format="+format, "projection.k.digits="+format, "projection.k.values="+format,
			"projection.k.range="+bounds, "projection.k.interval="+interval, "projection.k.interval.unit="+unit)
		for _, op := range []schema.Op{schema.Eq, schema.Ge, schema.Lt} {
			parts, total, err := project(table, []schema.Predicate{{Column: "k", Op: op, Values: []any{value}}}, testNow)
			if err == nil && kind != "injected" && len(parts) > total {
				t.Errorf("%d parts of %d", len(parts), total)
			}
		}
	})
}
