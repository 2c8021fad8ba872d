package blob

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// S3Options say how a bucket is reached. The zero value is the AWS default: credentials and region as for the AWS CLI.
type S3Options struct {
	// Profile is a name in the shared AWS configuration.
	Profile string `json:"profile,omitempty" yaml:"profile"`
	// RoleARN is a role to assume, ExternalID what its trust policy asks for.
	RoleARN    string `json:"role_arn,omitempty" yaml:"role_arn"`
	ExternalID string `json:"external_id,omitempty" yaml:"external_id"`
	// EndpointURL is another server that speaks S3. AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL count, too.
	EndpointURL string `json:"endpoint_url,omitempty" yaml:"endpoint_url"`
	// Region is the bucket's region; where it is empty or wrong, the bucket tells its own.
	Region string `json:"region,omitempty" yaml:"region"`
	// PathStyle puts the bucket's name into the path instead of the host name; by default where there is an endpoint URL.
	PathStyle *bool `json:"path_style,omitempty" yaml:"path_style"`
	// RequesterPays accepts that requests and traffic are charged to the account that reads.
	RequesterPays bool `json:"requester_pays,omitempty" yaml:"requester_pays"`
	// Anonymous sends requests without a signature, for public buckets.
	Anonymous bool `json:"anonymous,omitempty" yaml:"anonymous"`
	// MaxAttempts is how often a request is tried, and how often in a row a lost body is resumed; 8 if zero.
	MaxAttempts int `json:"max_attempts,omitempty" yaml:"max_attempts"`
	// MaxBackoff bounds the wait between attempts; 20 seconds if zero.
	MaxBackoff time.Duration `json:"-" yaml:"-"`
	// Timeout is how long the server may keep silent before a request is tried again; 60 seconds if zero.
	Timeout time.Duration `json:"-" yaml:"-"`
}

// bucket is an S3 bucket as a Bucket.
type bucket struct {
	name  string
	o     S3Options
	meter *meter

	mu     sync.Mutex
	client *s3.Client
}

// openS3 opens name/prefix. It asks for the bucket's region, and whether prefix is a key or what keys begin with.
func openS3(ctx context.Context, address string, o S3Options) (*bucket, string, error) {
	name, prefix, _ := strings.Cut(address, "/")
	uri := "s3://" + address
	switch {
	case name == "":
		return nil, "", fail(ErrAddress, uri, nil, "%s names no bucket; give s3://bucket/prefix", uri)
	case strings.HasPrefix(name, "arn:"):
		return nil, "", fail(ErrAddress, uri, nil, "%s: an ARN is not understood; give s3://bucket/prefix, with an access point's alias as the bucket", uri)
	}
	if u, err := url.Parse(o.EndpointURL); o.EndpointURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return nil, "", fail(ErrAddress, uri, err, "the endpoint URL %s is not understood; give it as https://host:port", o.EndpointURL)
	}
	if o.MaxAttempts <= 0 {
		o.MaxAttempts = 8
	}
	if o.MaxBackoff <= 0 {
		o.MaxBackoff = 20 * time.Second
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	cfg, err := session(ctx, uri, o)
	if err != nil {
		return nil, "", err
	}
	b := &bucket{name: name, o: o, meter: &meter{}}
	b.client = s3.NewFromConfig(cfg, func(s *s3.Options) {
		if o.EndpointURL != "" {
			s.BaseEndpoint = aws.String(o.EndpointURL)
		}
		s.UsePathStyle = s.BaseEndpoint != nil
		if o.PathStyle != nil {
			s.UsePathStyle = *o.PathStyle
		}
		b.meter.client = s.HTTPClient
		s.HTTPClient = b.meter
		// Objects' checksums cover whole objects only, and a resumed read has parts. Lengths are checked, and the bytes' SHA-256
		// is kept with the rows.
		s.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired
		// Not the adaptive mode: it slows all requests down for a throttled one, and S3 throttles prefix by prefix.
		s.Retryer = retry.NewStandard(func(r *retry.StandardOptions) {
			r.MaxAttempts, r.MaxBackoff = o.MaxAttempts, o.MaxBackoff
			// Attempts are bounded for each request; a quota over all of them would fail the neighbours.
			r.RateLimiter = ratelimit.None
		})
	})
	if o.Region == "" {
		if err := b.findRegion(ctx); err != nil {
			return nil, "", err
		}
	}
	if prefix == "" || strings.HasSuffix(prefix, "/") {
		return b, prefix, nil
	}
	prefix, err = b.folderOrKey(ctx, prefix)
	return b, prefix, err
}

// folderOrKey tells whether name is a key, or a folder without its last slash. Keys that merely begin with name are neither.
func (b *bucket) folderOrKey(ctx context.Context, name string) (string, error) {
	for e, err := range b.List(ctx, ListOptions{Prefix: name + "/", Limit: 1}) {
		if err != nil {
			return "", err
		}
		if e.Key != "" {
			return name + "/", nil
		}
	}
	for e, err := range b.List(ctx, ListOptions{Prefix: name, Limit: 1}) {
		if err != nil {
			return "", err
		}
		if e.Key == name {
			return name, nil
		}
	}
	return "", fail(ErrNotFound, b.URI(name), nil, "there is no object %s and none under %s/", b.URI(name), b.URI(name))
}

func (b *bucket) URI(key string) string { return "s3://" + b.name + "/" + key }

func (b *bucket) Requests() Requests { return b.meter.requests() }

func (b *bucket) payer() types.RequestPayer {
	if b.o.RequesterPays {
		return types.RequestPayerRequester
	}
	return ""
}

// do runs a request. Where the answer is that the bucket is in another region, it is sent there, and so are all later ones.
func (b *bucket) do(ctx context.Context, c call, f func(*s3.Client) error) error {
	b.mu.Lock()
	client := b.client
	b.mu.Unlock()
	err := f(client)
	if region := regionOf(err); region != "" && region != client.Options().Region {
		err = f(b.moveTo(region))
	}
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	c.bucket, c.options = b.name, b.o
	return explain(c, err)
}

func (b *bucket) moveTo(region string) *s3.Client {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.client = s3.New(b.client.Options(), func(s *s3.Options) { s.Region = region })
	return b.client
}

func (b *bucket) Head(ctx context.Context, key string) (Object, map[string]string, error) {
	var out *s3.HeadObjectOutput
	err := b.do(ctx, call{key: key, action: "s3:GetObject"}, func(c *s3.Client) (err error) {
		out, err = c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.name, Key: &key, RequestPayer: b.payer()})
		return err
	})
	if err != nil {
		return Object{}, nil, err
	}
	return b.headed(key, out), lower(out.Metadata), nil
}

func (b *bucket) headed(key string, out *s3.HeadObjectOutput) Object {
	o := Object{URI: b.URI(key), Key: key, Size: aws.ToInt64(out.ContentLength), ModTime: aws.ToTime(out.LastModified).UTC(),
		ETag: tag(out.ETag), Version: aws.ToString(out.VersionId), StorageClass: string(out.StorageClass)}
	o.Restored = strings.Contains(aws.ToString(out.Restore), "expiry-date")
	return o
}

func lower(m map[string]string) map[string]string {
	l := make(map[string]string, len(m))
	for k, v := range m {
		l[strings.ToLower(k)] = v
	}
	return l
}

// tag is an ETag without its quotation marks, which not all servers give in all answers.
func tag(s *string) string { return strings.Trim(aws.ToString(s), `"`) }
