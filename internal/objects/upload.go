package objects

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"
)

// UploadOptions are those of the object that a multipart upload makes.
type UploadOptions struct {
	ContentType       string            `json:"contentType,omitempty"`
	Metadata          map[string]string `json:"metadata,omitempty"`
	Headers           map[string]string `json:"headers,omitempty"`
	ChecksumAlgorithm string            `json:"checksumAlgorithm,omitempty"`
	ChecksumType      string            `json:"checksumType,omitempty"`
	Writer            string            `json:"writer,omitempty"`
}

// Limits of multipart uploads: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html.
const (
	// MaxParts is the highest number of a part.
	MaxParts = 10_000
	// MinPart is the least size in bytes of a part that is not the last.
	MinPart = 5 << 20
)

// Begin begins a multipart upload. Parts are kept in the folder of Tarn's own buckets, also those for a bucket of S3: such an
// object is put there when it is complete.
func (s *Buckets) Begin(ctx context.Context, bucket, key string, o UploadOptions) (Upload, error) {
	if err := checkKey(key); err != nil {
		return Upload{}, err
	}
	if _, err := s.Open(ctx, bucket); err != nil {
		return Upload{}, err
	}
	u := Upload{ID: uuid.NewString(), Bucket: bucket, Key: key, Begun: s.now().UTC(), Options: o}
	return u, s.Index.PutUpload(ctx, u)
}

// PutPart writes a part of an upload, whole or not at all, in the place of one that has its number. Check is as PutOptions have it.
func (s *Buckets) PutPart(ctx context.Context, u Upload, number int, content io.Reader, check func(*Info) error) (Info, error) {
	b := s.local(u.Bucket)
	info := Info{Key: u.Key}
	file, err := b.write(ctx, "", content, &info)
	if err != nil {
		return info, err
	}
	if check != nil {
		err = check(&info)
	}
	if err != nil {
		os.Remove(b.path(file))
		return info, err
	}
	replaced, err := s.Index.PutPart(ctx, u.ID, Part{Number: number, Info: info, File: file})
	switch {
	case errors.Is(err, ErrNoUpload):
		os.Remove(b.path(file))
	case err == nil && replaced != "":
		os.Remove(b.path(replaced))
	}
	return info, err
}

// Complete makes the object of the parts that are named, by number and ETag, in rising order. Others are thrown away.
func (s *Buckets) Complete(ctx context.Context, u Upload, named []Part, o PutOptions) (Info, error) {
	to, err := s.Open(ctx, u.Bucket)
	if err != nil {
		return Info{}, err
	}
	parts, err := s.chosen(ctx, u, named)
	if err != nil {
		return Info{}, err
	}
	from := s.local(u.Bucket)
	content := &joined{bucket: from, parts: parts}
	defer content.Close()
	o.ContentType, o.Metadata, o.Headers, o.Writer = u.Options.ContentType, u.Options.Metadata, u.Options.Headers, u.Options.Writer
	check := o.Check
	o.Check = func(info *Info) error {
		info.ETag = joinedETag(parts)
		for _, p := range parts {
			info.Parts = append(info.Parts, p.Size)
		}
		if check != nil {
			return check(info)
		}
		return nil
	}
	info, err := to.Put(ctx, u.Key, content, o)
	if err != nil {
		return info, err
	}
	// Where this fails, the object is there, and the upload's parts go with the sweep.
	files, err := s.Index.RemoveUpload(context.WithoutCancel(ctx), u.ID)
	if errors.Is(err, ErrNoUpload) {
		err = nil
	}
	for _, f := range files {
		os.Remove(from.path(f))
	}
	return info, err
}

// chosen gives an upload's parts that are named.
func (s *Buckets) chosen(ctx context.Context, u Upload, named []Part) ([]Part, error) {
	all, err := s.Index.Parts(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	byNumber := map[int]Part{}
	for _, p := range all {
		byNumber[p.Number] = p
	}
	var out []Part
	for i, n := range named {
		p, ok := byNumber[n.Number]
		switch {
		case !ok || p.ETag != n.ETag:
			return nil, fmt.Errorf("%w: part %d was not uploaded, or its ETag is another", ErrPart, n.Number)
		case i < len(named)-1 && p.Size < MinPart:
			return nil, fmt.Errorf("%w: %w: part %d has %d bytes; all but the last have at least %d", ErrPart, ErrSmall, n.Number, p.Size, MinPart)
		}
		out = append(out, p)
	}
	return out, nil
}

// ErrSmall says that a part that is not the last is too small.
var ErrSmall = errors.New("too small")

// joinedETag is the MD5 of the parts' MD5s, and how many there are.
func joinedETag(parts []Part) string {
	sum := md5.New()
	for _, p := range parts {
		b, _ := hex.DecodeString(p.ETag)
		sum.Write(b)
	}
	return fmt.Sprintf("%x-%d", sum.Sum(nil), len(parts))
}

// Abort ends an upload and throws its parts away.
func (s *Buckets) Abort(ctx context.Context, u Upload) error {
	files, err := s.Index.RemoveUpload(ctx, u.ID)
	for _, f := range files {
		os.Remove(s.local(u.Bucket).path(f))
	}
	return err
}

// AbortOld ends the uploads that began before a time.
func (s *Buckets) AbortOld(ctx context.Context, before time.Time) error {
	all, err := s.List(ctx)
	if err != nil {
		return err
	}
	for _, b := range all {
		key, id := "", ""
		for {
			page, err := s.Index.Uploads(ctx, b.Name, "", key, id, batch)
			if err != nil {
				return err
			}
			for _, u := range page {
				key, id = u.Key, u.ID
				if !u.Begun.Before(before) {
					continue
				}
				if err := s.Abort(ctx, u); err != nil && !errors.Is(err, ErrNoUpload) {
					return err
				}
			}
			if len(page) < batch {
				break
			}
		}
	}
	return nil
}

// joined reads parts one after another.
type joined struct {
	bucket *local
	parts  []Part
	file   *os.File
}

func (j *joined) Read(p []byte) (int, error) {
	for {
		if j.file == nil {
			if len(j.parts) == 0 {
				return 0, io.EOF
			}
			f, err := j.bucket.open(j.parts[0].File)
			if err != nil {
				return 0, fmt.Errorf("part %d of the upload: %w", j.parts[0].Number, err)
			}
			j.file, j.parts = f, j.parts[1:]
		}
		n, err := j.file.Read(p)
		if n > 0 || err != nil && err != io.EOF {
			return n, err
		}
		j.Close()
	}
}

func (j *joined) Close() error {
	if j.file != nil {
		j.file.Close()
		j.file = nil
	}
	return nil
}

// ETagOf is an ETag as it is compared: without quotation marks.
func ETagOf(s string) string { return strings.Trim(strings.TrimPrefix(s, "W/"), `"`) }
