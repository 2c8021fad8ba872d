package demo

import (
	"maps"
	"math"
)

// tally is what one day's writing has counted.
type tally struct {
	events, duplicates, conflicts, misplaced int
	oldest, newest                           int64
	byDay, byAccount, byEvent, byError       map[string]int
	logs                                     []object
}

func newTally() *tally {
	return &tally{oldest: math.MaxInt64, byDay: map[string]int{}, byAccount: map[string]int{}, byEvent: map[string]int{}, byError: map[string]int{}}
}

func (t *tally) merge(o *tally) {
	t.events += o.events
	t.duplicates += o.duplicates
	t.conflicts += o.conflicts
	t.misplaced += o.misplaced
	t.oldest, t.newest = min(t.oldest, o.oldest), max(t.newest, o.newest)
	for _, m := range []struct{ to, from map[string]int }{
		{t.byDay, o.byDay}, {t.byAccount, o.byAccount}, {t.byEvent, o.byEvent}, {t.byError, o.byError},
	} {
		for k, n := range maps.All(m.from) {
			m.to[k] += n
		}
	}
	t.logs = append(t.logs, o.logs...)
}

// count adds one distinct event.
func (t *tally) count(rec *record, dayText string) {
	t.events++
	t.byDay[dayText]++
	t.byAccount[rec.account]++
	t.byEvent[rec.name]++
	if rec.errorCode != "" {
		t.byError[rec.errorCode]++
	}
	t.oldest = min(t.oldest, rec.at)
	t.newest = max(t.newest, rec.at)
}
