// Package arrival judges arrivals: which account's and region's logs come to a source, which do not, since when, and why.
package arrival

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"tarn/internal/source"
)

// Place is what logs are of: a service's folder as in source.Place, an account and a region. What keys do not tell is empty.
type Place struct{ Kind, Account, Region string }

// Seen is what is known of a place.
type Seen struct {
	// LastObject is when the youngest object arrived, as the source says, or the ledger where the source was not asked that far back.
	LastObject time.Time
	// Waiting are objects that are at the source and were not imported.
	Waiting int64
	// Read are objects of late that were imported, and Broken those of them of which nothing could be read; Why is the first reason.
	Read, Broken int64
	Why          string
	// LastEvent is the youngest event in the lake, of the time that was looked at.
	LastEvent time.Time
	// Digest is when the youngest digest file arrived: CloudTrail delivers one an hour, also when nothing happens.
	Digest time.Time
}

// Stop is a call that may have ended a delivery, as CloudTrail recorded it.
type Stop struct {
	Time                   time.Time
	Event, Account, Region string
	// Target is what the call named: a trail, or a bucket. By is who made the call, Address from where.
	Target, By, Address string
}

// Look is what was found at a source.
type Look struct {
	ID, URI string
	// Bucket is the source's, where it is in S3.
	Bucket string
	// Kind is what the source's logs are where none are there yet.
	Kind string
	// Err says that the source could not be looked at, or its youngest object not be read.
	Err error
	// Elsewhere is an address near the source's that has logs, where the source's has none.
	Elsewhere string
	Seen      map[Place]*Seen
	// Stops are those of all accounts, in the order of their times.
	Stops []Stop
}

// State is what a line says.
type State string

// The states.
const (
	OK          State = "ok"
	Quiet       State = "quiet"
	Waiting     State = "waiting"
	Stopped     State = "stopped"
	Never       State = "never"
	Quarantined State = "quarantined"
	Unreadable  State = "unreadable"
)

// Good reports whether nothing needs to be done.
func (s State) Good() bool { return s == OK || s == Quiet }

// Line is a place's judgement.
type Line struct {
	Source  string `json:"source"`
	Address string `json:"address"`
	Logs    string `json:"logs"`
	Account string `json:"account"`
	Region  string `json:"region"`
	State   State  `json:"state"`
	// Since is when the last object came, of what has stopped.
	Since      time.Time `json:"since,omitzero"`
	LastObject time.Time `json:"lastObject,omitzero"`
	LastEvent  time.Time `json:"lastEvent,omitzero"`
	// Lag is the time since the last object, in whole seconds.
	Lag    int64  `json:"lag,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Expected says who is to deliver: all regions of all accounts. What is missing is taken from what was seen.
type Expected struct {
	Accounts, Regions []string
	// Late is the time after which something should have come.
	Late time.Duration
	Now  time.Time
}

// seen gives a place's entry, which is made where there is none.
func (l *Look) seen(p Place) *Seen {
	if l.Seen == nil {
		l.Seen = map[Place]*Seen{}
	}
	if l.Seen[p] == nil {
		l.Seen[p] = &Seen{}
	}
	return l.Seen[p]
}

// At gives the entry for what a key tells; nil for what is no delivery of its own. A digest counts for its trail's place.
func (l *Look) At(p source.Place) (s *Seen, digest bool) {
	at := Place{p.Kind, p.Account, p.Region}
	switch p.Kind {
	case "CloudTrail-Digest":
		at.Kind = "CloudTrail"
		return l.seen(at), true
	case "CloudTrail-Insight":
		return nil, false
	}
	return l.seen(at), false
}

// places are those that are expected, or were seen, in the order of their names.
func (l *Look) places(e Expected) []Place {
	all := map[Place]bool{}
	kinds := map[string]bool{}
	for p := range l.Seen {
		all[p] = true
		kinds[p.Kind] = true
	}
	if len(kinds) == 0 && l.Kind != "" {
		kinds[l.Kind] = true
	}
	for kind := range kinds {
		var accounts, regions []string
		for p := range l.Seen {
			if p.Kind == kind && p.Account != "" {
				accounts, regions = append(accounts, p.Account), append(regions, p.Region)
			}
		}
		if len(accounts) == 0 && len(l.Seen) > 0 {
			continue // logs whose keys tell no account, as those of S3
		}
		if len(e.Accounts) > 0 {
			accounts = append(accounts, e.Accounts...)
		}
		if len(e.Regions) == 0 {
			for _, a := range e.Accounts {
				if !slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(p Place) bool { return p.Kind == kind && p.Account == a }) {
					all[Place{kind, a, ""}] = true
				}
			}
			continue
		}
		regions = e.Regions
		for _, a := range accounts {
			for _, r := range regions {
				all[Place{kind, a, r}] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region))
	})
}
