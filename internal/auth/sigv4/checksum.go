package sigv4

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"strings"
)

// checksums are those of a body that its trailers tell, by the trailer's name:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html.
type checksums map[string]hash.Hash

const checksumPrefix = "x-amz-checksum-"

var checksumKinds = map[string]func() hash.Hash{
	"crc32":     func() hash.Hash { return crc32.NewIEEE() },
	"crc32c":    func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
	"crc64nvme": func() hash.Hash { return crc64.New(crc64.MakeTable(0x9a6c9329ac4bc9b5)) },
	"sha1":      sha1.New,
	"sha256":    sha256.New,
}

func newChecksums(trailers []string) (checksums, error) {
	c := checksums{}
	for _, name := range trailers {
		kind, ok := strings.CutPrefix(name, checksumPrefix)
		if !ok {
			continue
		}
		make, known := checksumKinds[kind]
		if !known {
			return nil, malformed("the checksum %s is not known", kind)
		}
		c[name] = make()
	}
	return c, nil
}

func (c checksums) write(b []byte) {
	for _, h := range c {
		h.Write(b)
	}
}

// match compares with what the trailers tell.
func (c checksums) match(trailers map[string]string) error {
	for name, h := range c {
		if got := base64.StdEncoding.EncodeToString(h.Sum(nil)); got != trailers[name] {
			return fmt.Errorf("%w: its %s is %s", ErrPayload, name, got)
		}
	}
	return nil
}
