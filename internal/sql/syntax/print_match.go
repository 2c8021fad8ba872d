package syntax

func (w *printer) match(m *MatchRecognize) {
	w.node(m.Input)
	w.put(" MATCH_RECOGNIZE (")
	space := ""
	clause := func(there bool, word string) bool {
		if there {
			w.put(space, word)
			space = " "
		}
		return there
	}
	if clause(m.PartitionBy != nil, "PARTITION BY ") {
		list(w, m.PartitionBy)
	}
	if clause(m.OrderBy != nil, "ORDER BY ") {
		list(w, m.OrderBy)
	}
	if clause(m.Measures != nil, "MEASURES ") {
		list(w, m.Measures)
	}
	clause(m.Rows != "", string(m.Rows))
	if clause(m.Skip != nil, "AFTER MATCH SKIP ") {
		w.node(m.Skip)
	}
	clause(m.Search != "", m.Search)
	clause(true, "PATTERN (")
	w.node(m.Pattern)
	w.put(")")
	if clause(m.Subsets != nil, "SUBSET ") {
		list(w, m.Subsets)
	}
	clause(true, "DEFINE ")
	list(w, m.Defines)
	w.put(")")
}

func (w *printer) matchPart(n Node) {
	switch n := n.(type) {
	case *Measure:
		w.node(n.X)
		w.put(" AS ")
		w.node(n.Name)
	case *SkipTo:
		if n.Variable == nil {
			w.put(n.Where)
			return
		}
		w.put("TO ")
		if n.Where != "" {
			w.put(n.Where, " ")
		}
		w.node(n.Variable)
	case *Subset:
		w.node(n.Name)
		w.put(" =")
		w.columns(n.Union)
	case *Definition:
		w.node(n.Name)
		w.put(" AS ")
		w.node(n.X)
	case *RowPattern:
		w.rowPattern(n)
	case *Quantifier:
		w.quantifier(n)
	}
}

// within writes a part of a pattern, in parentheses unless it is of a kind that binds closer.
func (w *printer) within(n *RowPattern, loose ...PatternKind) {
	for _, kind := range loose {
		if n.Kind == kind {
			w.paren(n)
			return
		}
	}
	w.node(n)
}

func (w *printer) rowPattern(n *RowPattern) {
	parts := func(between string, loose ...PatternKind) {
		for i, part := range n.Parts {
			if i > 0 {
				w.put(between)
			}
			w.within(part, loose...)
		}
	}
	switch n.Kind {
	case PatternVariable:
		w.node(n.Name)
	case PatternEmpty:
		w.put("()")
	case PatternStart:
		w.put("^")
	case PatternEnd:
		w.put("$")
	case PatternConcatenation:
		parts(" ", PatternConcatenation, PatternAlternation)
	case PatternAlternation:
		parts(" | ", PatternAlternation)
	case PatternPermutation:
		w.put("PERMUTE(")
		parts(", ")
		w.put(")")
	case PatternExclusion:
		w.put("{- ")
		parts("")
		w.put(" -}")
	case PatternQuantified:
		parts("", PatternConcatenation, PatternAlternation, PatternQuantified)
		w.node(n.Quantifier)
	}
}

func (w *printer) quantifier(q *Quantifier) {
	w.put(q.Op)
	if q.Op == "{" {
		w.put(q.Min)
		if !q.Exact {
			w.put(",", q.Max)
		}
		w.put("}")
	}
	if q.Reluctant {
		w.put("?")
	}
}
