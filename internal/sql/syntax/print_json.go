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
		for i, a := range x.Passing {
			w.put(map[bool]string{true: " PASSING ", false: ", "}[i == 0])
			w.jsonValue(a.Value)
			w.put(" AS ")
			w.node(a.Name)
		}
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
	w.put(")")
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
