package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"tarn/internal/term"
)

// machineInfo says where and with what a run was made.
type machineInfo struct {
	Date      string   `json:"date"`
	CPU       string   `json:"cpu"`
	Cores     int      `json:"cores"`
	Memory    int64    `json:"memory,omitempty"`
	System    string   `json:"system"`
	Versions  []string `json:"versions"`
	Load      string   `json:"load"`
	LoadAtEnd string   `json:"loadAtEnd"`
}

func machine(ctx context.Context, tarn string) machineInfo {
	m := machineInfo{Date: time.Now().Format("2006-01-02 15:04"), Cores: runtime.NumCPU(), System: runtime.GOOS + "/" + runtime.GOARCH, Load: load(ctx), Memory: memory(ctx)}
	m.CPU = cmp.Or(field("/proc/cpuinfo", "model name"), line(ctx, "sysctl", "-n", "machdep.cpu.brand_string"), "unknown CPU")
	name := cmp.Or(strings.Trim(field("/etc/os-release", "PRETTY_NAME"), `"`), line(ctx, "sw_vers", "-productVersion"))
	m.System += ", " + strings.TrimSpace(name+" "+line(ctx, "uname", "-sr"))
	for _, v := range []string{line(ctx, tarn, "version"), line(ctx, "igzip", "--version")} {
		if v != "" {
			m.Versions = append(m.Versions, v)
		}
	}
	return m
}

// memory is what the machine has, in bytes; 0 where that is not known.
func memory(ctx context.Context) (n int64) {
	if kilobytes := field("/proc/meminfo", "MemTotal"); kilobytes != "" {
		fmt.Sscan(kilobytes, &n)
		return n * 1024
	}
	fmt.Sscan(line(ctx, "sysctl", "-n", "hw.memsize"), &n)
	return n
}

func (m *machineInfo) text(out *strings.Builder) {
	memory := ""
	if m.Memory > 0 {
		memory = ", " + term.Bytes(m.Memory) + " of memory"
	}
	fmt.Fprintf(out, "%s\n%d × %s%s; %s\n%s\nLoad average: %s at the beginning, %s at the end. MB are 1,000,000 bytes.\n",
		m.Date, m.Cores, m.CPU, memory, m.System, strings.Join(m.Versions, "; "), m.Load, m.LoadAtEnd)
}

// load is the load average of 1, 5 and 15 minutes.
func load(ctx context.Context) string {
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		return strings.Join(strings.Fields(string(text))[:3], " ")
	}
	return strings.Trim(line(ctx, "sysctl", "-n", "vm.loadavg"), "{ }")
}

// field finds a line of a system file by what stands before its colon or equals sign.
func field(path, name string) string {
	text, _ := os.ReadFile(path)
	for l := range strings.Lines(string(text)) {
		if at := strings.IndexAny(l, ":="); at >= 0 && strings.TrimSpace(l[:at]) == name {
			return strings.TrimSpace(l[at+1:])
		}
	}
	return ""
}

// line is the first line that a program writes; empty where it is not there.
func line(ctx context.Context, name string, args ...string) string {
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(out), "\n")
	return strings.TrimSpace(first)
}
