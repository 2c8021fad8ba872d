package syntax

type (
	// Prepare is PREPARE name FROM statement.
	Prepare struct {
		Span
		Name      *Ident
		Statement Statement
	}

	// Execute is EXECUTE name, or EXECUTE IMMEDIATE 'statement', with the values of its parameters.
	Execute struct {
		Span
		Name      *Ident
		Immediate *Text
		Using     []Expr
	}

	// Deallocate is DEALLOCATE PREPARE name.
	Deallocate struct {
		Span
		Name *Ident
	}

	// DescribePrepared is DESCRIBE INPUT name or DESCRIBE OUTPUT name.
	DescribePrepared struct {
		Span
		Output bool
		Name   *Ident
	}

	// CreateView is CREATE [OR REPLACE] VIEW name AS query. Security is "", DEFINER or INVOKER.
	CreateView struct {
		Span
		Replace  bool
		Name     *Name
		Comment  *Text
		Security string
		Query    *Query
	}

	// DropView is DROP VIEW [IF EXISTS] name.
	DropView struct {
		Span
		IfExists bool
		Name     *Name
	}
)

func (*Prepare) statement()          {}
func (*Execute) statement()          {}
func (*Deallocate) statement()       {}
func (*DescribePrepared) statement() {}
func (*CreateView) statement()       {}
func (*DropView) statement()         {}

func statementChildren(k *kids, n Node) {
	switch n := n.(type) {
	case *Prepare:
		add(k, n.Name)
		addAll(k, n.Statement)
	case *Execute:
		add(k, n.Name)
		add(k, n.Immediate)
		addAll(k, n.Using...)
	case *Deallocate:
		add(k, n.Name)
	case *DescribePrepared:
		add(k, n.Name)
	case *CreateView:
		add(k, n.Name)
		add(k, n.Comment)
		add(k, n.Query)
	case *DropView:
		add(k, n.Name)
	}
}

// Parameters counts the `?` of a statement.
func Parameters(n Node) int {
	count := 0
	Walk(n, func(n Node) bool {
		if _, ok := n.(*Param); ok {
			count++
		}
		return true
	})
	return count
}
