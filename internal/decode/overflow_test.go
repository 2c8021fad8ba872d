package decode

import "testing"

func TestMergeOverflow(t *testing.T) {
	for _, c := range []struct{ event, overflow, want string }{
		{`{"a":1}`, ``, `{"a":1}`},
		{`{"a":1}`, `{}`, `{"a":1}`},
		{`{}`, `{"a":1}`, `{"a":1}`},
		{`{"readOnly":true,"x":1}`, `{"readOnly":"true","y":2}`, `{"readOnly":"true","x":1,"y":2}`},
		{`{"userIdentity":{"type":"Root"}}`, `{"userIdentity":{"new":null}}`, `{"userIdentity":{"type":"Root","new":null}}`},
		{`{"userIdentity":{"sessionContext":{"attributes":{}}}}`, `{"userIdentity":{"sessionContext":{"attributes":{"a":1},"b":2}}}`,
			`{"userIdentity":{"sessionContext":{"attributes":{"a":1},"b":2}}}`},
		// Only row columns are merged member by member.
		{`{"requestParameters":{"a":1}}`, `{"requestParameters":{"b":1}}`, `{"requestParameters":{"b":1}}`},
		{`{"resources":[{"ARN":"a"}]}`, `{"resources":[1]}`, `{"resources":[1]}`},
		{`{"tlsDetails":{"a":{"x":1}}}`, `{"tlsDetails":{"a":{"y":1}}}`, `{"tlsDetails":{"a":{"y":1}}}`},
		{`{"attributes":{"a":1}}`, `{"attributes":{"b":1}}`, `{"attributes":{"b":1}}`},
		{`{"userIdentity":{}}`, `{"userIdentity":"x"}`, `{"userIdentity":"x"}`},
		{`{"a":1}`, `{"\u0061":2}`, `{"a":2}`},
		{`{}`, `{"a":1,"a":2}`, `{"a":2}`},
	} {
		got, err := MergeOverflow(c.event, c.overflow)
		if err != nil || !EqualJSON([]byte(got), []byte(c.want)) {
			t.Errorf("%s with %s is %s, %v; want %s", c.event, c.overflow, got, err, c.want)
		}
	}
	for _, bad := range [][2]string{{`{`, `{}`}, {`{}`, `{`}, {`[]`, `{}`}, {`{}`, `null`}, {`{} {}`, `{}`}} {
		if got, err := MergeOverflow(bad[0], bad[1]); err == nil {
			t.Errorf("%q is %q", bad, got)
		}
	}
}

func TestEqualJSON(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`{"a":1,"b":2}`, ` { "b" : 2 , "a" : 1 } `, true},
		{`{"a":null}`, `{}`, false},
		{`1.0`, `1`, false},
		{`1e2`, `1E2`, false},
		{`9007199254740993`, `9007199254740992`, false},
		{`"\u0026"`, `"&"`, true},
		{`"\ud83d\ude00"`, `"😀"`, true},
		{`"\ud83d"`, `"\ufffd"`, false},
		{`"\udcff"`, "\"\xff\"", true},
		{`"\udcfe"`, "\"\xff\"", false},
		{`"1"`, `1`, false},
		{`[]`, `{}`, false},
		{`"true"`, `true`, false},
		{`[1,2]`, `[2,1]`, false},
		{`{"a":1,"a":2}`, `{"a":2}`, true},
		{`{"a":[{"b":{}}]}`, `{"a":[{"b":[]}]}`, false},
		{`{"a":1}`, `{"a":1}x`, false},
		{``, ``, false},
	} {
		if got := EqualJSON([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%s and %s: %t", c.a, c.b, got)
		}
		if got := ContentHash([]byte(c.a)) == ContentHash([]byte(c.b)); got != c.want && c.a != c.b {
			t.Errorf("%s and %s hash alike: %t", c.a, c.b, got)
		}
	}
}
