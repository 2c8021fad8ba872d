package blob

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/smithy-go"
)

// credentialsError says why there are no credentials.
func credentialsError(ctx context.Context, uri string, o S3Options, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	with := "no AWS credentials were found"
	if o.Profile != "" {
		with = "profile " + o.Profile + " has no usable AWS credentials"
	}
	text := err.Error()
	switch {
	case strings.Contains(text, "SSO") || strings.Contains(text, "sso"):
		return fail(ErrCredentials, uri, err, "the AWS sign-in has expired; run `aws sso login`%s", profileFlag(o))
	case strings.Contains(text, "AssumeRole"):
		return roleError(ctx, uri, o, err)
	}
	return fail(ErrCredentials, uri, err, "%s for %s; sign in, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile", with, uri)
}

func profileFlag(o S3Options) string {
	if o.Profile == "" {
		return ""
	}
	return " --profile " + o.Profile
}

// roleError says why a role could not be assumed.
func roleError(ctx context.Context, uri string, o S3Options, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	role := o.RoleARN
	if role == "" {
		role = "the role of the AWS configuration"
	}
	var api smithy.APIError
	switch {
	case !errors.As(err, &api):
		return fail(ErrUnreachable, uri, err, "%s cannot be assumed: STS cannot be reached; see to the network", role)
	case expired[api.ErrorCode()]:
		return fail(ErrCredentials, uri, err, "%s cannot be assumed: the AWS credentials have expired or are not valid (%s)", role, api.ErrorCode())
	case api.ErrorCode() == "AccessDenied" && o.ExternalID == "":
		return &Error{Kind: ErrRefused, URI: uri, Action: "sts:AssumeRole", Resource: role, cause: err,
			sentence: role + " cannot be assumed: sts:AssumeRole is refused; its trust policy must name you, and may ask for an --external-id"}
	case api.ErrorCode() == "AccessDenied":
		return &Error{Kind: ErrRefused, URI: uri, Action: "sts:AssumeRole", Resource: role, cause: err,
			sentence: role + " cannot be assumed: sts:AssumeRole is refused; its trust policy must name you and this external id"}
	}
	return fail(ErrCredentials, uri, err, "%s cannot be assumed: %s", role, api.ErrorMessage())
}
