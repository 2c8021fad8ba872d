package analyze

import (
	"strings"

	"tarn/internal/schema"
)

// lintEvent looks at a comparison of a column of events with a text that the column never has.
func (a *analyzer) lintEvent(cmp *Compare) {
	column, text, ok := eventText(cmp.Left, cmp.Right)
	if !ok {
		if column, text, ok = eventText(cmp.Right, cmp.Left); !ok {
			return
		}
	}
	if cmp.Op == "=" || cmp.Op == "<>" {
		a.lintText(cmp, column, text, cmp.Op == "=")
	}
}

func (a *analyzer) lintEventIn(in *In) {
	for _, item := range in.List {
		if column, text, ok := eventText(in.X, item); ok {
			a.lintText(item, column, text, true)
		}
	}
}

// eventText is a stored column of events and the text that it is compared with.
func eventText(column, text Expr) (name, value string, ok bool) {
	ref, isRef := strip(column).(*Ref)
	if !isRef || ref.Column.Source == nil || ref.T.Kind != schema.Varchar {
		return "", "", false
	}
	value, ok = textLiteral(strip(text))
	return ref.Column.Source.From, value, ok
}

func (a *analyzer) lintText(at Expr, column, text string, equal bool) {
	switch column {
	case "eventName":
		if right, known := eventNames[strings.ToLower(text)]; known && text != right {
			a.note(at.At(), "texts are compared with their case, and this event's name is '%s'", right)
		}
	case "eventSource":
		service, _, whole := strings.Cut(text, ".")
		switch {
		case !whole && !services[strings.ToLower(text)]: // a source of one's own may have any name
		case !whole:
			a.note(at.At(), "an event source has the service's whole name, as in '%s.amazonaws.com'", strings.ToLower(text))
		case strings.ToLower(text) != text && strings.HasSuffix(strings.ToLower(text), ".amazonaws.com"):
			a.note(at.At(), "texts are compared with their case, and event sources are small: '%s.amazonaws.com'", strings.ToLower(service))
		}
	case "errorCode", "errorMessage":
		switch {
		case text != "":
		case equal:
			a.note(at.At(), "%s is NULL, and not '', where there is no error: write IS NULL", column)
		default:
			a.note(at.At(), "%s is NULL, and not '', where there is no error: IS NOT NULL says this", column)
		}
	case "requestParameters", "responseElements", "additionalEventData", "serviceEventDetails":
		if strings.HasPrefix(strings.TrimSpace(text), "{") {
			a.note(at.At(), "this compares the whole text of a JSON document, with the order of its members: json_extract_scalar(%s, '$.member') reads one", strings.ToLower(column))
		}
	}
}

// eventNames are well-known names of events by their small letters.
var eventNames = func() map[string]string {
	m := map[string]string{}
	for _, n := range strings.Fields(`ConsoleLogin SwitchRole ExitRole CheckMfa PasswordRecoveryRequested AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity
		GetCallerIdentity GetSessionToken GetFederationToken CreateUser DeleteUser UpdateUser CreateAccessKey DeleteAccessKey UpdateAccessKey CreateLoginProfile
		UpdateLoginProfile DeleteLoginProfile ChangePassword CreateRole DeleteRole UpdateAssumeRolePolicy AttachRolePolicy DetachRolePolicy PutRolePolicy
		DeleteRolePolicy AttachUserPolicy DetachUserPolicy PutUserPolicy DeleteUserPolicy AttachGroupPolicy PutGroupPolicy AddUserToGroup CreatePolicy
		CreatePolicyVersion SetDefaultPolicyVersion DeletePolicy DeactivateMFADevice DeleteVirtualMFADevice EnableMFADevice CreateInstanceProfile PassRole
		CreateTrail DeleteTrail UpdateTrail StartLogging StopLogging PutEventSelectors LookupEvents CreateBucket DeleteBucket PutBucketPolicy DeleteBucketPolicy
		PutBucketAcl PutBucketPublicAccessBlock PutBucketLogging PutBucketEncryption GetObject PutObject DeleteObject DeleteObjects CopyObject ListObjects
		ListBuckets HeadObject RunInstances StartInstances StopInstances TerminateInstances RebootInstances ModifyInstanceAttribute DescribeInstances
		GetConsoleOutput GetPasswordData CreateKeyPair ImportKeyPair DeleteKeyPair CreateSecurityGroup DeleteSecurityGroup AuthorizeSecurityGroupIngress
		AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateVpc DeleteVpc CreateSubnet CreateNetworkAcl
		CreateNetworkAclEntry DeleteNetworkAcl CreateRoute DeleteRoute CreateInternetGateway AttachInternetGateway DeleteFlowLogs CreateFlowLogs CreateSnapshot
		ModifySnapshotAttribute DeleteSnapshot CreateImage ModifyImageAttribute Decrypt Encrypt GenerateDataKey CreateKey DisableKey ScheduleKeyDeletion
		PutKeyPolicy CreateGrant GetSecretValue PutSecretValue DeleteSecret GetParameter GetParameters PutParameter CreateStack DeleteStack UpdateStack
		CreateDBInstance DeleteDBInstance ModifyDBInstance CreateDBSnapshot ModifyDBSnapshotAttribute SendCommand StartSession DeleteDetector DeleteFlowLogs
		DisableRule DeleteRule PutRule StopConfigurationRecorder DeleteConfigurationRecorder DeleteConfigRule LeaveOrganization CreateAccount DeleteLogGroup
		DeleteLogStream SubscribeToTopic Publish InvokeModel`) {
		m[strings.ToLower(n)] = n
	}
	return m
}()

// services are well-known services by the first part of their event source.
var services = func() map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(`access-analyzer acm apigateway athena autoscaling backup bedrock cloudformation cloudfront cloudtrail codebuild codecommit codepipeline
		cognito-idp cognito-identity config detective dynamodb ec2 ecr ecs eks elasticfilesystem elasticache elasticloadbalancing elasticmapreduce es events
		firehose fsx glacier glue guardduty iam inspector inspector2 kinesis kms lambda lightsail logs macie macie2 monitoring network-firewall organizations ram rds redshift
		route53 route53domains route53resolver s3 sagemaker secretsmanager securityhub securitylake servicecatalog ses shield signin sns sqs ssm sso states sts
		waf wafv2 workspaces xray`) {
		m[n] = true
	}
	return m
}()
