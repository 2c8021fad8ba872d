package alert

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"tarn/internal/account"
	"tarn/internal/notify"
)

// evaluation is what an evaluation knows.
type evaluation struct {
	Window
	answer   Answer
	groups   []Group
	seen     map[string]bool
	silences []Silence
	names    account.Names
	language string
	link     string
}

// due is a group about which a message is due, with the rows that it is about.
type due struct {
	group *Group
	state State
	rows  []Row
}

// evaluate gives what becomes of a rule's groups, and the messages that are due. It depends on nothing but its arguments.
func (r Rule) evaluate(e evaluation) (Change, []Message, error) {
	c := Change{Rule: r.Name, Older: e.Now.Add(-max(time.Duration(r.MaxAge), time.Duration(r.Window)) - day)}
	columns, rows, value, err := r.rows(e.answer)
	if err != nil {
		return c, nil, err
	}
	order, found := byGroup(rows)
	before := map[string]Group{}
	for _, g := range e.groups {
		before[groupOf(g.Labels)] = g
	}
	var dues []due
	c.Groups = make([]Group, 0, len(e.groups)+len(order)) // which dues point into
	for _, g := range e.groups {
		hash := groupOf(g.Labels)
		if len(found[hash]) > 0 || g.State != Firing {
			continue // one that was pending is so no longer
		}
		if e.Now.Sub(g.Seen) < time.Duration(r.KeepFiringFor) {
			c.Groups = append(c.Groups, g)
			continue
		}
		g.State = Resolved
		dues = append(dues, due{group: &g, state: Resolved})
		if r.condition() {
			c.Forget = append(c.Forget, hash+"/")
		}
	}
	for _, hash := range order {
		g, known := before[hash]
		var fresh []Row
		for _, row := range found[hash] {
			switch {
			case e.seen[row.hash]:
				// What goes on is remembered as long as it does.
				if row.Time.IsZero() || r.condition() {
					c.Seen = append(c.Seen, Seen{row.hash, e.Now})
				}
			case row.Time.IsZero() || e.Now.Sub(row.Time) <= time.Duration(r.MaxAge):
				fresh = append(fresh, row)
			}
		}
		if len(fresh) == 0 && (!known || g.State != Firing) {
			continue // history, which nobody is told
		}
		if !known {
			g = Group{Rule: r.Name, Labels: found[hash][0].labels, State: Pending, Since: e.Now}
		}
		g.Seen, g.Rows, g.Value = e.Now, len(found[hash]), value[hash]
		if g.State == Pending && e.Now.Sub(g.Since) >= time.Duration(r.For) {
			g.State, g.Fired = Firing, e.Now
		}
		c.Groups = append(c.Groups, g)
		if g.State != Firing {
			continue
		}
		d := due{group: &c.Groups[len(c.Groups)-1], state: Firing}
		switch rested := e.Now.Sub(g.Sent); {
		case len(fresh) > 0 && rested >= time.Duration(r.GroupInterval):
			d.rows = fresh
		case r.RepeatInterval > 0 && !g.Sent.IsZero() && rested >= time.Duration(r.RepeatInterval):
			d.rows = found[hash]
		}
		if d.rows != nil {
			dues = append(dues, d)
		}
	}
	return c, r.tell(e, &c, columns, dues), nil
}

// maxMessages bounds the messages of one evaluation: what is due beyond is told in one more.
const maxMessages = 20

// tell makes the messages that are due, but for those that are silenced, and notes both.
func (r Rule) tell(e evaluation, c *Change, columns []string, dues []due) (out []Message) {
	crowds := map[State][]due{}
	for _, d := range dues {
		g := d.group
		event := Event{ID: uuid.NewString(), Rule: r.Name, Time: e.Now, State: d.state, Labels: g.Labels, Rows: len(d.rows), Value: g.Value, Link: e.link}
		m := r.write(e, columns, d)
		event.Title, event.Text, event.Columns, event.Sample = m.Title, m.Text, m.Columns, m.Rows
		silence := slices.IndexFunc(e.silences, func(s Silence) bool { return s.Matches(r.Name, g.Labels, e.Now) })
		if silence >= 0 {
			event.Silence = e.silences[silence].ID
			again := g.Silence == event.Silence
			g.Silence = event.Silence
			if !r.condition() {
				c.announce(d.rows, e.Now)
			}
			if !again || !r.condition() {
				c.Events = append(c.Events, event)
			}
			continue
		}
		g.Silence = ""
		c.announce(d.rows, e.Now)
		told := d.state == Firing || r.SendResolved && g.Messages > 0
		switch {
		case !told:
		case len(out) == maxMessages:
			crowds[d.state] = append(crowds[d.state], d)
			g.Sent, g.Messages = e.Now, g.Messages+1
		default:
			g.Sent, g.Messages = e.Now, g.Messages+1
			event.Message = m.ID
			out = append(out, m)
		}
		c.Events = append(c.Events, event)
	}
	for _, state := range []State{Firing, Resolved} {
		if crowd := crowds[state]; len(crowd) > 0 {
			out = append(out, r.crowd(e, c, columns, crowd))
		}
	}
	return out
}

// crowd makes one message of what is due about many groups.
func (r Rule) crowd(e evaluation, c *Change, columns []string, dues []due) Message {
	all := due{group: &Group{Rule: r.Name}, state: dues[0].state}
	in := map[string]bool{}
	for _, d := range dues {
		all.rows = append(all.rows, d.rows...)
		in[groupOf(d.group.Labels)] = true
	}
	m := r.write(e, columns, all)
	m.Thread = "" // it is about no group
	m.Fields = append(m.Fields, notify.Field{Name: "Groups", Value: itoa(len(dues))})
	if all.state == Resolved {
		m.Text = itoa(len(dues)) + " groups are firing no longer."
	}
	for i := range c.Events {
		if ev := &c.Events[i]; ev.Message == "" && ev.Silence == "" && ev.State == all.state && in[groupOf(ev.Labels)] {
			ev.Message = m.ID
		}
	}
	return m
}

// announce notes rows as told.
func (c *Change) announce(rows []Row, now time.Time) {
	for _, r := range rows {
		at := r.Time
		if at.IsZero() || at.Before(c.Older) {
			at = now
		}
		c.Seen = append(c.Seen, Seen{r.hash, at})
	}
}
