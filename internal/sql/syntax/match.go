package syntax

// MatchRecognize is relation MATCH_RECOGNIZE (…): https://trino.io/docs/current/sql/match-recognize.html.
type MatchRecognize struct {
	Span
	Input       Relation
	PartitionBy []Expr
	OrderBy     []*SortItem
	Measures    []*Measure
	// Rows is "" where nothing was said, which means ONE.
	Rows RowsPerMatch
	// Skip is nil where nothing was said, which means PAST LAST ROW.
	Skip *SkipTo
	// Search is "", INITIAL or SEEK, which go with windows only.
	Search   string
	SearchAt Span
	Pattern  *RowPattern
	Subsets  []*Subset
	Defines  []*Definition
}

// RowsPerMatch is which rows a match gives.
type RowsPerMatch string

// The rows of a match; with AllRows alone, a match of no rows is shown.
const (
	OneRow        RowsPerMatch = "ONE ROW PER MATCH"
	AllRows       RowsPerMatch = "ALL ROWS PER MATCH"
	AllShowEmpty  RowsPerMatch = "ALL ROWS PER MATCH SHOW EMPTY MATCHES"
	AllOmitEmpty  RowsPerMatch = "ALL ROWS PER MATCH OMIT EMPTY MATCHES"
	AllWithOthers RowsPerMatch = "ALL ROWS PER MATCH WITH UNMATCHED ROWS"
)

// Measure is `expression AS name` of MEASURES.
type Measure struct {
	Span
	X    Expr
	Name *Ident
}

// SkipTo is AFTER MATCH SKIP …. With a Variable, Where is FIRST, LAST or "", which means LAST; without one, PAST LAST ROW or TO NEXT ROW.
type SkipTo struct {
	Span
	Where    string
	Variable *Ident
}

// Subset is `name = (variable, …)`.
type Subset struct {
	Span
	Name  *Ident
	Union []*Ident
}

// Definition is `variable AS condition` of DEFINE.
type Definition struct {
	Span
	Name *Ident
	X    Expr
}

// RowPattern is a pattern of rows, or a part of one.
type RowPattern struct {
	Span
	Kind PatternKind
	// Name is a variable's.
	Name *Ident
	// Parts are those of a concatenation, an alternation or a permutation, and what an exclusion or a quantifier is of.
	Parts      []*RowPattern
	Quantifier *Quantifier
}

// PatternKind is what a RowPattern is.
type PatternKind uint8

// The kinds of pattern: A, (), ^, $, A B, A | B, PERMUTE(A, B), {- A -}, A*.
const (
	PatternVariable PatternKind = iota
	PatternEmpty
	PatternStart
	PatternEnd
	PatternConcatenation
	PatternAlternation
	PatternPermutation
	PatternExclusion
	PatternQuantified
)

// Quantifier is how often: *, +, ?, or {min,max}, whose ends are "" where they were not given.
type Quantifier struct {
	Span
	Op        string // *, +, ? or {
	Min, Max  string
	Exact     bool // {n}, which is Min
	Reluctant bool
}

func (*MatchRecognize) relation() {}

// recognized: what follows a relation and its alias: MATCH_RECOGNIZE (…) [[AS] name [(columns)]]
func (p *parser) recognized(start Pos, input Relation) Relation {
	defer p.nest()()
	p.expect("MATCH_RECOGNIZE", "(")
	m := &MatchRecognize{Input: input}
	if p.accept("PARTITION", "BY") {
		m.PartitionBy = commas(p, p.expression)
	}
	if p.accept("ORDER", "BY") {
		m.OrderBy = commas(p, p.sortItem)
	}
	if p.accept("MEASURES") {
		m.Measures = commas(p, p.measure)
	}
	m.Rows = p.rowsPerMatch()
	if p.see("AFTER", "MATCH") {
		m.Skip = p.skipTo()
	}
	if p.tok().isAny("INITIAL", "SEEK") {
		m.SearchAt = p.tok().Span
		m.Search = p.advance().val
	}
	if !p.see("PATTERN") {
		expecting := []string{"'PATTERN'"}
		if m.Search == "" {
			expecting = []string{"'INITIAL'", "'PATTERN'", "'SEEK'"}
		}
		if m.Search == "" && m.Skip == nil {
			expecting = append([]string{"'AFTER'"}, expecting...)
		}
		if m.Search == "" && m.Skip == nil && m.Rows == "" {
			expecting = []string{"'AFTER'", "'ALL'", "'INITIAL'", "'ONE'", "'PATTERN'", "'SEEK'"}
			if m.Measures != nil || m.OrderBy != nil {
				expecting = append([]string{"','"}, expecting...)
			}
		}
		p.mismatch(expecting...)
	}
	p.expect("PATTERN", "(")
	m.Pattern = p.rowPattern()
	if !p.see(")") {
		p.mismatch("'$'", "'('", "')'", "'*'", "'+'", "'?'", "'PERMUTE'", "'^'", "'{'", "'{-'", "'|'", "<identifier>")
	}
	p.expect(")")
	if p.accept("SUBSET") {
		m.Subsets = commas(p, p.subset)
	}
	if m.Subsets == nil && !p.see("DEFINE") {
		p.mismatch("'DEFINE'", "'SUBSET'")
	}
	p.expect("DEFINE")
	m.Defines = commas(p, p.definition)
	p.expect(")")
	m.Span = p.from(start)
	if p.accept("AS") || p.seesAlias() {
		a := &Aliased{Relation: m, Alias: p.ident()}
		if p.see("(") {
			a.Columns = p.names()
		}
		a.Span = p.from(start)
		return a
	}
	return m
}

func (p *parser) measure() *Measure {
	start := p.pos()
	m := &Measure{X: p.expression()}
	p.expect("AS")
	m.Name = p.ident()
	m.Span = p.from(start)
	return m
}

// rowsPerMatch: ONE ROW PER MATCH | ALL ROWS PER MATCH [SHOW EMPTY MATCHES | OMIT EMPTY MATCHES | WITH UNMATCHED ROWS]
func (p *parser) rowsPerMatch() RowsPerMatch {
	switch {
	case p.accept("ONE"):
		p.expect("ROW", "PER", "MATCH")
		return OneRow
	case p.accept("ALL"):
		p.expect("ROWS", "PER", "MATCH")
		switch {
		case p.accept("SHOW"):
			p.expect("EMPTY", "MATCHES")
			return AllShowEmpty
		case p.accept("OMIT"):
			p.expect("EMPTY", "MATCHES")
			return AllOmitEmpty
		case p.accept("WITH"):
			p.expect("UNMATCHED", "ROWS")
			return AllWithOthers
		}
		return AllRows
	}
	return ""
}

// skipTo: AFTER MATCH SKIP (PAST LAST ROW | TO NEXT ROW | TO [FIRST | LAST] variable)
func (p *parser) skipTo() *SkipTo {
	start := p.pos()
	p.expect("AFTER", "MATCH", "SKIP")
	s := &SkipTo{}
	switch {
	case p.accept("PAST"):
		p.expect("LAST", "ROW")
		s.Where = "PAST LAST ROW"
	default:
		if !p.accept("TO") {
			p.mismatch("'PAST'", "'TO'")
		}
		if p.accept("NEXT", "ROW") {
			s.Where = "TO NEXT ROW"
			break
		}
		if p.tok().isAny("FIRST", "LAST") && p.ahead(1).isName() && !p.ahead(1).isAny("PATTERN", "INITIAL", "SEEK") {
			s.Where = p.advance().val
		}
		s.Variable = p.ident()
	}
	s.Span = p.from(start)
	return s
}

func (p *parser) subset() *Subset {
	start := p.pos()
	s := &Subset{Name: p.ident()}
	p.expect("=")
	s.Union = p.names()
	s.Span = p.from(start)
	return s
}

func (p *parser) definition() *Definition {
	start := p.pos()
	d := &Definition{Name: p.ident()}
	p.expect("AS")
	d.X = p.expression()
	d.Span = p.from(start)
	return d
}

// rowPattern: alternatives of concatenations of quantified primaries
func (p *parser) rowPattern() *RowPattern {
	defer p.nest()()
	start := p.pos()
	parts := []*RowPattern{p.patternSequence()}
	for p.accept("|") {
		parts = append(parts, p.patternSequence())
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return &RowPattern{Span: p.from(start), Kind: PatternAlternation, Parts: parts}
}

func (p *parser) patternSequence() *RowPattern {
	start := p.pos()
	parts := []*RowPattern{p.patternQuantified()}
	for p.tok().isName() || p.tok().isAny("(", "^", "$") || p.see("{", "-") {
		parts = append(parts, p.patternQuantified())
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return &RowPattern{Span: p.from(start), Kind: PatternConcatenation, Parts: parts}
}

func (p *parser) patternQuantified() *RowPattern {
	start := p.pos()
	x := p.patternPrimary()
	if !p.tok().isAny("*", "+", "?", "{") || p.see("{", "-") {
		return x
	}
	at := p.pos()
	q := &Quantifier{Op: p.advance().val}
	if q.Op == "{" {
		p.quantifierRange(q)
	}
	q.Reluctant = p.accept("?")
	q.Span = p.from(at)
	return &RowPattern{Span: p.from(start), Kind: PatternQuantified, Parts: []*RowPattern{x}, Quantifier: q}
}

// quantifierRange: n } | [n] , [m] }
func (p *parser) quantifierRange(q *Quantifier) {
	if p.tok().kind == integer {
		q.Min = p.advance().val
		q.Exact = p.see("}")
	}
	if !q.Exact {
		if !p.accept(",") {
			if q.Min == "" {
				p.mismatch("','", "<integer>")
			}
			p.mismatch("','", "'}'")
		}
		if p.tok().kind == integer {
			q.Max = p.advance().val
		}
	}
	p.expect("}")
}

// patternPrimary: variable | () | PERMUTE (pattern, …) | (pattern) | ^ | $ | {- pattern -}
func (p *parser) patternPrimary() *RowPattern {
	start := p.pos()
	part := func(kind PatternKind, parts ...*RowPattern) *RowPattern {
		return &RowPattern{Span: p.from(start), Kind: kind, Parts: parts}
	}
	switch {
	case p.accept("(", ")"):
		return part(PatternEmpty)
	case p.accept("("):
		x := p.rowPattern()
		p.expect(")")
		return x
	case p.accept("^"):
		return part(PatternStart)
	case p.accept("$"):
		return part(PatternEnd)
	case p.accept("{", "-"):
		x := p.rowPattern()
		p.expect("-", "}")
		return part(PatternExclusion, x)
	case p.seesPermutation():
		p.expect("PERMUTE", "(")
		parts := commas(p, p.rowPattern)
		p.expect(")")
		return part(PatternPermutation, parts...)
	case p.tok().isName():
		x := part(PatternVariable)
		x.Name = p.ident()
		x.Span = p.from(start)
		return x
	}
	p.mismatch("'$'", "'('", "'PERMUTE'", "'^'", "'{-'", "<identifier>")
	return nil
}

// seesPermutation reports whether PERMUTE (a, b) comes: with one part it is a variable of that name and a group.
func (p *parser) seesPermutation() bool {
	if !p.see("PERMUTE", "(") {
		return false
	}
	for depth, n := 1, 2; ; n++ {
		switch t := p.ahead(n); {
		case t.kind == eof:
			return false
		case t.is("("):
			depth++
		case t.is(")"):
			if depth--; depth == 0 {
				return false
			}
		case t.is("{"): // a quantifier's comma is none of these
			for t.is("{") && !p.ahead(n+1).is("-") && !p.ahead(n).is("}") && p.ahead(n).kind != eof {
				n++
			}
		case t.is(",") && depth == 1:
			return true
		}
	}
}

func matchChildren(k *kids, n Node) {
	switch n := n.(type) {
	case *MatchRecognize:
		addAll(k, n.Input)
		addAll(k, n.PartitionBy...)
		add(k, n.OrderBy...)
		add(k, n.Measures...)
		add(k, n.Skip)
		add(k, n.Pattern)
		add(k, n.Subsets...)
		add(k, n.Defines...)
	case *Measure:
		addAll(k, n.X)
		add(k, n.Name)
	case *SkipTo:
		add(k, n.Variable)
	case *RowPattern:
		add(k, n.Name)
		add(k, n.Parts...)
		add(k, n.Quantifier)
	case *Subset:
		add(k, n.Name)
		add(k, n.Union...)
	case *Definition:
		add(k, n.Name)
		addAll(k, n.X)
	}
}
