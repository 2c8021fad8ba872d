package syntax

func (w *printer) json(x *JSON) {
	w.put(x.Name, "(")
	if x.Input != nil {
		w.jsonValue(x.Input)
		w.put(", ")
		w.node(x.Path)
		if x.PathName != nil {
			w.put(" AS ")
			w.node(x.PathName)
		}
		w.jsonPassing(x.Passing)
	}
	for i, m := range x.Members {
		if i > 0 {
			w.put(", ")
		}
		if m.Key != nil {
			w.node(m.Key)
			w.put(" : ")
		}
		w.jsonValue(m.Value)
	}
	w.clause(x.Nulls, " ", x.Nulls, " ON NULL")
	w.clause(x.Unique, " ", x.Unique, " UNIQUE KEYS")
	if x.Returning != nil {
		if x.Input != nil || x.Members != nil {
			w.put(" ")
		}
		w.put("RETURNING ")
		w.node(x.Returning)
		w.jsonFormat(x.Format, x.Encoding)
	}
	w.jsonClauses(x)
	w.put(")")
}

// jsonClauses writes the wrapper and the behaviours.
func (w *printer) jsonClauses(x *JSON) {
	switch x.Wrapper {
	case "":
	case "WITHOUT":
		w.put(" WITHOUT ARRAY WRAPPER")
	default:
		w.put(" WITH ", x.Wrapper, " ARRAY WRAPPER")
	}
	w.clause(x.Quotes, " ", x.Quotes, " QUOTES")
	if x.Scalar {
		w.put(" ON SCALAR STRING")
	}
	w.jsonBehaviour(x.OnEmpty, x.EmptyDefault, "EMPTY")
	w.jsonBehaviour(x.OnError, x.ErrorDefault, "ERROR")
}

func (w *printer) jsonPassing(args []*JSONArgument) {
	for i, a := range args {
		w.put(map[bool]string{true: " PASSING ", false: ", "}[i == 0])
		w.jsonValue(a.Value)
		w.put(" AS ")
		w.node(a.Name)
	}
}

func (w *printer) jsonTable(t *JSONTable) {
	w.put("JSON_TABLE (")
	w.jsonValue(t.Input)
	w.put(", ")
	w.jsonNamed(t.Path, t.PathName)
	w.jsonPassing(t.Passing)
	w.jsonColumns(t.Columns)
	if t.Plan {
		w.put(" PLAN DEFAULT (", map[bool]string{true: "INNER", false: "OUTER"}[t.Inner], ", ", map[bool]string{true: "CROSS", false: "UNION"}[t.Cross], ")")
	}
	w.clause(t.OnError, " ", t.OnError, " ON ERROR")
	w.put(")")
}

func (w *printer) jsonNamed(path *Text, name *Ident) {
	w.node(path)
	if name != nil {
		w.put(" AS ")
		w.node(name)
	}
}

func (w *printer) jsonColumns(columns []*JSONColumn) {
	w.put(" COLUMNS (")
	list(w, columns)
	w.put(")")
}

func (w *printer) jsonColumn(c *JSONColumn) {
	if c.Columns != nil {
		w.put("NESTED PATH ")
		w.jsonNamed(c.Path, c.PathName)
		w.jsonColumns(c.Columns)
		return
	}
	w.node(c.Name)
	if c.Value == nil {
		w.put(" FOR ORDINALITY")
		return
	}
	w.put(" ")
	w.node(c.Value.Returning)
	w.jsonFormat(c.Value.Format, c.Value.Encoding)
	if c.Value.Path != nil {
		w.put(" PATH ")
		w.node(c.Value.Path)
	}
	w.jsonClauses(c.Value)
}

// clause writes parts where what is not empty.
func (w *printer) clause(what string, parts ...string) {
	if what != "" {
		w.put(parts...)
	}
}

func (w *printer) jsonBehaviour(what string, value Expr, on string) {
	if what == "" {
		return
	}
	w.put(" ", what)
	if value != nil {
		w.put(" ")
		w.node(value)
	}
	w.put(" ON ", on)
}

func (w *printer) jsonValue(v *JSONValue) {
	w.node(v.X)
	w.jsonFormat(v.Format, v.Encoding)
}

func (w *printer) jsonFormat(format bool, encoding string) {
	if format {
		w.put(" FORMAT JSON")
		w.clause(encoding, " ENCODING ", encoding)
	}
}
