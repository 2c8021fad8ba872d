package alert

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"tarn/internal/parameter"
)

// anyRow is the threshold that every row meets.
const anyRow = "any row"

// threshold is a comparison of a column with a number; without a column every row meets it.
type threshold struct {
	column, op string
	than       float64
}

var comparison = regexp.MustCompile(`^"?([^"<>=!\s]+)"?\s*(>=|<=|<>|!=|==|=|<|>)\s*(\S+)$`)

func (r *Rule) parseThreshold() (*threshold, error) {
	r.Threshold = strings.TrimSpace(r.Threshold)
	if r.Threshold == "" {
		r.Threshold = anyRow
	}
	if r.Threshold == anyRow {
		return &threshold{}, nil
	}
	m := comparison.FindStringSubmatch(r.Threshold)
	if m == nil {
		return nil, fmt.Errorf("threshold %q: give %q, or a column compared with a number or a parameter, as in n >= 5", r.Threshold, anyRow)
	}
	t := &threshold{column: strings.ToLower(m[1]), op: m[2]}
	text := m[3]
	if name, ok := strings.CutPrefix(text, "@"); ok {
		value, ok := r.Parameters[name]
		if !ok {
			return nil, fmt.Errorf("threshold %q: there is no parameter @%s", r.Threshold, name)
		}
		text = parameter.Literal(value)
	}
	var err error
	if t.than, err = strconv.ParseFloat(text, 64); err != nil {
		return nil, fmt.Errorf("threshold %q: %s is no number", r.Threshold, m[3])
	}
	return t, nil
}

// meets reports whether a row meets the threshold, and gives the column's text. NULL meets none.
func (t *threshold) meets(r Row) (bool, string, error) {
	if t.column == "" {
		return true, "", nil
	}
	text, ok := r.Values[t.column]
	if !ok {
		return false, "", fmt.Errorf("the statement has no column %s, which the threshold compares", t.column)
	}
	if text == "" {
		return false, "", nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return false, text, fmt.Errorf("column %s is %q, which the threshold cannot compare with a number", t.column, text)
	}
	switch t.op {
	case ">=":
		return v >= t.than, text, nil
	case "<=":
		return v <= t.than, text, nil
	case ">":
		return v > t.than, text, nil
	case "<":
		return v < t.than, text, nil
	case "<>", "!=":
		return v != t.than, text, nil
	}
	return v == t.than, text, nil
}
