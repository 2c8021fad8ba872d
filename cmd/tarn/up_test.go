package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/apache/iceberg-go/catalog/rest"
	"github.com/apache/iceberg-go/table"
)

// serving is a `tarn up` in a process of its own.
type serving struct {
	cmd *exec.Cmd
	url string // of the Iceberg REST catalog
	aws string // of the AWS APIs
	// console is the console's address, with a link that signs in.
	console string
	talk    *strings.Builder
	said    []string // what it printed until it said where it is
}

func up(t *testing.T, dir string, flags ...string) *serving {
	t.Helper()
	args := append([]string{"--data", dir, "up", "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0", "--every", "100ms"}, flags...)
	s := &serving{cmd: exec.Command("tarn", args...), talk: &strings.Builder{}}
	s.cmd.Stderr = s.talk
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for s.url == "" {
		if !lines.Scan() {
			t.Fatalf("it says no address: %s", s.talk)
		}
		s.said = append(s.said, lines.Text())
		if m := regexp.MustCompile(`AWS APIs +(https?://\S+)`).FindStringSubmatch(lines.Text()); m != nil {
			s.aws = m[1]
		}
		if m := regexp.MustCompile(`Console +(https?://\S+)`).FindStringSubmatch(lines.Text()); m != nil {
			s.console = m[1]
		}
		if m := regexp.MustCompile(`https?://\S+/iceberg`).FindString(lines.Text()); m != "" {
			s.url = m
		}
	}
	go func() {
		for lines.Scan() {
		}
	}()
	return s
}

// end asks it to end, and waits.
func (s *serving) end(t *testing.T) {
	t.Helper()
	s.cmd.Process.Signal(os.Interrupt)
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("it ends with %v: %s", err, s.talk)
	}
}

// created is what tarn key create printed.
func created(t *testing.T, out, talk string) (k createdKey) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &k); err != nil {
		t.Fatal(err, talk)
	}
	return k
}

// TestUp follows a source that was added, and shows what came in to another program through the Iceberg REST catalog.
func TestUp(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	put := func(id string) {
		if err := os.WriteFile(filepath.Join(logs, id+".json"), []byte(event(id, "2024-05-07T00:00:00Z")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("first")
	for _, args := range [][]string{{"store", "create", "Other.Store"}, {"source", "add", logs}} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK {
			t.Fatal(args, talk)
		}
	}
	key := func(args ...string) (k createdKey) {
		code, out, talk := tarn(t.Context(), dir, "", append([]string{"key", "create", "-o", "json"}, args...)...)
		if err := json.Unmarshal([]byte(out), &k); code != exitOK || err != nil {
			t.Fatal(args, talk, err)
		}
		return k
	}
	all, one := key("all"), key("one", "--store", "other.store")
	s := up(t, dir)
	if code, _, talk := tarn(t.Context(), dir, "", "up", "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0"); code != exitFailed || !strings.Contains(talk, "another 'tarn up' has the data directory") {
		t.Errorf("two at once: %d %s", code, talk)
	}
	cat, err := rest.NewCatalog(t.Context(), "tarn", s.url, rest.WithOAuthToken(all.Token))
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"first", "second"} {
		put(id)
		want := fmt.Sprint(i + 1)
		for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			got := ""
			events, err := cat.LoadTable(t.Context(), table.Identifier{"tarn", "cloudtrail"})
			if err == nil && events.CurrentSnapshot() != nil {
				got = events.CurrentSnapshot().Summary.Properties["total-records"]
			}
			if got == want {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s does not come in: %q %v %s", id, got, err, s.talk)
			}
		}
	}
	narrow, err := rest.NewCatalog(t.Context(), "tarn", s.url, rest.WithCredential(one.ID+":"+one.Secret))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := narrow.LoadTable(t.Context(), table.Identifier{"tarn", "cloudtrail"}); err == nil {
		t.Error("a key of another store loads it")
	}
	if _, err := narrow.LoadTable(t.Context(), table.Identifier{"tarn", "other.store"}); err != nil {
		t.Error(err)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "key", "delete", "one"); code != exitOK {
		t.Error(talk)
	}
	if _, err := narrow.LoadTable(t.Context(), table.Identifier{"tarn", "other.store"}); err == nil {
		t.Error("a key that was deleted is taken")
	}
	s.cmd.Process.Signal(os.Interrupt)
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("it ends with %v: %s", err, s.talk)
	}
	read := ask(t, dir, `SELECT DISTINCT userIdentity.userName, eventName, element_at(requestParameters, 'table'), errorCode FROM "tarn-audit" WHERE eventSource = 'iceberg.tarn' AND eventName = 'LoadTable' ORDER BY 1, 4`)
	for _, want := range []string{"all,LoadTable,cloudtrail,", "one,LoadTable,other.store,", "one,LoadTable,cloudtrail,NoSuchTableException"} {
		if !strings.Contains("\n"+read+"\n", "\n"+want+"\n") {
			t.Errorf("the record of reads has no %s: %s", want, read)
		}
	}
}
