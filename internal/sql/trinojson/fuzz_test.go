package trinojson

import (
	"encoding/json"
	"strings"
	"testing"
)

func FuzzDocuments(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.50,{"b":"\u00e9\ud83d\ude00\ud83d"}],"a":null}`, `[1x]`, `{"a":1]`, `"\x"`, ` -0.0e5 `, "", "\x00", `{"a" :`} {
		f.Add(s, "$.a[0]", `lax $.a[*] ? (@ > 1 && exists(@.b))`)
	}
	f.Fuzz(func(t *testing.T, doc, path, sqlPath string) {
		if steps, err := ParsePath(path); err == nil {
			Scalar(doc, steps)
			Size(doc, steps)
			if v, ok := Extract(doc, steps); ok && !json.Valid([]byte(v)) {
				t.Errorf("%q of %q is %q", path, doc, v)
			}
		}
		if v, err := Parse(doc); err == nil {
			if again, err := Parse(v); err != nil || again != v {
				t.Errorf("%q is %q, and that %q (%v)", doc, v, again, err)
			}
		}
		Get(doc, -2)
		Contains(doc, "a")
		IsScalar(doc)
		Members(doc, func(string, string, bool) bool { return true })
		s := Spec{Path: sqlPath}
		if s.Check() == nil && len(s.parsed.Variables) == 0 {
			s.Query(doc, nil)
			s.Value(doc, nil)
		}
	})
}

func TestDepthIsBounded(t *testing.T) {
	deep := strings.Repeat("[", 1_000_000)
	if _, err := Parse(deep); err == nil {
		t.Error("no error")
	}
	if _, err := ParseSQLPath("lax " + strings.Repeat("(", 100_000)); err == nil {
		t.Error("no error of a deep path")
	}
	if _, ok := Extract(deep+strings.Repeat("]", 1_000_000), nil); !ok {
		t.Error("a deep text is not copied")
	}
}

func BenchmarkScalar(b *testing.B) {
	steps, _ := ParsePath("$.bucketName")
	doc := `{"Host":"logs.s3.amazonaws.com","encryption":{"x":[1,2,3],"y":"z"},"bucketName":"audit-logs","acl":""}`
	for b.Loop() {
		Scalar(doc, steps)
	}
}
