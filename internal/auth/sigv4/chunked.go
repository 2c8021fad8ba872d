package sigv4

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// chunked is a body that comes in chunks of AWS's, within whatever HTTP does:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and, with trailers, sigv4-streaming-trailers.html.
type chunked struct {
	raw  io.Closer
	r    *bufio.Reader
	s    Signature
	key  []byte
	mode string

	previous string // the signature that the next one builds on
	declared string // the current chunk's
	sum      hash.Hash
	left     int64 // of the current chunk
	total    int64 // of the body, decoded, that is still to come
	begun    bool
	trailers []string // names that are announced
	checksum checksums
	err      error
}

// unchunk replaces a request's body by what its chunks hold.
func unchunk(r *http.Request, s Signature, key []byte, mode string) error {
	lengths := r.Header.Values("X-Amz-Decoded-Content-Length")
	if len(lengths) != 1 {
		return malformed("the header X-Amz-Decoded-Content-Length is missing")
	}
	total, err := strconv.ParseInt(lengths[0], 10, 64)
	if err != nil || total < 0 || lengths[0][0] == '+' {
		return malformed("X-Amz-Decoded-Content-Length is not a number of bytes")
	}
	body := r.Body
	if body == nil {
		body = http.NoBody
	}
	c := &chunked{raw: body, r: bufio.NewReaderSize(body, 64<<10), s: s, key: key, mode: mode, previous: s.signature, sum: sha256.New(), total: total}
	if mode != streaming {
		for name := range strings.SplitSeq(strings.Join(r.Header.Values("X-Amz-Trailer"), ","), ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
				c.trailers = append(c.trailers, name)
			}
		}
		if c.checksum, err = newChecksums(c.trailers); err != nil {
			return err
		}
	}
	r.Body, r.ContentLength = c, total
	encodings := []string{}
	for name := range strings.SplitSeq(strings.Join(r.Header.Values("Content-Encoding"), ","), ",") {
		if name = strings.TrimSpace(name); name != "" && !strings.EqualFold(name, "aws-chunked") {
			encodings = append(encodings, name)
		}
	}
	r.Header.Del("Content-Encoding")
	if len(encodings) > 0 {
		r.Header.Set("Content-Encoding", strings.Join(encodings, ","))
	}
	return nil
}

func (c *chunked) Close() error { return c.raw.Close() }

func (c *chunked) Read(b []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	if len(b) == 0 {
		return 0, nil
	}
	if c.left == 0 {
		if c.err = c.next(); c.err != nil {
			return 0, c.err
		}
	}
	n, err := c.r.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	c.sum.Write(b[:n])
	c.checksum.write(b[:n])
	if err != nil {
		c.err = broken(err)
		return n, c.err
	}
	return n, nil
}

// broken is an error of the connection; the body's end within a chunk is not the end.
func broken(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it ends within a chunk: %w", ErrPayload, io.ErrUnexpectedEOF)
	}
	return err
}

// next ends a chunk and reads the head of the next one. After the last one it gives io.EOF.
func (c *chunked) next() error {
	if c.begun {
		if err := c.lineEnd(); err != nil {
			return err
		}
		if err := c.endChunk(); err != nil {
			return err
		}
	}
	c.begun = true
	line, err := c.line()
	if err != nil {
		return err
	}
	m := chunkHead.FindStringSubmatch(line)
	if m == nil || (m[2] != "") != c.signed() {
		return fmt.Errorf("%w: a chunk does not begin as it has to", ErrPayload)
	}
	size, err := strconv.ParseInt(m[1], 16, 64)
	if err != nil || size > c.total {
		return fmt.Errorf("%w: its chunks hold more than X-Amz-Decoded-Content-Length says", ErrPayload)
	}
	c.declared, c.left, c.total = m[2], size, c.total-size
	if size > 0 {
		return nil
	}
	if c.total > 0 {
		return fmt.Errorf("%w: its chunks hold less than X-Amz-Decoded-Content-Length says", ErrPayload)
	}
	if err := c.endChunk(); err != nil {
		return err
	}
	if err := c.end(); err != nil {
		return err
	}
	if _, err := c.r.ReadByte(); !errors.Is(err, io.EOF) {
		if err != nil {
			return err
		}
		return fmt.Errorf("%w: something follows its last chunk", ErrPayload)
	}
	return io.EOF
}

func (c *chunked) signed() bool { return c.mode != unsignedTrailer }

var chunkHead = regexp.MustCompile(`^([0-9a-fA-F]{1,16})(?:;chunk-signature=([0-9a-f]{64}))?$`)

// line reads a line, which ends in CR LF or, among trailers, in LF alone.
func (c *chunked) line() (string, error) {
	line, err := c.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) || err == nil && len(line) > 16<<10 {
		return "", fmt.Errorf("%w: a chunk's head is too long", ErrPayload)
	}
	if err != nil {
		return "", broken(err)
	}
	return strings.TrimSuffix(string(line[:len(line)-1]), "\r"), nil
}

func (c *chunked) lineEnd() error {
	var two [2]byte
	if _, err := io.ReadFull(c.r, two[:]); err != nil {
		return broken(err)
	}
	if !bytes.Equal(two[:], []byte("\r\n")) {
		return fmt.Errorf("%w: a chunk is longer than its head says", ErrPayload)
	}
	return nil
}

var emptyHash = hex.EncodeToString(sha256.New().Sum(nil))

// endChunk checks the signature of the chunk that was read.
func (c *chunked) endChunk() error {
	if !c.signed() {
		return nil
	}
	hash := hex.EncodeToString(c.sum.Sum(nil))
	c.sum.Reset()
	return c.check("AWS4-HMAC-SHA256-PAYLOAD", emptyHash+"\n"+hash, c.declared)
}

func (c *chunked) check(kind, hashes, declared string) error {
	text := kind + "\n" + c.s.Time.Format(stampForm) + "\n" + c.s.scope() + "\n" + c.previous + "\n" + hashes
	want := hex.EncodeToString(sum(c.key, text))
	if subtle.ConstantTimeCompare([]byte(want), []byte(declared)) != 1 {
		return fmt.Errorf("%w: that of a part of the body", ErrMismatch)
	}
	c.previous = want
	return nil
}

// end reads what follows the last chunk: trailers, their signature, and an empty line.
func (c *chunked) end() error {
	if c.mode == streaming {
		return c.lineEnd()
	}
	var canonical strings.Builder
	seen := map[string]string{}
	signature := ""
	for {
		line, err := c.line()
		if errors.Is(err, io.ErrUnexpectedEOF) && len(seen) > 0 && !c.signed() {
			break // some clients leave the last empty line out
		}
		if err != nil {
			return err
		}
		if line == "" {
			if c.signed() && signature == "" && len(seen) > 0 {
				continue // an empty line before the trailers' signature, as in AWS's own example
			}
			break
		}
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if name == "x-amz-trailer-signature" && c.signed() && signature == "" {
			signature = value
			continue
		}
		if _, twice := seen[name]; !ok || twice || signature != "" || !slices.Contains(c.trailers, name) {
			return fmt.Errorf("%w: its trailers are not those of X-Amz-Trailer", ErrPayload)
		}
		seen[name] = value
		canonical.WriteString(name + ":" + value + "\n")
	}
	if len(seen) != len(c.trailers) {
		return fmt.Errorf("%w: a trailer of X-Amz-Trailer is missing", ErrPayload)
	}
	if c.signed() {
		hash := sha256.Sum256([]byte(canonical.String()))
		if err := c.check("AWS4-HMAC-SHA256-TRAILER", hex.EncodeToString(hash[:]), signature); err != nil {
			return err
		}
	}
	return c.checksum.match(seen)
}
