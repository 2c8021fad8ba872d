package demo

// world is what all days share: the seed and what follows from the options.
type world struct {
	seed     uint64
	first    int64 // start of the first day
	days     int
	quota    []int          // background events by day
	slots    [siteCount]int // log files a day, by site
	story    [][]event      // by day
	chapters []chapterDay
}

func (w *world) dayStart(d int) int64 { return w.first + int64(d)*day }

// quietTail is how long before the end of the last day the background stops, so
// that the story has the newest event.
const quietTail = 3 * minute

// shareOut sets the log files a day for each site: a file holds more events the
// more there are in all, and never covers less than five minutes, as on AWS.
func (w *world) shareOut(events int) {
	perFile := 1
	for perFile*perFile*3 < events {
		perFile++
	}
	for s := range w.slots {
		slots := events / w.days * siteShare(site(s)) / 1000 / perFile
		w.slots[s] = min(max(slots, 1), day/(5*minute))
	}
}

// siteShare estimates a site's share of the events, per mille. About a tenth of
// the calls go to global services.
func siteShare(s site) int {
	a := &accounts[s.account()]
	share := 0
	for _, r := range a.regions {
		if r.region == s.region() {
			share = a.weight * r.weight * 9 / 1000
		}
	}
	if s.region() == usEast1 {
		share += a.weight / 10
	}
	return share
}
