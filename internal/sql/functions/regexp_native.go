package functions

import (
	"strings"
	"sync"
	"unicode/utf8"

	"tarn/internal/sql/trinoregexp"
)

var regexpNatives = []Native{
	{Name: "tarn_regexp_like", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "BOOLEAN", Doc: "regexp_like", Fn: func(a []any) (any, error) {
		found := false
		err := matches(a, func(*trinoregexp.Regexp, []int) bool { found = true; return false })
		return found, err
	}},
	{Name: "tarn_regexp_extract", Total: true, Args: []string{"VARCHAR", "VARCHAR", "BIGINT"}, Result: "VARCHAR", Doc: "regexp_extract", Fn: func(a []any) (any, error) {
		n, err := groupOf(a)
		if err != nil {
			return nil, err
		}
		var found any
		err = matches(a, func(_ *trinoregexp.Regexp, places []int) bool {
			if s := placed(a, places, n); s != nil {
				found = *s
			}
			return false
		})
		return found, err
	}},
	{Name: "tarn_regexp_extract_all", Total: true, Args: []string{"VARCHAR", "VARCHAR", "BIGINT"}, Result: "VARCHAR[]", Doc: "regexp_extract_all", Fn: func(a []any) (any, error) {
		n, err := groupOf(a)
		if err != nil {
			return nil, err
		}
		found := []*string{}
		err = matches(a, func(_ *trinoregexp.Regexp, places []int) bool {
			found = append(found, placed(a, places, n))
			return true
		})
		return found, err
	}},
	{Name: "tarn_regexp_replace", Total: true, Args: []string{"VARCHAR", "VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "regexp_replace", Fn: regexpReplaced},
	{Name: "tarn_regexp_groups", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR[][]", Doc: "the groups of all matches", Fn: func(a []any) (any, error) {
		found := [][]*string{}
		err := matches(a, func(re *trinoregexp.Regexp, places []int) bool {
			groups := make([]*string, re.Groups())
			for i := range groups {
				groups[i] = placed(a, places, i+1)
			}
			found = append(found, groups)
			return true
		})
		return found, err
	}},
	{Name: "tarn_regexp_join", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR[]"}, Result: "VARCHAR", Doc: "the text with a replacement for each match", Fn: regexpJoined},
	{Name: "tarn_regexp_split", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR[]", Doc: "regexp_split", Fn: func(a []any) (any, error) {
		s := a[0].(string)
		parts, last := []string{}, 0
		err := matches(a, func(_ *trinoregexp.Regexp, places []int) bool {
			parts = append(parts, s[last:places[0]])
			last = places[1]
			return true
		})
		return append(parts, s[last:]), err
	}},
	{Name: "tarn_regexp_count", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "regexp_count", Fn: func(a []any) (any, error) {
		n := int64(0)
		err := matches(a, func(*trinoregexp.Regexp, []int) bool { n++; return true })
		return n, err
	}},
	{Name: "tarn_regexp_position", Args: []string{"VARCHAR", "VARCHAR", "INTEGER", "INTEGER"}, Result: "INTEGER", Doc: "regexp_position", Fn: regexpPosition},
}

// patterns keeps what was compiled. A statement has few, unless they come from its rows.
var patterns = struct {
	sync.RWMutex
	by map[string]*trinoregexp.Regexp
}{by: map[string]*trinoregexp.Regexp{}}

const mostPatterns = 500

func pattern1(text string) (*trinoregexp.Regexp, error) {
	patterns.RLock()
	re := patterns.by[text]
	patterns.RUnlock()
	if re != nil {
		return re, nil
	}
	re, err := trinoregexp.Compile(text)
	if err != nil {
		return nil, regexpFault(err)
	}
	patterns.Lock()
	defer patterns.Unlock()
	if len(patterns.by) >= mostPatterns {
		clear(patterns.by)
	}
	patterns.by[text] = re
	return re, nil
}

// regexpFault gives an error of the library's its code.
func regexpFault(err error) error {
	msg := err.Error()
	if strings.HasPrefix(msg, "NOT_SUPPORTED: ") || strings.HasPrefix(msg, "EXCEEDED_TIME_LIMIT: ") {
		return err
	}
	return badArgument("%s", msg)
}

// matches calls f with the matches of a call's text and pattern.
func matches(a []any, f func(re *trinoregexp.Regexp, places []int) bool) error {
	re, err := pattern1(a[1].(string))
	if err != nil {
		return err
	}
	if err := re.Each(a[0].(string), func(places []int) bool { return f(re, places) }); err != nil {
		return regexpFault(err)
	}
	return nil
}

// groupOf is the group that a call asks for.
func groupOf(a []any) (int, error) {
	re, err := pattern1(a[1].(string))
	if err != nil {
		return 0, err
	}
	switch n := a[2].(int64); {
	case n < 0:
		return 0, badArgument("Group cannot be negative")
	case n > int64(re.Groups()):
		return 0, badArgument("Pattern has %d groups. Cannot access group %d", re.Groups(), n)
	default:
		return int(n), nil
	}
}

func placed(a []any, places []int, n int) *string {
	from, to := places[2*n], places[2*n+1]
	if from < 0 || to < 0 {
		return nil
	}
	s := a[0].(string)[from:to]
	return &s
}

func regexpReplaced(a []any) (any, error) {
	s := a[0].(string)
	var b strings.Builder
	last := 0
	var parts []trinoregexp.Part
	var bad error
	err := matches(a, func(re *trinoregexp.Regexp, places []int) bool {
		if parts == nil {
			if parts, bad = trinoregexp.ParseReplacement(re, a[2].(string)); bad != nil {
				return false
			}
		}
		b.WriteString(s[last:places[0]])
		last = places[1]
		for _, p := range parts {
			if p.Group < 0 {
				b.WriteString(p.Text)
			} else if g := placed(a, places, p.Group); g != nil {
				b.WriteString(*g)
			}
		}
		return true
	})
	if bad != nil {
		err = regexpFault(bad)
	}
	if err != nil {
		return nil, err
	}
	if last == 0 && b.Len() == 0 {
		return s, nil
	}
	b.WriteString(s[last:])
	return b.String(), nil
}

func regexpJoined(a []any) (any, error) {
	s, with := a[0].(string), a[2].([]any)
	var b strings.Builder
	last, i, null := 0, 0, false
	err := matches(a, func(_ *trinoregexp.Regexp, places []int) bool {
		b.WriteString(s[last:places[0]])
		last = places[1]
		t, ok := with[i].(string)
		if null = !ok; null {
			return false
		}
		b.WriteString(t)
		i++
		return true
	})
	if null {
		return nil, nil
	}
	b.WriteString(s[last:])
	return b.String(), err
}

func regexpPosition(a []any) (any, error) {
	re, err := pattern1(a[1].(string))
	if err != nil {
		return nil, err
	}
	s, start, n := a[0].(string), int(a[2].(int32)), a[3].(int32)
	switch {
	case start < 1:
		return nil, badArgument("start position cannot be smaller than 1")
	case n < 1:
		return nil, badArgument("occurrence cannot be smaller than 1")
	}
	from := 0
	for ; start > 1 && from < len(s); start-- {
		_, size := utf8.DecodeRuneInString(s[from:])
		from += size
	}
	position := int32(-1)
	if from == len(s) {
		return position, nil
	}
	err = re.From(s, from, func(places []int) bool {
		if n--; n == 0 {
			position = int32(utf8.RuneCountInString(s[:places[0]]) + 1)
		}
		return n > 0
	})
	if err != nil {
		return nil, regexpFault(err)
	}
	return position, nil
}
