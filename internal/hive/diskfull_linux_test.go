package hive_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// The disk of the packs is full in the midst of a conversion: the statement says so, nothing of what was begun is read, and the rows are
// there once there is room.
func TestDiskFullWhileConverting(t *testing.T) {
	l := newLab(t)
	dir := l.tables.Packs.Dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	size := func(flags uintptr, size string) error { return unix.Mount("tmpfs", dir, "tmpfs", flags, "size="+size) }
	if err := size(0, "256k"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	defer unix.Unmount(dir, unix.MNT_DETACH)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 8 {
		var lines strings.Builder
		for range 2000 {
			fmt.Fprintf(&lines, "{\"n\":1,\"s\":\"%x%x\"}\n", random.Uint64(), random.Uint64())
		}
		l.put(fmt.Sprintf("s3://logs/t/%d.json", i), lines.String())
	}
	l.table("t", "s3://logs/t/", openX, "n int; s string", "")
	for range 2 {
		if got := l.ask("SELECT sum(n) FROM t"); !strings.HasPrefix(got, "GENERIC_INSUFFICIENT_RESOURCES: the disk of the data directory is full: the files of table d.t cannot be converted") {
			t.Fatal(got)
		}
	}
	if err := size(unix.MS_REMOUNT, "64m"); err != nil {
		t.Fatal(err)
	}
	l.want("SELECT sum(n), count(DISTINCT s) FROM t", "16000|16000")
}
