package decode

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// TestStatements decodes every real file of the line formats and compares each row with what AWS's own table statements make
// of the line, which scripts/linelogs.py recorded.
func TestStatements(t *testing.T) {
	if _, err := os.Stat(sampleRoot); err != nil {
		t.Skipf("no sample data: %v", err)
	}
	recorded, err := os.Open("testdata/statements.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer recorded.Close()
	files, lines := 0, 0
	for s := bufio.NewScanner(recorded); s.Scan(); files++ {
		fields := strings.Fields(s.Text())
		f, ok := ByName(fields[0])
		if !ok {
			t.Fatal("no format", fields[0])
		}
		want := fields[2:]
		raw, err := os.ReadFile(filepath.Join(sampleRoot, fields[1]))
		if err != nil {
			t.Fatal(err)
		}
		if found, _ := Recognise(fields[1], Head(raw)); found.Name != f.Name {
			t.Errorf("%s is taken for %q", fields[1], found.Name)
		}
		text, err := Decompress(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		l := rows.NewLayout(f.Table)
		b := rows.NewBatch(l, 0)
		d := f.New(l, text, Options{})
		for i, want := range want {
			if err := d.Next(b); err != nil {
				t.Fatalf("%s, line %d: %v", fields[1], i, err)
			}
			said := stated(f, b, i)
			sum := sha256.Sum256([]byte(said))
			if hex.EncodeToString(sum[:4]) != want {
				t.Errorf("%s, line %d is not what the statement gives: %s\n%q", fields[1], i, d.Raw(), strings.Split(said, "\x1f"))
			}
			lines++
		}
		if err := d.Next(b); err == nil || err.Error() != "EOF" {
			t.Errorf("%s goes on: %v", fields[1], err)
		}
	}
	if files != 44 || lines < 330 {
		t.Errorf("%d files, %d lines", files, lines)
	}
}

// stated writes the columns that a format's statement has, as scripts/linelogs.py does.
func stated(f Format, b *rows.Batch, row int) string {
	columns := map[string]int{"vpcflow": 14, "alb": 34, "alb-connection": 12, "nlb": 24, "elb": 19, "s3access": 26, "cloudfront": 33}[f.Name]
	all := make([]string, columns)
	for i := range all {
		all[i] = "\x00"
		leaf := b.Layout.Leaves[i]
		if leaf.Kind == schema.Varchar {
			if s, ok := b.String(i, row); ok {
				all[i] = s
			}
		} else if n, ok := b.Int(i, row); ok {
			switch all[i] = fmt.Sprint(n); leaf.Kind {
			case schema.Double:
				v, _ := b.Double(i, row)
				all[i] = fmt.Sprintf("%016x", math.Float64bits(v))
			case schema.Date:
				all[i] = values(b, row)[i].text
			}
		}
	}
	return strings.Join(all, "\x1f")
}
