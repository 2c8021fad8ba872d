package wire

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Check gathers what is wrong with the members of a struct, in AWS's words.
type Check struct {
	found []string
	more  int
}

// most bounds the message.
const most = 10

// Err gives the message of all that was found, empty where nothing was.
func (c *Check) Err() string {
	switch n := len(c.found) + c.more; n {
	case 0:
		return ""
	case 1:
		return "1 validation error detected: " + c.found[0]
	default:
		return fmt.Sprintf("%d validation errors detected: %s", n, strings.Join(c.found, "; "))
	}
}

func (c *Check) note(value, at, constraint string) {
	if len(c.found) == most {
		c.more++
		return
	}
	c.found = append(c.found, fmt.Sprintf("Value %s at '%s' failed to satisfy constraint: %s", value, at, constraint))
}

// shown is a value in a message, which may be long.
func shown(v string) string {
	const limit = 200
	if len(v) > limit {
		cut := limit
		for !utf8.RuneStart(v[cut]) {
			cut--
		}
		v = v[:cut] + "…"
	}
	return "'" + v + "'"
}

// At is the place of a member, in small letters at its beginning, as AWS names it.
func (c *Check) At(at, member string) string {
	member = strings.ToLower(member[:1]) + member[1:]
	if at == "" {
		return member
	}
	return at + "." + member
}

// Item is the place of a list's element, which counts from 0.
func (c *Check) Item(at string, i int) string { return at + "." + strconv.Itoa(i+1) + ".member" }

// Key and Value are the places of a map's key and value.
func (c *Check) Key(at, _ string) string   { return at }
func (c *Check) Value(at, k string) string { return at + "." + k + ".member" }

// Required checks that a member is there.
func (c *Check) Required(there bool, at string) {
	if !there {
		c.note("null", at, "Member must not be null")
	}
}

// Length checks a text's length in characters; max is -1 where there is no limit.
func (c *Check) Length(v, at string, min, max int) {
	n := utf8.RuneCountInString(v)
	if n < min {
		c.note(shown(v), at, fmt.Sprintf("Member must have length greater than or equal to %d", min))
	}
	if max >= 0 && n > max {
		c.note(shown(v), at, fmt.Sprintf("Member must have length less than or equal to %d", max))
	}
}

// Size checks the number of a list's or map's elements; max is -1 where there is no limit.
func (c *Check) Size(n int, at string, min, max int) {
	if n < min {
		c.note(fmt.Sprintf("'[%d elements]'", n), at, fmt.Sprintf("Member must have length greater than or equal to %d", min))
	}
	if max >= 0 && n > max {
		c.note(fmt.Sprintf("'[%d elements]'", n), at, fmt.Sprintf("Member must have length less than or equal to %d", max))
	}
}

// Matches checks a text against a pattern.
func (c *Check) Matches(v, at string, p *Pattern) {
	p.once.Do(func() { p.re = regexp.MustCompile(`\A(?:` + p.Text + `)\z`) })
	if !p.re.MatchString(v) {
		c.note(shown(v), at, "Member must satisfy regular expression pattern: "+p.Text)
	}
}

// Pattern has to match the whole of a text. It is read when it is first needed: there are hundreds.
type Pattern struct {
	Text string
	once sync.Once
	re   *regexp.Regexp
}

// Enum checks that a text is one of a list.
func (c *Check) Enum(v, at string, values []string) {
	if !slices.Contains(values, v) {
		c.note(shown(v), at, "Member must satisfy enum value set: ["+strings.Join(values, ", ")+"]")
	}
}

// AtLeast and AtMost check a number.
func (c *Check) AtLeast(v float64, at string, min float64) {
	if v < min {
		c.note(number(v), at, "Member must have value greater than or equal to "+strconv.FormatFloat(min, 'f', -1, 64))
	}
}

func (c *Check) AtMost(v float64, at string, max float64) {
	if v > max {
		c.note(number(v), at, "Member must have value less than or equal to "+strconv.FormatFloat(max, 'f', -1, 64))
	}
}

func number(v float64) string { return "'" + strconv.FormatFloat(v, 'f', -1, 64) + "'" }
