package syntax

type (
	// CreateTableAs is CREATE TABLE [IF NOT EXISTS] name [(columns)] [COMMENT 'text'] [WITH (…)] AS query [WITH [NO] DATA].
	CreateTableAs struct {
		Span
		IfNotExists bool
		Name        *Name
		Columns     []*Ident
		Comment     *Text
		Properties  []*Property
		Query       *Query
		NoData      bool
	}

	// Property is name = value in WITH (…).
	Property struct {
		Span
		Name  *Ident
		Value Expr
	}

	// Insert is INSERT INTO name [(columns)] query.
	Insert struct {
		Span
		Name    *Name
		Columns []*Ident
		Query   *Query
	}

	// Unload is Athena's UNLOAD (query) TO 's3://…' WITH (…).
	Unload struct {
		Span
		Query      *Query
		To         *Text
		Properties []*Property
	}

	// DropTable is DROP TABLE [IF EXISTS] name.
	DropTable struct {
		Span
		IfExists bool
		Name     *Name
	}

	// CreateSchema is CREATE SCHEMA|DATABASE [IF NOT EXISTS] name, and Hive's [COMMENT 'text'] [LOCATION 's3://…'] [WITH
	// DBPROPERTIES ('name' = 'value')].
	CreateSchema struct {
		Span
		IfNotExists       bool
		Name              *Name
		Comment, Location *Text
		Pairs             []*Pair
	}

	// Pair is 'name' = 'value' of Hive's properties.
	Pair struct {
		Span
		Name, Value *Text
	}

	// DropSchema is DROP SCHEMA|DATABASE [IF EXISTS] name [RESTRICT|CASCADE].
	DropSchema struct {
		Span
		IfExists bool
		Name     *Name
		Cascade  bool
	}

	// SetProperties is Hive's ALTER TABLE name SET TBLPROPERTIES ('name' = 'value').
	SetProperties struct {
		Span
		Name  *Name
		Pairs []*Pair
	}
)

func (*CreateTableAs) statement() {}
func (*Insert) statement()        {}
func (*Unload) statement()        {}
func (*DropTable) statement()     {}
func (*CreateSchema) statement()  {}
func (*DropSchema) statement()    {}
func (*SetProperties) statement() {}

func tableChildren(k *kids, n Node) {
	switch n := n.(type) {
	case *CreateTableAs:
		add(k, n.Name)
		add(k, n.Columns...)
		add(k, n.Comment)
		add(k, n.Properties...)
		add(k, n.Query)
	case *Property:
		add(k, n.Name)
		addAll(k, n.Value)
	case *Insert:
		add(k, n.Name)
		add(k, n.Columns...)
		add(k, n.Query)
	case *Unload:
		add(k, n.Query)
		add(k, n.To)
		add(k, n.Properties...)
	case *DropTable:
		add(k, n.Name)
	case *CreateSchema:
		add(k, n.Name)
		add(k, n.Comment, n.Location)
		add(k, n.Pairs...)
	case *Pair:
		add(k, n.Name, n.Value)
	case *DropSchema:
		add(k, n.Name)
	case *SetProperties:
		add(k, n.Name)
		add(k, n.Pairs...)
	}
}
