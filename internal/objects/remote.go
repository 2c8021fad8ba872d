package objects

import (
	"context"
	"fmt"
)

// open opens a bucket of S3.
func (s *Buckets) open(_ context.Context, name string) (Bucket, error) {
	return nil, fmt.Errorf("%w: s3://%s is a bucket of S3, and objects in those cannot be written by this Tarn", ErrForbidden, name)
}
