package syntax

// habits are what other dialects write, by the word or symbol where Trino's grammar stops, with what to write instead.
var habits = map[string]string{
	"RLIKE":         "write regexp_like(x, 'pattern')",
	"REGEXP":        "write regexp_like(x, 'pattern')",
	"SIMILAR":       "write regexp_like(x, 'pattern')",
	"ILIKE":         "write lower(x) LIKE lower('pattern')",
	"QUALIFY":       "write the window function in a subquery, and filter its result with WHERE",
	"TOP":           "write LIMIT at the end of the statement",
	"DISTRIBUTE":    "there is no DISTRIBUTE BY: leave it out",
	"CLUSTER":       "there is no CLUSTER BY: leave it out",
	"SORT":          "write ORDER BY",
	"DIV":           "write a / b: of integers it has no fraction",
	"MOD":           "write a % b, or mod(a, b)",
	"MINUS":         "write EXCEPT",
	"ISNULL":        "write x IS NULL",
	"NOTNULL":       "write x IS NOT NULL",
	"STRAIGHT_JOIN": "write JOIN … ON",
	"VIEW":          "write CROSS JOIN UNNEST(x) AS t (column) for LATERAL VIEW explode(x)",
	":":             "write CAST(x AS type) for x::type, and json_extract_scalar(x, '$.name') for x:name",
	"=>":            "write >=",
	"{":             "write MAP(ARRAY[keys], ARRAY[values]) for a map",
}

// keywords are the words that begin a clause: a misspelled one is told apart from an alias by where it stands.
var keywords = []string{"FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "JOIN", "SELECT", "BETWEEN", "DISTINCT"}

// habit gives a word of help for a statement that ends its being Trino's at the present token.
func (p *parser) habit() string {
	t := p.tok()
	last := &token{}
	if p.at > 0 {
		last = &p.toks[p.at-1]
	}
	after := func(word string) bool { return last.is(word) }
	switch {
	case t.is("=") && after("="), t.is("=") && p.at > 1 && after("=>"):
		return "write = for equality"
	case t.is("<") && after("="):
		return "write <="
	case t.is("=") && last.kind == bad, t.kind == bad:
		return ""
	case t.is("|") || after("|"):
		return "write OR; bits are combined with bitwise_or(a, b)"
	case t.is("^"):
		return "write power(a, b), or bitwise_xor(a, b) for bits"
	case t.is(",") && p.at > 1 && p.toks[p.at-2].is("LIMIT"):
		return "write OFFSET " + p.src[last.From.Offset:last.To.Offset] + " LIMIT n, in this order"
	case after(",") && (t.kind == eof || t.is(")") || t.isAny(keywords...)):
		return "there is a comma too many before this"
	case t.is("ON") && after("DISTINCT"):
		return "write row_number() OVER (PARTITION BY …) in a subquery, and keep number 1"
	case t.kind == word && habits[t.val] != "" || t.kind == symbol && habits[t.val] != "":
		return habits[t.val]
	case last.kind == word && habits[last.val] != "" && !reserved[last.val]:
		return habits[last.val]
	case t.kind == integer && after("INTERVAL"):
		return "write the number in quotes: INTERVAL '1' DAY"
	case t.kind == text && after("AS"), t.kind == text && (last.kind == word || last.kind == quotedWord) && !reserved[last.val]:
		return "a name takes double quotes: single quotes are for texts"
	case t.isAny("WHERE", "GROUP", "ORDER") && p.at > 1 && p.joinWithoutOn():
		return "a JOIN needs ON or USING; CROSS JOIN has neither"
	case t.kind == word && reserved[t.val] && (after("AS") || after(".") || after(",") || after("SELECT")) && !t.isAny(keywords...):
		return "this word is reserved: as a name it takes double quotes"
	}
	for _, back := range []*token{t, last} {
		if back.kind == word && !reserved[back.val] {
			for _, k := range keywords {
				if misspelled(back.val, k) {
					return "did you mean " + k + "?"
				}
			}
		}
	}
	return ""
}

func (p *parser) joinWithoutOn() bool {
	for i := p.at - 1; i >= 0; i-- {
		switch t := &p.toks[i]; {
		case t.is("JOIN"):
			return true
		case t.isAny("ON", "USING", "SELECT", "(", ")"):
			return false
		}
	}
	return false
}

// misspelled reports whether two words differ by one letter, or by two that changed places.
func misspelled(a, b string) bool {
	if a == b || len(a) > len(b)+1 || len(b) > len(a)+1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	ra, rb := a[i:], b[i:]
	switch {
	case len(ra) > len(rb):
		return ra[1:] == rb
	case len(rb) > len(ra):
		return rb[1:] == ra
	}
	return ra[1:] == rb[1:] || len(ra) > 1 && ra[0] == rb[1] && ra[1] == rb[0] && ra[2:] == rb[2:]
}
