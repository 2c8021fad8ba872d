package blob_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
)

// fake answers every request with f, and gives the endpoint.
func fake(t *testing.T, f http.HandlerFunc) string {
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	blobtest.Setenv(t, "AKIDEXAMPLE", "secret")
	return server.URL
}

func answer(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<?xml version="1.0"?><Error><Code>%s</Code><Message>%s</Message></Error>`, code, message)
}

// TestRefusals has the answers of AWS and the sentences made of them.
func TestRefusals(t *testing.T) {
	const listed = `User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::logs" because no identity-based policy allows the s3:ListBucket action`
	const decrypt = `User: arn:aws:iam::111122223333:user/ana is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:444455556666:key/1234 because no resource-based policy allows the kms:Decrypt action`
	for _, c := range []struct {
		name           string
		status         int
		code, message  string
		kind           error
		action, phrase string
	}{
		{"old message", 403, "AccessDenied", "Access Denied", blob.ErrRefused, "s3:GetObject", "s3:GetObject on arn:aws:s3:::logs/a/b is missing; `tarn source policy` prints what to allow"},
		{"new message", 403, "AccessDenied", listed, blob.ErrRefused, "s3:ListBucket", "s3:ListBucket on arn:aws:s3:::logs is missing"},
		{"KMS", 403, "AccessDenied", decrypt, blob.ErrRefused, "kms:Decrypt", "kms:Decrypt on arn:aws:kms:eu-west-1:444455556666:key/1234 is missing"},
		{"KMS, old message", 403, "AccessDenied", "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.", blob.ErrRefused, "kms:Decrypt", "the KMS key of s3://logs/a/b"},
		{"KMS key disabled", 400, "KMS.DisabledException", "arn:aws:kms:eu-west-1:444455556666:key/1234 is disabled.", blob.ErrRefused, "", "see to its KMS key"},
		{"archived", 403, "InvalidObjectState", "The operation is not valid for the object's storage class", blob.ErrArchived, "", "restore it before it can be read"},
		{"no bucket", 404, "NoSuchBucket", "The specified bucket does not exist", blob.ErrNoBucket, "", "there is no bucket logs"},
		{"no key", 404, "NoSuchKey", "The specified key does not exist.", blob.ErrNotFound, "", "there is no object s3://logs/a/b"},
		{"expired", 400, "ExpiredToken", "The provided token has expired.", blob.ErrCredentials, "", "have expired"},
		{"wrong key", 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", blob.ErrCredentials, "", "InvalidAccessKeyId"},
		{"region not told", 301, "PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint.", blob.ErrRegion, "", "--bucket-region"},
		{"replaced", 412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", blob.ErrChanged, "", "s3://logs/a/b was changed"},
		{"requester pays", 403, "AccessDenied", "Requester Pays bucket requires the x-amz-request-payer header", blob.ErrRefused, "s3:GetObject", "--requester-pays"},
		{"other", 400, "InvalidRequest", "Missing required header", blob.ErrServer, "", "the server answers 400 InvalidRequest Missing required header"},
	} {
		t.Run(c.name, func(t *testing.T) {
			endpoint := fake(t, func(w http.ResponseWriter, r *http.Request) { answer(w, c.status, c.code, c.message) })
			b, _, err := blob.Open(t.Context(), "s3://logs/", blobtest.Options(endpoint))
			if err != nil {
				t.Fatal(err)
			}
			_, err = b.Open(t.Context(), blob.Object{Key: "a/b", ETag: "1"})
			var e *blob.Error
			if !errors.Is(err, c.kind) || !errors.As(err, &e) || e.Action != c.action || !strings.Contains(err.Error(), c.phrase) {
				t.Errorf("%v", err)
			}
			if strings.Contains(err.Error(), "RequestID") || strings.Contains(err.Error(), "\n") {
				t.Errorf("not one clear sentence: %v", err)
			}
			t.Log(err)
		})
	}
}

func TestRefusedListing(t *testing.T) {
	endpoint := fake(t, func(w http.ResponseWriter, r *http.Request) { answer(w, 403, "AccessDenied", "Access Denied") })
	_, _, err := blob.Open(t.Context(), "s3://logs/prefix", blobtest.Options(endpoint))
	if err == nil || err.Error() != "reading s3://logs/prefix/ was refused: s3:ListBucket on arn:aws:s3:::logs is missing; `tarn source policy` prints what to allow" {
		t.Error(err)
	}
	o := blobtest.Options(endpoint)
	o.Anonymous = true
	if _, _, err = blob.Open(t.Context(), "s3://logs/prefix", o); err == nil || !strings.Contains(err.Error(), "it is not public") {
		t.Error(err)
	}
}

// TestVersion pins the version where it is known, and names the action that this needs.
func TestVersion(t *testing.T) {
	endpoint := fake(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("versionId") != "v1" {
			t.Errorf("%s", r.URL)
		}
		answer(w, 403, "AccessDenied", "Access Denied")
	})
	b, _, err := blob.Open(t.Context(), "s3://logs/", blobtest.Options(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	var e *blob.Error
	if _, err = b.Open(t.Context(), blob.Object{Key: "a", Version: "v1"}); !errors.As(err, &e) || e.Action != "s3:GetObjectVersion" {
		t.Error(err)
	}
}

// TestRegion follows the bucket to the region that it tells, when asked first and in the middle.
func TestRegion(t *testing.T) {
	for name, status := range map[string]int{"found": 200, "moved": 301, "forbidden": 403} {
		t.Run(name, func(t *testing.T) {
			var signed atomic.Int32
			endpoint := fake(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("X-Amz-Bucket-Region", "eu-central-1")
				authorisation := r.Header.Get("Authorization")
				switch {
				case r.Method == http.MethodHead:
					if authorisation != "" {
						t.Error("the question for the region is signed")
					}
					w.WriteHeader(status)
				case !strings.Contains(authorisation, "/eu-central-1/s3/"):
					answer(w, 301, "PermanentRedirect", "elsewhere")
				default:
					signed.Add(1)
					fmt.Fprint(w, `<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>`)
				}
			})
			for _, region := range []string{"", "us-east-1"} {
				o := blobtest.Options(endpoint)
				o.Region = region
				b, _, err := blob.Open(t.Context(), "s3://logs", o)
				if err != nil {
					t.Fatal(err)
				}
				lines(t, b, "", blob.ListOptions{})
				lines(t, b, "", blob.ListOptions{})
				if region != "" && b.Requests().List != 3 {
					t.Errorf("%+v", b.Requests())
				}
			}
			if signed.Load() != 4 {
				t.Errorf("%d requests reached the region", signed.Load())
			}
		})
	}
}

// TestRequestHeaders: requester pays on every request, the content as stored although it says that it is gzip.
func TestRequestHeaders(t *testing.T) {
	endpoint := fake(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Request-Payer") != "requester" {
			t.Errorf("%s %s without the requester pays header", r.Method, r.URL)
		}
		if r.URL.Query().Has("list-type") {
			fmt.Fprint(w, `<ListBucketResult><IsTruncated>false</IsTruncated>
<Contents><Key>folder/</Key><Size>0</Size></Contents>
<Contents><Key>a</Key><Size>1</Size><ETag>"e1"</ETag><StorageClass>STANDARD</StorageClass></Contents>
<Contents><Key>b</Key><Size>1</Size><StorageClass>DEEP_ARCHIVE</StorageClass></Contents>
<Contents><Key>c</Key><Size>1</Size><StorageClass>GLACIER</StorageClass><RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2030-01-01T00:00:00.000Z</RestoreExpiryDate></RestoreStatus></Contents>
<Contents><Key>d</Key><Size>1</Size><StorageClass>GLACIER_IR</StorageClass></Contents>
</ListBucketResult>`)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("ETag", `"e1"`)
		fmt.Fprint(w, "not really gzip")
	})
	o := blobtest.Options(endpoint)
	o.RequesterPays = true
	b, _, err := blob.Open(t.Context(), "s3://logs/", o)
	if err != nil {
		t.Fatal(err)
	}
	archived := ""
	for e, err := range b.List(t.Context(), blob.ListOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Archived() {
			archived += e.Key
		}
		if e.Key == "folder/" || e.Key == "a" && (e.ETag != "e1" || e.StorageClass != "") {
			t.Errorf("%+v", e)
		}
	}
	if archived != "b" {
		t.Errorf("archived: %s", archived)
	}
	body, err := b.Open(t.Context(), blob.Object{Key: "a", ETag: "e1"})
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if content, err := io.ReadAll(body); err != nil || string(content) != "not really gzip" {
		t.Errorf("%q %v", content, err)
	}
}

func TestUnreachable(t *testing.T) {
	endpoint := fake(t, nil)
	o := blobtest.Options("http://127.0.0.1:1")
	o.MaxAttempts = 2
	for _, region := range []string{"", "us-east-1"} {
		o.Region = region
		_, _, err := blob.Open(t.Context(), "s3://logs/x", o)
		if !errors.Is(err, blob.ErrUnreachable) || !strings.Contains(err.Error(), "127.0.0.1:1 cannot be reached") {
			t.Error(err)
		}
	}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		t.Setenv(name, "")
	}
	if _, _, err := blob.Open(t.Context(), "s3://logs", blobtest.Options(endpoint)); !errors.Is(err, blob.ErrCredentials) {
		t.Error(err)
	}
	o = blobtest.Options(endpoint)
	o.Profile = "nobody"
	if _, _, err := blob.Open(t.Context(), "s3://logs", o); err == nil || !strings.Contains(err.Error(), "there is no AWS profile nobody") {
		t.Error(err)
	}
}

func TestEndlessListing(t *testing.T) {
	endpoint := fake(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><Contents><Key>a</Key></Contents></ListBucketResult>`)
	})
	b, _, err := blob.Open(t.Context(), "s3://logs/", blobtest.Options(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	done := time.After(10 * time.Second)
	for _, err = range b.List(t.Context(), blob.ListOptions{}) {
		select {
		case <-done:
			t.Fatal("the listing does not end")
		default:
		}
	}
	if !errors.Is(err, blob.ErrServer) {
		t.Error(err)
	}
}

// TestRole assumes a role with the external id, and says what is wrong where it is refused.
func TestRole(t *testing.T) {
	refuse := false
	endpoint := fake(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			if !strings.Contains(r.Header.Get("Authorization"), "Credential=ASIAROLE/") {
				t.Error("not signed by the role")
			}
			fmt.Fprint(w, `<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>`)
			return
		}
		form, _ := io.ReadAll(r.Body)
		if !strings.Contains(string(form), "ExternalId=tarn-42") {
			t.Errorf("%s", form)
		}
		if refuse {
			w.WriteHeader(403)
			fmt.Fprint(w, `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`)
			return
		}
		fmt.Fprintf(w, `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
			time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	})
	t.Setenv("AWS_ENDPOINT_URL_STS", endpoint)
	o := blobtest.Options(endpoint)
	o.RoleARN, o.ExternalID = "arn:aws:iam::111122223333:role/reader", "tarn-42"
	b, _, err := blob.Open(t.Context(), "s3://logs", o)
	if err != nil {
		t.Fatal(err)
	}
	lines(t, b, "", blob.ListOptions{})
	refuse = true
	if _, _, err = blob.Open(t.Context(), "s3://logs", o); !errors.Is(err, blob.ErrRefused) || !strings.Contains(err.Error(), "sts:AssumeRole is refused") {
		t.Error(err)
	}
}
