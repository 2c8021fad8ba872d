package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/google/uuid"

	"tarn/internal/decode"
	"tarn/internal/lake"
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// worker reads objects one after another into a batch of its own, and hands the batch to the committer when it is full.
type worker struct {
	m      *Importer
	c      *committer
	writer *lake.Writer
	temp   string
	object *fetched
	dec    decode.Decoder
	head   *bufio.Reader
	// selected is the row that the store's selectors look at, where there are any.
	selected *selected

	batch *rows.Batch
	// For each row of the batch: its identity, the part it belongs to, and where it starts in its object's text.
	entries    []Entry
	partOf     []int32
	offsets    []int64
	parts      []Part
	quarantine []Quarantined
	digests    []Digest
	// held counts the bytes of quarantined records and digests.
	held int
	now  time.Time

	// origin is where the rows of the present object come from, as their columns have it.
	origin struct{ uri, version, etag, sum []byte }
	identity

	uri, version, etag, sum, record, ingested int
	// category tells insights from other events; -1 where the table has none.
	category int
}

// newWorker makes a worker whose batch has room for so many rows to begin with.
func newWorker(m *Importer, object *fetched, temp string, room int) *worker {
	l := m.table.Layout()
	w := &worker{m: m, c: m.c, object: object, temp: temp, writer: m.table.NewWriter(), batch: rows.NewBatch(l, min(room, m.o.BatchRows))}
	w.identity = newIdentity(l, m.index)
	if w.category = -1; l.Has("eventCategory") {
		w.category = l.Leaf("eventCategory")
	}
	w.uri, w.version, w.etag, w.sum = l.Leaf("_object"), l.Leaf("_version"), l.Leaf("_etag"), l.Leaf("_sha256")
	w.record, w.ingested = l.Leaf("_record"), l.Leaf("_ingest_time")
	if m.o.Select != nil {
		w.selected = newSelected(w.batch)
	}
	w.reset()
	return w
}

func (w *worker) reset() {
	w.batch.Reset()
	w.entries, w.partOf, w.offsets = w.entries[:0], w.partOf[:0], w.offsets[:0]
	w.parts, w.quarantine, w.digests, w.held = nil, nil, nil, 0
	w.now = time.Now().UTC()
}

// read takes one object in. Its error is for what stops the import; what is wrong with the object is counted.
func (w *worker) read(ctx context.Context, f Found) error {
	p := &w.m.Progress
	p.found.Add(1)
	switch {
	case f.Err != nil:
		w.unavailable(f, f.Err)
		return nil
	case f.Skip:
		p.skipped.Add(1)
		return nil
	case f.Archived:
		p.archived.Add(1)
		return nil
	}
	done, complete, err := w.m.ledger.Progress(ctx, w.m.store, f.Object)
	if err != nil {
		return fmt.Errorf("reading the ledger: %w", err)
	}
	if complete && !w.m.o.Again {
		p.skipped.Add(1)
		return nil
	}
	if complete {
		done = 0
	}
	if err := w.object.fetch(ctx, f, w.temp); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		if f.Archives != nil && f.Archives(err) {
			p.archived.Add(1)
			return nil
		}
		w.unavailable(f, err)
		return nil
	}
	defer w.object.close()
	p.bytes.Add(w.object.size)
	text, err := decode.Decompress(w.object.reader())
	if err != nil {
		return w.unreadable(ctx, f, 0, 0, err)
	}
	defer text.Close()
	var counted io.Reader = &countingReader{r: text, n: &p.decoded}
	if counted, err = w.ofFormat(counted); err != nil {
		return w.unreadable(ctx, f, 0, 0, err)
	}
	if w.dec == nil {
		w.dec = w.m.o.Format.New(w.m.table.Layout(), counted, decode.Options{MaxRecord: w.m.o.MaxRecord})
	} else {
		w.dec.Reset(counted)
	}
	return w.decode(ctx, f, done)
}

// ofFormat makes sure that an object is not one of another format, and gives its text from the beginning. The objects of a
// trail's folders are taken as they are.
func (w *worker) ofFormat(text io.Reader) (io.Reader, error) {
	own := w.m.o.Format
	if own.Name == schema.CloudTrail.Name && !w.m.o.Strict {
		return text, nil
	}
	if w.head == nil {
		w.head = bufio.NewReaderSize(nil, decode.HeadBytes)
	}
	w.head.Reset(text)
	head, _ := w.head.Peek(decode.HeadBytes) // an error comes again when the decoder gets there
	if own.Content(head) {
		return w.head, nil
	}
	if other, ok := decode.ByContent(head); ok && other.Name != own.Name {
		return nil, errNotFormat(own, other)
	}
	return w.head, nil
}

// decode reads the object's records from number done on.
func (w *worker) decode(ctx context.Context, f Found, done int64) error {
	p := &w.m.Progress
	w.origin.uri, w.origin.etag, w.origin.sum = []byte(f.Object.URI), []byte(f.Object.ETag), []byte(w.object.sum)
	w.origin.version = []byte(cmp.Or(w.object.version, f.Object.Version))
	w.begin(f, done)
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil // its part stays incomplete: the next import goes on from there
		}
		err := w.dec.Next(w.batch)
		part := &w.parts[len(w.parts)-1]
		var reject *decode.Reject
		switch {
		case err == nil:
			if w.dec.Record() < done {
				w.batch.Drop() // its text stays in the batch until the next flush
				break
			}
			if w.m.o.Select != nil && !w.m.o.Select.Match(w.selected) {
				w.batch.Drop()
				p.leftOut.Add(1)
			} else {
				w.row()
			}
			part.Records = w.dec.Record() + 1
			p.records.Add(1)
		case errors.As(err, &reject):
			if reject.Record < done {
				continue
			}
			w.reject(f, reject)
			part.Records = reject.Record + 1
			p.records.Add(1)
		case errors.Is(err, io.EOF):
			part.Complete = true
			p.fresh.Add(1)
			return w.flushIfFull(ctx)
		case errors.Is(err, decode.ErrDigest):
			return w.digest(ctx, f)
		default:
			return w.unreadable(ctx, f, w.dec.Offset(), part.Records, err)
		}
		if w.full() {
			if err := w.flush(ctx); err != nil {
				return err
			}
			w.begin(f, part.Records)
		}
	}
}

// begin opens the object's part in this batch.
func (w *worker) begin(f Found, records int64) {
	w.parts = append(w.parts, Part{Object: f.Object, SHA256: w.object.sum, Records: records, Kind: "events"})
}

// row completes the row that the decoder added.
func (w *worker) row() {
	b := w.batch
	row := b.N - 1
	b.SetString(w.uri, w.origin.uri)
	if len(w.origin.version) > 0 {
		b.SetString(w.version, w.origin.version)
	}
	b.SetString(w.etag, w.origin.etag)
	b.SetString(w.sum, w.origin.sum)
	b.SetInt(w.record, w.dec.Record())
	b.SetInt(w.ingested, w.now.UnixMicro())
	if w.category >= 0 {
		if c, _ := b.String(w.category, row); c == "Insight" {
			w.m.Progress.insights.Add(1)
			w.parts[len(w.parts)-1].Kind = "insights"
		}
	}
	w.entries = append(w.entries, w.identify(b, row, w.dec.Raw()))
	w.partOf = append(w.partOf, int32(len(w.parts)-1))
	w.offsets = append(w.offsets, w.dec.Offset())
}

// asRead is the object with the version that was read, which a listing does not tell.
func (w *worker) asRead(f Found) Object {
	o := f.Object
	o.Version = cmp.Or(w.object.version, o.Version)
	return o
}

func (w *worker) reject(f Found, r *decode.Reject) {
	p := &w.m.Progress
	p.quarantined.Add(1)
	p.problem(f.Object.URI, r.Record, r.Offset, r.Reason)
	w.parts[len(w.parts)-1].Quarantined++
	w.quarantine = append(w.quarantine, Quarantined{
		ID: uuid.NewString(), Object: w.asRead(f), Record: r.Record, Offset: r.Offset, Kind: "record", Reason: r.Reason, Raw: r.Raw, Time: w.now,
	})
	w.held += len(r.Raw)
}

// unavailable counts an object that the source does not give. The ledger hears nothing of it.
func (w *worker) unavailable(f Found, err error) {
	w.m.Progress.notGiven(f, err)
}

// unreadable records that the rest of an object cannot be read: what came before it is kept, and the object is not tried
// again until it is replaced or asked for.
func (w *worker) unreadable(ctx context.Context, f Found, offset, records int64, err error) error {
	p := &w.m.Progress
	reason := err.Error() // a decode.ReadError says where it ends
	if broken := (*decode.ReadError)(nil); !errors.As(err, &broken) {
		reason = "cannot be read: " + reason
	}
	p.failed.Add(1)
	p.problem(f.Object.URI, -1, offset, reason)
	if len(w.parts) == 0 || w.parts[len(w.parts)-1].Object != f.Object || w.parts[len(w.parts)-1].Complete {
		w.begin(f, records)
	}
	part := &w.parts[len(w.parts)-1]
	part.Complete, part.Kind = true, "failed"
	part.Quarantined++
	w.quarantine = append(w.quarantine, Quarantined{
		ID: uuid.NewString(), Object: w.asRead(f), Record: -1, Offset: offset, Kind: "object", Reason: reason, Time: w.now,
	})
	return w.flushIfFull(ctx)
}

// digest keeps a digest file byte for byte, with its metadata.
func (w *worker) digest(ctx context.Context, f Found) error {
	d := Digest{Object: w.asRead(f), SHA256: w.object.sum, Metadata: w.object.metadata}
	var err error
	if d.Content, err = w.object.content(); err != nil {
		return w.unreadable(ctx, f, 0, 0, err)
	}
	w.digests = append(w.digests, d)
	w.held += len(d.Content)
	part := &w.parts[len(w.parts)-1]
	part.Kind, part.Complete = "digest", true
	w.m.Progress.digests.Add(1)
	return w.flushIfFull(ctx)
}

// maxHeld bounds the bytes of records and digests that wait for the ledger.
const maxHeld = 16 << 20

func (w *worker) full() bool {
	return w.batch.N >= w.m.o.BatchRows || w.batch.Bytes() >= w.m.o.BatchBytes || w.held >= maxHeld || len(w.quarantine) >= 10_000
}

// flushIfFull also bounds what a batch without rows holds.
func (w *worker) flushIfFull(ctx context.Context) error {
	if w.full() || len(w.parts) >= 20_000 || w.c.due() && w.batch.N >= w.m.o.BatchRows/2 {
		return w.flush(ctx)
	}
	return nil
}

func (w *worker) flush(ctx context.Context) error {
	if len(w.parts) == 0 {
		return nil
	}
	if err := w.c.flush(ctx, w); err != nil {
		return err
	}
	w.reset()
	return nil
}

// inMemory is the size up to which an object is held in memory while it is read; larger ones are put into a temporary file.
const inMemory = 16 << 20

// fetched is a source object, whole, with its hash.
type fetched struct {
	buffer []byte
	spool  *os.File
	size   int64
	sum    string

	version  string
	metadata map[string]string
}

func (o *fetched) fetch(ctx context.Context, f Found, temp string) error {
	body, err := f.Open(ctx)
	if err != nil {
		return err
	}
	defer body.Close()
	hash := sha256.New()
	o.buffer = o.buffer[:0]
	o.size, o.version, o.metadata = 0, body.Version, body.Metadata
	for len(o.buffer) < inMemory {
		if len(o.buffer) == cap(o.buffer) {
			o.buffer = append(o.buffer, make([]byte, max(64<<10, min(cap(o.buffer), inMemory)))...)[:len(o.buffer)]
		}
		n, err := body.Read(o.buffer[len(o.buffer):cap(o.buffer)])
		o.buffer = o.buffer[:len(o.buffer)+n]
		if errors.Is(err, io.EOF) {
			hash.Write(o.buffer)
			o.size, o.sum = int64(len(o.buffer)), hex.EncodeToString(hash.Sum(nil))
			return nil
		}
		if err != nil {
			return err
		}
	}
	o.spool, err = os.CreateTemp(temp, "object-*")
	if err != nil {
		return err
	}
	os.Remove(o.spool.Name()) // it goes with the process
	both := io.MultiWriter(hash, o.spool)
	both.Write(o.buffer)
	n, err := io.Copy(both, body)
	if err == nil {
		_, err = o.spool.Seek(0, io.SeekStart)
	}
	if err != nil {
		o.close()
		return err
	}
	o.size, o.sum = int64(len(o.buffer))+n, hex.EncodeToString(hash.Sum(nil))
	return nil
}

func (o *fetched) reader() io.Reader {
	if o.spool != nil {
		return o.spool
	}
	return &sliceReader{o.buffer}
}

func (o *fetched) close() {
	if o.spool != nil {
		o.spool.Close()
		o.spool = nil
	}
}

// content is all of an object that is held in memory.
func (o *fetched) content() ([]byte, error) {
	if o.spool != nil {
		return nil, fmt.Errorf("a digest file of %d bytes, more than the %d that are kept", o.size, inMemory)
	}
	return bytes.Clone(o.buffer), nil
}

type sliceReader struct{ rest []byte }

func (r *sliceReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

type countingReader struct {
	r io.Reader
	n interface{ Add(int64) int64 }
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}
