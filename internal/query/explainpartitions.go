package query

import (
	"context"
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// counter tells how many partitions of a table a statement reads.
type counter interface {
	Count(ctx context.Context, rel *schema.Relation, where []schema.Predicate) (n, total int, err error)
}

// partitionsRead are the lines below a plan that say how many partitions are read of each table that has some.
func (s *session) partitionsRead(ctx context.Context, q *analyze.Query) string {
	c, ok := s.service.options.Warehouse.(counter)
	if !ok {
		return ""
	}
	var b strings.Builder
	for _, scan := range q.Scans {
		n, total, err := c.Count(ctx, scan.Relation, scan.Where)
		name := scan.Relation.Schema + "." + scan.Relation.Name
		switch {
		case err != nil:
			fmt.Fprintf(&b, "\n%s: %v", name, err)
		case total > 0:
			fmt.Fprintf(&b, "\n%s: partitions %d of %d", name, n, total)
		}
	}
	return b.String()
}
