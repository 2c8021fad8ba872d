package demo

import "context"

// finish writes the files that need all the log files to be there, and
// completes the truth.
func finish(ctx context.Context, w *world, f folder, total *tally, t *Truth) error {
	t.Events, t.Duplicates, t.Conflicts, t.Misplaced = total.events, total.duplicates, total.conflicts, total.misplaced
	t.Records = t.Events + t.Duplicates + t.Conflicts
	t.OldestEvent, t.NewestEvent = iso(total.oldest), iso(total.newest)
	t.ByDay, t.ByAccount, t.ByEvent, t.ByError = total.byDay, total.byAccount, total.byEvent, total.byError
	t.LogFiles = len(total.logs)
	for i := range total.logs {
		t.LogBytes += total.logs[i].size
		t.JSONBytes += total.logs[i].jsonSize
	}
	t.Bytes = t.LogBytes

	keys, contents, records, told := w.insights(t.Chapters)
	t.Insights, t.InsightFiles = records, len(keys)
	t.Chapters = append(t.Chapters, Chapter{"insights", "CloudTrail Insights, in files of their own", told})
	p := newPacker()
	put := func(key string, content []byte) error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		p.begin()
		p.write(content)
		size, err := f.put(key, p.end())
		t.Bytes += size
		return err
	}
	for i, key := range keys {
		if err := put(key, contents[i]); err != nil {
			return err
		}
	}
	err := w.digests(total.logs, func(key string, content []byte) error {
		t.DigestFiles++
		return put(key, content)
	})
	t.Objects = t.LogFiles + t.InsightFiles + t.DigestFiles
	return err
}
