package functions

import (
	"fmt"
	"regexp"
	"strings"
)

// plain are texts that may be written again and again: columns, parameters of lambdas, members, numbers.
var plain = regexp.MustCompile(`^(?:"?\w+"?(?:\."?\w+"?)*|CAST\('[^']*' AS [A-Z]+\))$`)

// Let writes a form that uses values more than once: what is no plain name is computed once, and has a name within the form.
// A lambda's body could not hold it otherwise: there it would be computed for each element.
func (c *Call) Let(values []string, form func(names []string) string) string {
	names := make([]string, len(values))
	var members []string
	param := ""
	for i, v := range values {
		if plain.MatchString(v) {
			names[i] = v
			continue
		}
		if param == "" {
			param = c.Param()
		}
		names[i] = fmt.Sprintf("%s.v%d", param, i)
		members = append(members, fmt.Sprintf("v%d := %s", i, v))
	}
	text := form(names)
	if members == nil {
		return text
	}
	return "list_transform([struct_pack(" + strings.Join(members, ", ") + ")], lambda " + param + ": " + text + ")[1]"
}

// let fills a template whose arguments are written more than once.
func let(signature, form string) *Overload {
	return by(signature, func(c *Call) (string, error) {
		var err error
		text := c.Let(c.texts(), func(names []string) string {
			named := *c
			named.Args = make([]Arg, len(c.Args))
			for i, a := range c.Args {
				a.Text = names[i]
				named.Args[i] = a
			}
			var filled string
			filled, err = Fill(form, &named)
			return filled
		})
		return text, err
	})
}

func (c *Call) texts() []string {
	out := make([]string, len(c.Args))
	for i, a := range c.Args {
		out[i] = a.Text
	}
	return out
}
