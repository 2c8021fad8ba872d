package syntax

import "strings"

// Print writes a statement, or any part of one, on one line, with no more parentheses than it needs. Parsing what it writes gives
// the same tree.
func Print(n Node) string {
	w := &printer{}
	w.node(n)
	return w.String()
}

type printer struct {
	strings.Builder
	// hive says that what is written is Hive's.
	hive bool
}

func (w *printer) put(parts ...string) {
	for _, s := range parts {
		w.WriteString(s)
	}
}

// list writes nodes between commas.
func list[T Node](w *printer, nodes []T) {
	for i, n := range nodes {
		if i > 0 {
			w.put(", ")
		}
		w.node(n)
	}
}

func (w *printer) paren(n Node) {
	w.put("(")
	w.node(n)
	w.put(")")
}

func (w *printer) node(n Node) {
	switch n := n.(type) {
	case *Query:
		w.query(n)
	case *Explain, *Show, *Describe, *Prepare, *Execute, *Deallocate, *DescribePrepared, *CreateView, *DropView:
		w.command(n)
	case *CreateTableAs, *Property, *Insert, *Unload, *DropTable, *Pair, *DropSchema:
		w.table(n)
	case *CreateTable, *CreateSchema, *SetProperties, *AddPartitions, *DropPartitions, *RenamePartition, *SetLocation, *AddColumns, *ChangeColumn, *DropColumn, *RenameTable, *UnsetProperties, *AlterSchema, *Repair, *Optimize, *Vacuum:
		w.hiveStatement(n)
	case *HiveColumn, *HiveField, *HiveType, *PartitionTerm, *SortedBy, *PartitionSpec, *PartitionValue:
		w.hivePart(n)
	case *InlineFunction:
		w.inlineFunction(n)
	case *FunctionParam:
		w.node(n.Name)
		w.put(" ")
		w.node(n.Type)
	case *JSONColumn:
		w.jsonColumn(n)
	case *Measure, *SkipTo, *Subset, *Definition, *RowPattern, *Quantifier:
		w.matchPart(n)
	case *With:
		w.put("WITH ")
		if n.Recursive {
			w.put("RECURSIVE ")
		}
		list(w, n.Tables)
	case *CommonTable:
		w.node(n.Name)
		w.columns(n.Columns)
		w.put(" AS ")
		w.paren(n.Query)
	case *Select:
		w.selectBody(n)
	case *SetOperation:
		w.node(n.Left)
		w.put(" ", string(n.Op), " ")
		if n.All {
			w.put("ALL ")
		}
		if n.Corresponding {
			w.put("CORRESPONDING ")
		}
		if n.By != nil {
			w.put("BY")
			w.columns(n.By)
			w.put(" ")
		}
		w.node(n.Right)
	case *Values:
		w.put("VALUES ")
		list(w, n.Rows)
	case *TableBody:
		w.put("TABLE ")
		w.node(n.Name)
	case *ParenQuery:
		w.paren(n.Query)
	case *SelectExpr:
		w.node(n.X)
		if n.Alias != nil {
			w.put(" AS ")
			w.node(n.Alias)
		}
	case *SelectAll:
		if n.Base != nil {
			w.expr(n.Base, precPrimary)
			w.put(".")
		}
		w.put("*")
		if n.Aliases != nil {
			w.put(" AS")
			w.columns(n.Aliases)
		}
	case *GroupBy:
		w.put("GROUP BY ")
		if n.Distinct {
			w.put("DISTINCT ")
		}
		list(w, n.Elements)
	case *GroupElement:
		w.groupElement(n)
	case *SortItem:
		w.node(n.X)
		if n.Desc {
			w.put(" DESC")
		}
		if n.Nulls != "" {
			w.put(" NULLS ", n.Nulls)
		}
	case *NamedWindow:
		w.node(n.Name)
		w.put(" AS ")
		w.node(n.Spec)
	case *Name:
		for i, p := range n.Parts {
			if i > 0 {
				w.put(".")
			}
			w.node(p)
		}
	case *Type:
		w.typeName(n)
	case *TypeField:
		if n.Name != nil {
			w.node(n.Name)
			w.put(" ")
		}
		w.node(n.Type)
	case *Window:
		w.window(n)
	case *Frame:
		w.put(n.Unit, " ")
		if n.Last == nil {
			w.node(n.First)
			return
		}
		w.put("BETWEEN ")
		w.node(n.First)
		w.put(" AND ")
		w.node(n.Last)
	case *Bound:
		if n.Value != nil {
			w.node(n.Value)
			w.put(" ")
		}
		w.put(n.Kind)
	case *TableArgument:
		if n.Name != nil {
			w.node(n.Name)
			w.put(" => ")
		}
		switch {
		case n.Table != nil:
			w.tableArgument(n.Table)
		case n.Columns != nil:
			w.put("DESCRIPTOR")
			w.columns(n.Columns)
		default:
			w.node(n.X)
		}
	case *When:
		w.put(" WHEN ")
		w.node(n.Cond)
		w.put(" THEN ")
		w.node(n.Result)
	case Relation:
		w.relation(n)
	case Expr:
		w.expr(n, precLambda)
	}
}

func (w *printer) query(q *Query) {
	if q.Functions != nil {
		w.put("WITH ")
		list(w, q.Functions)
		w.put(" ")
	}
	if q.With != nil {
		w.node(q.With)
		w.put(" ")
	}
	w.node(q.Body)
	if q.OrderBy != nil {
		w.put(" ORDER BY ")
		list(w, q.OrderBy)
	}
	if q.Offset != nil {
		w.put(" OFFSET ")
		w.node(q.Offset)
		w.put(" ROWS")
	}
	switch {
	case q.Limit == nil:
	case q.Fetch:
		w.put(" FETCH FIRST ")
		w.node(q.Limit)
		if q.Ties {
			w.put(" ROWS WITH TIES")
		} else {
			w.put(" ROWS ONLY")
		}
	default:
		w.put(" LIMIT ")
		w.node(q.Limit)
	}
}

func (w *printer) selectBody(s *Select) {
	w.put("SELECT ")
	if s.Distinct {
		w.put("DISTINCT ")
	}
	list(w, s.Items)
	if s.From != nil {
		w.put(" FROM ")
		list(w, s.From)
	}
	if s.Where != nil {
		w.put(" WHERE ")
		w.node(s.Where)
	}
	if s.GroupBy != nil {
		w.put(" ")
		w.node(s.GroupBy)
	}
	if s.Having != nil {
		w.put(" HAVING ")
		w.node(s.Having)
	}
	if s.Windows != nil {
		w.put(" WINDOW ")
		list(w, s.Windows)
	}
}

func (w *printer) groupElement(g *GroupElement) {
	switch g.Kind {
	case GroupPlain:
		w.groupingSet(g.Sets[0])
		return
	case GroupAuto:
		w.put("AUTO")
		return
	case GroupRollup:
		w.put("ROLLUP (")
	case GroupCube:
		w.put("CUBE (")
	case GroupSets:
		w.put("GROUPING SETS (")
	}
	for i, set := range g.Sets {
		if i > 0 {
			w.put(", ")
		}
		w.groupingSet(set)
	}
	w.put(")")
}

func (w *printer) groupingSet(set []Expr) {
	if len(set) == 1 {
		w.node(set[0])
		return
	}
	w.put("(")
	list(w, set)
	w.put(")")
}

// columns writes a list of names in parentheses, if there is one.
func (w *printer) columns(names []*Ident) {
	if names != nil {
		w.put(" (")
		list(w, names)
		w.put(")")
	}
}

// tableArgument writes TABLE (…), with its alias.
func (w *printer) tableArgument(r Relation) {
	if a, ok := r.(*Aliased); ok {
		w.tableArgument(a.Relation)
		w.put(" AS ")
		w.node(a.Alias)
		w.columns(a.Columns)
		return
	}
	w.put("TABLE (")
	if d, ok := r.(*Derived); ok {
		w.node(d.Query)
	} else {
		w.node(r)
	}
	w.put(")")
}

func (w *printer) relation(r Relation) {
	switch r := r.(type) {
	case *Table:
		if r.StoreID {
			w.put(r.Name.Parts[0].Name)
		} else {
			w.node(r.Name)
		}
		if r.Version != nil {
			w.put(" FOR ")
			if r.VersionTime {
				w.put("TIMESTAMP")
			} else {
				w.put("VERSION")
			}
			w.put(" AS OF ")
			w.expr(r.Version, precConcat)
		}
	case *Aliased:
		w.node(r.Relation)
		w.put(" AS ")
		w.node(r.Alias)
		w.columns(r.Columns)
	case *Sampled:
		w.node(r.Relation)
		w.put(" TABLESAMPLE ", r.Method, " ")
		w.paren(r.Percentage)
	case *Join:
		w.join(r)
	case *JSONTable:
		w.jsonTable(r)
	case *MatchRecognize:
		w.match(r)
	case *Unnest:
		w.put("UNNEST (")
		list(w, r.Exprs)
		w.put(")")
		if r.Ordinality {
			w.put(" WITH ORDINALITY")
		}
	case *TableFunction:
		w.put("TABLE (")
		w.node(r.Name)
		w.put(" (")
		list(w, r.Args)
		w.put("))")
	case *Lateral:
		w.put("LATERAL ")
		w.paren(r.Query)
	case *Derived:
		w.paren(r.Query)
	case *ParenRelation:
		w.paren(r.Relation)
	}
}

func (w *printer) join(j *Join) {
	w.node(j.Left)
	w.put(" ")
	if j.Natural {
		w.put("NATURAL ")
	}
	w.put(string(j.Kind), " JOIN ")
	w.node(j.Right)
	if j.On != nil {
		w.put(" ON ")
		w.node(j.On)
	}
	if j.Using != nil {
		w.put(" USING")
		w.columns(j.Using)
	}
}
