package decode

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"tarn/internal/rows"
)

const event = `{"eventVersion":"1.08","eventTime":"2024-05-06T07:08:09Z","eventName":"A","requestParameters":{"k":"v"}}`

func gz(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecompress(t *testing.T) {
	text := "[" + strings.Repeat(event+",\n", 3000) + event + "]"
	half := len(text) / 2
	whole := gz(t, text)
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	zst := enc.EncodeAll([]byte(text), nil)
	for _, c := range []struct {
		name string
		data []byte
		want string // what must be read, a prefix of it where the error is set
		err  error
	}{
		{"plain", []byte(text), text, nil},
		{"empty", nil, "", nil},
		{"two bytes", []byte("[]"), "[]", nil},
		{"gzip", whole, text, nil},
		{"gzip members", append(gz(t, text[:half]), gz(t, text[half:])...), text, nil},
		{"gzip of nothing", gz(t, ""), "", nil},
		{"zstd", zst, text, nil},
		{"zstd frames", append(enc.EncodeAll([]byte(text[:half]), nil), enc.EncodeAll([]byte(text[half:]), nil)...), text, nil},
		{"gzip truncated", whole[:len(whole)/2], text, io.ErrUnexpectedEOF},
		{"gzip without its last byte", whole[:len(whole)-1], text, io.ErrUnexpectedEOF},
		{"gzip truncated in the second member", append(gz(t, text[:half]), whole[:5]...), text[:half], io.ErrUnexpectedEOF},
		{"gzip with garbage behind", append(whole[:len(whole):len(whole)], "garbage, not a member"...), text, gzip.ErrHeader},
		{"gzip with a wrong checksum", append(whole[:len(whole)-8:len(whole)-8], 1, 2, 3, 4, 5, 6, 7, 8), text, gzip.ErrChecksum},
		{"zstd truncated", zst[:len(zst)-10], text, io.ErrUnexpectedEOF},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Decompress(bytes.NewReader(c.data))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if !errors.Is(err, c.err) {
				t.Errorf("error %v, want %v", err, c.err)
			}
			if c.err == nil && string(got) != c.want || !strings.HasPrefix(c.want, string(got)) {
				t.Errorf("%d bytes read, want %d", len(got), len(c.want))
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	if _, err := Decompress(bytes.NewReader([]byte{0x1f, 0x8b, 8})); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("half a gzip header: %v", err)
	}
}

func TestTruncatedGzipKeepsRows(t *testing.T) {
	text := demoObject(400)
	data := gz(t, string(text))
	r, err := Decompress(bytes.NewReader(data[:len(data)/2]))
	if err != nil {
		t.Fatal(err)
	}
	res := readAll(t, r, Options{})
	var broken *ReadError
	if !errors.As(res.err, &broken) || !errors.Is(res.err, io.ErrUnexpectedEOF) || broken.Offset == 0 {
		t.Errorf("error %v", res.err)
	}
	if res.batch.N < 150 || len(res.rejects) != 1 || !strings.HasPrefix(res.rejects[0].Reason, "truncated") {
		t.Errorf("%d rows, %v", res.batch.N, res.rejects)
	}
}

// repeat gives open, then n times part, then end.
func repeat(open, part string, n int, end string) io.Reader {
	chunk := strings.Repeat(part, max(1, (64<<10)/len(part)))
	per := len(chunk) / len(part)
	return io.MultiReader(strings.NewReader(open), &repeater{chunk: chunk, n: n / per}, strings.NewReader(end))
}

type repeater struct {
	chunk string
	n     int
	r     strings.Reader
}

func (r *repeater) Read(p []byte) (int, error) {
	if r.r.Len() == 0 {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.r.Reset(r.chunk)
	}
	return r.r.Read(p)
}

// TestBoundedMemory reads objects of some hundred megabytes each.
func TestBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 2 GB")
	}
	const size = 300 << 20
	for _, c := range []struct {
		name          string
		r             io.Reader
		rows, rejects int
	}{
		{"records", repeat(`{"Records":[`, event+",", size/len(event), event+`]}`), -1, 0},
		{"white space", repeat(`[`, "\n", size, event+`]`), 1, 0},
		{"commas", repeat(`[`, ",", size, event+`]`), 1, 0},
		{"a string without an end", repeat(`[`+event+`,{"eventTime":"`, "x", size, ""), 1, 1},
		{"one big record", repeat(`[`+event+`,{"requestParameters":"`, "x", size, `"},`+event+`]`), 2, 1},
		{"one big record of brackets", repeat(`[`+event+`,{"requestParameters":`, "[", size, ""), 1, 1},
		{"a big member before Records", repeat(`{"x":"`, "y", size, `","Records":[`+event+`]}`), 0, 1},
		{"a big member after Records", repeat(`{"Records":[`+event+`],"x":"`, "y", size, `"}`+event), 2, 0},
		{"text", repeat(``, "2 123456789010 eni-1235b8ca 172.31.16.139 ACCEPT OK\n", size/50, event+"\n"), 1, 1},
		{"NUL bytes", repeat(event+"\n", "\x00", size, "\n"+event), 2, 1},
		{"braces", repeat(event, "}", size, event), 2, 1},
		{"garbage in a broken record", repeat(`[{"a":bad "`, "x,", size/2, `",{"eventVersion":"1",`+event[23:]+`]`), 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			d := NewCloudTrail(layout, c.r, Options{})
			n, rejects, err := drain(t, d, rows.NewBatch(layout, 1000))
			if err != nil || c.rows >= 0 && n != c.rows || rejects != c.rejects {
				t.Errorf("%d rows, %d rejects, %v", n, rejects, err)
			}
			runtime.ReadMemStats(&after)
			if grown := after.Sys - before.Sys; grown > 300<<20 {
				t.Errorf("%d MB more", grown>>20)
			}
		})
	}
}

func TestDepth(t *testing.T) {
	nested := func(n int) string {
		return `{"eventTime":"2024-05-06T07:08:09Z","requestParameters":` + strings.Repeat(`[`, n) + strings.Repeat(`]`, n) + `}`
	}
	res := readText(t, "["+nested(9_999)+","+nested(10_000)+","+nested(1_000_000)+","+event+"]")
	if res.batch.N != 2 || len(res.rejects) != 2 || res.err != nil {
		t.Fatalf("%d rows, %v", res.batch.N, res.err)
	}
	for _, r := range res.rejects {
		if !strings.HasPrefix(r.Reason, "nested deeper than") || len(r.Raw) > MaxRejectRaw {
			t.Errorf("%v, %d bytes kept", r, len(r.Raw))
		}
	}
}

func TestReset(t *testing.T) {
	b := rows.NewBatch(layout, 0)
	d := NewCloudTrail(layout, strings.NewReader(`{"digestS3Bucket":1,"digestS3Object":1,"digestStartTime":1}`), Options{})
	if err := d.Next(b); err != ErrDigest || d.Kind() != Digest {
		t.Fatal(err)
	}
	if err := d.Next(b); err != ErrDigest {
		t.Fatal(err)
	}
	d.Reset(strings.NewReader(`[` + strings.Replace(event, `"A"`, `"B","eventCategory":"Insight"`, 1) + `,`))
	if err := d.Next(b); err != nil || d.Kind() != Events || d.Insights() != 1 || d.Record() != 0 || d.Offset() != 1 {
		t.Fatal(err)
	}
	d.Reset(strings.NewReader(event + event))
	if n, rejects, err := drain(t, d, b); n != 2 || rejects != 0 || err != nil || d.Insights() != 0 {
		t.Fatal(n, rejects, err)
	}
}

func TestRaw(t *testing.T) {
	b := rows.NewBatch(layout, 0)
	for _, text := range []string{"[ " + event + " ]", `{"detail": ` + event + "\n}", `{"Events":[{"CloudTrailEvent":"` + strings.ReplaceAll(event, `"`, `\"`) + `"}]}`} {
		d := NewCloudTrail(layout, strings.NewReader(text), Options{})
		if err := d.Next(b); err != nil || string(d.Raw()) != event {
			t.Errorf("%s: %v, %s", text, err, d.Raw())
		}
	}
}

func TestReadErrorKeepsRows(t *testing.T) {
	cause := errors.New("the disk is on fire")
	res := readAll(t, io.MultiReader(strings.NewReader("["+event+","+event[:40]), failing{cause}), Options{})
	if res.batch.N != 1 || len(res.rejects) != 1 || !errors.Is(res.err, cause) {
		t.Errorf("%d rows, %v, %v", res.batch.N, res.rejects, res.err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
