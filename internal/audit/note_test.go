package audit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestANote is in the record whether its command ends well, fails, or is killed.
func TestANote(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "audit")
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, c := range []struct{ id, code string }{{"well", ""}, {"failed", "ExitCode1"}} {
		n, err := Begin(dir, event(c.id), now)
		if err != nil {
			t.Fatal(err)
		}
		if files, _ := Segments(dir); len(files) != 0 && strings.Contains(strings.Join(files, " "), n.file.Name()) {
			t.Errorf("%s: it is taken while its command runs", c.id)
		}
		e := event(c.id)
		e.ErrorCode = c.code
		if err := n.End(e); err != nil {
			t.Error(err)
		}
	}
	killed, err := Begin(dir, event("killed"), now)
	if err != nil {
		t.Fatal(err)
	}
	if Written(dir) {
		t.Error("a command's note is taken for a server's journal")
	}
	killed.file.Close() // as the end of its process does
	if got := ids(t, dir); got["well"] != 1 || got["failed"] != 1 || got["killed"] != 1 || len(got) != 3 {
		t.Errorf("%v", got)
	}
	files, _ := Segments(dir)
	all := ""
	for _, name := range files {
		text, _ := os.ReadFile(name)
		all += string(text)
	}
	if strings.Count(all, `"errorCode":"ExitCode1"`) != 1 {
		t.Errorf("what came of it: %s", all)
	}
	if n, oldest := Waiting(dir); n != 3 || !oldest.Equal(now) {
		t.Errorf("%d wait since %v", n, oldest)
	}
	// One that another process took meanwhile is whole there.
	n, err := Begin(dir, event("taken"), now)
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(n.file.Name())
	if err := n.End(event("taken")); err != nil {
		t.Error(err)
	}
}

// TestAsking is how a command has the server bring its journal into the lake.
func TestAsking(t *testing.T) {
	dir := t.TempDir()
	j, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	j.Append(t.Context(), event("one"), true)
	if !Written(dir) {
		t.Error("a journal that is being written is not seen")
	}
	if Ask(t.Context(), dir, 50*time.Millisecond) {
		t.Error("nobody did it")
	}
	go func() {
		for {
			if granted, any := Asked(dir); any {
				j.Rotate()
				granted()
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	if !Ask(t.Context(), dir, 10*time.Second) {
		t.Error("it was done, and is not told")
	}
	j.Close()
	if Written(dir) {
		t.Error("a journal that was ended is seen")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, wish+"*")); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
