// Package blobtest starts a real S3 server for tests, and a proxy that makes it fail.
package blobtest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"golang.org/x/sys/unix"

	"tarn/internal/blob"
)

// Version of versitygw, the S3 server, https://github.com/versity/versitygw.
const Version = "v1.8.0"

// Server is a running S3 server.
type Server struct {
	// Endpoint is its URL, Dir the folder that it serves: a bucket is a folder in it.
	Endpoint, Dir        string
	AccessKey, SecretKey string
}

// StartS3 starts a server that ends with the test. The test is skipped where the server cannot be had: it is built once with
// `go install` into the user's cache folder.
func StartS3(t testing.TB) *Server {
	t.Helper()
	program, err := install()
	if err != nil {
		t.Skipf("no S3 server for this test: %v", err)
	}
	s := &Server{Dir: t.TempDir(), AccessKey: "TARNTEST", SecretKey: "tarn-test-secret"}
	for attempt := range 5 {
		if err = s.start(t, program); err == nil {
			return s
		}
		t.Logf("attempt %d: %v", attempt, err)
	}
	t.Fatalf("the S3 server does not start: %v", err)
	return nil
}

func (s *Server) start(t testing.TB, program string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := l.Addr().String()
	l.Close()
	var output bytes.Buffer
	cmd := exec.Command(program, "--quiet", "--port", address, "posix", "--versioning-dir", t.TempDir(), s.Dir)
	cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+s.AccessKey, "ROOT_SECRET_KEY="+s.SecretKey)
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	stop := func() {
		cmd.Process.Kill()
		<-ended
	}
	for range 200 {
		if c, err := net.DialTimeout("tcp", address, time.Second); err == nil {
			c.Close()
			t.Cleanup(stop)
			s.Endpoint = "http://" + address
			return nil
		}
		select {
		case err := <-ended:
			return fmt.Errorf("%w: %s", err, output.Bytes())
		case <-time.After(50 * time.Millisecond):
		}
	}
	stop()
	return fmt.Errorf("no answer at %s: %s", address, output.Bytes())
}

// install gives the path of the server's program, and builds it where it is missing.
func install() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "tarn-tools", "versitygw-"+Version)
	program := filepath.Join(dir, "versitygw")
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	lock, err := os.Create(filepath.Join(dir, "lock"))
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX); err != nil {
		return "", err
	}
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	defer cancel()
	build := exec.CommandContext(ctx, "go", "install", "github.com/versity/versitygw/cmd/versitygw@"+Version)
	build.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=", "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go install versitygw@%s: %w: %s", Version, err, lastLine(output))
	}
	return program, nil
}

func lastLine(b []byte) []byte {
	b = bytes.TrimSpace(b)
	return b[bytes.LastIndexByte(b, '\n')+1:]
}

// Setenv gives the server's credentials to the test's default chain, and keeps the user's own away.
func (s *Server) Setenv(t testing.TB) {
	Setenv(t, s.AccessKey, s.SecretKey)
}

// Setenv makes these the only AWS credentials of the test.
func Setenv(t testing.TB, accessKey, secretKey string) {
	for _, name := range []string{"AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_REGION",
		"AWS_DEFAULT_REGION", "AWS_ROLE_ARN", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "credentials"))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_ACCESS_KEY_ID", accessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secretKey)
}

// Options reach the server, or a proxy before it, with short waits.
func Options(endpoint string) blob.S3Options {
	return blob.S3Options{EndpointURL: endpoint, Region: "us-east-1", MaxBackoff: 5 * time.Millisecond, Timeout: 5 * time.Second}
}

// Client writes to the server: Tarn itself never does.
func (s *Server) Client() *s3.Client {
	return s3.New(s3.Options{BaseEndpoint: aws.String(s.Endpoint), UsePathStyle: true, Region: "us-east-1",
		Credentials: credentials.NewStaticCredentialsProvider(s.AccessKey, s.SecretKey, "")})
}

// KeepVersions makes a bucket that keeps versions.
func (s *Server) KeepVersions(t testing.TB, bucket string) {
	t.Helper()
	c := s.Client()
	if _, err := c.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &bucket}); err != nil {
		t.Fatal(err)
	}
	on := &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}
	if _, err := c.PutBucketVersioning(t.Context(), &s3.PutBucketVersioningInput{Bucket: &bucket, VersioningConfiguration: on}); err != nil {
		t.Fatal(err)
	}
}

// Put writes an object, and its bucket where that is missing. The metadata may be nil.
func (s *Server) Put(t testing.TB, bucket, key string, content []byte, metadata map[string]string) {
	t.Helper()
	c := s.Client()
	if _, err := os.Stat(filepath.Join(s.Dir, bucket)); err != nil {
		if _, err := c.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &bucket}); err != nil {
			t.Fatal(err)
		}
	}
	in := &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: bytes.NewReader(content), Metadata: metadata}
	if _, err := c.PutObject(t.Context(), in); err != nil {
		t.Fatal(err)
	}
}
