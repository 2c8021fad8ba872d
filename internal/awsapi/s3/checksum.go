package s3

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"
	"net/http"
	"strings"

	"tarn/internal/objects"
)

// algorithms are the checksums that a client may give with its bytes:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html.
var algorithms = map[string]func() hash.Hash{
	"CRC32":     func() hash.Hash { return crc32.NewIEEE() },
	"CRC32C":    func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
	"CRC64NVME": func() hash.Hash { return crc64.New(crc64.MakeTable(0x9a6c9329ac4bc9b5)) },
	"SHA1":      sha1.New,
	"SHA256":    sha256.New,
}

func checksumHeader(algorithm string) string { return "X-Amz-Checksum-" + algorithm }

// integrity is what a client told of a body: its checksum, its MD5.
type integrity struct {
	algorithm, value string
	sum              hash.Hash
	md5              string
}

// integrityOf reads the headers. The value that a trailer tells is checked where the body is read, and is what is computed.
func integrityOf(h http.Header, standard string) (*integrity, error) {
	in := &integrity{}
	for name := range algorithms {
		if value := h.Get(checksumHeader(name)); value != "" {
			if in.algorithm != "" {
				return nil, fail("InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
			}
			in.algorithm, in.value = name, value
		}
	}
	for name := range strings.SplitSeq(h.Get("X-Amz-Trailer"), ",") {
		if kind, ok := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(name)), "X-AMZ-CHECKSUM-"); ok && in.algorithm == "" {
			in.algorithm = kind
		}
	}
	declared := strings.ToUpper(h.Get("X-Amz-Sdk-Checksum-Algorithm"))
	switch {
	case declared != "" && in.algorithm == "":
		return nil, fail("InvalidRequest", "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.")
	case declared != "" && declared != in.algorithm:
		return nil, fail("InvalidRequest", "Value for x-amz-sdk-checksum-algorithm header is invalid.")
	case in.algorithm == "":
		in.algorithm = standard
	}
	if in.algorithm != "" {
		make, ok := algorithms[in.algorithm]
		if !ok {
			return nil, fail("InvalidRequest", "the checksum %s is not in Tarn; choose CRC32, CRC32C, CRC64NVME, SHA1 or SHA256", in.algorithm)
		}
		in.sum = make()
		if raw, err := base64.StdEncoding.DecodeString(in.value); in.value != "" && (err != nil || len(raw) != in.sum.Size()) {
			return nil, fail("InvalidRequest", "Value for x-amz-checksum-%s header is invalid.", strings.ToLower(in.algorithm))
		}
	}
	if text := h.Get("Content-Md5"); text != "" {
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(raw) != md5.Size {
			return nil, fail("InvalidDigest", "The Content-MD5 you specified was invalid.")
		}
		in.md5 = hex.EncodeToString(raw)
	}
	return in, nil
}

// tee is what computes the checksum, nil where there is none.
func (in *integrity) tee() io.Writer {
	if in.sum == nil {
		return nil
	}
	return in.sum
}

// check compares with what was read, and keeps the checksum.
func (in *integrity) check(info *objects.Info) error {
	if in.md5 != "" && in.md5 != info.ETag {
		return fail("BadDigest", "The Content-MD5 you specified did not match what we received.")
	}
	if in.sum == nil {
		return nil
	}
	got := base64.StdEncoding.EncodeToString(in.sum.Sum(nil))
	if in.value != "" && got != in.value {
		return fail("BadDigest", "The %s you specified did not match the calculated checksum.", in.algorithm)
	}
	info.Checksums, info.ChecksumType = map[string]string{in.algorithm: got}, "FULL_OBJECT"
	return nil
}

// checksumHeaders tell an object's checksums to who asks for them.
func checksumHeaders(q *request, info objects.Info, h http.Header) {
	if q.r.Header.Get("X-Amz-Checksum-Mode") == "ENABLED" {
		tellChecksums(info, h)
	}
}

func tellChecksums(info objects.Info, h http.Header) {
	for name, value := range info.Checksums {
		h.Set(checksumHeader(name), value)
		h.Set("X-Amz-Checksum-Type", info.ChecksumType)
	}
}

// checksumMembers are an object's checksums in a document.
type checksumMembers struct {
	ChecksumCRC32     string `xml:",omitempty"`
	ChecksumCRC32C    string `xml:",omitempty"`
	ChecksumCRC64NVME string `xml:",omitempty"`
	ChecksumSHA1      string `xml:",omitempty"`
	ChecksumSHA256    string `xml:",omitempty"`
}

func membersOf(info objects.Info) checksumMembers {
	c := info.Checksums
	return checksumMembers{c["CRC32"], c["CRC32C"], c["CRC64NVME"], c["SHA1"], c["SHA256"]}
}

// value is the one of an algorithm.
func (c checksumMembers) value(algorithm string) string {
	return map[string]string{"CRC32": c.ChecksumCRC32, "CRC32C": c.ChecksumCRC32C, "CRC64NVME": c.ChecksumCRC64NVME, "SHA1": c.ChecksumSHA1, "SHA256": c.ChecksumSHA256}[algorithm]
}
