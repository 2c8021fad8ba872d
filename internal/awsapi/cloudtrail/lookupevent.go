package cloudtrail

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

// resourceParameters are the request parameters that name a resource, beside those that the event itself lists.
var resourceParameters = []struct{ source, parameter, kind string }{
	{"cloudtrail.amazonaws.com", "name", "AWS::CloudTrail::Trail"},
	{"dynamodb.amazonaws.com", "tableName", "AWS::DynamoDB::Table"},
	{"ec2.amazonaws.com", "groupId", "AWS::EC2::SecurityGroup"},
	{"ec2.amazonaws.com", "volumeId", "AWS::EC2::Volume"},
	{"ec2.amazonaws.com", "vpcId", "AWS::EC2::VPC"},
	{"iam.amazonaws.com", "groupName", "AWS::IAM::Group"},
	{"iam.amazonaws.com", "instanceProfileName", "AWS::IAM::InstanceProfile"},
	{"iam.amazonaws.com", "policyArn", "AWS::IAM::Policy"},
	{"iam.amazonaws.com", "roleName", "AWS::IAM::Role"},
	{"iam.amazonaws.com", "userName", "AWS::IAM::User"},
	{"kms.amazonaws.com", "keyId", "AWS::KMS::Key"},
	{"lambda.amazonaws.com", "functionName", "AWS::Lambda::Function"},
	{"rds.amazonaws.com", "dBInstanceIdentifier", "AWS::RDS::DBInstance"},
	{"s3.amazonaws.com", "bucketName", "AWS::S3::Bucket"},
	{"secretsmanager.amazonaws.com", "secretId", "AWS::SecretsManager::Secret"},
	{"sns.amazonaws.com", "topicArn", "AWS::SNS::Topic"},
}

// lookedUp is an event as LookupEvents shows it.
func lookedUp(text string) (wirect.Event, error) {
	var e struct {
		EventID, EventName, EventSource string
		EventTime                       time.Time
		ReadOnly                        any
		UserIdentity                    struct{ Type, UserName, PrincipalID, AccessKeyID string }
		RequestParameters               any
		Resources                       []struct{ Type, ARN string }
	}
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		return wirect.Event{}, fmt.Errorf("an event of the store: %w", err)
	}
	out := wirect.Event{
		EventId: new(e.EventID), EventName: wire.Some(e.EventName), EventSource: wire.Some(e.EventSource), EventTime: wire.At(e.EventTime),
		AccessKeyId: wire.Some(e.UserIdentity.AccessKeyID), CloudTrailEvent: new(text), Resources: []wirect.Resource{},
	}
	switch v := e.ReadOnly.(type) {
	case bool:
		out.ReadOnly = new(strconv.FormatBool(v))
	case string:
		out.ReadOnly = wire.Some(v)
	}
	switch u := e.UserIdentity; {
	case u.UserName != "":
		out.Username = new(u.UserName)
	case u.Type == "AssumedRole":
		_, session, _ := strings.Cut(u.PrincipalID, ":")
		out.Username = wire.Some(session)
	case u.Type == "Root":
		out.Username = new(rootUser)
	}
	add := func(kind, name string) {
		r := wirect.Resource{ResourceType: wire.Some(kind), ResourceName: wire.Some(name)}
		if !slices.ContainsFunc(out.Resources, func(o wirect.Resource) bool {
			return wire.Value(o.ResourceType) == kind && wire.Value(o.ResourceName) == name
		}) {
			out.Resources = append(out.Resources, r)
		}
	}
	for _, r := range e.Resources {
		add(r.Type, r.ARN)
	}
	parameters, _ := e.RequestParameters.(map[string]any)
	for _, p := range resourceParameters {
		if name, ok := parameters[p.parameter].(string); ok && p.source == e.EventSource {
			add(p.kind, name)
		}
	}
	return out, nil
}
