package cloudtrail_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ct "github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/cloudtrail"
	"tarn/internal/objects"
	"tarn/internal/signkey"
)

// delivers gives a world buckets, of which results is one, and keys to sign with.
func delivers(fileBytes int64) func(*world) {
	return func(w *world) {
		keys, err := signkey.Open(filepath.Join(w.dir, "signing"), nil)
		if err != nil {
			w.t.Fatal(err)
		}
		buckets := &objects.Buckets{Dir: filepath.Join(w.dir, "objects"), Index: w.state, Places: []objects.Place{{Prefix: "s3://results/team", Roles: []auth.Role{auth.Analyst}}}}
		if err := buckets.Create(w.t.Context(), "results"); err != nil {
			w.t.Fatal(err)
		}
		d := &cloudtrail.Deliveries{Queries: w.queries, Objects: buckets, Keys: keys, Home: awsapi.Home{Account: account, Region: "us-east-1"}, FileBytes: fileBytes}
		w.options.Deliveries = d
		w.deliver()
	}
}

// deliver runs the deliveries until the test ends, or end is called.
func (w *world) deliver() (end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done, d := make(chan error), w.options.Deliveries // which a test may replace
	go func() { done <- d.Run(ctx) }()
	end = func() {
		if ctx.Err() == nil {
			cancel()
			<-done
		}
	}
	w.t.Cleanup(end)
	return end
}

// delivered waits for a delivery's end.
func (w *world) delivered(id *string) types.DeliveryStatus {
	w.t.Helper()
	for range 500 {
		if d := w.finish(id); d.DeliveryStatus != types.DeliveryStatusPending {
			return d.DeliveryStatus
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.t.Fatal("the delivery does not end")
	return ""
}

// fetch copies all objects below a prefix of bucket results into a folder, and gives their contents by the end of their keys.
func (w *world) fetch(dir, prefix string) map[string][]byte {
	w.t.Helper()
	b, err := w.options.Deliveries.Objects.Open(w.t.Context(), "results")
	if err != nil {
		w.t.Fatal(err)
	}
	list, _, err := b.List(w.t.Context(), prefix, "", 100)
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, o := range list {
		r, _, err := b.Get(w.t.Context(), o.Key, 0, -1)
		if err != nil {
			w.t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			w.t.Fatal(err)
		}
		name := strings.TrimPrefix(o.Key, prefix)
		out[name] = content
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	return out
}

func unpack(t *testing.T, packed []byte) string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (w *world) askFor(sql, place string) (*string, error) {
	out, err := w.client().StartQuery(w.t.Context(), &ct.StartQueryInput{QueryStatement: &sql, DeliveryS3Uri: &place})
	if err != nil {
		return nil, err
	}
	return out.QueryId, nil
}

func TestAResultIsDeliveredAndSigned(t *testing.T) {
	w := newWorld(t, signins(), delivers(0))
	id, err := w.askFor("SELECT userIdentity.username, responseElements, errorCode FROM "+w.store.ID+" ORDER BY eventTime DESC LIMIT 2", "s3://results/team/lake/")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.delivered(id); got != types.DeliveryStatusSuccess {
		t.Fatal(got)
	}
	if d := w.finish(id); *d.DeliveryS3Uri != "s3://results/team/lake/" || d.QueryStatus != types.QueryStatusFinished {
		t.Errorf("%+v", d)
	}
	dir := t.TempDir()
	files := w.fetch(dir, fmt.Sprintf("team/lake/AWSLogs/%s/CloudTrail-Lake/Query/%s/%s/", account, time.Now().UTC().Format("2006/01/02"), *id))
	if got, want := unpack(t, files["result_1.csv.gz"]), "username,responseElements,errorCode\nalice,{ConsoleLogin=Failure},\nalice,{ConsoleLogin=Success},\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if err := w.verify(files); err != nil {
		t.Error(err)
	}
	w.verifyByCommand(t, dir, "Successfully validated")

	if err := w.options.Deliveries.Keys.Rotate(); err != nil {
		t.Fatal(err)
	}
	if err := w.verify(files); err != nil {
		t.Errorf("once the key is archived: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "result_1.csv.gz"), []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.verifyByCommand(t, dir, "inconsistent hash value")
}

// verify follows the steps of
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-custom-validation.html.
func (w *world) verify(files map[string][]byte) error {
	var sign struct {
		Files []struct{ FileName, FileHashValue string }

		Version, Region, HashAlgorithm, SignatureAlgorithm, HashSignature, PublicKeyFingerprint string
		QueryCompleteTime                                                                       time.Time
	}
	if err := json.Unmarshal(files["result_sign.json"], &sign); err != nil {
		return err
	}
	if sign.Version != "1.0" || sign.Region != "us-east-1" || sign.HashAlgorithm != "SHA-256" || sign.SignatureAlgorithm != "SHA256withRSA" || len(sign.Files) != len(files)-1 {
		return fmt.Errorf("the sign file: %+v", sign)
	}
	var hashes []string
	for _, f := range sign.Files {
		sum := sha256.Sum256(files[f.FileName])
		if hex.EncodeToString(sum[:]) != f.FileHashValue {
			return fmt.Errorf("%s has another hash", f.FileName)
		}
		hashes = append(hashes, f.FileHashValue)
	}
	keys, err := w.client().ListPublicKeys(w.t.Context(), &ct.ListPublicKeysInput{StartTime: aws.Time(sign.QueryCompleteTime.Add(-time.Minute)), EndTime: aws.Time(sign.QueryCompleteTime.Add(time.Minute))})
	if err != nil {
		return err
	}
	for _, k := range keys.PublicKeyList {
		if *k.Fingerprint != sign.PublicKeyFingerprint {
			continue
		}
		if k.ValidityStartTime.After(sign.QueryCompleteTime) || k.ValidityEndTime.Before(sign.QueryCompleteTime) {
			return fmt.Errorf("the key was valid from %v to %v", k.ValidityStartTime, k.ValidityEndTime)
		}
		public, err := x509.ParsePKCS1PublicKey(k.Value)
		if err != nil {
			return err
		}
		signature, err := hex.DecodeString(sign.HashSignature)
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(strings.Join(hashes, " ")))
		return rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], signature)
	}
	return fmt.Errorf("no key has the fingerprint %s", sign.PublicKeyFingerprint)
}

// verifyByCommand runs aws cloudtrail verify-query-results, which version 2 of the AWS CLI has: the one that AWS_CLI names, or
// else aws.
func (w *world) verifyByCommand(t *testing.T, dir, want string) {
	t.Helper()
	command := os.Getenv("AWS_CLI")
	if command == "" {
		command = "aws"
	}
	if version, err := exec.Command(command, "--version").Output(); err != nil || !strings.HasPrefix(string(version), "aws-cli/2") {
		t.Logf("not verified with the AWS CLI: %s is not its version 2; AWS_CLI may name it", command)
		return
	}
	cmd := exec.Command(command, "cloudtrail", "verify-query-results", "--local-export-path", dir, "--endpoint-url", w.server.URL, "--region", "us-east-1")
	cmd.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=TARN", "AWS_SECRET_ACCESS_KEY=secret")
	out, err := cmd.CombinedOutput()
	if !strings.Contains(string(out), want) {
		t.Errorf("%s %v, want %s", out, err, want)
	}
}

func TestALongResultHasSeveralFiles(t *testing.T) {
	w := newWorld(t, signins(), delivers(20_000))
	id, err := w.askFor("SELECT a.eventID, b.eventID AS other, c.eventName FROM "+w.store.ID+" a, "+w.store.ID+" b, (SELECT * FROM "+w.store.ID+" LIMIT 5) c", "s3://results")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.delivered(id); got != types.DeliveryStatusSuccess {
		t.Fatal(got)
	}
	files := w.fetch(t.TempDir(), fmt.Sprintf("AWSLogs/%s/CloudTrail-Lake/Query/%s/%s/", account, time.Now().UTC().Format("2006/01/02"), *id))
	rows := 0
	for name, content := range files {
		if text, ok := strings.CutPrefix(name, "result_"); ok && strings.HasSuffix(text, ".csv.gz") {
			lines := strings.Split(strings.TrimSpace(unpack(t, content)), "\n")
			if lines[0] != "eventID,other,eventName" {
				t.Errorf("%s begins with %s", name, lines[0])
			}
			rows += len(lines) - 1
		}
	}
	if rows != 25*25*5 || len(files) < 4 {
		t.Errorf("%d rows in %d files", rows, len(files))
	}
	if err := w.verify(files); err != nil {
		t.Error(err)
	}
}

func TestPlacesThatAreNotDeliveredTo(t *testing.T) {
	w := newWorld(t, signins(), delivers(0))
	for _, c := range []struct {
		role        auth.Role
		place, code string
	}{
		{auth.Admin, "s3://nowhere/x", "S3BucketDoesNotExistException"},
		{auth.Admin, "s3://Results/x", "InvalidParameterException"},
		{auth.Admin, "s3://res..ults/x", "InvalidS3BucketNameException"},
		{auth.Admin, "s3://results/a/../b", "InvalidS3PrefixException"},
		{auth.Admin, "s3://results/" + strings.Repeat("x", 201), "InvalidS3PrefixException"},
		{auth.Admin, "/tmp/x", "InvalidParameterException"},
		{auth.Analyst, "s3://results/other", "InsufficientS3BucketPolicyException"},
		{auth.Analyst, "s3://results/teammates", "InsufficientS3BucketPolicyException"},
		{auth.Auditor, "s3://results/team", "InsufficientS3BucketPolicyException"},
	} {
		w.as(c.role)
		_, err := w.askFor("SELECT 1", c.place)
		refused(t, err, c.code, "")
	}
	w.as(auth.Analyst)
	if _, err := w.askFor("SELECT 1", "s3://results/team/x"); err != nil {
		t.Error(err)
	}
}

func TestDeliveriesThatFail(t *testing.T) {
	w := newWorld(t, signins(), delivers(0))
	ctx := t.Context()
	id, err := w.askFor(w.slow(), "s3://results")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := w.client().DescribeQuery(ctx, &ct.DescribeQueryInput{QueryId: id}); err != nil || d.DeliveryStatus != types.DeliveryStatusPending {
		t.Errorf("%+v %v", d, err)
	}
	if _, err := w.client().CancelQuery(ctx, &ct.CancelQueryInput{QueryId: id}); err != nil {
		t.Fatal(err)
	}
	if got := w.delivered(id); got != types.DeliveryStatusCancelled {
		t.Error(got)
	}
	failing, err := w.askFor("SELECT 1 / (length(eventName) - 12) FROM "+w.store.ID, "s3://results")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.delivered(failing); got != types.DeliveryStatusFailed {
		t.Error(got)
	}
	if err := w.options.Deliveries.Objects.Create(ctx, "gone"); err != nil {
		t.Fatal(err)
	}
	if id, err = w.askFor(w.slow(), "s3://gone"); err != nil {
		t.Fatal(err)
	}
	if err := w.options.Deliveries.Objects.Remove(ctx, "gone"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.client().CancelQuery(ctx, &ct.CancelQueryInput{QueryId: id}); err != nil {
		t.Fatal(err)
	}
	if got := w.delivered(id); got != types.DeliveryStatusCancelled {
		t.Error(got)
	}
}

func TestADeliveryOutlivesTheServer(t *testing.T) {
	var first func()
	w := newWorld(t, signins(), func(w *world) {
		delivers(0)(w)
		// The server that has the deliveries ends before the query is asked.
		w.options.Deliveries = &cloudtrail.Deliveries{Queries: w.queries, Objects: w.options.Deliveries.Objects, Keys: w.options.Deliveries.Keys, Home: w.options.Deliveries.Home}
		first = w.deliver()
	})
	first()
	id, err := w.askFor("SELECT 1 AS one", "s3://results")
	if err != nil {
		t.Fatal(err)
	}
	if d := w.finish(id); d.DeliveryStatus != types.DeliveryStatusPending {
		t.Fatalf("%+v", d)
	}
	w.options.Deliveries = &cloudtrail.Deliveries{Queries: w.queries, Objects: w.options.Deliveries.Objects, Keys: w.options.Deliveries.Keys, Home: w.options.Deliveries.Home}
	w.deliver()
	if got := w.delivered(id); got != types.DeliveryStatusSuccess {
		t.Error(got)
	}
}

func TestRangesOfPublicKeys(t *testing.T) {
	w := newWorld(t, nil, delivers(0))
	ctx := t.Context()
	current, err := w.client().ListPublicKeys(ctx, &ct.ListPublicKeysInput{})
	if err != nil || len(current.PublicKeyList) != 1 {
		t.Fatalf("%v %v", current, err)
	}
	before, err := w.client().ListPublicKeys(ctx, &ct.ListPublicKeysInput{StartTime: aws.Time(time.Now().AddDate(-1, 0, 0)), EndTime: aws.Time(time.Now().AddDate(0, -6, 0))})
	if err != nil || len(before.PublicKeyList) != 0 {
		t.Errorf("%v %v", before, err)
	}
	_, err = w.client().ListPublicKeys(ctx, &ct.ListPublicKeysInput{StartTime: aws.Time(time.Now().Add(time.Hour)), EndTime: aws.Time(time.Now())})
	refused(t, err, "InvalidTimeRangeException", "")
	_, err = w.client().ListPublicKeys(ctx, &ct.ListPublicKeysInput{NextToken: aws.String("more")})
	refused(t, err, "InvalidTokenException", "")
}
