package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tarn/internal/demo"
)

// demoLogs are a demonstration organisation's logs, made once and kept.
func (b *bench) demoLogs(ctx context.Context, events, days int) (string, *demo.Truth, error) {
	dir := filepath.Join(b.cache, fmt.Sprintf("logs-%dx%d", events, days))
	if truth, err := demo.ReadTruth(dir); err == nil {
		return dir, truth, nil
	}
	b.say("writing the logs of %d events of %d days", events, days)
	if _, err := discard(ctx, b.tarn, "demo", dir, "--logs", "none", "--events", strconv.Itoa(events), "--days", strconv.Itoa(days)); err != nil {
		return "", nil, err
	}
	truth, err := demo.ReadTruth(dir)
	return dir, truth, err
}

// logFiles are the files with events in them: digest files have none.
func logFiles(dir string) (paths []string, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json.gz") || strings.Contains(path, "/CloudTrail-Digest/") {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		paths = append(paths, path)
		bytes += info.Size()
		return nil
	})
	return paths, bytes, err
}

// folderSize is what the files of a folder hold.
func folderSize(dir string) (bytes int64) {
	filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes
}

// noted reads what an earlier run found beside what it made.
func noted(path string, v any) bool {
	text, err := os.ReadFile(path)
	return err == nil && json.Unmarshal(text, v) == nil
}
