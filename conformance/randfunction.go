package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// pattern is a type in a signature of Trino's SHOW FUNCTIONS: varchar(x), array(T), function(T, boolean).
type pattern struct {
	name string // lower case, but for a variable
	args []pattern
}

// call is an overload of one of Trino's functions that Tarn has, too.
type call struct {
	name   string
	kind   string // scalar, aggregate, window
	args   []pattern
	result pattern

	signature string
	varies    bool // another value each time
}

// known reports whether Tarn has the overload: it tries types in the variables' places.
func (f *call) known() bool {
	fn := functions.Lookup(f.name)
	if fn == nil {
		return false
	}
	m := &maker{r: rand.New(rand.NewPCG(1, 1))}
	for range 5 {
		vars := map[string]schema.Type{}
		types := make([]schema.Type, len(f.args))
		lambdas := make([]*functions.Lambda, len(f.args))
		ok := true
		for i, p := range f.args {
			switch {
			case p.name == "function":
				return true
			case slices.Contains(meanings, p.name):
				types[i] = schema.Of(schema.Varchar)
			default:
				var fits bool
				types[i], fits = m.concrete(p, vars)
				ok = ok && fits
			}
		}
		if !ok {
			return true // types that Tarn does not have are another matter
		}
		if _, err := functions.Resolve(fn, types, lambdas); err == nil {
			return true
		}
	}
	return false
}

// unfit are functions that cannot be compared: their value is another each time, an estimate, or what no one could tell; others would
// take all memory; the bits of NaN are another thing on each machine; and the order of a map's entries is nobody's promise.
var unfit = strings.Fields(`now current_timestamp current_date current_time localtime localtimestamp random rand uuid shuffle version current_timezone
	approx_distinct approx_percentile approx_set approx_most_frequent numeric_histogram arbitrary any_value fail sequence repeat lpad rpad combinations ngrams
	to_ieee754_32 to_ieee754_64 map_keys map_values map_entries max_by min_by checksum array_agg set_agg map_agg map_union multimap_agg tdigest_agg qdigest_agg merge reduce reduce_agg entropy current_user current_catalog current_schema`)

// readCalls gives the overloads that both have, and that can be compared.
func readCalls(ctx context.Context, c *trino) ([]call, error) {
	all, err := allCalls(ctx, c)
	for i, f := range all { // what takes any number is asked with two: Trino's words about one depend on what it leaves out before
		if f.name == "concat" && len(f.args) == 1 || f.name == "map_concat" && len(f.args) == 1 {
			all[i].args = []pattern{f.args[0], f.args[0]}
		}
	}
	return slices.DeleteFunc(all, func(f call) bool { return slices.Contains(unfit, f.name) || f.varies || !f.known() }), err
}

// allCalls asks Trino which functions it has.
func allCalls(ctx context.Context, c *trino) ([]call, error) {
	a, err := c.must(ctx, "SHOW FUNCTIONS")
	if err != nil {
		return nil, err
	}
	var out []call
	for _, r := range a.rows {
		cell := func(i int) string { return strings.ReplaceAll(strings.Trim(r[i], "'"), "''", "'") }
		f := call{name: cell(0), kind: cell(3), varies: cell(4) == "false", signature: fmt.Sprintf("%s(%s) -> %s", cell(0), cell(2), cell(1))}
		args, ok := parsePatterns(cell(2))
		result, ok2 := parsePatterns(cell(1))
		if !ok || !ok2 || len(result) != 1 {
			return nil, fmt.Errorf("%s(%s): %s cannot be read", f.name, cell(2), cell(1))
		}
		f.args, f.result = args, result[0]
		out = append(out, f)
	}
	return out, nil
}

// parsePatterns reads types with commas between them.
func parsePatterns(s string) (out []pattern, ok bool) {
	for _, part := range splitTop(s) {
		part = strings.TrimSpace(part)
		name, rest, nested := strings.Cut(part, "(")
		p := pattern{name: strings.TrimSpace(name)}
		if nested {
			end := strings.LastIndexByte(rest, ')')
			if end < 0 {
				return nil, false
			}
			if p.args, ok = parsePatterns(rest[:end]); !ok {
				return nil, false
			}
			p.name += rest[end+1:] // with time zone
		}
		out = append(out, p)
	}
	return out, true
}

func splitTop(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, s[from:i])
				from = i + 1
			}
		}
	}
	if strings.TrimSpace(s[from:]) != "" {
		out = append(out, s[from:])
	}
	return out
}

// kind is the kind that a pattern is of; false for a variable, and for types that Tarn does not have.
func (p pattern) kind() (schema.Kind, bool) {
	base, zone := strings.CutSuffix(p.name, " with time zone")
	k, err := schema.KindOf(base, zone)
	return k, err == nil
}

// texts are the types of arguments that are texts with a meaning of their own.
var meanings = []string{"joniregexp", "jsonpath", "codepoints"}

// bind binds p's variables so that it becomes t; false where it cannot.
func (p pattern) bind(t schema.Type, vars map[string]schema.Type) bool {
	k, known := p.kind()
	if !known {
		if slices.Contains(meanings, p.name) || len(p.args) > 0 || p.name == "function" || p.name == "unknown" {
			return false
		}
		if old, ok := vars[p.name]; ok {
			return old.Equal(t)
		}
		vars[p.name] = t
		return true
	}
	if k != t.Kind {
		return false
	}
	switch k {
	case schema.Array:
		return len(p.args) == 1 && p.args[0].bind(*t.Elem, vars)
	case schema.Map:
		return len(p.args) == 2 && p.args[0].bind(*t.Key, vars) && p.args[1].bind(*t.Elem, vars)
	case schema.Row:
		if len(p.args) != len(t.Fields) {
			return false
		}
		for i := range p.args {
			if !p.args[i].bind(t.Fields[i].Type, vars) {
				return false
			}
		}
	}
	return true
}

// values are texts for arguments that need certain ones: by function and argument, else by function alone.
var values = map[string][]string{
	"date_trunc 0": {"'day'", "'hour'", "'week'", "'month'", "'quarter'", "'year'", "'minute'", "'second'"}, "date_add 0": {"'day'", "'hour'", "'week'", "'month'", "'quarter'", "'year'", "'minute'", "'second'", "'millisecond'"},
	"date_diff 0":       {"'day'", "'hour'", "'week'", "'month'", "'quarter'", "'year'", "'minute'", "'second'", "'millisecond'"},
	"date_add 1":        {"1", "-1", "0", "13", "-40", "1000"},
	"date_format 1":     {"'%Y-%m-%d'", "'%H:%i:%s.%f'", "'%a %b %e %y'", "'%j %M %W'", "'%T %r %p'"},
	"format_datetime 1": {"'yyyy-MM-dd HH:mm:ss'", "'E, d MMM yy'", "'yyyy/D HH:mm:ss.SSS'", "'hh:mm a'"},
	"date_parse 0":      {"'2022-01-11'", "'2020-02-29'"}, "date_parse 1": {"'%Y-%m-%d'"},
	"parse_datetime 0": {"'2022-01-11 01:02:03'"}, "parse_datetime 1": {"'yyyy-MM-dd HH:mm:ss'"},
	"from_iso8601_timestamp 0": {"'2022-01-11T00:27:12Z'", "'2020-02-29T23:59:59.123+09:00'", "'2022-01-11'", "'2022-01-11T05'"}, "from_iso8601_date 0": {"'2022-01-11'", "'2020-W09-6'", "'2020-060'"},
	"at_timezone 1": {"'UTC'", "'Asia/Seoul'", "'America/New_York'", "'+05:30'"}, "with_timezone 1": {"'UTC'", "'Asia/Seoul'", "'-08:00'"}, "from_unixtime 1": {"'UTC'", "'Europe/Berlin'"},
	"joniregexp":       {"'a'", "'[a-c]+'", "'\\d+'", "'^$'", "'(\\w)(\\w)'", "'\\s*,\\s*'", "'(?i)ABC'", "'.'", "'x?'", "'[^a]'"},
	"jsonpath":         {"'$'", "'$.a'", "'$.a.b'", "'$[0]'", "'$.a.b[2].c'", "'$[\"b\"]'", "'$.b'"},
	"codepoints":       {"'a'", "' '", "'x '"},
	"regexp_extract 2": {"0"}, "regexp_extract_all 2": {"0"}, "regexp_replace 2": {"''", "'-'", "'<$0>'"}, "regexp_position 2": {"1", "2"}, "regexp_position 3": {"1", "2"},
	"split 1": {"','", "' '", "'a'"}, "split 2": {"1", "2", "5"}, "split_part 1": {"','", "' '", "':'"}, "split_part 2": {"1", "2", "7"},
	"substr 1": {"0", "1", "2", "-1", "-3", "5"}, "substring 1": {"0", "1", "2", "-1"}, "substr 2": {"0", "1", "3", "100", "-1"}, "substring 2": {"0", "1", "3"},
	"strpos 2": {"1", "2", "-1"}, "chr 0": {"65", "233", "128512"}, "codepoint 0": {"'a'", "'é'"},
	"round 1": {"0", "1", "2", "-1", "-2"}, "truncate 1": {"0", "1", "-1"}, "bit_count 1": {"64", "32"}, "from_base 1": {"2", "10", "16", "36"}, "to_base 1": {"2", "10", "16", "36"}, "from_base 0": {"'10'", "'11'", "'1'"},
	"bitwise_left_shift 1": {"0", "1", "5"}, "bitwise_right_shift 1": {"0", "1", "5"}, "bitwise_right_shift_arithmetic 1": {"0", "1", "5"},
	"element_at 1": nil, "from_hex 0": {"'0aFF'", "''"}, "from_base64 0": {"'ZQ=='", "''"}, "from_utf8 1": {"'?'"}, "ntile 0": {"1", "2", "3", "7"},
	"lag 1": {"0", "1", "2"}, "lead 1": {"0", "1", "2"}, "nth_value 1": {"1", "2", "3"}, "max 1": {"1", "2", "3"}, "min 1": {"1", "2", "3"}, "levenshtein_distance 1": {"'abc'", "''"},
	"json_parse 0": {`'{"a":1}'`, `'[1, 2.50]'`, `'null'`, `'"x"'`}, "format_number 0": nil, "array_join 1": {"','", "''"}, "translate 1": {"'ab'", "'xyz'"}, "translate 2": {"'b'", "''", "'123'"},
	"slice 1": {"1", "2", "-1", "-2"}, "slice 2": {"0", "1", "2", "10"}, "trim_array 1": {"0", "1"}, "width_bucket 3": {"1", "4"}, "json_array_get 1": {"0", "1", "-1"},
	"concat_ws 0": {"','", "'-'"}, "like 1": {"'a%'"}, "power 1": {"0", "1", "2", "0.5", "-1"}, "pow 1": {"2", "0.5"}, "parse_duration 0": {"'1d'", "'42.8ms'"}, "normalize 1": nil, "date 0": nil,
	"from_iso8601_timestamp_nanos 0": {"'2022-01-11T00:27:12.123456789Z'"}, "cosine_similarity 0": nil, "hamming_distance 0": {"'abc'"}, "hamming_distance 1": {"'abd'", "'abc'"},
}

func valuesFor(name string, i int) []string { return values[fmt.Sprintf("%s %d", name, i)] }

// functions prints what Trino has and Tarn has not: whole functions, and overloads of those that it has.
func (c *conformance) functions(ctx context.Context, _ []string) error {
	all, err := allCalls(ctx, c.trino)
	if err != nil {
		return err
	}
	names, missing := map[string]bool{}, map[string]bool{}
	var overloads []string
	for _, f := range all {
		name := strings.ToLower(f.name)
		names[name] = true
		switch {
		case functions.Lookup(f.name) == nil:
			missing[name] = true
		case !f.known():
			overloads = append(overloads, f.signature)
		}
	}
	slices.Sort(overloads)
	fmt.Printf("%d of Trino's %d functions are in Tarn. Missing:\n%s\n\n%d overloads are missing of those:\n%s\n", len(names)-len(missing), len(names),
		strings.Join(sortedNames(missing), " "), len(overloads), strings.Join(slices.Compact(overloads), "\n"))
	return nil
}
