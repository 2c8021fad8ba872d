package demo

// Chapter is a named part of the story and the IDs of its events, in order.
type Chapter struct {
	Name   string   `json:"name"`
	Title  string   `json:"title"`
	Events []string `json:"events"`
}

// chapterDay says on which day a chapter is.
type chapterDay struct {
	name string
	day  int
}

// teller lays the story's events out over the days.
type teller struct {
	world    *world
	chapters []Chapter
	days     [][]event
	day      int
	told     uint64
	events   int
}

// tell returns the events of the story by day, its chapters, and how many
// distinct events they are. The chapters are the same for every number of days.
func (w *world) tell() ([][]event, []Chapter, int) {
	t := &teller{world: w, days: make([][]event, w.days)}
	for i, c := range []struct {
		name, title string
		tell        func(*teller)
	}{
		{"console-sign-ins", "Console sign-ins from the office, good and failed", tellSignIns},
		{"s3-data-events", "A deployment reads, writes and deletes objects", tellObjects},
		{"second-trail", "A release in the development account, delivered by both trails", tellSecondTrail},
		{"throttling", "A job asks KMS and Athena for more than the limits", tellThrottling},
		{"neighbouring-folder", "Events just before midnight, delivered into the next day's folder", tellNeighbours},
		{"role-chain", "One key leads to three roles in three accounts", tellRoleChain},
		{"access-denied", "A contractor's key is refused again and again", tellAccessDenied},
		{"foreign-sign-ins", "Sign-ins from an address that is not allowed", tellForeignSignIns},
		{"network-activity", "A VPC endpoint's policy refuses requests", tellNetworkActivity},
		{"root-activity", "The root user of the management account at work", tellRoot},
		{"user-created", "An IAM user is created, made an administrator, and given an access key", tellUserCreated},
		{"exfiltration", "The new key copies the members' uploads", tellExfiltration},
		{"trail-tampering", "The new key turns logging off", tellTampering},
		{"forged-copy", "A record whose ID appears again with another name in it", tellForgery},
		{"late-delivery", "Events delivered hours and days late", tellLate},
		{"wrong-region", "Events in another region's folder", tellWrongRegion},
		{"identities", "Each type of identity, once", tellIdentities},
		{"odd-values", "Big integers, floats, escapes, other scripts and unknown members", tellOddities},
		{"failed-sign-in-burst", "Failed sign-ins up to the newest event of all", tellBurst},
		{"guardrails", "What guards the accounts is loosened, from the network to the organisation", tellGuardrails},
	} {
		t.chapters = append(t.chapters, Chapter{Name: c.name, Title: c.title, Events: []string{}})
		t.day = (w.days - 1) * i / 18
		w.chapters = append(w.chapters, chapterDay{c.name, t.day})
		c.tell(t)
	}
	return t.days, t.chapters, t.events
}

// at puts a scene at a second of the chapter's day and returns its event's ID.
func (t *teller) at(second int, where site, s *scene) string {
	t.told++
	return t.put(event{at: t.second(second), seed: derive(t.world.seed, label("story"), t.told), scene: s, site: where})
}

// late is at, delivered after a delay.
func (t *teller) late(second, delay int, where site, s *scene) string {
	t.told++
	at := t.second(second)
	return t.put(event{at: at, deliver: at + int64(delay), seed: derive(t.world.seed, label("story"), t.told), scene: s, site: where})
}

func (t *teller) second(s int) int64 { return t.world.dayStart(t.day) + int64(s) }

func (t *teller) put(e event) string {
	t.days[t.day] = append(t.days[t.day], e)
	c := &t.chapters[len(t.chapters)-1]
	id := eventID(e.seed)
	c.Events = append(c.Events, id)
	t.events++
	return id
}

// key is an access key that plays a part.
func (t *teller) key(prefix, part string) string {
	return unique(prefix, derive(t.world.seed, label("key"), label(part)))
}

// person is an actor who is an IAM user with a long-lived key.
func (t *teller) person(account int, name, address string) actor {
	u := user{account, name}
	return actor{account, u.identity(t.world.seed, u.key(t.world.seed), ""), address, agents[cli][0]}
}

// clock turns hours and minutes into a second of the day, UTC.
func clock(h, m int) int { return h*hour + m*minute }
