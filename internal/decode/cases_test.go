package decode

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var rewrite = flag.Bool("rewrite", false, "write the cases' output into testdata")

// TestCases runs testdata/cloudtrail/*.txt. A case is a comment, the object's text, ----, and what came of it; a line that
// is a Go string stands for the bytes in it, without a line feed.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cloudtrail/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		var out strings.Builder
		for i, c := range readCases(t, file) {
			got := ""
			t.Run(fmt.Sprintf("%s/%d", strings.TrimSuffix(filepath.Base(file), ".txt"), i), func(t *testing.T) {
				got = describeObject(t, caseText(t, c.head))
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

// testCase is one of testdata's: head is all above the line, want what is below.
type testCase struct{ head, want string }

func readCases(t testing.TB, file string) (cases []testCase) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		head, want, _ := strings.Cut(c+"\n", "----\n")
		cases = append(cases, testCase{head, want})
	}
	return cases
}

func caseText(t testing.TB, head string) string {
	var text strings.Builder
	for line := range strings.Lines(head) {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, `"`):
			s, err := strconv.Unquote(strings.TrimSpace(line))
			if err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			text.WriteString(s)
		default:
			text.WriteString(line)
		}
	}
	return text.String()
}

func describeObject(t *testing.T, text string) string {
	var out strings.Builder
	b := rows.NewBatch(layout, 0)
	d := NewCloudTrail(layout, strings.NewReader(text), Options{MaxRecord: 4000})
	for {
		err := d.Next(b)
		switch err := err.(type) {
		case nil:
			fmt.Fprintf(&out, "row: record %d at offset %d\n", d.Record(), d.Offset())
			sameEvent(t, b, b.N-1, d.Raw())
			describeRow(&out, b, b.N-1)
			continue
		case *Reject:
			fmt.Fprintf(&out, "reject: %v (%d bytes)\n", err, err.Length)
			continue
		}
		if err == ErrDigest && d.Kind() == Digest {
			out.WriteString("digest\n")
		} else if err.Error() != "EOF" {
			fmt.Fprintf(&out, "error: %v\n", err)
		}
		return out.String()
	}
}

func describeRow(out *strings.Builder, b *rows.Batch, row int) {
	shown := map[string]bool{}
	for i, leaf := range b.Layout.Leaves {
		if leaf.List >= 0 {
			if name := leaf.Path[0]; !shown[name] && b.Lists[leaf.List].Defs[row] > 0 {
				shown[name] = true
				w := eventWriter{b: b, row: row, leaf: i, out: []byte("{")}
				w.array(schema.Stored{Name: name, Kind: schema.Array, Members: columnMembers(name)})
				fmt.Fprintf(out, "  %s = %s\n", name, w.out[len(name)+4:])
			}
			continue
		}
		code := b.Leaves[i].Codes[row]
		for depth := 1; depth < len(leaf.Path); depth++ {
			if name := strings.Join(leaf.Path[:depth], "."); code >= uint32(depth) && !shown[name] {
				shown[name] = true
				fmt.Fprintf(out, "  %s\n", name)
			}
		}
		name := strings.Join(leaf.Path, ".")
		if leaf.Kind == schema.Varchar {
			if s, ok := b.String(i, row); ok {
				fmt.Fprintf(out, "  %s = %s\n", name, printable(s))
			}
			continue
		}
		switch v, ok := b.Int(i, row); {
		case !ok:
		case leaf.Kind == schema.Timestamp:
			fmt.Fprintf(out, "  %s = %s\n", name, time.UnixMicro(v).UTC().Format("2006-01-02 15:04:05.999999"))
		default:
			fmt.Fprintf(out, "  %s = %t\n", name, v != 0)
		}
	}
}

func columnMembers(name string) []schema.Stored {
	for _, c := range schema.CloudTrail.Columns {
		if c.Name == name {
			return c.Members
		}
	}
	return nil
}

func printable(s string) string {
	if q := strconv.Quote(s); q != `"`+strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `"`, `\"`)+`"` {
		return q
	}
	return s
}
