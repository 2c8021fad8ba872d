package serde

import "strings"

// newMultiDelimit is Hive's MultiDelimitSerDe: LazySimpleSerDe with a field.delim of several characters, which cannot be escaped.
func newMultiDelimit(t *Table) (func() reader, error) {
	delimiter, ok := t.property("field.delim")
	if !ok || delimiter == "" {
		return nil, metadata("This table does not have serde property \"field.delim\"!")
	}
	o, err := newTextOptions(t)
	if err != nil {
		return nil, err
	}
	columns := make([]textCell, len(t.Columns))
	for i, c := range t.Columns {
		if columns[i], err = o.cell(c.Type, 1); err != nil {
			return nil, err
		}
	}
	return newLineReader(t, func() func([]byte, []any) error {
		return func(line []byte, row []any) error {
			s, more := string(line), true
			for i := 0; i < len(columns) && more; i++ {
				var one string
				one, s, more = strings.Cut(s, delimiter)
				v, err := o.value(one, &columns[i])
				if err != nil {
					return err
				}
				row[i] = v
			}
			return nil
		}
	})
}
