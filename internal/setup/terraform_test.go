package setup

import (
	"github.com/hashicorp/hcl/v2"
)

type hcldiag = hcl.Diagnostics

// traversed is a step of a reference, as it is written.
func traversed(step hcl.Traverser) string {
	switch s := step.(type) {
	case hcl.TraverseRoot:
		return s.Name
	case hcl.TraverseAttr:
		return s.Name
	}
	return "?"
}
