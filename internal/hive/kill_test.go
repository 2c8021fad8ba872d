package hive_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestConvertElsewhere is what other processes run, which are this test's program.
func TestConvertElsewhere(t *testing.T) {
	dir := os.Getenv("TARN_TEST_CONVERT")
	if dir == "" {
		t.Skip("it is run by the tests of several processes")
	}
	l := openLab(t, dir)
	l.want("SELECT count(*), sum(n) FROM t", os.Getenv("TARN_TEST_WANT"))
	fmt.Printf("converted %d\n", l.last.Stats.Converted)
}

func elsewhere(t *testing.T, dir, want string) *exec.Cmd {
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=TestConvertElsewhere$", "-test.v")
	c.Env = append(os.Environ(), "TARN_TEST_CONVERT="+dir, "TARN_TEST_WANT="+want)
	return c
}

func many(l *lab, files, rows int) (want string) {
	sum := 0
	for i := range files {
		var text strings.Builder
		for j := range rows {
			fmt.Fprintf(&text, `{"n":%d,"text":"%x"}`+"\n", i*rows+j, i*j)
			sum += i*rows + j
		}
		l.put(fmt.Sprintf("s3://logs/t/%04d.json.gz", i), zipped(text.String()))
	}
	l.table("t", "s3://logs/t/", openX, "n int; text string", "")
	return fmt.Sprintf("%d|%d", files*rows, sum)
}

func TestSeveralProcessesConvertAFileOnce(t *testing.T) {
	l := newLab(t)
	want := many(l, 300, 200)
	var group sync.WaitGroup
	var mu sync.Mutex
	converted := 0
	for range 2 {
		group.Go(func() {
			out, err := elsewhere(t, l.dir, want).CombinedOutput()
			_, text, _ := strings.Cut(string(out), "converted ")
			n := -1
			fmt.Sscan(text, &n)
			if err != nil || n < 0 {
				t.Errorf("%v: %s", err, out)
			}
			mu.Lock()
			converted += n
			mu.Unlock()
		})
	}
	group.Wait()
	if converted != 300 {
		t.Errorf("%d files were converted", converted)
	}
	l.want("SELECT count(*), sum(n) FROM t", want)
	l.converted("300 of 300 files, 0 converted, partitions 0 of 0")
}

func TestAConversionThatIsKilledLeavesNothingWrong(t *testing.T) {
	l := newLab(t)
	want := many(l, 400, 300)
	for i := range 5 {
		c := elsewhere(t, l.dir, want)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(200+80*i) * time.Millisecond)
		c.Process.Kill()
		c.Wait()
	}
	l.want("SELECT count(*), sum(n) FROM t", want)
	for _, pattern := range []string{"*.claim", "*.part"} {
		if left, _ := filepath.Glob(filepath.Join(l.dir, "converted", "*", pattern)); len(left) > 0 {
			t.Error(left)
		}
	}
	manifests, _ := filepath.Glob(filepath.Join(l.dir, "converted", "*", "*.json"))
	packs, _ := filepath.Glob(filepath.Join(l.dir, "converted", "*", "*.parquet"))
	if len(manifests) != len(packs) {
		t.Errorf("%d packs have %d manifests", len(packs), len(manifests))
	}
}
