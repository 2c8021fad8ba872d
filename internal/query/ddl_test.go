package query_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
	"tarn/internal/warehouse"
)

var rewrite = flag.Bool("rewrite", false, "write what the statements of testdata/ddl answer")

// lake is a data directory without an engine: statements about tables need none.
type lake struct {
	t       *testing.T
	db      *state.DB
	buckets *objects.Buckets
	queries *query.Service
	key     auth.Key
	folder  string
}

func newLake(t *testing.T) *lake {
	t.Helper()
	db, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	l := &lake{t: t, db: db, buckets: &objects.Buckets{Dir: t.TempDir(), Index: db}, folder: t.TempDir()}
	for _, name := range []string{"logs", "other-logs"} {
		if err := l.buckets.Create(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	cat := catalog.New(db)
	tables := &hive.Tables{Data: db, Buckets: l.buckets, Temp: t.TempDir()}
	l.queries = query.New(query.Options{Tables: db, Warehouse: &warehouse.Warehouse{Tables: tables}, ResultDir: t.TempDir(), Catalog: func(ctx context.Context, s query.Statement) (analyze.Catalog, error) {
		return cat.Snapshot(ctx, catalog.Scope{Catalog: s.Catalog, Database: s.Database, Uses: func(database, table string) bool { return s.Key.MayUse(database, table) }})
	}})
	t.Cleanup(func() {
		l.queries.Close()
		db.Close()
	})
	return l
}

func (l *lake) put(uri string) {
	l.t.Helper()
	bucket, key, _ := objects.Split(uri)
	b, err := l.buckets.Open(l.t.Context(), bucket)
	if err == nil {
		_, err = b.Put(l.t.Context(), key, strings.NewReader("x"), objects.PutOptions{})
	}
	if err != nil {
		l.t.Fatal(err)
	}
}

// ask gives a statement's rows, a line each, or its error, with its notes after them.
func (l *lake) ask(sql string) string {
	ctx := l.t.Context()
	var b strings.Builder
	x, err := l.queries.Start(ctx, query.Statement{SQL: sql, Database: "d", Key: l.key})
	if err == nil {
		x, err = l.queries.Wait(ctx, x.ID)
	}
	if err == nil && x.Error != nil {
		err = x.Error
	}
	var e *query.Error
	if errors.As(err, &e) {
		fmt.Fprintf(&b, "%s: %v\n", e.Code, e)
		if e.Hint != "" {
			fmt.Fprintf(&b, "hint: %s\n", e.Hint)
		}
		return b.String()
	}
	if err != nil {
		l.t.Fatalf("%s: %v", sql, err)
	}
	if x.Rows > 0 {
		page, err := l.queries.Rows(ctx, x.ID, 0, 1000)
		if err != nil {
			l.t.Fatal(err)
		}
		for _, row := range page {
			for i, v := range row {
				if i > 0 {
					b.WriteString(" | ")
				}
				fmt.Fprint(&b, v)
			}
			b.WriteByte('\n')
		}
	}
	for _, n := range x.Notes {
		fmt.Fprintf(&b, "note: %s\n", n.Text)
	}
	return b.String()
}

// What changes from run to run.
var moments = regexp.MustCompile(`(transient_lastDdlTime('='| \| |=))\d+|((?:CreateTime|LastAccessTime): \| )\w+ \w+ \d+ [\d:]+ UTC \d+|(createTime:)\d+`)

// TestDefinitions runs the statements of testdata/ddl, file by file, each in a new data directory: a statement, ----, and what it
// answers, up to an empty line. Lines that begin with # are remarks, and "put s3://…" puts an object.
func TestDefinitions(t *testing.T) {
	files, err := filepath.Glob("testdata/ddl/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no statements", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			l := newLake(t)
			var out strings.Builder
			for block := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n\n") {
				var remarks, body []string
				for line := range strings.SplitSeq(block, "\n") {
					switch {
					case strings.HasPrefix(line, "#") && body == nil:
						remarks = append(remarks, line)
					case strings.HasPrefix(line, "put ") && body == nil:
						remarks = append(remarks, line)
						l.put(strings.TrimPrefix(line, "put "))
					default:
						body = append(body, line)
					}
				}
				for _, r := range remarks {
					out.WriteString(r + "\n")
				}
				sql, want, _ := strings.Cut(strings.Join(body, "\n")+"\n", "----\n")
				if strings.TrimSpace(sql) == "" {
					out.WriteString("\n")
					continue
				}
				got := moments.ReplaceAllString(l.ask(sql), "${1}${3}${4}0")
				// Hive's lines end in spaces, and some are empty: neither survives an editor.
				got = strings.ReplaceAll(regexp.MustCompile(` +\n`).ReplaceAllString(got, "\n"), "\n\n", "\n")
				if strings.TrimSpace(want) != strings.TrimSpace(got) && !*rewrite {
					t.Errorf("%s\n got %s\nwant %s", sql, got, want)
				}
				out.WriteString(sql + "----\n" + got + "\n")
			}
			if *rewrite {
				if err := os.WriteFile(file, []byte(strings.TrimSpace(out.String())+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
