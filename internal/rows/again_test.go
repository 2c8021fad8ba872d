package rows

import (
	"testing"

	"tarn/internal/schema"
)

func TestAgain(t *testing.T) {
	l := NewLayout(schema.CloudTrail)
	b := NewBatch(l, 0)
	arn, name := l.Leaf("userIdentity.arn"), l.Leaf("userIdentity.userName")
	add := func(leaf int, v string) (guessed bool) {
		text := []byte(v + `","next`)
		if n := b.Again(leaf, text, '"'); n >= 0 {
			if n != len(v) {
				t.Errorf("%q: %d bytes", v, n)
			}
			return true
		}
		b.Learn(leaf, []byte(v))
		return false
	}
	for i, step := range []struct {
		arn, name string
		known     bool // the name follows from the ARN
	}{{"a", "ann", false}, {"b", "bob", false}, {"a", "ann", true}, {"b", "bob", true}, {"b", "bo", false}, {"b", "bo", true}, {"b", "bob", false}, {"c", "", false}, {"c", "", true}} {
		b.Begin()
		add(arn, step.arn)
		if known := add(name, step.name); known != step.known {
			t.Errorf("step %d: guessed %t", i, known)
		}
		for leaf, want := range map[int]string{arn: step.arn, name: step.name} {
			if got, ok := b.String(leaf, b.N-1); !ok || got != want {
				t.Errorf("step %d: %q, want %q", i, got, want)
			}
		}
	}
	b.Reset()
	b.Begin()
	if add(arn, "a") {
		t.Error("a value outlived Reset")
	}
	if b.Again(l.Leaf("eventID"), []byte(`"`), '"') >= 0 {
		t.Error("a distinct leaf guesses")
	}
}
