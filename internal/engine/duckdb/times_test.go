package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/rows"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// days are three files of a day each, which leave out themselves by what a statement says of the time. Both faces of a table
// are in them: CloudTrail Lake's, where the time is one, and Athena's, where it is text.
type days struct{ paths []string }

func (d *days) Names() []string { return nil }

func (d *days) Lookup(parts []string) (*schema.Relation, error) {
	name := schema.Column{Name: "name", Type: schema.Of(schema.Varchar), From: "name", Stored: schema.Of(schema.Varchar)}
	at := schema.Column{Name: "eventTime", Type: schema.TimestampOf(3), From: "moment", Stored: schema.TimestampOf(6)}
	if parts[0] == "athena" {
		at.Type = schema.Of(schema.Varchar)
	}
	return &schema.Relation{Name: parts[0], Columns: []schema.Column{at, name}, Lake: parts[0] == "lake", Source: "small"}, nil
}

func (d *days) Plan(_ context.Context, _ *schema.Relation, _ []string, where []schema.Predicate) (*engine.FileSet, error) {
	out := &engine.FileSet{Table: small, Uniform: true, Total: len(d.paths)}
	for i, path := range d.paths {
		first := day.AddDate(0, 0, i)
		last, wanted := first.Add(29_999*time.Second), true
		for _, p := range where {
			at, ok := p.Values[0].(time.Time)
			switch {
			case !ok || p.Column != "moment":
			case p.Op == schema.Eq || p.Op == schema.Ge || p.Op == schema.Gt:
				wanted = wanted && !last.Before(at)
			}
			if ok && (p.Op == schema.Eq || p.Op == schema.Le || p.Op == schema.Lt) {
				wanted = wanted && !first.After(at)
			}
		}
		if wanted {
			out.Paths = append(out.Paths, path)
		}
	}
	return out, nil
}

// TestTimesLeaveFilesAndRowGroupsOut: the same hour, said in every way, reads the same file and in it one row group of three;
// the others cannot be read.
func TestTimesLeaveFilesAndRowGroupsOut(t *testing.T) {
	dir := lakeDir(t)
	d := &days{}
	for i := range 3 {
		path := writeFile(t, dir, small, 30_000, 10_000, func(b *rows.Batch, row int) {
			fillSmall(b, row)
			b.SetInt(b.Layout.Leaf("moment"), day.AddDate(0, 0, i).Add(time.Duration(row)*time.Second).UnixMicro())
		})
		if i == 1 {
			spoil(t, path, 2)
		} else {
			spoil(t, path)
		}
		d.paths = append(d.paths, path)
	}
	e := openEngine(t, Options{AllowedDirs: []string{dir}, Files: d})
	for table, forms := range map[string][]string{
		"lake": {
			"eventTime >= '2022-01-12 06:00:00' AND eventTime < '2022-01-12 07:00:00'",
			"eventTime >= '2022-01-12T06:00:00Z' AND eventTime < '2022-01-12T07:00:00Z'",
			"eventTime >= TIMESTAMP '2022-01-12 06:00:00' AND eventTime < TIMESTAMP '2022-01-12 07:00:00'",
			"eventTime BETWEEN TIMESTAMP '2022-01-12 06:00:00' AND TIMESTAMP '2022-01-12 06:59:59'",
			"eventTime >= from_iso8601_timestamp('2022-01-12T06:00:00Z') AND eventTime < from_iso8601_timestamp('2022-01-12T16:00:00+09:00')",
			"eventTime >= date_parse('2022-01-12 06', '%Y-%m-%d %H') AND eventTime < date_add('hour', 7, TIMESTAMP '2022-01-12 00:00:00')",
			"date_trunc('hour', eventTime) = TIMESTAMP '2022-01-12 06:00:00'",
		},
		"athena": {
			"eventTime >= '2022-01-12T06:00:00Z' AND eventTime < '2022-01-12T07:00:00Z'",
			"eventTime BETWEEN '2022-01-12T06:00:00Z' AND '2022-01-12T06:59:59Z'",
			"eventTime LIKE '2022-01-12T06%'",
			"from_iso8601_timestamp(eventTime) >= TIMESTAMP '2022-01-12 06:00:00 UTC' AND from_iso8601_timestamp(eventTime) < TIMESTAMP '2022-01-12 07:00:00 UTC'",
			"date_parse(eventTime, '%Y-%m-%dT%H:%i:%sZ') >= TIMESTAMP '2022-01-12 06:00:00' AND date_parse(eventTime, '%Y-%m-%dT%H:%i:%sZ') < TIMESTAMP '2022-01-12 07:00:00'",
			"date_trunc('hour', from_iso8601_timestamp(eventTime)) = TIMESTAMP '2022-01-12 06:00:00 UTC'",
		},
	} {
		for _, where := range forms {
			sql := "SELECT count(*), max(name) FROM " + table + " WHERE " + where
			n, files, err := askDays(t.Context(), e, d, sql)
			if err != nil {
				t.Errorf("%s reads what it need not, or fails: %v", sql, err)
			} else if n != "3600" || files != 1 {
				t.Errorf("%s gives %s rows of %d files", sql, n, files)
			}
		}
	}
	if _, _, err := askDays(t.Context(), e, d, "SELECT count(*), max(name) FROM lake WHERE eventTime >= '2022-01-12 05:00:00' AND eventTime < '2022-01-12 07:00:00'"); err == nil {
		t.Error("the spoilt row groups can be read: this test proves nothing")
	}
}

func askDays(ctx context.Context, e *Engine, d *days, sql string) (n string, files int, err error) {
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return "", 0, err
	}
	q, err := analyze.Analyze(stmt, d, analyze.Options{Text: sql, Now: day})
	if err != nil {
		return "", 0, err
	}
	r, err := e.Run(ctx, q, nil)
	if err != nil {
		return "", 0, err
	}
	defer r.Close()
	batch, err := r.Next()
	if errors.Is(err, io.EOF) || err != nil {
		return "", 0, err
	}
	return fmt.Sprint(batch[0][0]), r.Stats().Files, nil
}
