package decode

import (
	"bytes"
	"io"
	"sync"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// triedLines is how many lines a format's Content looks at.
const triedLines = 5

// trials are decoders with their batches, by table: an import asks of each object.
var trials sync.Map

type trial struct {
	batch   *rows.Batch
	decoder Decoder
}

// decodes reports whether the lines that an object begins with are of a format: its decoder reads the first of them, and most.
func decodes[D Decoder](t *schema.Table, make func(*rows.Layout, io.Reader, Options) D, head []byte) bool {
	if end := bytes.LastIndexByte(head, '\n'); end >= 0 {
		head = head[:end+1] // what follows may be half a line
	}
	pool, _ := trials.LoadOrStore(t, new(sync.Pool))
	kept := pool.(*sync.Pool)
	x, ok := kept.Get().(*trial)
	if !ok {
		l := rows.NewLayout(t)
		x = &trial{rows.NewBatch(l, triedLines), make(l, nil, Options{})}
	}
	defer kept.Put(x)
	x.batch.Reset()
	x.decoder.Reset(bytes.NewReader(head))
	rejects := 0
	for range triedLines {
		err := x.decoder.Next(x.batch)
		if err == io.EOF {
			break
		}
		if _, ok := err.(*Reject); ok {
			rejects++
		} else if err != nil {
			return false
		}
	}
	return x.batch.N > rejects
}
