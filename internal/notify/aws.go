package notify

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// AWS says with what credentials, and where, a service of AWS is called. All may be empty: the SDK finds them where it does for others.
type AWS struct {
	Region, Profile, RoleARN, ExternalID, EndpointURL string

	mu     sync.Mutex
	loaded *aws.Config
}

// config finds the credentials once: the SDK renews them by itself. region is the one where none is set.
func (a *AWS) config(ctx context.Context, region string) (aws.Config, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.loaded != nil {
		return *a.loaded, nil
	}
	var o []func(*config.LoadOptions) error
	if region = cmp.Or(a.Region, region); region != "" {
		o = append(o, config.WithRegion(region))
	}
	if a.Profile != "" {
		o = append(o, config.WithSharedConfigProfile(a.Profile))
	}
	// The outbox tries again: one attempt that hangs is enough.
	o = append(o, config.WithRetryMaxAttempts(2), config.WithLogger(logging.Nop{}))
	cfg, err := config.LoadDefaultConfig(context.WithoutCancel(ctx), o...)
	if err != nil {
		return cfg, err
	}
	if a.RoleARN != "" {
		cfg.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), a.RoleARN, func(r *stscreds.AssumeRoleOptions) {
			r.RoleSessionName = "tarn"
			if a.ExternalID != "" {
				r.ExternalID = aws.String(a.ExternalID)
			}
		}))
	}
	if a.EndpointURL != "" {
		cfg.BaseEndpoint = aws.String(a.EndpointURL)
	}
	a.loaded = &cfg
	return cfg, nil
}

// regionOf is the region in an ARN; empty for a text that is none.
func regionOf(arn string) string {
	if parts := strings.Split(arn, ":"); len(parts) > 5 && parts[0] == "arn" {
		return parts[3]
	}
	return ""
}

// refusalOf tells what AWS will refuse the next time, too: a topic that is not there, a message that is too long. Permissions may be given
// meanwhile.
func refusalOf(err error) error {
	var answer *smithyhttp.ResponseError
	var e smithy.APIError
	if !errors.As(err, &answer) || !errors.As(err, &e) {
		return err
	}
	status := answer.HTTPStatusCode()
	lasting := status == http.StatusNotFound || status == http.StatusBadRequest
	switch e.ErrorCode() {
	case "Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded", "RequestExpired", "ExpiredToken", "ExpiredTokenException",
		"InternalException", "KMSThrottlingException", "KMSThrottling", "IncompleteSignature":
		lasting = false
	}
	return &Refusal{Permanent: lasting, Err: err}
}
