package warehouse_test

import (
	"fmt"
	"testing"

	"golang.org/x/sys/unix"
)

// The disk is a small tmpfs that is full after more and more of what runs write. Each time they must end with an error or be there as a
// whole, and happen once when there is room.
func TestDiskFullAtAnyWrite(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64m"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	defer unix.Unmount(dir, unix.MNT_DETACH)
	size := func(size string) {
		t.Helper()
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size="+size); err != nil {
			t.Fatal(err)
		}
	}
	h := openIn(t, dir)
	h.days("SELECT 1, 'first'")
	var fs unix.Statfs_t
	failed, steps := 0, 12
	for step := range steps {
		if err := unix.Statfs(dir, &fs); err != nil {
			t.Fatal(err)
		}
		used := int64(fs.Blocks-fs.Bfree) * fs.Bsize
		size(fmt.Sprint(used + int64(step)*8192))
		for _, what := range []string{"add", "over", "make"} {
			if out, err := elsewhere(t, dir, []string{fmt.Sprint(what, step)}).CombinedOutput(); err != nil {
				failed++
				if len(out) == 0 {
					t.Errorf("%s%d failed without a word", what, step)
				}
			}
		}
		size("64m")
		for _, what := range []string{"add", "over", "make"} {
			if err := h.do(fmt.Sprint(what, step)); err != nil {
				t.Fatalf("%s%d, once there is room: %v", what, step, err)
			}
		}
	}
	t.Logf("%d of %d runs found the disk full", failed, 3*steps)
	if failed == 0 {
		t.Error("the disk was never full")
	}
	h.once(steps)
	h.tidied(dir)
	h.once(steps)
}
