package demo

const (
	bucketResource = `[{"accountId":"<account>","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::<bucket>"}]`
	objectResource = `[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::<bucket>/<object>"},{"accountId":"<account>","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::<bucket>"}]`
	tableResource  = `[{"accountId":"<account>","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:<region>:<account>:table/<table>"}]`
	kmsResource    = `[{"accountId":"<account>","type":"AWS::KMS::Key","ARN":"arn:aws:kms:<region>:<account>:key/<kmskey>"}]`
)

// S3, DynamoDB, KMS and Secrets Manager.
var storageCalls = []call{
	{source: "s3", name: "GetObject", kind: readCall | dataCall | s3Call, weights: weights{workload: 200, cli: 15, console: 3, terraform: 6},
		request: `{"bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com","key":"<object>"}`, resources: objectResource, fails: "AccessDenied NoSuchKey"},
	{source: "s3", name: "PutObject", kind: dataCall | s3Call, weights: weights{workload: 120, cli: 5, terraform: 3, awsService: 30},
		request: `{"bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com","key":"<object>","x-amz-server-side-encryption":"aws:kms","x-amz-acl":"bucket-owner-full-control"}`, response: `{"x-amz-server-side-encryption":"aws:kms","x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:<region>:<account>:key/<kmskey>","x-amz-expiration":"expiry-date=\"Fri, 01 Jan 2027 00:00:00 GMT\", rule-id=\"expire\""}`, resources: objectResource, fails: "AccessDenied ServiceUnavailable"},
	{source: "s3", name: "DeleteObject", kind: dataCall | s3Call, weights: weights{workload: 18, cli: 2},
		request: `{"bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com","key":"<object>"}`, resources: objectResource, fails: "AccessDenied"},
	{source: "s3", name: "HeadObject", kind: readCall | dataCall | s3Call, weights: weights{workload: 60, cli: 6},
		request: `{"bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com","key":"<object>"}`, resources: objectResource, fails: "NoSuchKey AccessDenied"},
	{source: "s3", name: "ListObjects", kind: readCall | dataCall | s3Call, weights: weights{workload: 25, cli: 16, console: 6},
		request: `{"list-type":"2","bucketName":"<bucket>","encoding-type":"url","prefix":"raw/orders/","delimiter":"/","Host":"<bucket>.s3.<region>.amazonaws.com"}`, resources: `[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::<bucket>/raw/orders/"},{"accountId":"<account>","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::<bucket>"}]`, fails: "AccessDenied"},
	{source: "s3", name: "ListBuckets", kind: readCall | s3Call | global, weights: weights{console: 14, cli: 8, scanner: 6},
		request: `{"Host":"s3.amazonaws.com"}`, fails: "AccessDenied"},
	{source: "s3", name: "GetBucketAcl", kind: readCall | s3Call, weights: weights{console: 8, terraform: 10, scanner: 20, awsService: 22},
		request: `{"bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com","acl":""}`, resources: bucketResource, fails: "AccessDenied"},
	{source: "s3", name: "GetBucketPolicy", kind: readCall | s3Call, weights: weights{console: 6, terraform: 12, scanner: 20},
		request: `{"bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com","policy":""}`, resources: bucketResource, fails: "NoSuchBucketPolicy AccessDenied"},
	{source: "s3", name: "GetBucketPublicAccessBlock", kind: readCall | s3Call, weights: weights{console: 6, terraform: 8, scanner: 16},
		request: `{"publicAccessBlock":"","bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com"}`, resources: bucketResource, fails: "NoSuchPublicAccessBlockConfiguration AccessDenied"},
	{source: "s3", name: "GetBucketLifecycle", kind: readCall | s3Call, weights: weights{console: 3, terraform: 8, scanner: 8},
		request: `{"lifecycle":"","bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com"}`, resources: bucketResource, fails: "NoSuchLifecycleConfiguration"},
	{source: "s3", name: "PutBucketPolicy", kind: s3Call, weights: weights{terraform: 2, console: 1},
		request: `{"bucketPolicy":{"Version":"2012-10-17","Statement":[{"Sid":"TLSOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::<bucket>","arn:aws:s3:::<bucket>/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]},"bucketName":"<bucket>","Host":"<bucket>.s3.<region>.amazonaws.com","policy":""}`, resources: bucketResource, fails: "AccessDenied"},
	{source: "dynamodb", name: "GetItem", kind: readCall | dataCall | dynamoCall, weights: weights{workload: 90},
		request: `{"tableName":"<table>","key":{"pk":"<small>"},"consistentRead":false}`, resources: tableResource, fails: "ThrottlingException ResourceNotFoundException"},
	{source: "dynamodb", name: "PutItem", kind: dataCall | dynamoCall, weights: weights{workload: 60},
		request: `{"tableName":"<table>","items":["pk","sk","ttl"],"conditionExpression":"attribute_not_exists(pk) AND ttl \u003c :now"}`, resources: tableResource, fails: "ConditionalCheckFailedException ThrottlingException"},
	{source: "dynamodb", name: "UpdateItem", kind: dataCall | dynamoCall, weights: weights{workload: 45},
		request: `{"tableName":"<table>","key":{"pk":"<small>"},"updateExpression":"SET #n = #n + :one","returnValues":"NONE"}`, resources: tableResource, fails: "ConditionalCheckFailedException ThrottlingException"},
	{source: "dynamodb", name: "DescribeTable", kind: readCall, weights: weights{console: 12, terraform: 12, workload: 10, scanner: 8},
		request: `{"tableName":"<table>"}`, resources: tableResource, fails: "ResourceNotFoundException AccessDeniedException"},
	{source: "kms", name: "Decrypt", kind: readCall, weights: weights{workload: 110, awsService: 30, terraform: 10, console: 4},
		request: `{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::<bucket>/<object>"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}`, resources: kmsResource, fails: "AccessDenied ThrottlingException"},
	{source: "kms", name: "GenerateDataKey", kind: readCall, weights: weights{workload: 50, awsService: 40},
		request: `{"keySpec":"AES_256","encryptionContext":{"aws:cloudtrail:arn":"arn:aws:cloudtrail:ap-northeast-2:111122223333:trail/miru-organization-trail","aws:s3:arn":"arn:aws:s3:::<bucket>/<object>"},"keyId":"arn:aws:kms:<region>:<account>:key/<kmskey>"}`, resources: kmsResource, fails: "AccessDenied ThrottlingException"},
	{source: "kms", name: "DescribeKey", kind: readCall, weights: weights{console: 6, terraform: 12, scanner: 12},
		request: `{"keyId":"<kmskey>"}`, resources: kmsResource, fails: "AccessDenied"},
	{source: "kms", name: "RotateKey", kind: serviceCall, weights: weights{awsService: 2}, resources: kmsResource},
	{source: "secretsmanager", name: "GetSecretValue", kind: readCall, weights: weights{workload: 22, cli: 3, console: 1},
		request: `{"secretId":"arn:aws:secretsmanager:<region>:<account>:secret:<secret>"}`, fails: "AccessDenied ResourceNotFoundException"},
	{source: "secretsmanager", name: "DescribeSecret", kind: readCall, weights: weights{console: 5, terraform: 10, scanner: 5},
		request: `{"secretId":"<secret>"}`, fails: "ResourceNotFoundException AccessDenied"},
}
