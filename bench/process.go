package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// usage is what a process took.
type usage struct {
	CPU  time.Duration // user and system
	Wall time.Duration
	RSS  int64 // the most memory that it had resident, in bytes
}

// process runs a program and gives what it wrote to stdout. Everything that is measured is a process of its own.
func process(ctx context.Context, name string, args ...string) (usage, []byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var stdout bytes.Buffer
	cmd.Stdout = &stdout
	u, err := finish(cmd)
	return u, stdout.Bytes(), err
}

// discard runs a program whose output is of no interest.
func discard(ctx context.Context, name string, args ...string) (usage, error) {
	return finish(exec.CommandContext(ctx, name, args...))
}

// incomplete is the exit code of an import that set records aside: the demonstration has forged ones.
const incomplete = 3

func finish(cmd *exec.Cmd) (usage, error) {
	var stderr bytes.Buffer
	if cmd.Stderr == nil {
		cmd.Stderr = &stderr
	} else {
		cmd.Stderr = io.MultiWriter(cmd.Stderr, &stderr)
	}
	begun := time.Now()
	var most int64
	err := cmd.Start()
	if err == nil {
		ended, watched := make(chan struct{}), make(chan struct{})
		go func() {
			most = mostMemory(cmd.Process.Pid, ended)
			close(watched)
		}()
		err = cmd.Wait()
		close(ended)
		<-watched
	}
	u := usage{Wall: time.Since(begun)}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() != incomplete {
		err = fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args[:min(3, len(cmd.Args))], " "), err, tail(stderr.String(), 2000))
	} else if exit != nil {
		err = nil
	}
	if err != nil {
		return u, err
	}
	u.CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.RSS = int64(r.Maxrss)
		if runtime.GOOS != "darwin" {
			u.RSS *= 1024
		}
	}
	if most > 0 {
		u.RSS = most
	}
	return u, nil
}

// mostMemory watches a process until it ends. On Linux what the system says of it afterwards counts the memory of this one, too,
// from the moment before it ran its own program. It gives 0 where the system keeps no such file.
func mostMemory(pid int, ended <-chan struct{}) (most int64) {
	path := fmt.Sprintf("/proc/%d/status", pid)
	for {
		var kilobytes int64
		if fmt.Sscan(field(path, "VmHWM"), &kilobytes); kilobytes > 0 {
			most = kilobytes * 1024
		}
		select {
		case <-ended:
			return most
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// childArg makes this program do one thing that is measured; package-level children lists what there is.
const childArg = "child"

var children = map[string]func(ctx context.Context, args []string) (any, error){
	"decompress": decompress,
	"decode":     decodeOnly,
	"readjson":   readJSON,
	"profile":    profiled,
	"measure":    measure,
	"queries":    askAll,
	"fill":       fill,
	"index":      indexAlone,
	"merge":      mergeAlone,
	"lookup":     lookUpAlone,
}

// child is this program as it measures one thing: it writes what it found as JSON.
func child(ctx context.Context, args []string) error {
	result, err := children[args[0]](ctx, args[1:])
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

// self runs this program as a child. result takes what it writes.
func self(ctx context.Context, result any, args ...string) (usage, error) {
	path, err := os.Executable()
	if err != nil {
		return usage{}, err
	}
	u, out, err := process(ctx, path, append([]string{childArg}, args...)...)
	if err != nil {
		return u, err
	}
	return u, json.Unmarshal(out, result)
}

// typical is the median by CPU time, with the median wall time and the most memory.
func typical(runs []usage) usage {
	if len(runs) == 0 {
		return usage{}
	}
	u := usage{
		CPU:  median(runs, func(u usage) time.Duration { return u.CPU }),
		Wall: median(runs, func(u usage) time.Duration { return u.Wall }),
	}
	for _, r := range runs {
		u.RSS = max(u.RSS, r.RSS)
	}
	return u
}

func median[T any, V cmp.Ordered](all []T, of func(T) V) V {
	values := make([]V, len(all))
	for i, v := range all {
		values[i] = of(v)
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}

// own is the CPU time of this process so far.
func own() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
