package s3_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	client "github.com/aws/aws-sdk-go-v2/service/s3"

	"tarn/internal/objects"
)

// Whatever name of the server a client calls, in path style or with the bucket before it, it gets the same object.
func TestABucketBeforeTheServersName(t *testing.T) {
	s := start(t)
	put(t, s.bucket(t), "folder/one.csv", "1,2,3")
	address := strings.TrimPrefix(s.URL, "http://")
	_, port, _ := net.SplitHostPort(address)
	here := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}}}
	for _, tt := range []struct {
		host string
		path bool
	}{
		{"tarn.example.com", true}, {"tarn.example.com", false}, {"s3.tarn.example.com", true}, {"s3.tarn.example.com", false},
		{"s3.us-east-1.tarn.example.com", true}, {"s3.us-east-1.tarn.example.com", false}, {"TARN.Example.com", true},
		{"localhost", true}, {"localhost", false}, {"s3.localhost", true}, {"s3.localhost", false}, {"127.0.0.1", true},
	} {
		c := s.client("admin", func(o *client.Options) {
			o.BaseEndpoint, o.UsePathStyle, o.HTTPClient = aws.String("http://"+tt.host+":"+port), tt.path, here
		})
		out, err := c.GetObject(t.Context(), &client.GetObjectInput{Bucket: aws.String("b-1"), Key: aws.String("folder/one.csv")})
		if err != nil {
			t.Errorf("%s, path style %v: %v", tt.host, tt.path, err)
			continue
		}
		content, err := io.ReadAll(out.Body)
		out.Body.Close()
		if err != nil || string(content) != "1,2,3" {
			t.Errorf("%s, path style %v: %q, %v", tt.host, tt.path, content, err)
		}
	}
}

// What has to do with the record of calls is read by those who may read that, and by the one for whom it was written.
func TestResultsOverTheRecordOfCalls(t *testing.T) {
	s := start(t)
	s.bucket(t)
	b, err := s.buckets.Open(t.Context(), "b-1")
	if err != nil {
		t.Fatal(err)
	}
	for key, writer := range map[string]string{"admins.csv": s.keys["admin"].ID, "own.csv": s.keys["analyst"].ID} {
		if _, err := b.Put(t.Context(), key, strings.NewReader("who did what"), objects.PutOptions{Writer: writer, Audit: true}); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct{ who, key, want string }{
		{"admin", "admins.csv", ""}, {"admin", "own.csv", ""}, {"analyst", "own.csv", ""}, {"analyst", "admins.csv", "AccessDenied"}, {"limited", "own.csv", "AccessDenied"},
	} {
		_, err := s.client(tt.who).GetObject(t.Context(), &client.GetObjectInput{Bucket: aws.String("b-1"), Key: &tt.key})
		if got := code(err); got != tt.want {
			t.Errorf("%s reads %s: %q, want %q", tt.who, tt.key, got, tt.want)
		}
		_, err = s.client(tt.who).CopyObject(t.Context(), &client.CopyObjectInput{Bucket: aws.String("b-1"), Key: aws.String("copy of " + tt.key + " by " + tt.who), CopySource: aws.String("b-1/" + tt.key)})
		if got := code(err); got != tt.want {
			t.Errorf("%s copies %s: %q, want %q", tt.who, tt.key, got, tt.want)
		}
	}
	// A copy is no way around it.
	_, err = s.client("analyst").GetObject(t.Context(), &client.GetObjectInput{Bucket: aws.String("b-1"), Key: aws.String("copy of admins.csv by admin")})
	if got := code(err); got != "AccessDenied" {
		t.Errorf("analyst reads an admin's copy: %q", got)
	}
}
