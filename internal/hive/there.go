package hive

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"tarn/internal/objects"
)

// There fails where nothing can lie at a place: it is no address, or its bucket is not there.
func (h *Tables) There(ctx context.Context, location string) error {
	if err := CheckPlace(location); err != nil {
		return err
	}
	if path, ok := localPath(location); ok {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			return fmt.Errorf("there is no folder %s", path)
		}
		return nil
	}
	bucket, _, err := place(location)
	if err != nil {
		return err
	}
	if _, err := h.Buckets.Open(ctx, bucket); errors.Is(err, objects.ErrNoBucket) {
		return fmt.Errorf("The specified bucket does not exist: %s is none of Tarn's own, and 'buckets' in tarn.yaml names no S3 bucket of that name", bucket)
	} else if err != nil {
		return err
	}
	return nil
}

// CheckPlace fails for a text that is no address under which files can lie, and says why.
func CheckPlace(location string) error {
	if path, ok := localPath(location); ok {
		if !filepath.IsAbs(path) || relative(path) {
			return fmt.Errorf("'%s' is no place: a folder of this machine is file:///path/, without . and .. between slashes", location)
		}
		return nil
	}
	bucket, key, ok := strings.Cut(strings.TrimPrefix(location, "s3://"), "/")
	switch {
	case !strings.HasPrefix(location, "s3://"):
		return fmt.Errorf("'%s' is no place: give s3://bucket/prefix/", location)
	case objects.CheckName(bucket) != nil:
		return fmt.Errorf("'%s' is no place: %v", location, objects.CheckName(bucket))
	case ok && relative(key):
		return fmt.Errorf("'%s' is no place: a prefix has no . and no .. between slashes", location)
	case !IsPlace(location):
		return fmt.Errorf("'%s' is no place: give s3://bucket/prefix/", location)
	}
	return nil
}

// localPath is the path of a location that is a folder of this machine.
func localPath(location string) (string, bool) {
	text, ok := strings.CutPrefix(location, folderScheme)
	if !ok {
		return "", false
	}
	path, err := url.PathUnescape(text)
	if err != nil {
		return text, true
	}
	return path, true
}

func relative(key string) bool {
	for part := range strings.SplitSeq(key, "/") {
		if part == "." || part == ".." {
			return true
		}
	}
	return false
}
