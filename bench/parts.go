package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/ingest"
)

// part is a share of an import. Its time is that of the stacks in which one of its functions is the innermost of all parts'.
type part struct {
	name      string
	functions []string // beginnings of functions' names, or of packages'
}

var importParts = []part{
	{"find objects", []string{"tarn/internal/source.Walk", "tarn/internal/source.(*"}},
	{"fetch and hash objects", []string{"tarn/internal/ingest.(*fetched).fetch"}},
	{"decompress", []string{"tarn/internal/decode.Decompress", "tarn/internal/decode.(*decompressed)"}},
	{"decode", []string{"tarn/internal/decode.(*CloudTrail)", "tarn/internal/ingest.(*worker)"}},
	{"tell duplicates apart", []string{"tarn/internal/ingest.(*dedup)", "tarn/internal/ingest.(*Index)", "tarn/internal/decode.ContentHash"}},
	{"write: sort and encode columns", []string{"tarn/internal/lake.(*Writer)", "tarn/internal/lake/datafile."}},
	{"write: bloom filters", []string{"tarn/internal/lake/datafile.(*columnEncoder).bloomFilter", "tarn/internal/lake/datafile.hashOf"}},
	{"write: zstd", []string{"github.com/klauspost/compress/zstd.(*Encoder)"}},
	{"write: hash and put on disk", []string{"tarn/internal/lake/datafile.(*Writer).write", "os.(*File)", "bufio.(*Writer)"}},
	{"commit and ledger", []string{"tarn/internal/ingest.(*committer).commit", "tarn/internal/ingest.(*committer).begin", "tarn/internal/state.", "tarn/internal/lake.(*Table)"}},
	{"collect garbage", []string{"runtime.gcBgMarkWorker", "runtime.bgsweep", "runtime.bgscavenge", "runtime.gcAssistAlloc"}},
	{"the rest", nil},
}

// parts tells, from a CPU profile, where an import's time goes.
func (b *bench) parts(ctx context.Context, logs string) error {
	traces := []string{"tool", "pprof", "-traces", "-unit=ms"}
	var report ingest.Report
	for round := range b.rounds {
		b.say("import: with a CPU profile, round %d of %d", round+1, b.rounds)
		dir, err := b.fresh("lake")
		if err != nil {
			return err
		}
		if _, err := discard(ctx, b.tarn, "--data", dir, "store", "create", "cloudtrail"); err != nil {
			return err
		}
		profile := b.work(fmt.Sprintf("cpu-%d.prof", round))
		if _, err := self(ctx, &report, "profile", logs, dir, profile); err != nil {
			return err
		}
		traces = append(traces, profile)
	}
	_, out, err := process(ctx, "go", traces...)
	if err != nil {
		return err
	}
	times := shares(string(out))
	var total float64
	for i := range times {
		times[i] /= float64(b.rounds)
		total += times[i]
	}
	if total == 0 {
		return errors.New("the profile of an import has no samples")
	}
	t := b.report.table("The parts of an import, one worker", "", "CPU s", "share", "MB of JSON / CPU s")
	megabytes := float64(report.DecodedBytes) / 1e6
	for i, p := range importParts {
		if times[i] == 0 {
			continue
		}
		var speed any
		if times[i] > total/100 { // of less there are too few samples
			speed = megabytes / (times[i] / 1e3)
		}
		t.row(p.name, times[i]/1e3, fmt.Sprintf("%.1f %%", 100*times[i]/total), speed)
	}
	t.row("all", total/1e3, "100 %", megabytes/(total/1e3))
	t.note("From CPU profiles (100 samples a second) of %d imports within the bench, the mean; a sample counts for the innermost function that belongs to a part. Decoding includes the columns of provenance. %d events in, %d duplicates, %d set aside.",
		b.rounds, report.Events.In, report.Events.Duplicates, report.Events.Quarantined)
	return nil
}

// profiled is a child: LOGS DATA-DIRECTORY PROFILE.
func profiled(ctx context.Context, args []string) (any, error) {
	s, err := openStore(ctx, args[1])
	if err != nil {
		return nil, err
	}
	defer s.close()
	objects, err := walk(ctx, args[0])
	if err != nil {
		return nil, err
	}
	f, err := os.Create(filepath.Clean(args[2]))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	defer pprof.StopCPUProfile()
	return ingest.New(s.dir, s.lake, s.table, s.entry.ID, s.state, ingest.Options{Workers: 1}).Run(ctx, objects)
}

var sampleLine = regexp.MustCompile(`^\s*([0-9.]+)ms\s+(\S.*)$`)

// shares adds up the stacks that pprof -traces lists, innermost function first, in milliseconds by part.
func shares(traces string) []float64 {
	times := make([]float64, len(importParts))
	var stack []string
	var ms float64
	count := func() {
		if ms > 0 {
			times[partOf(stack)] += ms
		}
		stack, ms = nil, 0
	}
	for line := range strings.Lines(traces) {
		switch m := sampleLine.FindStringSubmatch(strings.TrimRight(line, "\n")); {
		case strings.HasPrefix(line, "-----"):
			count()
		case m != nil:
			ms, _ = strconv.ParseFloat(m[1], 64)
			stack = []string{m[2]}
		case ms > 0:
			stack = append(stack, strings.TrimSpace(line))
		}
	}
	count()
	return times
}

// partOf finds the part of a stack. Files are written, and stores opened, in more parts than one: those functions count only
// below the writer's.
func partOf(stack []string) int {
	for at, function := range stack {
		best, length := -1, 0
		for i, p := range importParts {
			for _, f := range p.functions {
				if strings.HasPrefix(function, f) && len(f) > length {
					best, length = i, len(f)
				}
			}
		}
		if best < 0 {
			continue
		}
		if foreign := !strings.HasPrefix(function, "tarn/") && strings.HasPrefix(importParts[best].name, "write:"); foreign && !slices.ContainsFunc(stack[at:], isWriter) {
			continue
		}
		return best
	}
	return len(importParts) - 1
}

func isWriter(function string) bool {
	return strings.HasPrefix(function, "tarn/internal/lake.(*Writer)")
}
