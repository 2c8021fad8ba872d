package main

import (
	"context"
	"regexp"
	"strings"

	"tarn/internal/schema"
)

// subject is a query, or an expression over a table's rows.
type subject struct {
	root  *node
	table string
	row   string // an id, where one row is enough
}

func (s *subject) sql() string {
	switch {
	case s.table == "":
		return s.root.String()
	case s.row != "":
		return "SELECT " + s.root.String() + " FROM " + s.table + " WHERE id = " + s.row
	}
	return "SELECT " + s.root.String() + " FROM " + s.table + " ORDER BY id"
}

// with is the same of another expression or query.
func (s *subject) with(root *node) *subject { return &subject{root: root, table: s.table, row: s.row} }

// oneRow takes one of the rows that differ, and puts its values in the columns' places.
func (h *hunt) oneRow(ctx context.Context, s *subject, still func() bool) error {
	want, got, err := h.both(ctx, "SELECT id, "+s.root.String()+" FROM "+s.table+" ORDER BY id")
	if err != nil || len(want.rows) != len(got.rows) {
		return err
	}
	for i := range want.rows {
		if want.rows[i][1] == got.rows[i][1] {
			continue
		}
		s.row = want.rows[i][0]
		if still() {
			break
		}
		s.row = ""
	}
	if s.row == "" {
		return nil
	}
	var columns []*node
	s.root.walk(func(n *node) {
		if n.expr && len(n.kids) == 0 && isColumn.MatchString(n.String()) {
			columns = append(columns, n)
		}
	})
	for _, n := range columns {
		a, err := h.trino.run(ctx, "SELECT "+n.String()+" FROM "+s.table+" WHERE id = "+s.row)
		if err != nil {
			return err
		}
		if len(a.rows) != 1 {
			continue
		}
		old := *n
		if text, ok := asWritten(n.typ, a.rows[0][0]); ok {
			if *n = *leaf(n.typ, text); !still() {
				*n = old
			}
		}
	}
	return nil
}

var isColumn = regexp.MustCompile(`^[a-z]\w*$`)

// asWritten is a value as SQL has it.
func asWritten(t schema.Type, canonical string) (string, bool) {
	if canonical == null {
		return "CAST(NULL AS " + sqlType(t) + ")", true
	}
	switch t.Kind {
	case schema.Boolean, schema.Integer, schema.Varbinary:
		return canonical, true
	case schema.Varchar:
		return canonical, !strings.Contains(canonical, `\`)
	case schema.Bigint, schema.Smallint, schema.Tinyint, schema.Double, schema.Real, schema.Date, schema.Timestamp, schema.Time:
		return strings.ToUpper(t.Kind.Name()) + " '" + canonical + "'", true
	case schema.TimestampTZ:
		return "TIMESTAMP '" + canonical + "'", true
	case schema.Decimal:
		return "CAST('" + canonical + "' AS " + sqlType(t) + ")", true
	}
	return "", false
}
