package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

var layout = rows.NewLayout(schema.CloudTrail)

// oracle decodes with encoding/json, numbers kept as text.
func oracle(t testing.TB, text []byte) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("encoding/json: %v in %.300q", err, text)
	}
	if _, err := dec.Token(); err != io.EOF {
		t.Fatalf("more than one value in %.300q", text)
	}
	return v
}

// sameEvent checks one row against the event delivered, twice: by EqualJSON and by encoding/json.
func sameEvent(t testing.TB, b *rows.Batch, row int, raw []byte) {
	t.Helper()
	back := EventJSON(b, row)
	if !EqualJSON(back, raw) {
		t.Errorf("EqualJSON says no:\n got %s\nwant %s", back, raw)
	}
	if ContentHash(back) != ContentHash(raw) {
		t.Errorf("ContentHash differs:\n got %s\nwant %s", back, raw)
	}
	if !reflect.DeepEqual(oracle(t, back), oracle(t, raw)) {
		t.Errorf("encoding/json says no:\n got %s\nwant %s", back, raw)
	}
	for i, leaf := range b.Layout.Leaves {
		if leaf.Kind != schema.Varchar || leaf.List >= 0 {
			continue
		}
		v, ok := b.String(i, row)
		if ok && !isUTF8(v) {
			t.Errorf("%s is not UTF-8: %q", strings.Join(leaf.Path, "."), v)
		}
	}
}

func isUTF8(s string) bool { return strings.ToValidUTF8(s, "") == s }

// result is what reading one object gave.
type result struct {
	batch   *rows.Batch
	rejects []*Reject
	err     error // other than io.EOF
	kind    Kind
}

// readAll reads an object and checks every row.
func readAll(t testing.TB, r io.Reader, o Options) result {
	t.Helper()
	res := result{batch: rows.NewBatch(layout, 0)}
	d := NewCloudTrail(layout, r, o)
	next := int64(0)
	for {
		before := res.batch.N
		err := d.Next(res.batch)
		var reject *Reject
		switch {
		case err == nil:
			if res.batch.N != before+1 {
				t.Fatalf("%d rows for one record", res.batch.N-before)
			}
			if d.Record() != next {
				t.Fatalf("record %d, want %d", d.Record(), next)
			}
			next++
			sameEvent(t, res.batch, before, d.Raw())
		case errors.As(err, &reject):
			if res.batch.N != before {
				t.Fatalf("a reject changed the batch: %v", err)
			}
			if reject.Record != next {
				t.Fatalf("rejected record %d, want %d", reject.Record, next)
			}
			next++
			res.rejects = append(res.rejects, reject)
		default:
			if res.batch.N != before {
				t.Fatalf("an error changed the batch: %v", err)
			}
			res.kind = d.Kind()
			if err != io.EOF {
				res.err = err
			}
			return res
		}
	}
}

func readText(t testing.TB, text string) result {
	t.Helper()
	return readAll(t, strings.NewReader(text), Options{})
}
