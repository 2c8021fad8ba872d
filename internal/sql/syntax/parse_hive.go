package syntax

// createHiveTable: CREATE [EXTERNAL] TABLE [IF NOT EXISTS] name [(columns)] [COMMENT 'text'] [PARTITIONED BY (columns)]
// [CLUSTERED BY …] [ROW FORMAT …] [STORED AS …] [LOCATION 'place'] [TBLPROPERTIES (…)]
func (p *parser) createHiveTable() Statement {
	start := p.pos()
	p.expect("CREATE")
	c := &CreateTable{External: p.accept("EXTERNAL")}
	p.expect("TABLE")
	c.IfNotExists = p.accept("IF", "NOT", "EXISTS")
	c.Name = p.hiveName()
	if p.see("LIKE") {
		p.refuse(p.from(start), "CREATE TABLE LIKE is not in Athena: SHOW CREATE TABLE gives a statement to begin from")
	}
	if p.see("(") {
		c.Columns = p.hiveColumns()
	}
	if p.accept("COMMENT") {
		c.Comment = p.hiveText()
	}
	if p.accept("PARTITIONED") {
		p.expect("BY")
		p.partitionedBy(c)
	}
	if p.see("CLUSTERED") {
		c.Clustered = p.clustered()
	}
	if p.see("SKEWED") {
		p.refuse(p.tok().Span, "SKEWED BY is not in Athena: leave it out")
	}
	if p.see("ROW") {
		c.Format = p.rowFormat()
	}
	if p.see("STORED") {
		c.Stored = p.storedAs()
		if p.see("WITH", "SERDEPROPERTIES") {
			if c.Format == nil {
				c.Format = &RowFormat{}
			}
			at := p.pos()
			p.serdeProperties(c.Format)
			if c.Format.SerDe == nil && !c.Format.Delimited {
				c.Format.Span = p.from(at)
			}
		}
	}
	if p.accept("LOCATION") {
		c.Location = p.hiveText()
	}
	if p.accept("TBLPROPERTIES") {
		c.Properties = p.pairs()
	}
	c.Span = p.from(start)
	return c
}

// clauses are the words that begin a clause of CREATE TABLE.
var clauses = []string{"COMMENT", "PARTITIONED", "CLUSTERED", "ROW", "STORED", "WITH", "LOCATION", "TBLPROPERTIES"}

// hiveText is a text in single or double quotes.
func (p *parser) hiveText() *Text {
	t := p.tok()
	if t.kind != text && !(t.kind == quotedWord && p.hive) {
		p.mismatch("<string>")
	}
	p.advance()
	return &Text{Span: t.Span, Value: t.val}
}

// hiveIdent is a name of a column or a member: any word, and in any quotes.
func (p *parser) hiveIdent() *Ident {
	t := p.tok()
	switch {
	case (t.kind == backWord || t.kind == quotedWord) && t.val != "":
		p.advance()
		return &Ident{Span: t.Span, Name: t.val, Quoted: true}
	case t.kind == word, t.kind == digitWord:
		p.advance()
		return &Ident{Span: t.Span, Name: p.src[t.From.Offset:t.To.Offset]}
	}
	p.mismatch("<identifier>")
	return nil
}

func (p *parser) hiveNames() []*Ident {
	p.expect("(")
	list := commas(p, p.hiveIdent)
	p.expect(")")
	return list
}

// hiveColumns: (name type [COMMENT 'text'], …)
func (p *parser) hiveColumns() []*HiveColumn {
	p.expect("(")
	list := commas(p, p.hiveColumn)
	p.expect(")")
	return list
}

func (p *parser) hiveColumn() *HiveColumn {
	start := p.pos()
	c := &HiveColumn{Name: p.hiveIdent(), Type: p.hiveType()}
	if p.accept("COMMENT") {
		c.Comment = p.hiveText()
	}
	c.Span = p.from(start)
	return c
}

// partitionedBy: (name type, …) | (name, day(name), bucket(16, name), …)
func (p *parser) partitionedBy(c *CreateTable) {
	if next := p.ahead(2); !next.is(",") && !next.is(")") && !next.is("(") {
		c.PartitionedBy = p.hiveColumns()
		return
	}
	p.expect("(")
	c.Terms = commas(p, func() *PartitionTerm {
		start := p.pos()
		t := &PartitionTerm{Column: p.hiveIdent()}
		if p.accept("(") {
			if t.Column.Quoted {
				p.fail(t.Column.Span, "a transform has no quotes: day, hour, month, year, bucket or truncate")
			}
			t.Transform = lower(t.Column.Name)
			if p.tok().kind == integer {
				t.Number = p.integer()
				p.expect(",")
			}
			t.Column = p.hiveIdent()
			p.expect(")")
		}
		t.Span = p.from(start)
		return t
	})
	p.expect(")")
}

// clustered: CLUSTERED BY (names) [SORTED BY (name [ASC|DESC], …)] INTO n BUCKETS
func (p *parser) clustered() *Clustered {
	start := p.pos()
	p.expect("CLUSTERED", "BY")
	c := &Clustered{By: p.hiveNames()}
	if p.accept("SORTED") {
		p.expect("BY", "(")
		c.Sorted = commas(p, func() *SortedBy {
			start := p.pos()
			s := &SortedBy{Name: p.hiveIdent()}
			if s.Desc = p.accept("DESC"); !s.Desc {
				p.accept("ASC")
			}
			s.Span = p.from(start)
			return s
		})
		p.expect(")")
	}
	p.expect("INTO")
	c.Buckets = p.integer()
	p.expect("BUCKETS")
	c.Span = p.from(start)
	return c
}

// rowFormat: ROW FORMAT SERDE 'class' [WITH SERDEPROPERTIES (…)] | ROW FORMAT DELIMITED [FIELDS TERMINATED BY 'c' [ESCAPED BY 'c']]
// [COLLECTION ITEMS TERMINATED BY 'c'] [MAP KEYS TERMINATED BY 'c'] [LINES TERMINATED BY 'c'] [NULL DEFINED AS 'text']
func (p *parser) rowFormat() *RowFormat {
	start := p.pos()
	p.expect("ROW", "FORMAT")
	f := &RowFormat{}
	switch {
	case p.accept("SERDE"):
		f.SerDe = p.hiveText()
		if p.see("WITH") {
			p.serdeProperties(f)
		}
	case p.accept("DELIMITED"):
		f.Delimited = true
		if p.accept("FIELDS") {
			p.expect("TERMINATED", "BY")
			f.Fields = p.hiveText()
			if p.accept("ESCAPED") {
				p.expect("BY")
				f.Escaped = p.hiveText()
			}
		}
		if p.accept("COLLECTION") {
			p.expect("ITEMS", "TERMINATED", "BY")
			f.Items = p.hiveText()
		}
		if p.accept("MAP") {
			p.expect("KEYS", "TERMINATED", "BY")
			f.Keys = p.hiveText()
		}
		if p.accept("LINES") {
			p.expect("TERMINATED", "BY")
			f.Lines = p.hiveText()
		}
		if p.accept("NULL") {
			p.expect("DEFINED", "AS")
			f.Null = p.hiveText()
		}
	default:
		p.mismatch("'DELIMITED'", "'SERDE'")
	}
	f.Span = p.from(start)
	return f
}

func (p *parser) serdeProperties(f *RowFormat) {
	p.expect("WITH", "SERDEPROPERTIES")
	f.Properties = append(f.Properties, p.pairs()...)
}

// storedAs: STORED AS name | STORED AS INPUTFORMAT 'class' OUTPUTFORMAT 'class'
func (p *parser) storedAs() *StoredAs {
	start := p.pos()
	p.expect("STORED")
	if p.see("BY") {
		p.refuse(p.tok().Span, "STORED BY is not in Athena: tables are STORED AS a file format")
	}
	p.expect("AS")
	s := &StoredAs{}
	if p.accept("INPUTFORMAT") {
		s.Input = p.hiveText()
		p.expect("OUTPUTFORMAT")
		s.Output = p.hiveText()
	} else {
		t := p.tok()
		if t.kind != word {
			p.mismatch("'INPUTFORMAT'", "<identifier>")
		}
		s.Name = p.advance().val
	}
	s.Span = p.from(start)
	return s
}
