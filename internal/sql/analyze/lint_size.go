package analyze

import (
	"fmt"

	"tarn/internal/schema"
)

// large is how many bytes of data files are worth a word where a statement reads all of them.
const large = 1 << 30

// lintUnbounded finds reads of large event data stores, and of tables over them, that no condition on the events' time bounds. A LIMIT alone ends
// the read early.
func (a *analyzer) lintUnbounded(root *Node) {
	s, _ := root.Body.(*Select)
	if a.opts.Size == nil || root.Limit != nil && root.Order == nil && s != nil && s.Order == nil && s.Group == nil {
		return
	}
	for _, p := range a.plain {
		if p.Scan == nil || bounded(p.Scan) {
			continue
		}
		for _, c := range p.Scan.Relation.Columns {
			if c.From != schema.CloudTrail.Time || c.Type.Kind != schema.Timestamp && c.Type.Kind != schema.Varchar {
				continue
			}
			if n := a.opts.Size(p.Scan.Relation); n >= large {
				a.note(p.Span, "no condition bounds %s: all of %s is read", c.Name, gigabytes(n))
			}
			break
		}
	}
}

func bounded(s *Scan) bool {
	for _, p := range s.Where {
		switch p.Op {
		case schema.Eq, schema.In, schema.Lt, schema.Le, schema.Gt, schema.Ge:
			if p.Column == schema.CloudTrail.Time {
				return true
			}
		}
	}
	return false
}

func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/(1<<30)) }
