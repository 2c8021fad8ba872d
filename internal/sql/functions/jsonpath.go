package functions

import (
	"fmt"
	"strconv"
	"strings"
)

// step is one step of a JSON path: a member's name or an element's index. In Trino $.a[0] and $.a["0"] mean the same: a
// number steps into an object by name, too.
type step struct {
	key     string
	index   int
	isIndex bool
}

// parsePath reads the paths that json_extract takes: $.name, $["name"], $[0]. Wildcards are not there yet.
func parsePath(path string) ([]step, error) {
	fail := func() ([]step, error) { return nil, fmt.Errorf("Invalid JSON path: '%s'", path) }
	s, ok := strings.CutPrefix(path, "$")
	if !ok {
		s = "." + path // Trino takes a path without $, too
		if path == "" || path[0] == '.' || path[0] == '[' {
			return fail()
		}
	}
	var steps []step
	for s != "" {
		switch {
		case strings.HasPrefix(s, "..") || strings.HasPrefix(s, ".*") || strings.HasPrefix(s, "[*"):
			return nil, fmt.Errorf("wildcards in a JSON path ('%s') are not in Tarn yet", path)
		case s[0] == '.':
			n := strings.IndexAny(s[1:], ".[")
			if n < 0 {
				n = len(s) - 1
			}
			if n == 0 {
				return fail()
			}
			name := s[1 : 1+n]
			if strings.ContainsAny(name, "\"' ()?") {
				return fail()
			}
			steps = append(steps, step{key: name})
			s = s[1+n:]
		case strings.HasPrefix(s, `["`) || strings.HasPrefix(s, `['`):
			quote := s[1]
			var name strings.Builder
			i := 2
			for ; i < len(s) && s[i] != quote; i++ {
				if s[i] == '\\' && i+1 < len(s) {
					i++
				}
				name.WriteByte(s[i])
			}
			if i+1 >= len(s) || s[i+1] != ']' || quote == '\'' {
				return fail()
			}
			steps = append(steps, step{key: name.String()})
			s = s[i+2:]
		case s[0] == '[':
			end := strings.IndexByte(s, ']')
			if end < 2 {
				return fail()
			}
			if n, err := strconv.Atoi(s[1:end]); err == nil && n >= 0 {
				steps = append(steps, step{key: s[1:end], index: n, isIndex: true})
			} else if strings.ContainsAny(s[1:end], "\"' ()?@:,-") {
				return fail()
			} else {
				steps = append(steps, step{key: s[1:end]})
			}
			s = s[end+1:]
		default:
			return fail()
		}
	}
	return steps, nil
}
