package syntax

type (
	// PartitionSpec is PARTITION (name = value, …) [LOCATION 'place'].
	PartitionSpec struct {
		Span
		Values   []*PartitionValue
		Location *Text
	}

	// PartitionValue is name = value. Value is the text of a constant: 05 stays 05. Text says that it was written in quotes.
	PartitionValue struct {
		Span
		Name  *Ident
		Value string
		Text  bool
	}

	// AddPartitions is ALTER TABLE name ADD [IF NOT EXISTS] PARTITION (…) [LOCATION 'place'] …
	AddPartitions struct {
		Span
		Name        *Name
		IfNotExists bool
		Partitions  []*PartitionSpec
	}

	// DropPartitions is ALTER TABLE name DROP [IF EXISTS] PARTITION (…), PARTITION (…)
	DropPartitions struct {
		Span
		Name       *Name
		IfExists   bool
		Partitions []*PartitionSpec
	}

	// RenamePartition is ALTER TABLE name PARTITION (…) RENAME TO PARTITION (…)
	RenamePartition struct {
		Span
		Name     *Name
		From, To *PartitionSpec
	}

	// SetLocation is ALTER TABLE name [PARTITION (…)] SET LOCATION 'place'
	SetLocation struct {
		Span
		Name      *Name
		Partition *PartitionSpec
		Location  *Text
	}

	// AddColumns is ALTER TABLE name [PARTITION (…)] ADD|REPLACE COLUMNS (…)
	AddColumns struct {
		Span
		Name      *Name
		Partition *PartitionSpec
		Replace   bool
		Columns   []*HiveColumn
	}

	// ChangeColumn is ALTER TABLE name CHANGE [COLUMN] old new type [COMMENT 'text'] [FIRST|AFTER name]
	ChangeColumn struct {
		Span
		Name   *Name
		Old    *Ident
		Column *HiveColumn
		First  bool
		After  *Ident
	}

	// DropColumn is ALTER TABLE name DROP COLUMN name, of Iceberg tables.
	DropColumn struct {
		Span
		Name   *Name
		Column *Ident
	}

	// RenameTable is ALTER TABLE name RENAME TO name
	RenameTable struct {
		Span
		Name, To *Name
	}

	// UnsetProperties is ALTER TABLE name UNSET TBLPROPERTIES [IF EXISTS] ('name', …)
	UnsetProperties struct {
		Span
		Name     *Name
		IfExists bool
		Names    []*Text
	}

	// AlterSchema is ALTER DATABASE|SCHEMA name SET DBPROPERTIES ('name' = 'value', …)
	AlterSchema struct {
		Span
		Name  *Name
		Pairs []*Pair
	}

	// Optimize is OPTIMIZE name REWRITE DATA USING BIN_PACK [WHERE condition], of Iceberg tables.
	Optimize struct {
		Span
		Name  *Name
		Where Expr
	}

	// Vacuum is VACUUM name, of Iceberg tables.
	Vacuum struct {
		Span
		Name *Name
	}

	// Repair is MSCK REPAIR TABLE name
	Repair struct {
		Span
		Name *Name
	}
)

func (*AddPartitions) statement()   {}
func (*DropPartitions) statement()  {}
func (*RenamePartition) statement() {}
func (*SetLocation) statement()     {}
func (*AddColumns) statement()      {}
func (*ChangeColumn) statement()    {}
func (*DropColumn) statement()      {}
func (*RenameTable) statement()     {}
func (*UnsetProperties) statement() {}
func (*AlterSchema) statement()     {}
func (*Repair) statement()          {}
func (*Optimize) statement()        {}
func (*Vacuum) statement()          {}

func alterChildren(k *kids, n Node) {
	switch n := n.(type) {
	case *PartitionSpec:
		add(k, n.Values...)
		add(k, n.Location)
	case *PartitionValue:
		add(k, n.Name)
	case *AddPartitions:
		add(k, n.Name)
		add(k, n.Partitions...)
	case *DropPartitions:
		add(k, n.Name)
		add(k, n.Partitions...)
	case *RenamePartition:
		add(k, n.Name)
		add(k, n.From, n.To)
	case *SetLocation:
		add(k, n.Name)
		add(k, n.Partition)
		add(k, n.Location)
	case *AddColumns:
		add(k, n.Name)
		add(k, n.Partition)
		add(k, n.Columns...)
	case *ChangeColumn:
		add(k, n.Name)
		add(k, n.Old)
		add(k, n.Column)
		add(k, n.After)
	case *DropColumn:
		add(k, n.Name)
		add(k, n.Column)
	case *RenameTable:
		add(k, n.Name, n.To)
	case *UnsetProperties:
		add(k, n.Name)
		add(k, n.Names...)
	case *AlterSchema:
		add(k, n.Name)
		add(k, n.Pairs...)
	case *Repair:
		add(k, n.Name)
	case *Optimize:
		add(k, n.Name)
		addAll(k, n.Where)
	case *Vacuum:
		add(k, n.Name)
	}
}
