package syntax

import "strconv"

func (w *printer) command(n Node) {
	switch n := n.(type) {
	case *Explain:
		w.put("EXPLAIN ")
		if n.Analyze {
			w.put("ANALYZE ")
		}
		if n.Verbose {
			w.put("VERBOSE ")
		}
		for i, o := range n.Options {
			w.put(map[bool]string{true: "(", false: ", "}[i == 0], o.Name, " ", o.Value)
		}
		if n.Options != nil {
			w.put(") ")
		}
		w.node(n.Statement)
	case *Describe:
		w.put("DESCRIBE ")
		w.clause(n.Form, n.Form, " ")
		w.node(n.Name)
		if n.Partition != nil {
			w.put(" ")
			w.node(n.Partition)
		}
		for i, c := range n.Column {
			w.put(map[bool]string{true: " ", false: "."}[i == 0])
			w.node(c)
		}
	case *DescribePrepared:
		w.put("DESCRIBE ", map[bool]string{true: "OUTPUT ", false: "INPUT "}[n.Output])
		w.node(n.Name)
	case *Prepare:
		w.put("PREPARE ")
		w.node(n.Name)
		w.put(" FROM ")
		w.node(n.Statement)
	case *Deallocate:
		w.put("DEALLOCATE PREPARE ")
		w.node(n.Name)
	case *Execute:
		w.put("EXECUTE ")
		if n.Immediate != nil {
			w.put("IMMEDIATE ")
			w.node(n.Immediate)
		} else {
			w.node(n.Name)
		}
		for i, x := range n.Using {
			w.put(map[bool]string{true: " USING ", false: ", "}[i == 0])
			w.node(x)
		}
	case *CreateView:
		w.put("CREATE ", map[bool]string{true: "OR REPLACE "}[n.Replace], "VIEW ")
		w.node(n.Name)
		if n.Comment != nil {
			w.put(" COMMENT ")
			w.node(n.Comment)
		}
		w.clause(n.Security, " SECURITY ", n.Security)
		w.put(" AS ")
		w.node(n.Query)
	case *DropView:
		w.put("DROP VIEW ", map[bool]string{true: "IF EXISTS "}[n.IfExists])
		w.node(n.Name)
	case *Show:
		w.put("SHOW ", n.What)
		if n.In != nil {
			switch n.What {
			case "COLUMNS", "TABLES", "SCHEMAS", "DATABASES", "FUNCTIONS", "VIEWS":
				w.put(" FROM")
			case "STATS":
				w.put(" FOR")
			}
			w.put(" ")
			w.node(n.In)
		}
		if n.Partition != nil {
			w.put(" ")
			w.node(n.Partition)
		}
		if n.What == "TBLPROPERTIES" && n.Regex != nil {
			w.put(" ")
			w.paren(n.Regex)
			return
		}
		if n.Like != nil {
			w.put(" LIKE ")
			w.node(n.Like)
		}
		if n.Escape != nil {
			w.put(" ESCAPE ")
			w.node(n.Escape)
		}
		if n.Regex != nil {
			w.put(" ")
			w.node(n.Regex)
		}
	}
}

func (w *printer) typeName(t *Type) {
	switch {
	case t.Name == "ROW" && t.Fields != nil:
		w.put("ROW (")
		list(w, t.Fields)
		w.put(")")
		return
	case t.Name == "INTERVAL YEAR TO MONTH", t.Name == "INTERVAL DAY TO SECOND":
		w.put(t.Name)
	case t.Name != "ROW" && plainWord(t.Name):
		w.put(t.Name)
	default:
		w.put(Quote(t.Name))
	}
	if t.Numbers != nil || t.Args != nil {
		w.put("(")
		for i, n := range t.Numbers {
			if i > 0 {
				w.put(", ")
			}
			w.put(strconv.Itoa(n))
		}
		if t.Numbers != nil && t.Args != nil {
			w.put(", ")
		}
		list(w, t.Args)
		w.put(")")
	}
	if t.WithZone {
		w.put(" WITH TIME ZONE")
	}
}

// plainWord reports whether an upper-case word is a name without quotes.
func plainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && (c < 'A' || c > 'Z') && (i == 0 || !isDigit(c)) {
			return false
		}
	}
	return s != "" && !reserved[s]
}
