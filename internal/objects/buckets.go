package objects

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tarn/internal/blob"
)

// Buckets are all that there are. It is safe for concurrent use.
type Buckets struct {
	// Dir is the folder of Tarn's own buckets, Index says what is in it.
	Dir   string
	Index Index
	// S3 says how the buckets that are real ones are reached, by name. All others are Tarn's own.
	S3 map[string]blob.S3Options
	// Places are what a role may read and write; a role that has none may use Tarn's own buckets where it is admin or analyst.
	Places []Place
	// Now is the clock; time.Now by default.
	Now func() time.Time

	mu   sync.Mutex
	real map[string]Bucket
}

// Own reports whether a name stands for a bucket of Tarn's own, be it there or not.
func (s *Buckets) Own(name string) bool {
	_, real := s.S3[name]
	return !real
}

// Open gives a bucket, or fails with ErrNoBucket. Whether one of S3 is there shows when it is used.
func (s *Buckets) Open(ctx context.Context, name string) (Bucket, error) {
	if !s.Own(name) {
		return s.open(ctx, name)
	}
	if CheckName(name) != nil {
		return nil, fmt.Errorf("%w: %s", ErrNoBucket, name)
	}
	if err := s.Index.HasBucket(ctx, name); err != nil {
		return nil, err
	}
	return s.local(name), nil
}

func (s *Buckets) local(name string) *local {
	return &local{name: name, dir: filepath.Join(s.Dir, name), index: s.Index, now: s.now}
}

// Create makes a bucket of Tarn's own. One that is there gives ErrExists, and so does a real one, which is not Tarn's to make.
func (s *Buckets) Create(ctx context.Context, name string) error {
	if !s.Own(name) {
		return fmt.Errorf("%w: %s is a bucket of S3 that tarn.yaml lists", ErrExists, name)
	}
	if err := CheckName(name); err != nil {
		return err
	}
	return s.Index.AddBucket(ctx, BucketInfo{Name: name, Created: s.now().UTC()})
}

// Ensure makes a bucket of Tarn's own where it is not there, and opens it.
func (s *Buckets) Ensure(ctx context.Context, name string) (Bucket, error) {
	b, err := s.Open(ctx, name)
	if !errors.Is(err, ErrNoBucket) || !s.Own(name) {
		return b, err
	}
	if err := s.Create(ctx, name); err != nil && !errors.Is(err, ErrExists) {
		return nil, err
	}
	return s.Open(ctx, name)
}

// List gives all buckets by name. When a real one was made is not known here: Created is zero.
func (s *Buckets) List(ctx context.Context) ([]BucketInfo, error) {
	all, err := s.Index.Buckets(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(b BucketInfo) bool { return !s.Own(b.Name) })
	for name := range s.S3 {
		all = append(all, BucketInfo{Name: name})
	}
	slices.SortFunc(all, func(a, b BucketInfo) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// Remove removes an empty bucket of Tarn's own.
func (s *Buckets) Remove(ctx context.Context, name string) error {
	if !s.Own(name) {
		return fmt.Errorf("%w: %s is a bucket of S3, which is removed there", ErrForbidden, name)
	}
	return s.Index.RemoveBucket(ctx, name)
}

func (s *Buckets) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}
