package serde

import (
	"tarn/internal/sql/trinoregexp"
)

// newRegex is Hive's RegexSerDe: https://docs.aws.amazon.com/athena/latest/ug/regex-serde.html. A column has the text of its
// group; a line that the pattern does not match as a whole is a row of NULLs. Groups beyond the columns are not looked at: AWS's
// own definition for NLB's logs has one.
func newRegex(t *Table) (func() reader, error) {
	pattern, ok := t.property("input.regex")
	if !ok || pattern == "" {
		return nil, metadata("the property input.regex is missing; RegexSerDe reads lines by it")
	}
	if err := plainColumns(t); err != nil {
		return nil, err
	}
	m, err := newLineMatcher(pattern, t.flag("input.regex.case.insensitive", false))
	if err != nil {
		return nil, metadata("input.regex cannot be read: %v", err)
	}
	if m.groups() < len(t.Columns) {
		return nil, metadata("Number of matching groups doesn't match the number of columns: input.regex has %d groups, the table has %d columns", m.groups(), len(t.Columns))
	}
	columns := t.Columns
	return newLineReader(t, func() func([]byte, []any) error {
		return func(line []byte, row []any) error {
			s := validText(string(line))
			return m.match(s, func(places []int) {
				for i := range columns {
					if from := places[2*i+2]; from >= 0 {
						row[i] = plainValue(s[from:places[2*i+3]], columns[i].Type)
					}
				}
			})
		}
	})
}

// lineMatcher matches whole lines.
type lineMatcher struct{ re *trinoregexp.Regexp }

func newLineMatcher(pattern string, foldCase bool) (*lineMatcher, error) {
	if foldCase {
		pattern = "(?i)" + pattern
	}
	re, err := trinoregexp.Compile(`\A(?:` + javaRegex(pattern) + `)\z`)
	if err != nil {
		return nil, err
	}
	return &lineMatcher{re}, nil
}

func (m *lineMatcher) groups() int { return m.re.Groups() }

// match calls found with the places of the groups of a line, if it matches: two a group, -1 where it took no part.
func (m *lineMatcher) match(line string, found func(places []int)) error {
	err := m.re.Each(line, func(places []int) bool {
		found(places)
		return false
	})
	if err != nil {
		return &Error{Code: codeCursor, Message: "input.regex takes too long for this line: " + err.Error(), Err: err}
	}
	return nil
}
