package main

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestKilledWrites kills statements that write at random instants: what is seen after is all of a statement's rows or none, and
// a statement that was killed can be given again.
func TestKilledWrites(t *testing.T) {
	if testing.Short() {
		t.Skip("some twenty processes")
	}
	dir := filepath.Join(t.TempDir(), "lake")
	sql := func(text string) (string, string) {
		t.Helper()
		_, out, talk := tarn(t.Context(), dir, "", "query", text, "-o", "csv")
		_, rows, _ := strings.Cut(out, "\n")
		return strings.TrimSpace(rows), talk
	}
	count := func(table string) (int, bool) {
		t.Helper()
		rows, talk := sql("SELECT count(*) FROM " + table)
		n, err := strconv.Atoi(rows)
		if err != nil && !strings.Contains(talk, "TABLE_NOT_FOUND") {
			t.Fatalf("%s: %s %s", table, rows, talk)
		}
		return n, err == nil
	}
	if code, _, talk := tarn(t.Context(), dir, "", "store", "create", "first"); code != exitOK {
		t.Fatal(talk)
	}
	const rows = "SELECT n, CAST(n % 25 AS varchar) AS part FROM UNNEST(sequence(1, 1000)) AS s(n)"
	begun := time.Now()
	if _, talk := sql("CREATE TABLE t WITH (partitioned_by = ARRAY['part']) AS " + rows); !strings.HasPrefix(talk, "done") {
		t.Fatal(talk)
	}
	took := time.Since(begun)
	killed := func(text string) {
		t.Helper()
		cmd := exec.Command("tarn", "--data", dir, "query", text)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-time.After(time.Duration(rand.Int64N(int64(took)))):
			cmd.Process.Kill()
			<-ended
		case <-ended:
		}
	}
	last := 1000
	for range 8 {
		killed("INSERT INTO t " + rows)
		n, _ := count("t")
		if n%1000 != 0 || n < last || n > last+1000 {
			t.Fatalf("%d rows after %d", n, last)
		}
		last = n
	}
	for i := range 8 {
		name := fmt.Sprintf("made%d", i)
		create := "CREATE TABLE " + name + " WITH (partitioned_by = ARRAY['part'], external_location = 's3://places/" + name + "/') AS " + rows
		killed(create)
		n, there := count(name)
		if there && n != 1000 {
			t.Fatalf("%s has %d rows", name, n)
		}
		if !there {
			if _, talk := sql(create); !strings.HasPrefix(talk, "done") {
				t.Fatalf("%s, again: %s", name, talk)
			}
		}
		if n, _ := count(name); n != 1000 {
			t.Errorf("%s has %d rows in the end", name, n)
		}
	}
}

// TestTwoStatementsMakeOneTable: one of them wins, and the other's files go.
func TestTwoStatementsMakeOneTable(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	if code, _, talk := tarn(t.Context(), dir, "", "store", "create", "first"); code != exitOK {
		t.Fatal(talk)
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	var won, lost int
	for range 4 {
		group.Go(func() {
			out, err := exec.Command("tarn", "--data", dir, "query", "CREATE TABLE t WITH (external_location = 's3://places/t/') AS SELECT n FROM UNNEST(sequence(1, 100)) AS s(n)").CombinedOutput()
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				won++
			case strings.Contains(string(out), "TABLE_ALREADY_EXISTS"), strings.Contains(string(out), "HIVE_PATH_ALREADY_EXISTS"):
				lost++
			default:
				t.Errorf("%s", out)
			}
		})
	}
	group.Wait()
	_, out, talk := tarn(t.Context(), dir, "", "query", `SELECT count(*), count(DISTINCT "$path") FROM t`, "-o", "csv")
	if won != 1 || lost != 3 || !strings.HasSuffix(out, "\n100,1\n") {
		t.Errorf("%d won, %d lost: %s%s", won, lost, out, talk)
	}
}
