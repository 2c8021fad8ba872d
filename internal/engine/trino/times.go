package trino

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
)

// textTimes is a transport by which dates and times come as the texts that the protocol has. The client would parse them, and does not know years
// before 0 and after 9999; what a column's type says is varchar, it leaves as it is. The true types are known from the statement.
type textTimes struct{ http.RoundTripper }

func (t textTimes) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.RoundTripper.RoundTrip(r)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		return resp, err
	}
	resp.Body = &page{ReadCloser: resp.Body}
	resp.ContentLength = -1
	resp.Header.Del("Content-Length")
	return resp, nil
}

// page is a page of the protocol. Its rows, which Trino writes after the columns, are not read before they are asked for.
type page struct {
	io.ReadCloser
	out io.Reader
}

func (p *page) Read(b []byte) (int, error) {
	if p.out == nil {
		p.out = p.begin()
	}
	return p.out.Read(b)
}

// begin reads up to the columns and writes them anew. What is no page is left as it is.
func (p *page) begin() io.Reader {
	var read bytes.Buffer
	d := json.NewDecoder(io.TeeReader(p.ReadCloser, &read))
	asItIs := func() io.Reader { return io.MultiReader(&read, p.ReadCloser) }
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return asItIs()
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return asItIs()
		}
		from := d.InputOffset()
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return asItIs()
		}
		if key != "columns" {
			continue
		}
		columns, err := renamed(value)
		if err != nil {
			return asItIs()
		}
		begun, rest := read.Bytes()[:from], read.Bytes()[d.InputOffset():]
		return io.MultiReader(bytes.NewReader(begun), strings.NewReader(":"), bytes.NewReader(columns), bytes.NewReader(rest), p.ReadCloser)
	}
	return asItIs()
}

// renamed gives columns whose signatures, at any depth, have varchar in the place of dates and times.
func renamed(columns json.RawMessage) ([]byte, error) {
	var v any
	d := json.NewDecoder(bytes.NewReader(columns))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if t, ok := v["rawType"].(string); ok && slices.Contains(times, t) {
				v["rawType"], v["arguments"] = "varchar", []any{}
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(v)
	return json.Marshal(v)
}

var times = []string{"date", "time", "time with time zone", "timestamp", "timestamp with time zone"}
