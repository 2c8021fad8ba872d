package cloudtrail

import (
	"context"
	"errors"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

func (s *service) policyOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"PutResourcePolicy":    {Model: wirect.Operations["PutResourcePolicy"], Access: auth.Manage, Do: awsapi.Do(s.putResourcePolicy)},
		"GetResourcePolicy":    {Model: wirect.Operations["GetResourcePolicy"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getResourcePolicy)},
		"DeleteResourcePolicy": {Model: wirect.Operations["DeleteResourcePolicy"], Access: auth.Manage, Do: awsapi.Do(s.deleteResourcePolicy)},
	}
}

// putResourcePolicy keeps a policy. Who may do what is decided by keys and their roles; of a channel's policy, the external ID
// that it asks for is asked for.
func (s *service) putResourcePolicy(ctx context.Context, c *awsapi.Call, in *wirect.PutResourcePolicyRequest) (*wirect.PutResourcePolicyResponse, error) {
	resource, err := s.withPolicy(ctx, c, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	if err := checkPolicy(*in.ResourcePolicy, *in.ResourceArn); err != nil {
		return nil, wire.Fail("ResourcePolicyNotValidException", "The resource policy is not valid: %v", err)
	}
	if err := s.Policies.SetPolicy(ctx, resource, *in.ResourcePolicy); err != nil {
		return nil, err
	}
	return &wirect.PutResourcePolicyResponse{ResourceArn: in.ResourceArn, ResourcePolicy: in.ResourcePolicy}, nil
}

func (s *service) getResourcePolicy(ctx context.Context, c *awsapi.Call, in *wirect.GetResourcePolicyRequest) (*wirect.GetResourcePolicyResponse, error) {
	resource, err := s.withPolicy(ctx, c, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	text, err := s.policy(ctx, resource, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	return &wirect.GetResourcePolicyResponse{ResourceArn: in.ResourceArn, ResourcePolicy: &text}, nil
}

func (s *service) deleteResourcePolicy(ctx context.Context, c *awsapi.Call, in *wirect.DeleteResourcePolicyRequest) (*wirect.DeleteResourcePolicyResponse, error) {
	resource, err := s.withPolicy(ctx, c, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	if _, err := s.policy(ctx, resource, *in.ResourceArn); err != nil {
		return nil, err
	}
	return &wirect.DeleteResourcePolicyResponse{}, s.Policies.SetPolicy(ctx, resource, "")
}

func (s *service) policy(ctx context.Context, resource, arn string) (string, error) {
	text, err := s.Policies.Policy(ctx, resource)
	if err == nil && text == "" {
		err = wire.Fail("ResourcePolicyNotFoundException", "The resource %s has no resource policy.", arn)
	}
	return text, err
}

// withPolicy is the resource that an ARN names, in the errors that the operations of policies have.
func (s *service) withPolicy(ctx context.Context, c *awsapi.Call, arn string) (string, error) {
	if !strings.HasPrefix(arn, "arn:") {
		return "", wire.Fail("ResourceARNNotValidException", "%s is not an ARN.", arn)
	}
	resource, err := s.tagged(ctx, c, arn)
	var f *wire.Error
	if !errors.As(err, &f) {
		return resource, err
	}
	switch f.Code {
	case "CloudTrailARNInvalidException", "EventDataStoreARNInvalidException", "ChannelARNInvalidException":
		f.Code = "ResourceARNNotValidException"
	case "EventDataStoreNotFoundException", "ChannelNotFoundException", "InactiveEventDataStoreException":
		f.Code = "ResourceNotFoundException"
	}
	return resource, f
}
