package schema

// S3Access is the table of S3 server access logs. Its columns are those of
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html; `-` is NULL, and
// request_uri, referrer and useragent have their quotes, as that statement gives them.
var S3Access = logTable("s3access",
	Stored{ID: 1, Name: "bucketowner", Kind: Varchar},
	Stored{ID: 2, Name: "bucket_name", Kind: Varchar},
	Stored{ID: 3, Name: "requestdatetime", Kind: Varchar},
	Stored{ID: 4, Name: "remoteip", Kind: Varchar, Search: true},
	Stored{ID: 5, Name: "requester", Kind: Varchar, Search: true},
	Stored{ID: 6, Name: "requestid", Kind: Varchar, Search: true, Distinct: true},
	Stored{ID: 7, Name: "operation", Kind: Varchar},
	Stored{ID: 8, Name: "key", Kind: Varchar, Search: true},
	Stored{ID: 9, Name: "request_uri", Kind: Varchar},
	Stored{ID: 10, Name: "httpstatus", Kind: Varchar},
	Stored{ID: 11, Name: "errorcode", Kind: Varchar},
	Stored{ID: 12, Name: "bytessent", Kind: Bigint},
	Stored{ID: 13, Name: "objectsize", Kind: Bigint},
	Stored{ID: 14, Name: "totaltime", Kind: Varchar},
	Stored{ID: 15, Name: "turnaroundtime", Kind: Varchar},
	Stored{ID: 16, Name: "referrer", Kind: Varchar},
	Stored{ID: 17, Name: "useragent", Kind: Varchar},
	Stored{ID: 18, Name: "versionid", Kind: Varchar},
	Stored{ID: 19, Name: "hostid", Kind: Varchar, Distinct: true},
	Stored{ID: 20, Name: "sigv", Kind: Varchar},
	Stored{ID: 21, Name: "ciphersuite", Kind: Varchar},
	Stored{ID: 22, Name: "authtype", Kind: Varchar},
	Stored{ID: 23, Name: "endpoint", Kind: Varchar},
	Stored{ID: 24, Name: "tlsversion", Kind: Varchar},
	Stored{ID: 25, Name: "accesspointarn", Kind: Varchar},
	Stored{ID: 26, Name: "aclrequired", Kind: Varchar},
	Stored{ID: 27, Name: "timestamp", Kind: Varchar, Doc: "the day of requestdatetime, UTC, as in 2024/05/06"},
)
