package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var rewrite = flag.Bool("rewrite", false, "rewrite what the scripts expect")

// The test binary is tarn, too, when it is called by that name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tarn": main})
}

// TestScripts runs testdata/script: what a person types, and what they see. Beside testscript's own commands there are
//
//	exits CODE tarn …    run tarn, which ends with that code
//	says SENTENCE        stderr is this one line, after "tarn: "; ' aside
//	mask                 stdout, with what differs from run to run replaced
//	gz FILE              compress a file into FILE.gz
//	truncate FILE SIZE   keep the first bytes of a file
//	damage FILE          change a byte in the middle of a file
//	sql FILE STATEMENT   change a SQLite file
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *rewrite,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("TARN_DATA", filepath.Join(e.WorkDir, "lake"))
			e.Setenv("AWS_EC2_METADATA_DISABLED", "true")
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name != "root" {
				return false, fmt.Errorf("there is no condition %s", name)
			}
			return os.Getuid() == 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": scriptExits, "says": scriptSays, "mask": scriptMask, "gz": scriptGzip, "truncate": scriptTruncate,
			"damage": scriptDamage, "sql": scriptSQL,
		},
	})
}

func scriptExits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if code != want {
		ts.Fatalf("it ended with %d, not with %d", code, want)
	}
}

func scriptSays(ts *testscript.TestScript, _ bool, args []string) {
	want := strings.ReplaceAll("tarn: "+strings.Join(args, " ")+"\n", "'", "")
	if got := strings.ReplaceAll(ts.ReadFile("stderr"), "'", ""); got != want {
		ts.Fatalf("it says:  %swhere    %sis expected", got, want)
	}
}

var masks = []struct {
	what *regexp.Regexp
	by   string
}{
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`), "ID"},
	{regexp.MustCompile(`(?m)^[0-9a-f]{8}( |$)`), "ID$1"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?`), "TIME"},
	{regexp.MustCompile(`\d+(\.\d+)? m?s\b`), "SOON"},
	{regexp.MustCompile(`[\d,]+ events a second`), "N events a second"},
	{regexp.MustCompile(`(Written +|Data files +\d+, |files, )\d[\d.]* k?B`), "${1}SIZE"},
	{regexp.MustCompile(`("(?:seconds|eventsPerSecond|dataBytes)": )[\d.e+-]+`), "${1}0"},
	{regexp.MustCompile(`(?m)([^\s{}"]|^) {2,}([^\s{}"])`), "$1  $2"},
}

func scriptMask(ts *testscript.TestScript, _ bool, _ []string) {
	text := strings.ReplaceAll(ts.ReadFile("stdout"), ts.Getenv("WORK"), "W")
	for _, m := range masks {
		text = m.what.ReplaceAllString(text, m.by)
	}
	ts.Stdout().Write([]byte(text))
}

func scriptGzip(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(ts.ReadFile(args[0])))
	w.Close()
	ts.Check(os.WriteFile(ts.MkAbs(args[0])+".gz", b.Bytes(), 0o600))
}

func scriptTruncate(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

func scriptDamage(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(found) == 0 {
		ts.Fatalf("there is no %s", args[0])
	}
	for _, path := range found {
		text, err := os.ReadFile(path)
		ts.Check(err)
		text[len(text)/2] ^= 0xff
		ts.Check(os.WriteFile(path, text, 0o600))
	}
}

func scriptSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}
