package objects

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"
)

// MaxKey is how many bytes a key may have.
const MaxKey = 1024

// Split gives the bucket and the key of s3://bucket/key.
func Split(uri string) (bucket, key string, ok bool) {
	rest, ok := strings.CutPrefix(uri, "s3://")
	bucket, key, _ = strings.Cut(rest, "/")
	return bucket, key, ok && CheckName(bucket) == nil
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// CheckName checks a bucket's name: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. What passes is
// a safe name of a folder.
func CheckName(name string) error {
	_, err := netip.ParseAddr(name)
	if err == nil || !bucketName.MatchString(name) || strings.Contains(name, "..") || strings.HasPrefix(name, "xn--") || strings.HasSuffix(name, "-s3alias") {
		return fmt.Errorf("bucket %q: %w: give 3 to 63 small letters, digits, - and ., a letter or digit first and last", name, ErrName)
	}
	return nil
}

func checkKey(key string) error {
	if key == "" || len(key) > MaxKey {
		return fmt.Errorf("a key of %d bytes: %w: give 1 to %d", len(key), ErrName, MaxKey)
	}
	return nil
}
