package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestEngines has other engines read a lake in a bucket through the catalog of `tarn up`, while Tarn imports, compacts and
// expires: scripts/engines.sh installs them. Each look has to find every event once, and never fewer than the one before.
func TestEngines(t *testing.T) {
	tools := os.Getenv("TARN_ENGINES")
	if tools == "" {
		t.Skip("scripts/engines.sh installs the engines, and runs this")
	}
	l := newBucketLake(t, 3000)
	dir := l.dir("100MB")
	days, err := filepath.Glob(filepath.Join(l.logs, "AWSLogs", "*", "*", "CloudTrail", "*", "*", "*", "*"))
	if err != nil || len(days) < 20 {
		t.Fatal(len(days), err)
	}
	importDay := func(day string) {
		if code, out, talk := tarn(t.Context(), dir, "", "import", day, "--no-compact"); code != exitOK && code != exitIncomplete {
			t.Errorf("%s: %d %s%s", day, code, out, talk)
		}
	}
	for _, day := range days[:5] {
		importDay(day)
	}
	var key createdKey
	out, _ := l.run(dir, exitOK, "key", "create", "engines", "-o", "json")
	if err := json.Unmarshal([]byte(out), &key); err != nil {
		t.Fatal(err)
	}
	s := up(t, dir)

	// All engines run at once, each until it is told that this was all.
	var engines []*lookingEngine
	for _, name := range []string{"pyiceberg", "duckdb", "spark"} {
		cmd := exec.Command(filepath.Join(tools, "python", "bin", "python"), filepath.Join("testdata", "engines", name+".py"))
		jars, _ := filepath.Glob(filepath.Join(tools, "jars", "*.jar"))
		cmd.Env = append(os.Environ(), "LAKE_URI="+s.url, "LAKE_TOKEN="+key.Token, "LAKE_ENDPOINT="+l.server.Endpoint, "AWS_ACCESS_KEY_ID="+l.server.AccessKey,
			"AWS_SECRET_ACCESS_KEY="+l.server.SecretKey, "AWS_REGION=us-east-1", "SPARK_JARS="+strings.Join(jars, ","), "PYTHONDONTWRITEBYTECODE=1")
		engines = append(engines, lookWith(t, name, cmd))
	}
	engines = append(engines, lookWithTrino(t, l, dir, s.url, key.Token))

	// The rest comes in, a folder at a time, as long as somebody has not looked often.
	var work sync.WaitGroup
	var done atomic.Bool
	work.Go(func() {
		for n := 0; !done.Load(); n++ {
			l.run(dir, exitOK, "compact", "--min-files", "2")
			l.run(dir, exitOK, "expire", "--older-than", "0s", "--keep", "1")
			time.Sleep(500 * time.Millisecond)
		}
	})
	rest := days[5:]
	for deadline := time.Now().Add(5 * time.Minute); ; {
		often := true
		for _, e := range engines {
			often = often && e.looks.Load() >= 5
		}
		if len(rest) > 0 && (often || time.Now().After(deadline) || len(rest) > 5) {
			importDay(rest[0])
			rest = rest[1:]
		}
		if len(rest) == 0 && (often || time.Now().After(deadline)) {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	done.Store(true)
	work.Wait()
	want := ask(t, dir, "SELECT count(*) FROM cloudtrail")
	for _, e := range engines {
		last := e.end(t)
		t.Logf("%s: %d looks, the last finds %d events", e.name, e.looks.Load(), last)
		if strconv.FormatInt(last, 10) != want {
			t.Errorf("%s finds %d events at last, Tarn %s", e.name, last, want)
		}
	}
}

// lookingEngine is a program that looks at the lake until it is told to look for the last time.
type lookingEngine struct {
	name  string
	looks atomic.Int64
	tell  io.WriteCloser
	last  chan int64
	talk  strings.Builder
}

func lookWith(t *testing.T, name string, cmd *exec.Cmd) *lookingEngine {
	e := &lookingEngine{name: name, last: make(chan int64, 1)}
	out, err := cmd.StdoutPipe()
	if err == nil {
		e.tell, err = cmd.StdinPipe()
	}
	cmd.Stderr = &e.talk
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(name, err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	go func() {
		defer close(e.last)
		lines := bufio.NewScanner(out)
		var before int64
		for lines.Scan() {
			var events, different int64
			if _, err := fmt.Sscan(lines.Text(), &events, &different); err != nil {
				t.Errorf("%s says %q", name, lines.Text())
				continue
			}
			if events != different || events < before {
				t.Errorf("%s finds %d events with %d IDs after %d events", name, events, different, before)
			}
			before = events
			e.looks.Add(1)
			if strings.HasSuffix(lines.Text(), "last") {
				e.last <- events
			}
		}
		cmd.Wait()
	}()
	return e
}

func (e *lookingEngine) end(t *testing.T) int64 {
	io.WriteString(e.tell, "\n")
	select {
	case n, ok := <-e.last:
		if !ok {
			t.Errorf("%s ended early: %s", e.name, e.talk.String())
		}
		return n
	case <-time.After(3 * time.Minute):
		t.Errorf("%s does not end: %s", e.name, e.talk.String())
		return -1
	}
}

// onTrino starts a Trino cluster that reads a lake through the catalog of `tarn up`, and gives the path of a tarn.yaml with engine: trino.
func onTrino(t *testing.T, l *bucketLake, dir, url, token, port string) (path string) {
	t.Helper()
	catalogs := t.TempDir()
	text := fmt.Sprintf(`connector.name=iceberg
iceberg.catalog.type=rest
iceberg.rest-catalog.uri=%s
iceberg.rest-catalog.security=OAUTH2
iceberg.rest-catalog.oauth2.token=%s
iceberg.metadata-cache.enabled=false
fs.native-s3.enabled=true
s3.endpoint=%s
s3.region=us-east-1
s3.path-style-access=true
s3.aws-access-key=%s
s3.aws-secret-key=%s
`, url, token, l.server.Endpoint, l.server.AccessKey, l.server.SecretKey)
	if err := os.WriteFile(filepath.Join(catalogs, "lake.properties"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	script := func(what string) string {
		cmd := exec.Command("../../scripts/trino.sh", what)
		cmd.Env = append(os.Environ(), "TRINO_PORT="+port, "TRINO_HEAP=1500M", "TRINO_CATALOGS="+catalogs)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		words := strings.Fields(string(out))
		return append([]string{""}, words...)[len(words)]
	}
	address := script("start")
	t.Cleanup(func() { script("stop") })
	config, err := os.ReadFile(filepath.Join(dir, "tarn.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(catalogs, "tarn.yaml")
	config = append(config, "engine: trino\ntrino:\n  url: "+strings.Replace(address, "://", "://tarn@", 1)+"\n"...)
	if err := os.WriteFile(path, config, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// lookWithTrino has `tarn query` ask a Trino cluster: engine: trino.
func lookWithTrino(t *testing.T, l *bucketLake, dir, url, token string) *lookingEngine {
	path := onTrino(t, l, dir, url, token, "8093")
	e := &lookingEngine{name: "trino", last: make(chan int64, 1)}
	r, w := io.Pipe()
	e.tell = w
	told := make(chan bool)
	go func() {
		bufio.NewReader(r).ReadString('\n')
		close(told)
	}()
	const sql = "SELECT count(*), count(DISTINCT eventID), count(element_at(requestParameters, 'bucketName')) FROM cloudtrail WHERE eventTime > '2000-01-01'"
	go func() {
		defer close(e.last)
		var before int64
		for last := false; !last; {
			select {
			case <-told:
				last = true
			case <-time.After(200 * time.Millisecond):
			}
			code, out, talk := tarn(t.Context(), dir, "", "--config", path, "query", "-o", "csv", sql)
			var events, different, buckets int64
			_, values, _ := strings.Cut(strings.TrimSpace(out), "\n")
			if _, err := fmt.Sscanf(values, "%d,%d,%d", &events, &different, &buckets); code != exitOK || err != nil {
				t.Errorf("trino: %d %s%s", code, out, talk)
				return
			}
			if events != different || events < before || buckets == 0 && events > 500 {
				t.Errorf("trino finds %d events with %d IDs and %d buckets after %d events", events, different, buckets, before)
			}
			before = events
			e.looks.Add(1)
			if last {
				e.last <- events
			}
		}
	}()
	return e
}
