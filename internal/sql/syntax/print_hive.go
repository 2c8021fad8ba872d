package syntax

import "strconv"

// hiveStatement writes a statement that is read as Hive's.
func (w *printer) hiveStatement(n Node) {
	was := w.hive
	w.hive = true
	defer func() { w.hive = was }()
	switch n := n.(type) {
	case *CreateTable:
		w.createTable(n)
	case *CreateSchema, *SetProperties:
		w.table(n)
	default:
		w.alter(n)
	}
}

func (w *printer) createTable(n *CreateTable) {
	w.put("CREATE ", map[bool]string{true: "EXTERNAL "}[n.External], "TABLE ", map[bool]string{true: "IF NOT EXISTS "}[n.IfNotExists])
	w.node(n.Name)
	if n.Columns != nil {
		w.put(" (")
		list(w, n.Columns)
		w.put(")")
	}
	w.labelled(" COMMENT ", n.Comment)
	if n.PartitionedBy != nil || n.Terms != nil {
		w.put(" PARTITIONED BY (")
		list(w, n.PartitionedBy)
		list(w, n.Terms)
		w.put(")")
	}
	if n.Clustered != nil {
		w.put(" CLUSTERED BY (")
		list(w, n.Clustered.By)
		if n.Clustered.Sorted != nil {
			w.put(") SORTED BY (")
			list(w, n.Clustered.Sorted)
		}
		w.put(") INTO ", strconv.Itoa(n.Clustered.Buckets), " BUCKETS")
	}
	if n.Format != nil {
		w.rowFormat(n)
	}
	if n.Stored != nil {
		w.put(" STORED AS ", n.Stored.Name)
		w.labelled("INPUTFORMAT ", n.Stored.Input)
		w.labelled(" OUTPUTFORMAT ", n.Stored.Output)
		if f := n.Format; f != nil && f.SerDe == nil {
			w.pairs(" WITH SERDEPROPERTIES (", f.Properties)
		}
	}
	w.labelled(" LOCATION ", n.Location)
	w.pairs(" TBLPROPERTIES (", n.Properties)
}

func (w *printer) rowFormat(n *CreateTable) {
	f := n.Format
	switch {
	case f.SerDe != nil:
		w.labelled(" ROW FORMAT SERDE ", f.SerDe)
		w.pairs(" WITH SERDEPROPERTIES (", f.Properties)
	case f.Delimited:
		w.put(" ROW FORMAT DELIMITED")
		w.labelled(" FIELDS TERMINATED BY ", f.Fields)
		w.labelled(" ESCAPED BY ", f.Escaped)
		w.labelled(" COLLECTION ITEMS TERMINATED BY ", f.Items)
		w.labelled(" MAP KEYS TERMINATED BY ", f.Keys)
		w.labelled(" LINES TERMINATED BY ", f.Lines)
		w.labelled(" NULL DEFINED AS ", f.Null)
	}
}

func (w *printer) pairs(label string, pairs []*Pair) {
	if pairs != nil {
		w.put(label)
		list(w, pairs)
		w.put(")")
	}
}

// hivePart writes a part of such a statement.
func (w *printer) hivePart(n Node) {
	switch n := n.(type) {
	case *HiveColumn:
		w.node(n.Name)
		w.put(" ")
		w.node(n.Type)
		w.labelled(" COMMENT ", n.Comment)
	case *HiveField:
		w.node(n.Name)
		w.put(":")
		w.node(n.Type)
		w.labelled(" COMMENT ", n.Comment)
	case *HiveType:
		w.put(n.Name)
		if n.Args != nil || n.Fields != nil {
			w.put("<")
			list(w, n.Args)
			list(w, n.Fields)
			w.put(">")
		}
		for i, x := range n.Numbers {
			w.put(map[bool]string{true: "(", false: ", "}[i == 0], strconv.Itoa(x))
		}
		if n.Numbers != nil {
			w.put(")")
		}
	case *PartitionTerm:
		if n.Transform == "" {
			w.node(n.Column)
			return
		}
		w.put(n.Transform, "(")
		if n.Number > 0 {
			w.put(strconv.Itoa(n.Number), ", ")
		}
		w.node(n.Column)
		w.put(")")
	case *SortedBy:
		w.node(n.Name)
		w.put(map[bool]string{true: " DESC"}[n.Desc])
	case *PartitionSpec:
		w.put("PARTITION (")
		list(w, n.Values)
		w.put(")")
		w.labelled(" LOCATION ", n.Location)
	case *PartitionValue:
		w.node(n.Name)
		w.put(" = ")
		switch {
		case !n.Text:
			w.put(n.Value)
		case w.hive:
			w.put(HiveText(n.Value))
		default:
			w.put(quoteText(n.Value))
		}
	}
}

func (w *printer) alter(n Node) {
	table := func(name *Name, at *PartitionSpec, verb string) {
		w.put("ALTER TABLE ")
		w.node(name)
		if at != nil {
			w.put(" ")
			w.node(at)
		}
		w.put(verb)
	}
	switch n := n.(type) {
	case *AddPartitions:
		table(n.Name, nil, " ADD")
		w.put(map[bool]string{true: " IF NOT EXISTS"}[n.IfNotExists])
		for _, p := range n.Partitions {
			w.put(" ")
			w.node(p)
		}
	case *DropPartitions:
		table(n.Name, nil, " DROP ")
		w.put(map[bool]string{true: "IF EXISTS "}[n.IfExists])
		list(w, n.Partitions)
	case *RenamePartition:
		table(n.Name, n.From, " RENAME TO ")
		w.node(n.To)
	case *SetLocation:
		table(n.Name, n.Partition, " SET LOCATION ")
		w.node(n.Location)
	case *AddColumns:
		table(n.Name, n.Partition, map[bool]string{true: " REPLACE COLUMNS (", false: " ADD COLUMNS ("}[n.Replace])
		list(w, n.Columns)
		w.put(")")
	case *ChangeColumn:
		table(n.Name, nil, " CHANGE COLUMN ")
		w.node(n.Old)
		w.put(" ")
		w.node(n.Column)
		w.put(map[bool]string{true: " FIRST"}[n.First])
		if n.After != nil {
			w.put(" AFTER ")
			w.node(n.After)
		}
	case *DropColumn:
		table(n.Name, nil, " DROP COLUMN ")
		w.node(n.Column)
	case *RenameTable:
		table(n.Name, nil, " RENAME TO ")
		w.node(n.To)
	case *UnsetProperties:
		table(n.Name, nil, " UNSET TBLPROPERTIES ")
		w.put(map[bool]string{true: "IF EXISTS "}[n.IfExists], "(")
		list(w, n.Names)
		w.put(")")
	case *AlterSchema:
		w.put("ALTER DATABASE ")
		w.node(n.Name)
		w.pairs(" SET DBPROPERTIES (", n.Pairs)
	case *Repair:
		w.put("MSCK REPAIR TABLE ")
		w.node(n.Name)
	case *Optimize:
		w.put("OPTIMIZE ")
		w.node(n.Name)
		w.put(" REWRITE DATA USING BIN_PACK")
		if n.Where != nil {
			w.put(" WHERE ")
			w.hive = false // a condition is SQL
			w.node(n.Where)
		}
	case *Vacuum:
		w.put("VACUUM ")
		w.node(n.Name)
	}
}
