package arrival

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Judge gives a line for each place that is expected or was seen. A source of which nothing is known has one line.
func (l *Look) Judge(e Expected) []Line {
	head := Line{Source: l.ID, Address: l.URI}
	if l.Err != nil {
		head.State, head.Reason = Unreadable, l.Err.Error()
		return []Line{head}
	}
	places := l.places(e)
	if len(l.Seen) == 0 {
		head.State, head.Reason = Never, "nothing lies below "+l.URI+": the prefix is wrong, or nothing was ever delivered"
		if l.Elsewhere != "" {
			head.Reason = "the prefix is wrong: nothing lies below " + l.URI + ", and logs do below " + l.Elsewhere
		}
		if len(places) == 0 {
			return []Line{head}
		}
	}
	var all []Line
	for _, p := range places {
		line := head
		line.Logs, line.Account, line.Region = p.Kind, p.Account, p.Region
		if line.State == "" {
			l.judge(&line, p, e)
		}
		all = append(all, line)
	}
	return all
}

func (l *Look) judge(line *Line, p Place, e Expected) {
	s := l.Seen[p]
	if s == nil || s.LastObject.IsZero() && s.Digest.IsZero() {
		line.State, line.Reason = Never, l.never(p)
		return
	}
	line.LastObject, line.LastEvent = s.LastObject, s.LastEvent
	last := s.LastObject
	if !last.IsZero() {
		line.Lag = int64(e.Now.Sub(last).Seconds())
	}
	switch {
	case e.Now.Sub(last) > e.Late && e.Now.Sub(s.Digest) <= e.Late:
		line.State, line.Reason = Quiet, "digest files come: the trail runs, and nothing has happened there"
	case e.Now.Sub(last) > e.Late:
		line.State, line.Since = Stopped, last
		line.Reason = l.stopped(p, *s)
	case s.Read > 0 && s.Broken == s.Read:
		line.State = Quarantined
		line.Reason = fmt.Sprintf("objects come, and all of the last %d are in quarantine: %s; 'tarn quarantine list' lists them", s.Read, s.Why)
	case s.Waiting > 0 && s.Read == 0:
		line.State = Waiting
		line.Reason = fmt.Sprintf("%d objects came and were not imported: 'tarn import' reads them, 'tarn up' goes on reading", s.Waiting)
	default:
		line.State = OK
		if s.Broken > 0 {
			line.Reason = fmt.Sprintf("%d of the last %d objects are in quarantine: %s", s.Broken, s.Read, s.Why)
		}
	}
}

// never says why nothing may ever have come.
func (l *Look) never(p Place) string {
	var regions, accounts []string
	for other, s := range l.Seen {
		if other.Kind != p.Kind || s.LastObject.IsZero() {
			continue
		}
		if other.Account == p.Account {
			regions = append(regions, other.Region)
		} else {
			accounts = append(accounts, other.Account)
		}
	}
	slices.Sort(regions)
	who := map[string]string{"CloudTrail": "trail", "vpcflowlogs": "flow log", "elasticloadbalancing": "load balancer"}[p.Kind]
	if who == "" {
		who = "delivery"
	}
	switch {
	case len(regions) > 0 && p.Kind == "CloudTrail":
		return "the account's trail delivers for " + some(regions) + " and not for here: it is not of all regions, or nothing was ever done in this one"
	case len(regions) > 0:
		return "the account delivers from " + some(regions) + ": no " + who + " of this region delivers here"
	case len(accounts) > 0:
		return "other accounts deliver: this one has no " + who + " that delivers here, or the bucket's policy does not list it ('tarn setup' prints one that does)"
	}
	return "nothing was ever delivered: there is no " + who + " that delivers here, or the bucket's policy refuses it ('tarn setup' prints one)"
}

func some(list []string) string {
	if n := len(list); n > 3 {
		return strings.Join(list[:3], ", ") + fmt.Sprintf(" and %d more regions", n-3)
	}
	return strings.Join(list, ", ")
}

// stopsOf are the calls that end a service's delivery, the surest first.
var stopsOf = map[string][][]string{
	"CloudTrail":           {{"StopLogging", "DeleteTrail"}, {"UpdateTrail", "PutEventSelectors"}},
	"vpcflowlogs":          {{"DeleteFlowLogs"}, {"DeleteVpc"}},
	"elasticloadbalancing": {{"DeleteLoadBalancer", "ModifyLoadBalancerAttributes"}},
	"WAFLogs":              {{"DeleteLoggingConfiguration", "PutLoggingConfiguration"}},
	"GuardDuty":            {{"DeletePublishingDestination", "DeleteDetector"}},
	"Config":               {{"StopConfigurationRecorder", "DeleteDeliveryChannel"}},
}

// bucketStops are calls about the bucket, by whatever account.
var bucketStops = []string{"DeleteBucket", "PutBucketPolicy", "DeleteBucketPolicy"}

// StopEvents are the names of all calls that Look.Stops should have, and of those that take one back.
func StopEvents() []string {
	all := append([]string{"StartLogging"}, bucketStops...)
	for _, lists := range stopsOf {
		for _, names := range lists {
			all = append(all, names...)
		}
	}
	slices.Sort(all)
	return all
}

// stopped finds the call that ended the delivery: the last one since an hour before the last object, which may have been written late.
func (l *Look) stopped(p Place, s Seen) string {
	after := s.LastObject.Add(-time.Hour)
	for _, names := range stopsOf[p.Kind] {
		if stop, ok := l.last(after, names, func(c Stop) bool { return c.Account == p.Account }); ok {
			return stop.sentence()
		}
	}
	if stop, ok := l.last(after, bucketStops, func(c Stop) bool { return l.Bucket != "" && c.Target == l.Bucket }); ok {
		return stop.sentence()
	}
	return "the lake has no call that ended it: the delivery, or the bucket's policy, was changed by a call that was not delivered either"
}

// last is the last of the calls, unless it was taken back.
func (l *Look) last(after time.Time, names []string, ours func(Stop) bool) (Stop, bool) {
	started := map[string]bool{}
	for i := len(l.Stops) - 1; i >= 0; i-- {
		c := l.Stops[i]
		switch {
		case c.Time.Before(after):
			return Stop{}, false
		case c.Event == "StartLogging":
			started[c.Account+c.trail()] = true
		case slices.Contains(names, c.Event) && ours(c) && !(c.Event == "StopLogging" && started[c.Account+c.trail()]):
			return c, true
		}
	}
	return Stop{}, false
}

// trail is the target's name, which calls give as a name or as an ARN.
func (c Stop) trail() string {
	_, name, ok := strings.Cut(c.Target, ":trail/")
	if !ok {
		return c.Target
	}
	return name
}

func (c Stop) sentence() string {
	s := c.Event
	if c.Target != "" {
		s += " of " + c.Target
	}
	s += " at " + c.Time.UTC().Format(time.RFC3339)
	if c.By != "" {
		s += " by " + c.By
	}
	if c.Address != "" {
		s += " from " + c.Address
	}
	return s
}
