package demo

import "sort"

// event is an event to be: enough to write its record as often as it is needed.
type event struct {
	at      int64
	deliver int64
	stamp   int64 // of the log file it is delivered in
	seed    uint64
	scene   *scene // of the story; nil for the background
	session int32
	call    int16 // an index of calls, or one of the following
	site    site  // the folder it is delivered to
}

const (
	issueEvent int16 = -1 - iota
	twinEvent
	loginEvent
)

// agenda is one day: its sessions and its events, by log file and then by
// delivery.
type agenda struct {
	sessions []session
	events   []event
}

func (w *world) plan(d int) *agenda {
	start := w.dayStart(d)
	last := start + day - 1
	if d == w.days-1 {
		last -= quietTail
	}
	a := &agenda{}
	r := prng{derive(w.seed, label("day"), uint64(d))}
	for left := w.quota[d]; left > 0; {
		s, n := w.open(&r, start)
		left -= a.add(&r, s, min(n, left), left, last)
	}
	a.events = append(a.events, w.story[d]...)
	for i := range a.events {
		w.deliver(&a.events[i], start)
	}
	sort.Slice(a.events, func(i, j int) bool {
		x, y := &a.events[i], &a.events[j]
		switch {
		case x.site != y.site:
			return x.site < y.site
		case x.stamp != y.stamp:
			return x.stamp < y.stamp
		case x.deliver != y.deliver:
			return x.deliver < y.deliver
		}
		return x.seed < y.seed
	})
	return a
}

// add appends a session's events, none after last, and returns how many.
func (a *agenda) add(r *prng, s session, n, room int, last int64) int {
	before := len(a.events)
	index := int32(len(a.sessions))
	s.start = min(s.start, last-5*minute)
	put := func(call int16, at int64, where site) {
		a.events = append(a.events, event{at: min(at, last), seed: r.next(), session: index, call: call, site: where})
	}
	if s.issue != nil {
		put(issueEvent, s.start, siteOf(s.issue.account, usEast1))
		if s.issue.crossAccount() && room > 1 {
			put(twinEvent, s.start, siteOf(s.account, usEast1))
		}
	}
	if s.login && len(a.events)-before < room {
		put(loginEvent, s.start+1, siteOf(s.account, usEast1))
	}
	length := min(s.length, int(last-s.start))
	for len(a.events)-before < n {
		call := menus[s.profile][r.below(len(menus[s.profile]))]
		where := siteOf(s.account, s.region)
		if calls[call].kind&global != 0 {
			where = siteOf(s.account, usEast1)
		}
		put(int16(call), s.start+2+int64(r.below(length)), where)
	}
	a.sessions = append(a.sessions, s)
	return len(a.events) - before
}

// deliver decides when and in which log file an event arrives. Most arrive in
// minutes. A file of a busy account and region that is due after midnight lies
// in the next day's folder; elsewhere the day's last file takes what is left.
func (w *world) deliver(e *event, start int64) {
	if e.deliver != 0 {
		e.stamp = e.deliver - e.deliver%(5*minute)
		return
	}
	lag := prng{derive(e.seed, 0xde1)}
	e.deliver = e.at + int64(lag.between(60, 9*minute))
	slots := int64(w.slots[e.site])
	if e.deliver >= start+day && slots >= 24 {
		e.stamp = start + day + 5*minute
		return
	}
	slot := min(e.deliver-start, day-1) * slots / day
	e.stamp = start + (slot+1)*day/slots - 5*minute
	e.stamp -= e.stamp % (5 * minute)
}
