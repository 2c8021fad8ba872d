package source

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Plan says what a walk goes through.
type Plan struct {
	// From and To bound the events' times; no bound where zero. Folders are walked with a day's margin, since events lie in
	// neighbouring days' folders. Objects whose key tells no day are walked in any case.
	From, To time.Time
	// Accounts and Regions are those that are wanted; all if empty. Objects whose key does not tell theirs are then left out,
	// and counted.
	Accounts, Regions []string
	// Kinds are the services' folders that are wanted, as in Place.Kind; all if empty. Unknown kinds are wanted, too.
	Kinds []string
	// Full lists everything, whatever State says.
	Full bool
	// State is that of the last walk; empty at first.
	State State
	// LookBack is how many days before the latest one seen are listed again; 3 if zero.
	LookBack int
	// FullEvery is how often everything is listed: this finds late and replaced objects. A day if zero.
	FullEvery time.Duration
	// Now is the present, for tests.
	Now time.Time
}

// State is what a walk leaves for the next one. Keep it once everything that the walk found is imported, not before.
type State struct {
	// Full is when the last walk over everything began.
	Full time.Time `json:"full,omitzero"`
	// Days has the latest day seen, by the prefix of an account's region.
	Days map[string]Day `json:"days,omitempty"`
	// Limits are those of the plan, as text. A State of a limited walk says nothing of what lies beyond.
	Limits string `json:"limits,omitempty"`
}

// limits is empty for a plan that wants everything.
func (p Plan) limits() string {
	l := struct {
		From, To                 Day
		Accounts, Regions, Kinds []string
	}{Accounts: sorted(p.Accounts), Regions: sorted(p.Regions), Kinds: sorted(p.Kinds)}
	l.From, l.To = p.days()
	if l.From == "" && l.To == "" && len(l.Accounts)+len(l.Regions)+len(l.Kinds) == 0 {
		return ""
	}
	text, _ := json.Marshal(l)
	return string(text)
}

func sorted(s []string) []string { return slices.Compact(slices.Sorted(slices.Values(s))) }

// days are the first and the last folder to walk, empty where there is no bound.
func (p Plan) days() (from, to Day) {
	if !p.From.IsZero() {
		from = DayOf(p.From).Add(-1)
	}
	if !p.To.IsZero() {
		to = DayOf(p.To).Add(1)
	}
	return from, to
}

// full reports whether everything is to be listed.
func (p Plan) full() bool {
	covers := p.State.Limits == "" || p.State.Limits == p.limits()
	return p.Full || !covers || p.State.Full.IsZero() || p.Now.Sub(p.State.Full) >= p.FullEvery
}

// start is the first day to list of an account's region, empty for its beginning.
func (p Plan) start(prefix string) Day {
	from, _ := p.days()
	if p.full() || p.State.Days[prefix] == "" {
		return from
	}
	return max(from, p.State.Days[prefix].Add(-p.LookBack))
}

// wants reports whether a place, or what is below it, is within the limits as far as it tells.
func (p Plan) wants(at Place) bool {
	return among(p.Accounts, at.Account) && among(p.Regions, at.Region) && among(p.Kinds, at.Kind)
}

func among(wanted []string, s string) bool {
	return s == "" || len(wanted) == 0 || slices.Contains(wanted, s)
}

// placed reports whether a place tells all that the limits ask for.
func (p Plan) placed(at Place) bool {
	return (len(p.Accounts) == 0 || at.Account != "") && (len(p.Regions) == 0 || at.Region != "")
}

// after is the state once the walk is done. A limited walk leaves the state of an unlimited one as it is.
func (p Plan) after(days map[string]Day) State {
	limits := p.limits()
	// A walk with limits leaves the state of a wider one as it is; one without takes the place of any.
	limited := !p.From.IsZero() || !p.To.IsZero() || len(p.Accounts)+len(p.Regions) > 0
	if !p.State.Full.IsZero() && p.State.Limits != limits && limited {
		return p.State
	}
	s := State{Full: p.State.Full, Days: maps.Clone(p.State.Days), Limits: limits}
	if p.full() {
		s.Full, s.Days = p.Now, nil
	}
	if s.Days == nil {
		s.Days = map[string]Day{}
	}
	// A folder of a day to come must not hide the days before it.
	tomorrow := DayOf(p.Now).Add(1)
	for prefix, day := range days {
		if day <= tomorrow {
			s.Days[prefix] = max(s.Days[prefix], day)
		}
	}
	return s
}
