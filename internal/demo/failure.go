package demo

import "fmt"

// failure is an errorCode with the message AWS gives beside it.
type failure struct {
	code    string
	message template
}

var failures = map[string]*failure{}

var failureMessages = map[string]string{
	"AccessDenied":                         "User: <arn> is not authorized to perform: <action> because no identity-based policy allows the <action> action",
	"AccessDeniedException":                "User: <arn> is not authorized to perform: <action> on resource: * with an explicit deny in a service control policy",
	"Client.UnauthorizedOperation":         "You are not authorized to perform this operation. User: <arn> is not authorized to perform: <action> because no identity-based policy allows the <action> action. Encoded authorization failure message: <token>",
	"Client.DryRunOperation":               "Request would have succeeded, but DryRun flag is set.",
	"Client.InvalidInstanceID.NotFound":    "The instance ID '<instance>' does not exist",
	"Client.InvalidGroup.NotFound":         "The security group '<group>' does not exist",
	"Client.RequestLimitExceeded":          "Request limit exceeded.",
	"ThrottlingException":                  "Rate exceeded",
	"NoSuchKey":                            "The specified key does not exist.",
	"NoSuchBucketPolicy":                   "The bucket policy does not exist",
	"NoSuchBucket":                         "The specified bucket does not exist",
	"NoSuchLifecycleConfiguration":         "The lifecycle configuration does not exist",
	"NoSuchPublicAccessBlockConfiguration": "The public access block configuration was not found",
	"NoSuchEntityException":                "The user with name <user> cannot be found.",
	"EntityAlreadyExistsException":         "Role with name <role> already exists.",
	"ResourceNotFoundException":            "Requested resource not found",
	"ResourceNotFound":                     "The resource that you are attempting to access was not found.",
	"ConditionalCheckFailedException":      "The conditional request failed",
	"ValidationException":                  "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must have length less than or equal to 64",
	"ValidationError":                      "No updates are to be performed.",
	"ResourceConflictException":            "The operation cannot be performed at this time. An update is in progress for resource: <function>",
	"ParameterNotFound":                    "",
	"InvalidParameterException":            "The specified log group does not exist.",
	"DBInstanceNotFound":                   "DBInstance <database> not found.",
	"RepositoryNotFoundException":          "The repository with name '<service>' does not exist in the registry with id '<account>'",
	"ServiceNotFoundException":             "Service not found.",
	"LoadBalancerNotFound":                 "Load balancers '[<group-lb>]' not found",
	"EntityNotFoundException":              "Entity Not Found",
	"InvalidRequestException":              "line 1:8: mismatched input '\\u003cEOF\\u003e'. Expecting: 'ALL', 'DISTINCT'",
	"VpceAccessDenied":                     "The request was denied due to a VPC endpoint policy",
	"ServiceUnavailable":                   "Service is unable to handle request.",
	"NoSuchConfigurationRecorderException": "Cannot find configuration recorder with the specified name 'default'.",
	"AlreadyExistsException":               "Stack [<stack>] already exists",
}

// failureOf panics on an unknown code: the codes are part of the program.
func failureOf(code string) *failure {
	if f := failures[code]; f != nil {
		return f
	}
	message, known := failureMessages[code]
	if !known {
		panic(fmt.Sprintf("demo: no message for error code %q", code))
	}
	f := &failure{code, compile(message)}
	failures[code] = f
	return f
}

// errorsPerMille is the share of calls that fail outside the story's chapters.
const errorsPerMille = 50
