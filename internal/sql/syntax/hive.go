package syntax

import (
	"strconv"
	"strings"
)

type (
	// CreateTable is Hive's CREATE [EXTERNAL] TABLE, as Athena has it: https://docs.aws.amazon.com/athena/latest/ug/create-table.html.
	CreateTable struct {
		Span
		External, IfNotExists bool
		Name                  *Name
		Columns               []*HiveColumn
		Comment               *Text
		// PartitionedBy are partition keys with their types; Terms are those of an Iceberg table, which are columns of it.
		PartitionedBy []*HiveColumn
		Terms         []*PartitionTerm
		Clustered     *Clustered
		Format        *RowFormat
		Stored        *StoredAs
		Location      *Text
		Properties    []*Pair
	}

	// HiveColumn is name type [COMMENT 'text'].
	HiveColumn struct {
		Span
		Name    *Ident
		Type    *HiveType
		Comment *Text
	}

	// HiveType is a type as Hive writes it. Name is in small letters; Args are an array's or a map's, Fields a struct's.
	HiveType struct {
		Span
		Name    string
		Numbers []int
		Args    []*HiveType
		Fields  []*HiveField
	}

	// HiveField is name:type of a struct.
	HiveField struct {
		Span
		Name    *Ident
		Type    *HiveType
		Comment *Text
	}

	// PartitionTerm is a column of an Iceberg table that its partitions are made by: name, day(name) or bucket(16, name).
	PartitionTerm struct {
		Span
		Transform string // in small letters; empty for the column itself
		Number    int    // of bucket and truncate
		Column    *Ident
	}

	// Clustered is CLUSTERED BY (names) [SORTED BY (names)] INTO n BUCKETS.
	Clustered struct {
		Span
		By      []*Ident
		Sorted  []*SortedBy
		Buckets int
	}

	// SortedBy is a column of SORTED BY.
	SortedBy struct {
		Span
		Name *Ident
		Desc bool
	}

	// RowFormat is ROW FORMAT SERDE 'class' [WITH SERDEPROPERTIES (…)], or ROW FORMAT DELIMITED with what delimits.
	RowFormat struct {
		Span
		// SerDe is nil for DELIMITED, and where there are properties alone.
		SerDe      *Text
		Properties []*Pair
		// Delimited says that it is DELIMITED: what follows is what it may say.
		Delimited                                 bool
		Fields, Escaped, Items, Keys, Lines, Null *Text
	}

	// StoredAs is STORED AS name, in capitals, or STORED AS INPUTFORMAT 'class' OUTPUTFORMAT 'class'.
	StoredAs struct {
		Span
		Name          string
		Input, Output *Text
	}
)

func (*CreateTable) statement() {}

// Text is the type as Hive and Glue keep it: struct<a:int,b:array<string>>.
func (t *HiveType) Text() string {
	var b strings.Builder
	t.write(&b)
	return b.String()
}

func (t *HiveType) write(b *strings.Builder) {
	b.WriteString(t.Name)
	before := "<"
	for _, a := range t.Args {
		b.WriteString(before)
		a.write(b)
		before = ","
	}
	for _, f := range t.Fields {
		b.WriteString(before + strings.ToLower(f.Name.Name) + ":")
		f.Type.write(b)
		before = ","
	}
	if before == "," {
		b.WriteByte('>')
	}
	for i, n := range t.Numbers {
		b.WriteString(map[bool]string{true: "(", false: ","}[i == 0] + strconv.Itoa(n))
	}
	if t.Numbers != nil {
		b.WriteByte(')')
	}
}

func hiveChildren(k *kids, n Node) {
	switch n := n.(type) {
	case *CreateTable:
		add(k, n.Name)
		add(k, n.Columns...)
		add(k, n.Comment)
		add(k, n.PartitionedBy...)
		add(k, n.Terms...)
		add(k, n.Clustered)
		add(k, n.Format)
		add(k, n.Stored)
		add(k, n.Location)
		add(k, n.Properties...)
	case *HiveColumn:
		add(k, n.Name)
		add(k, n.Type)
		add(k, n.Comment)
	case *HiveType:
		add(k, n.Args...)
		add(k, n.Fields...)
	case *HiveField:
		add(k, n.Name)
		add(k, n.Type)
		add(k, n.Comment)
	case *PartitionTerm:
		add(k, n.Column)
	case *Clustered:
		add(k, n.By...)
		add(k, n.Sorted...)
	case *SortedBy:
		add(k, n.Name)
	case *RowFormat:
		add(k, n.SerDe)
		add(k, n.Properties...)
		add(k, n.Fields, n.Escaped, n.Items, n.Keys, n.Lines, n.Null)
	case *StoredAs:
		add(k, n.Input, n.Output)
	}
}
