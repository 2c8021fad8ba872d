package decode

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// lineFormats are the formats whose records are lines.
var lineFormats = []Format{vpcFlow, alb, albConnection, albHealth, nlb, elb, s3Access, cloudFront}

// TestLineCases runs testdata/<format>/*.txt of the line formats, which are written as those of CloudTrail: see TestCases.
func TestLineCases(t *testing.T) {
	for _, f := range lineFormats {
		files, err := filepath.Glob("testdata/" + f.Name + "/*.txt")
		if err != nil || len(files) == 0 {
			t.Fatal("no cases of", f.Name, err)
		}
		for _, file := range files {
			var out strings.Builder
			for i, c := range readCases(t, file) {
				got := ""
				t.Run(fmt.Sprintf("%s/%s/%d", f.Name, strings.TrimSuffix(filepath.Base(file), ".txt"), i), func(t *testing.T) {
					got = describeLines(f, caseText(t, c.head))
					if got != c.want && !*rewrite {
						t.Errorf("%sgot:\n%swant:\n%s", c.head, got, c.want)
					}
				})
				if i > 0 {
					out.WriteString("\n")
				}
				out.WriteString(c.head + "----\n" + got)
			}
			if *rewrite {
				if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// asTheWorldWrites are the cases that testdata/<format>/world.txt has of each line format.
var asTheWorldWrites = []string{
	"# unescaped quotes", "# - is NULL", "# %00", "# a line cut in two", "# fewer fields, as in years before, and all", "# fields that were added later",
}

// TestLinesAsTheWorldWrites holds every line format to having these cases; TestLineCases runs them.
func TestLinesAsTheWorldWrites(t *testing.T) {
	for _, f := range lineFormats {
		var names []string
		for _, c := range readCases(t, "testdata/"+f.Name+"/world.txt") {
			name, _, _ := strings.Cut(c.head, "\n")
			names = append(names, name)
		}
		if !slices.Equal(names, asTheWorldWrites) {
			t.Errorf("%s has the cases %q", f.Name, names)
		}
	}
}

// describeLines lists what came of an object.
func describeLines(f Format, text string) string {
	var out strings.Builder
	l := rows.NewLayout(f.Table)
	b := rows.NewBatch(l, 0)
	d := f.New(l, strings.NewReader(text), Options{MaxRecord: 4000})
	for {
		err := d.Next(b)
		switch err := err.(type) {
		case nil:
			fmt.Fprintf(&out, "row: record %d at offset %d\n", d.Record(), d.Offset())
			for _, v := range values(b, b.N-1) {
				if v.text != "" {
					fmt.Fprintf(&out, "  %s = %s\n", v.column, v.text)
				}
			}
			continue
		case *Reject:
			fmt.Fprintf(&out, "reject: %v (%d bytes)\n", err, err.Length)
			continue
		}
		if err != io.EOF {
			fmt.Fprintf(&out, "error: %v\n", err)
		}
		return out.String()
	}
}

type shown struct{ column, text string }

// values are a row's values as text; "" is NULL.
func values(b *rows.Batch, row int) (all []shown) {
	for i, leaf := range b.Layout.Leaves {
		v := shown{column: leaf.Path[0]}
		all = append(all, v)
		if leaf.Kind == schema.Varchar {
			if s, ok := b.String(i, row); ok {
				all[i].text = printable(s)
				if s == "" {
					all[i].text = `""`
				}
			}
			continue
		}
		n, ok := b.Int(i, row)
		switch {
		case !ok:
		case leaf.Kind == schema.Timestamp:
			v.text = time.UnixMicro(n).UTC().Format("2006-01-02 15:04:05.999999")
		case leaf.Kind == schema.Date:
			v.text = time.Unix(n*86400, 0).UTC().Format("2006-01-02")
		case leaf.Kind == schema.Double:
			f, _ := b.Double(i, row)
			v.text = fmt.Sprint(f)
		default:
			v.text = fmt.Sprint(n)
		}
		all[i] = v
	}
	return all
}
