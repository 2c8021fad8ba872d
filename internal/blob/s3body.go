package blob

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Open starts reading. When the connection is lost, or the server keeps silent for longer than the timeout, reading goes on
// at the byte reached, of the same object: the range request names its ETag.
func (b *bucket) Open(ctx context.Context, o Object) (*Body, error) {
	s := &body{ctx: ctx, bucket: b, object: o, size: -1}
	out, err := s.connect()
	if err != nil {
		return nil, err
	}
	s.object.URI, s.object.ModTime = b.URI(o.Key), aws.ToTime(out.LastModified).UTC()
	s.object.ETag, s.object.Version = tag(out.ETag), aws.ToString(out.VersionId)
	if out.ContentLength != nil {
		s.size = *out.ContentLength
		s.object.Size = s.size
	}
	return &Body{Object: s.object, Metadata: lower(out.Metadata), content: s}, nil
}

// body reads an object over as many connections as it takes.
type body struct {
	ctx    context.Context
	bucket *bucket
	object Object
	// size is -1 where the server does not tell it.
	size, at int64

	content io.ReadCloser
	cancel  context.CancelFunc
	// failures since resumed, the offset of the last one that was followed by progress.
	failures int
	resumed  int64
	ended    error
}

// progress is how much has to arrive between two failures for them not to count as a row of failures.
const progress = 1 << 20

// connect asks for the object from s.at on.
func (s *body) connect() (*s3.GetObjectOutput, error) {
	b := s.bucket
	in := &s3.GetObjectInput{Bucket: &b.name, Key: &s.object.Key, RequestPayer: b.payer()}
	if s.object.ETag != "" {
		in.IfMatch = aws.String(`"` + s.object.ETag + `"`)
	}
	action := "s3:GetObject"
	if s.object.Version != "" && s.at == 0 {
		// Not for resuming: then s3:GetObject has been enough, and the ETag says the rest.
		in.VersionId = &s.object.Version
		action = "s3:GetObjectVersion"
	}
	if s.at > 0 {
		in.Range = aws.String("bytes=" + strconv.FormatInt(s.at, 10) + "-")
	}
	ctx, cancel := context.WithCancel(s.ctx)
	var out *s3.GetObjectOutput
	err := b.do(s.ctx, call{key: s.object.Key, action: action}, func(c *s3.Client) (err error) {
		out, err = c.GetObject(ctx, in)
		return err
	})
	if err != nil {
		cancel()
		return nil, err
	}
	s.content, s.cancel = out.Body, cancel
	if s.at == 0 {
		return out, nil
	}
	switch total := aws.ToString(out.ContentRange); {
	case total == "": // the server does not know ranges
		if _, err := io.CopyN(io.Discard, s.content, s.at); err != nil {
			s.disconnect()
			return nil, err
		}
	case s.size >= 0 && !strings.HasSuffix(total, "/"+strconv.FormatInt(s.size, 10)) && !strings.HasSuffix(total, "/*"):
		s.disconnect()
		return nil, changed(s.object.URI)
	}
	return out, nil
}

func (s *body) disconnect() {
	if s.content != nil {
		s.cancel()
		s.content.Close()
		s.content = nil
	}
}

func (s *body) Read(p []byte) (int, error) {
	for s.ended == nil {
		if s.content == nil {
			if _, err := s.connect(); err != nil {
				s.fail(err)
				continue
			}
		}
		n, err := s.readSome(p)
		s.at += int64(n)
		s.bucket.meter.sum.Add(int64(n))
		switch {
		case n > 0:
			return n, nil // an error comes again
		case err == nil:
		case errors.Is(err, io.EOF) && (s.size < 0 || s.at == s.size):
			s.ended = io.EOF
		default:
			s.fail(err)
		}
	}
	return 0, s.ended
}

// readSome gives a silent server up after the timeout.
func (s *body) readSome(p []byte) (int, error) {
	silent := time.AfterFunc(s.bucket.o.Timeout, s.cancel)
	defer silent.Stop()
	return s.content.Read(p)
}

// fail lets the connection go and waits, or sets ended where it is of no use to go on.
func (s *body) fail(err error) {
	s.disconnect()
	var known *Error
	switch {
	case s.ctx.Err() != nil:
		s.ended = context.Cause(s.ctx)
		return
	case errors.As(err, &known): // connect has done its own attempts
		s.ended = err
		return
	case s.at >= s.resumed+progress:
		s.failures = 0
	}
	s.resumed = s.at
	if s.failures++; s.failures >= s.bucket.o.MaxAttempts {
		s.ended = fail(ErrUnreachable, s.object.URI, err, "the connection was lost %d times in a row while reading %s, at byte %d of %d",
			s.failures, s.object.URI, s.at, s.size)
		return
	}
	most := min(100*time.Millisecond<<min(s.failures, 16), s.bucket.o.MaxBackoff)
	select {
	case <-time.After(rand.N(most)):
	case <-s.ctx.Done():
	}
}

func (s *body) Close() error {
	s.disconnect()
	if s.ended == nil {
		s.ended = errors.New("reading a closed object")
	}
	return nil
}
