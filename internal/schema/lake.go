package schema

// LakeColumns are the columns of an event data store as CloudTrail Lake shows them: free-form members as
// map(varchar, varchar), times as timestamp(3), and eventJson. Provenance and "$path" come after them, hidden.
func LakeColumns(t *Table) []Column {
	var visible, hidden []Column
	for _, s := range t.Columns {
		c := Column{Name: s.Name, From: s.Name, Stored: s.Type(), Type: s.declared(), Doc: s.Doc}
		if s.Name[0] == '_' {
			c.Hidden = true
			hidden = append(hidden, c)
			continue
		}
		visible = append(visible, c)
	}
	if t == CloudTrail {
		visible = append(visible, Column{Name: "eventJson", Type: Of(Varchar), Computed: EventJSON, Doc: "the whole event as JSON"})
	}
	for i := range hidden {
		if hidden[i].Name == "_object" {
			path := hidden[i]
			path.Name = "$path"
			hidden = append(hidden, path)
			break
		}
	}
	return append(visible, hidden...)
}

// Type is the type a stored column has in the lake; JSON stands for text that is JSON, and its Elem for what the text is
// declared as.
func (s Stored) Type() Type {
	return s.typed(func(s Stored) Type {
		if s.Kind == Timestamp {
			return TimestampOf(6)
		}
		t := Of(s.Kind)
		if s.Kind == JSON {
			t.Elem = s.Declared
		}
		return t
	})
}

func (s Stored) declared() Type {
	if s.Name[0] == '_' && s.Kind == JSON {
		return Of(Varchar)
	}
	return s.typed(func(s Stored) Type {
		if s.Kind == JSON {
			return MapOf(Of(Varchar), Of(Varchar))
		}
		return Of(s.Kind)
	})
}

func (s Stored) typed(leaf func(Stored) Type) Type {
	switch s.Kind {
	case Row:
		return rowOf(s.Members, leaf)
	case Array:
		return ArrayOf(rowOf(s.Members, leaf))
	}
	return leaf(s)
}

func rowOf(members []Stored, leaf func(Stored) Type) Type {
	t := Type{Kind: Row}
	for _, m := range members {
		t.Fields = append(t.Fields, Field{Name: m.Name, Type: m.typed(leaf)})
	}
	return t
}
