package demo

// Network activity events, which the owner of a VPC endpoint receives. They have
// neither a request nor a response.
//
// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
var networkCalls = []call{
	{source: "s3", name: "GetObject", kind: networkCall, weights: weights{workload: 14}, fails: "VpceAccessDenied"},
	{source: "kms", name: "Decrypt", kind: networkCall, weights: weights{workload: 10}, fails: "VpceAccessDenied"},
	{source: "secretsmanager", name: "GetSecretValue", kind: networkCall, weights: weights{workload: 4}, fails: "VpceAccessDenied"},
	{source: "ec2", name: "DescribeInstances", kind: networkCall, weights: weights{workload: 3}, fails: "VpceAccessDenied"},
}
