package demo

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/gzip"
)

// folder is where a demonstration is written, as if it were a bucket.
type folder string

// put writes an object whole: under another name first, so that a file with the
// object's name is never a part of it. It returns the object's size.
func (f folder) put(key string, content []byte) (int64, error) {
	path := filepath.Join(string(f), filepath.FromSlash(key))
	part := path + ".part"
	err := os.WriteFile(part, content, 0o644)
	if os.IsNotExist(err) {
		if err = os.MkdirAll(filepath.Dir(path), 0o755); err == nil {
			err = os.WriteFile(part, content, 0o644)
		}
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		os.Remove(part)
	}
	return int64(len(content)), err
}

// packer compresses objects one after another. The gzip header has no name and
// no time, as in what CloudTrail delivers.
type packer struct {
	gz  *gzip.Writer
	out bytes.Buffer
}

// compression comes closest to the size of CloudTrail's own files.
const compression = 6

func newPacker() *packer {
	gz, err := gzip.NewWriterLevel(nil, compression)
	if err != nil {
		panic(err)
	}
	return &packer{gz: gz}
}

func (p *packer) begin() {
	p.out.Reset()
	p.gz.Reset(&p.out)
}

// A bytes.Buffer does not fail, so neither does writing to it compressed.
func (p *packer) write(b []byte) { p.gz.Write(b) }

func (p *packer) end() []byte {
	p.gz.Close()
	return p.out.Bytes()
}
