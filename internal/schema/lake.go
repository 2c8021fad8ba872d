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

// Type is the type a stored column has in the lake; JSON stands for text that is JSON.
func (s Stored) Type() Type {
	return s.typed(func(k Kind) Type {
		if k == Timestamp {
			return TimestampOf(6)
		}
		return Of(k)
	})
}

func (s Stored) declared() Type {
	if s.Name[0] == '_' && s.Kind == JSON {
		return Of(Varchar)
	}
	return s.typed(func(k Kind) Type {
		if k == JSON {
			return MapOf(Of(Varchar), Of(Varchar))
		}
		return Of(k)
	})
}

func (s Stored) typed(leaf func(Kind) Type) Type {
	switch s.Kind {
	case Row:
		return rowOf(s.Members, leaf)
	case Array:
		return ArrayOf(rowOf(s.Members, leaf))
	}
	return leaf(s.Kind)
}

func rowOf(members []Stored, leaf func(Kind) Type) Type {
	t := Type{Kind: Row}
	for _, m := range members {
		t.Fields = append(t.Fields, Field{Name: m.Name, Type: m.typed(leaf)})
	}
	return t
}
