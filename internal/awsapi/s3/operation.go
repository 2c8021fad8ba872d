package s3

import (
	"context"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/objects"
)

// operation is one of S3's.
type operation struct {
	access   auth.Access
	readOnly bool
	// allowed checks the place that is named, do answers.
	allowed func(*Face, *request) error
	do      func(*Face, context.Context, *request) (*answer, error)
}

// operations are those that are answered.
var operations map[string]operation

func init() {
	operations = map[string]operation{
		"ListBuckets":       {auth.List, true, anyPlace, (*Face).listBuckets},
		"CreateBucket":      {auth.Write, false, writePlace, (*Face).createBucket},
		"HeadBucket":        {auth.List, true, seenBucket, (*Face).headBucket},
		"DeleteBucket":      {auth.Write, false, writePlace, (*Face).deleteBucket},
		"GetBucketLocation": {auth.List, true, seenBucket, (*Face).bucketLocation},
		// A bucket that keeps no versions says so.
		"GetBucketVersioning": {auth.List, true, seenBucket, (*Face).bucketVersioning},
		"ListObjects":         {auth.List, true, listedPlace, (*Face).listObjects},
		"ListObjectsV2":       {auth.List, true, listedPlace, (*Face).listObjectsV2},

		"GetObject":     {auth.Query, true, readPlace, (*Face).getObject},
		"HeadObject":    {auth.Query, true, readPlace, (*Face).headObject},
		"PutObject":     {auth.Write, false, writePlace, (*Face).putObject},
		"CopyObject":    {auth.Write, false, writePlace, (*Face).copyObject},
		"DeleteObject":  {auth.Write, false, writePlace, (*Face).deleteObject},
		"DeleteObjects": {auth.Write, false, seenBucket, (*Face).deleteObjects}, // each key by itself

		"CreateMultipartUpload":   {auth.Write, false, writePlace, (*Face).createUpload},
		"UploadPart":              {auth.Write, false, writePlace, (*Face).uploadPart},
		"UploadPartCopy":          {auth.Write, false, writePlace, (*Face).uploadPartCopy},
		"CompleteMultipartUpload": {auth.Write, false, writePlace, (*Face).completeUpload},
		"AbortMultipartUpload":    {auth.Write, false, writePlace, (*Face).abortUpload},
		"ListParts":               {auth.List, true, readPlace, (*Face).listParts},
		"ListMultipartUploads":    {auth.List, true, listedPlace, (*Face).listUploads},
	}
}

func anyPlace(*Face, *request) error { return nil }

func readPlace(f *Face, q *request) error {
	return place(q, f.Buckets.Allowed(q.call.Key, objects.Read, q.uri()))
}

func writePlace(f *Face, q *request) error {
	if q.key == "" && objects.CheckName(q.bucket) != nil {
		return fail("InvalidBucketName", "The specified bucket is not valid.")
	}
	return place(q, f.Buckets.Allowed(q.call.Key, objects.Write, q.uri()))
}

func listedPlace(f *Face, q *request) error {
	return place(q, f.Buckets.AllowedUnder(q.call.Key, objects.Read, q.bucket, q.query.Get("prefix")))
}

func seenBucket(f *Face, q *request) error {
	if !f.Buckets.Sees(q.call.Key, q.bucket) {
		return denied(q)
	}
	return nil
}

// place is the error of a place that the role may not name. A name that no bucket can have is no secret.
func place(q *request, err error) error {
	switch {
	case err == nil:
		return nil
	case objects.CheckName(q.bucket) != nil:
		return fail("NoSuchBucket", "The specified bucket does not exist")
	}
	return fail("AccessDenied", "User: %s is not authorized to perform: s3:%s on resource: %q because %v", q.call.Principal(), q.call.Operation, q.arn(), err)
}

// subresources are what query strings of requests name that are other operations, of which Tarn has none but those above.
var subresources = []string{"abac", "accelerate", "acl", "analytics", "annotation", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory", "legal-hold",
	"lifecycle", "location", "logging", "metadataConfiguration", "metadataInventoryTable", "metadataJournalTable", "metadataTable", "metrics", "notification",
	"object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject", "replication", "requestPayment", "restore", "retention", "select",
	"session", "tagging", "torrent", "uploadId", "uploads", "versioning", "versions", "website"}

// find gives the operation that a request asks for.
func find(q *request) (string, operation, error) {
	name := q.operation()
	op, ok := operations[name]
	if !ok {
		return name, op, fail("NotImplemented", "%s is not in Tarn", name)
	}
	return name, op, nil
}

// operation names the operation by method, place and query string: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html.
func (q *request) operation() string {
	sub := ""
	for _, s := range subresources {
		if q.has(s) {
			sub = s
			break
		}
	}
	level := "object"
	switch {
	case q.bucket == "":
		level = "service"
	case q.key == "":
		level = "bucket"
	}
	at := strings.TrimSpace(q.r.Method + " " + level + " " + sub)
	switch {
	case at == "GET bucket" && q.query.Get("list-type") == "2":
		return "ListObjectsV2"
	case at == "PUT object" && q.r.Header.Get("X-Amz-Copy-Source") != "":
		return "CopyObject"
	case at == "PUT object uploadId" && q.r.Header.Get("X-Amz-Copy-Source") != "":
		return "UploadPartCopy"
	}
	if name, ok := names[at]; ok {
		return name
	}
	return at
}

var names = map[string]string{
	"GET service": "ListBuckets",
	"PUT bucket":  "CreateBucket", "HEAD bucket": "HeadBucket", "DELETE bucket": "DeleteBucket", "GET bucket": "ListObjects",
	"GET bucket location": "GetBucketLocation", "GET bucket versioning": "GetBucketVersioning", "GET bucket uploads": "ListMultipartUploads",
	"POST bucket delete": "DeleteObjects",
	"GET object":         "GetObject", "HEAD object": "HeadObject", "PUT object": "PutObject", "DELETE object": "DeleteObject",
	"POST object uploads": "CreateMultipartUpload", "PUT object uploadId": "UploadPart", "POST object uploadId": "CompleteMultipartUpload",
	"DELETE object uploadId": "AbortMultipartUpload", "GET object uploadId": "ListParts",
	// Those that clients ask for and Tarn does not have, so that the answer names them.
	"GET bucket acl": "GetBucketAcl", "PUT bucket acl": "PutBucketAcl", "GET object acl": "GetObjectAcl", "PUT object acl": "PutObjectAcl",
	"GET object tagging": "GetObjectTagging", "PUT object tagging": "PutObjectTagging", "DELETE object tagging": "DeleteObjectTagging",
	"GET object attributes": "GetObjectAttributes", "GET bucket versions": "ListObjectVersions", "PUT bucket versioning": "PutBucketVersioning",
	"GET bucket policy": "GetBucketPolicy", "PUT bucket policy": "PutBucketPolicy", "GET bucket lifecycle": "GetBucketLifecycleConfiguration",
	"PUT bucket lifecycle": "PutBucketLifecycleConfiguration", "GET bucket encryption": "GetBucketEncryption", "PUT bucket encryption": "PutBucketEncryption",
	"GET bucket tagging": "GetBucketTagging", "PUT bucket tagging": "PutBucketTagging", "POST object select": "SelectObjectContent", "POST object restore": "RestoreObject",
	"GET bucket session": "CreateSession",
}

// Operations names those that are answered, for the table of coverage.
func Operations() []string {
	var out []string
	for name := range operations {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
