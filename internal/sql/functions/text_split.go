package functions

import (
	"math"
	"strings"
	"unicode/utf8"
)

var textSplits = []Native{
	{Name: "tarn_split", Total: true, Args: []string{"VARCHAR", "VARCHAR", "BIGINT"}, Result: "VARCHAR[]", Doc: "split with a limit", Fn: split},
	{Name: "tarn_split_part", Args: []string{"VARCHAR", "VARCHAR", "BIGINT"}, Result: "VARCHAR", Doc: "split_part with an index below 1 or an empty delimiter", Fn: partOf},
	{Name: "tarn_split_to_map", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR"}, Result: "MAP(VARCHAR, VARCHAR)", Doc: "split_to_map", Fn: splitToMap},
	{Name: "tarn_split_to_multimap", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR"}, Result: "MAP(VARCHAR, VARCHAR[])", Doc: "split_to_multimap", Fn: splitToMultimap},
	{Name: "tarn_replace_empty", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "replace of the empty text: before, between and after all characters", Fn: func(a []any) (any, error) {
		s, with := a[0].(string), a[1].(string)
		var b strings.Builder
		b.WriteString(with)
		for _, r := range s {
			b.WriteRune(r)
			b.WriteString(with)
		}
		return b.String(), nil
	}},
	{Name: "tarn_concat_ws", Args: []string{"VARCHAR", "VARCHAR[]"}, Result: "VARCHAR", Doc: "concat_ws of an array, with a separator from the rows", Fn: func(a []any) (any, error) {
		var parts []string
		for _, x := range a[1].([]any) {
			if s, ok := x.(string); ok {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, a[0].(string)), nil
	}},
	{Name: "tarn_strpos", Total: true, Args: []string{"VARCHAR", "VARCHAR", "BIGINT"}, Result: "BIGINT", Doc: "strpos of the n-th occurrence", Fn: strpos},
	{Name: "tarn_translate", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "translate", Fn: func(a []any) (any, error) {
		return translate(a[0].(string), []rune(a[1].(string)), []rune(a[2].(string))), nil
	}},
	{Name: "tarn_chr", Args: []string{"BIGINT"}, Result: "VARCHAR", Doc: "chr", Fn: func(a []any) (any, error) {
		n := a[0].(int64)
		if n < 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
			return nil, badArgument("Not a valid Unicode code point: %d", n)
		}
		return string(rune(n)), nil
	}},
	{Name: "tarn_codepoint", Args: []string{"VARCHAR"}, Result: "INTEGER", Doc: "codepoint", Fn: func(a []any) (any, error) {
		s := a[0].(string)
		r, n := utf8.DecodeRuneInString(s)
		if n == 0 || n != len(s) {
			return nil, badArgument("Input string must be a single character string")
		}
		return int64(r), nil
	}},
}

func split(a []any) (any, error) {
	s, d, limit := a[0].(string), a[1].(string), a[2].(int64)
	switch {
	case limit <= 0:
		return nil, badArgument("Limit must be positive")
	case limit > math.MaxInt32:
		return nil, badArgument("Limit is too large")
	case d == "":
		return nil, badArgument("The delimiter may not be the empty string")
	}
	return strings.SplitN(s, d, int(limit)), nil
}

func partOf(a []any) (any, error) {
	s, d, n := a[0].(string), a[1].(string), a[2].(int64)
	if n < 1 {
		return nil, badArgument("Index must be greater than zero")
	}
	if d == "" {
		for _, r := range s {
			if n--; n == 0 {
				return string(r), nil
			}
		}
		return nil, nil
	}
	for {
		i := strings.Index(s, d)
		switch {
		case n == 1 && i < 0:
			return s, nil
		case n == 1:
			return s[:i], nil
		case i < 0:
			return nil, nil
		}
		s = s[i+len(d):]
		n--
	}
}

// pairsOf calls add for each pair of a text; show writes a bad one for the error.
func pairsOf(a []any, quote string, add func(key, value string) error) error {
	s, entry, pair := a[0].(string), a[1].(string), a[2].(string)
	switch {
	case entry == "":
		return badArgument("entryDelimiter is empty")
	case pair == "":
		return badArgument("keyValueDelimiter is empty")
	case entry == pair:
		return badArgument("entryDelimiter and keyValueDelimiter must not be the same")
	}
	for s != "" {
		var one string
		one, s, _ = strings.Cut(s, entry)
		key, value, ok := strings.Cut(one, pair)
		if !ok || strings.Contains(value, pair) {
			return badArgument("Key-value delimiter must appear exactly once in each entry. Bad input: %s%s%s", quote, one, quote)
		}
		if err := add(key, value); err != nil {
			return err
		}
	}
	return nil
}

func splitToMap(a []any) (any, error) {
	p := Pairs{}
	seen := map[string]bool{}
	err := pairsOf(a, "'", func(key, value string) error {
		if seen[key] {
			return badArgument("Duplicate keys (%s) are not allowed", key)
		}
		seen[key] = true
		p.Keys, p.Values = append(p.Keys, key), append(p.Values, &value)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

func splitToMultimap(a []any) (any, error) {
	p := ListPairs{}
	at := map[string]int{}
	err := pairsOf(a, "", func(key, value string) error {
		i, ok := at[key]
		if !ok {
			i = len(p.Keys)
			at[key] = i
			p.Keys, p.Values = append(p.Keys, key), append(p.Values, nil)
		}
		p.Values[i] = append(p.Values[i], &value)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

func strpos(a []any) (any, error) {
	s, sub, n := a[0].(string), a[1].(string), a[2].(int64)
	switch {
	case n == 0 || n == math.MinInt64:
		return nil, badArgument("'instance' must be a positive or negative number.")
	case sub == "":
		return int64(1), nil
	case n > int64(len(s)) || -n > int64(len(s)):
		return int64(0), nil
	}
	at := 0
	if n > 0 {
		for at = -1; n > 0; n-- {
			i := strings.Index(s[at+1:], sub)
			if i < 0 {
				return int64(0), nil
			}
			at += 1 + i
		}
	} else {
		for at = len(s); n < 0; n++ {
			if at = strings.LastIndex(s[:min(len(s), at-1+len(sub))], sub); at < 0 {
				return int64(0), nil
			}
		}
	}
	return int64(utf8.RuneCountInString(s[:at]) + 1), nil
}

// translate: the first of equal characters in from counts; those without a partner in to go away.
func translate(s string, from, to []rune) string {
	return strings.Map(func(r rune) rune {
		for i, f := range from {
			switch {
			case f == r && i < len(to):
				return to[i]
			case f == r:
				return -1
			}
		}
		return r
	}, s)
}
