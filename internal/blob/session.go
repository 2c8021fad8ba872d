package blob

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/logging"
)

// session finds credentials, by the AWS default chain or by assuming a role, and tries them, so that what is wrong with them
// is said before anything else.
func session(ctx context.Context, uri string, o S3Options) (aws.Config, error) {
	client := awshttp.NewBuildableClient().WithDialerOptions(func(d *net.Dialer) {
		d.Timeout = min(o.Timeout, 10*time.Second)
	}).WithTransportOptions(func(t *http.Transport) {
		t.ResponseHeaderTimeout = o.Timeout
		t.TLSHandshakeTimeout = min(o.Timeout, 10*time.Second)
		t.MaxIdleConnsPerHost = 64
	})
	// The SDK's own warnings, about the instance metadata service above all, are no news for the person who asked.
	load := []func(*config.LoadOptions) error{config.WithHTTPClient(client), config.WithLogger(logging.Nop{})}
	if o.Profile != "" {
		load = append(load, config.WithSharedConfigProfile(o.Profile))
	}
	if o.Region != "" {
		load = append(load, config.WithRegion(o.Region))
	}
	if o.Anonymous {
		load = append(load, config.WithCredentialsProvider(aws.AnonymousCredentials{}))
	}
	cfg, err := config.LoadDefaultConfig(ctx, load...)
	if missing := (config.SharedConfigProfileNotExistError{}); errors.As(err, &missing) {
		return cfg, fail(ErrCredentials, uri, err, "there is no AWS profile %s; `aws configure list-profiles` lists those that are there", missing.Profile)
	}
	if err != nil {
		return cfg, fail(ErrCredentials, uri, err, "the AWS configuration cannot be read: %v", err)
	}
	if cfg.Region == "" {
		cfg.Region = "us-east-1"
	}
	if o.Anonymous {
		return cfg, nil
	}
	if _, err := cfg.Credentials.Retrieve(ctx); err != nil {
		return cfg, credentialsError(ctx, uri, o, err)
	}
	if o.RoleARN == "" {
		return cfg, nil
	}
	role := stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), o.RoleARN, func(a *stscreds.AssumeRoleOptions) {
		a.RoleSessionName = "tarn"
		if o.ExternalID != "" {
			a.ExternalID = aws.String(o.ExternalID)
		}
	})
	// Early renewal: a long listing never starts a request with credentials that are about to end.
	cfg.Credentials = aws.NewCredentialsCache(role, func(c *aws.CredentialsCacheOptions) { c.ExpiryWindow = 5 * time.Minute })
	if _, err := cfg.Credentials.Retrieve(ctx); err != nil {
		return cfg, roleError(ctx, uri, o, err)
	}
	return cfg, nil
}
