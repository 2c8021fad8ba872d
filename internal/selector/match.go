package selector

import (
	"slices"
	"strings"
)

// Event is what a Matcher asks of an event.
type Event interface {
	// Text gives a field's text, and whether it is there. Booleans are true and false.
	Text(field string) (string, bool)
	// Resources calls yield with the type and the ARN, or the prefix of ARNs, of each of the event's resources.
	Resources(yield func(kind, arn string) bool)
}

// Matcher tells which events are taken.
type Matcher struct {
	selectors []compiled
	// region and account, where they are not empty, are those that events have to be of.
	region, account string
}

type compiled struct {
	category string
	fields   []Field
	// kind is the resources' type, arn the condition on their ARN.
	kind string
	arn  *Field
}

// Scope limits events by where they are from.
type Scope struct {
	// Region is the only region, Account the only account; all where empty.
	Region, Account string
}

// Matcher makes the matcher of valid selectors. It is nil where every event is taken.
func (s Selectors) Matcher(scope Scope) *Matcher {
	if len(s) == 0 && scope == (Scope{}) {
		return nil
	}
	m := &Matcher{region: scope.Region, account: scope.Account}
	for _, one := range s {
		c := compiled{category: one.category()}
		for _, f := range one.FieldSelectors {
			switch f.Field {
			case "eventCategory":
			case "resources.type":
				c.kind = f.Equals[0]
			case "resources.ARN":
				c.arn = &f
			default:
				c.fields = append(c.fields, f)
			}
		}
		m.selectors = append(m.selectors, c)
	}
	return m
}

// Match reports whether an event is taken.
func (m *Matcher) Match(e Event) bool {
	if m == nil {
		return true
	}
	if m.region != "" {
		if r, _ := e.Text("awsRegion"); r != m.region {
			return false
		}
	}
	if m.account != "" && accountOf(e) != m.account {
		return false
	}
	if len(m.selectors) == 0 {
		return true
	}
	category := categoryOf(e)
	return slices.ContainsFunc(m.selectors, func(c compiled) bool { return c.category == category && c.match(e) })
}

// categoryOf is an event's category. Before version 1.07 events had none, and managementEvent tells since 1.06.
func categoryOf(e Event) string {
	if c, ok := e.Text("eventCategory"); ok {
		return c
	}
	if v, ok := e.Text("managementEvent"); ok && v == "false" {
		return Data
	}
	return Management
}

func accountOf(e Event) string {
	if a, ok := e.Text("recipientAccountId"); ok {
		return a
	}
	a, _ := e.Text("userIdentity.accountId")
	return a
}

func (c *compiled) match(e Event) bool {
	for i := range c.fields {
		f := &c.fields[i]
		v, ok := e.Text(f.Field)
		// An event that does not say that it only reads is one that writes.
		if !ok && f.Field == "readOnly" {
			v, ok = "false", true
		}
		if !f.match(v, ok) {
			return false
		}
	}
	return (c.kind == "" && c.arn == nil) || c.matchResources(e)
}

// matchResources looks at the resources of the type that is asked for.
func (c *compiled) matchResources(e Event) bool {
	there, chosen, refused := false, false, false
	e.Resources(func(kind, arn string) bool {
		if c.kind != "" && kind != c.kind {
			return true
		}
		there = true
		if c.arn != nil {
			chosen = chosen || c.arn.selects(arn)
			refused = refused || c.arn.deselects(arn)
		}
		return !refused
	})
	return there && !refused && (c.arn == nil || chosen || !c.arn.selecting())
}

// match reports whether the field takes a value. One that is not there is none that an operator could select.
func (f *Field) match(v string, there bool) bool {
	if !there {
		return !f.selecting()
	}
	return !f.deselects(v) && (!f.selecting() || f.selects(v))
}

// selecting reports whether there are operators of which one has to fit.
func (f *Field) selecting() bool { return len(f.Equals)+len(f.StartsWith)+len(f.EndsWith) > 0 }

func (f *Field) selects(v string) bool { return fits(v, f.Equals, f.StartsWith, f.EndsWith) }

func (f *Field) deselects(v string) bool { return fits(v, f.NotEquals, f.NotStartsWith, f.NotEndsWith) }

func fits(v string, equal, starts, ends []string) bool {
	for _, x := range equal {
		if v == x {
			return true
		}
	}
	for _, x := range starts {
		if strings.HasPrefix(v, x) {
			return true
		}
	}
	for _, x := range ends {
		if strings.HasSuffix(v, x) {
			return true
		}
	}
	return false
}
