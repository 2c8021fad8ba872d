package schema

import "strings"

// LogColumns are the columns of a log format's table as SQL has them: those of AWS's statement, the partition columns last.
// Provenance and "$path" come after them, hidden.
func LogColumns(t *Table) []Column {
	var visible, hidden []Column
	for _, s := range t.Columns {
		c := Column{Name: s.Name, From: s.Name, Stored: s.Type(), Type: s.logged(), Doc: s.Doc}
		if s.Name[0] != '_' {
			visible = append(visible, c)
			continue
		}
		c.Hidden = true
		hidden = append(hidden, c)
		if s.Name == "_object" {
			c.Name = "$path"
			hidden = append(hidden, c)
		}
	}
	return append(visible, hidden...)
}

// logged is the type that AWS's statement gives a stored column: free-form JSON is text there.
func (s Stored) logged() Type {
	switch {
	case s.Declared != nil:
		return lower(*s.Declared)
	case s.Kind == JSON:
		return Of(Varchar)
	case s.Kind != Row && s.Kind != Array:
		return Of(s.Kind)
	}
	row := Type{Kind: Row}
	for _, m := range s.Members {
		row.Fields = append(row.Fields, Field{strings.ToLower(m.Name), m.logged()})
	}
	if s.Kind == Array {
		return ArrayOf(row)
	}
	return row
}

// lower is a type with its members' names in small letters, as Hive has them.
func lower(t Type) Type {
	if t.Elem != nil {
		elem := lower(*t.Elem)
		t.Elem = &elem
	}
	fields := make([]Field, len(t.Fields))
	for i, f := range t.Fields {
		fields[i] = Field{strings.ToLower(f.Name), lower(f.Type)}
	}
	if t.Fields = fields; len(fields) == 0 {
		t.Fields = nil
	}
	return t
}
