package blob

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// findRegion asks for the bucket's region without a signature: HeadBucket tells it whether the answer is 200, 301 or 403, and
// no permission is needed. Servers other than AWS may not tell it; then the configured region stays.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
func (b *bucket) findRegion(ctx context.Context) error {
	unsigned := s3.New(b.client.Options(), func(s *s3.Options) {
		s.Credentials = aws.AnonymousCredentials{}
		// An address where nobody answers is more likely wrong than busy: whoever typed it should not wait long to hear so.
		s.Retryer = retry.NewStandard(func(r *retry.StandardOptions) {
			r.MaxAttempts, r.MaxBackoff = min(b.o.MaxAttempts, 3), min(b.o.MaxBackoff, time.Second)
		})
	})
	out, err := unsigned.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &b.name})
	region := regionOf(err)
	if err == nil {
		region = aws.ToString(out.BucketRegion)
	}
	if region != "" {
		b.moveTo(region)
		return nil
	}
	status := 0 // without an answer
	if answer := (*awshttp.ResponseError)(nil); errors.As(err, &answer) {
		status = answer.HTTPStatusCode()
	}
	switch {
	case err == nil || status != 0 && status != 404:
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case status == 404:
		return noBucket(b.name, err)
	}
	return explain(call{bucket: b.name, options: b.o, action: "s3:ListBucket"}, err)
}

// regionOf is the bucket's region as an error answer tells it, empty if it does not.
func regionOf(err error) string {
	var answer *awshttp.ResponseError
	if !errors.As(err, &answer) || answer.Response == nil {
		return ""
	}
	return answer.Response.Header.Get("X-Amz-Bucket-Region")
}
