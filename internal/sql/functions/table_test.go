package functions

import "testing"

func TestSignaturesParse(t *testing.T) {
	for _, f := range All() {
		for _, o := range f.Overloads {
			if _, err := o.Parsed(); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
}
