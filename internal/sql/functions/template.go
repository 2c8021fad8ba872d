package functions

import (
	"fmt"
	"strconv"
	"strings"
)

// Fill writes a template's form for a call: see Overload.Duck. `$|| ` in it is the arguments between || operators.
func Fill(form string, c *Call) (string, error) {
	var b strings.Builder
	for i := 0; i < len(form); i++ {
		rest := form[i:]
		switch {
		case strings.HasPrefix(rest, "$type"):
			t, err := DuckType(c.Result)
			if err != nil {
				return "", err
			}
			b.WriteString(t)
			i += len("$type") - 1
		case strings.HasPrefix(rest, "$*"):
			b.WriteString(joined(c, ", "))
			i++
		case strings.HasPrefix(rest, "$|| "):
			b.WriteString(joined(c, " || "))
			i += len("$|| ") - 1
		case rest[0] == '$' && len(rest) > 1 && rest[1] >= '1' && rest[1] <= '9':
			n, _ := strconv.Atoi(rest[1:2])
			if n > len(c.Args) {
				return "", fmt.Errorf("%s has no argument %d", c.Name, n)
			}
			b.WriteString(c.Args[n-1].Text)
			i++
		case strings.HasPrefix(rest, "{fail "):
			end := strings.IndexByte(rest, '}')
			b.WriteString(c.Fail(rest[len("{fail "):end]))
			i += end
		default:
			b.WriteByte(rest[0])
		}
	}
	return b.String(), nil
}

func joined(c *Call, sep string) string {
	parts := make([]string, len(c.Args))
	for i, a := range c.Args {
		parts[i] = a.Text
	}
	return strings.Join(parts, sep)
}

// Form is the DuckDB form of a call of this overload.
func (o *Overload) Form(c *Call) (string, error) {
	if o.Emit != nil {
		return o.Emit(c)
	}
	return Fill(o.Duck, c)
}
