package parameter_test

import (
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"tarn/internal/parameter"
	"tarn/internal/sql/syntax"
)

func TestBindLeavesQuotesAndRemarksAlone(t *testing.T) {
	v := parameter.Values{"a": parameter.Text("it's"), "day": "DATE '2026-11-26'"}
	for in, want := range map[string]string{
		"SELECT @a":                     "SELECT 'it''s'",
		"SELECT '@a', \"@a\", `@a`, @a": "SELECT '@a', \"@a\", `@a`, 'it''s'",
		"SELECT 1 -- @b\n, @day":        "SELECT 1 -- @b\n, DATE '2026-11-26'",
		"SELECT /* @b */ @day /* @b":    "SELECT /* @b */ DATE '2026-11-26' /* @b",
		"SELECT 'it''s @a', @a":         "SELECT 'it''s @a', 'it''s'",
	} {
		if got, err := parameter.Bind(in, v); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", in, got, err, want)
		}
	}
	if _, err := parameter.Bind("SELECT @b", v); err == nil || err.Error() != "there is no parameter @b: there are @a, @day" {
		t.Error(err)
	}
	if got := parameter.Names("SELECT @day, '@b', @a, @day -- @c"); !slices.Equal(got, []string{"day", "a"}) {
		t.Error(got)
	}
	if got, err := parameter.BindText("day=@day/@a", v); err != nil || got != "day=2026-11-26/it's" {
		t.Error(got, err)
	}
}

// What a value of a file becomes is an expression of SQL, whatever is in it.
func TestLiteralsAreReadAsSQL(t *testing.T) {
	var values map[string]any
	text := `{n: 5, big: 18446744073709551615, x: 0.1, yes: true, none: null, list: [203.0.113.10, 198.51.100.0/24], quote: "a'; DROP TABLE t --", korean: 사용자, empty: ""}`
	if err := yaml.Unmarshal([]byte(text), &values); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"n": "5", "big": "18446744073709551615", "x": "1e-01", "yes": "true", "none": "NULL", "list": "ARRAY['203.0.113.10', '198.51.100.0/24']",
		"quote": "'a''; DROP TABLE t --'", "korean": "'사용자'", "empty": "''",
	}
	for name, value := range values {
		got := parameter.Literal(value)
		if got != want[name] {
			t.Errorf("%s: %s, want %s", name, got, want[name])
		}
		if _, err := syntax.Parse("SELECT " + got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, tt := range []struct {
		other any
		value string
		want  string
		ok    bool
	}{{true, "false", "false", true}, {uint64(5), "7", "7", true}, {uint64(5), "seven", "", false}, {0.5, "2", "2e+00", true}, {"a", "7", "'7'", true}} {
		if got, ok := parameter.Like(tt.other, tt.value); ok != tt.ok || ok && got != tt.want {
			t.Errorf("%q like %v: %s, %v", tt.value, tt.other, got, ok)
		}
	}
}
