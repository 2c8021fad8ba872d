package decode

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

func FuzzVPCFlow(f *testing.F)       { fuzzLines(f, vpcFlow) }
func FuzzALB(f *testing.F)           { fuzzLines(f, alb) }
func FuzzALBConnection(f *testing.F) { fuzzLines(f, albConnection) }
func FuzzALBHealth(f *testing.F)     { fuzzLines(f, albHealth) }
func FuzzNLB(f *testing.F)           { fuzzLines(f, nlb) }
func FuzzELB(f *testing.F)           { fuzzLines(f, elb) }
func FuzzS3Access(f *testing.F)      { fuzzLines(f, s3Access) }
func FuzzCloudFront(f *testing.F)    { fuzzLines(f, cloudFront) }

// fuzzLines checks of any text that each line that is no header becomes one row or one Reject, in order; that rows have a time
// and text that is UTF-8; and that neither the size of the window nor what was read before changes anything.
func fuzzLines(f *testing.F, format Format) {
	files, _ := filepath.Glob("testdata/" + format.Name + "/*.txt")
	for _, file := range files {
		for _, c := range readCases(f, file) {
			f.Add([]byte(caseText(f, c.head)))
		}
	}
	l := rows.NewLayout(format.Table)
	at := l.Leaf("_time")
	used := rows.NewBatch(l, 0)
	narrow := format.New(l, bytes.NewReader(nil), Options{MaxRecord: 1 << 12})
	setWindow(narrow, 8)
	f.Fuzz(func(t *testing.T, text []byte) {
		b := rows.NewBatch(l, 0)
		first := listLines(format.New(l, bytes.NewReader(text), Options{MaxRecord: 1 << 12}), b, text)
		for row := range b.N {
			if _, ok := b.Int(at, row); !ok {
				t.Fatalf("row %d has no time", row)
			}
			for i, leaf := range l.Leaves {
				if leaf.Kind == schema.Varchar {
					if s, _ := b.String(i, row); !utf8.ValidString(s) {
						t.Fatalf("%s of row %d: %q", leaf.Path[0], row, s)
					}
				}
			}
		}
		used.Reset()
		narrow.Reset(bytes.NewReader(text))
		if second := listLines(narrow, used, text); first != second {
			t.Fatalf("at first:\n%s\nthrough a narrow window:\n%s", first, second)
		}
		// Once more into the same batch: values are guessed now.
		narrow.Reset(bytes.NewReader(text))
		if third := listLines(narrow, used, text); first != third {
			t.Fatalf("at first:\n%s\nonce more:\n%s", first, third)
		}
	})
}

func setWindow(d Decoder, size int) {
	if f, ok := d.(*eitherForm); ok {
		d = f.lines
	}
	switch d := d.(type) {
	case *delimited:
		d.win.start = size
	case *vpcFlowLog:
		d.win.start = size
	case *cloudFrontLog:
		d.win.start = size
	}
}

// listLines lists what came of an object, and checks the offsets.
func listLines(d Decoder, b *rows.Batch, text []byte) string {
	var out strings.Builder
	next := int64(0)
	for {
		err := d.Next(b)
		reject, rejected := err.(*Reject)
		switch {
		case err == nil:
			if !bytes.HasPrefix(text[d.Offset():], d.Raw()) {
				return fmt.Sprintf("record %d at offset %d is not %q", d.Record(), d.Offset(), d.Raw())
			}
			fmt.Fprintf(&out, "%d %d %v\n", d.Record(), d.Offset(), values(b, b.N-1))
		case rejected:
			fmt.Fprintf(&out, "%d %d %v %q\n", d.Record(), d.Offset(), reject, reject.Raw)
		case err == io.EOF:
			return out.String()
		default:
			return out.String() + err.Error()
		}
		if d.Record() != next {
			return fmt.Sprintf("record %d after %d", d.Record(), next-1)
		}
		next++
	}
}
