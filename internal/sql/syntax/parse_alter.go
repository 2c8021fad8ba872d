package syntax

// alter: ALTER TABLE name … | ALTER DATABASE|SCHEMA name SET DBPROPERTIES (…)
func (p *parser) alter() Statement {
	start := p.pos()
	p.expect("ALTER")
	if p.accept("DATABASE") || p.accept("SCHEMA") {
		a := &AlterSchema{Name: p.hiveName()}
		p.expect("SET", "DBPROPERTIES")
		a.Pairs = p.pairs()
		a.Span = p.from(start)
		return a
	}
	p.expect("TABLE")
	name := p.hiveName()
	var at *PartitionSpec
	if p.see("PARTITION") {
		at = p.partition(false)
	}
	switch {
	case p.accept("RENAME", "TO"):
		if at != nil {
			r := &RenamePartition{Name: name, From: at, To: p.partition(false)}
			r.Span = p.from(start)
			return r
		}
		r := &RenameTable{Name: name, To: p.hiveName()}
		r.Span = p.from(start)
		return r
	case p.accept("SET", "LOCATION"):
		s := &SetLocation{Name: name, Partition: at, Location: p.hiveText()}
		s.Span = p.from(start)
		return s
	case p.see("ADD", "COLUMNS"), p.see("REPLACE", "COLUMNS"):
		a := &AddColumns{Name: name, Partition: at, Replace: p.advance().val == "REPLACE"}
		p.advance()
		a.Columns = p.hiveColumns()
		a.Span = p.from(start)
		return a
	case at != nil:
		p.mismatch("'ADD'", "'RENAME'", "'REPLACE'", "'SET'")
	case p.accept("ADD"):
		return p.addPartitions(start, name)
	case p.accept("DROP"):
		return p.dropFrom(start, name)
	case p.accept("CHANGE"):
		return p.changeColumn(start, name)
	case p.accept("SET", "TBLPROPERTIES"):
		a := &SetProperties{Name: name, Pairs: p.pairs()}
		a.Span = p.from(start)
		return a
	case p.accept("UNSET", "TBLPROPERTIES"):
		u := &UnsetProperties{Name: name, IfExists: p.accept("IF", "EXISTS")}
		p.expect("(")
		u.Names = commas(p, p.hiveText)
		p.expect(")")
		u.Span = p.from(start)
		return u
	case p.see("SET") && p.ahead(1).isAny("SERDE", "SERDEPROPERTIES", "FILEFORMAT", "SKEWED"), p.tok().isAny("ARCHIVE", "UNARCHIVE", "TOUCH", "COMPACT", "CONCATENATE", "EXCHANGE", "CLUSTERED", "NOT"):
		p.refuse(p.from(start), "Queries of this type are not supported")
	}
	p.mismatch("'ADD'", "'CHANGE'", "'DROP'", "'PARTITION'", "'RENAME'", "'REPLACE'", "'SET'", "'UNSET'")
	return nil
}

// addPartitions: ADD [IF NOT EXISTS] PARTITION (…) [LOCATION 'place'] …
func (p *parser) addPartitions(start Pos, name *Name) Statement {
	a := &AddPartitions{Name: name, IfNotExists: p.accept("IF", "NOT", "EXISTS")}
	for {
		a.Partitions = append(a.Partitions, p.partition(true))
		if !p.see("PARTITION") {
			break
		}
	}
	a.Span = p.from(start)
	return a
}

// dropFrom: DROP [IF EXISTS] PARTITION (…), PARTITION (…) [PURGE] | DROP COLUMN name
func (p *parser) dropFrom(start Pos, name *Name) Statement {
	if p.accept("COLUMN") {
		d := &DropColumn{Name: name, Column: p.hiveIdent()}
		d.Span = p.from(start)
		return d
	}
	d := &DropPartitions{Name: name, IfExists: p.accept("IF", "EXISTS")}
	d.Partitions = commas(p, func() *PartitionSpec { return p.partition(false) })
	p.accept("PURGE")
	d.Span = p.from(start)
	return d
}

// changeColumn: CHANGE [COLUMN] old new type [COMMENT 'text'] [FIRST|AFTER name]
func (p *parser) changeColumn(start Pos, name *Name) Statement {
	if t := p.ahead(3); p.see("COLUMN") && t.kind == word && (hivePlain[t.val] || t.isAny("ARRAY", "MAP", "STRUCT")) {
		p.advance()
	}
	c := &ChangeColumn{Name: name, Old: p.hiveIdent(), Column: p.hiveColumn()}
	switch {
	case p.accept("FIRST"):
		c.First = true
	case p.accept("AFTER"):
		c.After = p.hiveIdent()
	}
	if !p.accept("CASCADE") {
		p.accept("RESTRICT")
	}
	c.Span = p.from(start)
	return c
}

// partition: PARTITION (name = value, …) [LOCATION 'place']
func (p *parser) partition(located bool) *PartitionSpec {
	start := p.pos()
	p.expect("PARTITION", "(")
	s := &PartitionSpec{Values: commas(p, p.partitionValue)}
	p.expect(")")
	if located && p.accept("LOCATION") {
		s.Location = p.hiveText()
	}
	s.Span = p.from(start)
	return s
}

// partitionValue: name = 'text' | name = number | name = date 'text' | name = true
func (p *parser) partitionValue() *PartitionValue {
	start := p.pos()
	v := &PartitionValue{Name: p.hiveIdent()}
	if p.tok().isAny("<", ">", "<=", ">=", "<>", "!=") {
		p.refuse(p.tok().Span, "a partition is named by = alone, as on Athena")
	}
	p.expect("=")
	if p.see("DATE") || p.see("TIMESTAMP") {
		p.advance()
	}
	switch t := p.tok(); {
	case t.kind == text || t.kind == quotedWord:
		p.advance()
		v.Value, v.Text = t.val, true
	case t.kind == integer || t.kind == decimal || t.kind == double || t.kind == digitWord:
		v.Value = p.advance().val
	case t.is("-") && (p.ahead(1).kind == integer || p.ahead(1).kind == decimal || p.ahead(1).kind == double):
		p.advance()
		v.Value = "-" + p.advance().val
	case t.isAny("TRUE", "FALSE"):
		v.Value = lower(p.advance().val)
	default:
		p.mismatch("<string>", "<number>")
	}
	v.Span = p.from(start)
	return v
}

// optimize: OPTIMIZE name REWRITE DATA USING BIN_PACK [WHERE condition]
func (p *parser) optimize() Statement {
	start := p.pos()
	p.expect("OPTIMIZE")
	o := &Optimize{Name: p.hiveName()}
	p.expect("REWRITE", "DATA", "USING", "BIN_PACK")
	if p.accept("WHERE") {
		o.Where = p.expression()
	}
	o.Span = p.from(start)
	return o
}

// vacuum: VACUUM name
func (p *parser) vacuum() Statement {
	start := p.pos()
	p.expect("VACUUM")
	v := &Vacuum{Name: p.hiveName()}
	v.Span = p.from(start)
	return v
}

// repair: MSCK REPAIR TABLE name
func (p *parser) repair() Statement {
	start := p.pos()
	p.expect("MSCK", "REPAIR", "TABLE")
	r := &Repair{Name: p.hiveName()}
	if p.tok().isAny("ADD", "DROP", "SYNC") {
		p.refuse(p.tok().Span, "MSCK REPAIR TABLE … %s PARTITIONS is not in Athena: MSCK REPAIR TABLE adds what is there, ALTER TABLE … DROP PARTITION removes", p.tok().val)
	}
	r.Span = p.from(start)
	return r
}
