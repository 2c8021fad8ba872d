package syntax

func (w *printer) table(n Node) {
	switch n := n.(type) {
	case *CreateTableAs:
		w.put("CREATE TABLE ", map[bool]string{true: "IF NOT EXISTS "}[n.IfNotExists])
		w.node(n.Name)
		if n.Columns != nil {
			w.put(" ")
			w.columns(n.Columns)
		}
		w.labelled(" COMMENT ", n.Comment)
		w.properties(n.Properties)
		w.put(" AS ")
		w.node(n.Query)
		if n.NoData {
			w.put(" WITH NO DATA")
		}
	case *Property:
		w.node(n.Name)
		w.put(" = ")
		w.node(n.Value)
	case *Insert:
		w.put("INSERT INTO ")
		w.node(n.Name)
		if n.Columns != nil {
			w.put(" ")
			w.columns(n.Columns)
		}
		w.put(" ")
		w.node(n.Query)
	case *Unload:
		w.put("UNLOAD ")
		w.paren(n.Query)
		w.put(" TO ")
		w.node(n.To)
		w.properties(n.Properties)
	case *DropTable:
		w.put("DROP TABLE ", map[bool]string{true: "IF EXISTS "}[n.IfExists])
		w.node(n.Name)
	case *CreateSchema:
		w.put("CREATE SCHEMA ", map[bool]string{true: "IF NOT EXISTS "}[n.IfNotExists])
		w.node(n.Name)
		w.labelled(" COMMENT ", n.Comment)
		w.labelled(" LOCATION ", n.Location)
		if n.Pairs != nil {
			w.put(" WITH DBPROPERTIES (")
			list(w, n.Pairs)
			w.put(")")
		}
	case *Pair:
		w.node(n.Name)
		w.put(" = ")
		w.node(n.Value)
	case *DropSchema:
		w.put("DROP SCHEMA ", map[bool]string{true: "IF EXISTS "}[n.IfExists])
		w.node(n.Name)
		w.put(map[bool]string{true: " CASCADE"}[n.Cascade])
	case *SetProperties:
		w.put("ALTER TABLE ")
		w.node(n.Name)
		w.put(" SET TBLPROPERTIES (")
		list(w, n.Pairs)
		w.put(")")
	}
}

func (w *printer) labelled(label string, t *Text) {
	if t != nil {
		w.put(label)
		w.node(t)
	}
}

func (w *printer) properties(all []*Property) {
	if all != nil {
		w.put(" WITH (")
		list(w, all)
		w.put(")")
	}
}
