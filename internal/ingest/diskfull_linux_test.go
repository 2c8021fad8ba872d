package ingest_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"
)

// The disk is a small tmpfs that is full after more and more of what an import and its maintenance write. Each time they must
// end with an error, and go on to the right end once there is room.
func TestDiskFullAtAnyWrite(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64m"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	defer unix.Unmount(dir, unix.MNT_DETACH)
	logs := t.TempDir()
	want := writeLogs(t, logs, 12, 200)
	run := func(store string) ([]byte, error) {
		cmd := exec.CommandContext(t.Context(), "timeout", "60", os.Args[0])
		cmd.Env = append(os.Environ(), killedDir+"="+store, killedLogs+"="+logs)
		return cmd.CombinedOutput()
	}
	steps, failed := 7, 0
	if testing.Short() {
		steps = 3
	}
	for step := range steps {
		store := fmt.Sprintf("%s/store%d", dir, step)
		if err := os.Mkdir(store, 0o700); err != nil {
			t.Fatal(err)
		}
		size := 60 + step*1100/steps // kB
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, fmt.Sprintf("size=%dk", size)); err != nil {
			t.Fatal(err)
		}
		if out, err := run(store); err != nil {
			failed++
			if len(out) == 0 {
				t.Errorf("with %d kB it failed without a word", size)
			}
		}
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size=64m"); err != nil {
			t.Fatal(err)
		}
		if out, err := run(store); err != nil {
			t.Fatalf("with %d kB at first, then enough: %v\n%s", size, err, out)
		}
		checkStore(t, store, want)
		os.RemoveAll(store)
	}
	if failed == 0 {
		t.Errorf("the disk was never full")
	}
}
