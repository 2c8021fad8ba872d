package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"tarn/internal/rows"
)

// single returns the event in text if text is one JSON object that must become one row.
func single(text []byte) bool {
	if !json.Valid(text) {
		return false
	}
	var event map[string]any
	if json.Unmarshal(text, &event) != nil || event == nil {
		return false
	}
	for name := range event {
		if isRecords([]byte(name)) {
			return false
		}
	}
	when, _ := event["eventTime"].(string)
	var c clock
	_, _, ok := c.read([]byte(when))
	source, _ := event["eventSource"].(string)
	return ok && !strings.HasPrefix(source, "aws:")
}

func FuzzCloudTrail(f *testing.F) {
	for _, c := range caseInputs(f) {
		f.Add([]byte(c))
	}
	batch := rows.NewBatch(layout, 0)
	narrow := NewCloudTrail(layout, nil, Options{MaxRecord: 1 << 16})
	narrow.win.start = 8
	wide := NewCloudTrail(layout, nil, Options{MaxRecord: 1 << 16})
	wide.win.start = 1 << 14
	f.Fuzz(func(t *testing.T, text []byte) {
		res := readAll(t, bytes.NewReader(text), Options{MaxRecord: 1 << 16})
		if res.err != nil && res.err != ErrDigest {
			t.Fatal(res.err)
		}
		if single(text) && (res.batch.N != 1 || len(res.rejects) > 0) {
			t.Fatalf("%d rows, %v", res.batch.N, res.rejects)
		}
		// A window too small for anything must change nothing.
		a, b := describe(narrow, batch, text), describe(wide, batch, text)
		if a != b {
			t.Fatalf("through a narrow window:\n%s\nthrough a wide one:\n%s", a, b)
		}
	})
}

// describe lists what an object gave.
func describe(d *CloudTrail, b *rows.Batch, text []byte) string {
	var out strings.Builder
	b.Reset()
	d.Reset(bytes.NewReader(text))
	for {
		err := d.Next(b)
		var reject *Reject
		switch {
		case err == nil:
			fmt.Fprintf(&out, "%d %d %q %q\n", d.Record(), d.Offset(), d.Raw(), EventJSON(b, b.N-1))
		case errors.As(err, &reject):
			fmt.Fprintf(&out, "%v %d %q\n", err, reject.Length, reject.Raw)
		default:
			return out.String() + err.Error()
		}
	}
}

func FuzzEqualJSON(f *testing.F) {
	for _, s := range []string{`{"a":1,"b":[null,true,"x"]}`, `{"b":[null,true,"\u0078"], "a":1}`, `{"a":1,"a":2}`, `{"a":2}`,
		`"\ud83d\ude00"`, `"😀"`, `1.0`, `1`, `{"\u0061":{}}`, `[[],{}]`, `"\u0000\/\b"`, `{"":""}`, `-0`, `1e5`} {
		f.Add([]byte(s), []byte(`{"a":2}`))
		f.Add([]byte(s), []byte(s))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		for _, x := range [][]byte{a, b} {
			if valid := EqualJSON(x, x); valid != json.Valid(x) {
				t.Fatalf("%q: valid is %t", x, valid)
			}
		}
		if !json.Valid(a) || !json.Valid(b) {
			return
		}
		va, vb := oracle(t, a), oracle(t, b)
		same := reflect.DeepEqual(va, vb)
		got := EqualJSON(a, b)
		if got && !same || !got && same && !lossy(a, b) {
			t.Fatalf("EqualJSON is %t: %q %q", got, a, b)
		}
		if hash := ContentHash(a) == ContentHash(b); hash != got {
			t.Fatalf("the hashes say %t, EqualJSON %t: %q %q", hash, got, a, b)
		}
		again, err := json.MarshalIndent(va, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if !lossy(a) && (!EqualJSON(a, again) || ContentHash(a) != ContentHash(again)) {
			t.Fatalf("%q is not %q", a, again)
		}
	})
}

// lossy says that encoding/json may have replaced something by U+FFFD.
func lossy(texts ...[]byte) bool {
	for _, text := range texts {
		if bytes.Contains(bytes.ToLower(text), []byte(`\ud`)) || bytes.Contains(bytes.ToLower(text), []byte(`\ufffd`)) ||
			!isUTF8(string(text)) || bytes.Contains(text, []byte("\ufffd")) {
			return true
		}
	}
	return false
}

// FuzzContainer damages one byte of an object of many records: no more than that record and the next may be lost.
func FuzzContainer(f *testing.F) {
	f.Add(uint8(0), uint8(5), uint16(300), uint8('"'), false)
	f.Add(uint8(1), uint8(9), uint16(900), uint8('{'), false)
	f.Add(uint8(2), uint8(9), uint16(700), uint8('\\'), true)
	f.Add(uint8(3), uint8(9), uint16(800), uint8(0), true)
	f.Fuzz(func(t *testing.T, form, n uint8, at uint16, damage uint8, insert bool) {
		open, between, end := `{"Records":[`, ",", "]}"
		switch form % 4 {
		case 1:
			open, between, end = "[\n  ", " ,\n  ", "\n]\n"
		case 2:
			open, between, end = "", "\n", "\n"
		case 3:
			open, between, end = "", "", ""
		}
		var text strings.Builder
		text.WriteString(open)
		count := int(n%20) + 3
		for i := range count {
			if i > 0 {
				text.WriteString(between)
			}
			fmt.Fprintf(&text, `{"eventVersion":"1.08","userIdentity":{"type":"Root","sessionContext":{"attributes":{}}},"eventTime":"2024-05-06T07:08:09Z","eventName":"N{[\"","requestParameters":{"a":[{"b":"}]"},{}],"n":1.5e3},"resources":[{"ARN":"x"}],"eventID":"id-%d"}`, i)
		}
		text.WriteString(end)
		s := text.String()
		first := len(open) + len(`{"eventVersion":`)
		i := first + int(at)%(len(s)-first-len(end))
		if insert {
			s = s[:i] + string([]byte{damage}) + s[i:]
		} else {
			s = s[:i] + string([]byte{damage}) + s[i+1:]
		}
		res := readAll(t, strings.NewReader(s), Options{})
		if res.err != nil {
			t.Fatal(res.err)
		}
		if res.batch.N < count-2 || res.batch.N < count && len(res.rejects) == 0 && !mended(damage) {
			t.Fatalf("%d rows of %d, %v, in %s", res.batch.N, count, res.rejects, s)
		}
	})
}

// mended says that a byte may join two records without breaking either's grammar.
func mended(c uint8) bool { return strings.IndexByte(`"\{[:,`, c) >= 0 }

func caseInputs(t testing.TB) []string {
	var inputs []string
	for _, file := range []string{"members", "eventtime", "containers", "damage"} {
		for _, c := range readCases(t, "testdata/cloudtrail/"+file+".txt") {
			inputs = append(inputs, caseText(t, c.head))
		}
	}
	return inputs
}

func drain(t testing.TB, d *CloudTrail, b *rows.Batch) (n, rejects int, err error) {
	t.Helper()
	for {
		err := d.Next(b)
		var reject *Reject
		switch {
		case err == nil:
			if n++; b.N == 1000 {
				b.Reset()
			}
		case errors.As(err, &reject):
			rejects++
		case err == io.EOF:
			return n, rejects, nil
		default:
			return n, rejects, err
		}
	}
}
