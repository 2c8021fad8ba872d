package demo

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"tarn/internal/decode"
	"tarn/internal/rows"
)

// Every object of the logs besides is recognised by its key, and every line of it is a record.
func TestLogsAreRead(t *testing.T) {
	dir, truth := write(t, Options{Days: 20, Events: 3000, Logs: LogFormats()})
	got := map[string]LogTruth{}
	for _, key := range keysBelow(t, dir) {
		if key == TruthFile || strings.HasPrefix(key, "AWSLogs/") || strings.HasPrefix(key, "trail2/") {
			continue
		}
		f, ok := decode.Recognise(key, nil)
		if !ok {
			t.Errorf("%s is in no format", key)
			continue
		}
		raw := read(t, dir, key)
		if byContent, _ := decode.ByContent(decode.Head(raw)); byContent.Name != f.Name {
			t.Errorf("%s is a file of %s, and looks like %q", key, f.Name, byContent.Name)
		}
		text, err := decode.Decompress(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		l := rows.NewLayout(f.Table)
		b := rows.NewBatch(l, 0)
		d := f.New(l, text, decode.Options{})
		for err == nil {
			err = d.Next(b)
		}
		if err != io.EOF {
			t.Errorf("%s: %v: %s", filepath.Base(key), err, d.Raw())
		}
		n := got[f.Name]
		got[f.Name] = LogTruth{f.Name, n.Objects + 1, n.Records + b.N, n.Bytes + int64(len(raw))}
	}
	for _, l := range truth.Logs {
		if got[l.Format] != l {
			t.Errorf("%+v, the truth has %+v", got[l.Format], l)
		}
	}
	if len(got) != len(LogFormats()) {
		t.Errorf("%d formats", len(got))
	}
}

func TestLogsAreAsked(t *testing.T) {
	if _, err := Write(t.Context(), t.TempDir(), Options{Days: 1, Logs: []string{"syslog"}}); err == nil || !strings.Contains(err.Error(), "syslog") {
		t.Errorf("got %v", err)
	}
}
