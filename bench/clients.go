package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

const (
	manyClients = 200
	// askers start queries, one after another, and the other clients watch: CloudTrail has 10 run at a time.
	askers    = 5
	pollEvery = 250 * time.Millisecond
	clientRun = time.Minute
)

// clients measures `tarn up` with clients of CloudTrail's API: one alone, and many that watch their queries.
func (b *bench) clients(ctx context.Context) error {
	lake, err := b.fresh("clients")
	if err != nil {
		return err
	}
	logs, _, err := b.demoLogs(ctx, 3000, 30)
	if err != nil {
		return err
	}
	if _, err := discard(ctx, b.tarn, "--data", lake, "import", logs); err != nil {
		return err
	}
	s, err := b.serve(ctx, lake)
	if err != nil {
		return err
	}
	defer s.end()
	b.say("clients: one alone")
	var alone []time.Duration
	for range 100 {
		took, err := s.question(ctx, time.Millisecond)
		if err != nil {
			return err
		}
		alone = append(alone, took)
	}
	b.say("clients: %d at once for %v", manyClients, clientRun)
	ctx, cancel := context.WithTimeout(ctx, clientRun)
	defer cancel()
	var calls, failed atomic.Int64
	var mu sync.Mutex
	var crowded []time.Duration
	var first error
	note := func(err error) {
		if err != nil && ctx.Err() == nil {
			failed.Add(1)
			mu.Lock()
			first = errors.Join(first, err)
			mu.Unlock()
		}
	}
	var all sync.WaitGroup
	for i := range manyClients {
		all.Go(func() {
			if i < askers {
				for ctx.Err() == nil {
					took, err := s.question(ctx, 5*time.Millisecond)
					note(err)
					mu.Lock()
					crowded = append(crowded, took)
					mu.Unlock()
					calls.Add(2)
					wait(ctx, pollEvery)
				}
				return
			}
			id, err := s.last(), error(nil)
			for ctx.Err() == nil {
				switch i % 3 {
				case 0:
					_, err = s.call(ctx, "GetQueryResults", map[string]any{"QueryId": id})
				case 1:
					_, err = s.call(ctx, "DescribeQuery", map[string]any{"QueryId": id})
				default:
					_, err = s.call(ctx, "ListEventDataStores", map[string]any{})
				}
				note(err)
				calls.Add(1)
				wait(ctx, pollEvery)
			}
		})
	}
	wait(ctx, clientRun/4)
	early := s.memory()
	all.Wait()
	late := s.memory()
	t := b.report.table(fmt.Sprintf("Clients of CloudTrail's API: one alone, then %d for %v, of which %d ask and the others watch, every %v", manyClients, clientRun, askers, pollEvery),
		"", "median ms", "slowest of 100, ms", "calls a second", "errors", "RSS MB early", "RSS MB at the end")
	if len(alone) == 0 || len(crowded) == 0 {
		return errors.Join(errors.New("no query ended"), first)
	}
	slices.Sort(alone)
	slices.Sort(crowded)
	t.row("StartQuery to result, alone", ms(alone[len(alone)/2]), ms(alone[len(alone)*99/100]), "", "", "", "")
	t.row("StartQuery to result, among all", ms(crowded[len(crowded)/2]), ms(crowded[len(crowded)*99/100]), float64(calls.Load())/clientRun.Seconds(), failed.Load(), early, late)
	b.report.most("clients, StartQuery to result, alone", ms(alone[len(alone)/2]), 50, "ms")
	b.report.most("clients, errors", float64(failed.Load()), 0, "")
	b.report.most("clients, growth of memory", late/early, 1.2, "×")
	return first
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// served is a `tarn up` that is asked.
type served struct {
	cmd  *exec.Cmd
	url  string
	key  aws.Credentials
	http *http.Client

	mu sync.Mutex
	id string
}

func (b *bench) serve(ctx context.Context, lake string) (*served, error) {
	s := &served{http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: manyClients}}}
	_, out, err := process(ctx, b.tarn, "--data", lake, "key", "create", "bench", "--role", "admin", "-o", "json")
	if err != nil {
		return nil, err
	}
	var k struct{ ID, Secret string }
	if err := json.Unmarshal(out, &k); err != nil {
		return nil, err
	}
	s.key = aws.Credentials{AccessKeyID: k.ID, SecretAccessKey: k.Secret}
	s.cmd = exec.Command(b.tarn, "--data", lake, "up", "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0")
	s.cmd.Stderr = os.Stderr
	talk, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(talk)
	for lines.Scan() {
		if m := regexp.MustCompile(`AWS APIs +(http://\S+)`).FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
			go io.Copy(io.Discard, talk)
			return s, nil
		}
	}
	s.end()
	return nil, errors.New("tarn up does not say its address")
}

func (s *served) end() {
	s.cmd.Process.Signal(syscall.SIGINT)
	s.cmd.Wait()
}

func (s *served) last() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.id
}

// call asks for an operation.
func (s *served) call(ctx context.Context, operation string, in any) (map[string]any, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "CloudTrail_20131101."+operation)
	hash := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(ctx, s.key, r, hex.EncodeToString(hash[:]), "cloudtrail", "us-east-1", time.Now()); err != nil {
		return nil, err
	}
	reply, err := s.http.Do(r)
	if err != nil {
		return nil, err
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		return nil, err
	}
	if reply.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s %s", operation, reply.Status, text)
	}
	var out map[string]any
	return out, json.Unmarshal(text, &out)
}

// question starts a trivial query and waits for its result.
func (s *served) question(ctx context.Context, pause time.Duration) (time.Duration, error) {
	begun := time.Now()
	out, err := s.call(ctx, "StartQuery", map[string]any{"QueryStatement": "SELECT eventName FROM cloudtrail LIMIT 1"})
	if err != nil {
		return 0, err
	}
	id, _ := out["QueryId"].(string)
	for {
		out, err := s.call(ctx, "GetQueryResults", map[string]any{"QueryId": id})
		if err != nil {
			return 0, err
		}
		switch out["QueryStatus"] {
		case "QUEUED", "RUNNING":
			wait(ctx, pause)
			continue
		case "FINISHED":
		default:
			return 0, fmt.Errorf("the query ended as %v: %v", out["QueryStatus"], out["ErrorMessage"])
		}
		s.mu.Lock()
		s.id = id
		s.mu.Unlock()
		return time.Since(begun), nil
	}
}

// memory is what the server has resident, in MB; 0 where the system does not say.
func (s *served) memory() float64 {
	if runtime.GOOS != "linux" {
		return 0
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		var kB float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kB); n == 1 {
			return kB * 1024 / 1e6
		}
	}
	return 0
}
