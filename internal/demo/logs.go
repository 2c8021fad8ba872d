package demo

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// serviceLog is a kind of log beside the trails: records that a service delivers to a bucket of its own.
type serviceLog struct {
	// name is the format's, as `tarn import --format` has it.
	name string
	// share is how many records there are for 1,000 events of the trails.
	share int
	// files is how many objects a day has, each of as many hours.
	files int
	// plain objects are not compressed.
	plain bool
	// key names the object of the hours from at on; name is a seed for the parts that are made up.
	key func(at int64, name uint64) string
	// head begins each object, tail ends it, and between goes between two records.
	head, tail, between string
	// line appends the record of a second; it ends in a line feed, unless an object is one document.
	line func(b []byte, r *prng, at int64) []byte
	// story gives what the story has on a day: those lines besides. The chapter "" is of every day.
	story func(w *world, chapter string, day int64) []logLine
}

// logLine is a line of the story and its second.
type logLine struct {
	at   int64
	text string
}

// serviceLogs are in the order in which the truth has them.
var serviceLogs = []serviceLog{flowLog, balancerLog, connectionLog, healthLog, networkLog, classicLog, accessLog, distributionLog, firewallLog, resolverLog, findingLog, snapshotLog, historyLog}

// LogFormats are the names of the logs beside the trails, as Options.Logs takes them.
func LogFormats() (names []string) {
	for _, k := range serviceLogs {
		names = append(names, k.name)
	}
	return names
}

// LogTruth counts the logs of one format.
type LogTruth struct {
	Format  string `json:"format"`
	Objects int    `json:"objects"`
	Records int    `json:"records"`
	Bytes   int64  `json:"bytes"` // of the objects
}

// LogRecords counts the records and the objects of the logs besides those of the trails.
func (t *Truth) LogRecords() (records, objects int) {
	for _, l := range t.Logs {
		records, objects = records+l.Records, objects+l.Objects
	}
	return records, objects
}

// logFolders are the buckets of the logs beside the trails.
var logFolders = []string{"vpc-flow-logs", "elb-logs", "s3-access-logs", "cloudfront-logs", "aws-waf-logs-miru", "resolver-logs", "guardduty-findings", "config-logs"}

// writeLogs writes the logs of the formats that are asked for.
func (w *world) writeLogs(ctx context.Context, f folder, names []string, events int, t *Truth) error {
	for _, name := range names {
		i := slices.IndexFunc(serviceLogs, func(k serviceLog) bool { return k.name == name })
		if i < 0 {
			return fmt.Errorf("no logs of the format %s; there are %s", name, strings.Join(LogFormats(), ", "))
		}
	}
	for i := range serviceLogs {
		k := &serviceLogs[i]
		if !slices.Contains(names, k.name) {
			continue
		}
		truth := LogTruth{Format: k.name}
		quota := quotas(events*k.share/1000, w.days, w.first)
		for d := range w.days {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			if err := w.writeLogDay(f, k, d, quota[d], &truth); err != nil {
				return err
			}
		}
		t.Logs = append(t.Logs, truth)
	}
	return nil
}

// writeLogDay writes one day's objects of a kind.
func (w *world) writeLogDay(f folder, k *serviceLog, d, n int, truth *LogTruth) error {
	start := w.dayStart(d)
	r := prng{derive(w.seed, label("logs"), label(k.name), uint64(d))}
	lines := w.storyLines(k, d)
	for range n {
		at := start + int64(allHours.second(&r, start))
		lines = append(lines, logLine{at, string(k.line(nil, &r, at))})
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].at < lines[j].at })
	pack := newPacker()
	span := int64(day / k.files)
	for slot := range int64(k.files) {
		from := start + slot*span
		content := []byte(k.head)
		records := 0
		for ; len(lines) > 0 && lines[0].at < from+span; lines = lines[1:] {
			if records > 0 {
				content = append(content, k.between...)
			}
			content = append(content, lines[0].text...)
			records++
		}
		if records == 0 {
			continue
		}
		content = append(content, k.tail...)
		if !k.plain {
			pack.begin()
			pack.write(content)
			content = pack.end()
		}
		size, err := f.put(k.key(from, r.next()), content)
		if err != nil {
			return err
		}
		truth.Objects++
		truth.Records += records
		truth.Bytes += size
	}
	return nil
}

// storyLines are the lines that belong to the chapters of a day.
func (w *world) storyLines(k *serviceLog, d int) (lines []logLine) {
	if k.story == nil {
		return nil
	}
	lines = k.story(w, "", w.dayStart(d))
	for _, c := range w.chapters {
		if c.day == d {
			lines = append(lines, k.story(w, c.name, w.dayStart(d))...)
		}
	}
	return lines
}
