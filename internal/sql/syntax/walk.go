package syntax

// Walk calls f for n and, where f returns true, for every node below it, in the order of the text.
func Walk(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	for _, child := range children(n) {
		Walk(child, f)
	}
}

// kids gathers the children of a node, leaving out what is absent.
type kids []Node

func add[T any, P interface {
	*T
	Node
}](k *kids, nodes ...P) {
	for _, n := range nodes {
		if n != nil {
			*k = append(*k, n)
		}
	}
}

func addAll[T Node](k *kids, nodes ...T) {
	for _, n := range nodes {
		if Node(n) != nil {
			*k = append(*k, n)
		}
	}
}

func children(n Node) kids {
	var k kids
	switch n := n.(type) {
	case *Query:
		add(&k, n.Functions...)
		add(&k, n.With)
		addAll(&k, n.Body)
		add(&k, n.OrderBy...)
		addAll(&k, n.Offset, n.Limit)
	case *Explain:
		addAll(&k, n.Statement)
	case *Show:
		add(&k, n.In)
		add(&k, n.Partition)
		add(&k, n.Like, n.Escape, n.Regex)
	case *Describe:
		add(&k, n.Name)
		add(&k, n.Partition)
		add(&k, n.Column...)
	case *InlineFunction:
		add(&k, n.Name)
		add(&k, n.Params...)
		add(&k, n.Returns)
		addAll(&k, n.Body)
	case *FunctionParam:
		add(&k, n.Name)
		add(&k, n.Type)
	case *With:
		add(&k, n.Tables...)
	case *CommonTable:
		add(&k, n.Name)
		add(&k, n.Columns...)
		add(&k, n.Query)
	case *Select:
		addAll(&k, n.Items...)
		addAll(&k, n.From...)
		addAll(&k, n.Where)
		add(&k, n.GroupBy)
		addAll(&k, n.Having)
		add(&k, n.Windows...)
	case *SetOperation:
		addAll(&k, n.Left)
		add(&k, n.By...)
		addAll(&k, n.Right)
	case *Values:
		addAll(&k, n.Rows...)
	case *TableBody:
		add(&k, n.Name)
	case *ParenQuery:
		add(&k, n.Query)
	case *SelectExpr:
		addAll(&k, n.X)
		add(&k, n.Alias)
	case *SelectAll:
		addAll(&k, n.Base)
		add(&k, n.Aliases...)
	case *GroupBy:
		add(&k, n.Elements...)
	case *GroupElement:
		for _, set := range n.Sets {
			addAll(&k, set...)
		}
	case *SortItem:
		addAll(&k, n.X)
	case *NamedWindow:
		add(&k, n.Name)
		add(&k, n.Spec)
	case *Name:
		add(&k, n.Parts...)
	case *Window:
		add(&k, n.Name, n.Base)
		addAll(&k, n.PartitionBy...)
		add(&k, n.OrderBy...)
		add(&k, n.Frame)
	case *Frame:
		add(&k, n.First, n.Last)
	case *Bound:
		addAll(&k, n.Value)
	case *Type:
		add(&k, n.Args...)
		add(&k, n.Fields...)
	case *TypeField:
		add(&k, n.Name)
		add(&k, n.Type)
	case *MatchRecognize, *Measure, *SkipTo, *RowPattern, *Subset, *Definition:
		matchChildren(&k, n)
	case *JSONTable:
		jsonTableChildren(&k, n)
	case *JSONColumn:
		jsonColumnChildren(&k, n)
	case *JSONValue:
		addAll(&k, n.X)
	case *JSONArgument:
		add(&k, n.Value)
		add(&k, n.Name)
	case *JSONMember:
		addAll(&k, n.Key)
		add(&k, n.Value)
	case *TableArgument:
		addAll(&k, n.Table)
		add(&k, n.Columns...)
		add(&k, n.Name)
		addAll(&k, n.X)
	case *When:
		addAll(&k, n.Cond, n.Result)
	case Statement:
		statementChildren(&k, n)
		tableChildren(&k, n)
		hiveChildren(&k, n)
		alterChildren(&k, n)
	case Relation:
		relationChildren(&k, n)
	case Expr:
		exprChildren(&k, n)
	default:
		tableChildren(&k, n)
		hiveChildren(&k, n)
		alterChildren(&k, n)
	}
	return k
}

func relationChildren(k *kids, r Relation) {
	switch r := r.(type) {
	case *Table:
		add(k, r.Name)
		addAll(k, r.Version)
	case *Aliased:
		addAll(k, r.Relation)
		add(k, r.Alias)
		add(k, r.Columns...)
	case *Sampled:
		addAll(k, r.Relation)
		addAll(k, r.Percentage)
	case *Join:
		addAll(k, r.Left, r.Right)
		addAll(k, r.On)
		add(k, r.Using...)
	case *Unnest:
		addAll(k, r.Exprs...)
	case *TableFunction:
		add(k, r.Name)
		add(k, r.Args...)
	case *Lateral:
		add(k, r.Query)
	case *Derived:
		add(k, r.Query)
	case *ParenRelation:
		addAll(k, r.Relation)
	}
}

func exprChildren(k *kids, x Expr) {
	switch x := x.(type) {
	case *Deref:
		addAll(k, x.Base)
		add(k, x.Field)
	case *Subscript:
		addAll(k, x.Base, x.Index)
	case *Unary:
		addAll(k, x.X)
	case *Arith:
		addAll(k, x.Left, x.Right)
	case *AtZone:
		addAll(k, x.X, x.Zone)
	case *Compare:
		addAll(k, x.Left, x.Right)
	case *Quantified:
		addAll(k, x.X)
		add(k, x.Query)
	case *Between:
		addAll(k, x.X, x.Low, x.High)
	case *InList:
		addAll(k, x.X)
		addAll(k, x.List...)
	case *InQuery:
		addAll(k, x.X)
		add(k, x.Query)
	case *Like:
		addAll(k, x.X, x.Pattern, x.Escape)
	case *IsNull:
		addAll(k, x.X)
	case *IsDistinct:
		addAll(k, x.Left, x.Right)
	case *Exists:
		add(k, x.Query)
	case *Not:
		addAll(k, x.X)
	case *Logic:
		addAll(k, x.Terms...)
	case *Case:
		addAll(k, x.Operand)
		add(k, x.Whens...)
		addAll(k, x.Else)
	case *Cast:
		addAll(k, x.X)
		add(k, x.Type)
	case *Lambda:
		add(k, x.Params...)
		addAll(k, x.Body)
	case *Row:
		addAll(k, x.Items...)
	case *Array:
		addAll(k, x.Items...)
	case *Subquery:
		add(k, x.Query)
	case *Extract:
		addAll(k, x.X)
	case *Normalize:
		addAll(k, x.X)
	case *Trim:
		addAll(k, x.Chars, x.X)
	case *JSON:
		jsonChildren(k, x)
	case *Call:
		add(k, x.Name)
		add(k, x.Label)
		addAll(k, x.Args...)
		add(k, x.OrderBy...)
		add(k, x.WithinGroup...)
		addAll(k, x.Filter)
		add(k, x.Over)
	}
}
