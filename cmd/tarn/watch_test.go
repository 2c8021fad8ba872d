package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWatch follows a folder in a process of its own, until it is told to end.
func TestWatch(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	put := func(id string) {
		if err := os.WriteFile(filepath.Join(logs, id+".json"), []byte(event(id, "2024-05-07T00:00:00Z")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("first")
	cmd := exec.Command("tarn", "--data", dir, "import", logs, "--watch", "--every", "100ms")
	var talk strings.Builder
	cmd.Stderr = &talk
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	for i, id := range []string{"first", "second", "third"} {
		put(id)
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			code, out, _ := tarn(t.Context(), dir, "", "query", "-o", "csv", "SELECT count(*) FROM cloudtrail")
			if code == exitOK && strings.HasSuffix(out, "\n"+string(rune('1'+i))+"\n") {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s does not come in: %d %s %s", id, code, out, talk.String())
			}
		}
	}
	cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ends with %v: %s", err, talk.String())
	}
}

// TestQueryChildIsInterrupted sends a process that runs a statement what Ctrl-C sends.
func TestQueryChildIsInterrupted(t *testing.T) {
	cmd := exec.Command("tarn", "--data", filepath.Join(t.TempDir(), "lake"), "query",
		"SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(i), UNNEST(sequence(1, 10000)) b(j), UNNEST(sequence(1, 1000)) c(k) WHERE i + j * k = 7")
	var talk strings.Builder
	cmd.Stderr = &talk
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	cmd.Process.Signal(os.Interrupt)
	began := time.Now()
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || talk.String() != "tarn: interrupted\n" {
		t.Errorf("it ends with %d: %s", code, talk.String())
	}
	if d := time.Since(began); d > 5*time.Second {
		t.Errorf("it took %v", d)
	}
}
