package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/demo"
)

const importEvents, importDays = 285_000, 30

// step is a program that goes over the same logs as the others.
type step struct {
	name string
	run  func() (usage, error)
	runs []usage
}

// importing measures what an import costs beside its floor, which is to decompress the files, and beside what one would do
// without Tarn.
func (b *bench) importing(ctx context.Context) error {
	logs, truth, err := b.demoLogs(ctx, importEvents, importDays)
	if err != nil {
		return err
	}
	files, gz, err := logFiles(logs)
	if err != nil {
		return err
	}
	var after measured
	var rewritten readJSONResult
	lake := b.work("lake")
	importWith := func(workers int) func() (usage, error) {
		return func() (usage, error) {
			if _, err := b.fresh("lake"); err != nil {
				return usage{}, err
			}
			return discard(ctx, b.tarn, "--data", lake, "import", logs, "--workers", strconv.Itoa(workers), "--no-compact")
		}
	}
	_, igzip := exec.LookPath("igzip")
	all := []*step{
		{name: "igzip, decompress only", run: func() (usage, error) { return igzipAll(ctx, files) }},
		{name: "Go, decompress only", run: func() (usage, error) { return self(ctx, new(decoded), "decompress", logs) }},
		{name: "Go, decompress and decode", run: func() (usage, error) { return self(ctx, new(decoded), "decode", logs) }},
		{name: "tarn import, two workers", run: importWith(2)},
		{name: "tarn import, one worker", run: importWith(1)},
		{name: "tarn compact, after it", run: func() (usage, error) {
			u, err := discard(ctx, b.tarn, "--data", lake, "compact")
			if err == nil {
				_, err = self(ctx, &after, "measure", lake)
			}
			return u, err
		}},
		{name: "DuckDB read_json to sorted Parquet", run: func() (usage, error) {
			out, err := b.fresh("rewritten.parquet")
			if err != nil {
				return usage{}, err
			}
			defer os.Remove(out)
			return self(ctx, &rewritten, "readjson", logs, out)
		}},
	}
	if igzip != nil {
		all = all[1:]
	}
	// Round after round, so that what disturbs the machine disturbs all alike. The first round only fills the file cache.
	for round := range b.rounds + 1 {
		for _, s := range all {
			if round == 0 {
				b.say("import: %s, to warm up", s.name)
			} else {
				b.say("import: %s, round %d of %d", s.name, round, b.rounds)
			}
			u, err := s.run()
			if err != nil {
				return err
			}
			if round > 0 {
				s.runs = append(s.runs, u)
			}
		}
	}
	if after.Rows == 0 || rewritten.Rows < after.Rows {
		return fmt.Errorf("tarn has %d rows, read_json %d: the two did not do the same", after.Rows, rewritten.Rows)
	}
	b.importTable(all, truth, len(files), gz, after, rewritten)
	return b.parts(ctx, logs)
}

func (b *bench) importTable(all []*step, truth *demo.Truth, files int, gz int64, after measured, rewritten readJSONResult) {
	find := func(name string) usage {
		i := slices.IndexFunc(all, func(s *step) bool { return strings.HasPrefix(s.name, name) })
		if i < 0 {
			return usage{}
		}
		return typical(all[i].runs)
	}
	floor, one, two := find("igzip"), find("tarn import, one"), find("tarn import, two")
	megabytes := float64(truth.JSONBytes) / 1e6
	t := b.report.table(fmt.Sprintf("Import: %.0f MB of CloudTrail JSON in %d gzip files of %.1f MB, %d records; medians of %d", megabytes, files, float64(gz)/1e6, truth.Records, b.rounds),
		"", "CPU s", "× igzip", "MB of JSON / CPU s", "wall s", "RSS MB")
	for _, s := range all {
		u := typical(s.runs)
		var ratio any
		if floor.CPU > 0 {
			ratio = u.CPU.Seconds() / floor.CPU.Seconds()
		}
		t.row(s.name, u.CPU.Seconds(), ratio, megabytes/u.CPU.Seconds(), u.Wall.Seconds(), float64(u.RSS)/1e6)
	}
	if floor.CPU == 0 {
		t.note("igzip is not installed (Debian: apt install isal), so there are no ratios to it.")
	}
	other := find("DuckDB")
	cheaper := other.CPU.Seconds() / one.CPU.Seconds()
	onDisk := float64(after.Data) / float64(gz)
	t.note("CPU is user and system time. Each import is into a new data directory, with everything on, and ends when all is committed and on disk.")
	t.note("DuckDB is told the columns and their types, and neither drops duplicates nor keeps provenance, unknown members or bloom filters' columns of its own; its one file is %.2f of the source.", float64(rewritten.Bytes)/float64(gz))
	t.note("The lake on disk: %d data files after compaction, %.1f MB, %.3f of the gzip files; metadata %.1f MB, index of seen events %.1f MB, state %.1f MB.",
		after.Files, float64(after.Data)/1e6, onDisk, float64(after.Metadata)/1e6, float64(after.Index)/1e6, float64(after.State)/1e6)
	if floor.CPU > 0 {
		b.report.most("import, one worker, against igzip's decompression", one.CPU.Seconds()/floor.CPU.Seconds(), 10, "× CPU")
	}
	b.report.most("import, one worker, memory", float64(one.RSS)/1e6, 300, "MB")
	b.report.most("import, two workers, memory", float64(two.RSS)/1e6, 500, "MB")
	b.report.least("DuckDB's read_json to sorted Parquet, against import", cheaper, 2, "× CPU")
	b.report.most("lake on disk, against the gzip files", onDisk, 0.7, "×")
}

// igzipAll decompresses files with as few processes as arguments allow.
func igzipAll(ctx context.Context, files []string) (usage, error) {
	var total usage
	for some := range slices.Chunk(files, 5000) {
		u, err := discard(ctx, "igzip", append([]string{"-d", "-c"}, some...)...)
		if err != nil {
			return total, err
		}
		total = usage{total.CPU + u.CPU, total.Wall + u.Wall, max(total.RSS, u.RSS)}
	}
	return total, nil
}
