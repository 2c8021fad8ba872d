package sigv4

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net/http"
)

// What the header X-Amz-Content-Sha256 may have instead of a hash.
const (
	unsigned         = "UNSIGNED-PAYLOAD"
	streaming        = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	streamingTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
	unsignedTrailer  = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
)

// payload is how a body is signed.
type payload struct {
	// hash is what the canonical request has.
	hash string
	// read is the body of a service that is not S3.
	read []byte
}

func (s Signature) payload(r *http.Request) (payload, error) {
	values := r.Header.Values("X-Amz-Content-Sha256")
	if len(values) > 1 {
		return payload{}, malformed("X-Amz-Content-Sha256 is there %d times", len(values))
	}
	declared := ""
	if len(values) == 1 {
		declared = values[0]
	}
	isHash := signatureForm.MatchString(declared)
	if s.Service != "s3" {
		if declared != "" && !isHash {
			return payload{}, malformed("the body of a request to %s has to be signed whole", s.Service)
		}
		body, err := io.ReadAll(orEmpty(r.Body))
		if err != nil {
			return payload{}, err
		}
		hash := sha256.Sum256(body)
		p := payload{hex.EncodeToString(hash[:]), body}
		if declared != "" && declared != p.hash {
			return p, ErrPayload
		}
		return p, nil
	}
	switch {
	case declared == "" && s.Presigned:
		return payload{hash: unsigned}, nil
	case declared == "":
		return payload{}, malformed("the header X-Amz-Content-Sha256 is missing")
	case isHash, declared == unsigned:
		return payload{hash: declared}, nil
	case declared == streaming, declared == streamingTrailer, declared == unsignedTrailer:
		if s.Presigned {
			return payload{}, malformed("a presigned request cannot come in chunks")
		}
		return payload{hash: declared}, nil
	}
	return payload{}, malformed("X-Amz-Content-Sha256 has to be a hash, %s, %s, %s or %s", unsigned, streaming, streamingTrailer, unsignedTrailer)
}

func orEmpty(body io.Reader) io.Reader {
	if body == nil {
		return bytes.NewReader(nil)
	}
	return body
}

// unpack replaces a request's body by one that checks itself.
func (p payload) unpack(r *http.Request, s Signature, key []byte) error {
	body := r.Body
	if body == nil {
		body = http.NoBody
	}
	switch p.hash {
	case unsigned:
	case streaming, streamingTrailer, unsignedTrailer:
		return unchunk(r, s, key, p.hash)
	default:
		if s.Service != "s3" {
			r.Body = io.NopCloser(bytes.NewReader(p.read))
			return nil
		}
		r.Body = &hashed{body: body, sum: sha256.New(), want: p.hash}
	}
	return nil
}

// hashed is a body whose hash is known.
type hashed struct {
	body io.ReadCloser
	sum  hash.Hash
	want string
}

func (h *hashed) Read(b []byte) (int, error) {
	n, err := h.body.Read(b)
	h.sum.Write(b[:n])
	if err == io.EOF && subtle.ConstantTimeCompare([]byte(hex.EncodeToString(h.sum.Sum(nil))), []byte(h.want)) != 1 {
		return n, fmt.Errorf("%w: its SHA-256 is not the one of X-Amz-Content-Sha256", ErrPayload)
	}
	return n, err
}

func (h *hashed) Close() error { return h.body.Close() }
