// Command bench measures what Tarn costs: import, start, queries, and the lookup of duplicates, each beside other programs on
// the same input. make bench runs it; no test does.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"
)

// bench is one run of the program.
type bench struct {
	tarn   string // the program that is measured
	cache  string // what is made once: logs, lakes
	rounds int
	small  bool
	report report
}

// section is a part that can be run by itself. cost says what a full run of it takes.
type section struct {
	name, cost string
	run        func(*bench, context.Context) error
}

var sections = []section{
	{"import", "500 MB of JSON through each program, a minute, 1 GB of disk", (*bench).importing},
	{"start", "a few seconds", (*bench).starting},
	{"queries", "10 million events of 90 days, 4 min and 4 GB of disk at the first time, then a minute and 2 GB", (*bench).queries},
	{"partitions", "a table over the files of 300,000 events, two minutes", (*bench).partitioned},
	{"clients", "200 clients of the AWS APIs, a minute and a half", (*bench).clients},
	{"dashboard", "ten panels over 10 million events in Chromium, two minutes and 1 GB of disk; needs Node", (*bench).dashboard},
	{"seen", "a store of 100 million events, 4 min and 7 GB of disk, each time", (*bench).seen},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	if len(os.Args) > 1 && os.Args[1] == childArg {
		err = child(ctx, os.Args[2:])
	} else {
		err = run(ctx, os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	b := &bench{}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	f := pflag.NewFlagSet("bench", pflag.ContinueOnError)
	output := f.StringP("output", "o", "table", "`format`: table or json")
	clean := f.Bool("clean", false, "remove what earlier runs have kept, and measure nothing")
	f.StringVar(&b.tarn, "tarn", "bin/tarn", "the `program` to measure")
	f.StringVar(&b.cache, "cache", filepath.Join(cache, "tarn-bench"), "`directory` for logs and lakes")
	f.IntVar(&b.rounds, "rounds", 3, "`times` that each program imports; the median counts")
	f.BoolVar(&b.small, "small", false, "a tenth of the events in queries, dashboard and seen")
	f.Usage = func() {
		fmt.Fprintf(os.Stderr, "Usage: bench.sh [SECTION…] [flags]\n\nSections, all by default:\n%s\nFlags:\n%s", about(sections), f.FlagUsages())
	}
	if err := f.Parse(args); errors.Is(err, pflag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if *output != "table" && *output != "json" {
		return fmt.Errorf("there is no format %q: choose table or json", *output)
	}
	if *clean {
		return os.RemoveAll(b.cache)
	}
	chosen, err := choose(f.Args())
	if err != nil {
		return err
	}
	if b.tarn, err = exec.LookPath(b.tarn); err != nil {
		return fmt.Errorf("%w; build it with make build", err)
	}
	if b.tarn, err = filepath.Abs(b.tarn); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "This is going to take:\n%sThe files are in %s; bench.sh --clean removes them.\n\n", about(chosen), b.cache)
	defer os.RemoveAll(b.work(""))
	b.report.Machine = machine(ctx, b.tarn)
	for _, s := range chosen {
		if err := s.run(b, ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	b.report.Machine.LoadAtEnd = load(ctx)
	if *output == "json" {
		return b.report.json(os.Stdout)
	}
	return b.report.text(os.Stdout)
}

func about(list []section) string {
	var out strings.Builder
	for _, s := range list {
		fmt.Fprintf(&out, "  %-10s %s\n", s.name, s.cost)
	}
	return out.String()
}

func choose(names []string) ([]section, error) {
	if len(names) == 0 {
		return sections, nil
	}
	var out []section
	for _, name := range names {
		i := slices.IndexFunc(sections, func(s section) bool { return s.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no section %q:\n%s", name, about(sections))
		}
		out = append(out, sections[i])
	}
	return out, nil
}

// say tells whoever waits what is being done.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// work is a path for what goes away with this run.
func (b *bench) work(name string) string { return filepath.Join(b.cache, "work", name) }

// fresh is such a path, with nothing there.
func (b *bench) fresh(name string) (string, error) {
	path := b.work(name)
	if err := os.RemoveAll(path); err != nil {
		return "", err
	}
	return path, os.MkdirAll(filepath.Dir(path), 0o755)
}
