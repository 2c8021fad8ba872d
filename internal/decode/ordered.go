package decode

import (
	"fmt"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// ordered decodes lines whose fields are in the order that a header line names.
type ordered struct {
	lineReader
	separator byte
	// what is the name of a record, for reasons: "a flow log record".
	what string
	// slots are the fields in the order of the header.
	slots   []slot
	more    int
	scratch []byte
	rest    []byte
	// date is the last date that was read, days what it is.
	date [10]byte
	days int64
}

// slot is a field's place in a line.
type slot struct {
	name string
	// leaf is where the value goes; -1 where no column has it.
	leaf int
	kind schema.Kind
	// strict says that a value of another type is no value: the line is not a record.
	strict bool
}

// named makes the slots of a header; column gives the column of a field's name.
func named(l *rows.Layout, fields []string, column func(string) string, strict bool) []slot {
	slots := make([]slot, len(fields))
	taken := map[int]bool{}
	for i, f := range fields {
		slots[i] = slot{name: f, leaf: -1}
		if name := column(f); l.Has(name) && name[0] != '_' {
			if leaf := l.Leaf(name); !taken[leaf] {
				taken[leaf] = true
				slots[i].leaf, slots[i].kind, slots[i].strict = leaf, l.Leaves[leaf].Kind, strict
			}
		}
	}
	return slots
}

// fields reads a line's fields into the row that b has begun. It returns why the line is no record, or nothing.
func (d *ordered) fields(b *rows.Batch, line []byte) string {
	d.rest = d.rest[:0]
	i := 0
	for k := range d.slots {
		s := &d.slots[k]
		if i > len(line) {
			return fmt.Sprintf("not %s: %d fields, and %d are named", d.what, k, len(d.slots))
		}
		end := i
		var n int64
		switch {
		case s.leaf < 0:
		case s.kind == schema.Varchar:
			if k < len(d.slots)-1 {
				if n := b.Again(s.leaf, line[i:], d.separator); n >= 0 {
					i += n + 1
					continue
				}
			} else if i < len(line) {
				// What follows the line is its end, or a zero byte.
				if n := b.Again(s.leaf, line[i:len(line)+1], line[:len(line)+1][len(line)]); n == len(line)-i {
					i += n + 1
					continue
				}
			}
		case s.kind == schema.Integer || s.kind == schema.Bigint:
			for end < len(line) && line[end]-'0' <= 9 && end-i < 18 {
				n = n*10 + int64(line[end]-'0')
				end++
			}
			if end > i && (end == len(line) || line[end] == d.separator) && (s.kind == schema.Bigint || small(n)) {
				b.SetInt(s.leaf, n)
				i = end + 1
				continue
			}
		}
		for end < len(line) && line[end] != d.separator {
			end++
		}
		value := line[i:end]
		i = end + 1
		if len(value) == 1 && value[0] == '-' {
			continue
		}
		if !d.set(b, s, value) {
			if s.strict {
				return fmt.Sprintf("not %s: %s is %q", d.what, s.name, cut(value))
			}
			d.keep(s.name, value)
		}
	}
	if i <= len(line) {
		n := 1
		for ; i < len(line); i++ {
			if line[i] == d.separator {
				n++
			}
		}
		return fmt.Sprintf("not %s: %d fields, and %d are named", d.what, len(d.slots)+n, len(d.slots))
	}
	if len(d.rest) > 0 {
		text, _ := escapeText(d.scratch[:0], d.rest)
		b.SetString(d.more, text)
	}
	return ""
}

// set puts a value into its column, and reports whether it is one of the column's type.
func (d *ordered) set(b *rows.Batch, s *slot, value []byte) bool {
	if s.leaf < 0 {
		return false
	}
	switch s.kind {
	case schema.Varchar:
		text, valid := escapeText(d.scratch[:0], value)
		if valid {
			b.Learn(s.leaf, text)
		} else {
			b.SetString(s.leaf, text)
			d.scratch = text
		}
	case schema.Integer, schema.Bigint:
		n, ok := integer(value)
		if !ok || s.kind == schema.Integer && !small(n) {
			return false
		}
		b.SetInt(s.leaf, n)
	case schema.Double:
		f, ok := decimal(value)
		if !ok {
			return false
		}
		b.SetDouble(s.leaf, f)
	case schema.Date:
		if string(value) != string(d.date[:]) {
			days, ok := readDate(value)
			if !ok {
				return false
			}
			d.days = days
			copy(d.date[:], value)
		}
		b.SetInt(s.leaf, d.days)
	}
	return true
}

// keep adds a field to what goes to _more.
func (d *ordered) keep(name string, value []byte) {
	if len(d.rest) > 0 {
		d.rest = append(d.rest, d.separator)
	}
	d.rest = append(append(append(d.rest, name...), '='), value...)
}

// finish settles a line that was read: why is why it is no record, if it is none.
func (d *ordered) finish(b *rows.Batch, why string) error {
	if why == "" && d.fragment(d.separator) {
		why = "cut in two: the next line is the end of this one"
	}
	if why != "" {
		b.Drop()
		return d.reject(why)
	}
	return nil
}

// cut is text short enough for a reason.
func cut(text []byte) string {
	if len(text) > 40 {
		return string(text[:40]) + "…"
	}
	return string(text)
}

// underscored is a field's name as a column.
func underscored(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }
