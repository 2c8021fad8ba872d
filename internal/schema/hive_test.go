package schema

import "testing"

func TestHiveTypesAreTrinos(t *testing.T) {
	for hive, trino := range map[string]string{
		"string": "varchar", "int": "integer", "FLOAT": "real", "double": "double", "binary": "varbinary", "timestamp": "timestamp(3)",
		"varchar(20)": "varchar(20)", "char(3)": "char(3)", "decimal(38,2)": "decimal(38,2)", "date": "date",
		"array<string>": "array(varchar)", "map<string,array<int>>": "map(varchar, array(integer))",
		"struct<a:int,b:struct<c:string,d:array<decimal(10,0)>>>": `row("a" integer, "b" row("c" varchar, "d" array(decimal(10,0))))`,
	} {
		got, err := ParseHive(hive)
		if err != nil || got.String() != trino {
			t.Errorf("%s: %s %v", hive, got, err)
		}
		back, ok := got.Hive()
		if again, err := ParseHive(back); !ok || err != nil || !again.Equal(got) {
			t.Errorf("%s: written as %q", hive, back)
		}
	}
	for hive, trino := range map[string]string{"decimal": "decimal(10,0)", "decimal(5)": "decimal(5,0)", " Array < Int > ": "array(integer)"} {
		if got, err := ParseHive(hive); err != nil || got.String() != trino {
			t.Errorf("%s: %s %v", hive, got, err)
		}
	}
}

func TestWhatIsNoHiveType(t *testing.T) {
	for _, text := range []string{"", "strin", "array", "array<>", "array<int", "map<int>", "struct<>", "struct<a>", "struct<a:>", "int)", "varchar", "varchar(0)",
		"varchar(70000)", "decimal(39,0)", "decimal(3,4)", "decimal(1,2,3)", "uniontype<int,string>", "array<int>>"} {
		if got, err := ParseHive(text); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
	for _, k := range []Kind{JSON, TimestampTZ, Time, IntervalDaySecond, UUID, IPAddress, Unknown} {
		if text, ok := Of(k).Hive(); ok {
			t.Errorf("%s has the Hive type %s", Of(k), text)
		}
	}
}
