package decode

import (
	"bytes"
	"io"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// triedLines is how many lines a format's Content looks at.
const triedLines = 5

// decodes reports whether the lines that an object begins with are of a format: its decoder reads the first of them, and most.
func decodes[D Decoder](t *schema.Table, make func(*rows.Layout, io.Reader, Options) D, head []byte) bool {
	if end := bytes.LastIndexByte(head, '\n'); end >= 0 {
		head = head[:end+1] // what follows may be half a line
	}
	l := rows.NewLayout(t)
	b := rows.NewBatch(l, triedLines)
	d := make(l, bytes.NewReader(head), Options{})
	rejects := 0
	for range triedLines {
		err := d.Next(b)
		if err == io.EOF {
			break
		}
		if _, ok := err.(*Reject); ok {
			rejects++
		} else if err != nil {
			return false
		}
	}
	return b.N > rejects
}
