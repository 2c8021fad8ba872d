package hive

import (
	"fmt"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/objects"
)

// escaped are the characters that Hive writes as %XX in the names of partitions' folders:
// https://github.com/apache/hive/blob/master/common/src/java/org/apache/hadoop/hive/common/FileUtils.java.
func escaped(c byte) bool {
	return c < 0x20 || c == 0x7f || strings.IndexByte(`"#%'*/:=?\{[]^`, c) >= 0
}

func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if escaped(s[i]) {
			fmt.Fprintf(&b, "%%%02X", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// PartitionName is a partition's name in Hive, and its folder's: year=2024/month=01.
func PartitionName(keys []catalog.Column, values []string) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = escape(k.Name) + "=" + escape(values[i])
	}
	return strings.Join(parts, "/")
}

// place gives the bucket of a location, and the beginning of the keys that lie in it.
func place(location string) (bucket, prefix string, err error) {
	bucket, prefix, ok := objects.Split(location)
	if !ok {
		return "", "", userError("HIVE_INVALID_METADATA", fmt.Sprintf("the location %q is none that Tarn reads: it has to be s3://bucket/prefix/", location))
	}
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	return bucket, prefix, nil
}

// under is a location with a slash at its end.
func under(location string) string { return strings.TrimSuffix(location, "/") + "/" }

// below is the location of what has a path from a location on. A folder of this machine is named as in an address.
func below(location, path string) string {
	if strings.HasPrefix(location, folderScheme) {
		path = strings.ReplaceAll(path, "%", "%25")
	}
	return under(location) + path
}

// hidden reports whether a file is left out: one whose name, or a folder of it, begins with an underscore or a period.
func hidden(relative string) bool {
	for part := range strings.SplitSeq(relative, "/") {
		if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}

// IsPlace reports whether a text is an address under which files can lie.
func IsPlace(text string) bool {
	_, _, err := place(text)
	return err == nil
}
