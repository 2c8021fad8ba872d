package warehouse_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/apache/iceberg-go"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/warehouse"
)

// TestPartitionsByTransforms compares the partitions that rows are written into with what iceberg-go makes of their values, and has those read
// alone that a condition allows.
func TestPartitionsByTransforms(t *testing.T) {
	const rows = `SELECT CAST(n AS integer) AS n, CAST(n AS bigint) * 1000003 AS big, TIMESTAMP '1969-11-30 22:15:00.250' + n * INTERVAL '9' HOUR + n * n * INTERVAL '3' MINUTE AS at,
		CAST(TIMESTAMP '1969-11-30 22:15:00' + n * INTERVAL '9' DAY AS date) AS day, 'été ' || CAST(n * 7 AS varchar) AS name FROM UNNEST(sequence(-5, 250)) AS v(n)`
	literal := func(t *testing.T, column string, v any) iceberg.Literal {
		switch v := v.(type) {
		case int64:
			if column == "n" {
				return iceberg.NewLiteral(int32(v))
			}
			return iceberg.NewLiteral(v)
		case string:
			return iceberg.NewLiteral(v)
		case engine.Date:
			return iceberg.NewLiteral(iceberg.Date(v))
		case time.Time:
			return iceberg.NewLiteral(iceberg.Timestamp(v.UnixMicro()))
		}
		t.Fatalf("%T", v)
		return nil
	}
	for _, term := range []string{"year(at)", "month(at)", "day(at)", "hour(at)", "year(day)", "month(day)", "day(day)", "bucket(16, n)", "bucket(16, big)", "bucket(7, name)",
		"bucket(5, at)", "bucket(5, day)", "truncate(5, name)", "truncate(10, n)", "truncate(1000, big)"} {
		t.Run(term, func(t *testing.T) {
			h := open(t)
			table := catalog.Table{Database: "default", Name: "rows", Type: catalog.ExternalTable, Parameters: map[string]string{"table_type": "ICEBERG"}}
			table.Storage.Columns = []catalog.Column{{Name: "n", Type: "int"}, {Name: "big", Type: "bigint"}, {Name: "at", Type: "timestamp"}, {Name: "day", Type: "date"}, {Name: "name", Type: "string"}}
			r, err := h.CreateIceberg(t.Context(), table, h.analysed(rows), warehouse.Write{By: []string{term}}, func() {})
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := schema.ParseTerm(term)
			if err != nil || parsed.String() != term {
				t.Fatal(parsed, err)
			}
			text := parsed.Transform
			if parsed.Number > 0 {
				text = fmt.Sprintf("%s[%d]", text, parsed.Number)
			}
			transform, err := iceberg.ParseTransform(text)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]int{}
			got := h.values("SELECT " + parsed.Column + " FROM rows")
			for _, v := range got {
				want[transform.Apply(iceberg.Optional[iceberg.Literal]{Val: literal(t, parsed.Column, v), Valid: true}).Val.String()]++
			}
			if len(got) != 256 || len(want) < 2 || len(r.Partitions) != len(want) {
				t.Errorf("%d rows in %d partitions, not %d", len(got), len(r.Partitions), len(want))
			}
			// Each row is found by its value, and few files are looked at.
			table, err = h.Data.Table(t.Context(), "default", "rows")
			if err != nil {
				t.Fatal(err)
			}
			rel, err := table.Relation()
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range got {
				if i%64 != 0 {
					continue
				}
				if day, ok := v.(engine.Date); ok {
					v = day.Time()
				}
				set, err := h.Plan(t.Context(), rel, []string{parsed.Column}, []schema.Predicate{{Column: parsed.Column, Op: schema.Eq, Values: []any{v}}})
				if err != nil {
					t.Fatal(err)
				}
				set.Release()
				if n := len(set.Paths); n == 0 || n > 1 && parsed.Transform != "bucket" {
					t.Errorf("%v is looked for in %d of %d files", v, n, set.Total)
				}
				at := fmt.Sprint(v)
				switch v := v.(type) {
				case time.Time:
					at = "TIMESTAMP '" + v.Format("2006-01-02 15:04:05.000") + "'"
				case string:
					at = "'" + v + "'"
				}
				for _, op := range []string{"=", ">=", "<"} {
					less := h.rows("SELECT count(*) FROM rows WHERE " + parsed.Column + " " + op + " " + at)
					all := h.rows("SELECT count_if(" + parsed.Column + " " + op + " " + at + ") FROM rows")
					if less != all {
						t.Errorf("%s %s: %s rows where %s are", op, at, less, all)
					}
				}
			}
		})
	}
}

// values are those of a query's one column.
func (h *house) values(sql string) (out []any) {
	h.t.Helper()
	r, err := h.engine.Run(h.t.Context(), h.analysed(sql), nil)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Close()
	for {
		batch, err := r.Next()
		for _, row := range batch {
			out = append(out, row[0])
		}
		if err != nil {
			return out
		}
	}
}

func TestTermsAreRead(t *testing.T) {
	for text, want := range map[string]string{"day": "day", " Day( at ) ": "day(at)", "bucket(id, 8)": "bucket(8, id)", "TRUNCATE(3,name)": "truncate(3, name)"} {
		if got, err := schema.ParseTerm(text); err != nil || got.String() != want {
			t.Errorf("%s: %s %v", text, got, err)
		}
	}
	for text, want := range map[string]string{"week(at)": "there is no transform week", "bucket(id)": "needs a number", "bucket(0, id)": "from 1", "day(a, b)": "one column", "day()": "no column"} {
		if got, err := schema.ParseTerm(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %s %v", text, got, err)
		}
	}
}
