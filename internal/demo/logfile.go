package demo

import "crypto/sha256"

// object is a written log file, as its digest describes it.
type object struct {
	key            string
	site           site
	stamp          int64
	records        int
	size, jsonSize int64
	hash           [sha256.Size]byte // of the decompressed content
	oldest, newest int64             // event times
	secondTrail    bool
}

// logKey names a file as CloudTrail does; kind is CloudTrail or
// CloudTrail-Insight.
//
// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
func logKey(prefix, kind string, s site, stamp int64, seed uint64) string {
	id, region := accounts[s.account()].id, regions[s.region()]
	b := append([]byte(prefix), id+"/"+kind+"/"+region+"/"...)
	b = append(appendFolder(b, stamp), '/')
	b = append(b, id+"_"+kind+"_"+region+"_"...)
	b = append(appendStamp(b, stamp), "Z_"...)
	r := prng{seed}
	return string(append(r.appendFrom(b, base62, 16), ".json.gz"...))
}

const (
	organisationPrefix = "AWSLogs/" + organisationID + "/"
	secondPrefix       = "trail2/AWSLogs/"
)

// scribe writes log files. It belongs to one goroutine.
type scribe struct {
	world  *world
	folder folder
	render renderer
	pack   *packer
	buffer []byte
	tally  *tally
}

// write writes the events of one file. Events of the second trail are counted
// as duplicates.
func (s *scribe) write(a *agenda, events []event, secondTrail bool) error {
	first := &events[0]
	o := object{site: first.site, stamp: first.stamp, records: len(events), oldest: first.at, secondTrail: secondTrail}
	prefix, seed := organisationPrefix, derive(first.seed, label("file"))
	if secondTrail {
		prefix, seed = secondPrefix, derive(first.seed, label("second file"))
	}
	o.key = logKey(prefix, "CloudTrail", o.site, o.stamp, seed)
	sum := sha256.New()
	s.pack.begin()
	flush := func() {
		sum.Write(s.buffer)
		s.pack.write(s.buffer)
		o.jsonSize += int64(len(s.buffer))
		s.buffer = s.buffer[:0]
	}
	folderDay := o.stamp / day
	s.buffer = append(s.buffer[:0], `{"Records":[`...)
	var dayAt int64 = -1
	var dayText string
	for i := range events {
		e := &events[i]
		if i > 0 {
			s.buffer = append(s.buffer, ',')
		}
		s.buffer = s.render.render(s.buffer, a, e)
		if len(s.buffer) >= 256<<10 {
			flush()
		}
		o.oldest, o.newest = min(o.oldest, e.at), max(o.newest, e.at)
		if e.at/day != folderDay {
			s.tally.misplaced++
		}
		switch {
		case secondTrail:
			s.tally.duplicates++
		case e.scene != nil && e.scene.forged:
			s.tally.conflicts++
		default:
			if e.at/day != dayAt {
				dayAt, dayText = e.at/day, dayName(e.at)
			}
			s.tally.count(&s.render.rec, dayText)
		}
	}
	s.buffer = append(s.buffer, "]}"...)
	flush()
	sum.Sum(o.hash[:0])
	var err error
	o.size, err = s.folder.put(o.key, s.pack.end())
	s.tally.logs = append(s.tally.logs, o)
	return err
}
